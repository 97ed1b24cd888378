"""What the reviews of somebody add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.reviews import reviews
from store.scheduling.events import names_of
from store.types import Owner, iso
from tools.call import Call
from tools.operation import operation
from tools.params import Id
from tools.review_scores import settings_of
from tools.reviews.params import AboutType
from tools.reviews.rules.sides import PARTS
from tools.reviews.settling import bring_up_to_date
from tools.reviews.shapes import WhoShape, who_shape
from tools.rules.ratings import SCALE, Counted, ReviewSettings, decimal_of, distribution, percent

TOOLSET = "reviews"


class AboutIn(TypedDict):
    type: AboutType
    id: Id


class AboutShape(TypedDict):
    type: str
    id: int


class PartMean(TypedDict):
    mean: str
    count: int


class KindScore(TypedDict):
    score: str
    count: int


class Summary(TypedDict):
    """score: the average drawn towards the prior mean, as if prior_weight reviews more had said that. rank_score: the same,
    and the prior mean without reviews. mean: the plain average. distribution: how many of each overall."""

    about: WhoShape
    score: NotRequired[str | None]
    count: int
    rank_score: str
    mean: NotRequired[str | None]
    distribution: dict[str, int]
    parts: dict[str, PartMean]
    would_again_percent: NotRequired[int | None]
    by_kind: dict[str, KindScore]
    last_revealed_at: NotRequired[str | None]


class SettingsShape(TypedDict):
    """per_author: of one author so many reviews count, the newest."""

    prior_mean: str
    prior_weight: int
    per_author: int


class Summaries(TypedDict):
    items: list[Summary]
    unknown: list[AboutShape]
    settings: SettingsShape


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "how good is she really",
        "compare the ratings of these five",
        "average score and number of judgements",
        "review score of a company",
        "how many stars does this freelancer have",
        "is this client known to pay on time according to reviews",
        "would others hire them again",
        "spread of the stars somebody got",
        "how is the review score worked out",
        "my own average in reviews",
        "which of them is reviewed best",
    ),
    example={"about": [{"type": "person", "id": 1}]},
)
def get_review_summary(
    call: Call,
    about: Annotated[list[AboutIn], Field(min_length=1, max_length=50, description="Whom, 1 to 50.")],
) -> Summaries:
    """Give average, count and spread of the reviews about people, companies or agents, in the order asked.

    score = (prior_weight x prior_mean + sum of overall) / (prior_weight + count), so that one review alone decides little;
    of one author only the newest per_author count. Reviews of all kinds of work count together. list_reviews shows the
    texts."""
    bring_up_to_date(call)
    settings = settings_of(call.tx)
    asked = [Owner(one["type"], one["id"]) for one in about]
    there = {one: reviews.exists(call.tx, one) for one in dict.fromkeys(asked)}
    names = names_of(call.tx, [one for one in there if there[one]])
    return {
        "items": [_summary(call, one, settings, names) for one in asked if there[one]],
        "unknown": [{"type": one.kind, "id": one.id} for one in asked if not there[one]],
        "settings": {
            "prior_mean": decimal_of(settings.prior_mean) or "",
            "prior_weight": settings.prior_weight,
            "per_author": settings.per_author,
        },
    }


def _summary(call: Call, about: Owner, settings: ReviewSettings, names: dict[Owner, str]) -> Summary:
    rows = reviews.counted_about(call.tx, about, settings.per_author)
    counted = Counted.of(row["overall"] for row in rows)
    again = [row["would_again"] for row in rows]
    newest = max((row["revealed_at"] for row in rows), default=None)
    return {
        "about": who_shape(about, names),
        "score": decimal_of(counted.score(settings)),
        "count": counted.count,
        "rank_score": decimal_of(counted.rank_score(settings)) or "",
        "mean": decimal_of(counted.mean),
        "distribution": {str(each): count for each, count in distribution(row["overall"] for row in rows).items()},
        "parts": _parts(rows),
        "would_again_percent": percent(again.count(1), again.count(0)),
        "by_kind": _by_kind(rows, settings),
        "last_revealed_at": iso(newest, call.caller.timezone) if newest else None,
    }


def _parts(rows: Sequence[Row]) -> dict[str, PartMean]:
    found: dict[str, PartMean] = {}
    for part in PARTS:
        counted = Counted.of(row[part] * SCALE for row in rows if row[part] is not None)
        if counted.count:
            found[part] = {"mean": decimal_of(counted.mean) or "", "count": counted.count}
    return found


def _by_kind(rows: Sequence[Row], settings: ReviewSettings) -> dict[str, KindScore]:
    found: dict[str, KindScore] = {}
    for kind in sorted({row["kind"] for row in rows}):
        counted = Counted.of(row["overall"] for row in rows if row["kind"] == kind)
        found[kind] = {"score": decimal_of(counted.score(settings)) or "", "count": counted.count}
    return found
