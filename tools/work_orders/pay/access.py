"""Whose lines of the pay somebody may see and touch."""

from __future__ import annotations

from store.database import Row
from store.types import Owner
from store.work_orders.pay_lines.authors import EVER, NEVER
from tools.call import Call
from tools.errors import NotAllowed
from tools.rules.sentences import word, worded
from tools.work_orders.access import Side, visible_order


def sight(call: Call, row: Row, side: Side) -> tuple[str, int]:
    """Since when, and whose besides, the caller sees claims of an order: a company all, an assignee those of their time
    on it, anybody else their own."""
    if side == "company":
        return EVER, 0
    return row["assigned_at"] if side == "assignee" else NEVER, call.caller.id


def order_worked_on(call: Call, id: int) -> tuple[Row, Side]:
    """An order of the caller's company, or one the caller is assigned to."""
    row, side = visible_order(call, id)
    if side == "provider":
        raise NotAllowed(
            worded("Work order {id} is not assigned to you, so this is not yours to see.", id=id),
            next=("get_work_order",),
        )
    return row, side


def check_author(call: Call, noun: str, claim: Row) -> None:
    """A claim is corrected by whoever wrote it."""
    if Owner(claim["author_type"], claim["author_id"]) != call.caller.owner:
        raise NotAllowed(
            worded(
                "The {noun} {id} was written by somebody else; only its author corrects it.",
                noun=word(noun),
                id=claim["id"],
            ),
            next=(f"list_work_order_{noun}s",),
        )


def check_decides(side: Side, noun: str, id: int) -> None:
    """What becomes of a claim is for the company to say."""
    if side != "company":
        raise NotAllowed(
            worded(
                "What becomes of {noun} {id} is for the company to decide; you may correct what it says.",
                noun=word(noun),
                id=id,
            ),
            next=(f"update_work_order_{noun}",),
        )
