"""Opens a hall's database, wherever it is: a file, or a PostgreSQL server by its URL."""

from __future__ import annotations

from pathlib import Path

from store.database import Database
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
