"""The first chance to come between other visits, and the last one."""

import pytest

from tests.rules.work_orders.day_plans.days import seconds
from tools.work_orders.day_plans.rules.capacity import Chance, Task, Wanted, chance_of, free_seconds, outside

DAY = [(0, 86_400), (86_400, 172_800)]


def spans(*pairs):
    return [(seconds(a), seconds(b)) for a, b in pairs]


@pytest.mark.parametrize(
    ("now", "tasks", "closed", "expected"),
    [
        ("08:00", [], [], ("10:00", "13:00", 600, None)),
        ("09:58", [], [], ("10:08", "13:00", 600, None)),
        ("08:00", [("11:30", "12:00", 900)], [], ("10:00", "10:15", 600, None)),
        ("08:00", [("10:30", "12:00", 900)], [], ("12:15", "13:00", 900, 1)),
        ("08:00", [("09:00", "10:30", 900)], [], ("10:45", "13:00", 900, 1)),
        ("08:00", [], [("09:30", "11:00")], ("11:10", "13:00", 600, None)),
        ("08:00", [], [("12:00", "12:30")], ("10:00", "11:00", 600, None)),
        ("08:00", [("09:00", "09:30", 900)], [("10:00", "10:40")], ("10:55", "13:00", 900, 1)),
        ("08:00", [], [("10:30", "13:30")], None),
        ("13:30", [], [], None),
    ],
)
def test_the_first_chance(now, tasks, closed, expected):
    wanted = Wanted(seconds("10:00"), seconds("14:00"), 3600, seconds(now))
    has = [Task(place, seconds(start), seconds(end), way) for place, (start, end, way) in enumerate(tasks, start=1)]
    found = chance_of(wanted, DAY, has, 600, spans(*closed))
    if expected is None:
        assert found is None
    else:
        assert found == Chance(seconds(expected[0]), seconds(expected[1]), expected[2], expected[3])


def test_on_the_next_date_everybody_starts_from_home():
    wanted = Wanted(seconds("23:00"), 86_400 + seconds("09:00"), 3600, seconds("20:00"))
    has = [Task(1, seconds("22:00"), 86_400 + seconds("00:30"), 3000)]
    found = chance_of(wanted, DAY, has, 600, [(86_400, 86_400 + seconds("07:00"))])
    assert found == Chance(86_400 + seconds("07:10"), 86_400 + seconds("08:00"), 600, None)


@pytest.mark.parametrize(
    ("start", "end", "hours", "tasks", "expected"),
    [
        # Work of a night may begin late on one date and end on the next.
        ("22:00", "30:00", 1, [], ("22:00", "29:00", 600, None)),
        ("22:00", "26:00", 3, [], ("22:00", "23:00", 600, None)),
        # The visit of the next morning is to be reached, whichever date it is of.
        ("22:00", "30:00", 1, [("26:00", "27:00", 1800)], ("22:00", "24:30", 600, None)),
        ("22:00", "26:00", 3, [("25:30", "26:00", 900)], ("22:00", "22:15", 600, None)),
        ("22:00", "26:00", 3, [("25:00", "26:00", 900)], None),
        # Somebody still at a visit at midnight has not left for home yet.
        ("23:00", "28:00", 1, [("22:00", "24:30", 3000)], ("24:40", "27:00", 600, None)),
        ("23:00", "25:00", 1, [("22:00", "23:30", 1200)], ("23:50", "24:00", 1200, 1)),
    ],
)
def test_midnight_ends_nobodys_night(start, end, hours, tasks, expected):
    wanted = Wanted(seconds(start), seconds(end), hours * 3600, seconds("20:00"))
    has = [Task(place, seconds(begin), seconds(until), way) for place, (begin, until, way) in enumerate(tasks, start=1)]
    found = chance_of(wanted, DAY, has, 600, [])
    if expected is None:
        assert found is None
    else:
        assert found == Chance(seconds(expected[0]), seconds(expected[1]), expected[2], expected[3])


def test_free_time_is_what_is_left():
    wanted = Wanted(seconds("10:00"), seconds("14:00"), 3600, seconds("11:00"))
    assert free_seconds(wanted, [Task(1, seconds("09:00"), seconds("11:30"), 0)], spans(("13:00", "15:00"))) == 5400


def test_outside_of_windows():
    assert outside(spans(("08:00", "12:00"), ("13:00", "17:00")), seconds("07:00"), seconds("16:00")) == spans(
        ("07:00", "08:00"), ("12:00", "13:00")
    )
    assert outside([], 0, 10) == [(0, 10)]
