"""Finding providers: by words of their name, type of work, rating, work done for a company and place.

Each set of people that a filter names is an index. The smallest one leads; when all are large, the order that was asked for is
walked through and each person met is looked up in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.folding import address_key, folded
from store.people.name_words import MOST_WORDS, words_of
from store.providers.providers import Box
from store.rows import Order, among

Sort = Literal["name", "rating", "jobs_completed"]
# A set of fewer people is sorted, a larger one is met while walking.
FEW = 2_000

_ORDERS: dict[Sort, Order] = {
    "name": [("p.short_name_folded", "asc"), ("p.id", "asc")],
    "rating": [("p.rating_mean", "desc", "nullable"), ("p.id", "desc")],
    "jobs_completed": [("f.jobs_completed", "desc"), ("f.person_id", "asc")],
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in the name of a company; what is None asks nothing. min_rating: in hundredths.

    query: words that each begin a word of the name, or an e-mail address as a whole, which finds only people who work or
    worked for the company or are in one of its groups."""

    company_id: int
    query: str | None = None
    type_of_work_id: int | None = None
    min_rating: int | None = None
    worked_for_us: bool | None = None


@dataclass(frozen=True, slots=True)
class _Set:
    """People whom rows of a table name."""

    table: str
    column: str
    condition: str


@dataclass(slots=True)
class _Parts:
    sets: list[_Set] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)


def listed(tx: Transaction, wanted: Wanted, sort: Sort) -> tuple[str, dict[str, Any], Order]:
    """A SELECT of providers that ends with its WHERE clause, its parameters, and the order for it.

    Rows: id, first_name, last_name, rating_sum, rating_count, jobs_completed, and what the order goes by. Left out are those
    who do not want the company's work."""
    parts = _parts(wanted)
    led = _led(tx, parts)
    walks = led is None and not any("p.email_key" in condition for condition in parts.conditions)
    tables = "persons p JOIN provider_profiles f ON f.person_id = p.id"
    if walks:
        # The left one is walked in the order of its index, and the walk ends with the page.
        first, second = (
            ("provider_profiles f", "persons p") if sort == "jobs_completed" else ("persons p", "provider_profiles f")
        )
        tables = f"{first} CROSS JOIN {second}"
    sql = f"SELECT {_COLUMNS} FROM {tables} WHERE {' AND '.join(_conditions(parts, led))}"
    return sql, parts.params, _ORDERS[sort]


def inside(tx: Transaction, wanted: Wanted, box: Box, limit: int) -> list[Row]:
    """Those who are at home in a box, in no order, at most so many: the columns of listed, latitude_e6 and longitude_e6."""
    parts = _parts(wanted)
    south, north, west, east = box
    parts.params |= {"south": south, "north": north, "west": west, "east": east}
    parts.conditions.append("f.latitude_e6 BETWEEN :south AND :north AND f.longitude_e6 BETWEEN :west AND :east")
    where = " AND ".join(_conditions(parts, _led(tx, parts)))
    return tx.all(
        f"""SELECT {_COLUMNS}, f.latitude_e6, f.longitude_e6 FROM provider_profiles f JOIN persons p ON p.id = f.person_id
            WHERE {where} LIMIT :most""",
        **parts.params,
        most=limit,
    )


_COLUMNS = """p.id, f.person_id, p.name AS first_name, p.last_name, p.short_name_folded, p.rating_mean, p.rating_sum,
              p.rating_count, f.jobs_completed"""


def types_of(tx: Transaction, company_id: int, ids: Collection[int]) -> dict[int, list[Row]]:
    """The types of work of people, as a company calls them: id, name; by person."""
    condition, params = among(ids)
    found: dict[int, list[Row]] = {}
    for row in tx.all(
        f"""SELECT x.person_id, t.id, {name_sql("type_of_work", "t", ":company_id")} AS name
            FROM provider_types_of_work x JOIN types_of_work t ON t.id = x.type_of_work_id
            WHERE x.person_id {condition} AND (t.company_id IS NULL OR t.company_id = :company_id)
            ORDER BY x.person_id, t.id""",
        company_id=company_id,
        **params,
    ):
        found.setdefault(row["person_id"], []).append(row)
    return found


