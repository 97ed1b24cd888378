-- depends:
-- People, companies and agents; what they sign in with; the ledger; what every call leaves behind.
-- Times are text, UTC, with milliseconds: 2026-11-21T09:00:00.000Z. Flags are 0 or 1. Amounts are integers in the
-- currency's smallest unit. Lists and objects nobody queries are JSON text.

CREATE TABLE companies (
    id INTEGER PRIMARY KEY,
    company_name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    brand_name TEXT,
    business_id TEXT,
    currency TEXT NOT NULL DEFAULT 'EUR',
    timezone TEXT NOT NULL DEFAULT 'UTC',
    safe_deal_enabled INTEGER NOT NULL DEFAULT 0,
    show_vat INTEGER NOT NULL DEFAULT 0,
    vat_percent TEXT NOT NULL DEFAULT '0',
    commission_percent TEXT NOT NULL DEFAULT '9',
    commission_by_tax_status TEXT,
    act_for_freelancers INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL DEFAULT '{}',
    created_by_company_id INTEGER REFERENCES companies (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX companies_by_name ON companies (name_folded);

CREATE TABLE persons (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    email TEXT,
    email_verified_at TEXT,
    name TEXT NOT NULL,
    middle_name TEXT,
    last_name TEXT,
    phone TEXT,
    birthdate TEXT,
    birthtime TEXT,
    birthcity TEXT,
    timezone TEXT NOT NULL DEFAULT 'UTC',
    language TEXT NOT NULL DEFAULT 'en',
    currency TEXT NOT NULL DEFAULT 'EUR',
    city TEXT,
    country TEXT,
    education TEXT,
    about TEXT,
    ava_id INTEGER,
    cv_id INTEGER,
    docs TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    salary TEXT,
    tovarisch INTEGER NOT NULL DEFAULT 0,
    password_hash TEXT,
    second_factor TEXT,
    terms_accepted_at TEXT,
    default_kal_id INTEGER,
    default_company_id INTEGER REFERENCES companies (id),
    hide_email INTEGER NOT NULL DEFAULT 0,
    hide_phone INTEGER NOT NULL DEFAULT 0,
    rating_sum INTEGER NOT NULL DEFAULT 0,
    rating_count INTEGER NOT NULL DEFAULT 0,
    last_login_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX persons_email ON persons (lower(email)) WHERE deleted_at IS NULL;

CREATE TABLE skills (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE person_skills (
    person_id INTEGER NOT NULL REFERENCES persons (id),
    skill_id INTEGER NOT NULL REFERENCES skills (id),
    level TEXT,
    PRIMARY KEY (person_id, skill_id)
) STRICT;
CREATE INDEX person_skills_by_skill ON person_skills (skill_id, person_id);

CREATE TABLE person_languages (
    person_id INTEGER NOT NULL REFERENCES persons (id),
    code TEXT NOT NULL,
    level TEXT,
    PRIMARY KEY (person_id, code)
) STRICT;
CREATE INDEX person_languages_by_code ON person_languages (code, person_id);

CREATE TABLE memberships (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    type TEXT NOT NULL DEFAULT 'client' CHECK (type IN ('client', 'vendor', 'consultant', 'staff')),
    department TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX memberships_live ON memberships (company_id, person_id) WHERE deleted_at IS NULL;
CREATE INDEX memberships_by_person ON memberships (person_id);

CREATE TABLE agents (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_verified_at TEXT,
    status TEXT NOT NULL CHECK (status IN ('pending_deposit', 'active', 'suspended', 'banned')),
    status_before_suspension TEXT,
    suspension_reason TEXT,
    currency TEXT NOT NULL DEFAULT 'USDT',
    api_key_hash TEXT NOT NULL UNIQUE,
    api_key_prefix TEXT NOT NULL,
    avatar TEXT,
    owner_email TEXT,
    description TEXT,
    website_url TEXT,
    callback_url TEXT,
    version TEXT,
    last_updated_at TEXT,
    limitations TEXT,
    sla TEXT,
    license TEXT,
    privacy_url TEXT,
    skills TEXT NOT NULL DEFAULT '[]',
    languages TEXT NOT NULL DEFAULT '[]',
    tags TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    input_formats TEXT NOT NULL DEFAULT '[]',
    example_requests TEXT NOT NULL DEFAULT '[]',
    example_responses TEXT NOT NULL DEFAULT '[]',
    env_requirements TEXT NOT NULL DEFAULT '[]',
    default_kal_id INTEGER,
    last_accessed_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX agents_email ON agents (lower(email));
CREATE INDEX agents_by_company ON agents (company_id);

-- A person's bearer tokens. An agent's key stands in agents.api_key_hash.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    company_id INTEGER REFERENCES companies (id),
    token_hash TEXT NOT NULL UNIQUE,
    refresh_hash TEXT UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    refresh_expires_at TEXT,
    ended_at TEXT
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person_id);

-- One-time codes, kept as slow hashes. purpose: login, register, email_change, agent_email, ...
CREATE TABLE codes (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    purpose TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    detail TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX codes_by_address ON codes (address, purpose, created_at);

CREATE TABLE calendars (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    slug TEXT,
    description TEXT,
    timezone TEXT NOT NULL DEFAULT 'UTC',
    private INTEGER NOT NULL DEFAULT 1,
    is_default INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX calendars_by_owner ON calendars (owner_type, owner_id);

-- Uploaded files; the bytes lie content-addressed under the data folder.
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    company_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'document')),
    purpose TEXT NOT NULL DEFAULT 'general',
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    attached_to TEXT,
    created_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX files_by_owner ON files (owner_type, owner_id);

-- The ledger. An account's balance and held amount are running figures; transfers, holds and hold_ends are the log they
-- are proved from, and nothing in the log is ever changed.
CREATE TABLE ledger_accounts (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent', 'platform')),
    owner_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    currency TEXT NOT NULL,
    may_overdraw INTEGER NOT NULL DEFAULT 0,
    balance INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
    created_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id, kind, currency),
    CHECK (may_overdraw = 1 OR balance - held >= 0)
) STRICT;

CREATE TABLE ledger_transfers (
    id INTEGER PRIMARY KEY,
    debit_account_id INTEGER NOT NULL REFERENCES ledger_accounts (id),
    credit_account_id INTEGER NOT NULL REFERENCES ledger_accounts (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_type TEXT,
    record_id INTEGER,
    hold_id INTEGER,
    call_id TEXT,
    caller_type TEXT,
    caller_id INTEGER,
    tool TEXT,
    note TEXT,
    external_reference TEXT,
    debit_balance_after INTEGER NOT NULL,
    credit_balance_after INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    CHECK (debit_account_id <> credit_account_id)
) STRICT;
CREATE INDEX ledger_transfers_by_debit ON ledger_transfers (debit_account_id, id);
CREATE INDEX ledger_transfers_by_credit ON ledger_transfers (credit_account_id, id);
CREATE INDEX ledger_transfers_by_record ON ledger_transfers (record_type, record_id) WHERE record_type IS NOT NULL;
CREATE UNIQUE INDEX ledger_transfers_external ON ledger_transfers (external_reference)
    WHERE external_reference IS NOT NULL;

CREATE TABLE ledger_holds (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES ledger_accounts (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_type TEXT,
    record_id INTEGER,
    call_id TEXT,
    expires_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_holds_by_account ON ledger_holds (account_id, id);
CREATE INDEX ledger_holds_by_record ON ledger_holds (record_type, record_id);

CREATE TABLE ledger_hold_ends (
    hold_id INTEGER PRIMARY KEY REFERENCES ledger_holds (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('posted', 'voided', 'expired')),
    posted_amount INTEGER NOT NULL CHECK (posted_amount >= 0),
    call_id TEXT,
    created_at TEXT NOT NULL,
    CHECK ((outcome = 'posted') = (posted_amount > 0))
) STRICT;

CREATE TRIGGER ledger_transfers_no_update BEFORE UPDATE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a new transfer'); END;
CREATE TRIGGER ledger_transfers_no_delete BEFORE DELETE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a new transfer'); END;
CREATE TRIGGER ledger_holds_no_update BEFORE UPDATE ON ledger_holds
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: end the hold instead'); END;
CREATE TRIGGER ledger_holds_no_delete BEFORE DELETE ON ledger_holds
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: end the hold instead'); END;
CREATE TRIGGER ledger_hold_ends_no_update BEFORE UPDATE ON ledger_hold_ends
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a hold ends once'); END;
CREATE TRIGGER ledger_hold_ends_no_delete BEFORE DELETE ON ledger_hold_ends
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a hold ends once'); END;

-- Deposit addresses: one for each owner and currency. The one selected pays for calls first.
CREATE TABLE wallets (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent')),
    owner_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    deposit_address TEXT NOT NULL UNIQUE,
    sandbox INTEGER NOT NULL,
    selected INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id, currency)
) STRICT;

CREATE TABLE spending_limits (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL DEFAULT 0,
    period TEXT NOT NULL CHECK (period IN ('call', 'day', 'month')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    set_by_type TEXT NOT NULL,
    set_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id, agent_id, period)
) STRICT;

-- One line for each call that was answered with success; usage and spending are sums over it.
CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    caller_type TEXT NOT NULL,
    caller_id INTEGER NOT NULL,
    company_id INTEGER,
    payer_type TEXT,
    payer_id INTEGER,
    tool TEXT NOT NULL,
    access TEXT NOT NULL,
    price_class TEXT NOT NULL,
    free_view INTEGER NOT NULL DEFAULT 0,
    waived INTEGER NOT NULL DEFAULT 0,
    usd_micros INTEGER NOT NULL DEFAULT 0,
    currency TEXT,
    amount INTEGER NOT NULL DEFAULT 0,
    transfer_id INTEGER,
    arguments_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_by_payer ON calls (payer_type, payer_id, at);
CREATE TRIGGER calls_no_update BEFORE UPDATE ON calls
BEGIN SELECT RAISE(ABORT, 'the call log is append-only'); END;
CREATE TRIGGER calls_no_delete BEFORE DELETE ON calls
BEGIN SELECT RAISE(ABORT, 'the call log is append-only'); END;

CREATE TABLE usage_counters (
    payer_type TEXT NOT NULL,
    payer_id INTEGER NOT NULL,
    caller_type TEXT NOT NULL,
    caller_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    tool TEXT NOT NULL,
    price_class TEXT NOT NULL,
    calls INTEGER NOT NULL DEFAULT 0,
    free_calls INTEGER NOT NULL DEFAULT 0,
    billed_calls INTEGER NOT NULL DEFAULT 0,
    usd_micros INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (payer_type, payer_id, period, caller_type, caller_id, tool)
) STRICT, WITHOUT ROWID;

-- Profile views of a month, one row a payer: the first hundred are free.
CREATE TABLE quota_counters (
    payer_type TEXT NOT NULL,
    payer_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
    PRIMARY KEY (payer_type, payer_id, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
    caller_type TEXT NOT NULL,
    caller_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    tool TEXT NOT NULL,
    arguments_digest TEXT NOT NULL,
    call_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (caller_type, caller_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    tool TEXT NOT NULL,
    arguments TEXT NOT NULL,
    arguments_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    progress INTEGER NOT NULL DEFAULT 0,
    result TEXT,
    error TEXT,
    caller_type TEXT NOT NULL,
    caller_id INTEGER NOT NULL,
    company_id INTEGER,
    hold_id INTEGER,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    expires_at TEXT
) STRICT;
CREATE INDEX jobs_by_caller ON jobs (caller_type, caller_id, created_at);
CREATE INDEX jobs_waiting ON jobs (state, created_at);

-- What the outside world is to be told, delivered by a worker after the commit.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT NOT NULL,
    leased_until TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL,
    done_at TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_attempt_at);

-- Mail kept by local delivery, read with the command `hiringhall mailbox`.
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX mailbox_by_address ON mailbox (address, id);

-- Notices inside the product (a task arrived, a request was answered) and what changed, for subscribers.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    record_type TEXT,
    record_id INTEGER,
    text TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX notices_by_owner ON notices (owner_type, owner_id, id);

-- The operator's settings, and secrets of this installation (the sealing key).
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- How far an operator lets a caller go without the person being asked.
CREATE TABLE confirmation_limits (
    owner_type TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    ask INTEGER NOT NULL DEFAULT 1,
    usd_micros INTEGER,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (owner_type, owner_id)
) STRICT;

-- The price book, in millionths of a US dollar; the newest row whose valid_from has come counts.
CREATE TABLE prices (
    price_class TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    usage_type TEXT NOT NULL,
    unit TEXT NOT NULL,
    usd_micros INTEGER NOT NULL CHECK (usd_micros >= 0),
    free_allowance INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (price_class, valid_from)
) STRICT, WITHOUT ROWID;
INSERT INTO prices (price_class, valid_from, usage_type, unit, usd_micros, free_allowance) VALUES
    ('free', '2020-01-01T00:00:00.000Z', 'none', 'per call', 0, 0),
    ('search', '2020-01-01T00:00:00.000Z', 'api_search', 'per call', 10000, 0),
    ('profile_view', '2020-01-01T00:00:00.000Z', 'api_user_view', 'per view', 5000, 100),
    ('creation', '2020-01-01T00:00:00.000Z', 'api_create', 'per created record', 20000, 0),
    ('write', '2020-01-01T00:00:00.000Z', 'api_write', 'per call', 1000, 0),
    ('dispatch', '2020-01-01T00:00:00.000Z', 'api_dispatch', 'per call', 20000, 0),
    ('money_move', '2020-01-01T00:00:00.000Z', 'api_money_move', 'per call', 50000, 0);

-- What one unit of a currency is worth in US dollars, as decimal text; set by the operator.
CREATE TABLE usd_rates (
    currency TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    usd TEXT NOT NULL,
    PRIMARY KEY (currency, valid_from)
) STRICT, WITHOUT ROWID;
INSERT INTO usd_rates (currency, valid_from, usd) VALUES
    ('USD', '2020-01-01T00:00:00.000Z', '1'),
    ('USDT', '2020-01-01T00:00:00.000Z', '1'),
    ('USDC', '2020-01-01T00:00:00.000Z', '1'),
    ('EUR', '2020-01-01T00:00:00.000Z', '1.10'),
    ('RUB', '2020-01-01T00:00:00.000Z', '0.0125'),
    ('ETH', '2020-01-01T00:00:00.000Z', '3000'),
    ('BTC', '2020-01-01T00:00:00.000Z', '60000');
