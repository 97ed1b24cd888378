"""When deliveries are tried, taken and given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.webhooks.rules.retries import (
    LASTS,
    is_long_failing,
    is_taken,
    next_attempt,
    wait_after,
    wants_no_more,
)
from tools.webhooks.rules.signing import Signature

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 2), (3, 5), (4, 10), (5, 20), (6, 30), (7, 60), (8, 60), (9, 60), (25, 60)],
)
def test_the_waits_grow_to_an_hour(attempts: int, minutes: int) -> None:
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_what_always_fails_is_tried_for_24_hours() -> None:
    moments, at = [], NOW
    while True:
        moments.append(at)
        following = next_attempt(len(moments), at, NOW + LASTS)
        if following is None:
            break
        at = following
    assert [int((moment - NOW).total_seconds() / 60) for moment in moments[:9]] == [0, 1, 3, 8, 18, 38, 68, 128, 188]
    assert len(moments) == 29
    assert timedelta(hours=23) < moments[-1] - NOW < LASTS


@pytest.mark.parametrize(
    ("signature", "status", "taken", "no_more"),
    [
        ("x_sign", 200, True, False),
        ("x_sign", 201, False, False),
        ("x_sign", 204, False, False),
        ("x_sign", 301, False, False),
        ("x_sign", 410, False, False),
        ("x_sign", 500, False, False),
        ("standard", 200, True, False),
        ("standard", 204, True, False),
        ("standard", 299, True, False),
        ("standard", 302, False, False),
        ("standard", 410, False, True),
        ("standard", 503, False, False),
    ],
)
def test_only_200_counts_unless_the_webhook_is_a_standard_one(
    signature: Signature, status: int, taken: bool, no_more: bool
) -> None:
    assert (is_taken(signature, status), wants_no_more(signature, status)) == (taken, no_more)


@pytest.mark.parametrize(("minutes", "told"), [(0, False), (59, False), (60, True), (600, True)])
def test_a_company_hears_of_it_after_an_hour(minutes: int, told: bool) -> None:
    assert is_long_failing(NOW, NOW + timedelta(minutes=minutes)) is told
