-- depends: 0001_foundation
-- Contracts behind advertising, which tasks name as what they are done for.

CREATE TABLE ad_contracts (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    uuid TEXT NOT NULL UNIQUE,
    external_contract_id TEXT,
    UNIQUE (company_id, external_contract_id)
) STRICT;
