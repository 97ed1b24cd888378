-- depends: 0062_company_catalog 0066_visits
-- Day plans: who does which orders of a day, and when; and arrivals that are planned before the provider confirms them.

-- settings, content: JSON. content: routes, what found no place, totals, changes, cost, and the stamps of the orders read.
CREATE TABLE day_plans (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    date TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'applied', 'replaced', 'expired')),
    base_plan_id INTEGER REFERENCES day_plans (id),
    settings TEXT NOT NULL,
    content TEXT NOT NULL,
    read_at TEXT NOT NULL,
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    applied_at TEXT,
    applied_by_type TEXT,
    applied_by_id INTEGER,
    CHECK (status <> 'applied' OR applied_at IS NOT NULL),
    CHECK ((applied_at IS NULL) = (applied_by_id IS NULL))
) STRICT;
CREATE INDEX day_plans_by_company ON day_plans (company_id, date, id);
CREATE INDEX day_plans_by_base ON day_plans (base_plan_id, id) WHERE base_plan_id IS NOT NULL;
CREATE INDEX day_plans_due ON day_plans (expires_at) WHERE status = 'proposed';

-- An arrival that a day plan says is unconfirmed and has a start already; so the rule that tied the two is loosened.
CREATE TABLE work_order_etas_planned (
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
    proposed_at TEXT,
    CHECK (status <> 'confirmed' OR start_at IS NOT NULL)
) STRICT;
INSERT INTO work_order_etas_planned (
    work_order_id, person_id, status, status_updated_at, start_at, end_at, hour_estimate, notes, condition,
    condition_before_delay, condition_at, delay_seconds, delay_acknowledged, latitude, longitude, distance_km, drive_seconds,
    proposed_at)
SELECT work_order_id, person_id, status, status_updated_at, start_at, end_at, hour_estimate, notes, condition,
    condition_before_delay, condition_at, delay_seconds, delay_acknowledged, latitude, longitude, distance_km, drive_seconds,
    proposed_at
FROM work_order_etas;
DROP TABLE work_order_etas;
ALTER TABLE work_order_etas_planned RENAME TO work_order_etas;
