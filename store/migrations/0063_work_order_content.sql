-- depends: 0062_company_catalog
-- Messages are read one by one: who has read which, and by which call.
CREATE TABLE work_order_message_marks (
    message_id INTEGER NOT NULL REFERENCES work_order_messages (id),
    reader_type TEXT NOT NULL CHECK (reader_type IN ('person', 'agent')),
    reader_id INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    PRIMARY KEY (message_id, reader_type, reader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO work_order_message_marks (message_id, reader_type, reader_id, call_id)
    SELECT m.id, r.reader_type, r.reader_id, '' FROM work_order_message_reads r
    JOIN work_order_messages m ON m.work_order_id = r.work_order_id AND m.id <= r.last_message_id;
DROP TABLE work_order_message_reads;
CREATE INDEX work_order_messages_by_parent ON work_order_messages (parent_id, id) WHERE parent_id IS NOT NULL;

-- What was taken off stays on record: its number never means another file.
ALTER TABLE work_order_folders ADD COLUMN deleted_at TEXT;
DROP INDEX work_order_folders_name;
CREATE UNIQUE INDEX work_order_folders_name ON work_order_folders (work_order_id, lower(name)) WHERE deleted_at IS NULL;
ALTER TABLE work_order_attachments ADD COLUMN deleted_at TEXT;
CREATE INDEX work_order_attachments_by_file ON work_order_attachments (file_id);
-- What the camera noted in a picture, which is kept and served without it: as it was read, which proves nothing.
-- taken_at: ISO 8601 by the camera's clock, with an offset only where the camera noted one.
ALTER TABLE work_order_attachments ADD COLUMN taken_at TEXT;
ALTER TABLE work_order_attachments ADD COLUMN latitude REAL;
ALTER TABLE work_order_attachments ADD COLUMN longitude REAL;
