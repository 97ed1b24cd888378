-- depends: 0001_foundation
-- Freelancer tasks: paid assignments with their history, chat, files, groups, change proposals and disputes.
-- Amounts are integers in the smallest unit of the task's currency. The long texts stand apart, so that walking over
-- many tasks stays light.

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    worker_id INTEGER NOT NULL REFERENCES persons (id),
    external_id TEXT,
    request_digest TEXT NOT NULL,
    title TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 14, 16)),
    service_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price > 0),
    commission_percent TEXT NOT NULL,
    commission_amount INTEGER NOT NULL CHECK (commission_amount >= 0),
    share_commission INTEGER NOT NULL DEFAULT 0,
    shared_commission INTEGER,
    compensate_worker_service_fee INTEGER NOT NULL DEFAULT 0,
    compensation_type INTEGER CHECK (compensation_type IN (1, 2, 6)),
    service_fee_compensation INTEGER NOT NULL DEFAULT 0 CHECK (service_fee_compensation >= 0),
    service_fee_compensation_percent TEXT NOT NULL DEFAULT '0',
    insurance_status INTEGER NOT NULL DEFAULT 0 CHECK (insurance_status IN (0, 1, 2)),
    insurance_cost INTEGER NOT NULL DEFAULT 0 CHECK (insurance_cost >= 0),
    insurance_cost_rub INTEGER NOT NULL DEFAULT 0 CHECK (insurance_cost_rub >= 0),
    total_to_pay INTEGER NOT NULL,
    worker_receives INTEGER NOT NULL CHECK (worker_receives > 0),
    hold_id INTEGER REFERENCES ledger_holds (id),
    held_amount INTEGER NOT NULL DEFAULT 0 CHECK (held_amount >= 0),
    paid_from_hold INTEGER NOT NULL DEFAULT 0,
    state_before_payment INTEGER CHECK (state_before_payment IN (1, 4)),
    issue_code TEXT CHECK (issue_code IN ('insufficient_funds_for_hold', 'payment_failed')),
    copyright INTEGER NOT NULL DEFAULT 0,
    need_report INTEGER NOT NULL DEFAULT 0,
    links TEXT NOT NULL DEFAULT '[]',
    create_type TEXT NOT NULL CHECK (create_type IN ('api', 'interface')),
    creator_type TEXT NOT NULL CHECK (creator_type IN ('person', 'agent')),
    creator_id INTEGER NOT NULL,
    payer_type TEXT CHECK (payer_type IN ('person', 'agent')),
    payer_id INTEGER,
    deadline_type INTEGER NOT NULL CHECK (deadline_type IN (0, 1, 2)),
    date_created TEXT NOT NULL,
    date_end TEXT NOT NULL,
    date_started TEXT,
    date_finished TEXT,
    date_accepted TEXT,
    date_pay_at TEXT,
    date_paid TEXT,
    document_date TEXT,
    told_coming_up INTEGER NOT NULL DEFAULT 0,
    told_overdue INTEGER NOT NULL DEFAULT 0,
    has_payout INTEGER NOT NULL DEFAULT 0,
    message_count INTEGER NOT NULL DEFAULT 0,
    active_dispute_id INTEGER,
    active_changeset_id INTEGER,
    ad_production_amount INTEGER,
    CHECK (total_to_pay = worker_receives + commission_amount + CASE insurance_status WHEN 1 THEN insurance_cost ELSE 0 END),
    CHECK ((hold_id IS NULL) = (held_amount = 0)),
    CHECK ((state = 5) = (date_paid IS NOT NULL))
) STRICT;
-- One's own identifier is unique among one's own tasks; nobody learns of another company's.
CREATE UNIQUE INDEX tasks_uuid ON tasks (uuid, company_id);
-- Lists: each walks one index in its order, whatever the page.
CREATE INDEX tasks_of_company ON tasks (company_id, date_created, id);
CREATE INDEX tasks_of_company_in_state ON tasks (company_id, state, date_created, id);
CREATE INDEX tasks_of_company_by_deadline ON tasks (company_id, date_end, id);
CREATE INDEX tasks_of_company_in_state_by_deadline ON tasks (company_id, state, date_end, id);
CREATE INDEX tasks_of_company_by_delivery ON tasks (company_id, date_finished, id);
CREATE INDEX tasks_of_company_by_price ON tasks (company_id, price, id);
CREATE INDEX tasks_of_worker ON tasks (worker_id, date_created, id);
CREATE INDEX tasks_of_company_and_worker ON tasks (company_id, worker_id, date_created, id);
-- What the system has to do next.
CREATE INDEX tasks_hard_deadlines ON tasks (date_end) WHERE state IN (1, 2) AND deadline_type = 2;
CREATE INDEX tasks_soft_deadlines ON tasks (date_end) WHERE state IN (1, 2, 13, 16) AND deadline_type <> 2 AND told_overdue = 0;
CREATE INDEX tasks_coming_up ON tasks (date_end) WHERE state IN (1, 2, 13, 16) AND told_coming_up = 0;
CREATE INDEX tasks_in_payment ON tasks (date_pay_at) WHERE state = 12;

