-- depends: 0084_booking_extras
-- Lines for slots that are full, and holds that are offers: a place that became free, kept for the first in line for a while.

-- A hold may be a guest's now. kind offer: made by the hall for who waits. email, name, token_hash: of a guest, who shows
-- the token that was mailed.
CREATE TABLE slot_holds_with_offers (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES event_attendees (id),
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats > 0),
    holder_type TEXT CHECK (holder_type IN ('person', 'agent')),
    holder_id INTEGER,
    price INTEGER CHECK (price > 0),
    currency TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'booked', 'released')),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    latest_expiry TEXT NOT NULL,
    ended_at TEXT,
    link_id INTEGER REFERENCES booking_links (id),
    kind TEXT NOT NULL DEFAULT 'client' CHECK (kind IN ('client', 'offer')),
    email TEXT,
    name TEXT,
    token_hash TEXT UNIQUE,
    CHECK ((price IS NULL) = (currency IS NULL)),
    CHECK (expires_at <= latest_expiry),
    CHECK ((holder_type IS NULL) = (holder_id IS NULL)),
    CHECK (kind = 'offer' OR holder_id IS NOT NULL)
) STRICT;
INSERT INTO slot_holds_with_offers (id, public_id, schedule_id, booking_id, start_at, end_at, seats, holder_type, holder_id,
    price, currency, status, created_at, expires_at, latest_expiry, ended_at, link_id)
SELECT id, public_id, schedule_id, booking_id, start_at, end_at, seats, holder_type, holder_id,
    price, currency, status, created_at, expires_at, latest_expiry, ended_at, link_id FROM slot_holds;
DROP TABLE slot_holds;
ALTER TABLE slot_holds_with_offers RENAME TO slot_holds;
CREATE INDEX slot_holds_by_holder ON slot_holds (holder_type, holder_id, expires_at, id);
CREATE INDEX slot_holds_by_schedule ON slot_holds (schedule_id, expires_at, id);
CREATE INDEX slot_holds_by_link ON slot_holds (link_id, id) WHERE link_id IS NOT NULL;

-- Who waits for a slot or session that is full: a person or agent, or a guest by their address. The line of a start is in the
-- order of joined_at, then id. offered: hold_id is kept for them; what became of it the hold says first. session_id: of an
-- added session. closes_at: then it is too late for an offer. origin_digest: where a guest came from. checked_at: when the
-- hall last looked whether anything was free.
CREATE TABLE waiting_entries (
    id INTEGER PRIMARY KEY,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    session_id INTEGER REFERENCES events (id),
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats > 0),
    person_type TEXT CHECK (person_type IN ('person', 'agent')),
    person_id INTEGER,
    email TEXT,
    email_key TEXT,
    name TEXT NOT NULL,
    token_hash TEXT UNIQUE,
    origin_digest TEXT,
    max_price INTEGER CHECK (max_price >= 0),
    currency TEXT,
    status TEXT NOT NULL DEFAULT 'waiting'
        CHECK (status IN ('waiting', 'offered', 'booked', 'passed', 'left', 'closed')),
    hold_id INTEGER UNIQUE REFERENCES slot_holds (id),
    joined_at TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    offered_at TEXT,
    ended_at TEXT,
    checked_at TEXT NOT NULL,
    CHECK ((person_type IS NULL) = (person_id IS NULL)),
    CHECK ((max_price IS NULL) = (currency IS NULL)),
    CHECK ((status IN ('waiting', 'offered')) = (ended_at IS NULL)),
    CHECK (status NOT IN ('offered', 'booked', 'passed') OR hold_id IS NOT NULL)
) STRICT;
CREATE INDEX waiting_entries_by_slot ON waiting_entries (schedule_id, start_at, joined_at, id);
CREATE INDEX waiting_entries_in_line ON waiting_entries (schedule_id, start_at, joined_at, id)
    WHERE status IN ('waiting', 'offered');
CREATE INDEX waiting_entries_by_person ON waiting_entries (person_type, person_id, start_at, id);
CREATE INDEX waiting_entries_by_guest ON waiting_entries (email_key, start_at, id) WHERE email_key IS NOT NULL;
CREATE INDEX waiting_entries_by_origin ON waiting_entries (origin_digest, joined_at) WHERE origin_digest IS NOT NULL;
CREATE INDEX waiting_entries_live ON waiting_entries (checked_at, id) WHERE status IN ('waiting', 'offered');
CREATE UNIQUE INDEX waiting_entries_once ON waiting_entries (schedule_id, start_at, end_at, person_type, person_id)
    WHERE person_id IS NOT NULL AND status IN ('waiting', 'offered');
CREATE UNIQUE INDEX waiting_entries_guests_once ON waiting_entries (schedule_id, start_at, end_at, email_key)
    WHERE person_id IS NULL AND status IN ('waiting', 'offered');
