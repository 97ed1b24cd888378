"""Bring a PostgreSQL database to this version's schema: the base, which is SQLite's up to its number, and what came after it."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import psycopg

from store.database import StoreUnavailable
from store.postgresql.errors import translated
from store.upgrade import read

FOLDER = Path(__file__).parent / "schema"
UPGRADING = 0x48495246


def shipped() -> list[str]:
    """The names of this version's migrations, in order."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


def applied(url: str) -> list[str]:
    """The names of the migrations the database has had; empty for a new one."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            if connection.execute("SELECT to_regclass('_yoyo_migration')").fetchone() == (None,):
                return []
            rows = connection.execute("SELECT migration_id FROM _yoyo_migration ORDER BY migration_id").fetchall()
    except psycopg.Error as error:
        raise translated(error, {}) from error
    return [row[0] for row in rows]


def upgrade(url: str) -> list[str]:
    """Apply what the database lacks; the names applied now. StoreUnavailable("newer") when it knows more than this version."""
    known, had = shipped(), set(applied(url))
    if had - set(known):
        raise StoreUnavailable("newer")
    missing = [name for name in known if name not in had]
    if missing:
        _apply(url)
    return missing


def _apply(url: str) -> None:
    """All in one transaction. Of two servers that start at once one waits for the other, and then finds nothing to do."""
    from yoyo import internalmigrations

    with psycopg.connect(url, autocommit=True) as gate:
        gate.execute(f"SELECT pg_advisory_lock({UPGRADING})")
        backend = _backend(url)
        backend.copy = lambda: contextlib.nullcontext(backend)
        try:
            # The server splits a text by itself.
            migrations = read(FOLDER, lambda text: [text])
            # The library prints the rows that statements return; stdout belongs to the protocol.
            with contextlib.redirect_stdout(io.StringIO()), backend.transaction():
                if internalmigrations.needs_upgrading(backend):
                    internalmigrations.upgrade(backend)
                backend.apply_migrations(backend.to_apply(migrations))
        except psycopg.Error as error:
            raise translated(error, {}) from error
        finally:
            backend.connection.close()


def _backend(url: str) -> Any:
    """The library's, connected as everything else is: it reads addresses in its own way, which knows only one host."""
    from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
    from yoyo.connections import default_migration_table, parse_uri

    class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
        def connect(self, dburi: object) -> Any:
            return psycopg.connect(url, autocommit=True)

    backend = Backend(parse_uri("postgresql+psycopg:///"), default_migration_table)
    backend.init_database()
    return backend
