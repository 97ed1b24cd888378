"""Who answers what is asked about a paid place, and what an answer does to it."""

from __future__ import annotations

from typing import Literal

from tools.scheduling.rules.events import CONFIRMED, DECLINED, PENDING

Side = Literal["contract", "person"]
Outcome = Literal["answer", "again", "answered", "over"]


def may_answer(asked_by: Side, *, holds: bool, write: int, only_manager: bool) -> bool:
    """Whether somebody is of the side that did not ask: the person whose place it is answers the contract, a member with
    write level 5 answers the person. holds: it is their own place. only_manager: nobody else has level 5, so somebody who
    works on their own contract need not wait for anybody."""
    if asked_by == "contract":
        return holds
    return write >= 5 and (only_manager or not holds)


def outcome(status_id: int, accept: bool) -> Outcome:
    """What becomes of an answer: it is given, was given before, differs from the one given, or comes after the end."""
    if status_id == PENDING:
        return "answer"
    if status_id in (CONFIRMED, DECLINED):
        return "again" if (status_id == CONFIRMED) == accept else "answered"
    return "over"
