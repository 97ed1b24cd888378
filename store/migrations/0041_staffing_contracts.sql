-- depends: 0039_spending_by_time
-- What a company records of an agreement between a client and a vendor about a consultant's work. Dates are days,
-- YYYY-MM-DD, of the managing company. allocation and vat are hundredths of a percent. ongoing_from: the day from which it
-- counts as running, the start unless it was recorded otherwise. What is searched is kept folded beside the text.

CREATE TABLE staffing_contracts (
    id INTEGER PRIMARY KEY,
    owner_company_id INTEGER NOT NULL REFERENCES companies (id),
    public_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    client_contract_id TEXT,
    client_company_id INTEGER NOT NULL REFERENCES companies (id),
    vendor_company_id INTEGER REFERENCES companies (id),
    vendor_company_for_client TEXT,
    consultant_id INTEGER REFERENCES persons (id),
    consultant_title TEXT,
    consult_skills TEXT NOT NULL DEFAULT '[]',
    position_id INTEGER REFERENCES inquiry_positions (id),
    seller_id INTEGER REFERENCES persons (id),
    type TEXT NOT NULL CHECK (type IN ('hourly', 'daily', 'monthly', 'fixed')),
    contract_start TEXT NOT NULL,
    contract_end TEXT,
    ongoing_from TEXT NOT NULL,
    client_price INTEGER CHECK (client_price >= 0),
    vendor_price INTEGER CHECK (vendor_price >= 0),
    currency TEXT NOT NULL,
    unit TEXT NOT NULL,
    vat INTEGER CHECK (vat BETWEEN 0 AND 10000),
    allocation INTEGER NOT NULL CHECK (allocation BETWEEN 0 AND 10000),
    max_hours INTEGER CHECK (max_hours >= 0),
    service_code TEXT,
    work_scope TEXT,
    notice_period TEXT,
    hour_report TEXT,
    invoicing_channel TEXT,
    client_business_id TEXT,
    client_contact TEXT,
    client_purchase_order TEXT,
    vendor_contact TEXT,
    notes TEXT,
    numbers_folded TEXT NOT NULL,
    client_folded TEXT NOT NULL,
    vendor_folded TEXT NOT NULL,
    vendor_for_client_folded TEXT NOT NULL,
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    terminated_at TEXT,
    termination_reason TEXT,
    deleted_at TEXT,
    CHECK (contract_end >= contract_start),
    CHECK (vendor_company_id <> client_company_id)
) STRICT;
CREATE UNIQUE INDEX staffing_contracts_public ON staffing_contracts (owner_company_id, public_key);
CREATE INDEX staffing_contracts_by_owner ON staffing_contracts (owner_company_id, contract_start, id);
CREATE INDEX staffing_contracts_by_client ON staffing_contracts (client_company_id, contract_start, id);
CREATE INDEX staffing_contracts_by_vendor ON staffing_contracts (vendor_company_id, contract_start, id);
CREATE INDEX staffing_contracts_by_consultant ON staffing_contracts (consultant_id);
CREATE INDEX staffing_contracts_by_seller ON staffing_contracts (seller_id) WHERE seller_id IS NOT NULL;

-- The last number given to a contract of a company and year: CNTR-2026-0005.
CREATE TABLE staffing_contract_numbers (
    company_id INTEGER NOT NULL REFERENCES companies (id),
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (company_id, year)
) STRICT, WITHOUT ROWID;
