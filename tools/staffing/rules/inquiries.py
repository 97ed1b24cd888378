"""Stages of requests for people and of their positions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tools.errors import Step, WrongState
from tools.rules.sentences import joined, word, worded

MOST_POSITIONS = 100

# What update_inquiry_position may make of a position's stage.
POSITION_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("pending",),
    "pending": ("draft", "search_in_progress"),
    "search_in_progress": (),
    "contract_signed": (),
    "cancelled": (),
}


def inquiry_stage(positions: Sequence[str]) -> str:
    """An inquiry's stage, which follows from the stages of its positions."""
    live = [stage for stage in positions if stage != "cancelled"]
    if not live:
        return "draft"
    if all(stage == "contract_signed" for stage in live):
        return "contract_signed"
    if any(stage in ("search_in_progress", "contract_signed") for stage in live):
        return "search_in_progress"
    return "pending" if "pending" in live else "draft"


def check_adding(stage: str, count: int) -> None:
    """WrongState unless another position can be added."""
    if stage == "cancelled":
        raise WrongState(
            worded("The inquiry is cancelled; nothing can be added to it."), state=stage, next=("create_inquiry",)
        )
    if count >= MOST_POSITIONS:
        raise WrongState(
            worded("The inquiry has {count} positions, the most there can be.", count=count),
            state=stage,
            next=("create_inquiry",),
        )


def check_cancelling(stage: str, contracts: Sequence[tuple[int, int | None, str | None]]) -> None:
    """WrongState unless the inquiry can be cancelled. contracts: (position, contract, its public id) of its filled
    positions."""
    if stage == "cancelled":
        raise WrongState(
            worded("The inquiry is cancelled already; nothing changed."), state=stage, next=("get_inquiry",)
        )
    if contracts:
        named = joined(
            [
                worded("position {position} ({contract})", position=position, contract=_contract(id, name))
                for position, id, name in contracts
            ],
            ", ",
        )
        raise WrongState(
            worded("Filled and under contract: {named}. Cancel the open positions one by one instead.", named=named),
            state="contract_signed",
            next=("cancel_inquiry_position",),
        )


def _contract(id: int | None, public_id: str | None) -> str:
    return (
        worded("contract {public_id}, id {id}", public_id=public_id, id=id)
        if public_id
        else worded("contract {id}", id=id)
    )


def check_cancelling_position(stage: str, contract: int | None, public_id: str | None = None) -> None:
    """WrongState unless the position can be cancelled. contract: what fills it, with its public id."""
    if stage == "cancelled":
        raise WrongState(worded("The position is cancelled already."), state=stage, next=("list_inquiry_positions",))
    if stage == "contract_signed":
        raise WrongState(
            worded(
                "The position is filled by {contract}, and is not cancelled any more. "
                "terminate_staffing_contract before the contract's start opens it again.",
                contract=_contract(contract, public_id),
            ),
            state=stage,
            next=(Step("terminate_staffing_contract", {"id": contract}), "list_inquiry_positions"),
        )


def check_changing_position(inquiry_stage: str, stage: str, wanted: str | None) -> None:
    """WrongState unless the position can be changed, and moved to the stage wanted."""
    if inquiry_stage == "cancelled" or stage in ("contract_signed", "cancelled"):
        raise WrongState(
            worded(
                "The position is {stage}; it cannot be changed.",
                stage=worded("cancelled") if inquiry_stage == "cancelled" else word(stage),
            ),
            state=stage,
            next=("get_inquiry", "add_inquiry_position"),
        )
    if wanted is not None and wanted != stage and wanted not in POSITION_MOVES[stage]:
        allowed = ", ".join(POSITION_MOVES[stage]) or worded("none")
        raise WrongState(
            worded(
                "The position is {stage}; from there it can go to: {allowed}, not to {wanted}.",
                stage=stage,
                allowed=allowed,
                wanted=wanted,
            ),
            state=stage,
            next=("get_inquiry", "cancel_inquiry_position"),
        )


def service_fault(start: datetime, end: datetime, now: datetime) -> tuple[str, str] | None:
    """The field and what is wrong with a position's period, if anything."""
    if end <= start:
        return "job_end", worded("must be later than job_start")
    if end <= now:
        return "job_end", worded("lies in the past")
    return None
