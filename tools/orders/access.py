"""Orders and order types of the company that the caller acts for."""

from __future__ import annotations

from difflib import get_close_matches

from store.database import Row
from store.orders import order_types, orders
from store.people import members
from tools.call import Call
from tools.errors import Invalid, NotFound, Step
from tools.rules.sentences import joined, worded

CODES_TOLD = 20
CODES_LOOKED_AT = 1_000


def company_of(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def order_of(call: Call, code: str) -> Row:
    """An order of the company; NotFound for every other."""
    row = orders.find(call.tx, company_of(call), code)
    if row is None:
        raise NotFound("order", code, next=("list_orders",))
    return row


def order_type_of(call: Call, code: str) -> Row:
    """An order type of the company; NotFound names the nearest codes there are."""
    row = order_types.find(call.tx, company_of(call), code)
    if row is not None:
        return row
    known = order_types.codes(call.tx, company_of(call), active=False, most=CODES_LOOKED_AT)
    folded = {each.casefold(): each for each in reversed(known)}
    near = [folded[key] for key in get_close_matches(code.casefold(), list(folded), n=3, cutoff=0.5)]
    raise NotFound(
        "order type",
        code,
        next=(*(Step("get_order_type", {"code": each}) for each in near), "list_order_types"),
        details={"nearest": near} if near else None,
    )


def type_for_orders(call: Call, code: str, active: bool = True) -> Row:
    """An order type that a parameter names; Invalid names the codes that would do. active: it has to be."""
    row = order_types.find(call.tx, company_of(call), code)
    if row is not None and (row["active"] or not active):
        return row
    why = worded("is not active any more") if row is not None else worded("is no order type of your company")
    codes = order_types.codes(call.tx, company_of(call), active, CODES_TOLD + 1)
    more = worded(" and more") if len(codes) > CODES_TOLD else ""
    kind = worded("active order types") if active else worded("order types")
    told = (
        worded("the {kind} are {codes}{more}", kind=kind, codes=", ".join(codes[:CODES_TOLD]), more=more)
        if codes
        else worded("there are no {kind} yet", kind=kind)
    )
    raise Invalid({"order_type_code": joined((repr(code), " ", why, "; ", told), "")}, next=("list_order_types",))


def responsible_user(call: Call, email: str) -> int:
    """The member of the company with an address; Invalid for everybody else."""
    row = members.find_member(call.tx, company_of(call), None, email)
    if row is None or row["company_id"] != company_of(call):
        raise Invalid({"user_email": worded("belongs to no user of your company")}, next=("list_users",))
    person_id: int = row["id"]
    return person_id
