"""Shared mechanics of reading lists: keyset pages that neither skip nor repeat while rows are being added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from store.database import Row, Transaction

COUNT_UP_TO = 1000

# ("t.created_at", "desc") or ("t.date_end", "asc", "nullable"); the last column is unique.
Order = Sequence[tuple[str, ...]]
Key = list[Any]

# By the power of two that a list of numbers is filled up to: the names of its parameters.
_NAMES = [[f"among_{index}" for index in range(1 << power)] for power in range(14)]
_AMONG = ["= :among_0"] + [f"IN ({', '.join(f':{name}' for name in names)})" for names in _NAMES[1:]]


def page_of(
    tx: Transaction, sql: str, params: dict[str, Any], order: Order, limit: int, after: Key | None
) -> tuple[list[Row], Key | None]:
    """One page of a SELECT that ends with its WHERE clause, and the key of its last row when more follow.

    Columns without a value come last in either direction."""
    if "nullable" in order[0]:
        rows = _valued_first(tx, sql, params, order, limit + 1, after)
    else:
        rows = _walk(tx, sql, params, order, limit + 1, after)
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    last = rows[-1]
    return rows, [last[_column(term)] for term in order]


def among(ids: Collection[int]) -> tuple[str, dict[str, int]]:
    """What a column of numbers must meet to be one of these, as in f"e.id {condition}", and its parameters.

    Lists are filled up to a power of two, so that the database meets few different texts and need not plan each anew."""
    numbers = list(ids) or [0]
    power = (len(numbers) - 1).bit_length()
    numbers += numbers[-1:] * ((1 << power) - len(numbers))
    return _AMONG[power], dict(zip(_NAMES[power], numbers, strict=True))


def among_texts(texts: Collection[str]) -> tuple[str, dict[str, str]]:
    """The same of a column of text."""
    condition, places = among(range(len(texts)))
    named = list(texts) or [""]
    return condition, {name: named[place] for name, place in places.items()}


def count_of(tx: Transaction, sql: str, params: dict[str, Any]) -> int:
    """How many rows a SELECT finds, counted up to COUNT_UP_TO."""
    total: int = tx.value(f"SELECT count(*) FROM ({sql} LIMIT {COUNT_UP_TO}) AS counted", **params)
    return total


def numbered_page(
    tx: Transaction, sql: str, params: dict[str, Any], order: Order, limit: int, offset: int
) -> tuple[list[Row], int]:
    """A page that is reached by counting rows, and how many rows there are in all: for callers who page by number."""
    total: int = tx.value(f"SELECT count(*) FROM ({sql}) AS counted", **params)
    by = ", ".join(_direction(term) for term in order)
    rows = tx.all(
        f"{sql} ORDER BY {by} LIMIT :page_limit OFFSET :page_offset", **params, page_limit=limit, page_offset=offset
    )
    return rows, total


def _valued_first(
    tx: Transaction, sql: str, params: dict[str, Any], order: Order, most: int, after: Key | None
) -> list[Row]:
    """Rows with a value for the first column, then those without: two walks, so that an index serves each."""
    column, direction = order[0][:2]
    rows: list[Row] = []
    if after is None or after[0] is not None:
        rows = _walk(tx, f"{sql} AND {column} IS NOT NULL", params, [(column, direction), *order[1:]], most, after)
        after = None
    if len(rows) < most:
        beyond = after[1:] if after else None
        rows += _walk(tx, f"{sql} AND {column} IS NULL", params, order[1:], most - len(rows), beyond)
    return rows


def _walk(tx: Transaction, sql: str, params: dict[str, Any], order: Order, most: int, after: Key | None) -> list[Row]:
    condition, key_params = keys_after(order, after)
    text = f"{sql} AND ({condition})" if condition else sql
    text = f"{text} ORDER BY {', '.join(_direction(term) for term in order)} LIMIT :page_limit"
    return tx.all(text, **params, **key_params, page_limit=most)


def _column(term: tuple[str, ...]) -> str:
    return term[0].rsplit(".", 1)[-1]


def _direction(term: tuple[str, ...]) -> str:
    if "nullable" in term:
        return f"({term[0]} IS NULL), {term[0]} {term[1]}"
    return f"{term[0]} {term[1]}"


def keys_after(order: Order, after: Key | None) -> tuple[str, dict[str, Any]]:
    """The condition 'comes after this key', one alternative for each leading run of equal columns."""
    if after is None:
        return "", {}
    params = {f"key_{index}": value for index, value in enumerate(after) if value is not None}
    if len({term[1] for term in order}) == 1 and not any("nullable" in term for term in order):
        columns = ", ".join(term[0] for term in order)
        places = ", ".join(f":key_{index}" for index in range(len(order)))
        return f"({columns}) {'>' if order[0][1] == 'asc' else '<'} ({places})", params
    alternatives: list[str] = []
    equal: list[str] = []
    for index, (term, value) in enumerate(zip(order, after, strict=True)):
        beyond = _beyond(term, value, index)
        if beyond:
            alternatives.append(" AND ".join([*equal, beyond]))
        equal.append(f"{term[0]} IS NULL" if value is None else f"{term[0]} = :key_{index}")
    return " OR ".join(f"({alternative})" for alternative in alternatives) or "1 = 0", params


def _beyond(term: tuple[str, ...], value: Any, index: int) -> str:
    if value is None:
        return ""
    sign = ">" if term[1] == "asc" else "<"
    if "nullable" in term:
        return f"({term[0]} {sign} :key_{index} OR {term[0]} IS NULL)"
    return f"{term[0]} {sign} :key_{index}"
