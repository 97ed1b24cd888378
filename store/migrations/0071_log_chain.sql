-- depends: 0062_company_catalog
-- Each transfer and each line of the call log carries a hash chained to the one before; every hour a head over what was added
-- is signed with a key that the database does not hold. What is there already is chained in the order of its ids.

-- lane: who wrote it; places of a lane are 1, 2, 3. hash: SHA-256 in hex.
DROP TRIGGER ledger_transfers_no_update;
ALTER TABLE ledger_transfers ADD COLUMN lane INTEGER;
ALTER TABLE ledger_transfers ADD COLUMN place INTEGER;
ALTER TABLE ledger_transfers ADD COLUMN hash TEXT;
UPDATE ledger_transfers SET lane = 0, place = chained.place, hash = chained.hash
FROM (
    WITH RECURSIVE lines (id, place, hash) AS (
        SELECT t.id, 1, transfer_link('', 1,
               t.debit_account_id, t.credit_account_id, t.amount, t.currency, t.kind, t.record_type, t.record_id, t.hold_id,
               t.call_id, t.caller_type, t.caller_id, t.tool, t.created_at, t.note, t.external_reference)
        FROM ledger_transfers t WHERE t.id = (SELECT min(id) FROM ledger_transfers)
        UNION ALL
        SELECT t.id, l.place + 1, transfer_link(l.hash, l.place + 1,
               t.debit_account_id, t.credit_account_id, t.amount, t.currency, t.kind, t.record_type, t.record_id, t.hold_id,
               t.call_id, t.caller_type, t.caller_id, t.tool, t.created_at, t.note, t.external_reference)
        FROM lines l JOIN ledger_transfers t ON t.id = (SELECT min(n.id) FROM ledger_transfers n WHERE n.id > l.id))
    SELECT id, place, hash FROM lines
) AS chained
WHERE ledger_transfers.id = chained.id;
CREATE UNIQUE INDEX ledger_transfers_by_place ON ledger_transfers (lane, place);
CREATE TRIGGER ledger_transfers_no_update BEFORE UPDATE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a new transfer'); END;

DROP TRIGGER calls_no_update;
ALTER TABLE calls ADD COLUMN lane INTEGER;
ALTER TABLE calls ADD COLUMN place INTEGER;
ALTER TABLE calls ADD COLUMN hash TEXT;
UPDATE calls SET lane = 0, place = chained.place, hash = chained.hash
FROM (
    WITH RECURSIVE lines (id, place, hash) AS (
        SELECT t.id, 1, call_link('', 1,
               t.id, t.at, t.caller_type, t.caller_id, t.company_id, t.payer_type, t.payer_id, t.tool, t.access, t.price_class,
               t.free_view, t.waived, t.usd_micros, t.currency, t.amount, t.transfer_id, t.arguments_digest)
        FROM calls t WHERE t.id = (SELECT min(id) FROM calls)
        UNION ALL
        SELECT t.id, l.place + 1, call_link(l.hash, l.place + 1,
               t.id, t.at, t.caller_type, t.caller_id, t.company_id, t.payer_type, t.payer_id, t.tool, t.access, t.price_class,
               t.free_view, t.waived, t.usd_micros, t.currency, t.amount, t.transfer_id, t.arguments_digest)
        FROM lines l JOIN calls t ON t.id = (SELECT min(n.id) FROM calls n WHERE n.id > l.id))
    SELECT id, place, hash FROM lines
) AS chained
WHERE calls.id = chained.id;
CREATE UNIQUE INDEX calls_by_place ON calls (lane, place);
CREATE TRIGGER calls_no_update BEFORE UPDATE ON calls
BEGIN SELECT RAISE(ABORT, 'the call log is append-only'); END;

-- text: what is signed, as JSON: number, at, previous (the SHA-256 of the text before), ranges, lines and root.
CREATE TABLE log_heads (
    number INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

-- The ranges of the heads once more, to find the head of a line. log: call or transfer.
CREATE TABLE log_head_ranges (
    log TEXT NOT NULL,
    lane INTEGER NOT NULL,
    last INTEGER NOT NULL,
    head INTEGER NOT NULL REFERENCES log_heads (number),
    PRIMARY KEY (log, lane, last)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER log_heads_no_update BEFORE UPDATE ON log_heads
BEGIN SELECT RAISE(ABORT, 'the heads of the log are append-only'); END;
CREATE TRIGGER log_heads_no_delete BEFORE DELETE ON log_heads
BEGIN SELECT RAISE(ABORT, 'the heads of the log are append-only'); END;
CREATE TRIGGER log_heads_no_replace BEFORE INSERT ON log_heads
WHEN EXISTS (SELECT 1 FROM log_heads WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the heads of the log are append-only'); END;
