-- depends: 0057_projects
-- What a company calls the entries that every company shares, which of them it has retired, and which of its members manage
-- no work orders: kind and entry name what is changed, NULL and absent fields are as they are for everybody.
-- fields: a JSON object of other columns than the name.
CREATE TABLE company_catalog_changes (
    company_id INTEGER NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL CHECK (kind IN ('expense_category', 'bonus', 'penalty', 'network', 'manager', 'site_revisit_reason',
        'incomplete_reason', 'cancel_reason', 'type_of_work', 'service_type')),
    entry_id INTEGER NOT NULL,
    name TEXT,
    active INTEGER,
    fields TEXT NOT NULL DEFAULT '{}',
    updated_at TEXT NOT NULL,
    PRIMARY KEY (company_id, kind, entry_id)
) STRICT, WITHOUT ROWID;

-- Names are told apart as Python folds letters (store/folding.py). Of two that are now the same the older keeps the key.
ALTER TABLE company_tags ADD COLUMN name_key TEXT;
UPDATE company_tags SET name_key = address_key(name);
UPDATE company_tags SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM company_tags) AS alike WHERE place > 1);
DROP INDEX company_tags_name;
CREATE UNIQUE INDEX company_tags_name_key ON company_tags (company_id, name_key);
CREATE INDEX company_tags_by_company ON company_tags (company_id, id);

ALTER TABLE company_custom_fields ADD COLUMN name_key TEXT;
UPDATE company_custom_fields SET name_key = address_key(name);
UPDATE company_custom_fields SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM company_custom_fields) AS alike WHERE place > 1);
DROP INDEX company_custom_fields_name;
CREATE UNIQUE INDEX company_custom_fields_name_key ON company_custom_fields (company_id, name_key);
CREATE INDEX company_custom_fields_by_company ON company_custom_fields (company_id, position, id);

-- Own entries of the other lists; the shared ones have no key.
ALTER TABLE expense_categories ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX expense_categories_name_key ON expense_categories (company_id, name_key);
ALTER TABLE company_bonuses ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX company_bonuses_name_key ON company_bonuses (company_id, name_key);
ALTER TABLE company_penalties ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX company_penalties_name_key ON company_penalties (company_id, name_key);
ALTER TABLE provider_networks ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX provider_networks_name_key ON provider_networks (company_id, name_key);
ALTER TABLE site_revisit_reasons ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX site_revisit_reasons_name_key ON site_revisit_reasons (company_id, name_key);
ALTER TABLE incomplete_reasons ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX incomplete_reasons_name_key ON incomplete_reasons (company_id, name_key);
ALTER TABLE cancel_reasons ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX cancel_reasons_name_key ON cancel_reasons (company_id, name_key);
ALTER TABLE types_of_work ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX types_of_work_name_key ON types_of_work (company_id, name_key);
ALTER TABLE service_types ADD COLUMN name_key TEXT;
CREATE UNIQUE INDEX service_types_name_key ON service_types (company_id, type_of_work_id, name_key);

-- What a manager has to look after is counted from an index alone.
CREATE INDEX work_orders_by_manager_status ON work_orders (manager_id, status, company_id) WHERE manager_id IS NOT NULL;
CREATE INDEX projects_by_manager ON projects (company_id, manager_id) WHERE manager_id IS NOT NULL;

-- The agent through which a session was opened, and the hash of its key at that time: with another key, or when the agent is
-- not active, the session opens nothing.
ALTER TABLE sessions ADD COLUMN agent_id INTEGER REFERENCES agents (id);
ALTER TABLE sessions ADD COLUMN agent_key_hash TEXT;
