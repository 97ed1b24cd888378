"""Finding people who can be booked. With store/database.py the only place that knows the database's dialect.

A person's public schedules stand in listings (store/search_index.py writes them); listing ids ascend with the last change.
The index gives listing ids for words and marks in the order of ids, and stops when the page is full: no search reads all
matches, and none ranks them. Work is bounded: a call looks at EXAMINED_MOST candidates (PROBED_MOST where each is looked up
in the index) and says when that cut it short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from store.database import Row, Transaction
from store.rows import COUNT_UP_TO
from store.search_index import reindex as reindex
from store.search_words import HEADLINE, NAME, side_mark, skill_mark

EXAMINED_MOST = 20_000
PROBED_MOST = 5_000
# Up to so many matches are sorted; among more the sort order is walked and each person looked up in the index.
SORTED_MOST = 5_000

Sort = Literal["best_match", "updated_at", "created_at", "price"]
Key = list[Any]


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for. Prices in the currency's smallest unit; blocks: marks of hours of the week, one of which must be open.

    words: folded, all of them wanted, or any one with any_word. except_person: the caller. now: the stored form."""

    now: str
    types: tuple[int, ...] = (1, 2)
    words: tuple[str, ...] = ()
    any_word: bool = False
    skills: tuple[int, ...] = ()
    blocks: frozenset[str] | None = None
    kal_id: int | None = None
    currency: str | None = None
    price_from: int | None = None
    price_to: int | None = None
    places: int | None = None
    minutes: int | None = None
    except_person: int = 0
    sort: Sort = "updated_at"
    descending: bool = True


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


def find(tx: Transaction, criteria: Criteria, limit: int, after: Key | None = None) -> Found:
    """The next hits in the order of criteria.sort.

    best_match: people whose name holds all the words, then those whose skills or schedule labels hold them all, then those
    who hold them anywhere (in about, descriptions, city); within each the last changed first. Keys: [tier, listing id],
    [listing id], [joined, listing id] or [price, listing id]."""
    if criteria.sort == "best_match":
        return _find_by_tier(tx, criteria, limit, after)
    if criteria.sort == "updated_at":
        return _page(tx, criteria, _by_change(tx, criteria), limit, after)
    few = _matches(tx, criteria, SORTED_MOST) < SORTED_MOST
    by = _by_price if criteria.sort == "price" else _by_joining
    return _page(tx, criteria, by(criteria, few), limit, after)


def count(tx: Transaction, criteria: Criteria) -> tuple[int, bool]:
    """How many people match, counted up to COUNT_UP_TO, and whether there may be more."""
    total = _matches(tx, criteria, COUNT_UP_TO)
    return min(total, COUNT_UP_TO), total >= COUNT_UP_TO


def cards(tx: Transaction, person_ids: Sequence[int]) -> dict[int, Row]:
    """What a list shows of each person: name, place, zone, about, picture, and skills and languages in one text each."""
    rows = tx.all(
        f"""SELECT p.id, p.name, p.middle_name, p.last_name, p.city, p.country, p.timezone, p.about, p.ava_id,
                   (SELECT group_concat(s.name, char(10)) FROM person_skills ps JOIN skills s ON s.id = ps.skill_id
                    WHERE ps.person_id = p.id) AS skills,
                   (SELECT group_concat(l.code, char(10)) FROM person_languages l WHERE l.person_id = p.id) AS languages
            FROM persons p WHERE p.id IN ({_ids(person_ids)})"""
    )
    return {row["id"]: row for row in rows}


def offers_of(tx: Transaction, criteria: Criteria, listing_ids: Sequence[int]) -> list[Row]:
    """The schedules of these listings that meet the criteria, a person's cheapest first: listing_id and schedule_id."""
    conditions, params = _offer_conditions(criteria)
    return tx.all(
        f"""SELECT o.listing_id, o.schedule_id FROM specialist_offers o
            WHERE o.listing_id IN ({_ids(listing_ids)}) AND {conditions} ORDER BY o.listing_id, o.price, o.schedule_id""",
        **params,
    )


