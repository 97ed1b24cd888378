"""From the filters of a list of work orders to what is looked for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from store.types import Money, utc_text
from store.work_orders import bundles as work_order_bundles
from store.work_orders import words as work_order_words
from store.work_orders.lists import (
    HAS_COUNTER_OFFER,
    HAS_REQUEST,
    IN_FLIGHT,
    IS_CONFIRMED,
    IS_LATE,
    OPEN_PROBLEMS,
    SUB_STATUS,
    Search,
)
from tools.call import Call
from tools.errors import Invalid
from tools.rules.places import EARTH_RADIUS_KM, unit_point
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
from tools.work_orders.rules.states import AT_RISK_AFTER, AT_RISK_BEFORE

FOR_COMPANIES = (
    "requests", "counter_offers", "template_id", "tag_id", "client_id", "project_id", "incident_id", "custom_field",
)  # fmt: skip
FOR_PROVIDERS = ("max_approval_time", "flightboard_tomorrow")

_COLUMNS = {
    "project_id": "project_id", "client_id": "client_id", "manager_id": "manager_id", "template_id": "template_id",
    "service_type_id": "service_type_id", "work_order_ids": "id",
}  # fmt: skip
_DATES = ("created", "published", "assigned", "work_done", "approved", "paid", "canceled")
_JOINED = {
    "type_of_work_id": ("work_order_types", "type_of_work_id"),
    "network_id": ("work_order_networks", "network_id"),
    "tag_id": ("work_order_tags", "tag_id"),
}
_CONDITIONS = {
    "requests": HAS_REQUEST,
    "counter_offers": HAS_COUNTER_OFFER,
    "confirmed": IS_CONFIRMED,
    "late": IS_LATE,
}


def search_of(call: Call, list_key: ListKey, filters: Mapping[str, Any]) -> Search:
    """What a caller looks for; a company member looks in the company's orders, anybody else as a provider."""
    company_id = call.caller.company_id
    _check_side(filters, of_company=company_id is not None)
    tab = TABS[list_key]
    asked = set(statuses_of(filters["status"])) if "status" in filters else set(LIVE)
    if "sub_status" in filters:
        asked &= states_with(filters["sub_status"])
    statuses = tuple(status for status in tab.statuses if status in asked)
    search = Search(
        company_id=company_id,
        person_id=call.caller.id if company_id is None else None,
        statuses=statuses,
        every_status=set(statuses) == set(LIVE),
    )
    if not statuses:
        search.statuses = (0,)
    if tab.condition == "in_flight":
        search.where(IN_FLIGHT)
    if tab.condition == "problem":
        search.where_in(call.tx, OPEN_PROBLEMS)
    for name, value in filters.items():
        if name in _FILTERS:
            _FILTERS[name](call, search, value)
    return search


def _check_side(filters: Mapping[str, Any], of_company: bool) -> None:
    wrong, whose = (FOR_PROVIDERS, "providers") if of_company else (FOR_COMPANIES, "members of the company")
    faults = {name: f"is a filter for {whose}" for name in wrong if name in filters}
    if faults:
        raise Invalid(faults)


def _in_column(column: str) -> Callable[[Call, Search, Sequence[int]], None]:
    def narrow(call: Call, search: Search, ids: Sequence[int]) -> None:
        search.where(f"w.{column} IN ({_marks(ids)})")

    return narrow


def _in_table(table: str, column: str) -> Callable[[Call, Search, Sequence[int]], None]:
    def narrow(call: Call, search: Search, ids: Sequence[int]) -> None:
        search.where_in(call.tx, f"SELECT o.work_order_id FROM {table} o WHERE o.{column} IN ({_marks(ids)})")

    return narrow


def _marks(ids: Sequence[int]) -> str:
    # Numbers that were checked to be numbers.
    return ", ".join(str(int(id)) for id in ids)


def _in_days(name: str) -> Callable[[Call, Search, str], None]:
    def narrow(call: Call, search: Search, text: str) -> None:
        first, end = day_range(text, _zone(call), f"{name}_date")
        params = {f"{name}_from": first, f"{name}_until": end}
        search.where(f"w.{name}_at >= :{name}_from AND w.{name}_at < :{name}_until", **params)

    return narrow


def _zone(call: Call) -> str:
    if call.caller.company_id is None:
        return call.caller.timezone
    zone: str = call.tx.value("SELECT timezone FROM companies WHERE id = :id", id=call.caller.company_id)
    return zone