def blocked_by(tx: Transaction, company_id: int, ids: Collection[int]) -> set[int]:
    """Whom of them the company has blocked."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT person_id FROM blocked_providers
            WHERE company_id = :company_id AND active = 1 AND person_id {condition}""",
        company_id=company_id,
        **params,
    )
    return {row["person_id"] for row in rows}


def _parts(wanted: Wanted) -> _Parts:
    found = _Parts(params={"company_id": wanted.company_id})
    if wanted.query is not None:
        _ask(found, wanted.query)
    if wanted.type_of_work_id is not None:
        found.sets.append(_Set("provider_types_of_work", "person_id", "type_of_work_id = :type_id"))
        found.params["type_id"] = wanted.type_of_work_id
    if wanted.worked_for_us:
        found.sets.append(_WORKED)
    elif wanted.worked_for_us is False:
        found.conditions.append(f"NOT {_within(_WORKED)}")
    if wanted.min_rating is not None:
        found.conditions.append("p.rating_mean >= :min_rating")
        found.params["min_rating"] = wanted.min_rating
    return found


_WORKED = _Set("work_orders", "assignee_id", "company_id = :company_id AND status IN (5, 6)")
# Whose address a company may look up.
_KNOWN = """(EXISTS (SELECT 1 FROM work_orders w WHERE w.company_id = :company_id AND w.assignee_id = p.id
                     AND w.status IN (3, 4, 5, 6))
             OR EXISTS (SELECT 1 FROM preferred_group_members m JOIN preferred_groups g ON g.id = m.group_id
                        WHERE m.person_id = p.id AND g.company_id = :company_id)
             OR EXISTS (SELECT 1 FROM talent_pool_members m JOIN talent_pool_groups g ON g.id = m.group_id
                        WHERE m.person_id = p.id AND g.company_id = :company_id))"""


def _ask(parts: _Parts, query: str) -> None:
    if "@" in query:
        parts.conditions.append(f"p.email_key = :address AND p.email_verified_at IS NOT NULL AND {_KNOWN}")
        parts.params["address"] = address_key(query.strip())
        return
    words = words_of(folded(query))[:MOST_WORDS]
    if not words:
        parts.conditions.append("1 = 0")
    for place, word in enumerate(words):
        # The second one is behind every letter there is.
        parts.params |= {f"word_{place}": word, f"word_{place}_end": f"{word}\U0010ffff"}
        parts.sets.append(_Set("person_name_words", "person_id", f"word >= :word_{place} AND word < :word_{place}_end"))


def _led(tx: Transaction, parts: _Parts) -> _Set | None:
    """The smallest of the sets, when it is small enough to be sorted."""
    sizes = [(_size(tx, each, parts.params), place) for place, each in enumerate(parts.sets)]
    size, place = min(sizes, default=(FEW, 0))
    return parts.sets[place] if size < FEW else None


def _size(tx: Transaction, set: _Set, params: dict[str, Any]) -> int:
    used = {name: value for name, value in params.items() if f":{name}" in set.condition}
    size: int = tx.value(
        f"""SELECT count(*) FROM
            (SELECT 1 FROM {set.table} WHERE {set.column} IS NOT NULL AND {set.condition} LIMIT {FEW}) AS counted""",
        **used,
    )
    return size


def _conditions(parts: _Parts, led: _Set | None) -> Sequence[str]:
    leading = [f"f.person_id IN (SELECT {led.column} FROM {led.table} WHERE {led.condition})"] if led else []
    return (
        "p.id = f.person_id AND f.active = 1 AND p.deleted_at IS NULL",
        *leading,
        *(_within(each) for each in parts.sets if each is not led),
        *parts.conditions,
        _WANTS_THE_COMPANY,
    )


_WANTS_THE_COMPANY = """NOT EXISTS (SELECT 1 FROM blocked_companies b
                                    WHERE b.company_id = :company_id AND b.person_id = f.person_id)"""


def _within(set: _Set) -> str:
    return f"EXISTS (SELECT 1 FROM {set.table} s WHERE s.{set.column} = f.person_id AND {_of_s(set.condition)})"


def _of_s(condition: str) -> str:
    return " AND ".join(f"s.{part}" for part in condition.split(" AND "))
