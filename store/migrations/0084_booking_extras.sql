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
