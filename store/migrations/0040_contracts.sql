-- depends: 0039_spending_by_time
-- Work contracts between people: their terms, who belongs to them, and who works on them for money.

-- status_id is derived (tools/contracts/rules/states.py) and kept so that lists can filter by it: 100 pending, 200 confirmed,
-- 400 declined, 444 archived, 555 delivered, 777 completed. amount: the ceiling of approved charges, in the smallest unit.
-- settings: JSON, tools/contracts/rules/settings.py. Archived: deleted_at is set; the rows of members and participants stay.
CREATE TABLE contracts (
    id INTEGER PRIMARY KEY,
    old_id TEXT,
    label TEXT NOT NULL,
    description TEXT,
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 200, 400, 444, 555, 777)),
    start_at TEXT,
    end_at TEXT,
    timezone TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER CHECK (amount > 0),
    credit INTEGER NOT NULL DEFAULT 1 CHECK (credit IN (0, 1)),
    privacy INTEGER NOT NULL DEFAULT 0 CHECK (privacy IN (0, 1, 2)),
    parent_id INTEGER REFERENCES contracts (id),
    kal_id INTEGER REFERENCES calendars (id),
    settings TEXT NOT NULL DEFAULT '{}',
    files TEXT NOT NULL DEFAULT '[]',
    data TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent')),
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    deleted_by_type TEXT,
    deleted_by_id INTEGER,
    delete_reason TEXT,
    CHECK (start_at IS NULL OR end_at IS NULL OR end_at > start_at)
) STRICT;
CREATE INDEX contracts_by_parent ON contracts (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX contracts_to_end ON contracts (end_at) WHERE deleted_at IS NULL AND status_id IN (200, 555);

-- Who may see and do what. role_id: 1 owner, 2 manager, 3 worker, 4 client, 5 reviewer, 6 observer. One row a person or
-- agent and contract; who left keeps it with left_at. position: their own place for it in their list.
CREATE TABLE contract_users (
    id INTEGER PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL CHECK (role_id BETWEEN 1 AND 6),
    read INTEGER NOT NULL CHECK (read BETWEEN 0 AND 5),
    write INTEGER NOT NULL CHECK (write BETWEEN 0 AND 5),
    schedule_id INTEGER REFERENCES schedules (id),
    position INTEGER,
    added_by_type TEXT NOT NULL,
    added_by_id INTEGER NOT NULL,
    joined_at TEXT NOT NULL,
    left_at TEXT,
    UNIQUE (contract_id, user_type, user_id)
) STRICT;
CREATE INDEX contract_users_by_user ON contract_users (user_type, user_id, contract_id);

-- A person's or agent's paid place. price: money per hour in the contract's currency; hours_limit: most billable hours a week.
-- asked_by: who has asked; the other side answers: 'contract' = an invitation, the person answers; 'person' = an application.
-- role_key: the role with letters folded. archived: ended together with its contract, comes back with it in status_before.
CREATE TABLE contract_participants (
    id INTEGER PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    old_contract_id TEXT,
    role TEXT NOT NULL,
    role_key TEXT NOT NULL,
    price INTEGER CHECK (price >= 0),
    hours_limit INTEGER CHECK (hours_limit >= 0),
    credit INTEGER NOT NULL CHECK (credit IN (0, 1)),
    schedule_id INTEGER REFERENCES schedules (id),
    schedule_made INTEGER NOT NULL DEFAULT 0 CHECK (schedule_made IN (0, 1)),
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 200, 400, 444, 777)),
    asked_by TEXT NOT NULL CHECK (asked_by IN ('contract', 'person')),
    requested_by_type TEXT NOT NULL,
    requested_by_id INTEGER NOT NULL,
    terms_version INTEGER NOT NULL DEFAULT 1,
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    status_before INTEGER,
    answered_by_type TEXT,
    answered_by_id INTEGER,
    answered_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX contract_participants_by_contract ON contract_participants (contract_id, status_id);
CREATE INDEX contract_participants_by_user ON contract_participants (user_type, user_id, status_id);
CREATE UNIQUE INDEX contract_participants_live ON contract_participants (contract_id, user_type, user_id, role_key)
    WHERE status_id IN (100, 200);
