"""Who answers, and what becomes of the answer: every row."""

from __future__ import annotations

import pytest

from tools.contracts.rules.answers import may_answer, outcome


@pytest.mark.parametrize(
    ("asked_by", "holds", "write", "only_manager", "may"),
    [
        ("contract", True, 0, False, True),
        ("contract", True, 5, True, True),
        ("contract", False, 5, False, False),
        ("contract", False, 0, False, False),
        ("person", True, 1, False, False),
        ("person", True, 5, False, False),
        ("person", True, 5, True, True),
        ("person", False, 5, False, True),
        ("person", False, 4, False, False),
    ],
)
def test_only_the_side_that_did_not_ask_answers(
    asked_by: str, holds: bool, write: int, only_manager: bool, may: bool
) -> None:
    assert may_answer(asked_by, holds=holds, write=write, only_manager=only_manager) is may  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status_id", "accept", "expected"),
    [
        (100, True, "answer"),
        (100, False, "answer"),
        (200, True, "again"),
        (200, False, "answered"),
        (400, False, "again"),
        (400, True, "answered"),
        (444, True, "over"),
        (444, False, "over"),
        (777, True, "over"),
    ],
)
def test_an_answer_is_given_once(status_id: int, accept: bool, expected: str) -> None:
    assert outcome(status_id, accept) == expected
