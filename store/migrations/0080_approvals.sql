-- depends: 0086_apps_that_sign_in
-- The brake, the approval policy, and the acts that wait for a person's yes.

-- Whoever has ever had a freeze, a policy or a mandate: who is not here needs no further look.
CREATE TABLE approval_guards (
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent')),
    owner_id INTEGER NOT NULL,
    PRIMARY KEY (owner_type, owner_id)
) STRICT, WITHOUT ROWID;

-- target_type and target_id: whom an agent's or payee's freeze names; '' and 0 for all.
CREATE TABLE payment_freezes (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent')),
    owner_id INTEGER NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('agent', 'payee', 'all')),
    target_type TEXT NOT NULL DEFAULT '' CHECK (target_type IN ('', 'person', 'company', 'agent')),
    target_id INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL,
    frozen_by_type TEXT NOT NULL,
    frozen_by_id INTEGER NOT NULL,
    frozen_at TEXT NOT NULL,
    lifted_by INTEGER,
    lifted_at TEXT,
    lift_note TEXT
) STRICT;
CREATE UNIQUE INDEX payment_freezes_in_force
    ON payment_freezes (owner_type, owner_id, target, target_type, target_id) WHERE lifted_at IS NULL;
CREATE INDEX payment_freezes_of_target ON payment_freezes (target, target_id) WHERE lifted_at IS NULL;

-- chain: JSON list of {user_ids, up_to: millionths of a US dollar or null}. deputies: JSON list of {user_id, deputy_id, from, until}.
CREATE TABLE approval_policies (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person')),
    owner_id INTEGER NOT NULL,
    mode TEXT NOT NULL DEFAULT 'ask_in_chat' CHECK (mode IN ('ask_in_chat', 'desk_when_absent', 'desk_always')),
    over_cap TEXT NOT NULL DEFAULT 'refuse' CHECK (over_cap IN ('refuse', 'ask')),
    mandates TEXT NOT NULL DEFAULT 'optional' CHECK (mandates IN ('optional', 'required')),
    chain TEXT NOT NULL,
    timeout_minutes INTEGER NOT NULL DEFAULT 1440 CHECK (timeout_minutes BETWEEN 5 AND 10080),
    on_timeout TEXT NOT NULL DEFAULT 'escalate' CHECK (on_timeout IN ('decline', 'escalate')),
    deputies TEXT NOT NULL DEFAULT '[]',
    version INTEGER NOT NULL DEFAULT 1,
    updated_by INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id)
) STRICT;

-- owner: the company, or the person who acts for none. arguments: sealed with the installation's key, with what else the call
-- is made of. acts: JSON list of what it asked to do when it was seen last: record, payee, amount, currency. amount: in the
-- smallest unit; usd_micros: what it was worth. named: people it was handed to, JSON; handed: how often.
-- blocked_until: of a declined one, until when the same is refused.
CREATE TABLE approval_requests (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person')),
    owner_id INTEGER NOT NULL,
    requester_type TEXT NOT NULL CHECK (requester_type IN ('agent', 'person')),
    requester_id INTEGER NOT NULL,
    requester_name TEXT NOT NULL,
    session_id INTEGER,
    client_name TEXT,
    client_version TEXT,
    tool TEXT NOT NULL,
    arguments TEXT NOT NULL,
    arguments_digest TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    reasons TEXT NOT NULL,
    record TEXT NOT NULL,
    acts TEXT NOT NULL,
    amount INTEGER,
    currency TEXT,
    usd_micros INTEGER,
    payee TEXT,
    payee_type TEXT,
    payee_id INTEGER,
    preview TEXT NOT NULL,
    preview_text TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'executed', 'declined', 'expired', 'withdrawn', 'void')),
    step INTEGER NOT NULL CHECK (step >= 1),
    named TEXT NOT NULL DEFAULT '[]',
    handed INTEGER NOT NULL DEFAULT 0 CHECK (handed BETWEEN 0 AND 3),
    step_due_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    edited TEXT,
    decided_by INTEGER,
    decided_at TEXT,
    decline_reason TEXT,
    blocked_until TEXT,
    last_error TEXT,
    result TEXT,
    call_id TEXT,
    mandate_id INTEGER,
    job_id TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX approval_requests_waiting
    ON approval_requests (requester_type, requester_id, tool, arguments_digest) WHERE status = 'pending';
CREATE INDEX approval_requests_by_owner ON approval_requests (owner_type, owner_id, status, step_due_at, id);
CREATE INDEX approval_requests_by_requester ON approval_requests (requester_type, requester_id, status, id);
CREATE INDEX approval_requests_by_job ON approval_requests (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX approval_requests_due ON approval_requests (step_due_at, id) WHERE status = 'pending';
CREATE INDEX approval_requests_blocked
    ON approval_requests (requester_type, requester_id, tool, arguments_digest, blocked_until) WHERE blocked_until IS NOT NULL;

-- Of a call that a person approved: the request, and who said yes.
ALTER TABLE calls ADD COLUMN approval_id INTEGER;
ALTER TABLE calls ADD COLUMN approved_by INTEGER;
