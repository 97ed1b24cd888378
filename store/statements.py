"""An owner's statement of a month: opening balance, what came and went, closing balance."""

from __future__ import annotations

from store.database import Row, Transaction
from store.ledger import Account, purses
from store.types import Money, Owner


def statement(tx: Transaction, owner: Owner, month: str) -> list[str]:
    """Lines of text, one purse after the other. Month: YYYY-MM (UTC)."""
    lines: list[str] = []
    for purse in purses(tx, owner):
        lines.extend(_of_purse(tx, purse, month))
    return lines or [f"{owner} has no purse."]


def opening_balance(tx: Transaction, account: Account, month: str) -> int:
    """What the account held when the month began."""
    total: int = tx.value(
        """SELECT coalesce(sum(CASE WHEN credit_account_id = :id THEN amount ELSE -amount END), 0) FROM ledger_transfers
           WHERE (credit_account_id = :id OR debit_account_id = :id) AND created_at < :start""",
        id=account.id,
        start=f"{month}-01",
    )
    return total


def movements(tx: Transaction, account: Account, month: str) -> list[Row]:
    """Sums by kind of the month: kind, times, amount (in less out)."""
    return tx.all(
        """SELECT kind, count(*) AS times, sum(CASE WHEN credit_account_id = :id THEN amount ELSE -amount END) AS amount
           FROM ledger_transfers
           WHERE (credit_account_id = :id OR debit_account_id = :id) AND substr(created_at, 1, 7) = :month
           GROUP BY kind ORDER BY kind""",
        id=account.id,
        month=month,
    )


def _of_purse(tx: Transaction, purse: Account, month: str) -> list[str]:
    opening = opening_balance(tx, purse, month)
    rows = movements(tx, purse, month)
    closing = opening + sum(row["amount"] for row in rows)
    lines = [f"{purse.owner} {purse.currency}, {month}", f"  opening {Money(opening, purse.currency).text:>20}"]
    lines += [
        f"  {row['kind']:<20} {row['times']:>6} x {Money(row['amount'], purse.currency).text:>18}" for row in rows
    ]
    held = f" ({Money(purse.held, purse.currency).text} of it held now)" if purse.held else ""
    return [*lines, f"  closing {Money(closing, purse.currency).text:>20}{held}"]