-- folded: title and description as searches compare them.
CREATE TABLE task_texts (
    task_id INTEGER PRIMARY KEY REFERENCES tasks (id),
    description TEXT NOT NULL,
    report TEXT,
    folded TEXT NOT NULL
) STRICT;

CREATE TABLE task_attributes (
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    position INTEGER NOT NULL,
    attribute_id INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_acceptance_files (
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    acceptance_file_id INTEGER NOT NULL,
    PRIMARY KEY (task_id, acceptance_file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_acceptance_files_by_file ON task_acceptance_files (acceptance_file_id);

CREATE TABLE task_ad_contracts (
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    position INTEGER NOT NULL,
    contract_uuid TEXT NOT NULL,
    sum INTEGER,
    PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_ad_contracts_by_contract ON task_ad_contracts (contract_uuid);

-- Every change of state, never changed afterwards.
CREATE TABLE task_history (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    from_state INTEGER,
    to_state INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_type TEXT NOT NULL CHECK (actor_type IN ('person', 'agent', 'system')),
    actor_id INTEGER,
    on_behalf INTEGER NOT NULL DEFAULT 0,
    tool TEXT NOT NULL
) STRICT;
CREATE INDEX task_history_by_task ON task_history (task_id, id);
CREATE TRIGGER task_history_no_update BEFORE UPDATE ON task_history
BEGIN SELECT RAISE(ABORT, 'a task''s history is append-only'); END;
CREATE TRIGGER task_history_no_delete BEFORE DELETE ON task_history
BEGIN SELECT RAISE(ABORT, 'a task''s history is append-only'); END;

CREATE TABLE task_messages (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    author_type TEXT NOT NULL CHECK (author_type IN ('person', 'agent')),
    author_id INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('client', 'worker')),
    message TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX task_messages_by_task ON task_messages (task_id, id);

-- type_id: 0 attachment, 5 transfer of rights. for_report: came with the delivery as its report.
CREATE TABLE task_files (
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    file_id INTEGER NOT NULL REFERENCES files (id),
    type_id INTEGER NOT NULL CHECK (type_id IN (0, 5)),
    for_report INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    PRIMARY KEY (task_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_files_by_file ON task_files (file_id);

CREATE TABLE task_groups (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    color TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (company_id, title_folded)
) STRICT;
CREATE INDEX task_groups_of_company ON task_groups (company_id, id);

CREATE TABLE task_group_tasks (
    group_id INTEGER NOT NULL REFERENCES task_groups (id),
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (group_id, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_group_tasks_by_task ON task_group_tasks (task_id);

-- changes: {field: {old, new}} as people read it; terms: the new values as they are stored.
CREATE TABLE task_changesets (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    changes TEXT NOT NULL,
    terms TEXT NOT NULL,
    comment TEXT,
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'cancelled')),
    proposed_by_type TEXT NOT NULL,
    proposed_by INTEGER NOT NULL,
    proposed_at TEXT NOT NULL,
    answered_by_type TEXT,
    answered_by INTEGER,
    answered_at TEXT
) STRICT;
CREATE INDEX task_changesets_by_task ON task_changesets (task_id, id);
CREATE UNIQUE INDEX task_changesets_pending ON task_changesets (task_id) WHERE status = 'pending';

CREATE TABLE task_disputes (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    opened_in INTEGER NOT NULL CHECK (opened_in IN (2, 11)),
    opened_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    wanted_price INTEGER,
    wanted_deadline TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'answered', 'withdrawn')),
    decision TEXT,
    answer TEXT,
    closed_at TEXT
) STRICT;
CREATE INDEX task_disputes_by_task ON task_disputes (task_id, id);
CREATE UNIQUE INDEX task_disputes_open ON task_disputes (task_id) WHERE status = 'open';

-- A freelancer who agreed to insurance once for a company is not asked again.
CREATE TABLE insurance_consents (
    company_id INTEGER NOT NULL REFERENCES companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    agreed_at TEXT NOT NULL,
    PRIMARY KEY (company_id, person_id)
) STRICT, WITHOUT ROWID;
