"""Who is told of a staffing contract: its client and vendor, the consultant and who sold it; never more than they may see."""

from __future__ import annotations

from store.companies import companies
from store.database import Row
from store.people import members
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.staffing.contract_parties import account_of
from tools.staffing.contract_shapes import contract_shape, status_now
from tools.staffing.rules.contracts import OF_THE_WORK
from tools.telling import Record

SHOWN_BY = "get_staffing_contract shows it by id"
_SIDES = (("client", "client_company_id"), ("vendor", "vendor_company_id"))
_PEOPLE = (("consultant", "consultant_id"), ("seller", "seller_id"))
# What changes by itself.
_OUTER = ("status", "updated_at")


def tell_recorded(call: Call, row: Row) -> None:
    for side, column in _SIDES:
        _tell_side(call, row, row[column], _recorded_with(row, side))
    for part, column in _PEOPLE:
        _tell_person(call, row, row[column], _recorded_of(row, part))


def tell_changed(call: Call, old: Row, new: Row) -> None:
    """Whoever is no side of it any more or is one now; the others, when they see anything changed."""
    for side, column in _SIDES:
        if old[column] != new[column]:
            _tell_side(call, old, old[column], f"Your company is not the {side} of {_named(old)} any more.")
            _tell_side(call, new, new[column], _recorded_with(new, side))
        elif new[column] is not None and (fields := changed_fields(call, old, new, new[column])):
            _tell_side(
                call, new, new[column], f"Changed in {_named(new)}: {', '.join(fields)}. {SHOWN_BY} {new['id']}."
            )
    fields = [name for name in changed_fields(call, old, new, new["owner_company_id"]) if name in OF_THE_WORK]
    for part, column in _PEOPLE:
        if old[column] != new[column]:
            _tell_person(call, old, old[column], f"You are not the {part} of {_named(old)} any more.")
            _tell_person(call, new, new[column], _recorded_of(new, part))
        elif fields:
            _tell_person(call, new, new[column], f"Changed in {_named(new)}: {', '.join(fields)}.")


def changed_fields(call: Call, old: Row, new: Row, company_id: int) -> list[str]:
    """The fields that a company sees another value of than before."""
    before, after = (dict(contract_shape(row, company_id, call.now)) for row in (old, new))
    return [name for name, value in after.items() if name not in _OUTER and before.get(name) != value]


def tell_terminated(call: Call, row: Row) -> None:
    why = f" Reason given: {quoted(row['termination_reason'], 200)}." if row["termination_reason"] else ""
    _tell_all(call, row, f"Terminated: {_named(row)}. Its last day is {row['contract_end']}.{why}")


def tell_removed(call: Call, row: Row) -> None:
    _tell_all(call, row, f"Taken out of the records: {_named(row)}. It is not shown any more.")


def note_contract(call: Call, row: Row) -> None:
    """Append to the feed of the managing company that a contract is different; the other sides may not know of it."""
    data = {"state": status_now(row, call.now)}
    call.change("contract.changed", ("staffing_contract", row["id"]), company_id=row["owner_company_id"], data=data)


def _recorded_with(row: Row, side: str) -> str:
    return f"Your company is recorded as the {side} of {_named(row)}, {_days(row)}. {SHOWN_BY} {row['id']}."


def _recorded_of(row: Row, part: str) -> str:
    return f"You are recorded as the {part} of {_named(row)}, {_days(row)}."


def _named(row: Row) -> str:
    return f"staffing contract {quoted(row['public_id'])} of {quoted(row['owner_company_name'])}"


def _days(row: Row) -> str:
    return f"from {row['contract_start']}" + (
        f" to {row['contract_end']}" if row["contract_end"] else " on, open-ended"
    )


def _tell_all(call: Call, row: Row, text: str) -> None:
    for _, column in _SIDES:
        _tell_side(call, row, row[column], text)
    for _, column in _PEOPLE:
        _tell_person(call, row, row[column], text)


def _tell_side(call: Call, row: Row, company_id: int | None, text: str) -> None:
    """A company other than the managing one. It is mailed when it is one of ours: nobody else has agreed to hear of us."""
    if company_id is None or company_id == row["owner_company_id"]:
        return
    company = members.find_company(call.tx, company_id)
    if company is not None:
        ours = company["created_by_company_id"] == row["owner_company_id"] or _acts_for(call, company_id)
        _tell(call, Owner("company", company_id), row, text, mailed=ours)


def _acts_for(call: Call, company_id: int) -> bool:
    return companies.company_acted_for(call.tx, call.caller.owner, company_id) is not None


def _tell_person(call: Call, row: Row, person_id: int | None, text: str) -> None:
    """A consultant or seller who has an account; mailed when they belong to one of the companies that know them."""
    owner = account_of(call, person_id)
    if owner is not None:
        of = [id for id in (row["owner_company_id"], row["vendor_company_id"]) if id is not None]
        known = any(members.is_member(call.tx, company_id, owner.id) for company_id in of)
        _tell(call, owner, row, text, mailed=known)


def _tell(call: Call, owner: Owner, row: Row, text: str, mailed: bool) -> None:
    record = Record("staffing_contract", row["id"], row["public_id"])
    call.tell(owner, "contract_step", text, record=record, inbox_only=not mailed)
