"""The money of an open call: what a seat costs the company, and the one hold that covers all free seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from store.database import Row
from store.ledger import Account
from store.types import Money, Owner
from store.work_orders import pay as work_order_pay
from tools.acts import Spends
from tools.call import Call
from tools.errors import InsufficientFunds, short
from tools.rules.sentences import worded
from tools.tasks.rules.money import cost
from tools.work_orders.rules.pay import FEE_PERCENT, Fee

HOLD = "open_call"
Columns = Row | Mapping[str, Any]


def seat_cost(call: Call, row: Columns, price: Money, percent_of_task: Decimal | None = None) -> Money:
    """What one seat costs the company at a price: with the commission of a task, or the service fee of a work order.

    percent_of_task: the commission for somebody in particular, else the company's."""
    if row["work"] == "task":
        percent = Decimal(row["commission_percent"]) if percent_of_task is None else percent_of_task
        return cost(price, percent).total_to_pay
    fee = work_order_pay.fee_percent(call.tx)
    return price + Fee(percent=Decimal(fee) if fee else FEE_PERCENT).on(price)


def hold_per_seat(call: Call, row: Columns) -> Money:
    """What is held for a free seat: its cost at the highest price of the call."""
    return seat_cost(call, row, Money(row["price_max"], row["currency"]))


def free_seats(row: Columns) -> int:
    return int(row["seats"] - row["seats_taken"])


def held(row: Columns) -> Money:
    """What is held for the free seats now."""
    return Money(row["hold_per_seat"] * free_seats(row) if row["hold_id"] is not None else 0, row["currency"])


def spends_on(row: Columns, parts: Sequence[tuple[int | None, Money]]) -> Spends:
    """What an act on a call commits beside what is held for it already: so much for each person, None while nobody is chosen."""
    named = [(None if person is None else Owner("person", person), newly) for person, newly in parts]
    return Spends("open_call", Owner("company", row["company_id"]), named, of_balance=True)


def newly_each(costs: Sequence[Money], per_seat: Money) -> list[Money]:
    """What taking people at these costs commits beyond the money of their seats, which cheaper ones leave to dearer ones."""
    left = max(0, sum(each.amount - per_seat.amount for each in costs))
    found = []
    for each in costs:
        part = min(left, max(0, each.amount - per_seat.amount))
        found.append(Money(part, per_seat.currency))
        left -= part
    return found


def purse(call: Call, row: Columns) -> Account:
    return call.books.purse(Owner("company", row["company_id"]), row["currency"])


def release(call: Call, row: Columns) -> Money:
    """Give back what is held; how much it was."""
    return call.books.void(row["hold_id"]) if row["hold_id"] is not None else Money(0, row["currency"])


def place(call: Call, row: Columns, per_seat: Money, seats: int) -> int | None:
    """Hold the money of so many seats; the hold's id, None for none. Shortfall when the purse does not reach."""
    if not seats:
        return None
    amount = Money(per_seat.amount * seats, per_seat.currency)
    return call.books.hold(purse(call, row), amount, kind=HOLD, record=("open_call", row["id"]))


def refuse_short(call: Call, row: Columns, needed: Money, freed: Money, effect: str) -> None:
    """InsufficientFunds unless what is available, with what is freed by the same act, reaches. Nothing was changed."""
    available = Money(purse(call, row).available + freed.amount, needed.currency)
    if available < needed:
        raise _short(row, needed, available, effect)


def _short(row: Columns, needed: Money, available: Money, effect: str) -> InsufficientFunds:
    company = Owner("company", row["company_id"])
    told = worded("{effect} Nothing changed.", effect=effect)
    return short(company, needed, available, told, state=row["status"], tops_up=True)
