"""What the feed of changes calls movements of a purse."""

from __future__ import annotations

import pytest

from tools.wallet.rules.alerts import alert_state
from tools.wallet.rules.purse_changes import change_of


@pytest.mark.parametrize(
    ("transfers", "type"),
    [
        ([], None),
        ([("charge", False)], "purse.charge"),
        ([("booking_payment", False), ("charge", False)], "purse.payment"),
        ([("charge", False), ("task_payment", False)], "purse.payment"),
        ([("booking_payout", True)], "purse.payment"),
        ([("deposit", True)], "purse.deposit"),
        ([("top_up", True)], "purse.deposit"),
        ([("task_refund", True)], "purse.refund"),
        ([("refund", False)], "purse.payment"),
    ],
)
def test_the_type_is_that_of_what_was_moved_and_of_the_fee_when_nothing_else_was(
    transfers: list[tuple[str, bool]], type: str | None
) -> None:
    assert change_of(transfers) == type


@pytest.mark.parametrize(("available", "state"), [(2000, "armed"), (1999, "fired"), (0, "fired"), (2001, "armed")])
def test_a_purse_runs_low_when_it_has_strictly_less(available: int, state: str) -> None:
    assert alert_state(available, 2000) == state
    assert alert_state(available, 0) == "armed"
