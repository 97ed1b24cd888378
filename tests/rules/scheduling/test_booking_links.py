"""What a booking link may be: until when it is good, and between which starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.scheduling.rules.booking_links import fault_of_times, valid_until

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_link_is_good_for_a_week_unless_its_maker_says_otherwise() -> None:
    assert valid_until(NOW, None) == NOW + 7 * DAY
    assert valid_until(NOW, NOW + DAY) == NOW + DAY


@pytest.mark.parametrize(
    ("expires_at", "first", "last", "wrong"),
    [
        (None, None, None, set()),
        (NOW + 90 * DAY, NOW, NOW, set()),
        (NOW + 90 * DAY + timedelta(seconds=1), None, None, {"expires_at"}),
        (NOW, None, None, {"expires_at"}),
        (None, NOW + DAY, NOW, {"from"}),
    ],
)
def test_moments_that_no_link_can_have_are_named(
    expires_at: datetime | None, first: datetime | None, last: datetime | None, wrong: set[str]
) -> None:
    assert set(fault_of_times(NOW, expires_at, first, last)) == wrong
