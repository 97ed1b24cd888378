"""Who is asked to work on a contract: a person by number, or whoever proves an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from store.contracts import places
from store.database import Row
from store.folding import same_address
from store.people import identity, persons
from store.people.acquaintance import may_be_shown_for_address
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, RateLimited
from tools.people.rules.accounts import NEW_ADDRESSES_A_DAY, name_from_address
from tools.rules.sentences import worded

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody asked. email: of whom only an address is known; their number is told to nobody before they accept."""

    person: Owner
    email: str | None = None


def invited(call: Call, user_id: int | None, email: str | None) -> Invited:
    """Who is meant. Invalid for nobody or both; RateLimited past 100 new addresses a day."""
    if (user_id is None) == (email is None):
        raise Invalid({"user_id": worded("give exactly one of user_id and email")})
    if email is None:
        person = persons.find_person(call.tx, user_id or 0)
        if person is None:
            raise Invalid({"user_id": worded("there is no person {user_id}; invite by email instead", user_id=user_id)})
        return Invited(Owner("person", person["id"]))
    if call.caller.kind == "person" and call.caller.email and same_address(call.caller.email, email):
        raise Invalid({"email": worded("is your own address; pass your user_id")})
    owner = identity.find_person_by_email(call.tx, email)
    if owner is not None and _is_known(call, owner):
        return Invited(Owner("person", owner["id"]))
    return Invited(Owner("person", _holder(call, owner, email)), email)


def _is_known(call: Call, person: Row) -> bool:
    """Whether the caller may know whose address it is."""
    return call.caller.kind == "person" and may_be_shown_for_address(call.tx, person, call.caller.id)


def _holder(call: Call, owner: Row | None, email: str) -> int:
    """The record an address stands for, made when there is none."""
    if places.addresses_invited_since(call.tx, call.caller.owner, call.now - DAY) >= NEW_ADDRESSES_A_DAY:
        raise RateLimited(
            worded(
                "At most {new_addresses_a_day} addresses a day can be invited. People you know by number still can.",
                new_addresses_a_day=NEW_ADDRESSES_A_DAY,
            ),
            retry_after=3600,
        )
    if owner is not None:
        known: int = owner["id"]
        return known
    return identity.create_person(call.tx, call.new_uuid(), email, name_from_address(email), call.now)
