"""Amounts, weeks, limits, and which deposit pays which charge."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from tools.contracts.rules.money import Sums, charge_amount, cover, is_over_limit, over_ceiling, passes_most, week_of


@pytest.mark.parametrize(
    ("minutes", "rate", "amount"),
    [
        (95, 40_00, 63_33),
        (17, 25_50, 7_23),
        (60, 40_00, 40_00),
        (15, 0, 0),
        (15, 1, 0),
        (30, 1, 1),
        (29, 1, 0),
        (1440, 100_000_000_000, 2_400_000_000_000),
    ],
)
def test_a_charge_is_minutes_times_the_rate_rounded_half_up(minutes: int, rate: int, amount: int) -> None:
    assert charge_amount(minutes, rate) == amount


def test_rounding_is_never_off_by_more_than_half_a_unit_and_goes_up_in_the_middle() -> None:
    random = Random(4)
    for _ in range(5_000):
        minutes, rate = random.randint(15, 1440), random.randint(0, 10_000_00)
        off = charge_amount(minutes, rate) - Fraction(minutes * rate, 60)
        assert -Fraction(1, 2) < off <= Fraction(1, 2), (minutes, rate)


@pytest.mark.parametrize(
    ("day", "monday", "sunday"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 8)),
        (date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 8)),
        (date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_a_week_goes_from_monday_to_sunday(day: date, monday: date, sunday: date) -> None:
    assert week_of(day) == (monday, sunday)


@pytest.mark.parametrize(
    ("before", "minutes", "hours", "over"),
    [
        (0, 600, None, False),
        (0, 600, 10, False),
        (1, 600, 10, True),
        (540, 60, 10, False),
        (540, 61, 10, True),
        (0, 15, 0, True),
    ],
)
def test_the_weekly_limit_may_be_reached_and_not_passed(
    before: int, minutes: int, hours: int | None, over: bool
) -> None:
    assert is_over_limit(before, minutes, hours) is over


@pytest.mark.parametrize(
    ("approved", "more", "ceiling", "over"),
    [(80_00, 40_00, 100_00, 20_00), (80_00, 15_00, 100_00, 0), (80_00, 20_00, 100_00, 0), (80_00, 9, None, 0)],
)
def test_approved_charges_stay_under_the_ceiling(approved: int, more: int, ceiling: int | None, over: int) -> None:
    assert over_ceiling(approved, more, ceiling) == over


@pytest.mark.parametrize(
    ("deposits", "charges", "uses", "rests"),
    [
        ([(9, 100)], [(1, 60)], [(9, 1, 60)], {}),
        ([(9, 40)], [(1, 60)], [(9, 1, 40)], {1: 20}),
        ([(8, 40), (9, 30)], [(1, 60), (2, 20)], [(8, 1, 40), (9, 1, 20), (9, 2, 10)], {2: 10}),
        ([], [(1, 60)], [], {1: 60}),
        ([(9, 10)], [(1, 0), (2, 10)], [(9, 2, 10)], {}),
        ([(8, 0), (9, 5)], [(1, 5)], [(9, 1, 5)], {}),
        ([(8, 5), (9, 5)], [(1, 5)], [(8, 1, 5)], {}),
    ],
)
def test_deposits_pay_charges_oldest_first(
    deposits: list[tuple[int, int]],
    charges: list[tuple[int, int]],
    uses: list[tuple[int, int, int]],
    rests: dict[int, int],
) -> None:
    found = cover(deposits, charges)
    assert [(use.deposit_id, use.charge_id, use.amount) for use in found.uses] == uses
    assert found.rests == rests


def test_no_deposit_pays_more_than_it_has_and_no_charge_gets_more_than_it_costs() -> None:
    random = Random(7)
    for _ in range(2_000):
        deposits = [(100 + at, random.randint(0, 50)) for at in range(random.randint(0, 5))]
        charges = [(at, random.randint(0, 50)) for at in range(1, random.randint(1, 6))]
        found = cover(deposits, charges)
        for id, amount in deposits:
            assert sum(use.amount for use in found.uses if use.deposit_id == id) <= amount
        for id, amount in charges:
            paid = sum(use.amount for use in found.uses if use.charge_id == id)
            assert paid + found.rests.get(id, 0) == amount
        assert found.used == min(sum(a for _, a in deposits), sum(a for _, a in charges))
        assert len({(use.deposit_id, use.charge_id) for use in found.uses}) == len(found.uses)


def test_a_balance_is_what_was_put_in_less_what_is_owed() -> None:
    prepaid = Sums(charged_approved=60, deposited=100)
    assert (prepaid.balance, prepaid.owed) == (40, 0)
    owed = prepaid + Sums(charged_approved=60)
    assert (owed.balance, owed.owed, owed.charged_approved) == (-20, 20, 120)


@pytest.mark.parametrize(
    ("before", "more", "passes"),
    [(0, 10**17, False), (0, 10**17 + 1, True), (10**17 - 5, 5, False), (10**17, 1, True), (10**17, 0, False)],
)
def test_a_contract_comes_to_a_most_that_sums_can_hold(before: int, more: int, passes: bool) -> None:
    assert passes_most(before, more) is passes
