"""The state of a contract, row by row."""

from __future__ import annotations

import pytest

from tools.contracts.rules.states import state_of


@pytest.mark.parametrize(
    ("archived", "participants", "ended", "owed", "state"),
    [
        (False, [], False, False, 100),
        (False, [100], False, False, 100),
        (False, [100, 400], False, False, 100),
        (False, [444], False, False, 100),
        (False, [400], False, False, 400),
        (False, [400, 444], False, False, 400),
        (False, [100, 200], False, True, 200),
        (False, [200, 400], False, False, 200),
        (False, [200], True, True, 555),
        (False, [200], True, False, 777),
        (False, [777], True, False, 777),
        (False, [777], False, False, 200),
        (False, [100], True, False, 100),
        (True, [200], False, True, 444),
        (True, [], False, False, 444),
    ],
)
def test_a_contracts_state_follows_from_people_dates_and_money(
    archived: bool, participants: list[int], ended: bool, owed: bool, state: int
) -> None:
    assert state_of(archived=archived, participants=participants, ended=ended, owed=owed) == state
