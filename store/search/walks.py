"""Walks through people in an order, which end when a page is full: no search reads all matches, and none ranks them.

Listing ids ascend with the last change, so the index itself gives matches in that order. Other orders go bucket by
bucket (a month of joining, a step of prices): the index gives a bucket's matches, which are few enough to be sorted, or
so many that walking the sorted table meets them soon. A call looks at EXAMINED_MOST candidates, then says where to go
on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from store.database import Transaction
from store.search.criteria import Criteria, match, of_offer, offered, parameters, tiers
from store.search.dialect import Dialect, dialect_of
from store.search.words import bucket_start, month_mark, price_bucket, price_mark

EXAMINED_MOST = 20_000
# A count looks at so many candidates where the schedules of each must be looked at.
COUNTED_MOST = 1_000
# Up to so many matches of a bucket are sorted.
SORTED_MOST = 5_000
# Where a store would rather look than ask its index: among how many listings, whoever they are.
NEAR = 1_000
# What a bucket costs that holds nothing, in candidates looked at.
EMPTY_BUCKET = 50

Key = list[Any]


class Hit(NamedTuple):
    """A person found, and the key after which the next page begins."""

    listing_id: int
    person_id: int
    key: Key


class Found(NamedTuple):
    """Hits in order; where to go on, None = nothing more; whether the bound on work ended the search early."""

    hits: list[Hit]
    after: Key | None
    cut: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """Candidates in an order. source selects id and key_0, key_1, ... and ends with a WHERE clause; order: the columns
    those are; filters: what a candidate (c.id) must meet besides. near: the same source with a place in it, for what
    narrows it to those who come first whether they meet the source or not."""

    source: str
    order: tuple[str, ...]
    filters: tuple[str, ...]
    params: dict[str, Any]
    near: str = ""

    def text(self, descending: bool, after: Key | None) -> str:
        """The SELECT of the candidates after a key."""
        return f"{self.source}{self._after(descending, after)}"

    def near_text(self, descending: bool, after: Key | None, first: int) -> str:
        """The SELECT of those of the candidates after a key who are among the first, whoever they are."""
        begin = self._after(descending, after)
        return f"{self.near.format(f'{begin} LIMIT {first}')} ORDER BY {self._by(descending)}"

    def _after(self, descending: bool, after: Key | None) -> str:
        places = ", ".join(f":after_{index}" for index in range(len(self.order)))
        condition = f" AND ({', '.join(self.order)}) {'<' if descending else '>'} ({places})" if after else ""
        return f"{condition} ORDER BY {self._by(descending)}"

    def _by(self, descending: bool) -> str:
        return ", ".join(f"{column} {'DESC' if descending else 'ASC'}" for column in self.order)


class Bucket(NamedTuple):
    """A stretch of a sort order: the mark of its listings, and its values, low included, high excluded."""

    mark: str
    low: Any
    high: Any


def in_tiers(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """By best match, then the last changed first. Keys: [tier, listing id].

    All tiers are one statement: it ends with the last row of the page, so later tiers are seldom begun."""
    first, last = after or (0, None)
    dialect = dialect_of(tx)
    if not dialect.keeps_order:
        return _tier_by_tier(tx, criteria, limit, first, last)
    params: dict[str, Any] = {**parameters(criteria), "last": last, "wanted": limit + 1}
    filters = " AND ".join((_not_own(tx, criteria), offered(criteria, dialect)))
    walks, ends = [], []
    for tier, expression in [*enumerate(tiers(criteria))][first:]:
        params[f"tier_{tier}"] = dialect.asked(expression)
        begin = f"AND {dialect.id} < :last" if tier == first and last is not None else ""
        candidates = f"""{dialect.listings(f"tier_{tier}")} {begin}
                         ORDER BY {dialect.id} DESC LIMIT {EXAMINED_MOST}"""
        walks.append(
            f"""SELECT l.id, l.person_id, {tier} AS tier FROM ({candidates}) AS c
                {dialect.join} specialist_listings l ON l.id = c.id WHERE {filters}"""
        )
        ends.append(f"SELECT * FROM (SELECT {tier} AS tier, id FROM ({candidates}) LIMIT 1 OFFSET {EXAMINED_MOST - 1})")
    rows = tx.all(f"{' UNION ALL '.join(walks)} LIMIT :wanted", **params)
    hits = [Hit(row["id"], row["person_id"], [row["tier"], row["id"]]) for row in rows]
    if len(hits) > limit:
        return paged(hits, limit, None)
    end = tx.one(f"{' UNION ALL '.join(ends)} LIMIT 1", **params)
    if end is None:
        return paged(hits, limit, None)
    return paged([hit for hit in hits if hit.key[0] <= end["tier"]], limit, [end["tier"], end["id"]])


def _tier_by_tier(tx: Transaction, criteria: Criteria, limit: int, first: int, last: int | None) -> Found:
    """The same with a walk for each tier, where only an order that is asked for is kept."""
    hits: list[Hit] = []
    end: Key | None = None
    downwards = replace(criteria, descending=True)
    for tier, expression in [*enumerate(tiers(criteria))][first:]:
        walk = through_index(tx, downwards, expression)
        # Few share a name: looking for them among the first would be in vain.
        if tier == 0 and not criteria.any_word:
            walk = replace(walk, near="")
        begin = [last] if tier == first and last is not None else None
        found, cut = walked(tx, downwards, walk, limit + 1 - len(hits), begin)
        hits += [hit._replace(key=[tier, hit.listing_id]) for hit in found]
        if len(hits) > limit:
            return paged(hits, limit, None)
        if cut and end is None:
            end = [tier, *cut]
    return paged([hit for hit in hits if end is None or hit.key[0] <= end[0]], limit, end)


def by_change(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """By the last change. Keys: [listing id]."""
    expression = match(criteria)
    if expression:
        walk = through_index(tx, criteria, expression)
    elif is_narrow(criteria) and not counted(tx, criteria, SORTED_MOST)[1]:
        source = f"""SELECT DISTINCT o.listing_id AS id, o.listing_id AS key_0 FROM specialist_offers o
                     WHERE {of_offer(criteria)}"""
        walk = Walk(source, ("o.listing_id",), (), parameters(criteria))
    else:
        source = "SELECT id, id AS key_0 FROM specialist_listings WHERE 1 = 1"
        walk = Walk(source, ("id",), (offered(criteria, dialect_of(tx)),), parameters(criteria))
    return _page(tx, criteria, walk, limit, after)


def by_joining(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """By when people joined. Keys: [stored moment, listing id]."""
    columns, order = "l.id, l.joined_at AS key_0, l.id AS key_1", ("l.joined_at", "l.id")
    table = f"SELECT {columns} FROM specialist_listings l WHERE 1 = 1"
    dialect = dialect_of(tx)
    fits = offered(criteria, dialect)
    if match(criteria) is None:
        return _page(tx, criteria, Walk(table, order, (fits,), parameters(criteria)), limit, after)
    stretch = "l.joined_at >= :low AND l.joined_at < :high"
    sorted_ = f"""SELECT {columns} FROM ({dialect.listings("in_bucket")}) AS f
                  {dialect.join} specialist_listings l ON l.id = f.id WHERE {stretch}"""
    few = Walk(sorted_, order, (fits,), parameters(criteria))
    many = Walk(f"{table} AND {stretch}", order, (fits, dialect.probe("in_bucket")), parameters(criteria))
    return _by_bucket(tx, criteria, few, many, _months(tx, criteria, after), limit, after)


def by_price(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    """By price: a person stands where the cheapest of their schedules that meet the criteria does.

    Keys: [price, listing id]."""
    dialect = dialect_of(tx)
    plain = dialect.plain
    cheaper = f"""NOT EXISTS (SELECT 1 FROM specialist_offers x WHERE x.listing_id = o.listing_id
                  AND ({plain}x.price, x.schedule_id) < (o.price, o.schedule_id)
                  AND {of_offer(criteria, f"{plain}x.")} {dialect.fence})"""
    columns, order = "o.listing_id AS id, o.price AS key_0, o.listing_id AS key_1", ("o.price", "o.listing_id")
    table = f"""SELECT {columns} FROM specialist_offers o{dialect.by_price}
                WHERE {of_offer(criteria)} AND {cheaper}"""
    if match(criteria) is None:
        return _page(tx, criteria, Walk(table, order, (), parameters(criteria)), limit, after)
    stretch = f"{plain}o.price >= :low AND {plain}o.price < :high AND {of_offer(criteria, f'{plain}o.')}"
    sorted_ = f"""SELECT {columns} FROM ({dialect.listings("in_bucket")}) AS f
                  {dialect.join_offers} WHERE {stretch} AND {cheaper}"""
    few = Walk(sorted_, order, (), parameters(criteria))
    probe = dialect.probe("in_bucket")
    many = Walk(f"{table} AND o.price >= :low AND o.price < :high", order, (probe,), parameters(criteria))
    return _by_bucket(tx, criteria, few, many, _price_steps(tx, criteria, after), limit, after)


def counted(tx: Transaction, criteria: Criteria, up_to: int) -> tuple[int, bool]:
    """How many people match, counted up to a number, and whether there may be more.

    Where nothing is asked of schedules, the index alone counts: what ended is taken out of it soon. Else COUNTED_MOST
    candidates are looked at."""
    dialect = dialect_of(tx)
    params, expression = parameters(criteria), match(criteria)
    if expression is not None:
        params["match"] = dialect.asked(expression)
    if expression is not None and not criteria.asks_of_schedules:
        candidates = f"SELECT c.id FROM ({dialect.listings('match')}) AS c WHERE {_not_own(tx, criteria)} LIMIT {up_to}"
        total: int = tx.value(f"SELECT count(*) FROM ({candidates}) AS counted", **params)
        return total, total >= up_to
    row = tx.one(
        f"""SELECT count(*) AS looked_at, coalesce(sum(matches), 0) AS total
            FROM (SELECT CASE WHEN {_not_own(tx, criteria)} AND {offered(criteria, dialect)} THEN 1 ELSE 0 END AS matches
                  FROM ({_candidates(dialect, criteria)} LIMIT {COUNTED_MOST}) AS c) AS counted""",
        **params,
    )
    assert row is not None
    return min(row["total"], up_to), row["total"] >= up_to or row["looked_at"] == COUNTED_MOST


def is_narrow(criteria: Criteria) -> bool:
    """Whether the schedules' own indexes lead to few people."""
    return criteria.currency is not None or criteria.kal_id is not None


