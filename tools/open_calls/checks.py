"""Checking what an open call is given with: every fault at once, and what publishing still asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.companies.companies import terms_of
from store.database import Row
from store.folding import folded, folded_lines
from store.open_calls import calls
from store.reference import lists as reference
from store.types import Money, utc_time
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.errors import Invalid
from tools.open_calls.fields import stored_columns
from tools.open_calls.rules.states import LONGEST_APPLY
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import told_by, worded
from tools.tasks.order_checks import order_attributes, price_fault
from tools.text import plain
from tools.work_orders.drafting.changeset import location_columns, schedule_columns
from tools.work_orders.references import types_given
from tools.work_orders.rules.qualifications import RuleInput, parse_rules

# Where right values come from.
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "category_id": ("list_task_categories",),
    "attributes": ("list_service_attributes",),
    "types_of_work": ("list_types_of_work",),
    "location": ("list_saved_locations",),
    "requirements": ("search_specialists",),
    "template_id": ("list_open_call_templates",),
    "fills": ("list_open_call_templates",),
}
_IS_REQUIRED = worded("is required")
# What else would do.
_REQUIRED: Mapping[str, str] = {
    "category_id": worded("is required for a task; a work order has location, types_of_work and schedule instead"),
    "deadline": worded("is required, or deadline_hours"),
}
_PLACE = ("country", "city", "latitude", "longitude")


def checked_columns(call: Call, fields: Mapping[str, Any], must: Sequence[str] = ()) -> dict[str, Any]:
    """The columns of a call with these fields; Invalid names every fault at once. must: fields that have to be there."""
    currency = terms_of(call.tx, call.caller.company_id or 0)["currency"]
    tidy = _tidy(fields)
    faults = {name: _REQUIRED.get(name, _IS_REQUIRED) for name in must if tidy.get(name) in (None, [], {})}
    faults |= _text_faults(tidy) | _price_faults(tidy, currency) | _time_faults(call, tidy)
    faults |= _list_faults(tidy) | _requirement_faults(call, tidy)
    faults |= _faults_of(lambda: _check_service(call, tidy)) | _faults_of(lambda: _check_types(call, tidy))
    site: dict[str, Any] = {}
    faults |= _faults_of(lambda: site.update(_site(call, tidy)))
    faults |= _faults_of(lambda: site.update(_window(call, tidy, site)))
    if faults:
        raise invalid(faults, call.tool)
    tidy.setdefault("counter_price", tidy.get("price_min") is not None)
    columns = stored_columns(_with_zone(tidy, site), currency)
    return {
        **columns,
        **{name: site.get(name) for name in _PLACE},
        "start_at": site.get("start_at") or None,
        "currency": currency,
        "folded": folded_lines(tidy["title"], tidy.get("description")),
        "folded_title": folded(tidy["title"]),
        "per_hour": _per_hour(columns),
    }


def invalid(faults: Mapping[str, str], tool: str) -> Invalid:
    """The refusal of faulty fields, with where right values come from."""
    named = (name.removeprefix("body.").split(".")[0].split("[")[0] for name in faults)
    sources = [source for name in named for source in _SOURCES.get(name, ())]
    return Invalid(faults, next=tuple(dict.fromkeys([*sources, tool])))


def check_references(call: Call, fields: Mapping[str, Any]) -> None:
    """Invalid names every record among the fields that there is not, or that is not the company's: for a template, whose
    texts have blanks."""
    place = {name: value for name, value in fields.items() if name == "location"}
    faults = _requirement_faults(call, fields) | _faults_of(
        lambda: _check_types(call, {"work": "work_order", **fields})
    )
    faults |= _faults_of(lambda: _site(call, place))
    service = fields.get("category_id")
    if service is not None and reference.service(call.tx, service) is None:
        faults["category_id"] = worded("{service} is not a service; its id comes from list_services", service=service)
    if faults:
        raise invalid({f"body.{name}": fault for name, fault in faults.items()}, call.tool)


def missing_of(call: Call, row: Row | Mapping[str, Any]) -> list[str]:
    """What publishing still asks for, each with the field to fill in; empty when ready."""
    gaps = [name for name in ("description", "price_max", "estimated_hours") if row[name] is None]
    if row["work"] == "task":
        gaps += _task_gaps(row)
    else:
        gaps += [name for name in ("location", "schedule") if row[name] is None]
        if not json.loads(row["types_of_work"]):
            gaps.append(worded("types_of_work: one primary type of work"))
        gaps += _pay_gaps(call, row)
        if row["start_at"] and utc_time(row["start_at"]) <= call.now:
            gaps.append(worded("schedule.start: must be in the future"))
    if row["deadline"] and utc_time(row["deadline"]) <= call.now:
        gaps.append(worded("deadline: must be in the future"))
    if row["apply_until"] and utc_time(row["apply_until"]) <= call.now:
        gaps.append(worded("apply_until: must be in the future"))
    return gaps


def _task_gaps(row: Row | Mapping[str, Any]) -> list[str]:
    gaps = [] if row["category_id"] is not None else ["category_id"]
    if row["deadline"] is None and row["deadline_hours"] is None:
        gaps.append(worded("deadline: or deadline_hours"))
    return gaps


def _pay_gaps(call: Call, row: Row | Mapping[str, Any]) -> list[str]:
    least = Money.of(work_order_pay.minimum_payment(call.tx) or 0, row["currency"])
    lowest = row["price_min"] or row["price_max"]
    if lowest is None or Money(lowest, row["currency"]) >= least:
        return []
    return [worded("price_max: a work order pays {least} at least", least=least)]


def check_apply_until(call: Call, until: datetime) -> str | None:
    """What is wrong with a moment until which people apply; None when nothing is."""
    if until <= call.now:
        return worded("must be in the future")
    if until > call.now + LONGEST_APPLY:
        return worded("must be within {days} days", days=LONGEST_APPLY.days)
    return None


def _tidy(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with their defaults, texts without what nobody sees."""
    tidy = {name: value for name, value in fields.items() if value is not None}
    tidy.setdefault("work", "work_order" if tidy.get("location") else "task")
    for name, value in (("seats", 1), ("max_applications", 200), ("visibility", "public")):
        tidy.setdefault(name, value)
    tidy["title"] = " ".join(plain(tidy.get("title") or "").split())
    for name in ("description", "start_instructions"):
        if name in tidy:
            tidy[name] = plain(tidy[name]) or None
    tidy["done"] = [{**item, "text": plain(item["text"])} for item in tidy.get("done") or ()]
    return tidy


