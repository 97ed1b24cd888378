-- depends: 0001_foundation
-- What the books are proved from cannot be rewritten, whatever program holds the file. REPLACE removes a row without firing
-- the triggers on DELETE, so a line whose key is taken is refused before it comes to that.

CREATE TRIGGER ledger_transfers_no_replace BEFORE INSERT ON ledger_transfers
WHEN EXISTS (SELECT 1 FROM ledger_transfers WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM ledger_transfers WHERE external_reference = NEW.external_reference)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this transfer is there already'); END;

-- A transfer moves one currency between two accounts that have been moved, in the same transaction, to the balances it notes.
CREATE TRIGGER ledger_transfers_no_mismatch BEFORE INSERT ON ledger_transfers
WHEN NOT EXISTS (SELECT 1 FROM ledger_accounts
                 WHERE id = NEW.debit_account_id AND currency = NEW.currency AND balance = NEW.debit_balance_after)
    OR NOT EXISTS (SELECT 1 FROM ledger_accounts
                   WHERE id = NEW.credit_account_id AND currency = NEW.currency AND balance = NEW.credit_balance_after)
BEGIN SELECT RAISE(ABORT, 'a transfer follows from the balances of two accounts in its currency'); END;

CREATE TRIGGER ledger_transfers_no_loose_part BEFORE INSERT ON ledger_transfers
WHEN NEW.hold_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM ledger_holds h JOIN ledger_hold_ends e ON e.hold_id = h.id
    WHERE h.id = NEW.hold_id AND h.account_id = NEW.debit_account_id AND e.outcome = 'posted')
BEGIN SELECT RAISE(ABORT, 'a hold is paid out of its own account, once it was posted'); END;

CREATE TRIGGER ledger_holds_no_replace BEFORE INSERT ON ledger_holds
WHEN EXISTS (SELECT 1 FROM ledger_holds WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this hold is there already'); END;

CREATE TRIGGER ledger_holds_no_mismatch BEFORE INSERT ON ledger_holds
WHEN NOT EXISTS (SELECT 1 FROM ledger_accounts
                 WHERE id = NEW.account_id AND currency = NEW.currency AND held >= NEW.amount)
BEGIN SELECT RAISE(ABORT, 'a hold follows from what its account holds in its currency'); END;

CREATE TRIGGER ledger_hold_ends_no_replace BEFORE INSERT ON ledger_hold_ends
WHEN EXISTS (SELECT 1 FROM ledger_hold_ends WHERE hold_id = NEW.hold_id)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a hold ends once'); END;

CREATE TRIGGER ledger_hold_ends_no_more BEFORE INSERT ON ledger_hold_ends
WHEN NOT EXISTS (SELECT 1 FROM ledger_holds WHERE id = NEW.hold_id AND amount >= NEW.posted_amount)
BEGIN SELECT RAISE(ABORT, 'no more is posted than was held'); END;

-- Of an account only its running figures change.
CREATE TRIGGER ledger_accounts_no_replace BEFORE INSERT ON ledger_accounts
WHEN EXISTS (SELECT 1 FROM ledger_accounts WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM ledger_accounts WHERE owner_type = NEW.owner_type AND owner_id = NEW.owner_id
                                               AND kind = NEW.kind AND currency = NEW.currency)
    OR NEW.balance <> 0 OR NEW.held <> 0
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an account is opened once, and empty'); END;
CREATE TRIGGER ledger_accounts_no_change
BEFORE UPDATE OF id, owner_type, owner_id, kind, currency, may_overdraw, created_at ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an account stays what it was opened as'); END;
CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an account stays'); END;

CREATE TRIGGER calls_no_replace BEFORE INSERT ON calls
WHEN EXISTS (SELECT 1 FROM calls WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the call log is append-only'); END;
