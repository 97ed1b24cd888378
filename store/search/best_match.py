"""People by how well they match, and within that by what reviews say of them.

A tier of words weighs ten times the next one, and reviews move somebody by a quarter of their weight at most, so they order
within a tier: who is above the prior mean, then everybody at it or without reviews, then who is below. Few are reviewed in a
tier, and those are sorted; where many are, they are walked through score by score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store.database import Transaction
from store.search.criteria import Criteria, narrowed, offered, parameters, tiers, without
from store.search.dialect import dialect_of
from store.search.walks import Found, Hit, Key, Walk, in_tiers, paged, through_index, walked
from store.search.words import rank_mark, rank_side

# A place is a tier and, in it, how far below the highest score: 500 is the prior mean.
TIER, MIDDLE = 1000, 500
MOST_TIERS = 3
# Up to so many reviewed matches of a tier are sorted.
FEW = 500


def is_place(value: object) -> bool:
    """Whether a key may begin with this."""
    return isinstance(value, int) and 0 <= value < MOST_TIERS * TIER


def by_best_match(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """By tier, then by review score where criteria.by_reviews, then the last changed first. Keys: [place, listing id]."""
    if not criteria.by_reviews or _next_rank(tx, None) is None:
        return _unranked(tx, criteria, limit, after)
    hits: list[Hit] = []
    for segment in _segments(tx, replace(criteria, descending=True), after):
        found, cut = segment.walked(tx, limit + 1 - len(hits))
        hits += found
        if cut or len(hits) > limit:
            return paged(hits, limit, cut)
    return paged(hits, limit, None)


class _Segment:
    """Candidates of a tier in a row. place: where all of them stand, None where each stands by its own score."""

    def __init__(self, criteria: Criteria, walk: Walk, tier: int, rank: int | None, begin: Key | None) -> None:
        self._criteria, self._walk, self._begin = criteria, walk, begin
        self._tier, self._rank = tier, rank

    def walked(self, tx: Transaction, wanted: int) -> tuple[list[Hit], Key | None]:
        hits, cut = walked(tx, self._criteria, self._walk, wanted, self._begin)
        return [hit._replace(key=self._key(hit.key)) for hit in hits], self._key(cut) if cut else None

    def _key(self, key: Key) -> Key:
        rank = key[0] if self._rank is None else self._rank
        return [self._tier * TIER + MIDDLE - rank, key[-1]]


def _segments(tx: Transaction, criteria: Criteria, after: Key | None) -> Iterator[_Segment]:
    """The segments in order, from the key on."""
    first, last = after or (0, None)
    for tier, expression in [*enumerate(tiers(criteria))][first // TIER :]:
        place, begin = (first % TIER, last) if tier == first // TIER else (0, None)
        if place < MIDDLE:
            yield from _reviewed(tx, criteria, tier, expression, True, MIDDLE - place, begin)
        if place <= MIDDLE:
            others = without(expression, (rank_side(True), rank_side(False)))
            key = [begin] if place == MIDDLE and begin is not None else None
            yield _Segment(criteria, through_index(tx, criteria, others), tier, 0, key)
        yield from _reviewed(tx, criteria, tier, expression, False, MIDDLE - place, begin if place > MIDDLE else None)


def _reviewed(
    tx: Transaction, criteria: Criteria, tier: int, expression: str, above: bool, rank: int, last: int | None
) -> Iterator[_Segment]:
    """Those of a tier whose score is above the prior mean, or below. last: after whom of this rank."""
    dialect = dialect_of(tx)
    asked = dialect.asked(narrowed(expression, rank_side(above)))
    few = f"{dialect.listings('reviewed')} LIMIT {FEW}"
    matches = tx.value(f"SELECT count(*) FROM ({few}) AS counted", reviewed=asked)
    if not matches:
        return
    if matches < FEW:
        source = f"""SELECT l.id AS id, l.rank AS key_0, l.id AS key_1 FROM ({dialect.listings("reviewed")}) AS f
                     {dialect.join} specialist_listings l ON l.id = f.id WHERE 1 = 1"""
        walk = Walk(
            source, ("l.rank", "l.id"), (offered(criteria, dialect),), {**parameters(criteria), "reviewed": asked}
        )
        yield _Segment(criteria, walk, tier, None, None if last is None else [rank, last])
        return
    begin = None if last is None else rank + 1
    at = _next_rank(tx, begin)
    while at is not None:
        if (at > 0) == above:
            walk = through_index(tx, criteria, narrowed(expression, rank_mark(at)))
            yield _Segment(criteria, walk, tier, at, [last] if last is not None and at == rank else None)
        at = _next_rank(tx, at)


def _next_rank(tx: Transaction, below: int | None) -> int | None:
    """The highest rank there is; below another one."""
    condition = "" if below is None else " AND rank < :below"
    params = {} if below is None else {"below": below}
    rank: int | None = tx.value(
        f"SELECT max(rank) FROM specialist_listings WHERE rank IS NOT NULL{condition}", **params
    )
    return rank


def _unranked(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """The same without reviews; a key from when there were some goes on at the nearest place."""
    begin: Key | None = None
    if after is not None:
        tier, place = divmod(after[0], TIER)
        begin = [tier, after[1] if place == MIDDLE else None] if place <= MIDDLE else [tier + 1, None]
        if begin[0] >= len(tiers(criteria)):
            return Found([], None, False)
    found = in_tiers(tx, criteria, limit, begin)
    hits = [hit._replace(key=_placed(hit.key)) for hit in found.hits]
    return Found(hits, None if found.after is None else _placed(found.after), found.cut)


def _placed(key: Key) -> Key:
    return [key[0] * TIER + MIDDLE, key[1]]
