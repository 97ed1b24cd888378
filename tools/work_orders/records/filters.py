"""From the filters of a list of work orders to what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from store.companies.companies import terms_of
from store.types import Money, utc_text
from store.work_orders import bundles as work_order_bundles
from store.work_orders import conditions
from store.work_orders import words as work_order_words
from store.work_orders.lists import Search
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import told_by, worded
from tools.work_orders.rules.lists import (
    LIVE,
    TABS,
    ListKey,
    day_range,
    postal_pattern,
    rating_range,
    states_with,
    statuses_of,
    tomorrow,
)
from tools.work_orders.rules.location import circle_on_sphere
from tools.work_orders.rules.states import AT_RISK_AFTER, AT_RISK_BEFORE, Status

FOR_COMPANIES = (
    "requests", "counter_offers", "template_id", "tag_id", "client_id", "project_id", "incident_id", "custom_field",
)  # fmt: skip
FOR_PROVIDERS = ("max_approval_time", "flightboard_tomorrow")

MOST_WORDS = 10

Filter = Callable[[Call, Search, Any], None]


def search_of(call: Call, list_key: ListKey, filters: Mapping[str, Any]) -> Search:
    """What a caller looks for; a company member looks in the company's orders, anybody else as a provider."""
    company_id = call.caller.company_id
    _check_side(filters, of_company=company_id is not None)
    tab = TABS[list_key]
    asked = set(statuses_of(filters["status"])) if "status" in filters else set(LIVE)
    if "sub_status" in filters:
        asked &= states_with(filters["sub_status"])
    statuses = tuple(status for status in tab.statuses if status in asked)
    search = _in_states(company_id, call.caller.id if company_id is None else None, statuses)
    if tab.condition == "in_flight":
        conditions.is_in_flight(search)
    if tab.condition == "problem":
        conditions.has_problem(call.tx, search, True)
    for name, value in filters.items():
        if name in _FILTERS:
            _FILTERS[name](call, search, value)
    return search


def _in_states(company_id: int | None, person_id: int | None, statuses: Sequence[Status]) -> Search:
    if not statuses:
        return Search.nothing(company_id, person_id)
    return Search(company_id, person_id, statuses, every_status=set(statuses) == set(LIVE))


def _check_side(filters: Mapping[str, Any], of_company: bool) -> None:
    wrong, whose = (
        (FOR_PROVIDERS, worded("providers")) if of_company else (FOR_COMPANIES, worded("members of the company"))
    )
    faults = {name: worded("is a filter for {whose}", whose=whose) for name in wrong if name in filters}
    if faults:
        raise Invalid(faults)


def _days(milestone: conditions.Milestone) -> Filter:
    def narrow(call: Call, search: Search, text: str) -> None:
        conditions.reached_between(search, milestone, *day_range(text, _zone(call), f"{milestone}_date"))

    return narrow


def _zone(call: Call) -> str:
    """The zone in which days are meant: the company's, a provider's own."""
    if call.caller.company_id is None:
        return call.caller.timezone
    zone: str = terms_of(call.tx, call.caller.company_id)["timezone"]
    return zone


def _words(call: Call, search: Search, text: str) -> None:
    words = work_order_words.asked_words(text)
    if not words:
        raise Invalid({"search": worded("needs a word")})
    conditions.has_words(call.tx, search, words[:MOST_WORDS])


def _sub_status(call: Call, search: Search, names: Sequence[str]) -> None:
    day_ahead, quarter_ago = utc_text(call.now + AT_RISK_BEFORE), utc_text(call.now - AT_RISK_AFTER)
    conditions.has_sub_status(search, names, day_ahead, quarter_ago)


def _assignment(call: Call, search: Search, value: str) -> None:
    if value.isdecimal() and len(value) < 16:
        if search.company_id is None and int(value) != search.person_id:
            raise Invalid({"assignment": worded("must be assigned, unassigned, or your own number")})
        conditions.is_assigned_to(search, int(value))
    elif value in ("assigned", "unassigned"):
        conditions.is_assigned(search, value == "assigned")
    else:
        raise Invalid({"assignment": worded("must be assigned, unassigned, or the number of a provider")})


def _service_schedule(call: Call, search: Search, text: str) -> None:
    conditions.scheduled_between(search, *day_range(text, _zone(call), "service_schedule"))


def _flightboard(call: Call, search: Search, wanted: bool) -> None:
    if wanted:
        conditions.is_flown_between(search, call.caller.id, *tomorrow(call.now, call.caller.timezone))


