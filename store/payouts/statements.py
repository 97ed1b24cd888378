"""A person's payouts of a month: what left the balance, what arrived, what came back, what was on its way when it ended.

Months are of UTC, as in store/wallet/statements.py, whose figures these follow."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row, Transaction
from store.types import Money
from store.wallet.statements import Statement, next_month


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payout as it stood when the month ended. begun: in this month; ended: at all by then."""

    row: Row
    begun: bool
    ended: bool

    @property
    def base(self) -> Money:
        return Money(self.row["base_amount"], self.row["base_currency"])

    @property
    def target(self) -> Money:
        return Money(self.row["target_amount"], self.row["target_currency"])

    @property
    def arrived(self) -> Money:
        return Money(self.row["paid_target_amount"] if self.ended else 0, self.row["target_currency"])

    @property
    def fee(self) -> Money:
        return Money(self.row["paid_fee"] if self.ended else 0, self.row["target_currency"])

    @property
    def returned(self) -> Money:
        return Money(self.row["returned_base_amount"] if self.ended else 0, self.row["base_currency"])


def payouts_of_month(tx: Transaction, person_id: int, month: str) -> list[PaidOut]:
    """What a person had paid out in a month, or still had on its way from before, in the order it began. Month: YYYY-MM."""
    start, end = f"{month}-01", f"{next_month(month)}-01"
    rows = tx.all(
        """SELECT p.*, m.kind AS method_kind FROM payouts p JOIN payout_methods m ON m.id = p.method_id
           WHERE p.person_id = :person_id AND p.created_at < :end
             AND (p.created_at >= :start OR p.settled_at IS NULL OR p.settled_at >= :start)
           ORDER BY p.id""",
        person_id=person_id,
        start=start,
        end=end,
    )
    return [
        PaidOut(row, row["created_at"] >= start, row["settled_at"] is not None and row["settled_at"] < end)
        for row in rows
    ]


def on_their_way(found: list[PaidOut]) -> list[Money]:
    """What had left the balances and not ended, a sum for each currency it left in."""
    open_ones = [one.base for one in found if not one.ended]
    return [
        sum((money for money in open_ones if money.currency == currency), Money(0, currency))
        for currency in sorted({money.currency for money in open_ones})
    ]


def payout_faults(found: list[PaidOut], statements: list[Statement]) -> list[str]:
    """One sentence for each purse from which another sum left for payouts in the month than they say."""
    wrong = []
    for one in statements:
        moved = sum((move.debits for move in one.movements if move.kind == "payout"), Money(0, one.account.currency))
        said = sum(
            (paid.base for paid in found if paid.begun and paid.base.currency == one.account.currency),
            Money(0, one.account.currency),
        )
        if moved.amount != said.amount:
            wrong.append(f"{one.name} paid out {moved} in {one.month}, but its payouts say {said}")
    return wrong
