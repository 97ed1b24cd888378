"""Proposed changes of agreed hours and rates: how they look, and what an answer does."""

from __future__ import annotations

import json
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.contracts import corrections
from store.database import Row
from store.scheduling import schedules
from store.scheduling.contract_levels import new_terms
from store.types import Money, iso
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.members.collisions import warn_of_collisions
from tools.contracts.members.notices import named, said, tell_holder, tell_managers
from tools.contracts.members.sides import check_may_answer, check_terms
from tools.contracts.open_tools import side_of
from tools.contracts.rules.answers import outcome
from tools.errors import NotFound, WrongState
from tools.questions import quoted
from tools.rules.sentences import say, together, worded
from tools.rules.unproven_mail import quote
from tools.scheduling.rules.events import CONFIRMED, DECLINED, STATES, state_name
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.schedules.storing import apply_correction


class CorrectionShape(TypedDict):
    """A proposed change of agreed hours. changes: {field: {from, to}}; limit stands in settings.weekly_limit_hours."""

    id: int
    participant_id: int
    schedule_id: int
    proposed_by_type: str
    proposed_by_id: int
    changes: dict[str, Any]
    status_id: int
    status: str
    created_at: str
    answered_by: NotRequired[int | None]
    answered_at: NotRequired[str | None]


def correction_shape(row: Row, currency: str) -> CorrectionShape:
    return {
        "id": row["id"],
        "participant_id": row["participant_id"],
        "schedule_id": row["schedule_id"],
        "proposed_by_type": "agent" if row["proposed_by_type"] == "agent" else "user",
        "proposed_by_id": row["proposed_by_id"],
        "changes": _shown(json.loads(row["changes"]), currency),
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "created_at": iso(row["created_at"]),
        "answered_by": row["answered_by"],
        "answered_at": iso(row["answered_at"]) if row["answered_at"] else None,
    }


def _shown(changes: dict[str, Any], currency: str) -> dict[str, Any]:
    """Money as decimal text, settings as they are read."""
    shown: dict[str, Any] = {}
    for name, change in changes.items():
        both = {side: _value(name, change[side], currency) for side in ("from", "to")}
        shown[name.removesuffix("_at") if name in ("start_at", "end_at") else name] = both
    return shown


def _value(name: str, value: Any, currency: str) -> Any:
    if name == "price" and value is not None:
        return Money(value, currency).text
    return json.loads(value) if name == "settings" else value


def answer_correction(
    call: Call, stand: Stand, place: Row, id: int, accept: bool, terms_version: int | None, message: str | None
) -> Row:
    """Let a proposal take effect, or refuse it; the proposal as it is then. The same answer twice changes nothing."""
    row = _find(call, stand, place, id)
    check_may_answer(call, stand, place, side_of(row, place))
    before = outcome(row["status_id"], accept)
    if before == "again":
        return row
    if before != "answer":
        what = (
            worded("was withdrawn or replaced")
            if before == "over"
            else worded("is {state_name}", state_name=state_name(row["status_id"]))
        )
        at = (
            worded(", since {answered_at}", answered_at=iso(row["answered_at"], stand.contract["timezone"]))
            if row["answered_at"]
            else ""
        )
        raise WrongState(
            worded("Proposal {id} {what}{at}. Nothing changed.", id=id, what=what, at=at),
            state=str(row["status_id"]),
            next=("get_contract",),
        )
    check_terms(stand, place, terms_version)
    schedules.end_correction(call.tx, id, CONFIRMED if accept else DECLINED, stand.caller, call.now)
    if accept:
        _apply(call, place, row)
    _tell(call, stand, place, row, accept, message)
    return _find(call, stand, place, id)


def _find(call: Call, stand: Stand, place: Row, id: int) -> Row:
    row = corrections.find_correction(call.tx, id, place["id"])
    if row is None or not (stand.owns(place["id"]) or stand.write >= 5):
        raise NotFound(
            worded("proposed change {id} of participant {place_id}", id=id, place_id=place["id"]),
            next=("get_contract",),
        )
    return row


def _apply(call: Call, place: Row, correction: Row) -> None:
    """The schedule changes, and with it rate and limit of the place from now on."""
    apply_correction(call, correction)
    schedule = schedules.find_schedule(call.tx, correction["schedule_id"])
    assert schedule is not None, correction["schedule_id"]
    limit = settings_of(schedule["settings"]).weekly_limit_hours
    new_terms(call.tx, place["id"], schedule["price"], limit, call.now)
    warn_of_collisions(call, person_of(place), schedule["id"], place["id"])
    call.changed("contract", place["contract_id"])
    call.change("contract.changed", ("contract", place["contract_id"]), data={"fields": ["participants"]})


def _tell(call: Call, stand: Stand, place: Row, row: Row, accept: bool, message: str | None) -> None:
    answer = say("{who} does not agree to the proposed change of hours or rate as {role} on {contract}.")
    if accept:
        answer = say("{who} agrees to the proposed change of hours or rate as {role} on {contract}.")
    answer = answer.using(who=quoted(call.caller.name), role=quote(place["role"]), contract=named(stand))
    text = together(answer, said(message))
    if side_of(row, place) == "person":
        tell_holder(call, stand, place, text)
    else:
        tell_managers(call, stand, text)
