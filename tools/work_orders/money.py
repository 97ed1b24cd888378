"""The money of a work order: its terms as stored, what it costs now, and the hold that follows it through its states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from store.database import Row
from store.ledger import Account
from store.types import PLATFORM, Money, Owner
from store.work_orders import pay as work_order_pay
from tools.acts import Spends
from tools.call import Call
from tools.work_orders.rules.pay import (
    FEE_PERCENT,
    Extra,
    Fee,
    Lines,
    Pay,
    Reported,
    Terms,
    compute,
    hold_amount,
    pay_range,
)

HOLD = "work_order"
PAYABLE = "payable"
REVENUE = "revenue"


def terms(row: Row | Mapping[str, Any]) -> Terms | None:
    """The agreed terms without increases; None while no pay is set."""
    if row["pay_type"] is None:
        return None
    currency = row["currency"]
    return Terms(
        row["pay_type"],
        Money(row["base_amount"], currency),
        Decimal(row["base_units"]),
        Money(row["additional_amount"] or 0, currency),
        Decimal(row["additional_units"] or 0),
    )


def fee(call: Call, row: Row) -> Fee:
    """The service fee: the one fixed when the order left draft, else the operator's of today."""
    percent = row["fee_percent"] or work_order_pay.fee_percent(call.tx)
    return Fee(percent=Decimal(percent)) if percent else Fee(percent=FEE_PERCENT)


def lines(call: Call, row: Row, *, with_pending: bool = False) -> Lines:
    """Everything that counts beside the terms: accepted increases, discounts, approved expenses, extras, hours.

    with_pending: as if what still waits for a decision were accepted."""
    currency = row["currency"]
    statuses = ("accepted", "pending") if with_pending else ("accepted",)
    more = [each for status in statuses for each in work_order_pay.increases(call.tx, row["id"], status)]
    spent = sum(each["approved_amount"] for each in work_order_pay.expenses(call.tx, row["id"], "approved"))
    if with_pending:
        spent += sum(each["total"] for each in work_order_pay.expenses(call.tx, row["id"], "pending"))
    return Lines(
        increases=Money(sum(each["amount"] or 0 for each in more), currency),
        discounts=Money(work_order_pay.discount_sum(call.tx, row["id"]), currency),
        expenses=Money(spent, currency),
        more_units=sum((Decimal(each["units"] or 0) for each in more), Decimal(0)),
        bonuses=[_extra(each, "bonus_id") for each in work_order_pay.bonuses(call.tx, row["id"])],
        penalties=[_extra(each, "penalty_id") for each in work_order_pay.penalties(call.tx, row["id"])],
        reported=reported(call, row),
    )


def reported(call: Call, row: Row) -> Reported | None:
    """Hours and devices of the closed time logs; None without any."""
    logs = work_order_pay.reported(call.tx, row["id"])
    if not logs:
        return None
    hours = sum((Decimal(log["hours"] or 0) for log in logs), Decimal(0))
    return Reported(hours, sum(log["devices"] or 0 for log in logs))


def pay(call: Call, row: Row) -> Pay | None:
    """What the order would pay and cost as things stand, or what was approved; None while no pay is set."""
    agreed = terms(row)
    if agreed is None:
        return None
    now = compute(agreed, lines(call, row), fee(call, row))
    return now if row["final_pay"] is None else _thawed(json.loads(row["final_pay"]), now)


_TOTALS = (
    "labor", "increases", "bonus_sum", "penalty_sum", "discounts", "subtotal", "service_fee", "expenses",
    "provider_total", "company_total",
)  # fmt: skip
_EXTRAS = ("bonuses", "penalties")


def frozen(pay: Pay) -> dict[str, Any]:
    """The pay as it is kept at approval, amounts in the smallest unit."""
    totals = {name: getattr(pay, name).amount for name in _TOTALS}
    return totals | {name: {id: money.amount for id, money in getattr(pay, name).items()} for name in _EXTRAS}


