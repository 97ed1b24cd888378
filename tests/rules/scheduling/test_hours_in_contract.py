"""Whose levels in a contract show them the working hours of others, and their price."""

from __future__ import annotations

import pytest

from tools.scheduling.rules.events import Levels
from tools.scheduling.rules.hours_in_contract import sees_hours, sees_rate


@pytest.mark.parametrize(
    ("read", "write", "agreed", "hours", "rate"),
    [
        (0, 0, True, False, False),
        (2, 1, True, False, False),
        (2, 4, True, False, False),
        (3, 4, True, True, False),
        (4, 0, True, True, True),
        (0, 5, True, True, True),
        (2, 2, False, False, False),
        (2, 3, False, True, True),
        (3, 0, False, True, False),
        (4, 0, False, True, True),
    ],
)
def test_hours_from_level_3_and_their_price_from_level_4(read, write, agreed, hours, rate):
    levels = Levels(read, write)
    assert (sees_hours(levels, agreed=agreed), sees_rate(levels, agreed=agreed)) == (hours, rate)
