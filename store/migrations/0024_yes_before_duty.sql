-- depends: 0010_bookings
-- Nothing is somebody's before they said yes: roles in schedules, and slots booked by guests.

-- A role somebody was asked to take. Without their yes there is no row of theirs in schedule_users. declined_at: they said
-- no, and are not asked again for a while.
CREATE TABLE schedule_role_invitations (
    id INTEGER PRIMARY KEY,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL CHECK (role_id IN (1, 2, 3, 6)),
    read INTEGER NOT NULL CHECK (read BETWEEN 0 AND 2),
    write INTEGER NOT NULL CHECK (write BETWEEN 0 AND 3),
    invited_by_type TEXT NOT NULL,
    invited_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    declined_at TEXT,
    UNIQUE (schedule_id, user_type, user_id)
) STRICT;
CREATE INDEX schedule_role_invitations_by_user ON schedule_role_invitations (user_type, user_id, id);

-- 1 while a guest's booking waits for the code that was mailed; its hold ends soon.
ALTER TABLE event_attendees ADD COLUMN unconfirmed INTEGER NOT NULL DEFAULT 0;

-- What a guest's booking waits for. Digests are made with the installation's key. Wrong codes from where the booking was
-- made count apart from all others, so that nobody else uses up a guest's tries.
CREATE TABLE guest_holds (
    booking_id INTEGER PRIMARY KEY REFERENCES event_attendees (id),
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    origin_digest TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    own_tries INTEGER NOT NULL DEFAULT 0,
    other_tries INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX guest_holds_by_origin ON guest_holds (origin_digest, created_at);
