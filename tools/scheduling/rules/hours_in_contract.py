"""What a member of a contract sees of working hours in it that are not their own."""

from __future__ import annotations

from tools.scheduling.rules.events import Levels

HOURS, MONEY = 3, 4
# From these write levels on somebody changes hours that are shown, and answers for agreed ones.
CHANGES, ANSWERS = 3, 5


def sees_hours(levels: Levels, *, agreed: bool) -> bool:
    """Whether the hours of others are shown. agreed: they are, or were offered as, those of a paid place."""
    return levels.read >= HOURS or levels.write >= (ANSWERS if agreed else CHANGES)


def sees_rate(levels: Levels, *, agreed: bool) -> bool:
    """Whether their price is shown with them: to those who see the money of others, or could change it."""
    return levels.read >= MONEY or levels.write >= (ANSWERS if agreed else CHANGES)
