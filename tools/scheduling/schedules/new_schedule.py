"""What a new schedule is made of, from what was given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.scheduling import schedules
from store.types import Owner, utc_text
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.rules.sentences import worded
from tools.scheduling.availability import checks
from tools.scheduling.availability.access import FIND_OWN
from tools.scheduling.availability.calendars import calendar_to_write
from tools.scheduling.rules.bookings import APPOINTMENTS, WORK_HOURS
from tools.scheduling.rules.settings import checked
from tools.scheduling.schedules.storing import Draft, check_most
from tools.text import plain

MINUTES, PLACES = 60, 1


def new_draft(call: Call, given: Mapping[str, Any]) -> Draft:
    """A new schedule of the caller's, all checks passed. given: the arguments of create_schedule, those left out not in
    it."""
    price, start, end = (given.get(name) for name in ("price", "start", "end"))
    if price is not None and given.get("currency") is None:
        raise Invalid({"currency": worded("is required with a price")})
    check_most(call, call.caller.owner)
    calendar = calendar_to_write(call, given.get("kal_id"))
    checks.check_range(start, end)
    settings = _with_parents_rules(call, given["settings"], given.get("parent_id"), start is not None)
    type_id = given.get("type_id", APPOINTMENTS)
    currency = given.get("currency") or call.caller.currency or "EUR"
    columns = {
        "kal_id": calendar["id"],
        "owner_type": call.caller.owner.kind,
        "owner_id": call.caller.id,
        "parent_id": given.get("parent_id"),
        "type_id": type_id,
        "label": plain(given["label"]),
        "slug": given.get("slug"),
        "description": checks.cleaned_text(given.get("description")),
        "private": int(given["private"]),
        "start_at": utc_text(start) if start else None,
        "end_at": utc_text(end) if end else None,
        "timezone": given.get("timezone") or calendar["timezone"],
        "duration": given.get("duration", MINUTES),
        "msp": given.get("msp", PLACES),
        "price_per": given.get("price_per") or ("hour" if type_id == WORK_HOURS else "slot"),
        "currency": currency,
        **_parties(call, given),
    }
    files = checks.check_files(call, given.get("files") or [])
    columns["price"] = checks.stored_price(price, currency)
    return Draft(columns, list(given.get("skills") or []), files, settings)


def _parties(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    payee = given.get("benefitable_type"), given.get("benefitable_id")
    payer = given.get("billable_type"), given.get("billable_id")
    return checks.check_parties(call, payee, payer)


def _with_parents_rules(call: Call, given: dict[str, Any], parent_id: int | None, has_start: bool) -> str:
    """Settings as they are stored; a copy of the parent's rules where none are given and it is not followed."""
    stored = checked(given, has_start=has_start)
    settings = json.loads(stored)
    if parent_id is None:
        if settings.get("inherit"):
            raise Invalid({"settings.inherit": worded("needs parent_id, the schedule whose rules are followed")})
        return stored
    parent = schedules.find_schedule(call.tx, parent_id)
    if parent is None or Owner(parent["owner_type"], parent["owner_id"]) != call.caller.owner:
        raise NotFound("schedule", parent_id, next=FIND_OWN)
    if settings.get("inherit") or settings.get("rules") or settings.get("exceptions"):
        return stored
    of_parent = json.loads(parent["settings"])
    copied = {name: of_parent[name] for name in ("rules", "exceptions") if of_parent.get(name)}
    return checked({**settings, **copied}, has_start=has_start)
