"""A hall that is moved into a database on a server, in one transaction: others see an empty hall or the whole one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql

from store.database import StoreUnavailable, Transaction
from store.keeping.tables import Table, Unfit
from store.postgresql.errors import translated
from store.postgresql.holding import asking, connected, served
from store.postgresql.upgrade import applied, upgrade
from store.search.dialect import learn_anew

_REFERENCES = """
    SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY t.relname, c.conname
"""
_NUMBERED = """
    SELECT t.relname AS name, s.relname AS sequence
    FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
    WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace ORDER BY t.relname
"""


class IntoServer:
    """The tables of an empty hall within one transaction, without guards until `finish` puts them back.

    The locks that this takes keep everybody else out until then; when the transaction ends early, all is as it was."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self.tx: Transaction = asking(connection)
        self._references = self._all_references()

    def open(self, tables: Iterable[Table]) -> None:
        """Switch the guards off, and take the references away: rows come in the order of their keys, not of what they refer to."""
        for table, name, _ in self._references:
            self._run("ALTER TABLE {} DROP CONSTRAINT {}", table, name)
        for one in tables:
            self._run("ALTER TABLE {} DISABLE TRIGGER USER", one.name)

    def fill(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put these rows in the place of those that a new hall begins with."""
        self._run("DELETE FROM {}", table.name)
        columns = sql.SQL(", ").join(sql.Identifier(column) for column in table.columns)
        text = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
        try:
            with self._connection.cursor() as cursor, cursor.copy(text) as copy:
                for row in rows:
                    copy.write_row(row)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            said = str(error).splitlines()[0]
            raise Unfit(f"{table.name} holds what PostgreSQL does not take ({said}), so nothing was moved.") from error

    def finish(self, given: Mapping[str, int]) -> None:
        """Put back references, guards and the numbers that go on, and let the server look at what it has now."""
        self._put_references_back()
        for table in {name for name, _, _ in self._connection.execute(_TABLES_WITH_GUARDS)}:
            self._run("ALTER TABLE {} ENABLE TRIGGER USER", table)
        for table, sequence in self._connection.execute(_NUMBERED).fetchall():
            self._number_on(table, sequence, given.get(table, 0))
        learn_anew(self.tx)
        self._connection.execute("ANALYZE")

    def _put_references_back(self) -> None:
        for table, name, said in self._references:
            try:
                self._run("ALTER TABLE {} ADD CONSTRAINT {} " + said, table, name)
            except psycopg.errors.ForeignKeyViolation as error:
                raise Unfit(
                    f"Rows of {table} refer to rows that are not there ({name}), so nothing was moved."
                ) from error
        if self._all_references() != self._references:
            raise Unfit("The references between tables did not come back as they were, so nothing was moved.")

    def _number_on(self, table: str, sequence: str, given: int) -> None:
        text = sql.SQL("SELECT max(id) FROM {}").format(sql.Identifier(table))
        found = self._connection.execute(text).fetchone()
        last = max(given, (found and found[0]) or 0)
        self._connection.execute("SELECT setval(%s::regclass, %s, %s::int = 1)", [sequence, max(last, 1), last > 0])

    def _all_references(self) -> list[tuple[str, str, str]]:
        return [(row[0], row[1], row[2]) for row in self._connection.execute(_REFERENCES)]

    def _run(self, text: str, *names: str) -> None:
        self._connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


_TABLES_WITH_GUARDS = """
    SELECT DISTINCT c.relname, '', '' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""


def ready_server(url: str) -> None:
    """Bring an empty database to this version's schema. Unfit when it holds something else than a hall, or is served."""
    with connected(url) as connection:
        if served(connection):
            raise Unfit("A hall is served from the target. Stop it, and move into a database of its own.")
        encoding = connection.execute("SHOW server_encoding").fetchone()
        had = applied(url)
        others = [] if had else [row[0] for row in connection.execute(_THERE)]
    if encoding != ("UTF8",):
        raise Unfit(
            "The target does not keep every letter. Make it with: CREATE DATABASE hall ENCODING 'UTF8' TEMPLATE template0"
        )
    if others:
        raise Unfit(
            f"The target holds {len(others)} tables of something else, such as {others[0]}. Make a new database."
        )
    upgrade(url)


_THERE = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


@contextlib.contextmanager
def into_server(url: str) -> Iterator[IntoServer]:
    """The tables of a hall on a server, kept once all went well and taken back when it did not."""
    with connected(url) as connection:
        try:
            connection.execute("BEGIN")
            yield IntoServer(connection)
            connection.execute("COMMIT")
        except psycopg.Error as error:
            told = translated(error, {})
            raise told if isinstance(told, StoreUnavailable) else error from error
