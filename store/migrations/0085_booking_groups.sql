-- depends: 0084_booking_extras
-- Bookings that were made by one call: of several people for one time, of the fairest of several, or of the same time every
-- week. A group only ties them together; each is answered, moved, paid and cancelled by itself.

-- wanted: how many were asked for; made: how many were booked.
CREATE TABLE booking_groups (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('collective', 'round_robin', 'series')),
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted > 0),
    made INTEGER NOT NULL CHECK (made BETWEEN 0 AND wanted),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE booking_group_bookings (
    booking_id INTEGER PRIMARY KEY REFERENCES event_attendees (id),
    group_id INTEGER NOT NULL REFERENCES booking_groups (id)
) STRICT;
CREATE INDEX booking_group_bookings_by_group ON booking_group_bookings (group_id, booking_id);