def public_schedules(tx: Transaction, person_ids: Sequence[int], now: str) -> dict[int, int]:
    """How many active schedules that are not private each person has; people without one are left out."""
    rows = tx.all(
        f"""SELECT l.person_id, count(*) AS schedules FROM specialist_listings l
            JOIN specialist_offers o ON o.listing_id = l.id
            WHERE l.person_id IN ({_ids(person_ids)}) AND (o.end_at IS NULL OR o.end_at > :now) GROUP BY l.person_id""",
        now=now,
    )
    return {row["person_id"]: row["schedules"] for row in rows}


# How a search walks


@dataclass(frozen=True, slots=True)
class _Walk:
    """Candidates in order. source selects id and the key columns and ends with a WHERE clause, so that '{after}' can follow;
    order: the key columns; filters: what a candidate must meet besides."""

    source: str
    order: tuple[str, ...]
    descending: bool
    filters: tuple[str, ...]
    params: dict[str, Any]
    most: int = EXAMINED_MOST

    def text(self, after: Key | None) -> str:
        """The SELECT of candidates after a key, without its LIMIT."""
        columns, direction = ", ".join(self.order), "DESC" if self.descending else "ASC"
        places = ", ".join(f":after_{index}" for index in range(len(self.order)))
        left, right = (columns, places) if len(self.order) == 1 else (f"({columns})", f"({places})")
        condition = f" AND {left} {'<' if self.descending else '>'} {right}" if after else ""
        return f"{self.source}{condition} ORDER BY {', '.join(f'{column} {direction}' for column in self.order)}"


def _page(tx: Transaction, criteria: Criteria, walk: _Walk, limit: int, after: Key | None) -> Found:
    """One page of a walk. CROSS JOIN keeps the candidates' order and lets the walk end when the page is full."""
    names = [f"key_{index}" for index in range(len(walk.order))]
    selected = ", ".join(f"c.{name}" for name in names)
    params = {**walk.params, **{f"after_{index}": value for index, value in enumerate(after or ())}}
    candidates = f"{walk.text(after)} LIMIT {walk.most}"
    rows = tx.all(
        f"""SELECT l.id, l.person_id, {selected} FROM ({candidates}) AS c CROSS JOIN specialist_listings l ON l.id = c.id
            WHERE {' AND '.join(('l.person_id <> :me', *walk.filters))} LIMIT :page_limit""",
        **params,
        me=criteria.except_person,
        page_limit=limit + 1,
    )
    hits = [Hit(row["id"], row["person_id"], [row[name] for name in names]) for row in rows[:limit]]
    if len(rows) > limit:
        return Found(hits, hits[-1].key, False)
    last = tx.one(f"SELECT {', '.join(names)} FROM ({candidates}) LIMIT 1 OFFSET {walk.most - 1}", **params)
    return Found(hits, list(last) if last else None, last is not None)


def _find_by_tier(tx: Transaction, criteria: Criteria, limit: int, after: Key | None) -> Found:
    tier, key = (after[0], after[1:] or None) if after else (0, None)
    hits: list[Hit] = []
    tiers = _tiers(criteria)
    while tier < len(tiers):
        walk = _walk_of_index(criteria, tiers[tier], descending=True)
        found = _page(tx, criteria, walk, limit - len(hits), key)
        hits += [hit._replace(key=[tier, *hit.key]) for hit in found.hits]
        if found.after is not None:
            return Found(hits, [tier, *found.after], found.cut)
        tier, key = tier + 1, None
        if len(hits) == limit and tier < len(tiers):
            return Found(hits, [tier], False)
    return Found(hits, None, False)


