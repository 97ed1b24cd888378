"""The people of a contract with the places they hold, as lists show them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.contracts import contracts
from store.contracts.time_logs import working
from store.database import Row
from store.people.persons import find_person
from store.scheduling.events import names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.rules.roles import ROLES
from tools.contracts.shapes import place_holder, sees_rate
from tools.scheduling.parties import USER_KINDS
from tools.scheduling.rules.events import STATES
from tools.shapes import Theirs
from tools.uploads.reading import file_uri


class HeldPlace(TypedDict):
    """A paid place somebody holds. price: money per hour, where you may see it."""

    id: int
    role: Theirs
    status_id: int
    status: str
    is_working: bool
    price: NotRequired[str | None]
    currency: NotRequired[str | None]


class UserOnContract(TypedDict):
    type: str
    id: NotRequired[int | None]
    name: NotRequired[Theirs | None]
    avatar: NotRequired[str | None]
    email: NotRequired[str | None]


class ContractUser(TypedDict):
    """Somebody on a contract. role_id is empty for people who are asked and are no members yet."""

    user: UserOnContract
    role_id: NotRequired[int | None]
    role_name: NotRequired[str | None]
    read: NotRequired[int | None]
    write: NotRequired[int | None]
    schedule_id: NotRequired[int | None]
    joined_at: NotRequired[str | None]
    participants: list[HeldPlace]


def contract_users(call: Call, stand: Stand, users: Sequence[Row]) -> list[ContractUser]:
    """Members with their places."""
    places = [place for place in contracts.participants_of(call.tx, stand.id) if place["invited_key"] is None]
    works = working(call.tx, [place["id"] for place in places])
    names = names_of(call.tx, [member_of(user) for user in users])
    return [
        {
            "user": _user(call, member_of(user), names),
            "role_id": user["role_id"],
            "role_name": ROLES[user["role_id"]],
            "read": user["read"],
            "write": user["write"],
            "schedule_id": user["schedule_id"],
            "joined_at": iso(user["joined_at"]),
            "participants": [_held(stand, place, works) for place in places if person_of(place) == member_of(user)],
        }
        for user in users
    ]


def asked_people(call: Call, stand: Stand, places: Sequence[Row]) -> list[ContractUser]:
    """People who are asked and are no members: no more of them than whom they were asked as."""
    names = names_of(call.tx, [person_of(place) for place in places])
    shown: list[ContractUser] = []
    for place in places:
        holder = place_holder(stand, place, names)
        user: UserOnContract = {
            "type": holder["type"],
            "id": holder.get("id"),
            "name": holder.get("name"),
            "email": holder.get("email"),
        }
        shown.append({"user": user, "role_id": None, "participants": [_held(stand, place, set())]})
    return shown


def member_of(user: Row) -> Owner:
    return Owner(user["user_type"], user["user_id"])


def _held(stand: Stand, place: Row, works: Container[int]) -> HeldPlace:
    shape: HeldPlace = {
        "id": place["id"],
        "role": place["role"],
        "status_id": place["status_id"],
        "status": STATES[place["status_id"]],
        "is_working": place["id"] in works,
    }
    if sees_rate(stand, place) and place["price"] is not None:
        shape["price"] = Money(place["price"], stand.currency).text
        shape["currency"] = stand.currency
    return shape


def _user(call: Call, user: Owner, names: dict[Owner, str]) -> UserOnContract:
    person = find_person(call.tx, user.id) if user.kind == "person" else None
    avatar = file_uri(person["ava_id"]) if person is not None and person["ava_id"] else None
    return {"type": USER_KINDS[user.kind], "id": user.id, "name": names.get(user), "avatar": avatar, "email": None}
