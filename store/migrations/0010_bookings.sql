-- depends: 0005_schedules
-- What bookings and events go through after they were made: disputes, release of escrow, suggestions and votes, payments
-- that were made elsewhere.

-- cancel_reason: hold_expired, not_answered, booker, host, organiser, agreed. paid_by: balance (through escrow) or external.
-- release_at: when the escrow of a delivered booking goes to the payee by itself; null while something is unpaid or disputed.
-- time_agreed: 0 once the time was moved without the booker's yes. stands_in_for: this row only keeps seats free for the
-- booking that may move here. payment_label: the payer's text, put on the pay-out.
ALTER TABLE event_attendees ADD COLUMN cancel_reason TEXT;
ALTER TABLE event_attendees ADD COLUMN paid_by TEXT CHECK (paid_by IN ('balance', 'external'));
ALTER TABLE event_attendees ADD COLUMN disputed_at TEXT;
ALTER TABLE event_attendees ADD COLUMN delivered_at TEXT;
ALTER TABLE event_attendees ADD COLUMN release_at TEXT;
ALTER TABLE event_attendees ADD COLUMN time_agreed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE event_attendees ADD COLUMN stands_in_for INTEGER REFERENCES event_attendees (id);
ALTER TABLE event_attendees ADD COLUMN timezone TEXT;
ALTER TABLE event_attendees ADD COLUMN payment_label TEXT;
CREATE INDEX event_attendees_to_release ON event_attendees (release_at) WHERE status_id = 555 AND release_at IS NOT NULL;
CREATE INDEX event_attendees_of_schedule ON event_attendees (schedule_id, status_id, created_at) WHERE status_id IS NOT NULL;
CREATE INDEX event_attendees_by_payer ON event_attendees (payer_type, payer_id, schedule_id) WHERE payer_id IS NOT NULL;

-- Events that are no bookings (a contract's appointments) keep this themselves.
ALTER TABLE events ADD COLUMN cancel_reason TEXT;
ALTER TABLE events ADD COLUMN delivered_at TEXT;
ALTER TABLE events ADD COLUMN release_at TEXT;
CREATE INDEX events_to_complete ON events (release_at) WHERE status_id = 555 AND release_at IS NOT NULL;

-- A suggested change of one field. Values are JSON. booking_id: it concerns this booking only. held_event_id,
-- held_booking_id: what keeps the suggested time free while the vote runs. status_id: 100 open, 200 taken effect,
-- 400 refused, 444 withdrawn.
CREATE TABLE event_corrections (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    booking_id INTEGER REFERENCES event_attendees (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    reason TEXT,
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 200, 400, 444)),
    votes_needed INTEGER NOT NULL,
    held_event_id INTEGER REFERENCES events (id),
    held_booking_id INTEGER REFERENCES event_attendees (id),
    created_at TEXT NOT NULL,
    decided_at TEXT
) STRICT;
CREATE INDEX event_corrections_by_event ON event_corrections (event_id, status_id, id);
CREATE UNIQUE INDEX event_corrections_open ON event_corrections (event_id, coalesce(booking_id, 0), field, user_type, user_id)
    WHERE status_id = 100;

-- A vote may be changed while the suggestion is open; the last one counts.
CREATE TABLE event_correction_votes (
    correction_id INTEGER NOT NULL REFERENCES event_corrections (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    vote INTEGER NOT NULL CHECK (vote IN (0, 1)),
    voted_at TEXT NOT NULL,
    PRIMARY KEY (correction_id, user_type, user_id)
) STRICT;

-- Payments for booked time; each is also an event of type 4. status_id: 100 waits for the receiver until answer_until,
-- 777 settled, 400 the receiver says it never came. used is what its bookings took of it; the rest is prepaid.
CREATE TABLE schedule_deposits (
    event_id INTEGER PRIMARY KEY REFERENCES events (id),
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    payer_type TEXT NOT NULL,
    payer_id INTEGER NOT NULL,
    payee_type TEXT NOT NULL,
    payee_id INTEGER NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('balance', 'external')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0 AND used <= amount),
    currency TEXT NOT NULL,
    status_id INTEGER NOT NULL CHECK (status_id IN (100, 400, 777)),
    answer_until TEXT,
    recorded_by_type TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX schedule_deposits_by_payer ON schedule_deposits (schedule_id, payer_type, payer_id, event_id);
CREATE INDEX schedule_deposits_waiting ON schedule_deposits (answer_until) WHERE status_id = 100;

CREATE TABLE schedule_deposit_uses (
    deposit_id INTEGER NOT NULL REFERENCES schedule_deposits (event_id),
    booking_id INTEGER NOT NULL REFERENCES event_attendees (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (deposit_id, booking_id)
) STRICT;
CREATE INDEX schedule_deposit_uses_by_booking ON schedule_deposit_uses (booking_id);
