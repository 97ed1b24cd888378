"""Until when a slot is kept, and how far that is put off."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tools.scheduling.rules.kept.holds import extended, kept_until


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "until", "latest"),
    [
        (at(14, 0), 10, at(10, 10), at(11, 0)),
        (at(10, 40), 30, at(10, 30), at(10, 40)),
        (at(10, 4), 10, at(10, 4), at(10, 4)),
    ],
)
def test_a_slot_is_kept_up_to_its_start(start: datetime, minutes: int, until: datetime, latest: datetime) -> None:
    assert kept_until(at(10, 0), start, minutes) == (until, latest)


@pytest.mark.parametrize(
    ("now", "minutes", "before", "after"),
    [
        (at(10, 5), 30, at(10, 10), at(10, 35)),
        (at(10, 30), 30, at(10, 35), at(11, 0)),
        (at(10, 5), 5, at(10, 30), at(10, 30)),
    ],
)
def test_a_hold_is_never_made_shorter(now: datetime, minutes: int, before: datetime, after: datetime) -> None:
    assert extended(now, minutes, before, at(11, 0)) == after
