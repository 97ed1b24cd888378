-- depends: 0004_freelancers 0007_specialists
-- Somebody who was asked into a team shows the company nothing of their own until they agree: until then it sees what it
-- filled in itself, also the address or number it asked them by.
ALTER TABLE team_memberships ADD COLUMN invited_email TEXT;
ALTER TABLE team_memberships ADD COLUMN invited_phone TEXT;
UPDATE team_memberships SET
    invited_email = (SELECT email FROM persons WHERE persons.id = team_memberships.person_id),
    invited_phone = (SELECT replace(replace(replace(replace(replace(replace(phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
                     FROM persons WHERE persons.id = team_memberships.person_id)
WHERE joined_at IS NULL;
CREATE INDEX team_memberships_by_invited_email ON team_memberships (company_id, lower(invited_email))
    WHERE invited_email IS NOT NULL;
CREATE INDEX team_memberships_by_invited_phone ON team_memberships (company_id, invited_phone)
    WHERE invited_phone IS NOT NULL;

-- What somebody typed proves nothing, and nobody keeps a document or a taxpayer number from its owner by typing it first.
CREATE TABLE identity_documents_declared (
    person_id INTEGER PRIMARY KEY REFERENCES persons (id),
    type TEXT NOT NULL CHECK (type IN ('passport', 'id_card', 'residence_permit')),
    country TEXT NOT NULL,
    number_hash TEXT NOT NULL,
    number_tail TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    verified_at TEXT NOT NULL
) STRICT;
INSERT INTO identity_documents_declared
    SELECT person_id, type, country, number_hash, number_tail, first_name, last_name, birth_date, verified_at
    FROM identity_documents;
DROP TABLE identity_documents;
ALTER TABLE identity_documents_declared RENAME TO identity_documents;
CREATE INDEX identity_documents_by_number ON identity_documents (number_hash);
DROP INDEX tax_documents_numbers;
CREATE INDEX tax_documents_numbers ON tax_documents (country, type, tax_number) WHERE replaced_at IS NULL;

-- From where somebody was shown an address or number: a digest.
ALTER TABLE contact_reveals ADD COLUMN origin_digest TEXT;
CREATE INDEX contact_reveals_by_origin ON contact_reveals (origin_digest, created_at) WHERE origin_digest IS NOT NULL;

-- The address a contact was written down with. Whose it is shows only once its owner is connected with whoever wrote it down.
ALTER TABLE contacts ADD COLUMN email TEXT;
UPDATE contacts SET email = (SELECT lower(email) FROM persons WHERE persons.id = contacts.person_id);
CREATE INDEX contacts_by_email ON contacts (owner_id, email) WHERE email IS NOT NULL;

-- An address is an agent's once it was proven. Until then any number may have been registered with it: that it has one
-- already is told to nobody, and typing it first keeps nobody from it.
DROP INDEX agents_email;
CREATE INDEX agents_by_email ON agents (lower(email));
CREATE UNIQUE INDEX agents_proven_email ON agents (lower(email)) WHERE email_verified_at IS NOT NULL;
