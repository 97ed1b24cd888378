"""Who is told of a staffing contract: its client and vendor, the consultant and who sold it; never more than they may see."""

from __future__ import annotations

from collections.abc import Sequence

from store.companies import companies
from store.database import Row
from store.people import members
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say, together
from tools.staffing.contract_parties import account_of
from tools.staffing.contract_shapes import contract_shape, status_now
from tools.staffing.rules.contracts import OF_THE_WORK
from tools.telling import Record

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
            text = say(
                "Your company is not the {side} of {contract} any more.", side=Sentence(side), contract=_named(old)
            )
            _tell_side(call, old, old[column], text)
            _tell_side(call, new, new[column], _recorded_with(new, side))
        elif new[column] is not None and (fields := changed_fields(call, old, new, new[column])):
            _tell_side(call, new, new[column], together(_changed(new, fields), _shown_by(new)))
    fields = [name for name in changed_fields(call, old, new, new["owner_company_id"]) if name in OF_THE_WORK]
    for part, column in _PEOPLE:
        if old[column] != new[column]:
            text = say("You are not the {part} of {contract} any more.", part=Sentence(part), contract=_named(old))
            _tell_person(call, old, old[column], text)
            _tell_person(call, new, new[column], _recorded_of(new, part))
        elif fields:
            _tell_person(call, new, new[column], _changed(new, fields))


def changed_fields(call: Call, old: Row, new: Row, company_id: int) -> list[str]:
    """The fields that a company sees another value of than before."""
    before, after = (dict(contract_shape(row, company_id, call.now)) for row in (old, new))
    return [name for name, value in after.items() if name not in _OUTER and before.get(name) != value]


def tell_terminated(call: Call, row: Row) -> None:
    text = say("Terminated: {contract}. Its last day is {day}.", contract=_named(row), day=row["contract_end"])
    why = None
    if row["termination_reason"]:
        why = say("Reason given: {reason}.", reason=quoted(row["termination_reason"], 200))
    _tell_all(call, row, together(text, why))


def tell_removed(call: Call, row: Row) -> None:
    _tell_all(call, row, say("Taken out of the records: {contract}. It is not shown any more.", contract=_named(row)))


def note_contract(call: Call, row: Row) -> None:
    """Append to the feed of the managing company that a contract is different; the other sides may not know of it."""
    data = {"state": status_now(row, call.now)}
    call.change("contract.changed", ("staffing_contract", row["id"]), company_id=row["owner_company_id"], data=data)


def _recorded_with(row: Row, side: str) -> Words:
    text = say("Your company is recorded as the {side} of {contract}, {days}.", side=Sentence(side))
    return together(text.using(contract=_named(row), days=_days(row)), _shown_by(row))


def _recorded_of(row: Row, part: str) -> Words:
    text = say("You are recorded as the {part} of {contract}, {days}.", part=Sentence(part))
    return text.using(contract=_named(row), days=_days(row))


def _changed(row: Row, fields: Sequence[str]) -> Sentence:
    return say("Changed in {contract}: {fields}.", contract=_named(row), fields=", ".join(fields))


def _shown_by(row: Row) -> Sentence:
    return say("get_staffing_contract shows it by id {id}.", id=row["id"])


def _named(row: Row) -> Sentence:
    name, company = quoted(row["public_id"]), quoted(row["owner_company_name"])
    return say("staffing contract {name} of {company}", name=name, company=company)


def _days(row: Row) -> Sentence:
    if row["contract_end"]:
        return say("from {start} to {end}", start=row["contract_start"], end=row["contract_end"])
    return say("from {start} on, open-ended", start=row["contract_start"])


def _tell_all(call: Call, row: Row, text: Words) -> None:
    for _, column in _SIDES:
        _tell_side(call, row, row[column], text)
    for _, column in _PEOPLE:
        _tell_person(call, row, row[column], text)


def _tell_side(call: Call, row: Row, company_id: int | None, text: Words) -> None:
    """A company other than the managing one. It is mailed when it is one of ours: nobody else has agreed to hear of us."""
    if company_id is None or company_id == row["owner_company_id"]:
        return
    company = members.find_company(call.tx, company_id)
    if company is not None:
        ours = company["created_by_company_id"] == row["owner_company_id"] or _acts_for(call, company_id)
        _tell(call, Owner("company", company_id), row, text, mailed=ours)


def _acts_for(call: Call, company_id: int) -> bool:
    return companies.company_acted_for(call.tx, call.caller.owner, company_id) is not None


def _tell_person(call: Call, row: Row, person_id: int | None, text: Words) -> None:
    """A consultant or seller who has an account; mailed when they belong to one of the companies that know them."""
    owner = account_of(call, person_id)
    if owner is not None:
        of = [id for id in (row["owner_company_id"], row["vendor_company_id"]) if id is not None]
        known = any(members.is_member(call.tx, company_id, owner.id) for company_id in of)
        _tell(call, owner, row, text, mailed=known)


def _tell(call: Call, owner: Owner, row: Row, text: Words, mailed: bool) -> None:
    record = Record("staffing_contract", row["id"], row["public_id"])
    call.tell(owner, "contract_step", text, record=record, inbox_only=not mailed)
