-- What stands on the clock where a booking or a visit takes place, beside its moment: new tables of time zones move the one
-- and not the other, and then both sides have to be told. NULL: from before this migration, filled in by the next start.
ALTER TABLE events ADD COLUMN wall_start TEXT;
ALTER TABLE work_orders ADD COLUMN wall_start TEXT;
-- The zone of a company that waits for the proof of its founder's address.
ALTER TABLE foundings ADD COLUMN timezone TEXT NOT NULL DEFAULT 'UTC';
