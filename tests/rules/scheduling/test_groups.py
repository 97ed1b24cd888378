"""Several schedules for one time, and whose turn it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from store.types import Owner
from tests.rules.scheduling.slot_builders import ANN, BOB, CID, NOW, at, busy, offer, rule, taken
from tools.scheduling.rules.groups import Joint, Work, Workload, different_people, each_start, joint_slots, turn
from tools.scheduling.rules.not_free import Times
from tools.scheduling.rules.slots import Lane, Offer, Slot, Taken, grid_slots

DAY = at("2026-03-04"), at("2026-03-05")
MORNING = offer(rule("09:00", "12:00"))
# B of the vector: every 45 minutes, busy from 10:00 to 10:30.
ODD = offer(rule("09:30", "17:00"), duration=60, step=45)
ODD_BUSY = taken(busy("2026-03-04T10:00", "2026-03-04T10:30"))


def joined(lead: tuple[Offer, Taken], other: tuple[Offer, Taken], minutes: int = 60) -> dict[str, Any]:
    """By wall time: True where both are free, else why the other one is not."""
    slots = grid_slots(*lead, *DAY, NOW, minutes, 1)
    times = Times(*other, (DAY[0], DAY[1] + timedelta(minutes=minutes)), NOW, minutes)
    found = joint_slots(slots, [times], [False, False])
    return {f"{wall(each)}": True if each.slots else each.misses[1] for each in found}


def wall(each: Joint) -> str:
    return f"{at('2026-03-04') + timedelta(seconds=each.starts - int(at('2026-03-04').timestamp())):%H:%M}"


def bobs(used: Taken) -> Taken:
    return Taken((Lane((BOB,), used.lanes[0].busy),))


def test_the_first_schedule_gives_the_starts_and_the_grid_of_the_others_is_not_asked():
    """Vector X5."""
    assert joined((MORNING, taken()), (ODD, bobs(ODD_BUSY))) == {
        "09:00": "not_offered", "10:00": "host_busy", "11:00": True
    }  # fmt: skip
    found = joined((ODD, bobs(ODD_BUSY)), (MORNING, taken()))
    assert {start: why for start, why in found.items() if start < "11:45"} == {"11:00": True}
    assert {why for start, why in found.items() if start >= "11:45"} == {"not_offered"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"min_notice": 45_121}, "min_notice"),
        ({"min_notice": 45_120}, True),
        ({"max_days_ahead": 20}, "beyond_horizon"),
        ({"end": at("2026-03-04T09:30")}, "schedule_ended"),
        ({"start": at("2026-03-04T09:30")}, "not_offered"),
        ({"places": 3}, True),
    ],
)
def test_the_others_keep_their_own_rules(words, reason):
    other = offer(rule("08:00", "18:00"), **words)
    assert joined((MORNING, taken()), (other, Taken((Lane((BOB,)),))))["09:00"] == reason


@pytest.mark.parametrize(("gap", "fits"), [({"pause": 15}, False), ({"buffer_before": 15}, False), ({}, True)])
def test_the_gaps_of_each_are_kept(gap, fits):
    other = offer(rule("08:00", "18:00"), **gap)
    found = joined((MORNING, taken()), (other, bobs(taken(busy("2026-03-04T08:00", "2026-03-04T08:50")))))
    assert found["09:00"] == (True if fits else "host_busy")


def slot(*hosts: Owner, event_id: int | None = None) -> Slot:
    return Slot(0, 3600, 1, None, event_id, hosts)


@pytest.mark.parametrize(
    ("slots", "all_needed", "served"),
    [
        ([slot(ANN), slot(BOB)], [False, False], [(ANN,), (BOB,)]),
        # Ann is all the second one has, so the first takes Bob.
        ([slot(ANN, BOB), slot(ANN)], [False, False], [(BOB,), (ANN,)]),
        ([slot(ANN, BOB), slot(ANN, CID), slot(ANN)], [False] * 3, [(BOB,), (CID,), (ANN,)]),
        ([slot(ANN), slot(ANN)], [False, False], 1),
        ([slot(ANN, BOB), slot(BOB, ANN), slot(BOB)], [False] * 3, 2),
        # Who serves a slot anyway is not to be spared.
        ([slot(ANN, BOB), slot(ANN)], [True, False], 1),
        ([slot(ANN, event_id=7), slot(ANN, BOB)], [False, False], [(ANN,), (BOB,)]),
        ([slot(), slot(ANN)], [False, False], [(), (ANN,)]),
    ],
)
def test_nobody_serves_two_of_the_schedules(slots, all_needed, served):
    found = different_people(slots, all_needed)
    assert (found if isinstance(found, int) else [each.hosts for each in found]) == served


def test_equal_starts_of_several_are_one_item():
    first, other = offer(rule("09:00", "11:00")), offer(rule("10:00", "12:00"))
    streams = [grid_slots(each, taken(), *DAY, NOW, 60, 1) for each in (first, other)]
    assert [[place for place, _ in free] for _, free in each_start(streams)] == [[0], [0, 1], [1]]


LOADS = {0: Work(120, "2026-02-03"), 1: Work(60, "2026-02-01"), 2: Work(60, "2026-02-02")}


@pytest.mark.parametrize(
    ("works", "weights", "picked"),
    [
        (LOADS, None, 1),
        (LOADS, [3, 1, 1], 0),
        (LOADS, [1, 1, 2], 2),
        ({0: Work(60, "2026-02-01"), 1: Work(60, "")}, None, 1),
        ({0: Work(60, "2026-02-01"), 1: Work(60, "2026-02-01")}, None, 0),
        # A third is no rounded number.
        ({0: Work(100, "1"), 1: Work(33, "2")}, [3, 1], 1),
    ],
)
def test_whoever_has_least_for_their_weight_is_picked(works, weights, picked):
    """Vector X6."""
    assert turn(works, weights) == picked


def test_what_is_booked_in_the_fortnight_before_and_after_a_start_counts():
    fortnight, hour = 14 * 86_400, 3_600
    work = Workload([(0, hour, "a"), (fortnight, fortnight + hour, "c"), (2 * fortnight, 2 * fortnight + hour, "b")])
    assert work.around(fortnight) == Work(120, "c")
    assert work.around(fortnight + 1) == Work(120, "c")
    assert work.around(fortnight - 1) == Work(120, "c")
    assert work.around(9 * fortnight) == Work(0, "")