def _when(condition: str) -> Callable[[Call, Search, bool], None]:
    def narrow(call: Call, search: Search, wanted: bool) -> None:
        search.where(condition if wanted else f"NOT ({condition})")

    return narrow


def _words(call: Call, search: Search, text: str) -> None:
    words = work_order_words.asked_words(text)
    if not words:
        raise Invalid({"search": "needs a word"})
    for number, word in enumerate(words[:10]):
        if search.company_id is None:
            ids = f"SELECT o.work_order_id FROM work_order_words o WHERE o.word = :word{number}"
            of_this = "o.company_id = w.company_id AND o.work_order_id = w.id"
            search.where(f"EXISTS ({ids} AND {of_this})", **{f"word{number}": word})
        else:
            ids = f"""SELECT o.work_order_id FROM work_order_words o
                      WHERE o.company_id = :words_of AND o.word = :word{number}"""
            search.where_in(call.tx, ids, **{"words_of": search.company_id, f"word{number}": word})


def _sub_status(call: Call, search: Search, names: Sequence[str]) -> None:
    listed = ", ".join(f"'{name}'" for name in names)
    search.where(
        f"{SUB_STATUS} IN ({listed})",
        day_ahead=utc_text(call.now + AT_RISK_BEFORE),
        quarter_ago=utc_text(call.now - AT_RISK_AFTER),
    )


def _bundle(call: Call, search: Search, code: str) -> None:
    id = work_order_bundles.id_of(code) or 0
    sql = "SELECT b.work_order_id FROM work_order_bundle_members b WHERE b.bundle_id = :bundle"
    search.where_in(call.tx, sql, bundle=id)


def _assignment(call: Call, search: Search, value: str) -> None:
    if value.isdecimal() and len(value) < 16:
        if search.company_id is None and int(value) != search.person_id:
            raise Invalid({"assignment": "must be assigned, unassigned, or your own number"})
        search.where("w.assignee_id = :assignee", assignee=int(value))
    elif value in ("assigned", "unassigned"):
        search.where(f"w.assignee_id IS {'NOT ' if value == 'assigned' else ''}NULL")
    else:
        raise Invalid({"assignment": "must be assigned, unassigned, or the number of a provider"})


def _service_schedule(call: Call, search: Search, text: str) -> None:
    first, end = day_range(text, _zone(call), "service_schedule")
    search.where(
        "w.start_at <> '' AND w.start_at < :window_until AND w.window_end_at >= :window_from",
        window_from=first,
        window_until=end,
    )


def _flightboard(call: Call, search: Search, wanted: bool) -> None:
    if not wanted:
        return
    first, end = tomorrow(call.now, call.caller.timezone)
    search.where(
        f"w.status = 3 AND w.assignee_id = :flying AND w.start_at >= :board_from AND w.start_at < :board_until"
        f" AND NOT {IS_CONFIRMED}",
        flying=call.caller.id,
        board_from=first,
        board_until=end,
    )


def _city(call: Call, search: Search, value: str) -> None:
    search.where("w.city IS NOT NULL AND lower(w.city) = lower(:city)", city=value.strip())


def _state(call: Call, search: Search, value: str) -> None:
    search.where("upper(w.state) = upper(:state)", state=value.strip())


def _country(call: Call, search: Search, value: str) -> None:
    search.where("w.country = :country", country=value.strip().upper())


def _postal_code(call: Call, search: Search, value: str) -> None:
    code, prefix = postal_pattern(value)
    if prefix:
        search.where("w.zip IS NOT NULL AND upper(w.zip) >= :postal AND upper(w.zip) < :postal_end", postal=code)
        search.params["postal_end"] = code + "\uffff"
    else:
        search.where("w.zip IS NOT NULL AND upper(w.zip) = :postal", postal=code)


def _radius(call: Call, search: Search, circle: Mapping[str, Any]) -> None:
    """Great-circle distance as the angle between two points of the unit sphere: no trigonometry in the database."""
    x, y, z = unit_point(circle["latitude"], circle["longitude"])
    angle = min(circle["distance_km"] / EARTH_RADIUS_KM, math.pi)
    search.where(
        "w.site_x * :circle_x + w.site_y * :circle_y + w.site_z * :circle_z >= :circle_cos",
        circle_x=x,
        circle_y=y,
        circle_z=z,
        circle_cos=math.cos(angle) - 1e-12,
    )


