-- depends: 0045_time_logs
-- An event that is taken out of a schedule again keeps its row, so that who asks about it learns so, and may be put back.

ALTER TABLE schedule_exports ADD COLUMN detached_at TEXT;
CREATE INDEX schedule_exports_by_calendar ON schedule_exports (kal_id) WHERE detached_at IS NULL;
