"""Who may change what of a work order's checklist and custom fields, and in which states."""

from __future__ import annotations

from typing import Literal

from tools.errors import NotAllowed
from tools.rules.sentences import worded
from tools.work_orders.rules.states import (
    APPROVED,
    ASSIGNED,
    DRAFT,
    PUBLISHED,
    ROUTED,
    WORK_DONE,
    Standing,
    Status,
    wrong_state,
)

Side = Literal["company", "assignee", "provider"]

UP_TO_ASSIGNED: tuple[Status, ...] = (DRAFT, PUBLISHED, ROUTED, ASSIGNED)
UNTIL_APPROVAL: tuple[Status, ...] = (*UP_TO_ASSIGNED, WORK_DONE)
UNTIL_APPROVED: tuple[Status, ...] = (*UNTIL_APPROVAL, APPROVED)
_WORDS = {
    UP_TO_ASSIGNED: worded("a work order up to assigned"),
    UNTIL_APPROVAL: worded("a work order that is not approved, paid, canceled or deleted"),
    UNTIL_APPROVED: worded("a work order that is not paid, canceled or deleted"),
}


def check_defined(tool: str, standing: Standing) -> None:
    """WrongState unless the company may still say what has to be done."""
    _check_in(tool, standing, UP_TO_ASSIGNED)


def check_alerts_change(tool: str, standing: Standing) -> None:
    """WrongState unless a step may still be completed: as long, the company says who hears of it."""
    _check_in(tool, standing, UNTIL_APPROVAL)


def check_task_change(tool: str, standing: Standing, side: Side, *, defines: bool, ticks: bool) -> None:
    """NotAllowed or WrongState unless that side may change what a step is (defines), or whether it is done (ticks)."""
    if side == "provider":
        raise _not_assigned(standing)
    if side == "assignee":
        if defines:
            raise NotAllowed(
                worded(
                    "What a step asks for is the company's to change; you may set its status, and closing_notes "
                    "of close-out notes."
                ),
                next=("update_work_order_task",),
            )
        _check_assigned(tool, standing)
        return
    if defines:
        _check_in(tool, standing, UP_TO_ASSIGNED)
    if ticks:
        _check_in(tool, standing, UNTIL_APPROVAL)


def check_field_change(tool: str, standing: Standing, side: Side, role: str) -> None:
    """NotAllowed or WrongState unless that side may set the value of a field of this role (buyer or provider) now."""
    if side == "provider":
        raise _not_assigned(standing)
    if side == "assignee":
        if role == "buyer":
            raise NotAllowed(
                worded("This custom field is the company's to fill in."), next=("list_work_order_custom_fields",)
            )
        _check_assigned(tool, standing)
        return
    _check_in(tool, standing, UNTIL_APPROVED if role == "buyer" else UNTIL_APPROVAL)


def _not_assigned(standing: Standing) -> NotAllowed:
    return NotAllowed(
        worded("Work order {id} is not assigned to you, so this is not yours to do.", id=standing.id),
        next=("get_work_order",),
    )


def _check_assigned(tool: str, standing: Standing) -> None:
    if standing.status is not ASSIGNED:
        raise wrong_state(tool, standing, needs=worded("assigned"))


def _check_in(tool: str, standing: Standing, allowed: tuple[Status, ...]) -> None:
    if standing.status not in allowed:
        raise wrong_state(tool, standing, needs=_WORDS[allowed])
