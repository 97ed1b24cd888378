"""Bring a database file to this version's schema with the numbered SQL files in migrations/.

What SQL cannot say of stored values, it calls by the name of a function of FUNCTIONS, which only this connection knows."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from store.connections import create_file
from store.database import StoreUnavailable, translated
from store.folding import address_key_or_none, folded, folded_lines, name_lines, refolded_tokens
from store.log_chain import call_link, transfer_link
from store.own_ad_records import ad_uuid, day_in
from store.phones import e164_digits_or_same, e164_or_same

FOLDER = Path(__file__).parent / "migrations"
# For how many seconds one start waits for the upgrade of another, on a slow machine too.
PATIENCE = 60
# With how many values each is called; -1 any.
FUNCTIONS: dict[str, tuple[int, Callable[..., str | None]]] = {
    "e164": (1, e164_or_same),
    "e164_digits": (1, e164_digits_or_same),
    "fold": (1, lambda text: None if text is None else folded(text)),
    "folded_lines": (2, folded_lines),
    "address_key": (1, address_key_or_none),
    "name_lines": (3, name_lines),
    "search_tokens": (1, refolded_tokens),
    "ad_uuid": (3, ad_uuid),
    "day_in": (2, day_in),
    "transfer_link": (-1, transfer_link),
    "call_link": (-1, call_link),
}


def shipped() -> list[str]:
    """The names of this version's migrations, in order."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


def applied(path: Path) -> list[str]:
    """The names of the migrations the file has had; empty for a new file."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5.0)) as connection:
            rows = connection.execute("SELECT migration_id FROM _yoyo_migration ORDER BY migration_id").fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise translated(error) from error
    except sqlite3.DatabaseError as error:
        raise translated(error) from error
    return [row[0] for row in rows]


def upgrade(path: Path) -> list[str]:
    """Create the file when there is none and apply what it lacks; the names applied now.

    StoreUnavailable("newer") when the file has had migrations this version does not know."""
    known, had = shipped(), set(applied(path)) if path.exists() else set[str]()
    if had - set(known):
        raise StoreUnavailable("newer")
    missing = [name for name in known if name not in had]
    if missing:
        # Also for a file that is there: its maker may have been killed before it was in WAL mode.
        create_file(path)
        _apply(path)
    return missing


def _apply(path: Path) -> None:
    """Apply what is missing in one transaction: whoever is killed in it leaves the file as it was, and no lock behind.

    By itself yoyo locks with a row that outlives its process, and marks a migration as applied after committing it."""
    # Imported here: a start without anything to apply should not pay for the library.
    from urllib.parse import quote

    from yoyo import get_backend, internalmigrations

    backend = get_backend(f"sqlite:///{quote(str(path.resolve()))}")
    backend.connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    for name, (values, function) in FUNCTIONS.items():
        backend.connection.create_function(name, values, function, deterministic=True)
    backend.copy = lambda: contextlib.nullcontext(backend)
    try:
        migrations = read(FOLDER, statements)
        # The library prints the rows that statements return; stdout belongs to the protocol.
        with contextlib.redirect_stdout(io.StringIO()), backend.transaction():
            # The first statement writes: from here on others wait, and see what is applied once it is.
            backend.break_lock()
            if internalmigrations.needs_upgrading(backend):
                internalmigrations.upgrade(backend)
            backend.apply_migrations(backend.to_apply(migrations))
    except sqlite3.Error as error:
        raise translated(_first(error)) from error
    finally:
        backend.connection.close()


def read(folder: Path, split: Callable[[str], Iterable[str]]) -> Any:
    """The migrations of a folder, as yoyo has them once it has read them.

    By itself it splits a file with a parser of SQL written in Python: a third of what a new hall takes to be made."""
    from yoyo import read_migrations
    from yoyo.migrations import StepCollector, parse_metadata_from_sql_comments

    migrations = read_migrations(str(folder))
    by_name: dict[str, Any] = {migration.id: migration for migration in migrations}
    for migration in migrations:
        migration.source = Path(migration.path).read_text(encoding="utf-8")
        directives, _, _ = parse_metadata_from_sql_comments(migration.source)
        migration._depends = {by_name[name] for name in directives.get("depends", "").split()}
        steps = StepCollector(migration=migration)
        for statement in split(migration.source):
            steps.add_step(statement, None)
        # What has steps is not read again.
        migration.steps = steps.create_steps(migration.use_transactions)
    return migrations


def statements(text: str) -> Iterator[str]:
    """The statements of a text of SQL. SQLite itself tells where one ends."""
    *pieces, rest = text.split(";")
    statement = ""
    for piece in pieces:
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if (statement + rest).strip():
        yield statement + rest


def _first(error: BaseException) -> BaseException:
    """What went wrong first: after a full disk there is no savepoint left, of which the library complains then."""
    while isinstance(error.__context__, sqlite3.Error):
        error = error.__context__
    return error