def _narrowly(criteria: Criteria, offer: str = "o") -> str:
    """The conditions that the indexes of schedules serve."""
    conditions = {
        "{}.kal_id = :kal_id": criteria.kal_id,
        "{}.currency = :currency": criteria.currency,
        "{}.price >= :price_from": criteria.price_from,
        "{}.price <= :price_to": criteria.price_to,
    }
    return " AND ".join(condition.format(offer) for condition, value in conditions.items() if value is not None)


def _candidates(dialect: Dialect, criteria: Criteria) -> str:
    """Listings that may match, by the narrowest way in, in the order of the index that is the way."""
    if match(criteria):
        return f"{dialect.listings('match')} ORDER BY {dialect.id}"
    if not is_narrow(criteria):
        return "SELECT id FROM specialist_listings ORDER BY joined_at, id"
    if dialect.keeps_order:
        return f"SELECT DISTINCT o.listing_id AS id FROM specialist_offers o WHERE {_narrowly(criteria)}"
    return f"""SELECT o.listing_id AS id FROM specialist_offers o WHERE {_narrowly(criteria)}
               AND NOT EXISTS (SELECT 1 FROM specialist_offers x WHERE x.listing_id = o.listing_id
                               AND {_narrowly(criteria, "x")} AND (x.price, x.schedule_id) < (o.price, o.schedule_id)
                               {dialect.fence})
               ORDER BY o.price, o.listing_id"""


