"""What an operation may ask of a PostgreSQL database: the same as of SQLite's."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from psycopg import Error

from store.database import Row, StoreUnavailable, Transaction
from store.postgresql.errors import AGAIN, translated
from store.postgresql.sql import numbered
from store.postgresql.streaming import streamed
from store.statements import change_sql, insert_sql


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of the schema: the columns of each unique index by its name, and the tables that number their rows."""

    unique: dict[str, str]
    numbering: frozenset[str]


class PostgresTransaction(Transaction):
    """One transaction on one connection, until its deadline."""

    __slots__ = ("_cursor", "_deadline", "_shape", "_written")
    dialect = "postgresql"

    def __init__(self, cursor: psycopg.RawCursor[Any], shape: Shape, deadline: float) -> None:
        self._cursor = cursor
        self._shape = shape
        self._deadline = deadline
        self._written = 0

    def one(self, sql: str, **params: Any) -> Row | None:
        return cast("Row | None", self._execute(sql, params).fetchone())

    def all(self, sql: str, **params: Any) -> list[Row]:
        return cast("list[Row]", self._execute(sql, params).fetchall())

    def stream(self, sql: str, **params: Any) -> Iterator[Row]:
        text, names = numbered(sql)
        values = [params[name] for name in names]
        return cast("Iterator[Row]", streamed(self._cursor.connection, text, values, self._shape.unique))

    def value(self, sql: str, **params: Any) -> Any:
        row = self._execute(sql, params).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, **params: Any) -> int:
        return self._execute(sql, params).rowcount

    def many(self, sql: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        for row in rows:
            self._execute(sql, row)
        brought = _BROUGHT.match(sql)
        if brought and brought["table"] in self._shape.numbering:
            self._number_on(brought["table"])

    def insert(self, table: str, **values: Any) -> int:
        sql = insert_sql(table, *values)
        if table not in self._shape.numbering:
            self._execute(sql, values)
            return 0
        id: int = self.value(f"{sql} RETURNING id", **values)
        if "id" in values:
            self._number_on(table)
        return id

    def change(self, table: str, id: int, **values: Any) -> None:
        self._execute(change_sql(table, *values), {**values, "id": id})

    @property
    def written(self) -> int:
        return self._written

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        self._execute("SAVEPOINT attempt", {})
        try:
            work()
        except Exception as error:
            if isinstance(error, (*AGAIN, StoreUnavailable)):
                raise
            self._execute("ROLLBACK TO attempt", {})
            self._execute("RELEASE attempt", {})
            return error
        self._execute("RELEASE attempt", {})
        return None

    def undone(self, work: Callable[[], None]) -> None:
        self._execute("SAVEPOINT undone", {})
        work()
        self._execute("ROLLBACK TO undone", {})
        self._execute("RELEASE undone", {})

    def _number_on(self, table: str) -> None:
        """The numbers that are given out go on above those that were brought along."""
        self.value(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")

    def _execute(self, sql: str, params: dict[str, Any]) -> psycopg.RawCursor[Any]:
        if time.monotonic() > self._deadline:
            raise StoreUnavailable("deadline")
        text, names = numbered(sql)
        try:
            # How people search is best done depends on the words: a plan for any words would be a bad one for most.
            self._cursor.execute(text, [params[name] for name in names], prepare=False if "@@" in text else None)
        except AGAIN:
            raise
        except Error as error:
            raise translated(error, self._shape.unique) from error
        if self._cursor.description is None or _WRITES.get(text[:6].upper(), False):
            self._written += max(self._cursor.rowcount, 0)
        return self._cursor


# Columns that are named by an INSERT, the id among them.
_BROUGHT = re.compile(r"\s*INSERT INTO (?P<table>\w+)\s*\((?:[^)]*[\s,])?id\s*[,)]")
_WRITES = {"INSERT": True, "UPDATE": True, "DELETE": True}
