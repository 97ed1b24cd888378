from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tools.specialists.rules.specialists import (
    REVEALS_AN_HOUR,
    SlotWish,
    excerpt,
    is_shown,
    reveal_wait,
    window,
    window_faults,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def wish(**more):
    return SlotWish(NOW, NOW + timedelta(days=60), BERLIN, **more)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


TUESDAY, SUNDAY = 2, 0


@pytest.mark.parametrize(
    ("asked", "start", "end", "fits"),
    [
        ({}, "2026-03-03 10:00", "2026-03-03 11:00", True),
        ({}, "2026-03-02 09:00", "2026-03-02 10:00", False),  # before now, which is 10:00 in Berlin
        ({}, "2026-03-02 10:00", "2026-03-02 11:00", True),
        ({}, "2026-05-01 10:30", "2026-05-01 11:30", False),  # ends after the window, 11:00 with summer time
        ({"days": frozenset({TUESDAY})}, "2026-03-03 10:00", "2026-03-03 11:00", True),
        ({"days": frozenset({TUESDAY})}, "2026-03-04 10:00", "2026-03-04 11:00", False),
        ({"days": frozenset({SUNDAY})}, "2026-03-08 00:00", "2026-03-08 01:00", True),  # Saturday 23:00 in UTC
        ({"hours": (14, 18)}, "2026-03-03 14:00", "2026-03-03 15:00", True),
        ({"hours": (14, 18)}, "2026-03-03 13:30", "2026-03-03 14:30", False),
        ({"hours": (14, 18)}, "2026-03-03 17:00", "2026-03-03 18:00", True),
        ({"hours": (14, 18)}, "2026-03-03 17:30", "2026-03-03 18:30", False),
        ({"hours": (20, 24)}, "2026-03-03 23:00", "2026-03-04 00:00", True),
        ({"hours": (20, 24)}, "2026-03-03 23:30", "2026-03-04 00:30", False),
        ({"hours": (0, 24)}, "2026-03-29 01:00", "2026-03-29 03:00", True),  # the clock change of spring
        ({"hours": (0, 3)}, "2026-10-25 02:30", "2026-10-25 02:45", False),  # beyond the window
    ],
)
def test_a_slot_must_lie_in_the_window_on_the_days_and_within_the_hours(asked, start, end, fits):
    assert wish(**asked).fits(berlin(start), berlin(end)) is fits


@pytest.mark.parametrize(
    ("minutes", "offered", "length"),
    [(None, (60, 30), 60), (45, (60, 30), 60), (90, (60, 30, 120, 90), 90), (30, (60,), 60), (61, (60, 30), None)],
)
def test_the_shortest_offered_length_that_is_long_enough_is_taken(minutes, offered, length):
    assert wish(minutes=minutes).length_of(offered) == length


def test_without_start_and_end_the_next_sixty_days_are_looked_at():
    assert window(None, None, NOW) == (NOW, NOW + timedelta(days=60))


def test_the_past_is_left_out_of_a_window():
    assert window(NOW - timedelta(days=3), NOW + timedelta(days=1), NOW) == (NOW, NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (None, None, None),
        (1, None, None),
        (1, 2, None),
        (2, 1, "must be later than start"),
        (2, 2, "must be later than start"),
        (-5, -1, "lies in the past"),
        (None, 62, None),
        (None, 63, "at most 62 days"),
        (30, 92, None),
        (30, 93, "at most 62 days"),
    ],
)
def test_faulty_windows_are_named(start, end, fault):
    day = timedelta(days=1)
    faults = window_faults(None if start is None else NOW + start * day, None if end is None else NOW + end * day, NOW)
    assert (fault is None and faults == {}) or fault in faults["end"]


@pytest.mark.parametrize(
    ("hidden", "knows", "shown"),
    [(False, False, False), (False, True, True), (True, False, False), (True, True, False)],
)
def test_what_is_hidden_is_never_shown_and_else_to_whom_it_was_revealed(hidden, knows, shown):
    assert is_shown(hidden, knows) is shown


def test_the_sixty_first_reveal_waits_until_the_first_is_an_hour_old():
    lately = [NOW - timedelta(minutes=minute * 0.5) for minute in range(REVEALS_AN_HOUR)]
    assert reveal_wait(lately[1:], NOW) == 0
    assert reveal_wait(lately, NOW) == 60 * 60 - 59 * 30
    assert reveal_wait(lately, NOW + timedelta(minutes=31)) == 0


def test_long_texts_are_cut_between_words():
    assert excerpt("short") == "short"
    assert excerpt(None) is None
    cut = excerpt("word " * 100)
    assert cut is not None
    assert cut.endswith("word…")
    assert len(cut) <= 241