def _remote(call: Call, search: Search, wanted: bool) -> None:
    search.where(f"coalesce(w.location_mode, '') {'=' if wanted else '<>'} 'remote'")


def _pay_type(call: Call, search: Search, value: str) -> None:
    search.where("w.pay_type = :pay_type", pay_type=value)


def _pay_range(call: Call, search: Search, bounds: Mapping[str, Decimal]) -> None:
    """On the most the labour may come to, whatever currency the order is in."""
    for name, sign in (("min", ">="), ("max", "<=")):
        if name in bounds:
            search.where(f"w.pay_max {sign} :pay_{name}", **{f"pay_{name}": _smallest(call, search, bounds[name])})


def _smallest(call: Call, search: Search, amount: Decimal) -> int:
    sql = "SELECT currency FROM companies WHERE id = :id"
    currency = call.tx.value(sql, id=search.company_id) if search.company_id else "USD"
    try:
        return Money.of(amount, currency).amount
    except ValueError as error:
        raise Invalid({"pay_range": str(error)}) from error


def _rating(call: Call, search: Search, text: str) -> None:
    if search.company_id is None:
        raise Invalid({"rating": "is a filter for members of the company, on the assignee; companies are not rated"})
    low, high = rating_range(text)
    search.where(
        """EXISTS (SELECT 1 FROM persons a WHERE a.id = w.assignee_id AND a.rating_count > 0
           AND a.rating_sum >= :rating_low * a.rating_count AND a.rating_sum <= :rating_high * a.rating_count)""",
        rating_low=int(low * 100),
        rating_high=int(high * 100),
    )


def _approval_time(call: Call, search: Search, days: int) -> None:
    search.where(
        """EXISTS (SELECT 1 FROM company_approvals y WHERE y.company_id = w.company_id
           AND y.seconds <= y.approvals * :approval_seconds)""",
        approval_seconds=int(timedelta(days=days).total_seconds()),
    )


def _unread(call: Call, search: Search, wanted: bool) -> None:
    condition = """EXISTS (SELECT 1 FROM work_order_messages m LEFT JOIN work_order_message_reads r
        ON r.work_order_id = m.work_order_id AND r.reader_type = :reader_type AND r.reader_id = :reader_id
        WHERE m.work_order_id = w.id AND m.id > coalesce(r.last_message_id, 0)
          AND NOT (m.author_type = :reader_type AND m.author_id = :reader_id)
          AND (:reads_all = 1 OR m.to_person_id IS NULL OR m.to_person_id = :reader_id))"""
    search.where(
        condition if wanted else f"NOT {condition}",
        reader_type=call.caller.kind,
        reader_id=call.caller.id,
        reads_all=int(search.company_id is not None),
    )


def _problem(call: Call, search: Search, wanted: bool) -> None:
    if wanted:
        search.where_in(call.tx, OPEN_PROBLEMS)
    else:
        search.where(f"NOT EXISTS ({OPEN_PROBLEMS} AND p.work_order_id = w.id)")


def _custom_field(call: Call, search: Search, wanted: Mapping[str, Any]) -> None:
    sql = """SELECT f.work_order_id FROM work_order_custom_fields f
             WHERE f.custom_field_id = :custom_field AND f.value = :custom_value"""
    search.where_in(call.tx, sql, custom_field=wanted["custom_field_id"], custom_value=wanted["value"])


def _incident(call: Call, search: Search, value: str) -> None:
    search.where("w.incident_id = :incident", incident=value)


_FILTERS: Mapping[str, Callable[[Call, Search, Any], None]] = {
    **{name: _in_column(column) for name, column in _COLUMNS.items()},
    **{name: _in_table(*place) for name, place in _JOINED.items()},
    **{f"{name}_date": _in_days(name) for name in _DATES},
    **{name: _when(condition) for name, condition in _CONDITIONS.items()},
    "search": _words,
    "sub_status": _sub_status,
    "bundle_id": _bundle,
    "incident_id": _incident,
    "assignment": _assignment,
    "service_schedule": _service_schedule,
    "flightboard_tomorrow": _flightboard,
    "city": _city,
    "state": _state,
    "country": _country,
    "postal_code": _postal_code,
    "location_radius": _radius,
    "remote": _remote,
    "pay_type": _pay_type,
    "pay_range": _pay_range,
    "rating": _rating,
    "max_approval_time": _approval_time,
    "unread_messages": _unread,
    "has_problem": _problem,
    "custom_field": _custom_field,
}
