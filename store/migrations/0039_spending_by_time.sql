-- depends: 0001_foundation
-- What counts against a cap on spending is of this day or month: found by its time, whatever the purse paid before.
CREATE INDEX ledger_transfers_by_debit_time ON ledger_transfers (debit_account_id, created_at);
CREATE INDEX ledger_refunds_by_credit_time ON ledger_transfers (credit_account_id, created_at) WHERE kind = 'refund';
CREATE INDEX ledger_holds_by_account_time ON ledger_holds (account_id, created_at);
