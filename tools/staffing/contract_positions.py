"""The position of a request for people that a staffing contract fills."""

from __future__ import annotations

from datetime import date

from typing_extensions import TypedDict

from store.database import Row
from store.staffing import inquiries, parties
from tools.call import Call
from tools.errors import NotFound
from tools.rules.sentences import Sentence, say
from tools.staffing.contract_access import own_company
from tools.staffing.notices import note_changed, tell_creator
from tools.staffing.rules.contracts import check_filling
from tools.staffing.transitions import recompute


class PositionStage(TypedDict):
    id: int
    stage: str


def position_to_fill(call: Call, position_id: int) -> Row:
    """An open position of a request that the caller may see: one of theirs, or for an admin any of the company's."""
    creator = None if call.caller.is_admin else call.caller.owner
    row = parties.find_position(call.tx, own_company(call), position_id, creator)
    if row is None:
        raise NotFound("position", position_id, next=("list_inquiries",))
    check_filling(row["id"], row["inquiry_id"], row["stage"], row["contract_id"])
    return row


def fill(call: Call, position: Row, contract_id: int) -> None:
    filled = say("{position} is filled by contract {contract} now in {inquiry}.", contract=contract_id)
    _move(call, position, "contract_signed", contract_id, filled)


def filled_by(call: Call, contract: Row) -> Row | None:
    """The position that a contract still fills."""
    if contract["position_id"] is None:
        return None
    row = parties.find_position(call.tx, own_company(call), contract["position_id"], None)
    return row if row is not None and row["contract_id"] == contract["id"] else None


def after_termination(call: Call, contract: Row, today: date) -> PositionStage | None:
    """Search goes on for the position of a contract that was terminated before its start; one begun stays filled."""
    position = filled_by(call, contract)
    if position is None:
        return None
    if contract["contract_start"] <= today.isoformat():
        return {"id": position["id"], "stage": position["stage"]}
    _move(
        call,
        position,
        "search_in_progress",
        None,
        say("{position} is {stage} again in {inquiry}.", stage=Sentence("search_in_progress")),
    )
    return {"id": position["id"], "stage": "search_in_progress"}


def _move(call: Call, position: Row, stage: str, contract_id: int | None, moved: Sentence) -> None:
    inquiries.change_position(call.tx, position["id"], call.stamp, stage=stage, contract_id=contract_id)
    state = recompute(call, position["inquiry_id"])
    inquiry = inquiries.find_inquiry(call.tx, str(position["inquiry_id"]), own_company(call), None)
    if inquiry is not None:
        tell_creator(call, inquiry, moved, position)
    note_changed(call, position["inquiry_id"], state["stage"])
