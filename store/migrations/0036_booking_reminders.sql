-- depends: 0010_bookings
-- When the people of a booking were reminded of it, a day before its start; also set when they need not be, as it was made,
-- moved or confirmed later than that.
ALTER TABLE event_attendees ADD COLUMN reminded_at TEXT;