def through_index(tx: Transaction, criteria: Criteria, expression: str) -> Walk:
    dialect = dialect_of(tx)
    params = {**parameters(criteria), "expression": dialect.asked(expression)}
    return Walk(dialect.candidates, (dialect.id,), (offered(criteria, dialect),), params, dialect.near)


def _page(tx: Transaction, criteria: Criteria, walk: Walk, limit: int, after: Key | None) -> Found:
    hits, cut = walked(tx, criteria, walk, limit + 1, after)
    return paged(hits, limit, cut)


def paged(hits: list[Hit], limit: int, cut: Key | None) -> Found:
    """A page of hits that were looked for one further than the page. cut: where the bound on work ended the walk."""
    if len(hits) > limit:
        return Found(hits[:limit], hits[limit - 1].key, False)
    return Found(hits, cut, cut is not None)


def walked(
    tx: Transaction, criteria: Criteria, walk: Walk, wanted: int, after: Key | None, most: int | None = None
) -> tuple[list[Hit], Key | None]:
    """The next hits of a walk, and the key the bound on work ended it at, if as many as wanted were not found before.

    The join keeps the candidates' order, and lets the walk end with the last row that is wanted."""
    dialect = dialect_of(tx)
    names = [f"key_{index}" for index in range(len(walk.order))]
    params = {**walk.params, **{f"after_{index}": value for index, value in enumerate(after or ())}}
    # The last column of every order is the listing's id. By that name the planner knows that it has the order already.
    by = ", ".join(f"c.{name} {'DESC' if criteria.descending else 'ASC'}" for name in (*names[:-1], "id"))
    order = "" if dialect.keeps_order else f"ORDER BY {by}"
    conditions = " AND ".join((_not_own(tx, criteria), *walk.filters))
    for candidates, looks in _looks(dialect, walk, criteria.descending, after, most or EXAMINED_MOST):
        rows = tx.all(
            f"""SELECT l.id, l.person_id, {", ".join(f"c.{name}" for name in names)}
                FROM ({candidates}) AS c {dialect.join} specialist_listings l ON l.id = c.id
                WHERE {conditions} {order} LIMIT :wanted""",
            **params,
            wanted=wanted,
        )
        hits = [Hit(row["id"], row["person_id"], [row[name] for name in names]) for row in rows]
        if len(hits) == wanted:
            return hits, None
        if looks is None:
            continue
        last = tx.one(f"SELECT {', '.join(names)} FROM ({candidates}) AS c LIMIT 1 OFFSET {looks - 1}", **params)
        if last is None:
            break
    return hits, list(last) if last else None


