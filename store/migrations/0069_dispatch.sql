-- depends: 0062_company_catalog
-- Service territories: where a talent pool group of kind territory is. Automatic dispatch of a project: how it behaves, and
-- its runs over work orders.

-- At least one of a circle, postal codes and a polygon. The box holds circle and polygon, in millionths of a degree; over the
-- date line its east is past 180 degrees. polygon: GeoJSON as it was given.
CREATE TABLE service_territories (
    group_id INTEGER PRIMARY KEY REFERENCES talent_pool_groups (id),
    project_id INTEGER NOT NULL REFERENCES projects (id),
    latitude REAL,
    longitude REAL,
    radius_km TEXT,
    polygon TEXT,
    south_e6 INTEGER,
    north_e6 INTEGER,
    west_e6 INTEGER,
    east_e6 INTEGER,
    CHECK ((latitude IS NULL) = (radius_km IS NULL) AND (latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX service_territories_by_project ON service_territories (project_id, north_e6, south_e6);

-- code: without blanks and hyphens, in capitals, of a prefix without its star. written: as it was given.
CREATE TABLE service_territory_postal_codes (
    group_id INTEGER NOT NULL REFERENCES talent_pool_groups (id),
    project_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    is_prefix INTEGER NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (group_id, code, is_prefix)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_territory_postal_codes_by_code ON service_territory_postal_codes (project_id, code, is_prefix);

-- The countries whose postal codes they are.
CREATE TABLE service_territory_countries (
    group_id INTEGER NOT NULL REFERENCES talent_pool_groups (id),
    country TEXT NOT NULL,
    PRIMARY KEY (group_id, country)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_dispatch_settings (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    project_id INTEGER NOT NULL UNIQUE REFERENCES projects (id),
    company_id INTEGER NOT NULL REFERENCES companies (id),
    dispatch_runtime_minutes INTEGER NOT NULL CHECK (dispatch_runtime_minutes BETWEEN 1 AND 10080),
    rerun_until_threshold INTEGER NOT NULL,
    rerun_threshold_minutes INTEGER NOT NULL CHECK (rerun_threshold_minutes BETWEEN 0 AND 43200),
    dispatch_to_first_available INTEGER NOT NULL,
    revert_to_draft_on_no_available INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT,
    enabled INTEGER NOT NULL,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (effective_to IS NULL OR effective_to > effective_from)
) STRICT;

-- A search over one order, or the orders of a bundle. step: counts its moves, so that each is made once however many servers
-- look. tier_order: the tier that has the order now, NULL before the first and between two rounds. candidates: JSON list of
-- {user_id, tier_order, tier_id, group, score, rating, distance_km, jobs_completed} in rank order, of this round; rejected: JSON
-- list of {user_id, reasons}.
CREATE TABLE dispatch_runs (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    project_id INTEGER NOT NULL REFERENCES projects (id),
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    mode TEXT NOT NULL CHECK (mode IN ('assign', 'route')),
    status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'filled', 'exhausted', 'stopped')),
    step INTEGER NOT NULL DEFAULT 0,
    round INTEGER NOT NULL DEFAULT 1,
    tier_order INTEGER,
    tier_id INTEGER,
    tier_deadline TEXT,
    territory_uuid TEXT,
    territory_name TEXT,
    matched_by TEXT NOT NULL DEFAULT 'none' CHECK (matched_by IN ('postal_code', 'postal_prefix', 'radius', 'polygon', 'none')),
    candidates TEXT NOT NULL DEFAULT '[]',
    rejected TEXT NOT NULL DEFAULT '[]',
    result_person_id INTEGER REFERENCES persons (id),
    message TEXT,
    started_by_type TEXT NOT NULL,
    started_by_id INTEGER NOT NULL,
    acting_person_id INTEGER REFERENCES persons (id),
    started_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((status = 'running') = (ended_at IS NULL))
) STRICT;
CREATE INDEX dispatch_runs_running ON dispatch_runs (tier_deadline, id) WHERE status = 'running';
CREATE INDEX dispatch_runs_running_by_project ON dispatch_runs (project_id) WHERE status = 'running';

CREATE TABLE dispatch_run_orders (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    run_id INTEGER NOT NULL REFERENCES dispatch_runs (id),
    running INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (work_order_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX dispatch_run_orders_running ON dispatch_run_orders (work_order_id) WHERE running = 1;
CREATE INDEX dispatch_run_orders_by_run ON dispatch_run_orders (run_id);

-- Whom a run has made an offer to, with the offer of its first order.
CREATE TABLE dispatch_run_offers (
    run_id INTEGER NOT NULL REFERENCES dispatch_runs (id),
    round INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    route_id INTEGER NOT NULL REFERENCES work_order_routes (id),
    PRIMARY KEY (run_id, round, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispatch_run_offers_by_route ON dispatch_run_offers (route_id);
