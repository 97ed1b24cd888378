"""Payouts as rows: made, moved from state to state with their history, found by task, person and state.

Amounts in the smallest unit of their currency; base_* is what left the balance, target_* what is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import Owner, utc_text


def find(tx: Transaction, payout_id: int) -> Row | None:
    """A payout, whosever it is: for what the system and the operator do."""
    return tx.one("SELECT * FROM payouts WHERE id = :id", id=payout_id)


def load(tx: Transaction, payout_id: int) -> Row:
    row = find(tx, payout_id)
    if row is None:
        raise LookupError(f"no payout {payout_id}")
    return row


def of_task(tx: Transaction, task_id: int) -> list[Row]:
    """All payouts of a task, the latest first."""
    return tx.all("SELECT * FROM payouts WHERE task_id = :task_id ORDER BY id DESC", task_id=task_id)


def of_person(tx: Transaction, person_id: int, statuses: Sequence[int]) -> list[Row]:
    """A person's payouts in these states, the oldest first."""
    return tx.all(
        f"SELECT * FROM payouts WHERE person_id = :person_id AND status IN ({_numbers(statuses)}) ORDER BY id",
        person_id=person_id,
    )


def of_person_for_company(tx: Transaction, person_id: int, company_id: int, statuses: Sequence[int]) -> list[Row]:
    """A person's payouts of a company's tasks, or that it asked for, in these states, the oldest first."""
    return tx.all(
        f"""SELECT * FROM payouts
            WHERE person_id = :person_id AND company_id = :company_id AND status IN ({_numbers(statuses)}) ORDER BY id""",
        person_id=person_id,
        company_id=company_id,
    )


def reserved(tx: Transaction, person_id: int) -> dict[str, int]:
    """What has left a person's balances and is still on its way, by the currency it left in."""
    rows = tx.all(
        """SELECT base_currency, sum(base_amount) AS amount FROM payouts
           WHERE person_id = :person_id AND status IN (10, 1) GROUP BY base_currency""",
        person_id=person_id,
    )
    return {row["base_currency"]: row["amount"] for row in rows}


def left_of_company(tx: Transaction, person_id: int, company_id: int, currency: str) -> int:
    """What a company paid a person from its purse, for work orders by way of what is payable, less what it was paid back and
    what it had paid out of the person's balance before. What it paid for tasks goes out with them and does not count."""
    paid = tx.value(
        """SELECT coalesce(sum(CASE WHEN t.credit_account_id = p.id THEN t.amount ELSE -t.amount END), 0)
           FROM ledger_accounts p
           JOIN ledger_accounts c ON c.owner_type = 'company' AND c.owner_id = :company_id AND c.kind = 'purse'
               AND c.currency = p.currency
           JOIN ledger_transfers t ON (t.debit_account_id = c.id AND t.credit_account_id = p.id)
               OR (t.debit_account_id = p.id AND t.credit_account_id = c.id)
           WHERE p.owner_type = 'person' AND p.owner_id = :person_id AND p.kind = 'purse' AND p.currency = :currency""",
        company_id=company_id,
        person_id=person_id,
        currency=currency,
    )
    worked = tx.value(
        """SELECT coalesce(sum(t.amount), 0)
           FROM ledger_accounts p
           JOIN ledger_accounts y ON y.owner_type = 'person' AND y.owner_id = p.owner_id AND y.kind = 'payable'
               AND y.currency = p.currency
           JOIN ledger_accounts c ON c.owner_type = 'company' AND c.owner_id = :company_id AND c.kind = 'purse'
               AND c.currency = p.currency
           JOIN ledger_transfers f ON f.debit_account_id = c.id AND f.credit_account_id = y.id
           JOIN ledger_transfers t ON t.debit_account_id = y.id AND t.credit_account_id = p.id
               AND t.record_type = f.record_type AND t.record_id = f.record_id
           WHERE p.owner_type = 'person' AND p.owner_id = :person_id AND p.kind = 'purse' AND p.currency = :currency""",
        company_id=company_id,
        person_id=person_id,
        currency=currency,
    )
    out = tx.value(
        """SELECT coalesce(sum(base_amount - returned_base_amount), 0) FROM payouts
           WHERE person_id = :person_id AND company_id = :company_id AND task_id IS NULL AND base_currency = :currency""",
        company_id=company_id,
        person_id=person_id,
        currency=currency,
    )
    return int(paid) + int(worked) - int(out)


def to_hand_over(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Created payouts whose next attempt is due, the longest due first."""
    return tx.all(
        """SELECT * FROM payouts WHERE status = 10 AND next_attempt_at <= :now
           ORDER BY next_attempt_at, id LIMIT :most""",
        now=utc_text(now),
        most=most,
    )


def in_progress(tx: Transaction, provider: str, most: int) -> list[Row]:
    """Payouts that a provider has and whose end is not known yet, the oldest first."""
    return tx.all(
        "SELECT * FROM payouts WHERE status = 1 AND provider = :provider ORDER BY id LIMIT :most",
        provider=provider,
        most=most,
    )


def add(tx: Transaction, now: datetime, created_by: Owner | None, **columns: Any) -> int:
    """A new payout, to be handed over at once; its id. created_by None: by itself. columns: those of the table payouts."""
    return tx.insert(
        "payouts",
        status=10,
        created_by_type=created_by.kind if created_by else "system",
        created_by_id=created_by.id if created_by else None,
        created_at=utc_text(now),
        next_attempt_at=utc_text(now),
        **columns,
    )


def advance(tx: Transaction, payout_id: int, before: int, status: int, **columns: Any) -> bool:
    """Move a payout from one state to another; False when it is not in that state any more, and nothing was changed."""
    names = "".join(f", {name} = :{name}" for name in columns)
    changed = tx.run(
        f"UPDATE payouts SET status = :status{names} WHERE id = :id AND status = :before",
        id=payout_id,
        status=status,
        before=before,
        **columns,
    )
    return changed == 1


def put_off(tx: Transaction, payout_id: int, attempts: int, next_attempt_at: datetime) -> None:
    """The provider cannot take it now: it is tried again later."""
    tx.change("payouts", payout_id, attempts=attempts, next_attempt_at=utc_text(next_attempt_at))


def add_step(tx: Transaction, payout_id: int, status: int, now: datetime, call_id: str, actor: Owner | None) -> None:
    """Append a state to the history. actor None: the system."""
    tx.insert(
        "payout_steps",
        payout_id=payout_id,
        status=status,
        at=utc_text(now),
        call_id=call_id,
        actor_type=actor.kind if actor else None,
        actor_id=actor.id if actor else None,
    )


def steps_of(tx: Transaction, payout_id: int) -> list[Row]:
    """The states it has been in with when, in the order they were passed."""
    return tx.all(
        """SELECT status, at, actor_type, actor_id FROM payout_steps WHERE payout_id = :id
           ORDER BY CASE status WHEN 10 THEN 0 WHEN 1 THEN 1 ELSE 2 END""",
        id=payout_id,
    )


def _numbers(statuses: Sequence[int]) -> str:
    return ", ".join(str(int(status)) for status in statuses)
