"""When reports stop a call."""

from datetime import UTC, datetime, timedelta

import pytest

from tools.open_calls.rules.reports import Report, suspends

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def by(person, hours=0.0, reason="other", verified=True, accepted=False):
    return Report(reason, NOON + timedelta(hours=hours), person, verified, accepted)


@pytest.mark.parametrize(
    ("reports", "stops"),
    [
        ([by(1), by(2, 1), by(3, 23.9)], True),
        ([by(1), by(2, 1), by(3, 24)], False),
        ([by(1), by(2, 1), by(3, 24), by(4, 24.5)], True),
        ([by(1), by(1, 1), by(2, 2)], False),
        ([by(1), by(2), by(3, verified=False)], False),
        ([by(1), by(2), by(None)], False),
        ([by(1, reason="dangerous", accepted=True, verified=False)], True),
        ([by(1, reason="dangerous")], False),
        ([by(1, reason="not_paid", accepted=True)], False),
        ([], False),
    ],
)
def test_three_verified_people_within_a_day_or_one_accepted_with_something_grave(reports, stops):
    assert suspends(reports) is stops


def test_the_operator_may_set_another_threshold():
    assert suspends([by(1), by(2, 40)], threshold=2, within=timedelta(hours=48))
