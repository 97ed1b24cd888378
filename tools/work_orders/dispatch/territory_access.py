"""Territories as the company that the caller acts for may see them."""

from __future__ import annotations

from store.database import Row
from store.providers import pools
from tools.call import Call
from tools.errors import NotFound
from tools.providers.access import company_of


def territory_of_company(call: Call, uuid: str) -> Row:
    """A territory of the company; the same NotFound for an unknown one, a plain group and somebody else's."""
    row = pools.find(call.tx, company_of(call), uuid, "territory")
    if row is None:
        raise NotFound("service territory", uuid, next=("list_service_territories",))
    return row
