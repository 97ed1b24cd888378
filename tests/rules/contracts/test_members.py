"""Who may give whom which role: every row."""

from __future__ import annotations

import pytest

from tools.contracts.rules.members import Levels, fault_of
from tools.contracts.rules.roles import LEVELS, levels_for

OWNER, MANAGER, OBSERVER = Levels(1, 5, 5), Levels(2, 5, 5), Levels(6, 3, 1)
NEAR_SIGHTED = Levels(2, 3, 5)


@pytest.mark.parametrize(
    ("giver", "present", "wanted", "owners", "fault"),
    [
        (OWNER, None, OWNER, 1, None),
        (OWNER, MANAGER, OWNER, 1, None),
        (OWNER, OWNER, MANAGER, 2, None),
        (OWNER, OWNER, MANAGER, 1, "last_owner"),
        (OWNER, OWNER, OWNER, 1, None),
        (MANAGER, None, OWNER, 1, "needs_owner"),
        (MANAGER, OWNER, OBSERVER, 2, "needs_owner"),
        (MANAGER, None, MANAGER, 1, None),
        (NEAR_SIGHTED, None, OBSERVER, 1, None),
        (NEAR_SIGHTED, None, Levels(6, 4, 1), 1, "above_own"),
        (NEAR_SIGHTED, None, MANAGER, 1, "above_own"),
        (NEAR_SIGHTED, NEAR_SIGHTED, Levels(2, 5, 5), 1, "above_own"),
    ],
)
def test_nobody_gives_what_they_have_not(
    giver: Levels, present: Levels | None, wanted: Levels, owners: int, fault: str | None
) -> None:
    assert fault_of(giver, present, wanted, owners=owners) == fault


@pytest.mark.parametrize(
    ("role_id", "read", "write", "levels"),
    [
        (1, 0, 0, (5, 5)),
        (2, None, None, (5, 5)),
        (3, None, None, (2, 1)),
        (4, None, None, (4, 4)),
        (5, None, None, (4, 4)),
        (6, None, None, (3, 1)),
        (6, 0, None, (0, 1)),
        (3, None, 0, (2, 0)),
    ],
)
def test_levels_follow_the_role_unless_they_are_given(
    role_id: int, read: int | None, write: int | None, levels: tuple[int, int]
) -> None:
    assert levels_for(role_id, read, write) == levels
    assert set(LEVELS) == {1, 2, 3, 4, 5, 6}
