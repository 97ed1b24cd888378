-- depends: 0001_foundation
-- Money sent from purses to outside addresses. The amount and the network fee are held until the transfer is final.

CREATE TABLE withdrawals (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent')),
    owner_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    fee INTEGER NOT NULL CHECK (fee >= 0),
    address TEXT NOT NULL,
    network TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('requested', 'sent', 'final', 'failed')),
    sandbox INTEGER NOT NULL,
    hold_id INTEGER NOT NULL REFERENCES ledger_holds (id),
    transaction_hash TEXT,
    requested_by_type TEXT NOT NULL,
    requested_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawals_by_owner ON withdrawals (owner_type, owner_id, id);
CREATE INDEX withdrawals_open ON withdrawals (status, created_at);
