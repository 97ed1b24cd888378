-- depends: 0042_calendar_feeds
-- Outside calendars: how they are reached, what was read in them, what was written to them.

-- A way into somebody's outside calendars: a consent of Google's, or an account of a CalDAV server.
-- account_key: what tells one from another, digested with the installation's key. secret: what opens it, sealed with that
-- key; null once erased. rights: 'import' reads only. listed: its calendars as JSON, read at listed_at and again at list_at.
-- withdrawal_at: when the consent's end was left for the outside world.
CREATE TABLE calendar_accounts (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    provider TEXT NOT NULL CHECK (provider IN ('google', 'caldav', 'sandbox')),
    account_key TEXT NOT NULL,
    secret TEXT,
    hint TEXT NOT NULL DEFAULT '',
    rights TEXT NOT NULL DEFAULT 'both' CHECK (rights IN ('import', 'both')),
    listed TEXT NOT NULL DEFAULT '[]',
    listed_at TEXT,
    list_at TEXT,
    leased_until TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    granted_at TEXT NOT NULL,
    ended_at TEXT,
    withdrawal_at TEXT
) STRICT;
CREATE UNIQUE INDEX calendar_accounts_live ON calendar_accounts (owner_type, owner_id, provider, account_key)
    WHERE ended_at IS NULL;
CREATE INDEX calendar_accounts_to_list ON calendar_accounts (list_at) WHERE ended_at IS NULL;
CREATE INDEX calendar_accounts_to_withdraw ON calendar_accounts (ended_at)
    WHERE ended_at IS NOT NULL AND secret IS NOT NULL AND withdrawal_at IS NULL;

-- The way to a consent: the single-use state in the address that its owner opens, and what only this server knows of it.
CREATE TABLE calendar_consent_requests (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    kal_id INTEGER NOT NULL REFERENCES calendars (id),
    direction TEXT NOT NULL CHECK (direction IN ('import', 'export', 'both')),
    state_hash TEXT NOT NULL UNIQUE,
    verifier TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX calendar_consent_requests_by_owner ON calendar_consent_requests (owner_type, owner_id, id);
CREATE INDEX calendar_consent_requests_by_end ON calendar_consent_requests (expires_at);

-- An outside calendar tied to a calendar here. import: imported_kal_id is the read-only calendar (type 3) made for it.
-- external_calendar_id: as its owner sees it; of a feed its address without what is secret in it. source_key: what tells
-- one from another, digested. address: of a feed, sealed. sync_token: what makes an unchanged calendar cheap to read.
-- whole_at: when everything was read last, as the period moves on. told: the status its owner was told last.
CREATE TABLE calendar_links (
    id INTEGER PRIMARY KEY,
    kal_id INTEGER NOT NULL REFERENCES calendars (id),
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    account_id INTEGER REFERENCES calendar_accounts (id),
    imported_kal_id INTEGER REFERENCES calendars (id),
    provider TEXT NOT NULL CHECK (provider IN ('google', 'ics', 'caldav', 'sandbox')),
    direction TEXT NOT NULL CHECK (direction IN ('import', 'export')),
    external_calendar_id TEXT NOT NULL,
    source_key TEXT NOT NULL,
    address TEXT,
    summary TEXT NOT NULL,
    description TEXT,
    timezone TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'syncing' CHECK (status IN ('syncing', 'connected', 'failing', 'disconnected')),
    told TEXT NOT NULL DEFAULT 'connected' CHECK (told IN ('connected', 'failing')),
    failures INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    warnings TEXT NOT NULL DEFAULT '[]',
    last_sync_at TEXT,
    whole_at TEXT,
    sync_token TEXT,
    next_at TEXT NOT NULL,
    leased_until TEXT,
    created_at TEXT NOT NULL,
    disconnected_at TEXT,
    CHECK ((direction = 'import') = (imported_kal_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX calendar_links_live ON calendar_links (kal_id, provider, source_key, direction)
    WHERE status <> 'disconnected';
CREATE INDEX calendar_links_by_owner ON calendar_links (owner_type, owner_id);
CREATE INDEX calendar_links_by_calendar ON calendar_links (kal_id, status);
CREATE INDEX calendar_links_by_import ON calendar_links (imported_kal_id) WHERE imported_kal_id IS NOT NULL;
CREATE INDEX calendar_links_by_account ON calendar_links (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX calendar_links_due ON calendar_links (next_at) WHERE status <> 'disconnected';

-- What was read in an outside calendar: one row for each occurrence, in UTC. Those that are busy have a row of busy_blocks
-- with source_type 'external_event' and this id.
CREATE TABLE external_events (
    id INTEGER PRIMARY KEY,
    link_id INTEGER NOT NULL REFERENCES calendar_links (id),
    kal_id INTEGER NOT NULL REFERENCES calendars (id),
    external_id TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    summary TEXT NOT NULL,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    timezone TEXT NOT NULL,
    busy INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (end_at >= start_at),
    UNIQUE (link_id, external_id, occurrence)
) STRICT;
CREATE INDEX external_events_by_calendar ON external_events (kal_id, end_at);

-- What of a calendar's appointments stands in an outside one, or has to. written_id: its number there; mark: its state
-- there (ETag); content: a digest of what was written last. state: waiting = it may have to be written; sending; sent = it
-- stands there; absent = it does not; failed = given up until the link works again. in_outbox: 1 while it lies there.
CREATE TABLE calendar_exports (
    id INTEGER PRIMARY KEY,
    link_id INTEGER NOT NULL REFERENCES calendar_links (id),
    event_id INTEGER NOT NULL REFERENCES events (id),
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'absent', 'failed')),
    in_outbox INTEGER NOT NULL DEFAULT 0,
    written_id TEXT,
    mark TEXT,
    content TEXT,
    last_error TEXT,
    UNIQUE (link_id, event_id)
) STRICT;
CREATE INDEX calendar_exports_waiting ON calendar_exports (link_id) WHERE state = 'waiting' AND in_outbox = 0;
CREATE INDEX calendar_exports_by_event ON calendar_exports (event_id);

-- However an appointment is made, moved or called off, it is noticed here.
CREATE TRIGGER events_to_export AFTER INSERT ON events
WHEN NEW.kal_id IS NOT NULL AND NEW.type_id = 1
BEGIN
    INSERT INTO calendar_exports (link_id, event_id)
    SELECT id, NEW.id FROM calendar_links WHERE kal_id = NEW.kal_id AND status <> 'disconnected' AND direction = 'export';
END;
CREATE TRIGGER events_to_export_again AFTER UPDATE OF
    status_id, start_at, end_at, label, description, timezone, kal_id, hold_until, deleted_at ON events
WHEN NEW.type_id = 1 AND (NEW.kal_id IS NOT NULL OR OLD.kal_id IS NOT NULL)
BEGIN
    INSERT INTO calendar_exports (link_id, event_id)
    SELECT id, NEW.id FROM calendar_links
    WHERE kal_id IN (OLD.kal_id, NEW.kal_id) AND status <> 'disconnected' AND direction = 'export'
    ON CONFLICT (link_id, event_id) DO UPDATE SET state = 'waiting';
END;
