"""Ratings of people, and what reviews of them add up to: scores from 1 to 5, in whole hundredths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SCALE = 100


def hundredths(score: Decimal) -> int:
    """A score as it is added to persons.rating_sum."""
    return int((score * SCALE).to_integral_value(rounding=ROUND_HALF_UP))


def mean(sum: int, count: int) -> Decimal | None:
    """The rating of a person, half up to 2 places; None without any."""
    if not count:
        return None
    return (Decimal(sum) / (SCALE * count)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What the operator may set. days: how long both sides may write. prior_mean: in hundredths, what prior_weight reviews
    nobody wrote say of everybody. per_author: of one author side so many count, the newest. rank_weight: how far a score
    moves somebody in searches by best match, 0 to 1. reply_days: how long after the reveal a reply may be written."""

    days: int = 14
    prior_mean: int = 4 * SCALE
    prior_weight: int = 5
    per_author: int = 3
    rank_weight: Decimal = Decimal("0.20")
    reply_days: int = 90


DEFAULTS = ReviewSettings()


@dataclass(frozen=True, slots=True)
class Counted:
    """The reviews of somebody that count: how many, and the sum of their overall in hundredths."""

    count: int = 0
    sum: int = 0

    @classmethod
    def of(cls, overall: Iterable[int]) -> Counted:
        found = list(overall)
        return cls(len(found), sum(found))

    def score(self, settings: ReviewSettings) -> int | None:
        """In hundredths, half up; None when nothing counts."""
        if not self.count:
            return None
        parts = settings.prior_weight + self.count
        return (2 * (settings.prior_weight * settings.prior_mean + self.sum) + parts) // (2 * parts)

    def rank_score(self, settings: ReviewSettings) -> int:
        """What people are ordered by, in hundredths: who was not reviewed stands at the prior mean."""
        score = self.score(settings)
        return settings.prior_mean if score is None else score

    @property
    def mean(self) -> int | None:
        """In hundredths, half up; None when nothing counts."""
        return (2 * self.sum + self.count) // (2 * self.count) if self.count else None


def ranked(relevance: Decimal, rank_score: int, settings: ReviewSettings) -> Decimal:
    """How well somebody fits a search, with their rank score in hundredths taken in."""
    away = Decimal(rank_score - settings.prior_mean) / SCALE
    return relevance * (1 + settings.rank_weight * away / 4)


def decimal_of(hundredths: int | None) -> str | None:
    """As answers say it: '4.17'."""
    return None if hundredths is None else f"{hundredths // SCALE}.{hundredths % SCALE:02}"


def overall_of(hundredths: int) -> str:
    """An overall as answers say it: '5', or '4.3' where it came from an order's rating."""
    whole, rest = divmod(hundredths, SCALE)
    return str(whole) if not rest else f"{whole}.{rest // 10}"


def tenths(hundredths: int) -> int:
    """A rating in hundredths, rounded half up to tenths, still in hundredths."""
    return (hundredths + 5) // 10 * 10


def percent(yes: int, no: int) -> int | None:
    """So many of a hundred said yes, half up; None when nobody said."""
    both = yes + no
    return (200 * yes + both) // (2 * both) if both else None


def distribution(overall: Iterable[int]) -> dict[int, int]:
    """How many of each whole number, half up."""
    found = dict.fromkeys(range(1, 6), 0)
    for each in overall:
        found[(each + SCALE // 2) // SCALE] += 1
    return found
