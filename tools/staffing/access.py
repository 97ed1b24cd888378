"""Requests for people and their positions as the caller may see them."""

from __future__ import annotations

from store.companies import companies
from store.database import Row
from store.staffing import contracts, inquiries
from tools.call import Call
from tools.errors import NotFound


def inquiry_for(call: Call, ref: str) -> Row:
    """The caller's inquiry, or for an admin any of the company's; NotFound for every other."""
    creator = None if call.caller.is_admin else call.caller.owner
    row = inquiries.find_inquiry(call.tx, ref, call.caller.company_id or 0, creator)
    if row is None:
        raise NotFound("inquiry", ref, next=("list_inquiries",))
    return row


def position_of(call: Call, inquiry: Row, position_id: int) -> Row:
    row = inquiries.find_position(call.tx, inquiry["id"], position_id)
    if row is None:
        raise NotFound("position", position_id, next=("list_inquiry_positions",))
    return row


def name_of_contract(call: Call, position: Row) -> str | None:
    """The public id of the contract that fills a position of the caller's company."""
    id = position["contract_id"]
    return None if id is None else contracts.public_id_of(call.tx, call.caller.company_id or 0, id)


def company_currency(call: Call) -> str:
    currency: str = companies.terms_of(call.tx, call.caller.company_id or 0)["currency"]
    return currency
