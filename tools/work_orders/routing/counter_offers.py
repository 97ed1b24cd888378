"""Counter-offers: from what a provider gave to what is stored, and back to the terms an order gets with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from store.database import Row
from store.types import Money, iso, utc_time
from store.work_orders import catalog
from store.work_orders import requests as work_order_requests
from tools.call import Call
from tools.errors import Invalid, Step
from tools.rules.decimals import read_decimal
from tools.rules.sentences import told_by, worded
from tools.text import plain
from tools.work_orders.drafting.changeset import pay_columns, schedule_columns
from tools.work_orders.money import fee, lines, range_columns, terms
from tools.work_orders.references import invalid_reference
from tools.work_orders.routing.params import CounterOfferGiven
from tools.work_orders.rules.pay import PayType, Terms, terms_from
from tools.work_orders.rules.requests import CounterOffer, OfferedExpense, company_cost, countered_terms
from tools.work_orders.rules.schedule import window_columns
from tools.work_orders.rules.service_window import ServiceWindow


def counter_from(call: Call, row: Row, given: CounterOfferGiven) -> CounterOffer:
    """A counter-offer as a provider gave it, checked against the order; Invalid names the faults."""
    note = given.get("note")
    return CounterOffer(
        terms=_terms_given(given["pay"], row) if "pay" in given else None,
        window=_window_given(call, row, given["schedule"]) if "schedule" in given else None,
        expenses=tuple(
            _expense_given(call, row, each, number) for number, each in enumerate(given.get("expenses", ()))
        ),
        percent=_percent_given(given["pay_percent"]) if "pay_percent" in given else None,
        note=plain(note) if note else None,
        expires_at=given.get("expires_at"),
    )


def stored(offer: CounterOffer, zone: str) -> str:
    """The kept form of a counter-offer, which is also how it is answered."""
    parts: dict[str, Any] = {
        "pay": _pay_shape(offer.terms) if offer.terms else None,
        "pay_percent": f"{offer.percent.normalize():f}" if offer.percent is not None else None,
        "schedule": _schedule_shape(offer.window, zone) if offer.window else None,
        "expenses": [
            {"category_id": each.category_id, "amount": each.amount.text, "description": each.description}
            for each in offer.expenses
        ]
        or None,
        "note": offer.note,
        "expires_at": iso(offer.expires_at, zone) if offer.expires_at else None,
    }
    return json.dumps({name: part for name, part in parts.items() if part is not None}, ensure_ascii=False)


def counter_of(text: str | None, row: Row) -> CounterOffer | None:
    """A stored counter-offer for an order; None without one."""
    if text is None:
        return None
    parts = json.loads(text)
    currency = row["currency"]
    return CounterOffer(
        terms=_terms_kept(parts["pay"], currency) if "pay" in parts else None,
        window=_window_kept(parts["schedule"], row) if "schedule" in parts else None,
        expenses=tuple(
            OfferedExpense(each["category_id"], Money.of(each["amount"], currency), each["description"])
            for each in parts.get("expenses", ())
        ),
        percent=Decimal(parts["pay_percent"]) if "pay_percent" in parts else None,
        note=parts.get("note"),
        expires_at=utc_time(parts["expires_at"]) if "expires_at" in parts else None,
    )


def agreed_columns(call: Call, row: Row, offer: CounterOffer) -> dict[str, Any]:
    """The columns of the order under the countered terms."""
    before = terms(row)
    columns: dict[str, Any] = {}
    if before is not None and (offer.terms is not None or offer.percent is not None):
        after = countered_terms(before, offer)
        columns |= pay_columns(_decimals(after), None, row["currency"]) | range_columns(after, lines(call, row))
    if offer.window is not None:
        columns |= window_columns(offer.window)
    return columns


def cost_of(call: Call, rows: Sequence[Row], offers: Sequence[CounterOffer | None]) -> Money:
    """The most the orders cost the company, each at its counter-offer or at its own terms."""
    total = Money(0, rows[0]["currency"])
    for row, offer in zip(rows, offers, strict=True):
        agreed = terms(row)
        if agreed is not None:
            total = total + company_cost(agreed, lines(call, row), fee(call, row), offer)
    return total


def write_agreed_expenses(call: Call, row: Row, person_id: int, offer: CounterOffer) -> None:
    """The costs agreed with the counter-offer stand as approved expenses of the provider."""
    for each in offer.expenses:
        work_order_requests.approved_expense(
            call.tx,
            row["id"],
            person_id,
            each.category_id,
            each.amount.amount,
            each.description,
            call.caller.owner,
            call.stamp,
        )


def _terms_given(pay: Mapping[str, Any], row: Row) -> Terms:
    offered = terms(row)
    type = cast("PayType | None", pay.get("type") or (offered.type if offered else None))
    base, additional = dict(pay["base"]), dict(pay.get("additional") or {})
    if offered is not None and offered.type == type:
        base = {"units": offered.base_units, **base}
        if type == "blended":
            additional = {"amount": offered.additional.decimal, "units": offered.additional_units, **additional}
    try:
        return terms_from(type, base, additional, row["currency"])
    except Invalid as refusal:
        raise _within("counter_offer", refusal) from refusal


def _window_given(call: Call, row: Row, schedule: Mapping[str, Any]) -> ServiceWindow:
    try:
        _, window = schedule_columns(call, {"schedule": schedule}, row, {})
    except Invalid as refusal:
        raise _within("counter_offer", refusal) from refusal
    if window is None:
        raise Invalid({"counter_offer.schedule": worded("needs a start")})
    return window


def _expense_given(call: Call, row: Row, each: Mapping[str, Any], number: int) -> OfferedExpense:
    field = f"counter_offer.expenses[{number}]"
    category = catalog.expense_category(call.tx, row["company_id"], each["category_id"])
    if category is None:
        fault = worded("the company has no expense category {category_id}", category_id=each["category_id"])
        raise invalid_reference(
            worded("{field}.category_id", field=field),
            fault,
            Step("list_expense_categories", {"company_id": row["company_id"]}),
        )
    try:
        amount = Money.of(each["amount"], row["currency"])
    except ValueError as error:
        raise Invalid({f"{field}.amount": told_by(error)}) from error
    most = category["max_amount"]
    if most is not None and amount.amount > most:
        raise Invalid(
            {
                f"{field}.amount": worded(
                    "must be at most {money} for {name}", money=Money(most, row["currency"]), name=category["name"]
                )
            }
        )
    return OfferedExpense(each["category_id"], amount, plain(each["description"]))


def _percent_given(text: str) -> Decimal:
    try:
        percent = read_decimal(text.strip().removesuffix("%"), signed=True)
    except ValueError:
        raise Invalid(
            {"counter_offer.pay_percent": worded('must be a percentage as text, such as "10" or "-5"')}
        ) from None
    if abs(percent) > 1000 or percent != percent.quantize(Decimal("0.01")):
        raise Invalid({"counter_offer.pay_percent": worded("must be a percentage with at most 2 decimals")})
    return percent


def _within(prefix: str, refusal: Invalid) -> Invalid:
    return Invalid({f"{prefix}.{field}": fault for field, fault in refusal.fields.items()}, next=refusal.next)


def _pay_shape(agreed: Terms) -> dict[str, Any]:
    pay: dict[str, Any] = {"type": agreed.type, "base": _part(agreed.base, agreed.base_units)}
    if agreed.type == "blended":
        pay["additional"] = _part(agreed.additional, agreed.additional_units)
    return pay


def _part(amount: Money, units: Decimal) -> dict[str, str]:
    return {"amount": amount.text, "units": f"{units.normalize():f}"}


def _schedule_shape(window: ServiceWindow, zone: str) -> dict[str, str]:
    times = {"mode": window.mode, "start": iso(window.start, zone)}
    return times if window.end is None else {**times, "end": iso(window.end, zone)}


def _terms_kept(pay: Mapping[str, Any], currency: str) -> Terms:
    parts = {
        name: {key: Decimal(value) for key, value in pay[name].items()}
        for name in ("base", "additional")
        if name in pay
    }
    return terms_from(pay["type"], parts["base"], parts.get("additional"), currency)


def _window_kept(schedule: Mapping[str, Any], row: Row) -> ServiceWindow:
    hours, end = row["estimated_hours"], schedule.get("end")
    return ServiceWindow(
        schedule["mode"],
        utc_time(schedule["start"]),
        utc_time(end) if end else None,
        Decimal(hours) if hours else None,
        row["time_zone"],
    )


def _decimals(agreed: Terms) -> dict[str, Any]:
    """Terms in the form in which pay is given."""
    given: dict[str, Any] = {"type": agreed.type, "base": {"amount": agreed.base.decimal, "units": agreed.base_units}}
    if agreed.type == "blended":
        given["additional"] = {"amount": agreed.additional.decimal, "units": agreed.additional_units}
    return given
