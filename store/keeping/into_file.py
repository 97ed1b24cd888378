"""A hall that is moved into a new file: nobody opens it before everything stands in it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from store.database import Transaction, translated
from store.keeping.tables import Table, Unfit
from store.open_calls import listings
from store.search import dialect, trigrams
from store.upgrade import upgrade


class IntoFile:
    """The tables of a new file, without guards until `finish` puts them back as they were."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tx = Transaction(connection)
        self._guards = [
            (row["name"], row["sql"])
            for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        ]
        # They refuse what is past or out of its turn, and would do again what was done once.
        for name, _ in self._guards:
            connection.execute(f"DROP TRIGGER {name}")

    def fill(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put these rows in the place of those that a new hall begins with."""
        marks = ", ".join("?" for _ in table.columns)
        self._connection.execute(f"DELETE FROM {table.name}")
        try:
            self._connection.executemany(f"INSERT INTO {table.name} ({table.named}) VALUES ({marks})", rows)
        except sqlite3.IntegrityError as error:
            raise Unfit(
                f"{table.name} holds what a rule of the schema forbids ({error}), so nothing was moved."
            ) from error

    def finish(self, given: Mapping[str, int]) -> None:
        """Put back the guards, the numbers that go on, and the indexes that are made of the rest."""
        for _, text in self._guards:
            self._connection.execute(text)
        for name, number in given.items():
            self._connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name))
        dialect.learn_anew(self.tx)
        trigrams.learn_anew(self.tx)
        listings.learn_anew(self.tx)
        loose = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if loose is not None:
            raise Unfit(f"Rows of {loose[0]} refer to rows of {loose[2]} that are not there, so nothing was moved.")


@contextlib.contextmanager
def into_file(draft: Path) -> Iterator[IntoFile]:
    """A new file of this version's schema, kept once all went well; the caller removes it when it did not."""
    try:
        yield from _into(draft)
    except sqlite3.Error as error:
        raise translated(error) from error


def _into(draft: Path) -> Iterator[IntoFile]:
    upgrade(draft)
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        # What is half done is thrown away with the file, so nothing has to be taken back or to wait for the disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield IntoFile(connection)
        connection.execute("COMMIT")
    make_whole(draft)


def make_whole(path: Path) -> None:
    """Put everything of a database that nobody has open into the one file, and that on the disk."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    to_disk(path)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    # Windows opens no folders, and keeps names by itself.
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
