-- depends: 0001_foundation
-- Mail to addresses that somebody else typed: what limits it, and who wants none; and less of what was sent is kept.

-- One row a mail that went out. Digests are made with the installation's key. sender: company:1, person:2, agent:3 or nobody.
CREATE TABLE unproven_mails (
    id INTEGER PRIMARY KEY,
    address_digest TEXT NOT NULL,
    sender TEXT NOT NULL,
    origin_digest TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX unproven_mails_by_address ON unproven_mails (address_digest, created_at);
CREATE INDEX unproven_mails_by_sender ON unproven_mails (sender, created_at);
CREATE INDEX unproven_mails_by_origin ON unproven_mails (origin_digest, created_at);
CREATE INDEX unproven_mails_by_time ON unproven_mails (created_at);

-- What the owners of addresses without an account have said: that they want no such mail, that a code mailed there was used.
CREATE TABLE mailed_addresses (
    address_digest TEXT PRIMARY KEY,
    stopped_at TEXT,
    proven_at TEXT
) STRICT, WITHOUT ROWID;

-- Codes and tokens leave the outbox with the mail that held them.
UPDATE outbox SET payload = '{}' WHERE state <> 'waiting';
