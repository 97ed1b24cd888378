"""Requests of providers for a published work order, and the counter-offers that may come with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from store.types import Money, iso
from tools.errors import Invalid, WrongState
from tools.rules.sentences import word, worded
from tools.work_orders.rules.pay import Fee, Lines, Terms, hold_amount
from tools.work_orders.rules.service_window import ServiceWindow

RequestStatus = Literal["pending", "accepted", "declined", "canceled", "expired", "closed"]
RequestAct = Literal["accept", "decline", "cancel", "expire", "close"]

# A request ends once; a new one replaces a pending one (which counts as canceled by its provider).
REQUEST_STEPS: Mapping[RequestAct, Mapping[str, RequestStatus]] = {
    "accept": {"pending": "accepted"},
    "decline": {"pending": "declined"},
    "cancel": {"pending": "canceled"},
    "expire": {"pending": "expired"},
    "close": {"pending": "closed"},
}

MAX_EXPENSES = 20
LEAST_PERCENT, MOST_PERCENT = Decimal(-50), Decimal(200)


@dataclass(frozen=True, slots=True)
class OfferedExpense:
    """A cost the provider wants on top, approved with the counter-offer."""

    category_id: int
    amount: Money
    description: str


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """Other terms a provider asks for; None = as the order says. percent: of every rate, for members of a bundle."""

    terms: Terms | None = None
    window: ServiceWindow | None = None
    expenses: tuple[OfferedExpense, ...] = ()
    percent: Decimal | None = None
    note: str | None = None
    expires_at: datetime | None = None

    @property
    def empty(self) -> bool:
        return self.terms is None and self.window is None and not self.expenses and self.percent is None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as stored. ends_at: its own limit, or the start of the service window."""

    id: int
    user_id: int
    status: RequestStatus
    ends_at: datetime | None = None
    has_counter_offer: bool = False

    def at(self, now: datetime) -> RequestStatus:
        """The status that counts: past its time a pending request is expired, moved already or not."""
        if self.status == "pending" and self.ends_at is not None and self.ends_at <= now:
            return "expired"
        return self.status


def after(act: RequestAct, status: RequestStatus) -> RequestStatus | None:
    """What a request in this status becomes by an act; None when the act does nothing to it."""
    return REQUEST_STEPS[act].get(status)


def check_pending(tool: str, order_id: int, request: Request, now: datetime) -> None:
    status = request.at(now)
    if status != "pending":
        raise WrongState(
            worded(
                "Request {id} for work order {order_id} is {status}; {tool} needs a pending one.",
                id=request.id,
                order_id=order_id,
                status=word(status),
                tool=tool,
            ),
            state=status,
            next=("list_work_order_pending_requests",),
        )


def check_terms_accepted(accepted: bool | None, needed: bool, why: str) -> None:
    if needed and accepted is not True:
        raise Invalid({"client_pay_terms_accepted": worded("must be true: {why}", why=why)})


def check_counter_offer(offer: CounterOffer, allowed: bool, in_bundle: bool, now: datetime) -> None:
    """What may be countered at all; Invalid names the faults."""
    faults: dict[str, str] = {}
    if not allowed:
        raise Invalid({"counter_offer": worded("this work order takes no counter-offers: ask for it at its own terms")})
    if offer.empty:
        faults["counter_offer"] = worded("changes nothing: give pay, schedule or expenses, or leave it out")
    if in_bundle and (offer.terms or offer.window or offer.expenses):
        faults["counter_offer"] = worded(
            "this order is in a bundle: only pay_percent can be countered, for all its orders"
        )
    if not in_bundle and offer.percent is not None:
        faults["counter_offer.pay_percent"] = worded("is for bundled orders; give pay instead")
    if offer.percent is not None and not LEAST_PERCENT <= offer.percent <= MOST_PERCENT:
        faults["counter_offer.pay_percent"] = worded(
            "must be from {least_percent} to {most_percent}", least_percent=LEAST_PERCENT, most_percent=MOST_PERCENT
        )
    if len(offer.expenses) > MAX_EXPENSES:
        faults["counter_offer.expenses"] = worded("must be at most {max_expenses}", max_expenses=MAX_EXPENSES)
    if offer.window is not None and offer.window.start <= now:
        faults["counter_offer.schedule.start"] = worded("must be in the future; now is {now}", now=iso(now))
    if offer.expires_at is not None and offer.expires_at <= now:
        faults["counter_offer.expires_at"] = worded("must be in the future; now is {now}", now=iso(now))
    if faults:
        raise Invalid(faults)


def request_end(
    given: datetime | None, offer: CounterOffer | None, window_start: datetime, now: datetime
) -> datetime | None:
    """The limit a provider set to the request, None without one; Invalid when past or after the window's start."""
    if given is not None and given <= now:
        raise Invalid({"expires_at": worded("must be in the future; now is {now}", now=iso(now))})
    limits = [moment for moment in (given, offer.expires_at if offer else None) if moment is not None]
    if not limits:
        return None
    if min(limits) > window_start:
        raise Invalid(
            {
                "expires_at": worded(
                    "must not be after the start of the service window, {window_start}", window_start=iso(window_start)
                )
            }
        )
    return min(limits)


def countered_terms(terms: Terms, offer: CounterOffer | None) -> Terms:
    """The pay terms that hold when the request is accepted."""
    if offer is None:
        return terms
    if offer.percent is not None:
        return scaled(terms, offer.percent)
    return offer.terms or terms


def scaled(terms: Terms, percent: Decimal) -> Terms:
    """The same terms with every rate changed by so many percent."""
    base = terms.base + terms.base.percent(percent)
    return Terms(
        terms.type, base, terms.base_units, terms.additional + terms.additional.percent(percent), terms.additional_units
    )


def company_cost(terms: Terms, lines: Lines, fee: Fee, offer: CounterOffer | None = None) -> Money:
    """The most the order costs the company at the request's terms: what would be held."""
    cost = hold_amount(countered_terms(terms, offer), lines, fee)
    for expense in offer.expenses if offer else ():
        cost = cost + expense.amount
    return cost
