"""Customers and contracts of the company that the caller acts for."""

from __future__ import annotations

from store.database import Row
from store.tasks import ad_contracts, ad_customers
from tools.call import Call
from tools.errors import NotFound


def company_of(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def customer_of(call: Call, code: str) -> Row:
    """A customer the company added, its own record or the platform's; NotFound for every other."""
    row = ad_customers.find(call.tx, company_of(call), code)
    if row is None:
        raise NotFound("ad customer", code, next=("list_ad_customers", "get_own_ad_details"))
    return row


def contract_of(call: Call, code: str) -> Row:
    """A contract of the company; NotFound for every other."""
    row = ad_contracts.find(call.tx, company_of(call), code)
    if row is None:
        raise NotFound("ad contract", code, next=("list_ad_contracts",))
    return row
