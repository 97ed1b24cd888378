"""What reviews add up to, to the hundredth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.rules.ratings import (
    DEFAULTS,
    Counted,
    ReviewSettings,
    decimal_of,
    distribution,
    overall_of,
    percent,
    ranked,
    tenths,
)


@pytest.mark.parametrize(
    ("overall", "score", "mean"),
    [
        ([], None, None),
        ([5], "4.17", "5.00"),
        ([1], "3.50", "1.00"),
        ([4], "4.00", "4.00"),
        ([5] * 10, "4.67", "5.00"),
        ([5] * 9 + [1], "4.40", "4.60"),
        ([5, 5, 5], "4.38", "5.00"),
        ([4.3], "4.05", "4.30"),
    ],
)
def test_a_score_is_drawn_towards_the_prior_mean(overall: list[float], score: str | None, mean: str | None) -> None:
    counted = Counted.of(round(100 * one) for one in overall)
    assert decimal_of(counted.score(DEFAULTS)) == score
    assert decimal_of(counted.mean) == mean
    assert decimal_of(counted.rank_score(DEFAULTS)) == (score or "4.00")


def test_scores_are_whole_hundredths_half_up_at_every_count() -> None:
    """The formula in integers is the one in fractions."""
    for count in range(1, 60):
        for total in range(100 * count, 500 * count, 37):
            exact = (Decimal(5 * 400) + total) / (5 + count)
            assert Counted(count, total).score(DEFAULTS) == int(exact + Decimal("0.5"))


def test_without_a_prior_the_score_is_the_mean() -> None:
    assert Counted.of([500, 400]).score(ReviewSettings(prior_weight=0)) == 450


def test_reviews_move_somebody_in_a_search_by_a_fifth_at_most() -> None:
    rows = [("1.00", 300), ("0.95", 400), ("0.90", 500)]
    assert [ranked(Decimal(text), rank, DEFAULTS) for text, rank in rows] == [
        Decimal("0.95"),
        Decimal("0.95"),
        Decimal("0.945"),
    ]
    off = ReviewSettings(rank_weight=Decimal(0))
    assert [ranked(Decimal(text), rank, off) for text, rank in rows] == [Decimal("1"), Decimal("0.95"), Decimal("0.9")]


def test_ratings_become_tenths_half_up() -> None:
    assert [tenths(each) for each in (425, 424, 500, 100, 495, 494)] == [430, 420, 500, 100, 500, 490]
    assert [overall_of(each) for each in (430, 500, 100)] == ["4.3", "5", "1"]


def test_a_spread_rounds_tenths_half_up() -> None:
    assert distribution([430, 450, 440, 100, 500]) == {1: 1, 2: 0, 3: 0, 4: 2, 5: 2}


@pytest.mark.parametrize(("yes", "no", "expected"), [(0, 0, None), (1, 0, 100), (2, 1, 67), (1, 2, 33), (1, 7, 13)])
def test_who_would_work_together_again_is_a_whole_percentage(yes: int, no: int, expected: int | None) -> None:
    assert percent(yes, no) == expected
