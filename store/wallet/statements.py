"""Statements: what each purse had when a month began, what came and went, and what it had when it ended.

All of it is summed from the transfers, the closing balance twice: from the opening one and what moved, and as the next month's
opening balance. Months are of UTC."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row, Transaction
from store.ledger import Account, load_account, purses
from store.types import Money, Owner


@dataclass(frozen=True, slots=True)
class Movement:
    """What transfers of one kind moved in the month: how often, in and out of the account."""

    kind: str
    times: int
    credits: Money
    debits: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's month. `held`: what of the closing balance was held when the month ended, or now if that is to come."""

    account: Account
    month: str
    opening: Money
    movements: list[Movement]
    closing: Money
    next_opening: Money
    held: Money
    # Whether nothing was moved after this month, so that the account's own figure must be the closing balance.
    last: bool

    @property
    def credits(self) -> Money:
        return sum((one.credits for one in self.movements), Money(0, self.account.currency))

    @property
    def debits(self) -> Money:
        return sum((one.debits for one in self.movements), Money(0, self.account.currency))

    @property
    def name(self) -> str:
        return f"{self.account.owner} {self.account.kind} {self.account.currency}"


def statements(tx: Transaction, month: str, owner: Owner | None = None) -> list[Statement]:
    """The month of each purse of an owner, or of every account. Month: YYYY-MM."""
    if owner is not None:
        return [_of_account(tx, account, month) for account in purses(tx, owner)]
    rows = tx.all("SELECT id FROM ledger_accounts ORDER BY owner_type, owner_id, kind, currency")
    return [_of_account(tx, load_account(tx, row["id"]), month) for row in rows]


def next_month(month: str) -> str:
    """The month after; ValueError when it is not one."""
    year, number = month.split("-")
    if len(year) != 4 or len(number) != 2 or not (year + number).isascii() or not (year + number).isdigit():
        raise ValueError(month)
    if not 1 <= int(number) <= 12 or not 1 <= int(year) <= 9998:
        raise ValueError(month)
    return f"{int(year) + 1:04}-01" if number == "12" else f"{year}-{int(number) + 1:02}"


def opening_balance(tx: Transaction, account: Account, month: str) -> int:
    """What the account held when the month began."""
    total: int = tx.value(
        """SELECT coalesce((SELECT sum(amount) FROM ledger_transfers WHERE credit_account_id = :id AND created_at < :start), 0)
                - coalesce((SELECT sum(amount) FROM ledger_transfers WHERE debit_account_id = :id AND created_at < :start), 0)""",
        id=account.id,
        start=f"{month}-01",
    )
    return total


def movements(tx: Transaction, account: Account, month: str) -> list[Movement]:
    """What moved in the month, by kind."""
    rows = tx.all(
        """SELECT kind, count(*) AS times, sum(CASE WHEN credit_account_id = :id THEN amount ELSE 0 END) AS credits,
                  sum(CASE WHEN debit_account_id = :id THEN amount ELSE 0 END) AS debits
           FROM ledger_transfers
           WHERE (credit_account_id = :id OR debit_account_id = :id) AND substr(created_at, 1, 7) = :month
           GROUP BY kind ORDER BY kind""",
        id=account.id,
        month=month,
    )
    return [_movement(row, account.currency) for row in rows]


def faults(found: list[Statement]) -> list[str]:
    """One sentence for each statement that does not reconcile; empty when all do."""
    wrong = []
    for one in found:
        if one.closing != one.next_opening:
            wrong.append(
                f"{one.name} closes {one.month} with {one.closing}, but the next month opens with {one.next_opening}"
            )
        if one.last and one.closing.amount != one.account.balance:
            stands = Money(one.account.balance, one.account.currency)
            wrong.append(f"{one.name} closes {one.month} with {one.closing}, but stands at {stands}")
    return wrong


def totals(found: list[Statement]) -> list[tuple[Money, Money, Money, Money]]:
    """Opening, credits, debits and closing of all statements together, one line a currency."""
    lines = []
    for currency in sorted({one.account.currency for one in found}):
        ours, nothing = [one for one in found if one.account.currency == currency], Money(0, currency)
        lines.append(
            (
                sum((one.opening for one in ours), nothing),
                sum((one.credits for one in ours), nothing),
                sum((one.debits for one in ours), nothing),
                sum((one.closing for one in ours), nothing),
            )
        )
    return lines


def unbalanced(found: list[Statement]) -> list[str]:
    """One sentence for each currency in which all accounts together do not come to nothing."""
    return [
        f"all {opening.currency} accounts together open with {opening}, are credited {credits}, debited {debits} and close "
        f"with {closing}"
        for opening, credits, debits, closing in totals(found)
        if opening.amount or closing.amount or credits != debits
    ]


def _of_account(tx: Transaction, account: Account, month: str) -> Statement:
    currency, after = account.currency, next_month(month)
    opening = Money(opening_balance(tx, account, month), currency)
    moved = movements(tx, account, month)
    closing = sum((one.credits - one.debits for one in moved), opening)
    return Statement(
        account,
        month,
        opening,
        moved,
        closing,
        next_opening=Money(opening_balance(tx, account, after), currency),
        held=Money(_held_at(tx, account, after), currency),
        last=not _moved_since(tx, account, after),
    )


def _held_at(tx: Transaction, account: Account, month: str) -> int:
    """What was held when the month began."""
    held: int = tx.value(
        """SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
           WHERE h.account_id = :id AND h.created_at < :start AND (e.hold_id IS NULL OR e.created_at >= :start)""",
        id=account.id,
        start=f"{month}-01",
    )
    return held


def _moved_since(tx: Transaction, account: Account, month: str) -> bool:
    """Whether anything was moved from the month's beginning on."""
    found = tx.value(
        """SELECT EXISTS (SELECT 1 FROM ledger_transfers WHERE credit_account_id = :id AND created_at >= :start)
               OR EXISTS (SELECT 1 FROM ledger_transfers WHERE debit_account_id = :id AND created_at >= :start)""",
        id=account.id,
        start=f"{month}-01",
    )
    return bool(found)


def _movement(row: Row, currency: str) -> Movement:
    return Movement(row["kind"], row["times"], Money(row["credits"], currency), Money(row["debits"], currency))
