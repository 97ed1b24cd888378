"""Proves payouts: what each moved fits its state, clearing holds what is on its way, and a task is paid out once."""

from __future__ import annotations

from store.database import Transaction

# What a payout must have moved: of the balance it came from, through clearing, the exchange and out of the house.
_EXPECTED = """
    SELECT id, 'purse' AS kind, base_currency AS currency, returned_base_amount - base_amount AS amount FROM payouts
    UNION ALL
    SELECT id, 'payout_clearing', target_currency,
           CASE WHEN status IN (10, 1) THEN target_amount ELSE 0 END FROM payouts
    UNION ALL SELECT id, 'outside', target_currency, paid_target_amount FROM payouts
    UNION ALL SELECT id, 'payout_fees', target_currency, paid_fee FROM payouts
    UNION ALL
    SELECT id, 'currency_exchange', base_currency, base_amount - returned_base_amount FROM payouts WHERE operation <> 'none'
    UNION ALL
    SELECT id, 'currency_exchange', target_currency,
           -CASE WHEN status IN (10, 1) THEN target_amount ELSE paid_target_amount + paid_fee END
    FROM payouts WHERE operation <> 'none'"""
_MOVED = """
    SELECT t.record_id AS id, a.kind, t.currency,
           sum(CASE WHEN a.id = t.credit_account_id THEN t.amount ELSE -t.amount END) AS amount
    FROM ledger_transfers t JOIN ledger_accounts a ON a.id IN (t.debit_account_id, t.credit_account_id)
    WHERE t.record_type = 'payout' GROUP BY t.record_id, a.kind, t.currency"""


def payout_differences(tx: Transaction) -> list[str]:
    """One sentence for each figure that does not follow; empty when all do."""
    checks = (_missing, _surplus, _owners, _clearing, _steps, _tasks, _flags)
    return [sentence for check in checks for sentence in check(tx)]


def _missing(tx: Transaction) -> list[str]:
    """Every payout moved what its state says."""
    rows = tx.all(
        f"""SELECT e.id, e.kind, e.currency, e.amount, coalesce(m.amount, 0) AS moved
            FROM ({_EXPECTED}) e
            LEFT JOIN ({_MOVED}) m ON m.id = e.id AND m.kind = e.kind AND m.currency = e.currency
            WHERE e.amount <> coalesce(m.amount, 0)"""
    )
    return [
        f"payout {row['id']} says {row['amount']} {row['currency']} for {row['kind']}, its transfers say {row['moved']}"
        for row in rows
    ]


def _surplus(tx: Transaction) -> list[str]:
    """And nothing else."""
    rows = tx.all(
        f"""SELECT m.id, m.kind, m.currency, m.amount FROM ({_MOVED}) m
            LEFT JOIN ({_EXPECTED}) e ON e.id = m.id AND e.kind = m.kind AND e.currency = m.currency
            WHERE e.id IS NULL AND m.amount <> 0"""
    )
    return [
        f"{row['amount']} {row['currency']} for {row['kind']} were moved for payout {row['id']}, which says nothing of it"
        for row in rows
    ]


def _owners(tx: Transaction) -> list[str]:
    """The balance is the freelancer's, and every other account the platform's."""
    rows = tx.all(
        """SELECT DISTINCT t.record_id AS id FROM ledger_transfers t
           JOIN ledger_accounts a ON a.id IN (t.debit_account_id, t.credit_account_id)
           LEFT JOIN payouts p ON p.id = t.record_id
           WHERE t.record_type = 'payout'
             AND NOT (CASE a.kind WHEN 'purse' THEN a.owner_type = 'person' AND a.owner_id = coalesce(p.person_id, 0)
                      ELSE a.owner_type = 'platform' END)"""
    )
    return [f"payout {row['id']} moved money of somebody else's than its freelancer" for row in rows]


def _clearing(tx: Transaction) -> list[str]:
    """Clearing of each currency holds what is on its way, to the unit."""
    rows = tx.all(
        """SELECT c.currency, sum(c.amount) AS held, sum(c.on_its_way) AS on_its_way FROM (
               SELECT currency, balance AS amount, 0 AS on_its_way FROM ledger_accounts WHERE kind = 'payout_clearing'
               UNION ALL SELECT target_currency, 0, target_amount FROM payouts WHERE status IN (10, 1)) c
           GROUP BY c.currency HAVING sum(c.amount) <> sum(c.on_its_way)"""
    )
    return [
        f"payout clearing in {row['currency']} holds {row['held']}, the payouts under way come to {row['on_its_way']}"
        for row in rows
    ]


def _steps(tx: Transaction) -> list[str]:
    """The history of a payout leads to its state, each state once."""
    rows = tx.all(
        """SELECT p.id, p.status FROM payouts p
           LEFT JOIN payout_steps s ON s.payout_id = p.id
           GROUP BY p.id, p.status
           HAVING count(s.status) <> CASE p.status WHEN 10 THEN 1 WHEN 1 THEN 2 ELSE 3 END
               OR sum(CASE WHEN s.status IN (10, 1, p.status) THEN 1 ELSE 0 END) <> count(s.status)
               OR sum(CASE WHEN s.status = p.status THEN 1 ELSE 0 END) <> 1"""
    )
    return [f"payout {row['id']} is in state {row['status']}, to which its history does not lead" for row in rows]


def _tasks(tx: Transaction) -> list[str]:
    """No more of a task is paid out than it brought, of the person who did it and in its currency."""
    rows = tx.all(
        """SELECT t.id, t.worker_receives, sum(p.base_amount - p.returned_base_amount) AS used FROM payouts p
           JOIN tasks t ON t.id = p.task_id
           GROUP BY t.id, t.worker_receives, t.worker_id, t.currency, t.state
           HAVING sum(p.base_amount - p.returned_base_amount) > t.worker_receives OR t.state <> 5
               OR sum(CASE WHEN p.person_id = t.worker_id AND p.base_currency = t.currency THEN 0 ELSE 1 END) > 0"""
    )
    return [f"task {row['id']} brought {row['worker_receives']}, {row['used']} of it were paid out" for row in rows]


def _flags(tx: Transaction) -> list[str]:
    """A task says that it was paid out while a payout of it is under way or has arrived."""
    rows = tx.all(
        """SELECT t.id, t.has_payout FROM tasks t
           WHERE t.has_payout <> CASE WHEN EXISTS (
               SELECT 1 FROM payouts p WHERE p.task_id = t.id AND p.status <> 3) THEN 1 ELSE 0 END"""
    )
    return [f"task {row['id']} says has_payout {row['has_payout']}, its payouts say otherwise" for row in rows]
