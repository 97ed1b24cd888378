"""Who owes or is owed on a contract."""

from __future__ import annotations

import pytest

from tools.contracts.rules.credit import unbalanced


def entry(type_id: int, status_id: int, amount: int, who: int = 7) -> dict[str, int]:
    return {"type_id": type_id, "status_id": status_id, "amount": amount, "benefitable_id": who}


@pytest.mark.parametrize(
    ("entries", "sums"),
    [
        ([], {}),
        ([entry(3, 100, 50)], {7: -50}),
        ([entry(3, 200, 50)], {7: -50}),
        ([entry(3, 400, 50)], {}),
        ([entry(3, 777, 50), entry(4, 777, 50)], {}),
        ([entry(4, 777, 50)], {7: 50}),
        ([entry(4, 100, 50)], {}),
        ([entry(3, 200, 50, 7), entry(4, 777, 50, 8)], {7: -50, 8: 50}),
    ],
)
def test_what_was_put_in_less_what_was_charged(entries: list[dict[str, int]], sums: dict[int, int]) -> None:
    assert unbalanced(entries) == sums
