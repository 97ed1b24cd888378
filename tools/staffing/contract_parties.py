"""Whom a staffing contract names: its client, vendor, consultant and seller, found or to be made.

First everybody is looked for, so that every fault is named at once; made are companies and people only after that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.people import identity, members, persons
from store.people.acquaintance import is_known_to_company
from store.staffing import parties
from store.types import Owner
from tools.call import Call
from tools.people.first_proof import is_taken
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import worded
from tools.shapes import Theirs
from tools.staffing.contract_access import own_company
from tools.staffing.rules.parties import Choice, Company, choice
from tools.text import one_line

Faults = dict[str, str]


class PartyShape(TypedDict):
    """A company or person that was named; created: by this call."""

    id: int
    name: NotRequired[Theirs | None]
    created: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A company or person: one there is, or (id None) one that is still to be made."""

    id: int | None
    name: str

    def is_same(self, other: Party) -> bool:
        if self.id is None or other.id is None:
            return identity.folded(self.name) == identity.folded(other.name)
        return self.id == other.id


def company_party(call: Call, side: str, id: int | None, name: str | None, faults: Faults) -> Party | None:
    """The company that was named by number, name or both; None without either, or with a fault."""
    id, name = id or None, one_line(name) if name else None
    if id is None and not name:
        return None
    own = own_company(call)
    by_id = members.find_company(call.tx, id) if id is not None else None
    by_name = parties.company_named(call.tx, own, name) if name else None
    found: Choice = choice(side, id, name, _company(call, by_id, name), _company(call, by_name, name))
    if found.fault is not None:
        faults[found.fault[0]] = found.fault[1]
        return None
    if found.company is not None:
        return Party(found.company.id, found.company.name)
    return Party(None, found.new_name or "")


def _company(call: Call, row: Row | None, name: str | None) -> Company | None:
    if row is None:
        return None
    known = parties.is_known(call.tx, own_company(call), row["id"])
    acts_for = companies.company_acted_for(call.tx, call.caller.owner, row["id"]) is not None
    is_named = name is not None and identity.folded(name) == row["name_folded"]
    return Company(row["id"], row["company_name"], known or acts_for, is_named, parties.has_people(call.tx, row["id"]))


def own_party(call: Call) -> Party:
    """The caller's company as a side of a contract."""
    row = members.find_company(call.tx, own_company(call))
    if row is None:
        raise LookupError(f"company {call.caller.company_id}")
    return Party(row["id"], row["company_name"])


def made_company(call: Call, party: Party) -> PartyShape:
    """The company, made when it is new: it has no users, and belongs to the caller's to invite some to it."""
    if party.id is not None:
        return {"id": party.id, "name": party.name, "created": False}
    own = companies.terms_of(call.tx, own_company(call))
    id = identity.create_company(
        call.tx,
        party.name,
        own["currency"],
        call.now,
        own_company(call),
        own["timezone"],
        made_by=str(call.caller.owner),
    )
    return {"id": id, "name": party.name, "created": True}


def consultant_party(
    call: Call, wished: Mapping[str, Any] | None, vendor: Party | None, faults: Faults
) -> Party | None:
    """The person who is to do the work: by number, or by name among those who work for the vendor."""
    id, name = (wished or {}).get("id") or None, one_line((wished or {}).get("name") or "")
    if id is not None:
        row = persons.find_person(call.tx, id)
        if row is None or not _may_name(call, row, name):
            faults["selected_consultant.id"] = worded(
                "there is no person {id} that you can name by the number alone, or none of that exact name; "
                "a name alone records a new one",
                id=id,
            )
            return None
        found = _person(row)
        if name and identity.folded(name) != identity.folded(found.name):
            call.warn(f"selected_consultant.name was not used: person {id} is called {quoted(found.name)}.")
        return found
    return _by_name(call, name, vendor) if name else None


def _may_name(call: Call, person: Row, name: str) -> bool:
    """Whom the company has to do with goes by number; anybody else with an account by their exact name as well, as a number
    alone would tell who it is. A mere record is known to the company that made it."""
    if is_known_to_company(call.tx, own_company(call), person["id"]):
        return True
    return is_taken(call, person) and identity.folded(name) == identity.folded(_person(person).name)


def _by_name(call: Call, name: str, vendor: Party | None) -> Party:
    if vendor is not None and vendor.id is None:
        return Party(None, name)
    own = own_company(call)
    vendor_id = None if vendor is None else vendor.id
    company = members.find_company(call.tx, vendor_id) if vendor_id is not None else None
    ours = company is not None and members.is_reachable(company, own)
    rows = parties.consultants_named(call.tx, own, vendor_id, name, members_too=ours)
    if len(rows) == 1:
        return _person(rows[0])
    if rows:
        call.warn(
            f"Several people called {quoted(name)} work for that vendor, so a new record is made; name one of them by "
            f"selected_consultant.id, such as {' or '.join(str(row['id']) for row in rows)}."
        )
    return Party(None, name)


def _person(row: Row) -> Party:
    return Party(row["id"], full_name(row["name"], None, row["last_name"]))


def made_person(call: Call, party: Party) -> PartyShape:
    """The person, recorded when new: by name alone, without sign-in and without a page."""
    if party.id is not None:
        return {"id": party.id, "name": party.name, "created": False}
    id = identity.create_person(call.tx, call.new_uuid(), None, party.name, call.now)
    return {"id": id, "name": party.name, "created": True}


def check_seller(call: Call, seller_id: int | None, faults: Faults) -> None:
    if seller_id is not None and not members.is_member(call.tx, own_company(call), seller_id):
        faults["seller_id"] = worded(
            "there is no user {seller_id} in your company; list_users shows them", seller_id=seller_id
        )


def account_of(call: Call, person_id: int | None) -> Owner | None:
    """The person to be told something: whoever has an account."""
    row = persons.find_person(call.tx, person_id) if person_id is not None else None
    return Owner("person", row["id"]) if row is not None and is_taken(call, row) else None
