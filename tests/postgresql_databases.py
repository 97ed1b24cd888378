"""A database of one test on a PostgreSQL server: looked into and meddled with by hand, emptied to be used again."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.database import IntegrityError, Transaction

if TYPE_CHECKING:
    import psycopg


@dataclass
class Throwaway:
    """The database of one test, looked into without the server's knowledge."""

    name: str
    url: str
    # The folder of its tables.
    files: Path
    # How many tests had it before.
    uses: int = 0
    # How many halls have it open.
    halls: int = 0
    # Whether a test changed more than rows.
    altered: bool = False
    _looking: psycopg.Connection[Any] | None = None
    # Empties it between tests. It stays open: a new one would have to read the whole schema first.
    _keeper: psycopg.Connection[Any] | None = None

    def keeper(self) -> psycopg.Connection[Any]:
        import psycopg

        if self._keeper is None:
            self._keeper = psycopg.connect(self.url, autocommit=True)
            self._keeper.execute("SET session_replication_role = replica")
        return self._keeper

    def look(self, text: str, *params: Any) -> list[tuple[Any, ...]]:
        """What a text with question marks finds."""
        import psycopg

        from store.postgresql.values import adapters

        if self._looking is None:
            self._looking = psycopg.connect(self.url, autocommit=True, context=adapters())
        # The test's text has no literals with a question mark or a per cent sign that would be taken for a parameter.
        found = self._looking.execute(_with_percents(text) if params else text, params or None)
        return found.fetchall()

    def tables(self) -> list[str]:
        return [
            name
            for (name,) in self.look("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        ]

    def meddle(self, text: str) -> None:
        """Statements in SQLite's words."""
        import psycopg

        with psycopg.connect(self.url) as connection, _as_product_says():
            for statement in _statements(text):
                for own in self._in_own_words(statement):
                    connection.execute(own)
                self._number_on(connection, statement)

    def _in_own_words(self, text: str) -> Iterable[str]:
        from store.postgresql.from_sqlite import trigger_of

        self.altered = self.altered or re.match(r"\s*(CREATE|DROP|ALTER)\b", text) is not None
        return trigger_of(text) if text.lstrip().startswith("CREATE TRIGGER") else [self._translated(text)]

    def _translated(self, text: str) -> str:
        tables = dict(self.look("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"))
        text = re.sub(r"\bDROP TRIGGER (\w+)", lambda found: f"{found[0]} ON {tables[found[1]]}", text)
        text = re.sub(r"\bx'([0-9a-f]*)'", r"'\\x\1'", text)
        replaced = re.match(r"(?:INSERT OR )?REPLACE INTO (\w+) (.*)", text, re.DOTALL)
        if replaced:
            text = self._replacing(replaced[1], replaced[2])
        return text.replace("PRAGMA foreign_keys = OFF", "SET session_replication_role = replica")

    def _number_on(self, connection: psycopg.Connection[Any], text: str) -> None:
        """The next number is above those that a statement brought along, as it is on SQLite."""
        brought = re.match(r"\s*(?:INSERT INTO (\w+)\s*\(id,|UPDATE (\w+) SET id =)", text)
        table = brought[1] or brought[2] if brought else None
        if table and connection.execute(f"SELECT pg_get_serial_sequence('{table}', 'id')").fetchone() != (None,):
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")

    def columns(self, table: str, kind: str = "%") -> list[str]:
        """The names of a table's columns, those of one type when it is named."""
        text = """SELECT column_name FROM information_schema.columns
                  WHERE table_schema = current_schema() AND table_name = ? AND data_type LIKE ? ORDER BY ordinal_position"""
        return [name for (name,) in self.look(text, table, kind)]

    def _replacing(self, table: str, rows: str) -> str:
        new = ", ".join(f"{name} = EXCLUDED.{name}" for name in self.columns(table))
        return f"INSERT INTO {table} {rows} ON CONFLICT ON CONSTRAINT {table}_pkey DO UPDATE SET {new}"

    def meddle_unguarded(self, text: str) -> None:
        """What somebody does who may switch the guards off, and switches them on again."""
        import psycopg

        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(self._translated(text))

    @contextmanager
    def tampering(self, text: str) -> Iterator[Transaction]:
        """What the database says once a script has run, which is taken back."""

        from store.postgresql.session import Session
        from store.postgresql.shape import shape_of
        from store.postgresql.transaction import PostgresTransaction

        with contextlib.closing(Session.open(self.url)) as session:
            session.command("BEGIN")
            session.command(self._translated(text))
            yield PostgresTransaction(session, shape_of(session), time.monotonic() + 60)
            session.roll_back()

    def write_row(self, text: str, *params: Any) -> int:
        import psycopg

        from store.postgresql.values import adapters

        with psycopg.connect(self.url, context=adapters()) as connection, _as_product_says():
            connection.execute(_with_percents(text) if params else text, params or None)
            id = 0
            with contextlib.suppress(psycopg.errors.ObjectNotInPrerequisiteState), connection.transaction():
                id = int(connection.execute("SELECT lastval()").fetchone()[0])  # type: ignore[index]
            self._number_on(connection, text)
        return id

    def look_no_more(self) -> None:
        if self._looking is not None:
            self._looking.close()
            self._looking = None

    def keep_no_more(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def emptied(database: Throwaway, template: Template) -> bool:
    """Whether a database could be brought back to what the template has: rows that were put in are gone, numbers begin anew."""
    import psycopg

    try:
        connection = database.keeper()
        other = [name for (name,) in connection.execute(template.others).fetchall()]
        touched = [*template.filled_in(database.files), *other]
        if touched:
            connection.execute(";".join(f"DELETE FROM {name}" for name in touched))
            # What is put in next lies in the order it was put in, as in a new table.
            connection.execute(f"VACUUM (INDEX_CLEANUP ON, TRUNCATE ON) {', '.join(touched)}")
        again = [f"INSERT INTO {name} OVERRIDING SYSTEM VALUE SELECT * FROM as_migrated.{name}" for name in other]
        connection.execute(";".join([*again, template.numbers_anew]))
    except psycopg.Error:
        return False
    return True


@dataclass(frozen=True)
class Template:
    """What the migrated database has, to bring used copies back to."""

    # By the name of its file: each table that has no rows.
    empty: dict[str, str]
    # Which of the other tables have other rows.
    others: str
    numbers_anew: str

    @classmethod
    def remembered(cls, url: str) -> Template:
        """Keep what the migrations put in beside it, in a schema of its own."""
        import psycopg

        with psycopg.connect(url) as connection:
            tables = connection.execute(_TABLES).fetchall()
            numbers = connection.execute(_NUMBERS).fetchall()
            full = [name for name, _, size in tables if size]
            connection.execute("CREATE SCHEMA as_migrated")
            for name in full:
                connection.execute(f"CREATE TABLE as_migrated.{name} AS SELECT * FROM {name}")
            youngest = connection.execute("SELECT txid_current()").fetchone()[0]  # type: ignore[index]
            others = [
                f"SELECT '{name}' FROM {name} HAVING coalesce(max(xmin::text::bigint), 0) > {youngest}"
                f" OR count(*) <> (SELECT count(*) FROM as_migrated.{name})"
                for name in full
            ]
        again = [f"setval('{name}', {last}, {str(called).lower()})" for name, last, called in numbers]
        empty = {str(file): name for name, file, size in tables if not size}
        return cls(empty, " UNION ALL ".join(others), f"SELECT {', '.join(again)}")

    def filled_in(self, files: Path) -> list[str]:
        """The tables that were empty and are not, by the sizes of their files."""
        with os.scandir(files) as entries:
            return [self.empty[file.name] for file in entries if file.name in self.empty and file.stat().st_size]


_TABLES = """
    SELECT relname, pg_relation_filenode(oid), pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '%yoyo%'
"""
_NUMBERS = """
    SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences
    WHERE schemaname = 'public'
"""


@contextmanager
def _as_product_says() -> Iterator[None]:
    """What a rule of the schema forbids is one error on both stores."""
    import psycopg

    try:
        yield
    except psycopg.errors.IntegrityError as error:
        raise IntegrityError(str(error)) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one after another; a trigger is one of them."""
    said = ""
    for piece in re.split(r"(?<=;)", script):
        said += piece
        if sqlite3.complete_statement(said):
            yield said.strip().rstrip(";")
            said = ""
    if said.strip():
        yield said


def _with_percents(text: str) -> str:
    return re.sub(r"\?", "%s", text.replace("%", "%%"))
