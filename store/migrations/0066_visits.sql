-- depends: 0062_company_catalog 0008_work_order_records
-- A visit as it was stated and as the server took note of it; what was corrected afterwards, with both figures; and a later
-- arrival as its provider proposes it. NULL: of before.
ALTER TABLE work_order_time_logs ADD COLUMN in_received_at TEXT;
ALTER TABLE work_order_time_logs ADD COLUMN out_received_at TEXT;
ALTER TABLE work_order_time_logs ADD COLUMN logged_by_type TEXT;
ALTER TABLE work_order_time_logs ADD COLUMN logged_by_id INTEGER;

-- before, after: the figures as JSON; after is NULL where the log was taken away.
CREATE TABLE work_order_time_log_corrections (
    id INTEGER PRIMARY KEY,
    time_log_id INTEGER NOT NULL REFERENCES work_order_time_logs (id),
    at TEXT NOT NULL,
    by_type TEXT NOT NULL,
    by_id INTEGER NOT NULL,
    acting_user_id INTEGER REFERENCES persons (id),
    reason TEXT,
    before TEXT NOT NULL,
    after TEXT
) STRICT;
CREATE INDEX work_order_time_log_corrections_by_log ON work_order_time_log_corrections (time_log_id, id);

ALTER TABLE work_order_etas ADD COLUMN proposed_at TEXT;

-- Whose provider should have been there by now.
CREATE INDEX work_orders_assigned_by_arrival ON work_orders (status, latest_arrival_at) WHERE status = 3;
