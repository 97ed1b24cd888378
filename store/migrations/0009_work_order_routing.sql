-- depends: 0008_work_orders 0007_specialists
-- How a work order finds its provider: offers (routes), requests, people taken off for good, what the job asks for, bundles;
-- and the circles of providers a company offers work to: networks, preferred groups, tiered talent pools.

-- An offer to one provider. Rows are history: an offer made again is a new row.
CREATE TABLE work_order_routes (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    status TEXT NOT NULL DEFAULT 'open'
        CHECK (status IN ('open', 'accepted', 'declined', 'expired', 'removed', 'closed')),
    source TEXT NOT NULL CHECK (source IN ('manual', 'mass', 'dispatch', 'smart_dispatch')),
    talent_pool_group_id TEXT,
    tier_id INTEGER,
    message TEXT,
    -- The company routed although a required qualification is missing or the person was taken off before.
    forced INTEGER NOT NULL DEFAULT 0,
    -- Schedule, pay, place or required qualifications changed since the offer was made (or declined).
    terms_changed INTEGER NOT NULL DEFAULT 0,
    routed_by_type TEXT NOT NULL CHECK (routed_by_type IN ('person', 'agent', 'platform')),
    routed_by_id INTEGER NOT NULL,
    acting_person_id INTEGER REFERENCES persons (id),
    created_at TEXT NOT NULL,
    expires_at TEXT,
    answered_at TEXT,
    decline_reason TEXT CHECK (decline_reason IN ('schedule', 'distance', 'pay', 'skills', 'scope', 'other')),
    decline_note TEXT,
    removal_reason TEXT,
    CHECK ((status = 'open') = (answered_at IS NULL)),
    CHECK (decline_reason IS NULL OR status = 'declined')
) STRICT;
CREATE UNIQUE INDEX work_order_routes_open ON work_order_routes (work_order_id, person_id) WHERE status = 'open';
CREATE INDEX work_order_routes_by_order ON work_order_routes (work_order_id, status, id);
CREATE INDEX work_order_routes_by_person ON work_order_routes (person_id, status, work_order_id);
CREATE INDEX work_order_routes_due ON work_order_routes (expires_at) WHERE status = 'open' AND expires_at IS NOT NULL;

