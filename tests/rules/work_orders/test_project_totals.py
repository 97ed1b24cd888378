"""Which orders of a project are still to be done."""

from __future__ import annotations

import pytest

from tools.work_orders.rules.project_totals import order_totals
from tools.work_orders.rules.states import Status


@pytest.mark.parametrize(
    ("status", "open", "done"),
    [
        (Status.DRAFT, 1, 0),
        (Status.PUBLISHED, 1, 0),
        (Status.ROUTED, 1, 0),
        (Status.ASSIGNED, 1, 0),
        (Status.WORK_DONE, 0, 1),
        (Status.APPROVED, 0, 1),
        (Status.PAID, 0, 1),
        (Status.CANCELED, 0, 0),
    ],
)
def test_a_state_is_to_be_done_done_or_neither(status: Status, open: int, done: int) -> None:
    assert order_totals({status: 1}) == {"total": 1, "open": open, "done": done}


def test_states_add_up() -> None:
    assert order_totals({1: 2, 3: 1, 6: 4, 7: 3}) == {"total": 10, "open": 3, "done": 4}
    assert order_totals({}) == {"total": 0, "open": 0, "done": 0}
