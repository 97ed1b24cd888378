"""States of payouts, what is left of a task, what returns of a partial payment, and when a provider is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.payouts.rules.payouts import (
    BLOCKING,
    COUNTED,
    ENDED,
    TITLES,
    TRANSITIONS,
    WAITS,
    Part,
    fee_of,
    has_payout,
    left_of_task,
    next_attempt,
    partial,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_payout_is_created_sent_and_ends_in_one_of_three_ways() -> None:
    assert TRANSITIONS == {
        "create": (None, 10),
        "send": (10, 1),
        "complete": (1, 2),
        "complete_in_part": (1, 5),
        "decline": (1, 3),
    }
    assert not {before for before, _ in TRANSITIONS.values()} & set(ENDED)
    assert TITLES == {10: "created", 1: "in_progress", 2: "completed", 3: "declined", 5: "partially_completed"}


@pytest.mark.parametrize(
    ("status", "counts", "blocks"),
    [(10, True, True), (1, True, True), (2, True, True), (3, False, False), (5, True, False)],
)
def test_which_states_count_as_paid_out_and_which_bar_a_second_payout(status: int, counts: bool, blocks: bool) -> None:
    assert has_payout([status]) is (status in COUNTED) is counts
    assert (status in BLOCKING) is blocks


@pytest.mark.parametrize(
    ("payouts", "left"),
    [
        ([], 8100),
        ([(10, 8100, 0)], 0),
        ([(1, 8100, 0)], 0),
        ([(2, 8100, 0)], 0),
        ([(3, 8100, 8100)], 8100),
        ([(5, 8100, 3100)], 3100),
        ([(5, 8100, 3100), (3, 3100, 3100)], 3100),
        ([(5, 8100, 3100), (5, 3100, 1)], 1),
        ([(5, 8100, 0)], 0),
    ],
)
def test_what_is_left_of_a_task(payouts: list[tuple[int, int, int]], left: int) -> None:
    assert left_of_task(8100, payouts) == left


@pytest.mark.parametrize(
    ("base", "target", "paid", "returned"),
    [
        (10000, 10000, 4000, 6000),
        (10000, 10000, 1, 9999),
        (10000, 10000, 9999, 1),
        # 100.00 EUR are 7940.10 RUB; 1000.00 RUB are 12.5943... EUR, which count as 12.60 that were used.
        (10000, 794010, 100000, 8740),
        # 1000.00 RUB are 12.22 EUR; 0.01 EUR is 0.8183... RUB.
        (100000, 1222, 1, 99918),
        (100000, 1222, 1221, 81),
        # Less than the smallest unit of what it came from: a whole one is used.
        (1, 79, 1, 0),
    ],
)
def test_what_was_used_of_a_partial_payment_is_rounded_up(base: int, target: int, paid: int, returned: int) -> None:
    assert partial(base, target, 0, paid) == Part(paid, 0, returned)


def test_a_fee_is_kept_of_the_part_that_arrived() -> None:
    # Of 100.00 three are the fee; half of the 97.00 arrived.
    assert partial(10000, 10000, 300, 4850) == Part(4850, 150, 5000)


@pytest.mark.parametrize("paid", [-1, 0, 9700, 9701])
def test_all_or_nothing_is_no_part(paid: int) -> None:
    with pytest.raises(ValueError, match="is no part"):
        partial(10000, 10000, 300, paid)


@pytest.mark.parametrize(
    ("amount", "percent", "fee"), [(10000, "0", 0), (10000, "2.5", 250), (101, "2.5", 3), (1, "2", 0)]
)
def test_a_fee_is_rounded_half_up(amount: int, percent: str, fee: int) -> None:
    assert fee_of(amount, Decimal(percent)) == fee


def test_a_provider_is_asked_again_after_growing_pauses_and_not_for_ever() -> None:
    pauses = [next_attempt(failed, NOW) for failed in range(1, len(WAITS) + 2)]
    assert pauses[0] == NOW + timedelta(minutes=1)
    assert pauses[-1] is None
    assert list(WAITS) == sorted(set(WAITS))
