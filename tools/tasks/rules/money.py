"""What a task costs the company and brings the freelancer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from store.types import Money

SHARED_POINT = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cost:
    """total_to_pay = worker_receives + commission_amount + insurance: what goes in comes out."""

    price: Money
    commission_amount: Money
    shared_commission: Money | None
    service_fee_compensation: Money
    insurance: Money
    total_to_pay: Money
    worker_receives: Money


def cost(
    price: Money,
    commission_percent: Decimal,
    *,
    share_commission: bool = False,
    compensation_percent: Decimal = Decimal(0),
    insurance: Money | None = None,
) -> Cost:
    """Work a task's money out; insurance only when it is insured, compensation_percent only when compensated.

    With share_commission the freelancer bears one percentage point of the commission, never more than all of it."""
    nothing = Money(0, price.currency)
    commission = price.percent(commission_percent)
    point = price.percent(SHARED_POINT)
    shared = min(point, commission) if share_commission else None
    compensation = price.percent(compensation_percent)
    premium = insurance or nothing
    receives = price - (shared or nothing) + compensation
    return Cost(
        price=price,
        commission_amount=commission,
        shared_commission=shared,
        service_fee_compensation=compensation,
        insurance=premium,
        total_to_pay=receives + commission + premium,
        worker_receives=receives,
    )


def insurance_cost(cost_rub: Money, currency: str, rate: Decimal) -> Money:
    """The premium in the company's currency; rate is roubles for one unit of it. Never rounded down."""
    if currency == "RUB":
        return cost_rub
    units = Decimal(cost_rub.amount) / rate
    return Money(int(units.quantize(Decimal(1), rounding=ROUND_UP)), currency)
