"""Who an event is to have on its list and whom it is to pay, as they are named: known people, of a contract its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from store.people.identity import find_person_by_email
from store.people.persons import find_person
from store.scheduling.contract_levels import find_participant, is_asked_by_address, people_of, places_of_person
from store.types import Owner
from tools.call import Call
from tools.rules.sentences import word, worded
from tools.scheduling.rules.events import CONFIRMED, STATES

Faults = dict[str, str]


def people_named(
    call: Call, contract_id: int | None, given: Sequence[Mapping[str, Any]], *, required: bool
) -> tuple[list[dict[str, Any]], Faults]:
    """The list that is wanted, each with user_id or email and required, and what is wrong with it by field.

    contract_id: whose members and participants they have to be. required: where nothing is said."""
    people: list[dict[str, Any]] = []
    faults: Faults = {}
    belonging = people_of(call.tx, contract_id) if contract_id is not None else set[Owner]()
    for index, each in enumerate(given):
        if (each.get("user_id") is None) == (each.get("email") is None):
            faults[f"attendees[{index}]"] = worded("takes either user_id or email")
        person = {"user_id": each["user_id"]} if each.get("user_id") else {"email": each.get("email")}
        if contract_id is not None:
            person = _of_contract(call, contract_id, person, belonging)
            _check(person, contract_id, people, belonging, faults, index)
        elif each.get("user_id") is not None and find_person(call.tx, each["user_id"]) is None:
            faults[f"attendees[{index}].user_id"] = worded("there is no person {user_id}", user_id=each["user_id"])
        people.append({**person, "required": bool(each.get("required", required))})
    return people, faults


def beneficiary_fault(call: Call, contract_id: int | None, type: str, id: int) -> str | None:
    """Why somebody cannot be the one who is paid; None when they can."""
    if contract_id is None:
        if type == "participant":
            return worded("participants belong to contracts; name a user")
        return None if find_person(call.tx, id) is not None else worded("there is no person {id}", id=id)
    if type == "user":
        places = places_of_person(call.tx, contract_id, Owner("person", id))
        if any(place["status_id"] == CONFIRMED for place in places):
            return None
        return worded(
            "user {id} has no confirmed place on contract {contract_id}; add_contract_participant invites people",
            id=id,
            contract_id=contract_id,
        )
    place = find_participant(call.tx, id)
    if place is None or place["contract_id"] != contract_id or place["deleted_at"] is not None:
        return worded("contract {contract_id} has no participant {id}", contract_id=contract_id, id=id)
    if place["status_id"] != CONFIRMED:
        return worded(
            "participant {id} is {states}; only one that is confirmed is paid",
            id=id,
            states=word(STATES[place["status_id"]]),
        )
    return None


def _of_contract(call: Call, contract_id: int, person: dict[str, Any], belonging: Collection[Owner]) -> dict[str, Any]:
    """Somebody named by the proven address of a member is that member."""
    email = person.get("email")
    account = find_person_by_email(call.tx, email) if email else None
    if account is not None and account["email_verified_at"] and Owner("person", account["id"]) in belonging:
        return {"user_id": account["id"]}
    if email and not is_asked_by_address(call.tx, contract_id, email):
        return {"email": email, "unknown": True}
    return person


def _check(
    person: dict[str, Any],
    contract_id: int,
    before: Sequence[Mapping[str, Any]],
    belonging: Collection[Owner],
    faults: Faults,
    index: int,
) -> None:
    user_id, email = person.get("user_id"), person.get("email")
    if person.pop("unknown", False) or (user_id is not None and Owner("person", user_id) not in belonging):
        named = worded("user {id}", id=user_id) if user_id is not None else email
        faults[f"attendees[{index}].{'email' if email else 'user_id'}"] = worded(
            "{named} is neither a member nor a participant of contract {contract_id}; add_contract_user "
            "puts them there",
            named=named,
            contract_id=contract_id,
        )
    elif any((other.get("user_id"), other.get("email")) == (user_id, email) for other in before):
        faults.setdefault(f"attendees[{index}]", "is named twice")
