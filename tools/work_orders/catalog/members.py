"""Who is in a private network, and which network is the default."""

from __future__ import annotations

from collections.abc import Collection

from store.providers import providers
from store.work_orders import circles, entries
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.work_orders.references import company_id, invalid_reference


def set_members(call: Call, network_id: int, added: Collection[int], removed: Collection[int]) -> bool:
    """Put providers into a private network and take others out; whether that changed it."""
    both = sorted(set(added) & set(removed))
    if both:
        raise Invalid({"values.member_ids_remove": worded("names {both}, who is to be added too", both=both[0])})
    known = {row["person_id"] for row in providers.profiles(call.tx, added) if row["active"]} if added else set()
    for person in added:
        if person not in known:
            raise invalid_reference(
                "values.member_ids_add",
                worded("there is no active provider {person}", person=person),
                "get_user_details",
            )
    moved = circles.add_members(call.tx, network_id, added, call.stamp)
    return circles.remove_members(call.tx, network_id, removed) + moved > 0


def set_default(call: Call, network_id: int) -> None:
    """No other network of the company is the default any more."""
    company = company_id(call)
    for each in entries.entries(call.tx, "network", company):
        if each["is_default"] and each["id"] != network_id:
            entries.change(call.tx, "network", company, each, call.stamp, is_default=0)
