"""How contracts, their members and paid places look in answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.contracts import contracts
from store.contracts.time_logs import working
from store.database import Row
from store.scheduling.events import names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import Stand, asker_of, person_of, role_name
from tools.contracts.rules.settings import Settings, settings_of
from tools.scheduling.parties import USER_KINDS
from tools.scheduling.rules.events import STATES
from tools.shapes import Theirs


class SettingsShape(TypedDict):
    """rate: money per hour of those without an own price."""

    skills: list[int]
    trackable: bool
    rate: NotRequired[str | None]
    rounding_minutes: int
    max_timer_hours: int
    auto_approve: bool
    self_approve: bool
    correction_quorum: str


class ContractShape(TypedDict):
    """A contract, as much of it as your read level allows: below 1 its label and dates, amount from 4, settings from 5.

    Whoever is asked to work on it, or may apply, sees its terms. role_id, read, write, position: your own."""

    id: int
    label: Theirs
    status_id: int
    status: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    timezone: str
    description: NotRequired[Theirs | None]
    currency: NotRequired[str | None]
    amount: NotRequired[str | None]
    credit: NotRequired[bool | None]
    private: NotRequired[bool | None]
    privacy: NotRequired[int | None]
    skills: NotRequired[list[int] | None]
    parent_id: NotRequired[int | None]
    kal_id: NotRequired[int | None]
    settings: NotRequired[SettingsShape | None]
    files: NotRequired[list[int] | None]
    version: NotRequired[int | None]
    old_id: NotRequired[str | None]
    role_id: NotRequired[int | None]
    role_name: NotRequired[str | None]
    read: int
    write: int
    position: NotRequired[int | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    deleted_at: NotRequired[str | None]


class MemberShape(TypedDict):
    """Somebody on a contract. Who is invited by an address is known by it alone until they accept."""

    type: str
    id: NotRequired[int | None]
    name: NotRequired[Theirs | None]
    email: NotRequired[str | None]


class ParticipantShape(TypedDict):
    """A paid place. price: money per hour; limit: most billable hours a week. asked_by: the side that asked: the other one
    answers. price and limit only of your own, with read level 4, or where you may answer."""

    id: int
    contract_id: int
    user: MemberShape
    user_id: NotRequired[int | None]
    role: Theirs
    price: NotRequired[str | None]
    currency: str
    limit: NotRequired[int | None]
    credit: bool
    schedule_id: NotRequired[int | None]
    status_id: int
    status: str
    is_working: bool
    asked_by: str
    requested_by: MemberShape
    terms_version: int
    old_contract_id: NotRequired[str | None]
    created_at: str
    updated_at: str
    deleted_at: NotRequired[str | None]


def contract_shape(call: Call, stand: Stand) -> ContractShape:
    """A contract as the caller may see it."""
    row, zone = stand.contract, stand.contract["timezone"]
    user = contracts.user_of(call.tx, stand.id, stand.caller) if stand.role_id else None
    shape: ContractShape = {
        "id": row["id"],
        "label": row["label"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "timezone": zone,
        "role_id": stand.role_id,
        "role_name": role_name(stand.role_id),
        "read": stand.read,
        "write": stand.write,
        "position": user["position"] if user else None,
        "deleted_at": iso(row["deleted_at"], zone) if row["deleted_at"] else None,
    }
    if stand.sees_terms:
        shape.update(_terms(row))
    if stand.read >= 4:
        shape["amount"] = _money(row["amount"], row["currency"])
    if stand.read >= 5:
        shape["settings"] = settings_shape(settings_of(row["settings"]), row["currency"])
    return shape


def _terms(row: Row) -> ContractShape:
    return {  # type: ignore[typeddict-item]
        "description": row["description"],
        "currency": row["currency"],
        "credit": bool(row["credit"]),
        "private": row["privacy"] == 0,
        "privacy": row["privacy"],
        "skills": list(settings_of(row["settings"]).skills),
        "parent_id": row["parent_id"],
        "kal_id": row["kal_id"],
        "files": json.loads(row["files"]),
        "version": row["version"],
        "old_id": row["old_id"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def settings_shape(settings: Settings, currency: str) -> SettingsShape:
    """Settings with what holds where nothing was said."""
    return {
        "skills": list(settings.skills),
        "trackable": settings.trackable,
        "rate": _money(settings.rate, currency),
        "rounding_minutes": settings.rounding_minutes,
        "max_timer_hours": settings.max_timer_hours,
        "auto_approve": settings.auto_approve,
        "self_approve": settings.self_approve,
        "correction_quorum": settings.correction_quorum,
    }


def participant_shapes(call: Call, stand: Stand, places: Sequence[Row]) -> list[ParticipantShape]:
    """Paid places of a contract as the caller may see them."""
    askers = [asker_of(place) for place in places]
    names = names_of(call.tx, [*(person_of(place) for place in places), *askers])
    works = working(call.tx, [place["id"] for place in places])
    return [
        _participant(stand, place, asker, names) | {"is_working": place["id"] in works}
        for place, asker in zip(places, askers, strict=True)
    ]


def participant_shape(call: Call, stand: Stand, place: Row) -> ParticipantShape:
    return participant_shapes(call, stand, [place])[0]


def _participant(stand: Stand, place: Row, asker: Owner, names: dict[Owner, str]) -> ParticipantShape:
    shape: ParticipantShape = {
        "id": place["id"],
        "contract_id": place["contract_id"],
        "user": place_holder(stand, place, names),
        "user_id": None if _is_unknown(stand, place) else place["user_id"],
        "role": place["role"],
        "currency": stand.currency,
        "credit": bool(place["credit"]),
        "schedule_id": place["schedule_id"],
        "status_id": place["status_id"],
        "status": STATES[place["status_id"]],
        "is_working": False,
        "asked_by": place["asked_by"],
        "requested_by": member_shape(asker, names),
        "terms_version": place["terms_version"],
        "old_contract_id": place["old_contract_id"],
        "created_at": iso(place["created_at"]),
        "updated_at": iso(place["updated_at"]),
        "deleted_at": iso(place["deleted_at"]) if place["deleted_at"] else None,
    }
    if sees_rate(stand, place):
        shape["price"] = _money(place["price"], stand.currency)
        shape["limit"] = place["hours_limit"]
    return shape


def sees_rate(stand: Stand, place: Row) -> bool:
    """Whether the caller may see what a place is paid: their own, all with read level 4, or one they could answer for."""
    return stand.owns(place["id"]) or stand.read >= 4 or stand.write >= 5


def place_holder(stand: Stand, place: Row, names: dict[Owner, str]) -> MemberShape:
    """Whose a place is. An address alone until whoever has it accepts."""
    if _is_unknown(stand, place):
        manages = stand.write >= 5
        return {"type": "user", "id": None, "name": None, "email": place["invited_email"] if manages else None}
    if place["invited_key"] is not None:
        return member_shape(stand.caller, {stand.caller: stand.caller_name})
    return member_shape(person_of(place), names)


def _is_unknown(stand: Stand, place: Row) -> bool:
    return place["invited_key"] is not None and not stand.owns(place["id"])


def member_shape(owner: Owner, names: dict[Owner, str]) -> MemberShape:
    return {"type": USER_KINDS[owner.kind], "id": owner.id, "name": names.get(owner), "email": None}


def _money(amount: int | None, currency: str) -> str | None:
    return None if amount is None else Money(amount, currency).text
