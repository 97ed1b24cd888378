-- depends: 0001_foundation
-- Requests for people and the positions in them.

CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    industry TEXT NOT NULL,
    main_contact TEXT,
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'pending', 'search_in_progress', 'contract_signed', 'cancelled')),
    job_start TEXT,
    job_end TEXT,
    cancel_reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    cancelled_at TEXT
) STRICT;
CREATE INDEX inquiries_by_creator ON inquiries (company_id, created_by_type, created_by_id, created_at, id);
CREATE INDEX inquiries_by_stage ON inquiries (company_id, stage);

CREATE TABLE inquiry_positions (
    id INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiries (id),
    title TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'pending', 'search_in_progress', 'contract_signed', 'cancelled')),
    type TEXT NOT NULL CHECK (type IN ('external', 'internal')),
    experience_level TEXT,
    is_remote_work TEXT NOT NULL CHECK (is_remote_work IN ('yes', 'no', 'hybrid')),
    location TEXT,
    budget INTEGER NOT NULL CHECK (budget >= 0),
    currency TEXT NOT NULL,
    allocation INTEGER NOT NULL CHECK (allocation BETWEEN 1 AND 100),
    language_reqs TEXT,
    job_start TEXT NOT NULL,
    job_end TEXT NOT NULL,
    description TEXT NOT NULL,
    order_need_reqs TEXT NOT NULL DEFAULT '[]',
    contract_id INTEGER,
    cancel_reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    cancelled_at TEXT,
    CHECK (job_end > job_start)
) STRICT;
CREATE INDEX inquiry_positions_by_inquiry ON inquiry_positions (inquiry_id, id);