def _by_change(tx: Transaction, criteria: Criteria) -> _Walk:
    match = _match(criteria)
    if match:
        return _walk_of_index(criteria, match, criteria.descending)
    conditions, params = _offer_conditions(criteria)
    if _is_narrow(criteria) and _matches(tx, criteria, COUNT_UP_TO) < COUNT_UP_TO:
        source = f"SELECT DISTINCT o.listing_id AS id, o.listing_id AS key_0 FROM specialist_offers o WHERE {conditions}"
        return _Walk(source, ("o.listing_id",), criteria.descending, (), params)
    source = "SELECT id, id AS key_0 FROM specialist_listings WHERE 1 = 1"
    return _Walk(source, ("id",), criteria.descending, (_offered(conditions),), params)


def _by_joining(criteria: Criteria, few: bool) -> _Walk:
    conditions, params = _offer_conditions(criteria)
    columns = "l.id, l.joined_at AS key_0, l.id AS key_1"
    order = ("l.joined_at", "l.id")
    match = _match(criteria)
    if few:
        source = f"SELECT {columns} FROM ({_candidates(criteria)}) AS f JOIN specialist_listings l ON l.id = f.id WHERE 1 = 1"
        filters: tuple[str, ...] = (_offered(conditions),)
    else:
        source = f"SELECT {columns} FROM specialist_listings l WHERE 1 = 1"
        filters = (_offered(conditions), *((_PROBE,) if match else ()))
    params["match"] = match
    return _Walk(source, order, criteria.descending, filters, params, PROBED_MOST if match and not few else EXAMINED_MOST)


def _by_price(criteria: Criteria, few: bool) -> _Walk:
    """A person stands where the cheapest of their schedules that meet the criteria stands."""
    conditions, params = _offer_conditions(criteria)
    cheaper = f"""NOT EXISTS (SELECT 1 FROM specialist_offers c WHERE c.listing_id = o.listing_id
                  AND (c.price, c.schedule_id) < (o.price, o.schedule_id) AND {conditions.replace("o.", "c.")})"""
    columns = "o.listing_id AS id, o.price AS key_0, o.listing_id AS key_1"
    order = ("o.price", "o.listing_id")
    match = _match(criteria)
    params["match"] = match
    if few:
        source = f"""SELECT {columns} FROM ({_candidates(criteria)}) AS f JOIN specialist_offers o ON o.listing_id = f.id
                     WHERE {conditions} AND {cheaper}"""
        return _Walk(source, order, criteria.descending, (), params)
    source = f"SELECT {columns} FROM specialist_offers o INDEXED BY specialist_offers_by_price WHERE {conditions} AND {cheaper}"
    return _Walk(source, order, criteria.descending, (_PROBE,) if match else (), params, PROBED_MOST if match else EXAMINED_MOST)


def _walk_of_index(criteria: Criteria, match: str, descending: bool) -> _Walk:
    conditions, params = _offer_conditions(criteria)
    source = "SELECT rowid AS id, rowid AS key_0 FROM specialist_index WHERE specialist_index MATCH :match"
    return _Walk(source, ("rowid",), descending, (_offered(conditions),), {**params, "match": match})


_PROBE = "EXISTS (SELECT 1 FROM specialist_index i WHERE i.specialist_index MATCH :match AND i.rowid = l.id)"


def _matches(tx: Transaction, criteria: Criteria, up_to: int) -> int:
    """How many people match, counted up to a number; that number also where the bound on work ended the count."""
    conditions, params = _offer_conditions(criteria)
    candidates = f"{_candidates(criteria)} LIMIT {EXAMINED_MOST}"
    params["match"] = _match(criteria)
    total: int = tx.value(
        f"""SELECT count(*) FROM (SELECT 1 FROM ({candidates}) AS c CROSS JOIN specialist_listings l ON l.id = c.id
                                  WHERE l.person_id <> :me AND {_offered(conditions)} LIMIT :up_to) AS counted""",
        **params,
        me=criteria.except_person,
        up_to=up_to,
    )
    if total < up_to and tx.one(f"SELECT 1 FROM ({candidates}) LIMIT 1 OFFSET {EXAMINED_MOST - 1}", **params):
        return up_to
    return total


