"""Finding people who can be booked.

In store/search, index keeps the index in step, criteria says what is asked, walks finds it, and dialect knows the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store.database import Row, Transaction
from store.rows import COUNT_UP_TO, among
from store.search.best_match import by_best_match
from store.search.criteria import Criteria, of_offer, parameters
from store.search.dialect import dialect_of
from store.search.index import lapse, reindex
from store.search.walks import EXAMINED_MOST, Found, Hit, Key, by_change, by_joining, by_price, counted

__all__ = [
    "EXAMINED_MOST",
    "Criteria",
    "Found",
    "Hit",
    "Key",
    "cards",
    "count",
    "find",
    "lapse",
    "offers_of",
    "public_schedules",
    "reindex",
    "relaxed",
]


def find(tx: Transaction, criteria: Criteria, limit: int, after: Key | None = None) -> Found:
    """The next people in the order of criteria.sort, and where to go on.

    best_match: people whose name holds all the words, then those whose skills or schedule labels hold them all, then
    those who hold them anywhere (in about, descriptions, city); within each by review score where criteria.by_reviews,
    then the last changed first."""
    walk = {"best_match": by_best_match, "updated_at": by_change, "created_at": by_joining, "price": by_price}[
        criteria.sort
    ]
    return walk(tx, criteria, limit, after)


def count(tx: Transaction, criteria: Criteria) -> tuple[int, bool]:
    """How many people match, counted up to COUNT_UP_TO, and whether there may be more.

    Where schedules must be looked at, counting may end earlier."""
    return counted(tx, criteria, COUNT_UP_TO)


def relaxed(criteria: Criteria) -> Criteria:
    """The same search for people who match any of the words."""
    return replace(criteria, any_word=True)


def cards(tx: Transaction, person_ids: Sequence[int]) -> dict[int, Row]:
    """What a list shows of each person: name, place, zone, about, picture; skills and languages by lines of a text."""
    one_of, params = among(person_ids)
    lines = dialect_of(tx).lines
    rows = tx.all(
        f"""SELECT p.id, p.name, p.middle_name, p.last_name, p.city, p.country, p.timezone, p.about, p.ava_id,
                   (SELECT {lines}(s.name, '\n') FROM person_skills x JOIN skills s ON s.id = x.skill_id
                    WHERE x.person_id = p.id) AS skills,
                   (SELECT {lines}(x.code, '\n') FROM person_languages x WHERE x.person_id = p.id) AS languages
            FROM persons p WHERE p.id {one_of}""",
        **params,
    )
    return {row["id"]: row for row in rows}


def offers_of(tx: Transaction, criteria: Criteria, listing_ids: Sequence[int]) -> list[Row]:
    """listing_id and schedule_id of these listings' schedules that meet the criteria, the cheapest of each first."""
    one_of, params = among(listing_ids)
    return tx.all(
        f"""SELECT o.listing_id, o.schedule_id FROM specialist_offers o
            WHERE o.listing_id {one_of} AND {of_offer(criteria, f"{dialect_of(tx).plain}o.")}
            ORDER BY o.listing_id, o.price, o.schedule_id""",
        **parameters(criteria),
        **params,
    )


def public_schedules(tx: Transaction, person_ids: Sequence[int], now: str) -> dict[int, int]:
    """How many active schedules that are not private each person has; people without one are left out."""
    one_of, params = among(person_ids)
    rows = tx.all(
        f"""SELECT l.person_id, count(*) AS schedules FROM specialist_listings l
            JOIN specialist_offers o ON o.listing_id = l.id
            WHERE l.person_id {one_of} AND (o.end_at IS NULL OR o.end_at > :now) GROUP BY l.person_id""",
        now=now,
        **params,
    )
    return {row["person_id"]: row["schedules"] for row in rows}
