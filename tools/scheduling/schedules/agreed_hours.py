"""Changing the working hours of a paid place: an open offer by the side that made it, agreed ones by the other side's yes."""

from __future__ import annotations

import json
from typing import Any

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import schedules
from store.scheduling.contract_levels import find_participant, members_from, new_terms
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, NotAllowed, WrongState
from tools.rules.sentences import say, worded
from tools.scheduling.availability.access import Access
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.rules.events import CANCELLED, CONFIRMED, PENDING, state_name
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.schedules.offer_holders import tell_place_holder
from tools.scheduling.schedules.role_invitations import named
from tools.scheduling.schedules.storing import Draft, store_changes
from tools.telling import Record

# The write level in a contract that speaks for its side.
SPEAKS = 5


class ProposalShape(TypedDict):
    """A change that waits for the other side of a contract."""

    id: int
    status_id: int


def change_agreed(call: Call, access: Access, draft: Draft) -> ProposalShape | None:
    """Change what is only offered, or propose a change of what was agreed; the proposal."""
    place = find_participant(call.tx, access.schedule["participant_id"])
    assert place is not None, access.id
    side = _side(call, access, place)
    changes = _changes(call, access.schedule, draft)
    _check(access, changes)
    if place["status_id"] == PENDING:
        _change_offer(call, access, place, draft, side)
        return None
    if place["status_id"] != CONFIRMED:
        raise WrongState(
            worded(
                "{title} was agreed for participant {id}, who is {state_name}; nothing of it changes any more.",
                title=access.title,
                id=place["id"],
                state_name=state_name(place["status_id"]),
            ),
            state=str(place["status_id"]),
            next=("add_contract_participant",),
        )
    return _propose(call, access, place, changes, side)


def _side(call: Call, access: Access, place: Row) -> str:
    """Whom the caller speaks for: the person, or with write level 5 the contract."""
    if _is_persons(call.caller.owner, place) and place["invited_key"] is None:
        return "person"
    levels = contract_levels(call, place["contract_id"])
    if levels is None or levels.write < SPEAKS:
        raise NotAllowed(
            worded(
                "{title} holds the hours of participant {id} of contract {contract_id}: they change by the "
                "person's word, or by that of a member with write level {speaks}.",
                title=access.title,
                id=place["id"],
                contract_id=place["contract_id"],
                speaks=SPEAKS,
            ),
            next=("list_contract_users",),
        )
    return "contract"


def _is_persons(somebody: Owner, place: Row) -> bool:
    return somebody == Owner(place["user_type"], place["user_id"])


def _changes(call: Call, row: Row, draft: Draft) -> dict[str, Any]:
    """What would be different, as {column: {from, to}}. Invalid when nothing would."""
    wanted = {**draft.columns, "settings": draft.settings}
    changes = {name: {"from": row[name], "to": value} for name, value in wanted.items() if row[name] != value}
    if draft.skills is not None:
        before = [
            {"skill_id": skill["skill_id"], "years": skill["years"]}
            for skill in schedules.skills_of(call.tx, row["id"])
        ]
        changes["skills"] = {"from": before, "to": draft.skills}
    if draft.files is not None:
        changes["files"] = {"from": json.loads(row["files"]), "to": draft.files}
    if not changes:
        raise Invalid({"settings": worded("nothing would change")}, next=("get_schedule",))
    return changes


_FIXED = {
    "currency": worded("is the contract's"),
    "price_per": worded("is hour: work on a contract is paid by the hour"),
    "private": worded("is true: working hours of a contract are for its people"),
    "kal_id": worded("is the contract's calendar"),
}


def _check(access: Access, changes: dict[str, Any]) -> None:
    faults = {
        name: worded("{why}, for working hours of a contract", why=why)
        for name, why in _FIXED.items()
        if name in changes
    }
    if faults:
        raise Invalid(faults, next=("get_schedule",))


def _change_offer(call: Call, access: Access, place: Row, draft: Draft, side: str) -> None:
    """What nobody agreed to yet changes at once, by the side that asked; its terms have a new version."""
    if side != place["asked_by"]:
        raise NotAllowed(
            worded(
                "{title} is an offer of the other side; answer it with reply_to_participation_request.",
                title=access.title,
            ),
            next=("reply_to_participation_request",),
        )
    store_changes(call, access.schedule, draft)
    price = draft.columns.get("price", access.schedule["price"])
    new_terms(call.tx, place["id"], price, settings_of(draft.settings).weekly_limit_hours, call.now)
    if side == "contract":
        contract = place["contract_id"]
        # What is mailed to an address that nobody has proven holds nothing that others wrote.
        text = (
            say("The terms you are asked to work on in contract {id} changed.", id=contract)
            if place["invited_key"] is not None
            else say(
                "The terms you are asked to work on in contract {id} changed: {schedule}.",
                id=contract,
                schedule=named(access),
            )
        )
        tell_place_holder(call, place, text, _record(place), kind="schedule_correction")


def _propose(call: Call, access: Access, place: Row, changes: dict[str, Any], side: str) -> ProposalShape:
    """Store the changes as a proposal, which replaces an open one of the same side; the schedule stays as it is."""
    row, me = access.schedule, call.caller.owner
    for open_one in schedules.open_corrections(call.tx, row["id"]):
        by = Owner(open_one["proposed_by_type"], open_one["proposed_by_id"])
        if ("person" if _is_persons(by, place) else "contract") == side:
            schedules.end_correction(call.tx, open_one["id"], CANCELLED, me, call.now)
            call.warn(f"The open proposal {open_one['id']} of your side is replaced by this one.")
    correction_id = schedules.insert_correction(
        call.tx,
        call.now,
        schedule_id=row["id"],
        participant_id=row["participant_id"],
        proposed_by_type=me.kind,
        proposed_by_id=me.id,
        changes=json.dumps(changes, ensure_ascii=False),
    )
    text = say(
        "A change of {schedule} is proposed; reply_to_participation_request answers it (contract_id {contract}, participant_id "
        "{place}, correction_id {correction}).",
        schedule=named(access),
        contract=place["contract_id"],
        place=place["id"],
        correction=correction_id,
    )
    person = Owner(place["user_type"], place["user_id"])
    for told in [person] if side == "contract" else members_from(call.tx, place["contract_id"], SPEAKS):
        call.tell(told, "schedule_correction", text, record=_record(place))
    return {"id": correction_id, "status_id": PENDING}


def _record(place: Row) -> Record:
    """Its contract, in which it is answered."""
    return Record("contract", place["contract_id"], say("Contract {id}", id=place["contract_id"]))