def _text_faults(fields: Mapping[str, Any]) -> dict[str, str]:
    faults = {} if fields["title"] else {"title": worded("is needed: what it is, in one line")}
    for name, longest in (("title", 255), ("description", 10_000), ("start_instructions", 10_000)):
        if len(fields.get(name) or "") > longest:
            faults[name] = worded("is longer than {longest} characters", longest=longest)
    return faults


def _price_faults(fields: Mapping[str, Any], currency: str) -> dict[str, str]:
    faults = {}
    for name in ("price_min", "price_max"):
        if fields.get(name) is not None and (fault := price_fault(fields[name], currency)):
            faults[name] = fault
    least, most = fields.get("price_min"), fields.get("price_max")
    if not faults and least is not None and (most is None or least > most):
        faults["price_min"] = worded("must not be above price_max") if most is not None else worded("needs price_max")
    return faults


def _time_faults(call: Call, fields: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    deadline, until = fields.get("deadline"), fields.get("apply_until")
    if deadline is not None and fields.get("deadline_hours") is not None:
        faults["deadline_hours"] = worded("does not go together with deadline; choose one")
    if deadline is not None and until is not None and deadline < until:
        faults["deadline"] = worded("must not be before apply_until")
    if until is not None and "apply_until" in call.given and (fault := check_apply_until(call, until)):
        faults["apply_until"] = fault
    return faults


def _list_faults(fields: Mapping[str, Any]) -> dict[str, str]:
    lists = {
        "done": fields.get("done") or (),
        "questions": fields.get("questions") or (),
        "requirements.required_links": (fields.get("requirements") or {}).get("required_links") or (),
    }
    faults = {}
    for name, items in lists.items():
        keys = [item["key"] for item in items]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            faults[name] = worded("has a key twice: {twice}", twice=", ".join(twice))
    empty = [item["key"] for item in fields.get("done") or () if not item["text"]]
    if empty:
        faults["done"] = worded("has an item without a text: {empty}", empty=", ".join(empty))
    return faults


def _requirement_faults(call: Call, fields: Mapping[str, Any]) -> dict[str, str]:
    asked = fields.get("requirements") or {}
    faults = {}
    skills = asked.get("skill_ids") or ()
    unknown = sorted(set(skills) - calls.known_skills(call.tx, skills).keys())
    if unknown:
        faults["requirements.skill_ids"] = worded("unknown: {unknown}", unknown=", ".join(map(str, unknown)))
    strange = [code for code in asked.get("countries") or () if code not in COUNTRIES]
    if strange:
        faults["requirements.countries"] = worded(
            "no countries by their two letters: {strange}", strange=", ".join(strange)
        )
    rules = asked.get("qualifications") or ()
    faults |= _faults_of(lambda: parse_rules([RuleInput(**rule) for rule in rules], "requirements.qualifications"))
    return faults


def _check_service(call: Call, fields: Mapping[str, Any]) -> None:
    service = fields.get("category_id")
    if fields["work"] != "task":
        if service is not None:
            raise Invalid({"category_id": worded("is for work task; a work order has types_of_work")})
        return
    if service is None:
        return
    if reference.service(call.tx, service) is None:
        raise Invalid(
            {"category_id": worded("{service} is not a service; its id comes from list_services", service=service)}
        )
    try:
        order_attributes(call, service, fields.get("attributes") or ())
    except ValueError as fault:
        raise Invalid({"attributes": told_by(fault)}) from None


def _check_types(call: Call, fields: Mapping[str, Any]) -> None:
    types = fields.get("types_of_work")
    if types and fields["work"] == "task":
        raise Invalid({"types_of_work": worded("is for work work_order; a task has category_id")})
    if types:
        types_given(call, types)


def _site(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    location = fields.get("location")
    if not location:
        return {}
    kept = {name: value for name, value in location.items() if name not in ("save_as", "notes")}
    return location_columns(call, kept, None, fields.get("schedule") or {})


def _window(call: Call, fields: Mapping[str, Any], site: Mapping[str, Any]) -> dict[str, Any]:
    if not fields.get("schedule"):
        return {}
    given = {"schedule": fields["schedule"], "estimated_hours": fields.get("estimated_hours")}
    columns, _ = schedule_columns(call, given, None, site)
    return columns


def _with_zone(fields: Mapping[str, Any], site: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the zone of the place in them, so that nobody has to find it again."""
    zone = site.get("time_zone")
    kept = dict(fields)
    if kept.get("location"):
        kept["location"] = {name: value for name, value in kept["location"].items() if name not in ("save_as", "notes")}
        if zone and kept["location"]["mode"] == "custom":
            kept["location"]["time_zone"] = zone
    if kept.get("schedule") and zone:
        kept["schedule"] = {**kept["schedule"], "time_zone": zone}
    return kept


def _per_hour(columns: Mapping[str, Any]) -> int | None:
    """What the highest price comes to an hour, in the smallest unit, rounded down."""
    if columns["price_max"] is None or columns["estimated_hours"] is None:
        return None
    return int(columns["price_max"] / Decimal(columns["estimated_hours"]))


def _faults_of(check: Callable[[], Any]) -> dict[str, str]:
    try:
        check()
    except Invalid as no:
        return dict(no.fields)
    return {}
