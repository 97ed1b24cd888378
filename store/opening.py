"""Opens a hall's database, wherever it is: a file, or a PostgreSQL server by its URL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from store.database import Database, Transaction
from store.upgrade import upgrade

SCHEMES = ("postgresql://", "postgres://")


def is_server(where: str | Path) -> bool:
    """Whether this names a database on a PostgreSQL server, not a file."""
    return str(where).startswith(SCHEMES)


async def open_database(
    where: str | Path, *, upgraded: bool = False, patience: float = 5.0, fsync: bool = True
) -> Database:
    """Bring a database to this version's schema, unless it is known to be, and open it.

    StoreUnavailable when it cannot be; fsync False: a throw-away file."""
    if not is_server(where):
        if not upgraded:
            upgrade(Path(where))
        return await Database.open(Path(where), patience=patience, fsync=fsync)
    # A hall in a file should not pay for the library, nor need it.
    from store.postgresql.database import PostgresDatabase
    from store.postgresql.upgrade import upgrade as upgrade_server

    if not upgraded:
        upgrade_server(str(where))
    return await PostgresDatabase.open_url(str(where), patience=patience)


@contextlib.contextmanager
def reading(where: str | Path) -> Iterator[Transaction]:
    """One snapshot of a database, which cannot be written through it; for commands that start no hall."""
    if is_server(where):
        from store.postgresql.database import reading as reading_server

        with reading_server(str(where)) as tx:
            yield tx
        return
    with contextlib.closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        yield Transaction(connection)
