"""What a work order pays and costs, for the side that asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.work_orders.access import Side
from tools.work_orders.money import fee, held, pay, reported
from tools.work_orders.rules.pay import Pay
from tools.work_orders.rules.states import APPROVED, PAID


class PartShape(TypedDict):
    amount: str
    units: str


class RangeShape(TypedDict):
    min: str
    max: str


class SumShape(TypedDict):
    sum: str


class ExpensesShape(TypedDict):
    sum_approved: str
    sum_pending: str


class FeeShape(TypedDict):
    name: Literal["cancellation", "service"]
    calculation: Literal["fixed", "percent"]
    modifier: str
    min_amount: NotRequired[str | None]
    max_amount: NotRequired[str | None]
    hours24_applicable: NotRequired[bool | None]
    amount: NotRequired[str | None]
    charged: bool


class HoldShape(TypedDict):
    amount: str
    charged: NotRequired[str | None]


class PaymentShape(TypedDict):
    id: NotRequired[int | None]
    amount: str
    charged: bool
    date: NotRequired[str | None]
    due_at: NotRequired[str | None]


class PayHead(TypedDict):
    """The terms, which everybody sees who sees the order; and, for company and assignee, what it comes to."""

    currency: str
    type: Literal["fixed", "hourly", "device", "blended"]
    base: PartShape
    additional: NotRequired[PartShape | None]
    range: RangeShape
    payment_terms_days: int
    labor_sum: NotRequired[str | None]
    reported_hours: NotRequired[str | None]
    number_of_devices: NotRequired[int | None]
    subtotal: NotRequired[str | None]
    provider_total: NotRequired[str | None]
    service_fee: NotRequired[str | None]
    company_total: NotRequired[str | None]
    fees: NotRequired[list[FeeShape] | None]
    payment: NotRequired[PaymentShape | None]
    estimate: NotRequired[bool | None]


class PayShape(PayHead):
    """The pay with the sums of its lines."""

    increases: NotRequired[SumShape | None]
    bonuses: NotRequired[SumShape | None]
    penalties: NotRequired[SumShape | None]
    discounts: NotRequired[SumShape | None]
    expenses: NotRequired[ExpensesShape | None]
    hold: NotRequired[HoldShape | None]


def terms_shape(row: Row) -> PayShape | None:
    """The pay terms everybody who sees the order may see."""
    if row["pay_type"] is None:
        return None
    currency = row["currency"]
    answer: dict[str, Any] = {
        "currency": currency,
        "type": row["pay_type"],
        "base": _part(row["base_amount"], row["base_units"], currency),
        "range": {"min": Money(row["pay_min"], currency).text, "max": Money(row["pay_max"], currency).text},
        "payment_terms_days": row["payment_terms_days"],
    }
    if row["pay_type"] == "blended":
        answer["additional"] = _part(row["additional_amount"], row["additional_units"], currency)
    return cast(PayShape, answer)


def _part(amount: int, units: str, currency: str) -> PartShape:
    return {"amount": Money(amount, currency).text, "units": units}


def pay_shape(call: Call, row: Row, side: Side) -> PayShape | None:
    """The whole pay of an order. A provider who is not assigned sees terms and range; fees are the company's to see."""
    shape, whole = terms_shape(row), pay(call, row)
    if whole is None or shape is None or side == "provider":
        return shape
    final = row["final_pay"] is not None
    answer: dict[str, Any] = {**shape, **_earnings(call, row, whole), "estimate": not final}
    if side == "company":
        answer |= {
            "service_fee": whole.service_fee.text,
            "company_total": whole.company_total.text,
            "fees": _fees(call, row, whole.service_fee.text),
            "hold": {"amount": held(call, row).text, "charged": whole.company_total.text if final else None},
        }
    return cast(PayShape, answer)


def _earnings(call: Call, row: Row, whole: Pay) -> dict[str, Any]:
    """What makes up the provider's part."""
    said = reported(call, row)
    pending = sum(each["total"] for each in work_order_pay.expenses(call.tx, row["id"], "pending"))
    return {
        "labor_sum": whole.labor.text,
        "reported_hours": f"{said.hours:.4f}" if said else None,
        "number_of_devices": said.devices if said and row["pay_type"] == "device" else None,
        "increases": {"sum": whole.increases.text},
        "bonuses": {"sum": whole.bonus_sum.text},
        "penalties": {"sum": whole.penalty_sum.text},
        "discounts": {"sum": whole.discounts.text},
        "expenses": {"sum_approved": whole.expenses.text, "sum_pending": Money(pending, row["currency"]).text},
        "subtotal": whole.subtotal.text,
        "provider_total": whole.provider_total.text,
        "payment": _payment(row, whole.provider_total.text),
    }


def _payment(row: Row, amount: str) -> PaymentShape | None:
    if row["status"] not in (APPROVED, PAID):
        return None
    return {
        "id": row["payment_id"],
        "amount": amount,
        "charged": row["paid_at"] is not None,
        "date": iso(row["paid_at"]) if row["paid_at"] else None,
        "due_at": iso(row["payment_due_at"]) if row["payment_due_at"] else None,
    }


def _fees(call: Call, row: Row, service: str) -> list[FeeShape]:
    service_fee = fee(call, row)
    return [
        {
            "name": "cancellation",
            "calculation": row["cancellation_calculation"],
            "modifier": f"{Decimal(row['cancellation_amount']):f}",
            "hours24_applicable": bool(row["cancellation_hours24"]),
            "amount": Money(row["cancellation_charged"], row["currency"]).text,
            "charged": row["cancellation_charged"] > 0,
        },
        {
            "name": "service",
            "calculation": "percent",
            "modifier": f"{service_fee.percent:f}",
            "min_amount": f"{service_fee.least:.2f}",
            "max_amount": f"{service_fee.most:.2f}",
            "amount": service,
            "charged": row["final_pay"] is not None,
        },
    ]
