"""Staffing contracts as the caller's company is a side of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from store.companies import companies
from store.database import Row
from store.staffing import contracts
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound, Step
from tools.rules.sentences import word, worded
from tools.staffing.contract_shapes import side_in


def own_company(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def own_today(call: Call) -> date:
    """The day it is at the caller's company."""
    zone: str = companies.terms_of(call.tx, own_company(call))["timezone"]
    return call.now.astimezone(ZoneInfo(zone)).date()


def contract_for(call: Call, public_id: str | None, id: int | None) -> Row:
    """A contract of the caller's company, whichever side it is, by exactly one of its ids."""
    if (public_id is None) == (id is None):
        fault = worded("give exactly one of the_contract_id and id")
        raise Invalid({"the_contract_id": fault, "id": fault}, next=("list_staffing_contracts",))
    if public_id is not None:
        return _called(call, public_id)
    row = contracts.find_contract(call.tx, own_company(call), id or 0)
    if row is None:
        raise NotFound("staffing contract", id, next=("list_staffing_contracts",))
    return row


def _called(call: Call, public_id: str) -> Row:
    rows = contracts.contracts_called(call.tx, own_company(call), public_id)
    if not rows:
        raise NotFound("staffing contract", public_id, next=("list_staffing_contracts",))
    if len(rows) > 1:
        ids = ", ".join(str(row["id"]) for row in rows)
        raise Invalid(
            {
                "the_contract_id": worded(
                    "several companies have a contract of that name with you; give id instead, one of {ids}", ids=ids
                )
            },
            next=(Step("list_staffing_contracts", {"query": public_id}),),
        )
    return rows[0]


def managed_contract(call: Call, public_id: str | None, id: int | None) -> Row:
    """The same, when the caller's company manages it: only then may they change or end it."""
    row = contract_for(call, public_id, id)
    side = side_in(row, own_company(call))
    if side != "managing":
        raise NotAllowed(
            worded(
                "Your company is the {side} of this contract; only the company that manages it changes or ends it.",
                side=word(side),
            ),
            next=(Step("get_staffing_contract", {"id": row["id"]}),),
        )
    return row
