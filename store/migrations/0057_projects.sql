-- depends: 0039_spending_by_time
-- Projects and client companies are told apart and found as Python folds letters (store/folding.py), sorted by an index, and
-- the work orders of each are counted from an index alone.

ALTER TABLE projects ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
UPDATE projects SET name_key = address_key(name), found_by = folded_lines(name, description);
UPDATE projects SET name_key = name_key || ' ' || id WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM projects) AS alike WHERE place > 1);
DROP INDEX projects_name;
CREATE UNIQUE INDEX projects_name_key ON projects (company_id, name_key);
CREATE INDEX projects_by_company ON projects (company_id, id);
CREATE INDEX projects_by_created ON projects (company_id, created_at, id);

ALTER TABLE client_companies ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE client_companies ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
ALTER TABLE client_companies ADD COLUMN industry_folded TEXT;
UPDATE client_companies SET name_key = address_key(name), found_by = folded_lines(name, display_name),
    industry_folded = fold(industry);
UPDATE client_companies SET name_key = name_key || ' ' || id WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM client_companies) AS alike WHERE place > 1);
DROP INDEX client_companies_name;
CREATE UNIQUE INDEX client_companies_name_key ON client_companies (company_id, name_key);
CREATE INDEX client_companies_by_company ON client_companies (company_id, id);
CREATE INDEX client_companies_by_created ON client_companies (company_id, created_at, id);

-- The members of the company who look after a client. No operation ever wrote the list that this replaces.
CREATE TABLE client_company_managers (
    client_id INTEGER NOT NULL REFERENCES client_companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (client_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_company_managers_by_person ON client_company_managers (person_id, client_id);
ALTER TABLE client_companies DROP COLUMN manager_ids;

CREATE INDEX saved_locations_by_company ON saved_locations (company_id, id);
CREATE INDEX saved_locations_by_created ON saved_locations (company_id, created_at, id);

CREATE INDEX work_orders_by_project_status ON work_orders (project_id, status) WHERE project_id IS NOT NULL;
CREATE INDEX work_orders_by_client_created ON work_orders (client_id, created_at, status) WHERE client_id IS NOT NULL;
DROP INDEX work_orders_by_saved_location;
CREATE INDEX work_orders_by_saved_location ON work_orders (saved_location_id, status, id)
    WHERE saved_location_id IS NOT NULL;