def _looks(
    dialect: Dialect, walk: Walk, descending: bool, after: Key | None, most: int
) -> Iterator[tuple[str, int | None]]:
    """The candidates to look at, at first a few where the database does better if it knows so, then all. With each how many
    they are at most, None where it does not say that there are no more."""
    if walk.near:
        yield f"{walk.near_text(descending, after, NEAR)} LIMIT {most}", None
    elif dialect.first is not None and dialect.first < most:
        yield f"{walk.text(descending, after)} LIMIT {dialect.first}", dialect.first
    yield f"{walk.text(descending, after)} LIMIT {most}", most


def _by_bucket(
    tx: Transaction, criteria: Criteria, few: Walk, many: Walk, buckets: Iterator[Bucket], limit: int, after: Key | None
) -> Found:
    """A page put together from buckets in order, as far as EXAMINED_MOST candidates reach."""
    dialect = dialect_of(tx)
    hits: list[Hit] = []
    left = EXAMINED_MOST
    for bucket in buckets:
        if left <= 0:
            return paged(hits, limit, [bucket.high if criteria.descending else bucket.low, -1])
        expression = match(criteria, bucket.mark) or ""
        own = {"in_bucket": dialect.asked(expression), "low": bucket.low, "high": bucket.high}
        in_bucket = f"{dialect.listings('in_bucket')} LIMIT {SORTED_MOST}"
        matches = tx.value(f"SELECT count(*) FROM ({in_bucket}) AS counted", in_bucket=own["in_bucket"])
        walk = few if matches < SORTED_MOST else many
        walk = replace(walk, params={**walk.params, **own})
        found, cut = walked(tx, criteria, walk, limit + 1 - len(hits), after, max(left, SORTED_MOST))
        hits += found
        if cut or len(hits) > limit:
            return paged(hits, limit, cut)
        left -= max(matches, EMPTY_BUCKET)
    return paged(hits, limit, None)


def _is_boundary(after: Key) -> bool:
    """Whether a key is not a hit but the edge of a bucket; going down, its value lies in the bucket before."""
    return bool(after[1] < 0)


def _price_steps(tx: Transaction, criteria: Criteria, after: Key | None) -> Iterator[Bucket]:
    """The buckets of prices there are in the currency, within the bounds asked for, from the key on."""
    lowest, highest = (
        tx.value(f"SELECT {end}(price) FROM specialist_offers WHERE currency = :currency", currency=criteria.currency)
        for end in ("min", "max")
    )
    if lowest is None:
        return
    first = price_bucket(max(lowest, criteria.price_from or 0))
    last = price_bucket(highest if criteria.price_to is None else min(highest, criteria.price_to))
    if after and criteria.descending:
        last = min(last, price_bucket(after[0]) - _is_boundary(after))
    elif after:
        first = max(first, price_bucket(after[0]))
    for bucket in range(last, first - 1, -1) if criteria.descending else range(first, last + 1):
        yield Bucket(price_mark(criteria.currency or "", bucket), bucket_start(bucket), bucket_start(bucket + 1))


def _months(tx: Transaction, criteria: Criteria, after: Key | None) -> Iterator[Bucket]:
    """The months people joined in, from the key on."""
    ends = [tx.value(f"SELECT {end}(joined_at) FROM specialist_listings") for end in ("min", "max")]
    if ends[0] is None:
        return
    if after:
        ends[1 if criteria.descending else 0] = after[0]
    first, last = (int(moment[:4]) * 12 + int(moment[5:7]) - 1 for moment in ends)
    if after and criteria.descending:
        last -= _is_boundary(after)
    for month in range(last, first - 1, -1) if criteria.descending else range(first, last + 1):
        low, high = (f"{number // 12:04d}-{number % 12 + 1:02d}" for number in (month, month + 1))
        yield Bucket(month_mark(low), low, high)


def _not_own(tx: Transaction, criteria: Criteria) -> str:
    if not criteria.except_person:
        return "1 = 1"
    own = tx.all("SELECT id FROM specialist_listings WHERE person_id = :person", person=criteria.except_person)
    return f"c.id NOT IN ({', '.join(str(row['id']) for row in own)})" if own else "1 = 1"
