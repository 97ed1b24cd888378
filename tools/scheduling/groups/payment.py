"""What several bookings come to together, whether it may and can be paid, and the question put before it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_UP, Decimal

from store.calls.usage import usd_rates
from store.types import DECIMALS, Money
from tools.acts import Spends
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import AND, Several, joined, worded
from tools.scheduling.bookings.checks import check_holds
from tools.scheduling.bookings.purse import check_reaches
from tools.scheduling.bookings.shapes import Plan
from tools.scheduling.rules.calendars import sums_of
from tools.scheduling.rules.events import PAYMENT_PENDING

HINT = worded(" Nothing was booked. pay=later holds them for a short time meanwhile.")


def totals(plans: Sequence[Plan]) -> list[Money]:
    """What they cost together, a sum a currency."""
    return sums_of(plan.amount for plan in plans if plan.amount is not None)


def check_totals(plans: Sequence[Plan], most: Mapping[str, Decimal] | None, name: str = "max_total") -> None:
    """Invalid when a sum is higher than what was said. most: by currency; one that is not named may cost nothing."""
    for total in totals(plans) if most is not None else ():
        limit = (most or {}).get(total.currency)
        if limit is None:
            raise Invalid(
                {
                    name: worded(
                        "the total is {total}, and nothing is said of {currency}", total=total, currency=total.currency
                    )
                },
                code="max_total_exceeded",
            )
        if total.decimal > limit:
            raise Invalid(
                {name: worded("the total is {total}, more than {limit:f}", total=total, limit=limit)},
                code="max_total_exceeded",
            )


def check_reach(call: Call, plans: Sequence[Plan]) -> None:
    """InsufficientFunds when the purse does not reach for all that is paid from the balance now."""
    paying = [plan for plan in plans if plan.pay == "balance" and plan.amount is not None and plan.payer is not None]
    for total in totals(paying):
        payer = next(plan.payer for plan in paying if plan.payer is not None)
        check_reaches(call, payer, total, hint=HINT)


def check_held(call: Call, plans: Sequence[tuple[int, Plan]]) -> None:
    """Conflict when the bookings that wait for payment are more than one may hold. plans: each with its schedule."""
    waiting = [(id, plan) for id, plan in plans if plan.standing.payment_status_id == PAYMENT_PENDING]
    for schedule_id in dict.fromkeys(id for id, _ in waiting):
        here = [plan for id, plan in waiting if id == schedule_id]
        assert here[0].booker.user is not None
        check_holds(call, schedule_id, here[0].booker.user, more=(len(here), len(waiting)))


def held_together(plans: Sequence[Plan]) -> list[Plan]:
    """The same, those that wait for payment until one moment: that of the first to lapse."""
    ends = [plan.standing.hold_until for plan in plans if plan.standing.payment_status_id == PAYMENT_PENDING]
    first = min((end for end in ends if end is not None), default=None)
    return [
        replace(plan, standing=replace(plan.standing, hold_until=first))
        if plan.standing.payment_status_id == PAYMENT_PENDING
        else plan
        for plan in plans
    ]


def ask(call: Call, what: str, record: str, plans: Sequence[Plan], details: Sequence[str]) -> None:
    """Ask before anything is written. what: the act without its money. Several currencies are named, and their worth is
    asked for in the first of them."""
    moving = [plan for plan in plans if plan.pay != "later"]
    sums = totals(moving) or totals(plans)
    payees = {plan.payee for plan in plans if plan.amount is not None and plan.payee is not None}
    call.confirm(
        joined((what, _money_words(plans, moving, sums)), ""),
        record=record,
        amount=_worth(call, sums),
        payee=str(payees.pop()) if len(payees) == 1 else None,
        details=details,
        moves=bool(totals(moving)),
        spends=_spends(plans),
    )


def _spends(plans: Sequence[Plan]) -> Spends | None:
    """What the bookings commit together: to each payee their prices in full, where money moves now."""
    priced = [
        (plan.payer, plan.payee, plan.amount if plan.pay == "balance" else Money(0, plan.amount.currency))
        for plan in plans
        if plan.payer is not None and plan.payee is not None and plan.amount is not None
    ]
    return Spends("booking", priced[0][0], [(payee, part) for _, payee, part in priced]) if priced else None


def _money_words(plans: Sequence[Plan], moving: Sequence[Plan], sums: Sequence[Money]) -> str:
    if not sums:
        return worded(", free of charge")
    worth = worded(" {sums}, together worth", sums=Several([*map(str, sums)], AND)) if len(sums) > 1 else ""
    if not totals(moving):
        return worded(", to be paid later:{worth}", worth=worth)
    payer = next((plan.payer for plan in plans if plan.pay == "balance" and plan.payer is not None), None)
    source = (
        worded(", from the balance of {payer},", payer=payer)
        if payer is not None
        else worded(", with what is prepaid,")
    )
    return worded(" and move into escrow for them{source}{worth}", source=source, worth=worth)


def _worth(call: Call, sums: Sequence[Money]) -> Money | None:
    """One sum for all: in the first currency, by today's rates, rounded up."""
    if not sums:
        return None
    first = sums[0].currency
    if len(sums) == 1:
        return sums[0]
    rates = usd_rates(call.tx, call.now)
    usd = sum((money.decimal * rates[money.currency] for money in sums), Decimal(0))
    units = (usd / rates[first]).scaleb(DECIMALS[first]).to_integral_value(rounding=ROUND_UP)
    return Money(int(units), first)
