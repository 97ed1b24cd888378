"""Writing who manages work orders, and with which providers the company does not work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.providers import providers
from store.work_orders import circles, managers
from tools.call import Call
from tools.errors import NotFound
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.access import actor
from tools.work_orders.catalog.rules.people import person_named
from tools.work_orders.catalog.shapes import EntryShape, blocked_entry, manager_entry
from tools.work_orders.references import company_id, invalid_reference


def set_manager(call: Call, id: int | None, values: Mapping[str, Any]) -> EntryShape:
    """Take a member off the list of managers, or back onto it. Only what is another way than before is written."""
    person = person_named(values, id)
    member = managers.find(call.tx, company_id(call), person)
    if member is None and id is not None:
        raise NotFound("manager", id, next=("list_company_managers",))
    if member is None:
        raise invalid_reference(
            "values.user_id", worded("{person} is no member of your company", person=person), "list_company_managers"
        )
    active = values.get("active", True if id is None else bool(member["active"]))
    if active == bool(member["active"]):
        call.waive_fee()
        return manager_entry(member, active)
    managers.set_active(call.tx, company_id(call), person, active, call.stamp)
    return manager_entry(member, active)


def set_blocked(call: Call, id: int | None, values: Mapping[str, Any]) -> tuple[EntryShape, bool]:
    """Block a provider, change why, or lift the block; and whether they were never blocked before."""
    company = company_id(call)
    before = circles.find_block(call.tx, company, id) if id is not None else None
    if id is not None and before is None:
        raise NotFound("blocked provider", id, next=("set_company_catalog_entry",))
    person = person_named(values, before["person_id"] if before is not None else None)
    before = before or circles.block_of(call.tx, company, person)
    reason = (plain(values["reason"]) or None) if "reason" in values else (before["reason"] if before else None)
    active = values.get("active", True if id is None or before is None else bool(before["active"]))
    if before is None:
        if not providers.profiles(call.tx, [person]) or not active:
            raise invalid_reference(
                "values.user_id", worded("there is no provider {person} to block", person=person), "get_user_details"
            )
        circles.block(call.tx, company, person, reason, actor(call), call.stamp)
    elif (active, reason) == (bool(before["active"]), before["reason"]):
        call.waive_fee()
    else:
        circles.change_block(call.tx, before["id"], active, reason, call.stamp)
    after = circles.block_of(call.tx, company, person)
    if after is None:
        raise LookupError("a block that was written is gone")
    return blocked_entry(after), before is None
