-- depends: 0036_booking_reminders 0071_log_chain
-- Slots that are kept for somebody for some minutes without being booked. The seats and the hosts' time are held by a row of
-- event_attendees that stands in for itself (stands_in_for = id) until it becomes the booking, lapses or is given back.

-- price: of all seats together, in the smallest unit, as it was when the hold was made. A hold is over at expires_at, whether
-- or not that was written; what ended otherwise says so in status.
CREATE TABLE slot_holds (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES event_attendees (id),
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats > 0),
    holder_type TEXT NOT NULL CHECK (holder_type IN ('person', 'agent')),
    holder_id INTEGER NOT NULL,
    price INTEGER CHECK (price > 0),
    currency TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'booked', 'released')),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    latest_expiry TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((price IS NULL) = (currency IS NULL)),
    CHECK (expires_at <= latest_expiry)
) STRICT;
CREATE INDEX slot_holds_by_holder ON slot_holds (holder_type, holder_id, expires_at, id);
CREATE INDEX slot_holds_by_schedule ON slot_holds (schedule_id, expires_at, id);

-- Links by which chosen people book a schedule, a few times, until a date. price: for a place in a slot, 0 = free, null = the
-- schedule's. durations: JSON list of minutes, empty = all the schedule's. first_start, last_start: what may be booked.
CREATE TABLE booking_links (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    label TEXT,
    token_hash TEXT NOT NULL UNIQUE,
    max_uses INTEGER NOT NULL CHECK (max_uses BETWEEN 1 AND 100),
    uses INTEGER NOT NULL DEFAULT 0 CHECK (uses BETWEEN 0 AND max_uses),
    email TEXT,
    email_key TEXT,
    price INTEGER CHECK (price >= 0),
    price_currency TEXT,
    durations TEXT NOT NULL DEFAULT '[]',
    first_start TEXT,
    last_start TEXT,
    expires_at TEXT NOT NULL,
    note TEXT,
    created_at TEXT NOT NULL,
    revoked_at TEXT,
    CHECK ((price IS NULL) = (price_currency IS NULL))
) STRICT;
CREATE INDEX booking_links_by_schedule ON booking_links (schedule_id, id);

-- What was booked by a link. returned_at: the use came back.
CREATE TABLE booking_link_uses (
    id INTEGER PRIMARY KEY,
    link_id INTEGER NOT NULL REFERENCES booking_links (id),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES event_attendees (id),
    returned_at TEXT
) STRICT;
CREATE INDEX booking_link_uses_by_link ON booking_link_uses (link_id, booking_id);
ALTER TABLE slot_holds ADD COLUMN link_id INTEGER REFERENCES booking_links (id);
CREATE INDEX slot_holds_by_link ON slot_holds (link_id, id) WHERE link_id IS NOT NULL;

-- What one side said of a booking: that the other one did not come. refund, payee_gets: what moves when it holds.
CREATE TABLE no_show_marks (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    booking_id INTEGER NOT NULL REFERENCES event_attendees (id),
    absent TEXT NOT NULL CHECK (absent IN ('attendee', 'host')),
    marked_by_type TEXT,
    marked_by_id INTEGER,
    note TEXT,
    status TEXT NOT NULL DEFAULT 'claimed' CHECK (status IN ('claimed', 'accepted', 'contested', 'withdrawn')),
    refund INTEGER,
    payee_gets INTEGER,
    currency TEXT,
    contest_until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((status = 'claimed') = (ended_at IS NULL)),
    CHECK ((refund IS NULL) = (currency IS NULL))
) STRICT;
CREATE UNIQUE INDEX no_show_marks_claimed ON no_show_marks (booking_id) WHERE status = 'claimed';
CREATE INDEX no_show_marks_by_booking ON no_show_marks (booking_id, id);
CREATE INDEX no_show_marks_due ON no_show_marks (contest_until, id) WHERE status = 'claimed';
CREATE INDEX no_show_marks_by_event ON no_show_marks (event_id, status);
