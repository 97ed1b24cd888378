"""The review score of people, agents and companies, for every answer that shows it beside them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Transaction
from store.search import review_scores
from store.types import Owner
from tools.rules.ratings import DEFAULTS, SCALE, Counted, ReviewSettings, decimal_of


class ReviewScore(TypedDict):
    """score: 1 to 5 with 2 decimals, absent without reviews. get_review_summary tells more."""

    score: NotRequired[str | None]
    count: int


def settings_of(tx: Transaction) -> ReviewSettings:
    """What the operator has set; what cannot be read or is out of bounds is as it was shipped."""
    stored = review_scores.settings(tx)
    found: dict[str, Any] = {}
    for name, (low, high, scale) in BOUNDS.items():
        try:
            value = Decimal(stored[name]) * scale
        except (KeyError, InvalidOperation):
            continue
        if value.is_finite() and low * scale <= value <= high * scale:
            found[name] = value if name == "rank_weight" else int(value)
    return ReviewSettings(**found)


# Between which values each setting may stand, and how often its unit goes into one.
BOUNDS = {
    "days": (1, 90, 1),
    "prior_mean": (1, 5, SCALE),
    "prior_weight": (0, 100, 1),
    "per_author": (1, 100, 1),
    "rank_weight": (0, 1, 1),
    "reply_days": (1, 365, 1),
}
assert BOUNDS.keys() == set(DEFAULTS.__slots__)


def counted_of(tx: Transaction, owners: Iterable[Owner]) -> dict[Owner, Counted]:
    """The reviews that count of each of them; who was not reviewed too."""
    asked = list(owners)
    found: dict[Owner, Counted] = dict.fromkeys(asked, Counted())
    for kind in dict.fromkeys(one.kind for one in asked):
        sums = review_scores.sums(tx, kind, [one.id for one in asked if one.kind == kind])
        found |= {Owner(kind, id): Counted(*both) for id, both in sums.items()}
    return found


def review_scores_of(tx: Transaction, owners: Iterable[Owner]) -> dict[Owner, ReviewScore]:
    """What lists show of each of them."""
    settings = settings_of(tx)
    return {
        owner: {"score": decimal_of(counted.score(settings)), "count": counted.count}
        for owner, counted in counted_of(tx, owners).items()
    }


def review_score_of(tx: Transaction, owner: Owner) -> ReviewScore:
    return review_scores_of(tx, [owner])[owner]


def rank_scores_of(tx: Transaction, owners: Iterable[Owner]) -> dict[Owner, Decimal]:
    """What each of them is compared by, 1 to 5: who was not reviewed stands at the prior mean."""
    settings = settings_of(tx)
    return {owner: Decimal(counted.rank_score(settings)) / SCALE for owner, counted in counted_of(tx, owners).items()}
