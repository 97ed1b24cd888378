"""What each read level shows in a contract's calendar."""

from __future__ import annotations

import pytest

from tools.contracts.rules.contract_calendar import Seen, sees_amount, sees_hours, view_in_contract

# By read level 0 to 5.
NOTHING = (None,) * 6
WORK = ("busy", "busy", "full", "full", "full", "full")


@pytest.mark.parametrize(
    ("event", "views"),
    [
        (Seen(1, private=False, involved=False), WORK),
        (Seen(1, private=True, involved=False), ("busy", "busy", "busy", "busy", "busy", "full")),
        (Seen(1, private=False, involved=False, takes_time=False), (None, None, "full", "full", "full", "full")),
        (Seen(1, private=True, involved=False, takes_time=False), (*NOTHING[:5], "full")),
        (Seen(2, private=False, involved=False), (None, None, "full", "full", "full", "full")),
        (Seen(2, private=True, involved=False), (*NOTHING[:5], "full")),
        (Seen(3, private=False, involved=False), (*NOTHING[:4], "full", "full")),
        (Seen(4, private=False, involved=False), (*NOTHING[:4], "full", "full")),
        (Seen(3, private=True, involved=False), (*NOTHING[:5], "full")),
        (Seen(1, private=True, involved=True), ("full",) * 6),
        (Seen(2, private=True, involved=True), ("full",) * 6),
        (Seen(3, private=False, involved=True), ("full",) * 6),
    ],
)
def test_what_is_seen_grows_with_the_level(event, views):
    assert tuple(view_in_contract(event, read) for read in range(6)) == views


def test_amounts_of_others_need_level_4():
    assert [sees_amount(read, own_money=False) for read in range(6)] == [False] * 4 + [True] * 2
    assert all(sees_amount(read, own_money=True) for read in range(6))


def test_hours_of_others_need_level_3():
    assert [sees_hours(read, own=False) for read in range(6)] == [False] * 3 + [True] * 3
    assert all(sees_hours(read, own=True) for read in range(6))
