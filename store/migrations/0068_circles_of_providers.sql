-- depends: 0062_company_catalog
-- Groups, tiers and notes are told apart as Python folds letters (store/folding.py); of two that are now the same the older
-- keeps the key. Providers are found by the words of their names and sorted by an index.

ALTER TABLE preferred_groups ADD COLUMN name_key TEXT;
UPDATE preferred_groups SET name_key = address_key(name);
UPDATE preferred_groups SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM preferred_groups) AS alike WHERE place > 1);
DROP INDEX preferred_groups_name;
CREATE UNIQUE INDEX preferred_groups_name_key ON preferred_groups (company_id, name_key);
CREATE INDEX preferred_groups_by_company ON preferred_groups (company_id, id);

ALTER TABLE talent_pool_groups ADD COLUMN name_key TEXT;
UPDATE talent_pool_groups SET name_key = address_key(name);
UPDATE talent_pool_groups SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY project_id, kind, name_key ORDER BY id) AS place
                    FROM talent_pool_groups) AS alike WHERE place > 1);
DROP INDEX talent_pool_groups_name;
CREATE UNIQUE INDEX talent_pool_groups_name_key ON talent_pool_groups (project_id, kind, name_key);

ALTER TABLE talent_pool_tiers ADD COLUMN name_key TEXT;
UPDATE talent_pool_tiers SET name_key = address_key(name);
UPDATE talent_pool_tiers SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY group_id, name_key ORDER BY id) AS place
                    FROM talent_pool_tiers) AS alike WHERE place > 1);
DROP INDEX talent_pool_tiers_name;
CREATE UNIQUE INDEX talent_pool_tiers_name_key ON talent_pool_tiers (group_id, name_key);

ALTER TABLE talent_pool_attributes ADD COLUMN name_key TEXT;
UPDATE talent_pool_attributes SET name_key = address_key(name);
UPDATE talent_pool_attributes SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY tier_id, person_id, name_key ORDER BY id) AS place
                    FROM talent_pool_attributes) AS alike WHERE place > 1);
DROP INDEX talent_pool_attributes_name;
CREATE UNIQUE INDEX talent_pool_attributes_name_key ON talent_pool_attributes (tier_id, person_id, name_key);

-- How far somebody travels has tenths of a kilometre.
ALTER TABLE provider_profiles ADD COLUMN travel_km REAL CHECK (travel_km > 0);
UPDATE provider_profiles SET travel_km = max_travel_km WHERE max_travel_km > 0;
ALTER TABLE provider_profiles DROP COLUMN max_travel_km;
ALTER TABLE provider_profiles RENAME COLUMN travel_km TO max_travel_km;

-- The words of first and last names, folded, each once a person.
CREATE TABLE person_name_words (
    word TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (word, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_name_words_by_person ON person_name_words (person_id);
INSERT INTO person_name_words (word, person_id)
    WITH RECURSIVE split (person_id, word, rest) AS (
        SELECT id, '', short_name_folded || ' ' FROM persons WHERE deleted_at IS NULL
        UNION ALL
        SELECT person_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
        FROM split WHERE rest <> '')
    SELECT DISTINCT word, person_id FROM split WHERE word <> '';

CREATE INDEX persons_by_short_name ON persons (short_name_folded, id) WHERE deleted_at IS NULL;
-- The mean in hundredths, half up, as it is shown.
ALTER TABLE persons ADD COLUMN rating_mean INTEGER
    GENERATED ALWAYS AS ((2 * rating_sum + rating_count) / (2 * nullif(rating_count, 0))) VIRTUAL;
CREATE INDEX persons_by_rating ON persons (rating_mean, id) WHERE rating_mean IS NOT NULL;
CREATE INDEX work_orders_by_company_assignee ON work_orders (company_id, assignee_id, status)
    WHERE assignee_id IS NOT NULL;
CREATE INDEX work_order_routes_open_of_group ON work_order_routes (talent_pool_group_id)
    WHERE status = 'open' AND talent_pool_group_id IS NOT NULL;
CREATE INDEX work_orders_by_company_state ON work_orders (company_id, state_folded, id) WHERE state_folded IS NOT NULL;
