-- depends: 0073_narrow_lists
-- Several servers on one database: who is at a job, and how often each server was called by whom of late.
ALTER TABLE jobs ADD COLUMN leased_until TEXT COLLATE "C";

CREATE TABLE call_counts (
    server TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    hits BIGINT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (server, who)
);
