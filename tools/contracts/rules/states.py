"""The state of a contract, which follows from its participants, dates and money; nothing sets it."""

from __future__ import annotations

from collections.abc import Collection

from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DECLINED, DELIVERED, PENDING


def state_of(*, archived: bool, participants: Collection[int], ended: bool, owed: bool) -> int:
    """participants: the states of its paid places. ended: its end has passed. owed: a charge is pending or unpaid,
    or a clock runs that will make one."""
    if archived:
        return CANCELLED
    if CONFIRMED in participants or COMPLETED in participants:
        if not ended:
            return CONFIRMED
        return DELIVERED if owed else COMPLETED
    if DECLINED in participants and PENDING not in participants:
        return DECLINED
    return PENDING
