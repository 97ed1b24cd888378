"""What an operation may ask of a PostgreSQL database: the same as of SQLite's."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

from psycopg import Error

from store.database import IntegrityError, Row, StoreUnavailable, Transaction
from store.postgresql.errors import AGAIN, translated
from store.postgresql.session import Result, Session, Statement
from store.postgresql.shape import Shape
from store.postgresql.sql import numbered
from store.postgresql.streaming import streamed
from store.statements import change_sql, insert_sql
from store.types import Soon

# More are not left for later: what is sent in one go has to fit where it waits to be read.
MOST_LEFT = 16


class PostgresTransaction(Transaction):
    """One transaction on one connection, until its deadline."""

    __slots__ = ("_awaited", "_deadline", "_left", "_session", "_shape", "_written", "ends")
    dialect = "postgresql"

    def __init__(self, session: Session, shape: Shape, deadline: float, begins: Statement | None = None) -> None:
        """begins: what it begins with, which goes with the first statement; None when it has begun."""
        self._session = session
        self._shape = shape
        self._deadline = deadline
        self._written = 0
        # Statements that nobody waits for, with their parameters: they go with the next one that is waited for.
        self._left: list[Statement] = [] if begins is None else [begins]
        # Those among them whose answer somebody looks at, in the same order.
        self._awaited: list[_Soon] = []
        self.ends: dict[str, tuple[int, str]] | None = None

    def one(self, sql: str, **params: Any) -> Row | None:
        rows = self._execute(sql, params).rows
        return cast("Row", rows[0]) if rows else None

    def all(self, sql: str, **params: Any) -> list[Row]:
        return cast("list[Row]", self._execute(sql, params).rows)

    def soon(self, sql: str, **params: Any) -> Soon[list[Row]]:
        answer = _Soon(self, _statement(sql, params))
        self._awaited.append(answer)
        self._leave(answer.statement)
        return answer

    def stream(self, sql: str, **params: Any) -> Iterator[Row]:
        self.catch_up()
        text, names = numbered(sql)
        values = [params[name] for name in names]
        return cast("Iterator[Row]", streamed(self._session.connection, text, values, self._shape.unique))

    def value(self, sql: str, **params: Any) -> Any:
        rows = self._execute(sql, params).rows
        return rows[0][0] if rows else None

    def run(self, sql: str, **params: Any) -> int:
        return self._execute(sql, params).count

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

    def later(self, sql: str, **params: Any) -> None:
        self._leave(_statement(sql, params))

    def catch_up(self) -> None:
        """Carry out what was left for later, and what is looked at soon."""
        if self._left:
            self._asked()

    def hand_over(self) -> tuple[list[Statement], bool]:
        """What was left for later, for whoever commits; and whether anything was written, that included."""
        # At what has not been looked at by now nobody looks any more.
        asked = {id(answer.statement) for answer in self._awaited}
        left = [each for each in self._left if id(each) not in asked]
        self._forget()
        return left, bool(self._written or left)

    def change(self, table: str, id: int, **values: Any) -> None:
        self._execute(change_sql(table, *values), {**values, "id": id})

    @property
    def written(self) -> int:
        self.catch_up()
        return self._written

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        self._command("SAVEPOINT attempt")
        try:
            work()
            self.catch_up()
        except Exception as error:
            if isinstance(error, (*AGAIN, StoreUnavailable)):
                raise
            self._forget()
            self._command("ROLLBACK TO attempt; RELEASE attempt")
            return error
        self._command("RELEASE attempt")
        return None

    @contextlib.contextmanager
    def refusable(self) -> Iterator[None]:
        self._command("SAVEPOINT refusable")
        try:
            yield
            self.catch_up()
        except IntegrityError:
            self._forget()
            self._command("ROLLBACK TO refusable; RELEASE refusable")
            raise
        self._command("RELEASE refusable")

    def undone(self, work: Callable[[], None]) -> None:
        self._command("SAVEPOINT undone")
        work()
        self._forget()
        self._command("ROLLBACK TO undone; RELEASE undone")

    def _number_on(self, table: str) -> None:
        """The numbers that are given out go on above those that were brought along."""
        self.value(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")

    def _command(self, text: str) -> None:
        self.catch_up()
        try:
            self._session.command(text)
        except Error as error:
            raise translated(error, self._shape.unique) from error

    def _execute(self, sql: str, params: dict[str, Any]) -> Result:
        return self._asked(_statement(sql, params))

    def _leave(self, statement: Statement) -> None:
        self._left.append(statement)
        if len(self._left) >= MOST_LEFT:
            self.catch_up()

    def _forget(self) -> None:
        """What was left is not carried out any more."""
        self._left, self._awaited = [], []
        if self.ends is not None:
            self.ends = {}

    def _asked(self, *waited_for: Statement) -> Result:
        """What the last statement gives back: of those that were left for later, and one that is waited for."""
        if time.monotonic() > self._deadline:
            raise StoreUnavailable("deadline")
        together, awaited = [*self._left, *waited_for], self._awaited
        self._left, self._awaited = [], []
        try:
            if len(together) == 1:
                results = [self._session.ask(*together[0])]
            else:
                results = self._session.ask_together(together)
        except AGAIN:
            raise
        except Error as error:
            raise translated(error, self._shape.unique) from error
        for statement, result in zip(together, results, strict=True):
            if awaited and awaited[0].statement is statement:
                awaited.pop(0).rows = result.rows
            if not result.fields or statement.text.lstrip()[:6].upper() in _WRITES:
                self._written += max(result.count, 0)
        return results[-1]


class _Soon:
    """An answer that is fetched when it is looked at, unless it came with another one."""

    __slots__ = ("_transaction", "rows", "statement")

    def __init__(self, transaction: PostgresTransaction, statement: Statement) -> None:
        self._transaction = transaction
        self.statement = statement
        self.rows: list[Any] | None = None

    def __call__(self) -> list[Row]:
        if self.rows is None:
            self._transaction.catch_up()
        if self.rows is None:
            raise RuntimeError("what was asked was taken back together with what it was asked in")
        return cast("list[Row]", self.rows)


def _statement(sql: str, params: dict[str, Any]) -> Statement:
    text, names = numbered(sql)
    # How people who hold some words are best found depends on the words: a plan for any would be bad for most.
    return Statement(text, [params[name] for name in names], keep="@@" not in text)


# Columns that are named by an INSERT, the id among them.
_BROUGHT = re.compile(r"\s*INSERT INTO (?P<table>\w+)\s*\((?:[^)]*[\s,])?id\s*[,)]")
_WRITES = ("INSERT", "UPDATE", "DELETE")
