-- depends: 0080_approvals
-- Mandates: what agents may commit without being asked, each signed when it was made, and what was committed under it.

-- owner: whose money it is about. agent_id: null = every agent of the company. payees, kinds: JSON lists, sorted; any_payee and
-- any_kind: whether they hold any. Money in the currency's smallest unit. used_on: the UTC day that used_today counts.
-- What it allows never changes, nor its signature.
CREATE TABLE mandates (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person')),
    owner_id INTEGER NOT NULL,
    granted_by INTEGER NOT NULL REFERENCES persons (id),
    agent_id INTEGER REFERENCES agents (id),
    payees TEXT NOT NULL,
    any_payee INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    any_kind INTEGER NOT NULL,
    currency TEXT NOT NULL,
    per_call INTEGER CHECK (per_call > 0),
    per_day INTEGER CHECK (per_day > 0),
    total INTEGER NOT NULL CHECK (total > 0),
    max_uses INTEGER CHECK (max_uses > 0),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    note TEXT,
    signature TEXT NOT NULL,
    key_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'used_up', 'expired', 'revoked')),
    used INTEGER NOT NULL DEFAULT 0,
    uses INTEGER NOT NULL DEFAULT 0,
    used_today INTEGER NOT NULL DEFAULT 0,
    used_on TEXT NOT NULL DEFAULT '',
    nearly_told INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    ended_by INTEGER,
    end_reason TEXT,
    CHECK (used BETWEEN 0 AND total),
    CHECK (used_today BETWEEN 0 AND coalesce(per_day, used_today)),
    CHECK (uses BETWEEN 0 AND coalesce(max_uses, uses)),
    CHECK ((status IN ('expired', 'revoked')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX mandates_by_owner ON mandates (owner_type, owner_id, status, id);
CREATE INDEX mandates_open ON mandates (id) WHERE ended_at IS NULL;

-- One act under a mandate: what it committed, and what of it came back. record: as the act names it.
CREATE TABLE mandate_uses (
    id INTEGER PRIMARY KEY,
    mandate_id INTEGER NOT NULL REFERENCES mandates (id),
    call_id TEXT NOT NULL,
    agent_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT,
    payee_type TEXT,
    payee_id INTEGER,
    committed INTEGER NOT NULL CHECK (committed > 0),
    returned INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL,
    CHECK (returned BETWEEN 0 AND committed)
) STRICT;
CREATE INDEX mandate_uses_by_mandate ON mandate_uses (mandate_id, id);
CREATE INDEX mandate_uses_by_call ON mandate_uses (call_id);

-- Where in the ledger the money of a use is: the account it left and the record it left for, by which it may come back. A hold
-- without a record stands for itself: 'hold' and its number.
CREATE TABLE mandate_use_records (
    account_id INTEGER NOT NULL REFERENCES ledger_accounts (id),
    record_type TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    use_id INTEGER NOT NULL REFERENCES mandate_uses (id),
    PRIMARY KEY (account_id, record_type, record_id, use_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mandate_use_records_by_use ON mandate_use_records (use_id);

-- What a call was about: the first record that it changed or asked the person about, what it was to commit, whether it came over
-- standard input and output or HTTP, and the colleague whom an agent named as the one it acts for.
ALTER TABLE calls ADD COLUMN origin TEXT;
ALTER TABLE calls ADD COLUMN record_type TEXT;
ALTER TABLE calls ADD COLUMN record_id INTEGER;
ALTER TABLE calls ADD COLUMN act_amount INTEGER;
ALTER TABLE calls ADD COLUMN acting_user INTEGER;
ALTER TABLE calls ADD COLUMN act_currency TEXT;
CREATE INDEX calls_by_person ON calls (caller_id, id) WHERE caller_type = 'person';
CREATE INDEX calls_by_company ON calls (company_id, id) WHERE access <> 'read';
CREATE INDEX calls_by_record ON calls (record_type, record_id, id) WHERE record_id IS NOT NULL;
CREATE INDEX calls_by_approver ON calls (approved_by, id) WHERE approved_by IS NOT NULL;
