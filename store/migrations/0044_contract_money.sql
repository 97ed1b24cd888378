-- depends: 0040_contracts
-- The money of work contracts: what is charged, what is put aside or was paid, which pays for what, and bills.
-- Charges and deposits are events (type 3 and 4): day, label, amount, currency, state and payment state stand there.

-- payee: whose the paid place is. minutes: null where an event was charged at its own price and has no length. rate: money per
-- hour as it was when the charge was made, null when none was known. fixed: the amount does not follow from minutes and rate.
-- approved_by is null when it was approved as it was made. time_log_id: the clock it was measured with.
CREATE TABLE contract_charges (
    event_id INTEGER PRIMARY KEY REFERENCES events (id),
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    participant_id INTEGER NOT NULL REFERENCES contract_participants (id),
    payee_type TEXT NOT NULL CHECK (payee_type IN ('person', 'agent')),
    payee_id INTEGER NOT NULL,
    minutes INTEGER CHECK (minutes > 0),
    rate INTEGER CHECK (rate >= 0),
    fixed INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1)),
    over_limit INTEGER NOT NULL DEFAULT 0 CHECK (over_limit IN (0, 1)),
    source TEXT NOT NULL CHECK (source IN ('manual', 'timer', 'event', 'bill', 'entry')),
    time_log_id INTEGER,
    recorded_by_type TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    approved_by_type TEXT,
    approved_by_id INTEGER,
    approved_at TEXT,
    paid_at TEXT
) STRICT;
CREATE INDEX contract_charges_by_participant ON contract_charges (participant_id, event_id);
CREATE INDEX contract_charges_by_contract ON contract_charges (contract_id, event_id);
CREATE UNIQUE INDEX contract_charges_by_log ON contract_charges (time_log_id) WHERE time_log_id IS NOT NULL;

-- amount: what was put aside or paid. used: what charges take of it, of which released has gone out of the escrow; returned:
-- what went back to the payer. The escrow of a deposit from a balance is amount - released - returned, held on the payer's
-- purse. A deposit made elsewhere has no escrow: released is what paid charges take of it. answer_until: it waits for its
-- receiver.
CREATE TABLE contract_deposits (
    event_id INTEGER PRIMARY KEY REFERENCES events (id),
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    participant_id INTEGER NOT NULL REFERENCES contract_participants (id),
    payee_type TEXT NOT NULL CHECK (payee_type IN ('person', 'agent')),
    payee_id INTEGER NOT NULL,
    payer_type TEXT NOT NULL,
    payer_id INTEGER NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('balance', 'external')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    released INTEGER NOT NULL DEFAULT 0,
    returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0),
    answer_until TEXT,
    recorded_by_type TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    CHECK (released >= 0 AND released <= used AND used + returned <= amount)
) STRICT;
CREATE INDEX contract_deposits_by_participant ON contract_deposits (participant_id, event_id);
CREATE INDEX contract_deposits_by_contract ON contract_deposits (contract_id, event_id);
CREATE INDEX contract_deposits_waiting ON contract_deposits (answer_until) WHERE answer_until IS NOT NULL;

-- Which charge takes how much of which deposit.
CREATE TABLE contract_deposit_uses (
    deposit_id INTEGER NOT NULL REFERENCES contract_deposits (event_id),
    charge_id INTEGER NOT NULL REFERENCES contract_charges (event_id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (deposit_id, charge_id)
) STRICT;
CREATE INDEX contract_deposit_uses_by_charge ON contract_deposit_uses (charge_id);

-- Bills. status_id: 100 open, 555 payment reported, 777 paid, 444 deleted. lines: JSON, what each line is called, by its number.
CREATE TABLE contract_bills (
    id INTEGER PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    label TEXT NOT NULL,
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 444, 555, 777)),
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    lines TEXT NOT NULL DEFAULT '[]',
    note TEXT,
    due_on TEXT,
    period_from TEXT,
    period_to TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    paid_by_type TEXT,
    paid_by_id INTEGER,
    paid_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX contract_bills_by_contract ON contract_bills (contract_id, status_id, id);

-- live: 0 once the bill was deleted. A charge is on one bill at a time.
CREATE TABLE contract_bill_charges (
    bill_id INTEGER NOT NULL REFERENCES contract_bills (id),
    charge_id INTEGER NOT NULL REFERENCES contract_charges (event_id),
    participant_id INTEGER NOT NULL REFERENCES contract_participants (id),
    line INTEGER NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    PRIMARY KEY (bill_id, charge_id)
) STRICT;
CREATE UNIQUE INDEX contract_bill_charges_live ON contract_bill_charges (charge_id) WHERE live = 1;

-- What is left of a hold after a part of it was paid out is held again. rest_of: the hold it all began with, by which caps on
-- spending count it, at the time it was made.
ALTER TABLE ledger_holds ADD COLUMN rest_of INTEGER REFERENCES ledger_holds (id);
CREATE INDEX ledger_holds_rest_of ON ledger_holds (rest_of) WHERE rest_of IS NOT NULL;
