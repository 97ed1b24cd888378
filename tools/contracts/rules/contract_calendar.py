"""What a read level in a contract shows of what stands in its calendar."""

from __future__ import annotations

from dataclasses import dataclass

from tools.scheduling.rules.events import APPOINTMENT, ENTRY, View

OTHERS_WORK, OTHERS_HOURS, OTHERS_MONEY, PRIVATE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Seen:
    """An event of a contract. involved: the caller owns, serves, attends, pays or is paid for it. takes_time: nobody called
    it off."""

    type_id: int
    private: bool
    involved: bool
    takes_time: bool = True


def view_in_contract(event: Seen, read: int) -> View | None:
    """How much somebody sees of an event of their contract: all, only that the time is taken, or nothing. What one is part
    of oneself is always shown, as get_event shows it."""
    if event.involved:
        return "full"
    least = OTHERS_WORK if event.type_id in (APPOINTMENT, ENTRY) else OTHERS_MONEY
    if read >= (PRIVATE if event.private else least):
        return "full"
    return "busy" if event.type_id == APPOINTMENT and event.takes_time else None


def sees_amount(read: int, *, own_money: bool) -> bool:
    """Whether the amount of an event that is shown in full is shown with it: one's own, or from level 4 everybody's."""
    return own_money or read >= OTHERS_MONEY


def sees_hours(read: int, *, own: bool) -> bool:
    """Whether working hours and time logs are shown: one's own, or from level 3 everybody's."""
    return own or read >= OTHERS_HOURS
