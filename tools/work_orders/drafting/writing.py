"""Making a work order and changing one: everything is looked up and checked before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from store.companies.companies import terms_of
from store.database import Row
from store.types import Money, Owner
from store.work_orders import assignments as work_order_assignments
from store.work_orders import catalog, saved_locations
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from store.work_orders import pay as work_order_pay
from store.work_orders import words as work_order_words
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.params import CLEARED
from tools.rules.sentences import worded
from tools.work_orders import steps
from tools.work_orders.access import actor, check_correlation, note, reload, standing, window_of, write
from tools.work_orders.drafting.announcing import announce
from tools.work_orders.drafting.changeset import (
    SPHERE,
    extras_given,
    location_columns,
    pay_columns,
    schedule_columns,
    text_columns,
)
from tools.work_orders.drafting.parts import (
    empty_required,
    write_contacts,
    write_default_values,
    write_field_values,
    write_qualifications,
    write_tags,
    write_tasks,
)
from tools.work_orders.matching.busy import obstacle
from tools.work_orders.matching.checks import check_free, check_may_ignore
from tools.work_orders.money import lines, range_columns, terms
from tools.work_orders.references import (
    check_networks,
    check_service_type,
    company_id,
    link_columns,
    manages,
    tag_ids,
    types_given,
)
from tools.work_orders.rules import drafts
from tools.work_orders.rules.checklist import SET_ETA
from tools.work_orders.rules.location import ADDRESS, POINT
from tools.work_orders.rules.schedule import check_future, visit_time
from tools.work_orders.rules.states import DRAFT, Status

_EMPTY_SITE = dict.fromkeys(("location_mode", "saved_location_id", "location_name", *ADDRESS, *POINT, *SPHERE))
_EMPTY_SCHEDULE = {
    "schedule_mode": None, "start_at": "", "window_end_at": "", "latest_arrival_at": "", "wall_start": None,
    "schedule_note": None,
}  # fmt: skip
_EMPTY_PAY = {
    "pay_type": None, "base_amount": None, "base_units": None, "additional_amount": None, "additional_units": None,
}  # fmt: skip
_SEARCHED = ("title", "description", "incident_id", "location")


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: the order as it is now, and who heard of it."""

    row: Row
    material: bool
    notified: int


def make_draft(call: Call, given: Mapping[str, Any], template_id: int | None = None) -> Row:
    """Store a new draft of the caller's company from what was given."""
    if not given.get("title"):
        raise Invalid({"title": worded("is needed: a short name of the job (or a template_id that gives one)")})
    company, company_terms = company_id(call), terms_of(call.tx, company_id(call))
    columns = _columns(call, given, None, company_terms["currency"])
    if "manager_id" not in columns and manages(call):
        columns["manager_id"] = call.caller.id
    networks = given.get("network_ids") or catalog.default_networks(call.tx, company)
    check_networks(call, networks)
    id = work_orders.insert(
        call.tx,
        call.stamp,
        call.new_uuid(),
        call.caller.owner,
        **{"time_zone": company_terms["timezone"], **columns},
        company_id=company,
        currency=company_terms["currency"],
        template_id=template_id,
    )
    work_orders.set_networks(call.tx, id, networks)
    work_order_parts.open_default_folders(call.tx, id, call.stamp)
    row = _written(call, id, given, list(given), new=True)
    note(call, row, "created", detail={"template_id": template_id})
    return row


def change_order(
    call: Call,
    row: Row,
    given: Mapping[str, Any],
    correlation_id: str | None,
    acting_user_id: int | None,
    ignore_conflicts: bool | None = None,
    conflicts: Literal["refused", "warned of"] = "refused",
) -> Changed:
    """Change the given fields of an order, all or none.

    ignore_conflicts: an assigned order is moved although its provider is not free then. conflicts: what becomes of a time
    at which they are not."""
    if not given:
        raise Invalid({"arguments": worded("name at least one field to change")})
    check_correlation(row, correlation_id)
    now = standing(row, call)
    drafts.check_editable(now, given)
    columns = _columns(call, given, row, row["currency"])
    check_may_ignore(call, ignore_conflicts)
    if now.status is Status.ASSIGNED and conflicts == "refused" and not ignore_conflicts:
        _check_moved(call, row, columns)
    if "network_ids" in given:
        check_networks(call, given["network_ids"])
        work_orders.set_networks(call.tx, row["id"], given["network_ids"])
    write(call, row, "changed", acting_user_id=acting_user_id, detail={"fields": sorted(given)}, **columns)
    after = _written(call, row["id"], given, list(given))
    if now.status is Status.ASSIGNED and ("schedule" in given or "location" in given):
        work_order_assignments.drop_arrival(call.tx, row["id"], call.stamp)
        steps.reopen(call, row, (SET_ETA,))
        take_visit_time(call, after)
    notified = announce(call, after, given, now.status)
    return Changed(reload(call, row), drafts.is_material(now.status, given), notified)


def _check_moved(call: Call, row: Row, columns: Mapping[str, Any]) -> None:
    """The provider of an assigned order is free at the time it is moved to."""
    before, after = window_of(row), window_of({**row, **columns})
    if after is not None and after != before:
        check_free(call, row, row["assignee_id"], after, "update_work_order")


