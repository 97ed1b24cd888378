-- depends: 0034_one_form_of_a_number
-- What is compared and searched is kept folded beside the text, by Python (store/folding.py), so that every letter counts
-- alike in every database. fold, address_key, name_lines and search_tokens are known to the connection that upgrades.

-- Whoever has an address or user name that is now the same as somebody else's keeps it, and is found by it no more: the
-- one who has proven it, else the older, is. The other signs in by user name, number or a corrected address.
ALTER TABLE persons ADD COLUMN email_key TEXT;
ALTER TABLE persons ADD COLUMN username_key TEXT;
ALTER TABLE persons ADD COLUMN names_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN short_name_folded TEXT NOT NULL DEFAULT '';
UPDATE persons SET email_key = address_key(email), username_key = address_key(username),
    names_folded = name_lines(name, middle_name, last_name), short_name_folded = name_lines(name, NULL, last_name);
UPDATE persons SET email_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY email_key ORDER BY email_verified_at IS NULL, id) AS place
                    FROM persons WHERE email_key IS NOT NULL AND deleted_at IS NULL) AS alike WHERE place > 1);
UPDATE persons SET username_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY username_key ORDER BY id) AS place
                    FROM persons WHERE username_key IS NOT NULL AND deleted_at IS NULL) AS alike WHERE place > 1);
DROP INDEX persons_email;
DROP INDEX persons_username;
CREATE UNIQUE INDEX persons_email_key ON persons (email_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX persons_username_key ON persons (username_key) WHERE deleted_at IS NULL;

ALTER TABLE agents ADD COLUMN email_key TEXT;
ALTER TABLE agents ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
UPDATE agents SET email_key = address_key(email), name_folded = fold(name), search_text = fold(search_text),
    license_folded = fold(license_folded);
UPDATE agents SET email_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY email_key ORDER BY id) AS place
                    FROM agents WHERE email_verified_at IS NOT NULL) AS alike WHERE place > 1);
DROP INDEX agents_by_email;
DROP INDEX agents_proven_email;
CREATE INDEX agents_by_email_key ON agents (email_key);
CREATE UNIQUE INDEX agents_proven_email_key ON agents (email_key) WHERE email_verified_at IS NOT NULL;
INSERT INTO agent_labels (agent_id, kind, label)
    SELECT agent_id, kind, fold(label) FROM agent_labels WHERE fold(label) <> label ON CONFLICT DO NOTHING;
DELETE FROM agent_labels WHERE fold(label) <> label;

ALTER TABLE company_invitations ADD COLUMN email_key TEXT;
ALTER TABLE company_invitations ADD COLUMN names_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE company_invitations ADD COLUMN department_folded TEXT NOT NULL DEFAULT '';
UPDATE company_invitations SET email_key = address_key(email), names_folded = name_lines(name, middle_name, last_name),
    department_folded = coalesce(fold(department), '');
UPDATE company_invitations SET email_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, email_key ORDER BY id) AS place
                    FROM company_invitations WHERE state = 'open') AS alike WHERE place > 1);
DROP INDEX company_invitations_open;
DROP INDEX company_invitations_by_email;
CREATE UNIQUE INDEX company_invitations_open_key ON company_invitations (company_id, email_key) WHERE state = 'open';
CREATE INDEX company_invitations_by_email_key ON company_invitations (email_key, state);

ALTER TABLE foundings ADD COLUMN email_key TEXT;
UPDATE foundings SET email_key = address_key(email);
ALTER TABLE memberships ADD COLUMN department_folded TEXT NOT NULL DEFAULT '';
UPDATE memberships SET department_folded = coalesce(fold(department), '');

ALTER TABLE team_memberships ADD COLUMN invited_email_key TEXT;
UPDATE team_memberships SET invited_email_key = address_key(invited_email);
DROP INDEX team_memberships_by_invited_email;
CREATE INDEX team_memberships_by_invited_email_key ON team_memberships (company_id, invited_email_key)
    WHERE invited_email_key IS NOT NULL;

ALTER TABLE event_attendees ADD COLUMN email_key TEXT;
UPDATE event_attendees SET email_key = address_key(email) WHERE email IS NOT NULL;
DROP INDEX event_attendees_by_email;
CREATE INDEX event_attendees_by_email_key ON event_attendees (email_key, created_at) WHERE email_key IS NOT NULL;

ALTER TABLE contacts ADD COLUMN label_folded TEXT NOT NULL DEFAULT '';
UPDATE contacts SET label_folded = fold(label), email = address_key(email);

UPDATE task_texts SET folded = folded_lines((SELECT title FROM tasks WHERE tasks.id = task_texts.task_id), description);

ALTER TABLE saved_locations ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
ALTER TABLE saved_locations ADD COLUMN city_folded TEXT;
ALTER TABLE saved_locations ADD COLUMN state_folded TEXT;
UPDATE saved_locations SET city_folded = fold(city), state_folded = fold(state),
    found_by = fold(name || ' ' || coalesce(display_name, '') || ' ' || coalesce(address1, '') || ' ' || coalesce(city, '')
                    || ' ' || coalesce(zip, ''));
ALTER TABLE location_groups ADD COLUMN name_key TEXT;
UPDATE location_groups SET name_key = address_key(name);
UPDATE location_groups SET name_key = NULL WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id, name_key ORDER BY id) AS place
                    FROM location_groups) AS alike WHERE place > 1);
DROP INDEX location_groups_name;
CREATE UNIQUE INDEX location_groups_name_key ON location_groups (company_id, name_key);

ALTER TABLE work_order_templates ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
UPDATE work_order_templates SET found_by = folded_lines(name, description);
ALTER TABLE work_orders ADD COLUMN city_folded TEXT;
ALTER TABLE work_orders ADD COLUMN state_folded TEXT;
UPDATE work_orders SET city_folded = fold(city), state_folded = fold(state) WHERE city IS NOT NULL OR state IS NOT NULL;
DROP INDEX work_orders_by_company_city;
CREATE INDEX work_orders_by_company_city ON work_orders (company_id, city_folded, id) WHERE city_folded IS NOT NULL;
INSERT INTO work_order_words (company_id, word, work_order_id)
    SELECT company_id, fold(word), work_order_id FROM work_order_words WHERE fold(word) <> word AND fold(word) <> ''
    ON CONFLICT DO NOTHING;
DELETE FROM work_order_words WHERE fold(word) <> word;

-- The index of people search forgets the tokens it was given and learns the new ones; a listing's marks stay.
INSERT INTO specialist_index (specialist_index, rowid, tokens)
    SELECT 'delete', id, tokens FROM specialist_texts WHERE search_tokens(tokens) <> tokens;
INSERT INTO specialist_index (rowid, tokens)
    SELECT id, search_tokens(tokens) FROM specialist_texts WHERE search_tokens(tokens) <> tokens;
UPDATE specialist_texts SET tokens = search_tokens(tokens) WHERE search_tokens(tokens) <> tokens;