-- A provider asks for a published order, at its terms or at a counter-offer (JSON, amounts as decimal strings).
-- It ends at expires_at, if that is set, and in any case when the order's service window starts.
CREATE TABLE work_order_requests (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'accepted', 'declined', 'canceled', 'expired', 'closed')),
    message TEXT,
    counter_offer TEXT,
    terms_changed INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    decided_at TEXT,
    decided_by_type TEXT CHECK (decided_by_type IN ('person', 'agent', 'platform')),
    decided_by_id INTEGER,
    decision_note TEXT,
    CHECK ((status = 'pending') = (decided_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX work_order_requests_pending ON work_order_requests (work_order_id, person_id)
    WHERE status = 'pending';
CREATE INDEX work_order_requests_by_order ON work_order_requests (work_order_id, status, created_at, id);
CREATE INDEX work_order_requests_by_person ON work_order_requests (person_id, status, work_order_id);
CREATE INDEX work_order_requests_due ON work_order_requests (expires_at)
    WHERE status = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX work_orders_open_by_start ON work_orders (start_at) WHERE status IN (2, 9);

-- People taken off an order (or who dropped out): out of its dispatch and requests until routed by hand with force.
CREATE TABLE work_order_exclusions (
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    reason_id INTEGER,
    reason TEXT NOT NULL,
    note TEXT,
    excluded_by_type TEXT NOT NULL CHECK (excluded_by_type IN ('person', 'agent', 'platform')),
    excluded_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (work_order_id, person_id)
) STRICT, WITHOUT ROWID;

-- What a job asks for. One selection rule an order, with up to 30 rules; value is JSON.
CREATE TABLE work_order_qualifications (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL UNIQUE REFERENCES work_orders (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
    ignored_missing_qualifications INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE work_order_qualification_rules (
    id INTEGER PRIMARY KEY,
    work_order_id INTEGER NOT NULL REFERENCES work_orders (id),
    type TEXT NOT NULL CHECK (type IN ('rating', 'jobs_completed', 'certification', 'license', 'insurance',
        'background_check', 'drug_test', 'type_of_work', 'language', 'equipment', 'distance_km', 'network',
        'talent_pool', 'attribute')),
    name TEXT NOT NULL,
    operator TEXT NOT NULL CHECK (operator IN ('=', '!=', '>=', '<=', '>', '<', 'in', 'not_in', 'has')),
    value TEXT NOT NULL,
    required INTEGER NOT NULL,
    weight INTEGER CHECK (weight BETWEEN 0 AND 100),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((required = 1) = (weight IS NULL))
) STRICT;
CREATE UNIQUE INDEX work_order_qualification_rules_once
    ON work_order_qualification_rules (work_order_id, type, lower(name));

-- Orders one provider takes together. The public id is BND-<id>; a dissolved bundle keeps its row without members.
CREATE TABLE work_order_bundles (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    dissolved_at TEXT
) STRICT;
CREATE INDEX work_order_bundles_by_company ON work_order_bundles (company_id, id);

CREATE TABLE work_order_bundle_members (
    work_order_id INTEGER PRIMARY KEY REFERENCES work_orders (id),
    bundle_id INTEGER NOT NULL REFERENCES work_order_bundles (id),
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX work_order_bundle_members_by_bundle ON work_order_bundle_members (bundle_id, position, work_order_id);

-- Networks a work order is published to. A standard one holds every active provider, a private one its members.
CREATE TABLE provider_networks (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('standard', 'private')),
    is_default INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((type = 'standard') = (company_id IS NULL))
) STRICT;
CREATE INDEX provider_networks_by_company ON provider_networks (company_id, id);
INSERT INTO provider_networks (id, company_id, name, type, is_default, active, created_at, updated_at)
VALUES (1, NULL, 'Marketplace', 'standard', 1, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');

CREATE TABLE provider_network_members (
    network_id INTEGER NOT NULL REFERENCES provider_networks (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    created_at TEXT NOT NULL,
    PRIMARY KEY (network_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_network_members_by_person ON provider_network_members (person_id, network_id);

-- The most experienced providers first, and among those without a known home.
CREATE INDEX provider_profiles_by_experience ON provider_profiles (jobs_completed DESC, person_id) WHERE active = 1;
CREATE INDEX provider_profiles_homeless ON provider_profiles (jobs_completed DESC, person_id)
    WHERE active = 1 AND latitude_e6 IS NULL;

-- Who does not work with whom: companies blocking providers, providers blocking companies.
CREATE TABLE blocked_providers (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    reason TEXT,
    active INTEGER NOT NULL DEFAULT 1,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (company_id, person_id)
) STRICT;
CREATE INDEX blocked_providers_by_person ON blocked_providers (person_id, company_id);

CREATE TABLE blocked_companies (
    person_id INTEGER NOT NULL REFERENCES persons (id),
    company_id INTEGER NOT NULL REFERENCES companies (id),
    created_at TEXT NOT NULL,
    PRIMARY KEY (person_id, company_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocked_companies_by_company ON blocked_companies (company_id, person_id);

-- Preferred-provider groups: flat, one list for the whole company.
CREATE TABLE preferred_groups (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    description TEXT,
    is_default INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX preferred_groups_name ON preferred_groups (company_id, lower(name));

CREATE TABLE preferred_group_members (
    group_id INTEGER NOT NULL REFERENCES preferred_groups (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    added_by_type TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (group_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX preferred_group_members_by_person ON preferred_group_members (person_id, group_id);

-- Talent pool groups of projects, with tiers. A group of kind territory is a service territory and adds its geography.
CREATE TABLE talent_pool_groups (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    project_id INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'group' CHECK (kind IN ('group', 'territory')),
    name TEXT NOT NULL,
    display_name TEXT,
    attributes TEXT NOT NULL DEFAULT '[]',
    active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX talent_pool_groups_name ON talent_pool_groups (project_id, kind, lower(name));
CREATE INDEX talent_pool_groups_by_company ON talent_pool_groups (company_id, kind, id);

CREATE TABLE talent_pool_tiers (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES talent_pool_groups (id),
    name TEXT NOT NULL,
    tier_order INTEGER NOT NULL CHECK (tier_order >= 1)
) STRICT;
CREATE INDEX talent_pool_tiers_by_group ON talent_pool_tiers (group_id, tier_order, id);
CREATE UNIQUE INDEX talent_pool_tiers_name ON talent_pool_tiers (group_id, lower(name));

CREATE TABLE talent_pool_members (
    group_id INTEGER NOT NULL REFERENCES talent_pool_groups (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    tier_id INTEGER NOT NULL REFERENCES talent_pool_tiers (id),
    added_by_type TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (group_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talent_pool_members_by_tier ON talent_pool_members (tier_id, person_id);
CREATE INDEX talent_pool_members_by_person ON talent_pool_members (person_id, group_id);

-- Notes a company keeps on a member of a tier.
CREATE TABLE talent_pool_attributes (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    tier_id INTEGER NOT NULL REFERENCES talent_pool_tiers (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX talent_pool_attributes_name ON talent_pool_attributes (tier_id, person_id, lower(name));
