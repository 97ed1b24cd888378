"""The database of a simulated hall on a PostgreSQL server, looked into as SQLite's is."""

from __future__ import annotations

import itertools
import json
import math
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import psycopg

from store.database import Transaction
from store.postgresql.database import PostgresDatabase
from store.postgresql.errors import unavailable
from store.postgresql.session import Session, Statement
from store.postgresql.shape import Shape, shape_of
from store.postgresql.sql import numbered
from store.postgresql.transaction import PostgresTransaction
from store.postgresql.upgrade import upgrade
from tests.simulation.notes import NOTED, Note, watching
from tests.simulation.stores.connections import Forgetting, OneConnection

# What a power cut would take is not what is looked at.
UNHURRIED = "SET synchronous_commit = off"
_numbers = itertools.count(1)


class Server:
    """A server on which databases are made; the URL is that of one whose owner may do so.

    empty: the name of a migrated database, where there is one."""

    def __init__(self, url: str, empty: str | None = None) -> None:
        self._url = url
        self._empty = empty
        self._saved: set[str] = set()
        self._prefix = f"simulated_{os.getpid()}_{next(_numbers)}_"

    def open(self, notes: list[Note], saved: str | None = None) -> OnServer:
        # Of processes that are made of this one each counts by itself.
        name = f"{self._prefix}{os.getpid()}_{next(_numbers)}"
        template = saved or self._empty
        self._admin(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        if template is None:
            upgrade(self.url(name))
        return OnServer(self, name, notes)

    def url(self, database: str) -> str:
        return urlsplit(self._url)._replace(path=f"/{database}").geturl()

    def keep(self, database: str) -> None:
        self._saved.add(database)

    def drop(self, database: str) -> None:
        if database not in self._saved:
            self._admin(f"DROP DATABASE {database} WITH (FORCE)")

    def clear(self) -> None:
        """Drop what was saved, and what processes that were ended have left."""
        self._saved.clear()
        for database in self.databases():
            self.drop(database)

    def databases(self) -> list[str]:
        """The names of those that were made here and are still there."""
        names = [name for (name,) in self._admin("SELECT datname FROM pg_database")]
        return [name for name in names if name.startswith(self._prefix)]

    def _admin(self, text: str) -> list[Any]:
        with psycopg.connect(self._url, autocommit=True) as connection:
            done = connection.execute(text)
            return done.fetchall() if done.description else []


class OnServer(OneConnection):
    """A database on a server, with the one connection to it."""

    reads_on_writer = PostgresDatabase.reads_on_writer

    def __init__(self, server: Server, name: str, notes: list[Note]) -> None:
        super().__init__(notes)
        self._server = server
        self.name = name
        self._session = Session.open(server.url(name))
        self._session.command(UNHURRIED)
        self._session.connection.add_notice_handler(self._hear)
        self._shape = shape_of(self._session)
        self.transaction: _Watched = _Watched(self._session, self._shape, self.notes)
        self.raw = Looking(self._session)

    def watch(self) -> None:
        self._session.command("; ".join(watching()))

    def save(self) -> str:
        self._server.keep(self.name)
        return self.name

    def begun_again(self) -> OneConnection:
        self._session.close()
        return OnServer(self._server, self.name, self.notes)

    async def close(self) -> None:
        self._session.close()
        self._server.drop(self.name)

    def _hear(self, said: psycopg.errors.Diagnostic) -> None:
        text = said.message_primary or ""
        if text.startswith(NOTED):
            self.notes.append(tuple(json.loads(text[len(NOTED) :])))

    def _begin(self) -> None:
        # A unit that was undone takes with it what it left for its commit.
        self.transaction.hand_over()
        self._session.command("BEGIN")

    def _catch_up(self, transaction: Transaction) -> None:
        assert isinstance(transaction, PostgresTransaction)
        transaction.catch_up()

    def _commit(self) -> None:
        self._session.command("COMMIT")

    def _roll_back(self) -> None:
        self._session.roll_back()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self._session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
            self._session.command("COMMIT")
        except BaseException as error:
            self._session.roll_back()
            raise self._translated(error) from error

    def _breaking(self, after: int) -> Transaction:
        broken: Any = _Broken(self._session, after)
        return _Watched(broken, self._shape, self.notes)

    def _translated(self, error: BaseException) -> BaseException:
        return unavailable(error, self._shape.unique)


class _Watched(Forgetting, PostgresTransaction):
    def __init__(self, session: Session, shape: Shape, notes: list[Note]) -> None:
        super().__init__(session, shape, math.inf)
        self.noted = notes

    @contextmanager
    def refusable(self) -> Iterator[None]:
        noted = len(self.noted)
        try:
            with super().refusable():
                yield
        except BaseException:
            del self.noted[noted:]
            raise


class _Broken:
    """A connection that fails in the middle."""

    def __init__(self, session: Session, after: int) -> None:
        self._session = session
        self._left = after

    def ask(self, text: str, values: Sequence[Any], keep: bool = True) -> Any:
        self._count()
        return self._session.ask(text, values, keep)

    def ask_together(self, asked: Sequence[Statement]) -> Any:
        for _ in asked:
            self._count()
        return self._session.ask_together(asked)

    def command(self, text: str) -> Any:
        self._count()
        return self._session.command(text)

    @property
    def connection(self) -> psycopg.Connection[Any]:
        return self._session.connection

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise psycopg.errors.DiskFull("could not extend file: No space left on device")


class Looking:
    """A connection that is asked as SQLite's is: parameters by name or with question marks, rows by name or by place."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def execute(self, sql: str, params: Any = ()) -> Found:
        if isinstance(params, dict):
            text, names = numbered(sql)
            values: Sequence[Any] = [params[name] for name in names]
        else:
            text, values = _counted(sql), params
        return Found(self._session.ask(text, values).rows)


class Found:
    """The rows that were found."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows


@lru_cache(maxsize=1024)
def _counted(sql: str) -> str:
    """The text with numbers for its question marks."""
    number = itertools.count(1)
    return re.sub(r"\?", lambda mark: f"${next(number)}", sql)
