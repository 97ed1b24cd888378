"""Opens a hall's database, wherever it is: a file, or a PostgreSQL server by its URL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.database import Database, StoreUnavailable, Transaction, translated
from store.server_url import Where, is_server
from store.upgrade import applied as applied_to_file
from store.upgrade import shipped as shipped_for_files
from store.upgrade import upgrade as upgrade_file

if TYPE_CHECKING:
    from store.postgresql.condition import Condition


class LibraryMissing(LookupError):
    """What speaks to servers is an extra, and not installed."""


async def open_database(where: Where, *, upgraded: bool = False, patience: float = 5.0, fsync: bool = True) -> Database:
    """Bring a database to this version's schema, unless it is known to be, and open it.

    StoreUnavailable when it cannot be; fsync False: a throw-away file."""
    if not upgraded:
        upgrade(where)
    if not is_server(where):
        return await Database.open(Path(where), patience=patience, fsync=fsync)
    # A hall in a file should not pay for the library, nor need it.
    with _library():
        from store.postgresql.database import PostgresDatabase

    return await PostgresDatabase.open_url(str(where), patience=patience)


def applied(where: Where) -> list[str]:
    """The names of the migrations a database has had; empty where none is yet."""
    if not is_server(where):
        return applied_to_file(Path(where)) if Path(where).exists() else []
    with _library():
        from store.postgresql.upgrade import applied as applied_to_server

    return applied_to_server(str(where))


def shipped(where: Where) -> list[str]:
    """The names of this version's migrations for a database, in order."""
    if not is_server(where):
        return shipped_for_files()
    with _library():
        from store.postgresql.upgrade import shipped as shipped_for_servers

    return shipped_for_servers()


def upgrade(where: Where) -> list[str]:
    """Bring a database to this version's schema; the names of the migrations applied now."""
    if not is_server(where):
        return upgrade_file(Path(where))
    with _library():
        from store.postgresql.upgrade import upgrade as upgrade_server

    return upgrade_server(str(where))


def is_there(where: Where) -> bool:
    """Whether a hall is there; a server is asked."""
    return bool(applied(where)) if is_server(where) else Path(where).exists()


def condition_of(url: str) -> Condition:
    """What the server of a database is like. StoreUnavailable when it does not answer."""
    with _library():
        from store.postgresql.condition import condition_of as asked

    return asked(url)


@contextlib.contextmanager
def reading(where: Where) -> Iterator[Transaction]:
    """One snapshot of a database, which cannot be written through it; for commands that start no hall."""
    if is_server(where):
        with _library():
            from store.postgresql.database import reading as reading_server

        with reading_server(str(where)) as tx:
            yield tx
        return
    with contextlib.closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        yield Transaction(connection)


@contextlib.contextmanager
def holding(where: Where) -> Iterator[Transaction]:
    """One snapshot of a database that nobody else may write as long as it is held.

    StoreUnavailable("busy") when another program has it open."""
    if is_server(where):
        with _library():
            from store.postgresql.holding import holding as holding_server

        with holding_server(str(where)) as tx:
            yield tx
        return
    with contextlib.closing(_rw(where)) as connection:
        try:
            # Whoever has the file open in WAL mode keeps a lock on it that this one has to wait for.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise translated(error) from error
        yield Transaction(connection)
        connection.execute("ROLLBACK")


def _rw(where: Where) -> sqlite3.Connection:
    path = Path(where).absolute().as_uri()
    connection = sqlite3.connect(f"{path}?mode=rw", uri=True, isolation_level=None, timeout=0)
    connection.row_factory = sqlite3.Row
    return connection


def is_open(where: Where) -> bool:
    """Whether another program has a database open."""
    try:
        with holding(where):
            return False
    except StoreUnavailable as unavailable:
        if unavailable.reason != "busy":
            raise
        return True


@contextlib.contextmanager
def _library() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "psycopg":
            raise
        raise LibraryMissing(
            "A hall on a PostgreSQL server needs an extra: pip install 'hiringhall[postgresql]'."
        ) from missing
