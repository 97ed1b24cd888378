-- depends: 0039_spending_by_time 0050_payout_methods
-- Money of freelancers on its way to their cards, bank accounts and e-wallets.

-- uuid: what a provider knows a payout by, the same at every attempt. company_id: whose task it pays out, or which company
-- asked for it. endpoint_type: 1 card, 2 e-wallet, 6 bank account; number: masked, as it was. Amounts in the smallest unit:
-- base_* is what left the balance, target_* what it was converted to (rate null = one currency), both as they were when it was
-- created; fee is a part of target_amount. status: 10 created, 1 in progress, 2 completed, 3 declined, 5 partially completed.
-- attempts: those that failed for the moment; next_attempt_at: null once it was handed over. paid_target_amount: what has
-- arrived, paid_fee: what was kept of the fee, returned_base_amount: what is back on the balance. auto: made by itself.
CREATE TABLE payouts (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    company_id INTEGER REFERENCES companies (id),
    task_id INTEGER REFERENCES tasks (id),
    method_id INTEGER NOT NULL REFERENCES payout_methods (id),
    endpoint_type INTEGER NOT NULL CHECK (endpoint_type IN (1, 2, 6)),
    number TEXT NOT NULL,
    base_currency TEXT NOT NULL,
    base_amount INTEGER NOT NULL CHECK (base_amount > 0),
    target_currency TEXT NOT NULL,
    target_amount INTEGER NOT NULL CHECK (target_amount > 0),
    rate TEXT,
    operation TEXT NOT NULL CHECK (operation IN ('multiply', 'divide', 'none')),
    fee INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0 AND fee < target_amount),
    status INTEGER NOT NULL CHECK (status IN (10, 1, 2, 3, 5)),
    provider TEXT NOT NULL,
    provider_reference TEXT,
    sandbox INTEGER NOT NULL CHECK (sandbox IN (0, 1)),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT,
    paid_target_amount INTEGER NOT NULL DEFAULT 0,
    paid_fee INTEGER NOT NULL DEFAULT 0,
    returned_base_amount INTEGER NOT NULL DEFAULT 0,
    decline_reason TEXT,
    auto INTEGER NOT NULL CHECK (auto IN (0, 1)),
    created_by_type TEXT NOT NULL CHECK (created_by_type IN ('person', 'agent', 'system')),
    created_by_id INTEGER,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    settled_at TEXT,
    CHECK ((operation = 'none') = (rate IS NULL)),
    CHECK ((operation = 'none') = (base_currency = target_currency)),
    CHECK (operation <> 'none' OR base_amount = target_amount),
    CHECK ((created_by_type = 'system') = (created_by_id IS NULL)),
    CHECK ((status = 10) = (sent_at IS NULL)),
    CHECK ((status IN (10, 1)) = (settled_at IS NULL)),
    CHECK (next_attempt_at IS NULL OR status = 10),
    CHECK (status IN (3, 5) OR decline_reason IS NULL),
    CHECK (status <> 3 OR decline_reason IS NOT NULL),
    CHECK (CASE status
        WHEN 2 THEN paid_target_amount = target_amount - fee AND paid_fee = fee AND returned_base_amount = 0
        WHEN 3 THEN paid_target_amount = 0 AND paid_fee = 0 AND returned_base_amount = base_amount
        WHEN 5 THEN paid_target_amount > 0 AND paid_target_amount < target_amount - fee
                AND paid_fee >= 0 AND paid_fee <= fee AND returned_base_amount >= 0 AND returned_base_amount < base_amount
        ELSE paid_target_amount = 0 AND paid_fee = 0 AND returned_base_amount = 0 END)
) STRICT;
-- A task is on its way out once at most, and paid out once.
CREATE UNIQUE INDEX payouts_of_task_once ON payouts (task_id) WHERE status IN (10, 1, 2);
CREATE INDEX payouts_of_task ON payouts (task_id, id);
CREATE INDEX payouts_by_person ON payouts (person_id, id);
CREATE INDEX payouts_by_company ON payouts (company_id, id);
CREATE INDEX payouts_under_way ON payouts (person_id, method_id) WHERE status IN (10, 1);
CREATE INDEX payouts_to_send ON payouts (next_attempt_at, id) WHERE status = 10;
CREATE INDEX payouts_in_progress ON payouts (provider, id) WHERE status = 1;

-- What has ended stays as it ended, and what was agreed at the start stays, whatever program holds the file.
CREATE TRIGGER payouts_no_way_back BEFORE UPDATE OF status ON payouts
WHEN NOT (OLD.status = NEW.status OR (OLD.status = 10 AND NEW.status = 1) OR (OLD.status = 1 AND NEW.status IN (2, 3, 5)))
BEGIN SELECT RAISE(ABORT, 'a payout goes from created to in progress and from there to its end, each once'); END;
CREATE TRIGGER payouts_no_change
BEFORE UPDATE OF id, uuid, person_id, company_id, task_id, method_id, endpoint_type, base_currency, base_amount,
    target_currency, target_amount, rate, operation, fee, provider, created_at ON payouts
BEGIN SELECT RAISE(ABORT, 'amounts, rate and receiver of a payout stay as they were when it was created'); END;
CREATE TRIGGER payouts_no_delete BEFORE DELETE ON payouts
BEGIN SELECT RAISE(ABORT, 'a payout stays'); END;

-- Every state a payout has been in, each once. actor null: the system.
CREATE TABLE payout_steps (
    payout_id INTEGER NOT NULL REFERENCES payouts (id),
    status INTEGER NOT NULL CHECK (status IN (10, 1, 2, 3, 5)),
    at TEXT NOT NULL,
    call_id TEXT NOT NULL,
    actor_type TEXT,
    actor_id INTEGER,
    PRIMARY KEY (payout_id, status)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER payout_steps_no_update BEFORE UPDATE ON payout_steps
BEGIN SELECT RAISE(ABORT, 'the history of a payout is append-only'); END;
CREATE TRIGGER payout_steps_no_delete BEFORE DELETE ON payout_steps
BEGIN SELECT RAISE(ABORT, 'the history of a payout is append-only'); END;
CREATE TRIGGER payout_steps_no_replace BEFORE INSERT ON payout_steps
WHEN EXISTS (SELECT 1 FROM payout_steps WHERE payout_id = NEW.payout_id AND status = NEW.status)
BEGIN SELECT RAISE(ABORT, 'a payout is in each of its states once'); END;

-- Tasks that were just paid: their money goes out by itself when the freelancer wants that.
CREATE TABLE tasks_to_pay_out (
    task_id INTEGER PRIMARY KEY REFERENCES tasks (id),
    since TEXT NOT NULL
) STRICT;
