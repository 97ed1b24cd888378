-- depends: 0040_contracts
-- Addresses at which calendar programs read a calendar, a schedule or a contract without signing in, as whoever made the
-- feed sees it at that moment. The secret in the address is kept as a hash only; null once the feed has ended.

-- show: how much of each event is told. hours: a schedule's open hours stand in it too.
CREATE TABLE calendar_feeds (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    kal_id INTEGER REFERENCES calendars (id),
    schedule_id INTEGER REFERENCES schedules (id),
    contract_id INTEGER REFERENCES contracts (id),
    show TEXT NOT NULL CHECK (show IN ('busy', 'label', 'full')),
    hours INTEGER NOT NULL DEFAULT 0 CHECK (hours IN (0, 1)),
    secret_hash TEXT UNIQUE,
    created_at TEXT NOT NULL,
    renewed_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((kal_id IS NOT NULL) + (schedule_id IS NOT NULL) + (contract_id IS NOT NULL) = 1),
    CHECK ((secret_hash IS NULL) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX calendar_feeds_by_owner ON calendar_feeds (owner_type, owner_id, id);
CREATE UNIQUE INDEX calendar_feeds_live
    ON calendar_feeds (owner_type, owner_id, coalesce(kal_id, 0), coalesce(schedule_id, 0), coalesce(contract_id, 0))
    WHERE ended_at IS NULL;

-- What tells this installation's records apart from all others' in the calendars of the world. It never changes.
INSERT INTO settings (name, value, updated_at)
VALUES ('installation_id', lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
