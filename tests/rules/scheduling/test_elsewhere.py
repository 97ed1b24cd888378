"""Time taken outside schedules: looked up among thousands of stretches as if each had been looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.types import utc_text
from tools.scheduling.rules.elsewhere import Elsewhere, ElsewhereCursor

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def second(minutes: float) -> int:
    return int((NOON + timedelta(minutes=minutes)).timestamp())


def elsewhere(*stretches: tuple[float, float]) -> Elsewhere:
    """From minutes after noon."""
    times = [tuple(utc_text(NOON + timedelta(minutes=minutes)) for minutes in each) for each in stretches]
    return Elsewhere.of(sorted(times, key=lambda each: each[1]))


@pytest.mark.parametrize(
    ("begin", "end", "free"),
    [(-60, 0, True), (-60, 1, False), (0, 30, False), (10, 20, False), (29, 60, False), (30, 60, True), (30, 61, False),
     (60, 90, False), (90, 999, True)],
)  # fmt: skip
def test_a_time_is_free_when_nothing_reaches_into_it_and_touching_is_free(begin, end, free):
    assert ElsewhereCursor(elsewhere((0, 30), (60, 90))).is_free(second(begin), second(end)) is free


def test_parts_of_a_second_are_taken_whole():
    cursor = ElsewhereCursor(elsewhere((0.001, 30.001)))
    assert not cursor.is_free(second(30), second(40))
    assert ElsewhereCursor(elsewhere((0.001, 30.001))).is_free(second(-30), second(0))


def test_nothing_elsewhere_is_free():
    assert ElsewhereCursor(Elsewhere.of([])).is_free(second(0), second(1))


def test_stretches_that_overlap_or_touch_become_one():
    assert len(elsewhere((0, 30), (10, 20), (30, 40), (50, 60), (-10, 5)).starts) == 2


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=20),
    st.lists(st.tuples(st.integers(-60, 260), st.integers(1, 30)), max_size=20),
)
def test_what_is_asked_in_order_is_answered_as_if_each_stretch_were_looked_at(stretches, asked):
    taken = [(start, start + length) for start, length in stretches]
    cursor = ElsewhereCursor(elsewhere(*taken))
    for begin, length in sorted(asked):
        free = all(end <= begin or start >= begin + length for start, end in taken)
        assert cursor.is_free(second(begin), second(begin + length)) is free
