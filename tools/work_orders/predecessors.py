"""Whose records of a work order its provider is not shown: those of who had it before. What is the order's own stays with it."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Row
from store.work_orders import assignments as work_order_assignments
from tools.call import Call
from tools.work_orders.access import Side
from tools.work_orders.rules.predecessors import parcel_is_shown


def earlier_providers(call: Call, row: Row, side: Side) -> set[int]:
    """Who had an order before the provider who asks. Empty for the company, which sees everything."""
    if side != "assignee" or call.caller.company_id == row["company_id"]:
        return set()
    return work_order_assignments.people(call.tx, row["id"]) - {call.caller.id}


def is_by(record: Row, people: Collection[int]) -> bool:
    """Whether one of these people entered a record."""
    return record["author_type"] == "person" and record["author_id"] in people


def sees_parcel(call: Call, row: Row, parcel: Row, earlier: Collection[int]) -> bool:
    """Whether the caller is shown a parcel of a loaded order. earlier: who had it before them."""
    mine = (parcel["author_type"], parcel["author_id"]) == (call.caller.kind, call.caller.id)
    if mine or not earlier:
        return True
    return parcel_is_shown(parcel["direction"], parcel["created_at"], is_by(parcel, earlier), row["assigned_at"] or "")
