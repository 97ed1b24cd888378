-- depends: 0008_work_orders
-- What hangs on a work order: visits, pay lines, checklist, field values, people to call, files, messages, problems.

-- Check-ins and check-outs. hours is a decimal with 4 places, NULL while the log is open.
CREATE TABLE work_order_time_logs (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    in_at TEXT NOT NULL,
    in_by_type TEXT NOT NULL,
    in_by_id INTEGER NOT NULL,
    in_latitude REAL,
    in_longitude REAL,
    in_distance_km TEXT,
    in_location_ok INTEGER,
    out_at TEXT,
    out_by_type TEXT,
    out_by_id INTEGER,
    out_latitude REAL,
    out_longitude REAL,
    out_distance_km TEXT,
    out_location_ok INTEGER,
    hours TEXT,
    devices INTEGER,
    verified INTEGER NOT NULL DEFAULT 0,
    void INTEGER NOT NULL DEFAULT 0,
    was_late INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (out_at IS NULL OR out_at > in_at)
) STRICT;
CREATE INDEX work_order_time_logs_by_order ON work_order_time_logs (work_order_id, in_at, id);
CREATE UNIQUE INDEX work_order_time_logs_open ON work_order_time_logs (work_order_id) WHERE out_at IS NULL AND void = 0;

CREATE TABLE work_order_site_revisits (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    revisit_reason_id INTEGER REFERENCES site_revisit_reasons (id),
    is_billable INTEGER NOT NULL DEFAULT 0,
    claimed_billable INTEGER NOT NULL DEFAULT 0,
    notes TEXT,
    scheduled_at TEXT,
    status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'done')),
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_site_revisits_by_order ON work_order_site_revisits (work_order_id, id);

-- ticket_id: a support case, 0 without one.
CREATE TABLE work_order_problems (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    type_id INTEGER NOT NULL,
    comments TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
    allowed_resolvers TEXT NOT NULL DEFAULT '[]',
    ticket_id INTEGER NOT NULL DEFAULT 0,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    resolved_at TEXT,
    resolved_by_type TEXT,
    resolved_by_id INTEGER,
    resolution_note TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_problems_by_order ON work_order_problems (work_order_id, status, id);
CREATE INDEX work_order_problems_open ON work_order_problems (work_order_id) WHERE status = 'open';

-- Pay lines. Amounts in the smallest unit of the order's currency; units and modifiers are decimals as text.
CREATE TABLE work_order_increases (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    kind TEXT NOT NULL CHECK (kind IN ('amount', 'additional_hours', 'additional_devices')),
    amount INTEGER,
    units TEXT,
    reason TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'voided')),
    status_description TEXT,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    decided_at TEXT,
    decided_by_type TEXT,
    decided_by_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((kind = 'amount') = (amount IS NOT NULL)),
    CHECK ((kind = 'amount') = (units IS NULL))
) STRICT;
CREATE INDEX work_order_increases_by_order ON work_order_increases (work_order_id, status, id);

CREATE TABLE work_order_discounts (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    description TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'voided')),
    author_id INTEGER NOT NULL REFERENCES persons (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_discounts_by_order ON work_order_discounts (work_order_id, status, id);

CREATE TABLE work_order_expenses (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    category_id INTEGER NOT NULL REFERENCES expense_categories (id),
    description TEXT NOT NULL,
    quantity TEXT NOT NULL DEFAULT '1',
    amount INTEGER NOT NULL CHECK (amount > 0),
    total INTEGER NOT NULL CHECK (total > 0),
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'denied', 'voided')),
    status_description TEXT,
    approved_amount INTEGER,
    attachment_ids TEXT NOT NULL DEFAULT '[]',
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    decided_at TEXT,
    decided_by_type TEXT,
    decided_by_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((status = 'approved') = (approved_amount IS NOT NULL)),
    CHECK (approved_amount IS NULL OR approved_amount BETWEEN 1 AND total)
) STRICT;
CREATE INDEX work_order_expenses_by_order ON work_order_expenses (work_order_id, status, id);

-- charged: earned (bonus) or applied (penalty), so that it counts for pay.
CREATE TABLE work_order_bonuses (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    bonus_id INTEGER NOT NULL REFERENCES company_bonuses (id),
    calculation TEXT NOT NULL CHECK (calculation IN ('fixed', 'percent')),
    modifier TEXT NOT NULL,
    description TEXT,
    charged INTEGER NOT NULL DEFAULT 0,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (work_order_id, bonus_id)
) STRICT;

CREATE TABLE work_order_penalties (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    penalty_id INTEGER NOT NULL REFERENCES company_penalties (id),
    calculation TEXT NOT NULL CHECK (calculation IN ('fixed', 'percent')),
    modifier TEXT NOT NULL,
    description TEXT,
    reason TEXT,
    charged INTEGER NOT NULL DEFAULT 0,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (work_order_id, penalty_id)
) STRICT;

