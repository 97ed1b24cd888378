-- depends: 0001_foundation
-- What is told to whom, by which ways it goes out, and the feed of changes.

-- kind: of tools/rules/notice_kinds. owner_address: of a guest, who is known by an address only (owner_type 'guest', id 0).
-- count: how many things of one call it tells of. data: the figures named in the text.
ALTER TABLE notices ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN owner_address TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN record_name TEXT;
ALTER TABLE notices ADD COLUMN actor_type TEXT;
ALTER TABLE notices ADD COLUMN actor_id INTEGER;
ALTER TABLE notices ADD COLUMN actor_name TEXT;
ALTER TABLE notices ADD COLUMN on_behalf_of TEXT;
ALTER TABLE notices ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN data TEXT NOT NULL DEFAULT '{}';
ALTER TABLE notices ADD COLUMN call_id TEXT;
ALTER TABLE notices ADD COLUMN change_id INTEGER;
ALTER TABLE notices ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
UPDATE notices SET kind = CASE
    WHEN topic IN ('agreement', 'team', 'freelancerRegistered', 'companyInvitation') THEN 'team_step'
    WHEN topic IN ('contact', 'tax_document', 'taxStatusChanged', 'autoTaxPaymentChanged') THEN 'contact_changed'
    WHEN topic = 'schedule' THEN 'schedule_role'
    WHEN topic IN ('agent', 'agent_registered') THEN 'agent_status'
    WHEN topic = 'top_up' THEN 'money_in'
    WHEN topic = 'withdrawal' THEN 'money_out'
    ELSE topic END;
CREATE UNIQUE INDEX notices_once ON notices
    (call_id, owner_type, owner_id, owner_address, kind, coalesce(record_type, ''), coalesce(record_id, 0))
    WHERE call_id IS NOT NULL;
CREATE INDEX notices_by_record ON notices (record_type, record_id, id);
CREATE INDEX notices_by_time ON notices (created_at);

-- Which notices somebody has read: a person or an agent, each for themselves.
CREATE TABLE notice_reads (
    reader_type TEXT NOT NULL CHECK (reader_type IN ('person', 'agent')),
    reader_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    read_at TEXT NOT NULL,
    PRIMARY KEY (reader_type, reader_id, notice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_reads_by_notice ON notice_reads (notice_id);

-- One row a receiver, notice and channel. content: what is sent as JSON {subject, text} of mail and text messages, dropped
-- once it has ended; of a callback the exact body, which is kept. event_id: of the outbox row that carries it.
CREATE TABLE notice_deliveries (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    receiver_type TEXT NOT NULL CHECK (receiver_type IN ('person', 'agent', 'guest')),
    receiver_id INTEGER NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms', 'callback')),
    status TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'failed', 'dropped')),
    due_at TEXT NOT NULL,
    put_off TEXT CHECK (put_off IN ('quiet', 'digest')),
    event_id TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at TEXT,
    last_error TEXT,
    content TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (notice_id, receiver_type, receiver_id, address, channel)
) STRICT;
CREATE INDEX notice_deliveries_by_receiver ON notice_deliveries (receiver_type, receiver_id, channel, status, id);
CREATE INDEX notice_deliveries_due ON notice_deliveries (due_at) WHERE status = 'waiting' AND event_id IS NULL;
CREATE INDEX notice_deliveries_by_event ON notice_deliveries (event_id) WHERE event_id IS NOT NULL;

-- What changed, in the order it was committed: one row a record and call. Positions are never given twice.
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    record_type TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    company_id INTEGER,
    performed_by_type TEXT NOT NULL,
    performed_by_id INTEGER NOT NULL,
    performed_by_name TEXT NOT NULL,
    on_behalf_of TEXT,
    call_id TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (call_id, record_type, record_id)
) STRICT;
CREATE INDEX changes_by_record ON changes (record_type, record_id, id);
CREATE INDEX changes_by_time ON changes (at);

-- Where notices go besides the inbox. channels: JSON [{kind, channels}], kind a kind, a group or all.
CREATE TABLE notice_settings (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'company', 'agent')),
    owner_id INTEGER NOT NULL,
    channels TEXT NOT NULL DEFAULT '[]',
    quiet_from TEXT,
    quiet_to TEXT,
    quiet_days TEXT NOT NULL DEFAULT '[0,1,2,3,4,5,6]',
    timezone TEXT,
    digest TEXT NOT NULL DEFAULT 'off' CHECK (digest IN ('off', 'hourly', 'daily')),
    digest_at TEXT NOT NULL DEFAULT '08:00',
    updated_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id)
) STRICT;

-- What callbacks to an agent are signed with, sealed, and how they fare. refused_url: the address that answered 410.
CREATE TABLE agent_callbacks (
    agent_id INTEGER PRIMARY KEY REFERENCES agents (id),
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_secret_until TEXT,
    refused_url TEXT,
    last_success TEXT,
    last_failure TEXT,
    updated_at TEXT NOT NULL
) STRICT;
