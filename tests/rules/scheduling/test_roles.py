"""Which roles in a schedule need a person's yes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.scheduling.rules.roles import HOST, MANAGER, OBSERVER, OWNER, asked_again_from, needs_yes

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize("wanted", [OWNER, MANAGER, HOST, OBSERVER])
def test_whoever_is_not_in_a_schedule_agrees_to_any_role(wanted: int) -> None:
    assert needs_yes(None, wanted)


@pytest.mark.parametrize(
    ("present", "wanted", "asked"),
    [
        (HOST, HOST, False),
        (HOST, OBSERVER, False),
        (MANAGER, OBSERVER, False),
        (OBSERVER, HOST, True),
        (OBSERVER, MANAGER, True),
        (MANAGER, HOST, True),
        (HOST, MANAGER, True),
        (MANAGER, OWNER, True),
        (HOST, OWNER, True),
        (OWNER, OWNER, False),
    ],
)
def test_another_role_is_asked_for_unless_it_is_less(present: int, wanted: int, asked: bool) -> None:
    assert needs_yes(present, wanted) is asked


def test_who_said_no_is_not_asked_again_for_thirty_days() -> None:
    assert asked_again_from(None, NOW) is None
    said_no = NOW - timedelta(days=30) + timedelta(seconds=1)
    assert asked_again_from(said_no, NOW) == said_no + timedelta(days=30)
    assert asked_again_from(NOW - timedelta(days=30), NOW) is None
