"""In which order a company compares those who applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Sort = Literal["rank", "price", "review", "distance", "sent_at"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """rank: on the shortlist. score: what their reviews rank them by, 1 to 5. price: asked for a seat, in the smallest unit."""

    id: int
    rank: int | None
    score: Decimal
    price: int
    way_km: Decimal | None
    sent_at: str


def in_order(applicants: Iterable[Applicant], sort: Sort) -> list[Applicant]:
    """Best first; who is equal in that comes by the time they sent it, then by number."""
    return sorted(applicants, key=lambda one: (*_KEYS[sort](one), one.sent_at, one.id))


def _by_rank(one: Applicant) -> tuple[Any, ...]:
    return one.rank is None, one.rank or 0, -one.score, one.price


def _by_distance(one: Applicant) -> tuple[Any, ...]:
    return one.way_km is None, one.way_km or Decimal(0)


_KEYS: Mapping[Sort, Callable[[Applicant], tuple[Any, ...]]] = {
    "rank": _by_rank,
    "price": lambda one: (one.price,),
    "review": lambda one: (-one.score,),
    "distance": _by_distance,
    "sent_at": lambda one: (),
}