-- The checklist. type_id 1..13: set ETA, close-out notes, check in, check out, upload a file, take a picture, fill in a
-- custom field, call, e-mail, custom, signature, shipment tracking, download a file.
CREATE TABLE work_order_tasks (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    task_group TEXT NOT NULL CHECK (task_group IN ('prep', 'onsite', 'post')),
    type_id INTEGER NOT NULL CHECK (type_id BETWEEN 1 AND 13),
    label TEXT,
    position INTEGER NOT NULL,
    required INTEGER NOT NULL DEFAULT 1,
    status TEXT NOT NULL DEFAULT 'incomplete' CHECK (status IN ('incomplete', 'complete')),
    completed_at TEXT,
    completed_by_type TEXT,
    completed_by_id INTEGER,
    custom_field_id INTEGER REFERENCES company_custom_fields (id),
    phone TEXT,
    email TEXT,
    folder_id INTEGER,
    attachment_id INTEGER,
    signature_id INTEGER,
    shipment_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((status = 'complete') = (completed_at IS NOT NULL))
) STRICT;
CREATE INDEX work_order_tasks_by_order ON work_order_tasks (work_order_id, position, id);

CREATE TABLE work_order_task_alerts (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES work_order_tasks (id),
    email TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_task_alerts_by_task ON work_order_task_alerts (task_id, id);

-- Values of custom fields, JSON scalars. A field without a row is empty.
CREATE TABLE work_order_custom_fields (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    custom_field_id INTEGER NOT NULL REFERENCES company_custom_fields (id),
    value TEXT,
    visible INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT NOT NULL,
    updated_by_type TEXT NOT NULL,
    updated_by_id INTEGER NOT NULL,
    PRIMARY KEY (work_order_id, custom_field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_order_custom_fields_by_value ON work_order_custom_fields (custom_field_id, value, work_order_id);

CREATE TABLE work_order_tags (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    tag_id INTEGER NOT NULL REFERENCES company_tags (id),
    added_by_type TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (work_order_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_order_tags_by_tag ON work_order_tags (tag_id, work_order_id);

CREATE TABLE work_order_contacts (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    name TEXT NOT NULL,
    role TEXT,
    email TEXT,
    phone TEXT,
    ext TEXT,
    notes TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (email IS NOT NULL OR phone IS NOT NULL)
) STRICT;
CREATE INDEX work_order_contacts_by_order ON work_order_contacts (work_order_id, id);

CREATE TABLE work_order_shipments (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    task_id INTEGER REFERENCES work_order_tasks (id),
    name TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('to_site', 'from_site', 'to_provider', 'to_other_location')),
    carrier_name TEXT NOT NULL CHECK (carrier_name IN ('ups', 'fedex', 'usps', 'other')),
    carrier_other TEXT,
    tracking TEXT NOT NULL,
    arrival_at TEXT,
    arrived_at TEXT,
    location TEXT,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_transit', 'delayed', 'delivered')),
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((status = 'delivered') = (arrived_at IS NOT NULL)),
    CHECK ((direction = 'to_other_location') = (location IS NOT NULL)),
    CHECK ((carrier_name = 'other') = (carrier_other IS NOT NULL))
) STRICT;
CREATE INDEX work_order_shipments_by_order ON work_order_shipments (work_order_id, id);

CREATE TABLE work_order_signatures (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    task_id INTEGER REFERENCES work_order_tasks (id),
    name TEXT NOT NULL,
    title TEXT,
    format TEXT NOT NULL CHECK (format IN ('png', 'svg')),
    image TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    worklog_text TEXT,
    signed_at TEXT NOT NULL,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_signatures_by_order ON work_order_signatures (work_order_id, id);

CREATE TABLE work_order_folders (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('document', 'slot')),
    is_default INTEGER NOT NULL DEFAULT 0,
    task_id INTEGER REFERENCES work_order_tasks (id),
    min_files INTEGER NOT NULL DEFAULT 0,
    max_files INTEGER NOT NULL DEFAULT 999,
    max_bytes INTEGER NOT NULL DEFAULT 10485760,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX work_order_folders_name ON work_order_folders (work_order_id, lower(name));

-- The bytes of an attachment are a file (files.id).
CREATE TABLE work_order_attachments (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    folder_id INTEGER NOT NULL REFERENCES work_order_folders (id),
    file_id INTEGER NOT NULL REFERENCES files (id),
    name TEXT NOT NULL,
    notes TEXT,
    show_before_assignment INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'denied')),
    review_note TEXT,
    reviewed_at TEXT,
    reviewed_by_type TEXT,
    reviewed_by_id INTEGER,
    task_id INTEGER REFERENCES work_order_tasks (id),
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_attachments_by_order ON work_order_attachments (work_order_id, folder_id, id);

-- role: who speaks. to_person_id NULL: everybody who takes part.
CREATE TABLE work_order_messages (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    parent_id INTEGER REFERENCES work_order_messages (id),
    role TEXT NOT NULL CHECK (role IN ('buyer', 'provider', 'support', 'system')),
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    to_person_id INTEGER REFERENCES persons (id),
    problem_id INTEGER REFERENCES work_order_problems (id),
    message TEXT NOT NULL,
    archived_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_messages_by_order ON work_order_messages (work_order_id, id);

-- Up to which message somebody has read.
CREATE TABLE work_order_message_reads (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    reader_type TEXT NOT NULL CHECK (reader_type IN ('person', 'agent')),
    reader_id INTEGER NOT NULL,
    last_message_id INTEGER NOT NULL,
    PRIMARY KEY (work_order_id, reader_type, reader_id)
) STRICT, WITHOUT ROWID;
