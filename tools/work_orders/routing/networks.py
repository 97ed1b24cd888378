"""Providers an order could be listed to."""

from __future__ import annotations

from store.database import Row
from store.providers import providers
from store.work_orders import orders as work_orders
from tools.call import Call

NETWORK_PEOPLE = 1000


def network_people(call: Call, row: Row) -> list[int]:
    """Providers of the order's networks (or of all the company may publish to), at most 1000: those with most jobs."""
    ids = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    ids = ids or providers.company_networks(call.tx, row["company_id"])
    return providers.in_networks(call.tx, ids, (), NETWORK_PEOPLE)
