"""Who reviews whom, and what each side rates."""

from __future__ import annotations

import pytest

from store.types import Owner
from tools.reviews.rules.sides import Side, faults, reviews_oneself

ACME, OTHER = Owner("company", 1), Owner("company", 2)
ANN, BEN = Owner("person", 1), Owner("person", 2)
BOT, HELPER = Owner("agent", 1), Owner("agent", 2)
# Agent 1 is of company 1, agent 2 of company 2; Ann runs company 1.
FIRMS = {ACME: 1, OTHER: 2, BOT: 1, HELPER: 2}


@pytest.mark.parametrize(
    ("client", "worker", "same"),
    [
        (ACME, BEN, False),
        (ACME, ANN, True),
        (OTHER, ANN, False),
        (ANN, BEN, False),
        (ANN, ANN, True),
        (ACME, BOT, True),
        (OTHER, BOT, False),
        (BOT, ANN, True),
        (BOT, HELPER, False),
        (BOT, BOT, True),
        (ANN, BOT, True),
        (BEN, BOT, False),
    ],
)
def test_work_between_the_same_hands_is_not_reviewed(client: Owner, worker: Owner, same: bool) -> None:
    assert reviews_oneself(client, worker, FIRMS.get, lambda company, person: (company, person) == (1, 1)) is same


@pytest.mark.parametrize(
    ("side", "overall", "parts", "text", "found"),
    [
        ("client", 5, {"quality": 1, "punctuality": 5, "communication": 3, "payment": None}, "", set()),
        ("worker", 3, {"payment": 1, "communication": 3, "quality": None}, "", set()),
        ("client", 3, {"payment": 4}, "", {"payment"}),
        ("worker", 3, {"quality": 4, "punctuality": 1}, "", {"quality", "punctuality"}),
        ("client", 2, {}, "nineteen signs here", {"text"}),
        ("client", 2, {}, "twenty signs of them", set()),
        ("worker", 1, {}, "", {"text"}),
    ],
)
def test_each_side_rates_its_own_parts(
    side: Side, overall: int, parts: dict[str, int | None], text: str, found: set[str]
) -> None:
    assert faults(side, overall, parts, text).keys() == found
