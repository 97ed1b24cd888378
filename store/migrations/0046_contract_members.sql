-- depends: 0040_contracts
-- Who is invited to a paid place by an address: they take it once they have proven the address, and are nobody's number before.

ALTER TABLE contract_participants ADD COLUMN invited_email TEXT;
ALTER TABLE contract_participants ADD COLUMN invited_key TEXT;
CREATE INDEX contract_participants_by_address ON contract_participants (invited_key) WHERE invited_key IS NOT NULL;
DROP INDEX contract_participants_live;
CREATE UNIQUE INDEX contract_participants_live ON contract_participants (contract_id, user_type, user_id, role_key)
    WHERE status_id IN (100, 200) AND invited_key IS NULL;
CREATE UNIQUE INDEX contract_participants_asked ON contract_participants (contract_id, invited_key, role_key)
    WHERE status_id = 100 AND invited_key IS NOT NULL;

-- What contracts are searched by, with letters folded: the label alone, and with the description.
ALTER TABLE contracts ADD COLUMN label_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE contracts ADD COLUMN text_folded TEXT NOT NULL DEFAULT '';