def _postal_code(call: Call, search: Search, value: str) -> None:
    code, is_beginning = postal_pattern(value)
    if is_beginning:
        conditions.postal_code_begins(search, code)
    else:
        conditions.has_postal_code(search, code)


def _radius(call: Call, search: Search, circle: Mapping[str, Any]) -> None:
    conditions.is_within(search, *circle_on_sphere(circle["latitude"], circle["longitude"], circle["distance_km"]))


def _pay_range(call: Call, search: Search, bounds: Mapping[str, Decimal]) -> None:
    if "min" in bounds:
        conditions.pays_at_least(search, _smallest(call, search, bounds["min"]))
    if "max" in bounds:
        conditions.pays_at_most(search, _smallest(call, search, bounds["max"]))


def _smallest(call: Call, search: Search, amount: Decimal) -> int:
    currency = "USD" if search.company_id is None else terms_of(call.tx, search.company_id)["currency"]
    try:
        return Money.of(amount, currency).amount
    except ValueError as error:
        raise Invalid({"pay_range": told_by(error)}) from error


def _rating(call: Call, search: Search, text: str) -> None:
    if search.company_id is None:
        raise Invalid(
            {"rating": worded("is a filter for members of the company, on the assignee; companies are not rated")}
        )
    low, high = rating_range(text)
    conditions.assignee_is_rated(search, int(low * 100), int(high * 100))


def _approval_time(call: Call, search: Search, days: int) -> None:
    conditions.company_approves_within(search, int(timedelta(days=days).total_seconds()))


_FILTERS: Mapping[str, Filter] = {
    "search": _words,
    "work_order_ids": lambda call, search, ids: conditions.one_of(search, ids),
    "sub_status": _sub_status,
    "project_id": lambda call, search, ids: conditions.points_to(search, "project", ids),
    "client_id": lambda call, search, ids: conditions.points_to(search, "client", ids),
    "manager_id": lambda call, search, ids: conditions.points_to(search, "manager", ids),
    "template_id": lambda call, search, ids: conditions.points_to(search, "template", ids),
    "type_of_work_id": lambda call, search, ids: conditions.has_type_of_work(call.tx, search, ids),
    "service_type_id": lambda call, search, ids: conditions.points_to(search, "service_type", ids),
    "network_id": lambda call, search, ids: conditions.is_in_network(call.tx, search, ids),
    "tag_id": lambda call, search, ids: conditions.has_tag(call.tx, search, ids),
    "bundle_id": lambda call, search, code: conditions.is_in_bundle(
        call.tx, search, work_order_bundles.id_of(code) or 0
    ),
    "incident_id": lambda call, search, value: conditions.has_incident(search, value),
    "assignment": _assignment,
    "created_date": _days("created"),
    "service_schedule": _service_schedule,
    "published_date": _days("published"),
    "assigned_date": _days("assigned"),
    "work_done_date": _days("work_done"),
    "approved_date": _days("approved"),
    "paid_date": _days("paid"),
    "canceled_date": _days("canceled"),
    "city": lambda call, search, name: conditions.is_in_city(search, name.strip()),
    "state": lambda call, search, name: conditions.is_in_state(search, name.strip()),
    "postal_code": _postal_code,
    "country": lambda call, search, code: conditions.is_in_country(search, code.strip().upper()),
    "location_radius": _radius,
    "remote": lambda call, search, wanted: conditions.is_remote(search, wanted),
    "pay_type": lambda call, search, type: conditions.has_pay_type(search, type),
    "pay_range": _pay_range,
    "rating": _rating,
    "max_approval_time": _approval_time,
    "requests": lambda call, search, wanted: conditions.has_request(search, wanted),
    "counter_offers": lambda call, search, wanted: conditions.has_counter_offer(search, wanted),
    "unread_messages": lambda call, search, wanted: conditions.has_unread_messages(search, call.caller.owner, wanted),
    "has_problem": lambda call, search, wanted: conditions.has_problem(call.tx, search, wanted),
    "confirmed": lambda call, search, wanted: conditions.is_confirmed(search, wanted),
    "late": lambda call, search, wanted: conditions.is_late(search, wanted),
    "flightboard_tomorrow": _flightboard,
    "custom_field": lambda call, search, wanted: conditions.has_field_value(
        call.tx, search, wanted["custom_field_id"], wanted["value"]
    ),
}