def missing_of(call: Call, row: Row) -> list[str]:
    """What publishing or routing the order would still ask for."""
    window = window_of(row)
    draft = drafts.Draft(
        title=row["title"],
        has_type=row["type_of_work_id"] is not None,
        has_location=row["location_mode"] is not None,
        start=window.start if window else None,
        pay_max=Money(row["pay_max"], row["currency"]) if row["pay_type"] else None,
        minimum_payment=Money.of(work_order_pay.minimum_payment(call.tx) or 0, row["currency"]),
        empty_fields=empty_required(call, row, "buyer"),
    )
    return drafts.missing(draft, call.now)


def _columns(call: Call, given: Mapping[str, Any], row: Row | None, currency: str) -> dict[str, Any]:
    """All columns of the order itself that follow from what was given, every reference checked."""
    columns = text_columns(given) | link_columns(call, given, row)
    columns |= _type_columns(call, given, row)
    out_of_draft = row is not None and row["status"] != DRAFT
    for name, empty in (("location", _EMPTY_SITE), ("schedule", _EMPTY_SCHEDULE), ("pay", _EMPTY_PAY)):
        if name in given and given[name] is None:
            if out_of_draft:
                raise Invalid({name: worded("cannot be emptied once the work order has left draft")})
            columns |= empty
    site = location_columns(call, given["location"], row, given.get("schedule") or {}) if given.get("location") else {}
    window_columns, window = schedule_columns(call, given, row, site)
    if window is not None and out_of_draft and given.get("schedule"):
        check_future(window, call.now)
    columns |= site | window_columns
    if given.get("pay"):
        columns |= pay_columns(given["pay"], row, currency)
    return columns


def _type_columns(call: Call, given: Mapping[str, Any], row: Row | None) -> dict[str, Any]:
    primary = row["type_of_work_id"] if row is not None else None
    columns: dict[str, Any] = {}
    if "types_of_work" in given:
        primary = next(id for id, is_primary in types_given(call, given["types_of_work"]) if is_primary)
        columns["type_of_work_id"] = primary
        if row is not None and primary != row["type_of_work_id"]:
            columns["service_type_id"] = None
    if "service_type_id" in given:
        if given["service_type_id"] is not None:
            check_service_type(call, given["service_type_id"], primary)
        columns["service_type_id"] = given["service_type_id"]
    return columns


def _written(call: Call, id: int, given: Mapping[str, Any], fields: Collection[str], new: bool = False) -> Row:
    """Write what hangs on the order, keep its range and its words in step; the order as it is now."""
    row = _found(call, id)
    if "types_of_work" in fields:
        work_orders.set_types(call.tx, id, types_given(call, given["types_of_work"]))
    if new:
        write_default_values(call, row)
    for name, part in _PARTS.items():
        if given.get(name):
            part(call, row, given[name])
    if given.get("pay"):
        bonuses, penalties = extras_given(call, given["pay"])
        for bonus in bonuses:
            work_order_parts.attach_bonus(call.tx, id, bonus, call.stamp, actor(call))
        for penalty in penalties:
            work_order_parts.attach_penalty(call.tx, id, penalty, call.stamp, actor(call))
    if given.get("location") and given["location"].get("save_as"):
        _save_location(call, row, given["location"]["save_as"])
    if "pay" in fields:
        work_orders.set_pay_range(call.tx, id, **range_columns(terms(row), lines(call, row)))
    if new or any(name in fields for name in _SEARCHED):
        work_order_words.index(call.tx, row)
    return _found(call, id)


_PARTS = {
    "contacts": write_contacts,
    "tasks": write_tasks,
    "custom_fields": write_field_values,
    "tags": lambda call, row, tags: write_tags(call, row, tag_ids(call, tags)),
    "qualifications": write_qualifications,
}


def _found(call: Call, id: int) -> Row:
    row = work_orders.find(call.tx, id)
    if row is None:
        raise LookupError(f"work order {id} is gone")
    return row


def _save_location(call: Call, row: Row, name: str) -> None:
    """Keep the site of an order for reuse, and let the order point to it."""
    taken = saved_locations.find_by_name(call.tx, row["company_id"], name)
    if taken is not None:
        raise Conflict(
            worded(
                "Your company already has a saved location {name!r} (number {id}); choose another name for "
                "location.save_as, or use that one with mode saved.",
                name=taken["name"],
                id=taken["id"],
            ),
            next=(Step("get_saved_location", {"location_id": taken["id"]}),),
        )
    if row["location_mode"] != "custom":
        raise Invalid({"location.save_as": worded("is for mode custom: only an address or coordinates can be kept")})
    kept = (*ADDRESS, *POINT, *SPHERE, "time_zone")
    id = saved_locations.insert(
        call.tx,
        call.stamp,
        company_id=row["company_id"],
        client_id=row["client_id"],
        name=name,
        display_name=row["location_name"],
        type_id=row["location_type"],
        **{column: row[column] for column in kept},
    )
    work_orders.set_saved_location(call.tx, row["id"], id)


def take_visit_time(call: Call, row: Row) -> None:
    """Block the assignee's time for an unconfirmed order; a warning tells what an admin has set aside."""
    call.freed.add(Owner("person", row["assignee_id"]))
    work_orders.free_time(call.tx, row["id"])
    window = window_of(row)
    if window is None:
        return
    met = obstacle(call, row["assignee_id"], window, row["id"])
    if met is not None:
        call.warn(f"The provider is not free for work order {row['id']}: {met.text}.")
    visit = visit_time(window)
    if visit is not None:
        work_orders.block_time(call.tx, row["id"], row["assignee_id"], visit.start, visit.end)


def without_cleared(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given: left out fields are gone, emptied ones are None."""
    return {name: None if value is CLEARED else value for name, value in values.items() if value is not None}
