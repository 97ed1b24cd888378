-- depends: 0001_foundation
-- What a company chooses from in field work: clients, projects, sites, types of work, reasons, tags, custom fields, extras.
-- An entry with company_id NULL belongs to every company. Entries are retired (active 0), never deleted.

CREATE TABLE client_companies (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    linked_company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    display_name TEXT,
    contact TEXT,
    address TEXT,
    website TEXT,
    industry TEXT,
    notes TEXT,
    manager_ids TEXT NOT NULL DEFAULT '[]',
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX client_companies_name ON client_companies (company_id, lower(name));

CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    client_id INTEGER REFERENCES client_companies (id),
    manager_id INTEGER REFERENCES persons (id),
    default_template_id INTEGER,
    name TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
    start_date TEXT,
    end_date TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX projects_name ON projects (company_id, lower(name));
CREATE INDEX projects_by_client ON projects (client_id, id);

CREATE TABLE location_groups (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX location_groups_name ON location_groups (company_id, lower(name));

-- Sites kept for reuse. type_id: 1 commercial, 2 government, 3 residential, 4 educational.
CREATE TABLE saved_locations (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    group_id INTEGER REFERENCES location_groups (id),
    client_id INTEGER REFERENCES client_companies (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    display_name TEXT,
    type_id INTEGER NOT NULL DEFAULT 1 CHECK (type_id BETWEEN 1 AND 4),
    address1 TEXT,
    address2 TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    -- The site as a point of the unit sphere: its product with another point is the cosine of the angle between them.
    site_x REAL,
    site_y REAL,
    site_z REAL,
    time_zone TEXT NOT NULL,
    contact TEXT,
    notes TEXT,
    active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE UNIQUE INDEX saved_locations_name ON saved_locations (company_id, name_key);
CREATE INDEX saved_locations_by_city ON saved_locations (company_id, city, id);
CREATE INDEX saved_locations_by_group ON saved_locations (group_id, id) WHERE group_id IS NOT NULL;

CREATE TABLE types_of_work (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    parent_id INTEGER REFERENCES types_of_work (id),
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO types_of_work (id, parent_id, name, category) VALUES
    (62, NULL, 'Point of Sale (POS)', 'Retail systems'),
    (76, NULL, 'Printer / copier', 'Office systems'),
    (94, NULL, 'Cabling', 'Cabling'),
    (91, 94, 'Low voltage runs', 'Cabling'),
    (93, 94, 'Low voltage testing', 'Cabling'),
    (110, NULL, 'Networking', 'Networks'),
    (120, NULL, 'Desktop support', 'Office systems'),
    (130, NULL, 'Digital signage', 'Retail systems'),
    (140, NULL, 'Security / CCTV', 'Security'),
    (150, NULL, 'General labor', 'Labor');

CREATE TABLE service_types (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    type_of_work_id INTEGER NOT NULL REFERENCES types_of_work (id),
    name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX service_types_by_type ON service_types (type_of_work_id, name, id);
INSERT INTO service_types (id, type_of_work_id, name) VALUES
    (1, 62, 'Installation'), (2, 62, 'Repair'), (3, 62, 'Site survey'), (4, 62, 'De-installation'),
    (5, 76, 'Installation'), (6, 76, 'Repair'), (7, 76, 'Maintenance'),
    (8, 94, 'Installation'), (9, 94, 'Repair'), (10, 94, 'Site survey'),
    (11, 91, 'Installation'), (12, 91, 'Repair'),
    (13, 93, 'Testing and certification'),
    (14, 110, 'Installation'), (15, 110, 'Configuration'), (16, 110, 'Troubleshooting'), (17, 110, 'Site survey'),
    (18, 120, 'Repair'), (19, 120, 'Moves, adds and changes'), (20, 120, 'Refresh'),
    (21, 130, 'Installation'), (22, 130, 'Repair'), (23, 130, 'Maintenance'),
    (24, 140, 'Installation'), (25, 140, 'Repair'), (26, 140, 'Site survey'),
    (27, 150, 'Assembly'), (28, 150, 'Moving and loading');

CREATE TABLE cancel_reasons (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    needs_note INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO cancel_reasons (id, name, needs_note) VALUES
    (55, 'duplicate', 0), (56, 'created by mistake', 0), (57, 'no provider found', 0),
    (58, 'customer called it off', 0), (59, 'rescheduled under another order', 0), (60, 'other', 1);

CREATE TABLE incomplete_reasons (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO incomplete_reasons (id, name) VALUES
    (1, 'deliverables missing'), (2, 'tasks missing'), (3, 'work not finished'), (4, 'quality'),
    (5, 'site not ready'), (6, 'wrong pay entries'), (8, 'incorrect part'), (9, 'other');

CREATE TABLE site_revisit_reasons (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    audience TEXT NOT NULL DEFAULT 'both' CHECK (audience IN ('buyer', 'provider', 'both')),
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO site_revisit_reasons (id, name, audience) VALUES
    (10, 'parts not delivered', 'both'), (11, 'customer asked for another visit', 'both'),
    (12, 'scope changed', 'buyer'), (13, 'site not ready', 'both'), (14, 'equipment failure', 'both'),
    (15, 'other', 'both');

CREATE TABLE company_tags (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    color TEXT NOT NULL DEFAULT '#808080',
    active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX company_tags_name ON company_tags (company_id, lower(name));

-- Extra inputs on work orders. options, flags and the id lists are JSON; empty project_ids, client_ids: all of them.
CREATE TABLE company_custom_fields (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    tip TEXT,
    role TEXT NOT NULL CHECK (role IN ('buyer', 'provider')),
    type TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'time', 'datetime', 'phone', 'email', 'url',
        'predefined', 'checkbox')),
    options TEXT NOT NULL DEFAULT '[]',
    flags TEXT NOT NULL DEFAULT '[]',
    dependency TEXT,
    default_value TEXT,
    project_ids TEXT NOT NULL DEFAULT '[]',
    client_ids TEXT NOT NULL DEFAULT '[]',
    template_ids TEXT NOT NULL DEFAULT '[]',
    position INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX company_custom_fields_name ON company_custom_fields (company_id, lower(name));

-- modifier: a decimal, money for fixed, percent for percent.
CREATE TABLE company_bonuses (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    description TEXT,
    calculation TEXT NOT NULL CHECK (calculation IN ('fixed', 'percent')),
    modifier TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO company_bonuses (id, name, calculation, modifier) VALUES
    (1, 'urgent dispatch', 'fixed', '25.00'), (2, 'weekend work', 'fixed', '50.00'),
    (3, 'excellent service', 'percent', '10');

CREATE TABLE company_penalties (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    description TEXT,
    calculation TEXT NOT NULL CHECK (calculation IN ('fixed', 'percent')),
    modifier TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO company_penalties (id, name, calculation, modifier) VALUES
    (1, 'late arrival', 'fixed', '15.00'), (2, 'missing photos', 'fixed', '10.00'),
    (3, 'incomplete tasks', 'percent', '5');

CREATE TABLE expense_categories (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    api_code TEXT,
    description TEXT,
    max_amount INTEGER,
    receipt_required INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO expense_categories (id, name) VALUES
    (1, 'Materials'), (2, 'Mileage'), (3, 'Travel'), (4, 'Parking'), (5, 'Freight'), (6, 'Tools'), (7, 'Other');
