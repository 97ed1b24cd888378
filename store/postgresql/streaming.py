"""The rows of a long answer, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

import psycopg

from store.postgresql.errors import translated
from store.postgresql.values import Row

# How many rows the server hands over at a time.
AT_A_TIME = 1000

_numbers = count(1)


def streamed(
    connection: psycopg.Connection[Any], text: str, values: Sequence[Any], unique: dict[str, str]
) -> Iterator[Row]:
    """Row by row, within the transaction that the connection is in, whatever else is asked of it in between."""
    name = f"stream_{next(_numbers)}"
    with psycopg.RawServerCursor(connection, name, row_factory=_rows) as cursor:
        cursor.itersize = AT_A_TIME
        try:
            cursor.execute(text, values)
            yield from cursor
        except psycopg.Error as error:
            raise translated(error, unique) from error


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    places = {column.name: place for place, column in enumerate(cursor.description or ())}
    return lambda values: Row(places, values)
