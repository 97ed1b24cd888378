-- depends: 0073_narrow_lists
-- Several servers on one database: who is at a job, and how often each server was called by whom of late.
ALTER TABLE jobs ADD COLUMN leased_until TEXT;

CREATE TABLE call_counts (
    server TEXT NOT NULL,
    who TEXT NOT NULL,
    hits INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (server, who)
) STRICT, WITHOUT ROWID;
