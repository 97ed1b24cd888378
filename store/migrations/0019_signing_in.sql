-- depends: 0006_account
-- What limits the ways of signing in. User names and network addresses are kept as digests with the installation's key.

DROP TABLE sign_in_failures;

-- A wrong password, code or token. name_digest: the user name it was tried at, when there was one.
CREATE TABLE wrong_tries (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('password', 'code', 'token')),
    name_digest TEXT,
    origin_digest TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX wrong_tries_by_origin ON wrong_tries (origin_digest, created_at);
CREATE INDEX wrong_tries_by_name ON wrong_tries (name_digest, created_at) WHERE name_digest IS NOT NULL;
CREATE INDEX wrong_tries_by_time ON wrong_tries (created_at);

-- Where a person signed in from, and when last.
CREATE TABLE known_origins (
    person_id INTEGER NOT NULL REFERENCES persons (id),
    origin_digest TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (person_id, origin_digest)
) STRICT;
CREATE INDEX known_origins_by_time ON known_origins (seen_at);

-- Whose request a code belongs to, and who tried it wrongly: attempts of the place it was asked for at, of those that name
-- the request, and of everybody elsewhere are counted apart.
ALTER TABLE codes ADD COLUMN request_id TEXT;
ALTER TABLE codes ADD COLUMN origin_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN named_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE codes ADD COLUMN far_attempts INTEGER NOT NULL DEFAULT 0;
CREATE INDEX codes_by_origin ON codes (origin_digest, created_at);
CREATE INDEX codes_by_time ON codes (created_at);

-- What somebody signed in or was reached with before they changed it, JSON by column, for as long as it can be undone.
CREATE TABLE contact_changes (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    token_hash TEXT NOT NULL UNIQUE,
    before TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX contact_changes_by_person ON contact_changes (person_id, id);
