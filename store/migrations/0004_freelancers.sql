-- depends: 0001_foundation
-- A company's team of freelancers and what they sign; the company's money papers; the lists tasks take ids from.
-- Amounts are integers in the currency's smallest unit; rates and percentages are decimal text.

CREATE TABLE specializations (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL
) STRICT;

-- What a person has as a freelancer, beside persons. A person without a row is not registered and has no tax status.
-- confirmed_phone holds the digits that were confirmed, so a changed phone is unconfirmed by itself.
CREATE TABLE freelancer_profiles (
    person_id INTEGER PRIMARY KEY REFERENCES persons (id),
    taxation_status_id INTEGER NOT NULL DEFAULT 0 CHECK (taxation_status_id IN (0, 1, 3, 4)),
    taxation_blocked_till TEXT,
    is_tax_payment_allowed INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    specialization_id INTEGER REFERENCES specializations (id),
    address TEXT,
    postal_code TEXT,
    confirmed_phone TEXT,
    registered_at TEXT,
    verified_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- Phones are compared by their digits (store/freelancers/freelancers.py holds the same expression).
CREATE INDEX persons_by_phone_digits ON persons
    (replace(replace(replace(replace(replace(replace(phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''));

-- state: 1 added, 2 invited, 3 registered, 4 removed. Names, address, note and specialization are the company's own
-- notes; names and address are offered to the person when they register.
CREATE TABLE team_memberships (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4)),
    first_name TEXT,
    last_name TEXT,
    middle_name TEXT,
    country TEXT,
    city TEXT,
    address TEXT,
    postal_code TEXT,
    note TEXT,
    specialization_id INTEGER REFERENCES specializations (id),
    invited_by_type TEXT NOT NULL CHECK (invited_by_type IN ('person', 'agent')),
    invited_by_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    invite_sent_at TEXT,
    joined_at TEXT,
    removed_at TEXT,
    updated_at TEXT NOT NULL,
    UNIQUE (company_id, person_id),
    CHECK ((state = 4) = (removed_at IS NOT NULL))
) STRICT;
CREATE INDEX team_memberships_live ON team_memberships (company_id, added_at, person_id) WHERE removed_at IS NULL;
CREATE INDEX team_memberships_by_person ON team_memberships (person_id);

-- The links sent by mail. Only the latest one of a membership that is neither used nor revoked opens the registration.
CREATE TABLE freelancer_invites (
    id INTEGER PRIMARY KEY,
    membership_id INTEGER NOT NULL REFERENCES team_memberships (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    email TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
) STRICT;
CREATE INDEX freelancer_invites_by_membership ON freelancer_invites (membership_id);
CREATE INDEX freelancer_invites_by_person ON freelancer_invites (person_id);

-- A number that was replaced stays with replaced_at.
CREATE TABLE tax_documents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    type TEXT NOT NULL,
    tax_number TEXT NOT NULL,
    country TEXT NOT NULL,
    added_by_type TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    replaced_at TEXT
) STRICT;
CREATE UNIQUE INDEX tax_documents_current ON tax_documents (person_id, type) WHERE replaced_at IS NULL;
CREATE UNIQUE INDEX tax_documents_numbers ON tax_documents (country, type, tax_number) WHERE replaced_at IS NULL;

CREATE TABLE verification_links (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    token_hash TEXT NOT NULL UNIQUE,
    redirect_url TEXT,
    made_by_type TEXT NOT NULL,
    made_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    replaced_at TEXT
) STRICT;
CREATE INDEX verification_links_by_person ON verification_links (person_id);

CREATE TABLE identity_documents (
    person_id INTEGER PRIMARY KEY REFERENCES persons (id),
    type TEXT NOT NULL CHECK (type IN ('passport', 'id_card', 'residence_permit')),
    country TEXT NOT NULL,
    number_hash TEXT NOT NULL UNIQUE,
    number_tail TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    verified_at TEXT NOT NULL
) STRICT;

-- What freelancers sign: the offer agreement (one current version) and documents asked for by tasks.
CREATE TABLE agreement_templates (
    id INTEGER PRIMARY KEY,
    template_uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('offer', 'acceptance_document')),
    title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    is_current INTEGER NOT NULL DEFAULT 1,
    published_by_type TEXT,
    published_by_id INTEGER,
    published_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX agreement_templates_current_offer ON agreement_templates (kind)
    WHERE kind = 'offer' AND is_current = 1;

CREATE TABLE agreement_signatures (
    id INTEGER PRIMARY KEY,
    template_uuid TEXT NOT NULL REFERENCES agreement_templates (template_uuid),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    signed_by_type TEXT NOT NULL CHECK (signed_by_type IN ('person', 'agent')),
    signed_by_id INTEGER NOT NULL,
    company_id INTEGER REFERENCES companies (id),
    on_behalf INTEGER NOT NULL DEFAULT 0,
    signed_at TEXT NOT NULL,
    UNIQUE (template_uuid, person_id)
) STRICT;
CREATE INDEX agreement_signatures_by_person ON agreement_signatures (person_id);
CREATE TRIGGER agreement_signatures_no_update BEFORE UPDATE ON agreement_signatures
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
CREATE TRIGGER agreement_signatures_no_delete BEFORE DELETE ON agreement_signatures
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;

-- uuid is the template that is signed; without a file its text is the document. company_id null serves every company.
CREATE TABLE acceptance_files (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE REFERENCES agreement_templates (template_uuid),
    file_id INTEGER REFERENCES files (id),
    company_id INTEGER REFERENCES companies (id),
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    created_by_type TEXT,
    created_by_id INTEGER,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX acceptance_files_by_company ON acceptance_files (company_id, id);

-- type: 6 invoice (invoice_status_id 1 issued, 2 paid, 3 cancelled), 7 certificate (report_status_id 1 generated,
-- 2 corrected). number: company id, date and a running number. sf_file_id: the tax invoice of a paid top-up.
CREATE TABLE company_documents (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    type INTEGER NOT NULL CHECK (type IN (6, 7)),
    invoice_status_id INTEGER CHECK (invoice_status_id IN (1, 2, 3)),
    report_status_id INTEGER CHECK (report_status_id IN (1, 2)),
    number TEXT NOT NULL,
    amount INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL,
    file_id INTEGER REFERENCES files (id),
    sf_file_id INTEGER REFERENCES files (id),
    task_id INTEGER,
    top_up_balance_date TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (company_id, number),
    CHECK ((type = 6) = (invoice_status_id IS NOT NULL)),
    CHECK ((type = 7) = (report_status_id IS NOT NULL))
) STRICT;
CREATE INDEX company_documents_by_date ON company_documents (company_id, created_at, id);
CREATE INDEX company_documents_by_company ON company_documents (company_id, id);
CREATE INDEX company_documents_by_number ON company_documents (number);

-- status: 1 issued, 2 paid, 3 cancelled. amount is net and is what gets credited.
CREATE TABLE balance_top_ups (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    vat_amount INTEGER NOT NULL CHECK (vat_amount >= 0),
    currency TEXT NOT NULL,
    document_id INTEGER NOT NULL UNIQUE REFERENCES company_documents (id),
    status INTEGER NOT NULL DEFAULT 1 CHECK (status IN (1, 2, 3)),
    requested_by_type TEXT NOT NULL,
    requested_by_id INTEGER NOT NULL,
    requested_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    confirmed_by INTEGER REFERENCES persons (id),
    confirmed_at TEXT,
    reference TEXT,
    transfer_id INTEGER REFERENCES ledger_transfers (id),
    CHECK ((status = 2) = (transfer_id IS NOT NULL))
) STRICT;
CREATE INDEX balance_top_ups_by_company ON balance_top_ups (company_id, id);
CREATE INDEX balance_top_ups_due ON balance_top_ups (expires_at) WHERE status = 1;

CREATE TABLE company_term_changes (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    term TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT,
    changed_by INTEGER NOT NULL REFERENCES persons (id),
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX company_term_changes_by_company ON company_term_changes (company_id, id);

-- The lists. title is Russian, title_en English; title_doc is the wording in accounting documents.
CREATE TABLE task_categories (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL
) STRICT;

CREATE TABLE services (
    id INTEGER PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES task_categories (id),
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_doc TEXT NOT NULL,
    title_doc_en TEXT NOT NULL,
    insurable INTEGER NOT NULL DEFAULT 0,
    advertising INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX services_by_category ON services (category_id, id);

CREATE TABLE service_attributes (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    description_en TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL CHECK (type IN ('text', 'select', 'multiselect')),
    attr_type_id INTEGER
) STRICT;

CREATE TABLE service_attribute_uses (
    service_id INTEGER NOT NULL REFERENCES services (id),
    attribute_id INTEGER NOT NULL REFERENCES service_attributes (id),
    required INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_id, attribute_id)
) STRICT;

CREATE TABLE service_attribute_options (
    id INTEGER PRIMARY KEY,
    attribute_id INTEGER NOT NULL REFERENCES service_attributes (id),
    value TEXT NOT NULL,
    value_en TEXT NOT NULL
) STRICT;
CREATE INDEX service_attribute_options_by_attribute ON service_attribute_options (attribute_id, id);

-- rate: units of the weaker currency for one unit of the stronger (EUR > USD > RUB). The row in force is the latest
-- one whose valid_from is not in the future.
CREATE TABLE exchange_rates (
    base_currency TEXT NOT NULL,
    target_currency TEXT NOT NULL,
    rate TEXT NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('multiply', 'divide')),
    valid_from TEXT NOT NULL,
    PRIMARY KEY (base_currency, target_currency, valid_from)
) STRICT;

-- Percent of a payout by type of payout method (1 card, 2 e-wallet, 6 bank account).
CREATE TABLE payout_fees (
    payout_endpoint_type INTEGER PRIMARY KEY CHECK (payout_endpoint_type IN (1, 2, 6)),
    percent TEXT NOT NULL
) STRICT;

-- One row: the price of insuring a task, in kopecks, and whether tasks are insured unless asked otherwise.
CREATE TABLE insurance_terms (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    cost_rub INTEGER NOT NULL CHECK (cost_rub >= 0),
    insure_by_default INTEGER NOT NULL
) STRICT;
