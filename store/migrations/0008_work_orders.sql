-- depends: 0008_field_catalog
-- Work orders: the order itself with its terms and milestones, the agreed arrival, who may see it, templates, kept views.

CREATE TABLE work_order_templates (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT,
    -- Filters and sorting read these two; everything a new order gets stands in defaults (JSON).
    project_id INTEGER REFERENCES projects (id),
    type_of_work_id INTEGER REFERENCES types_of_work (id),
    defaults TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX work_order_templates_name ON work_order_templates (company_id, name_key);

-- status: 1 draft, 2 published, 3 assigned, 4 work done, 5 approved, 6 paid, 7 canceled, 8 deleted, 9 routed.
-- The sub-status is never stored: it follows from offers, ETA, time logs and the clock.
-- Amounts are in the smallest unit of currency; units, estimated_hours are decimals as text.
CREATE TABLE work_orders (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    status INTEGER NOT NULL DEFAULT 1 CHECK (status BETWEEN 1 AND 9),
    correlation_id TEXT NOT NULL,

    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    description TEXT,
    confidential TEXT,
    standard_instructions TEXT,
    closing_notes TEXT,
    incident_id TEXT,
    type_of_work_id INTEGER REFERENCES types_of_work (id),
    service_type_id INTEGER REFERENCES service_types (id),
    template_id INTEGER REFERENCES work_order_templates (id),
    project_id INTEGER REFERENCES projects (id),
    client_id INTEGER REFERENCES client_companies (id),
    manager_id INTEGER REFERENCES persons (id),
    require_ontime INTEGER NOT NULL DEFAULT 0,
    require_gps INTEGER NOT NULL DEFAULT 0,
    allow_counter_offers INTEGER NOT NULL DEFAULT 1,
    estimated_hours TEXT,

    location_mode TEXT CHECK (location_mode IN ('custom', 'saved', 'remote')),
    saved_location_id INTEGER REFERENCES saved_locations (id),
    location_name TEXT,
    location_type INTEGER NOT NULL DEFAULT 1 CHECK (location_type BETWEEN 1 AND 4),
    address1 TEXT,
    address2 TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    -- The site as a point of the unit sphere: its product with another point is the cosine of the angle between them.
    site_x REAL,
    site_y REAL,
    site_z REAL,
    location_notes TEXT NOT NULL DEFAULT '[]',

    -- The service window. window_end_at = start_at for exact; '' where nothing is scheduled yet, so that it sorts.
    schedule_mode TEXT CHECK (schedule_mode IN ('exact', 'between', 'hours')),
    start_at TEXT NOT NULL DEFAULT '',
    window_end_at TEXT NOT NULL DEFAULT '',
    latest_arrival_at TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL,
    schedule_note TEXT,

    -- pay_min, pay_max: the range with accepted increases. Totals are written at approval and final from then on.
    currency TEXT NOT NULL,
    pay_type TEXT CHECK (pay_type IN ('fixed', 'hourly', 'device', 'blended')),
    base_amount INTEGER,
    base_units TEXT,
    additional_amount INTEGER,
    additional_units TEXT,
    pay_min INTEGER NOT NULL DEFAULT 0,
    pay_max INTEGER NOT NULL DEFAULT 0,
    cancellation_calculation TEXT NOT NULL DEFAULT 'fixed' CHECK (cancellation_calculation IN ('fixed', 'percent')),
    cancellation_amount TEXT NOT NULL DEFAULT '0',
    cancellation_hours24 INTEGER NOT NULL DEFAULT 1,
    cancellation_charged INTEGER NOT NULL DEFAULT 0,
    payment_terms_days INTEGER NOT NULL DEFAULT 3,
    fee_percent TEXT,
    final_pay TEXT,
    payment_due_at TEXT,
    payment_id INTEGER,

    assignee_id INTEGER REFERENCES persons (id),
    job_status TEXT NOT NULL DEFAULT 'unset' CHECK (job_status IN ('unset', 'complete', 'incomplete')),
    incomplete_reason_id INTEGER REFERENCES incomplete_reasons (id),
    job_status_reason TEXT,
    job_status_at TEXT,
    job_status_by_type TEXT,
    job_status_by_id INTEGER,
    cancel_reason_id INTEGER REFERENCES cancel_reasons (id),
    cancel_notes TEXT,
    rating_score TEXT,
    rating_comment TEXT,

    -- Milestones: the latest time a state was entered, NULL when it is not true any more.
    published_at TEXT,
    routed_at TEXT,
    assigned_at TEXT,
    confirmed_at TEXT,
    on_my_way_at TEXT,
    checked_in_at TEXT,
    checked_out_at TEXT,
    work_done_at TEXT,
    approved_at TEXT,
    paid_at TEXT,
    canceled_at TEXT,

    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,

    CHECK (status NOT IN (3, 4, 5, 6) OR assignee_id IS NOT NULL),
    CHECK (status NOT IN (1, 2, 8, 9) OR assignee_id IS NULL),
    CHECK (status = 1 OR status = 8 OR status = 7 OR type_of_work_id IS NOT NULL),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
-- Lists walk one of these in order; id is the last key of each.
CREATE INDEX work_orders_by_company ON work_orders (company_id, id);
CREATE INDEX work_orders_by_company_status ON work_orders (company_id, status, id);
CREATE INDEX work_orders_by_company_title ON work_orders (company_id, title_folded, id);
CREATE INDEX work_orders_by_company_start ON work_orders (company_id, start_at, id);
CREATE INDEX work_orders_by_company_pay ON work_orders (company_id, pay_max, id);
CREATE INDEX work_orders_by_company_created ON work_orders (company_id, created_at, id);
CREATE INDEX work_orders_by_company_incident ON work_orders (company_id, incident_id, id) WHERE incident_id IS NOT NULL;
CREATE INDEX work_orders_by_project ON work_orders (project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX work_orders_by_client ON work_orders (client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX work_orders_by_template ON work_orders (template_id, id) WHERE template_id IS NOT NULL;
CREATE INDEX work_orders_by_saved_location ON work_orders (saved_location_id, id) WHERE saved_location_id IS NOT NULL;
CREATE INDEX work_orders_by_manager ON work_orders (manager_id, id) WHERE manager_id IS NOT NULL;
CREATE INDEX work_orders_by_assignee ON work_orders (assignee_id, status, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX work_orders_by_status ON work_orders (status, id);
CREATE INDEX work_orders_by_company_city ON work_orders (company_id, lower(city), id) WHERE city IS NOT NULL;
CREATE INDEX work_orders_by_company_zip ON work_orders (company_id, upper(zip), id) WHERE zip IS NOT NULL;
-- What providers see of the marketplace. The state comes first so that the walk is looked up, not searched for.
CREATE INDEX work_orders_listed_by_start ON work_orders (status, start_at, id) WHERE status = 2;
CREATE INDEX work_orders_listed_by_pay ON work_orders (status, pay_max, id) WHERE status = 2;
CREATE INDEX work_orders_listed_by_title ON work_orders (status, title_folded, id) WHERE status = 2;
CREATE INDEX work_orders_listed_by_created ON work_orders (status, created_at, id) WHERE status = 2;
CREATE INDEX work_orders_payment_due ON work_orders (payment_due_at) WHERE payment_due_at IS NOT NULL;

CREATE TABLE work_order_types (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    type_of_work_id INTEGER NOT NULL REFERENCES types_of_work (id),
    is_primary INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (work_order_id, type_of_work_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX work_order_types_primary ON work_order_types (work_order_id) WHERE is_primary = 1;
CREATE INDEX work_order_types_by_type ON work_order_types (type_of_work_id, work_order_id);

-- The networks an order is listed to while it is published.
CREATE TABLE work_order_networks (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    network_id INTEGER NOT NULL,
    PRIMARY KEY (work_order_id, network_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_order_networks_by_network ON work_order_networks (network_id, work_order_id);

-- Who was ever assigned; a former assignee may still look at the order.
CREATE TABLE work_order_assignments (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    assigned_at TEXT NOT NULL,
    ended_at TEXT,
    end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX work_order_assignments_live ON work_order_assignments (work_order_id) WHERE ended_at IS NULL;
CREATE INDEX work_order_assignments_by_person ON work_order_assignments (person_id, work_order_id);

-- The planned arrival of the assignee. start_at and the rest are empty until it is confirmed.
CREATE TABLE work_order_etas (
    work_order_id INTEGER PRIMARY KEY REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    status TEXT NOT NULL DEFAULT 'unconfirmed' CHECK (status IN ('unconfirmed', 'confirmed')),
    status_updated_at TEXT NOT NULL,
    start_at TEXT,
    end_at TEXT,
    hour_estimate TEXT,
    notes TEXT,
    condition TEXT NOT NULL DEFAULT 'on_schedule' CHECK (condition IN ('on_schedule', 'on_my_way', 'delayed')),
    condition_before_delay TEXT,
    condition_at TEXT,
    delay_seconds INTEGER NOT NULL DEFAULT 0,
    delay_acknowledged INTEGER NOT NULL DEFAULT 0,
    latitude REAL,
    longitude REAL,
    distance_km TEXT,
    drive_seconds INTEGER,
    CHECK ((status = 'confirmed') = (start_at IS NOT NULL))
) STRICT;

-- How fast a company approves: over this many orders, so many seconds from work done to approved.
CREATE TABLE company_approvals (
    company_id INTEGER PRIMARY KEY REFERENCES companies (id),
    approvals INTEGER NOT NULL,
    seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE work_order_history (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    at TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    acting_user_id INTEGER REFERENCES persons (id),
    act TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX work_order_history_by_order ON work_order_history (work_order_id, id);

-- Filters, columns and sorting somebody keeps for a list; with a name it is a saved search.
CREATE TABLE work_order_views (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    company_id INTEGER,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    filters TEXT NOT NULL,
    columns TEXT NOT NULL,
    sort TEXT NOT NULL,
    direction TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX work_order_views_name ON work_order_views (owner_type, owner_id, coalesce(company_id, 0), list, name);

-- The words of an order, for looking it up by text: whole words, folded, each once.
CREATE TABLE work_order_words (
    company_id INTEGER NOT NULL,
    word TEXT NOT NULL,
    work_order_id INTEGER NOT NULL,
    PRIMARY KEY (company_id, word, work_order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_order_words_by_order ON work_order_words (work_order_id);
