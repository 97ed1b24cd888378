-- depends: 0039_spending_by_time 0042_calendar_feeds 0047_bill_documents
-- Whom advertising tasks are done for: customers, and the contracts between them, which tasks name.

-- kind: 'added' by the company; 'own' = the company itself, whose name and numbers are its billing details; 'platform' = who
-- runs this installation, for all companies. legal_type and what follows: of added ones only; '' = not given. region_number:
-- the country's three OKSM digits.
CREATE TABLE ad_customers (
    id INTEGER PRIMARY KEY,
    company_id INTEGER REFERENCES companies (id),
    kind TEXT NOT NULL CHECK (kind IN ('added', 'own', 'platform')),
    uuid TEXT NOT NULL UNIQUE,
    external_id TEXT NOT NULL,
    legal_type TEXT NOT NULL DEFAULT '',
    full_opf TEXT NOT NULL DEFAULT '',
    fio TEXT NOT NULL DEFAULT '',
    inn TEXT NOT NULL DEFAULT '',
    ogrn TEXT NOT NULL DEFAULT '',
    ogrnip TEXT NOT NULL DEFAULT '',
    registration_number TEXT NOT NULL DEFAULT '',
    tax_id TEXT NOT NULL DEFAULT '',
    phone_number TEXT NOT NULL DEFAULT '',
    payment_number TEXT NOT NULL DEFAULT '',
    region_number TEXT NOT NULL DEFAULT '',
    created_by_type TEXT,
    created_by_id INTEGER,
    created_at TEXT NOT NULL,
    CHECK ((company_id IS NULL) = (kind = 'platform')),
    CHECK ((created_by_id IS NOT NULL) = (kind = 'added')),
    UNIQUE (company_id, external_id)
) STRICT;
CREATE INDEX ad_customers_by_company ON ad_customers (company_id, id);
CREATE UNIQUE INDEX ad_customers_own ON ad_customers (company_id) WHERE kind = 'own';
CREATE UNIQUE INDEX ad_customers_platform ON ad_customers (kind) WHERE kind = 'platform';

-- No operation could write this table until now.
DROP TABLE ad_contracts;

-- is_primary: the one between the company itself and the platform, which is there from the start. contract_number and the
-- addendum's: null = none. price: in the smallest unit of the company's currency.
CREATE TABLE ad_contracts (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    uuid TEXT NOT NULL UNIQUE,
    external_contract_id TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0,
    customer_id INTEGER NOT NULL REFERENCES ad_customers (id),
    performer_id INTEGER NOT NULL REFERENCES ad_customers (id),
    contract_number TEXT,
    contract_date TEXT NOT NULL,
    contract_type TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    action_type TEXT NOT NULL,
    additional_contract_number TEXT,
    additional_contract_number_date TEXT,
    parent_id INTEGER REFERENCES ad_contracts (id),
    price INTEGER CHECK (price >= 0),
    with_nds INTEGER NOT NULL DEFAULT 0,
    is_creative_reporter INTEGER NOT NULL DEFAULT 0,
    created_by_type TEXT,
    created_by_id INTEGER,
    created_at TEXT NOT NULL,
    CHECK (customer_id <> performer_id),
    CHECK ((created_by_id IS NULL) = is_primary),
    UNIQUE (company_id, external_contract_id)
) STRICT;
CREATE INDEX ad_contracts_by_company ON ad_contracts (company_id, id);
CREATE UNIQUE INDEX ad_contracts_primary ON ad_contracts (company_id) WHERE is_primary = 1;

-- Whoever ordered or paid it says that the ads are not shown in Russia, so that nothing has to be labelled.
ALTER TABLE tasks ADD COLUMN ads_outside_russia INTEGER NOT NULL DEFAULT 0;

INSERT INTO ad_customers (kind, uuid, external_id, created_at)
SELECT 'platform', ad_uuid('customer', 0, value), ad_uuid('customer', 0, value), updated_at
FROM settings WHERE name = 'installation_id';
INSERT INTO ad_customers (company_id, kind, uuid, external_id, created_at)
SELECT id, 'own', ad_uuid('customer', id, created_at), ad_uuid('customer', id, created_at), created_at FROM companies;
INSERT INTO ad_contracts (company_id, uuid, external_contract_id, is_primary, customer_id, performer_id, contract_number,
    contract_date, contract_type, subject_type, action_type, created_at)
SELECT c.id, ad_uuid('contract', c.id, c.created_at), ad_uuid('contract', c.id, c.created_at), 1, o.id, p.id, 'HH-' || c.id,
       day_in(c.created_at, c.timezone), 'CONTRACT_TYPE_SERVICE', 'SUBJECT_TYPE_INTERMEDIARY', 'ACTION_TYPE_INVALID', c.created_at
FROM companies c JOIN ad_customers o ON o.company_id = c.id AND o.kind = 'own' JOIN ad_customers p ON p.kind = 'platform';