def _candidates(criteria: Criteria) -> str:
    """Listings that may match, in no order, by the narrowest way in."""
    if _match(criteria):
        return "SELECT rowid AS id FROM specialist_index WHERE specialist_index MATCH :match"
    if _is_narrow(criteria):
        return f"SELECT DISTINCT o.listing_id AS id FROM specialist_offers o WHERE {_offer_conditions(criteria)[0]}"
    return "SELECT id FROM specialist_listings"


def _is_narrow(criteria: Criteria) -> bool:
    return criteria.currency is not None or criteria.kal_id is not None


# What a candidate must meet


def _tiers(criteria: Criteria) -> list[str]:
    """The index expressions of best match, from the best; together they are _match, and no two of them overlap."""
    rest = _marks(criteria)
    anywhere, headline, name = (_joined(criteria, prefix) for prefix in ("", HEADLINE, NAME))
    if criteria.any_word:
        return [_all_of(headline, rest), f"({_all_of(anywhere, rest)}) NOT {headline}"]
    return [
        _all_of(name, rest),
        f"({_all_of(headline, rest)}) NOT {name}",
        f"({_all_of(anywhere, rest)}) NOT ({headline} OR {name})",
    ]


def _match(criteria: Criteria) -> str | None:
    """The index expression for words, skills, hours and the hiring side; None when nothing of it is asked."""
    rest = _marks(criteria)
    if criteria.words:
        return _all_of(_joined(criteria, ""), rest)
    return _all_of(*rest) if rest else None


def _marks(criteria: Criteria) -> list[str]:
    marks = [_quoted(skill_mark(skill)) for skill in criteria.skills]
    if criteria.types == (3,):
        marks.append(_quoted(side_mark("hires")))
    if criteria.blocks is not None:
        marks.append("(" + " OR ".join(_quoted(block) for block in sorted(criteria.blocks)) + ")")
    return marks


def _joined(criteria: Criteria, prefix: str) -> str:
    return "(" + (" OR " if criteria.any_word else " AND ").join(_quoted(prefix + word) for word in criteria.words) + ")"


def _all_of(first: str, *more: Any) -> str:
    flat = [first, *(item for part in more for item in ([part] if isinstance(part, str) else part))]
    return " AND ".join(flat)


def _quoted(token: str) -> str:
    """A token as a string of the index's query language; folded words and marks hold no quotes."""
    return f'"{token}"'


def _offered(conditions: str) -> str:
    return f"EXISTS (SELECT 1 FROM specialist_offers o WHERE o.listing_id = l.id AND {conditions})"


def _offer_conditions(criteria: Criteria) -> tuple[str, dict[str, Any]]:
    """What one and the same schedule (alias o) must meet, with parameters."""
    conditions = [f"o.type_id IN ({', '.join(str(type_id) for type_id in criteria.types)})"]
    conditions.append("(o.end_at IS NULL OR o.end_at > :now)")
    params: dict[str, Any] = {"now": criteria.now}
    for name, value, condition in _asked_of_offers(criteria):
        if value is not None:
            conditions.append(condition)
            params[name] = value
    return " AND ".join(conditions), params


def _asked_of_offers(criteria: Criteria) -> Iterator[tuple[str, Any, str]]:
    yield "currency", criteria.currency, "o.currency = :currency"
    yield "price_from", criteria.price_from, "o.price >= :price_from"
    yield "price_to", criteria.price_to, "o.price <= :price_to"
    yield "kal_id", criteria.kal_id, "o.kal_id = :kal_id"
    yield "places", criteria.places, "(o.msp = 0 OR o.msp >= :places)"
    yield "minutes", criteria.minutes, "o.longest >= :minutes"


def _ids(ids: Sequence[int]) -> str:
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def relaxed(criteria: Criteria) -> Criteria:
    """The same search for people who match any of the words."""
    return replace(criteria, any_word=True)