def _thawed(kept: Mapping[str, Any], now: Pay) -> Pay:
    """The pay that was kept. now: the same computed today, for what was approved before single extras were kept."""
    currency = now.labor.currency
    parts: dict[str, Any] = {name: Money(kept[name], currency) for name in _TOTALS}
    for name in _EXTRAS:
        there = kept.get(name)
        parts[name] = getattr(now, name) if there is None else _by_id(there, currency)
    return Pay(**parts)


def _by_id(kept: Mapping[str, int], currency: str) -> dict[int, Money]:
    return {int(id): Money(amount, currency) for id, amount in kept.items()}


def range_columns(terms: Terms | None, lines: Lines) -> dict[str, int]:
    """The stored range that follows from terms and lines."""
    if terms is None:
        return {"pay_min": 0, "pay_max": 0}
    least, most = pay_range(terms, lines)
    return {"pay_min": least.amount, "pay_max": most.amount}


def needed_hold(call: Call, row: Row) -> Money:
    """The most the company can have to pay for this order. The order has pay terms."""
    agreed = terms(row)
    if agreed is None:
        raise LookupError(f"work order {row['id']} has no pay terms")
    return hold_amount(agreed, lines(call, row), fee(call, row))


def held(call: Call, row: Row) -> Money:
    """What is held for the order now."""
    hold = call.books.open_hold(HOLD, ("work_order", row["id"]))
    return hold.money if hold else Money(0, row["currency"])


def held_together(call: Call, rows: Sequence[Row]) -> Money:
    """What is held for orders that act together, such as those of a bundle."""
    return Money(sum(held(call, row).amount for row in rows), rows[0]["currency"])


def place_hold(call: Call, row: Row) -> Money:
    """Hold the maximum cost on the company's purse, in place of what was held. Shortfall when it does not reach."""
    needed, before = needed_hold(call, row), held(call, row)
    if needed == before:
        return before
    release_hold(call, row)
    if needed:
        call.books.hold(purse(call, row), needed, kind=HOLD, record=("work_order", row["id"]), instead_of=before)
    return needed


def spends_on(row: Row, newly: Money | None, provider_id: int | None = None) -> Spends:
    """What an act on an order commits beside what is held for it already, and for whom once somebody is named."""
    payee = None if provider_id is None else Owner("person", provider_id)
    part = newly if newly is not None and newly.amount > 0 else Money(0, row["currency"])
    return Spends("work_order", Owner("company", row["company_id"]), [(payee, part)], of_balance=True)


def release_hold(call: Call, row: Row) -> Money:
    """Give what is held back to the company; how much it was."""
    hold = call.books.open_hold(HOLD, ("work_order", row["id"]))
    return call.books.void(hold.id) if hold else Money(0, row["currency"])


def take_from_hold(call: Call, row: Row, provider_id: int, earned: Money, fee: Money) -> Money:
    """Take the provider's part and the platform's fee out of the hold and return the rest; how much went back.

    What the provider earned is payable: it reaches their purse when the order is paid."""
    hold = call.books.open_hold(HOLD, ("work_order", row["id"]))
    if hold is None:
        raise LookupError(f"work order {row['id']} holds nothing")
    parts = [
        (payable(call, provider_id, row["currency"]), earned, "work_order_payment"),
        (call.books.account(PLATFORM, REVENUE, row["currency"]), fee, "work_order_fee"),
    ]
    call.books.post(hold.id, parts)
    return hold.money - earned - fee


def pay_out(call: Call, row: Row, provider_id: int, earned: Money) -> int | None:
    """Move what is payable for an order into the provider's purse; the transfer's id, None when it is nothing."""
    if not earned:
        return None
    return call.books.move(
        payable(call, provider_id, row["currency"]),
        call.books.purse(Owner("person", provider_id), row["currency"]),
        earned,
        kind="work_order_payout",
        record=("work_order", row["id"]),
    )


def payable(call: Call, provider_id: int, currency: str) -> Account:
    return call.books.account(Owner("person", provider_id), PAYABLE, currency)


def purse(call: Call, row: Row) -> Account:
    """The company's purse that pays for the order."""
    return call.books.purse(Owner("company", row["company_id"]), row["currency"])


def _extra(row: Row, id: str) -> Extra:
    return Extra(row[id], row["calculation"], Decimal(row["modifier"]), bool(row["charged"]))
