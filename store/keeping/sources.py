"""What is read when a hall is kept or moved: one snapshot of it, of this version's schema."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from store.database import StoreUnavailable, Transaction, translated
from store.keeping.into_file import make_whole
from store.keeping.tables import Unfit
from store.opening import holding, reading
from store.server_url import Where, is_server, shown
from store.upgrade import applied, shipped, upgrade


@contextlib.contextmanager
def source(where: Where, *, serving: bool) -> Iterator[Transaction]:
    """One snapshot of a hall.

    serving: others may go on writing, and what they write is not seen; else nobody may write until the end, and
    StoreUnavailable("busy") is raised when somebody has it open. A file of an older version is read as an upgraded copy."""
    if not is_server(where) and behind(where):
        with tempfile.TemporaryDirectory(prefix="hiringhall-") as folder:
            copy = Path(folder) / "hall.db"
            if not serving:
                with holding(where):
                    pass
            page_copy(Path(where), copy)
            upgrade(copy)
            with reading(copy) as tx:
                yield tx
        return
    if is_server(where) and behind(where):
        raise Unfit(
            f"{shown(where)} has the schema of an older version. Start this version on it once, then try again."
        )
    with _snapshot(where) if serving else holding(where) as tx:
        yield tx


def _snapshot(where: Where) -> contextlib.AbstractContextManager[Transaction]:
    if not is_server(where):
        return reading(where)
    from store.postgresql.holding import snapshot

    return snapshot(str(where))


def behind(where: Where) -> list[str]:
    """The migrations that a hall lacks. Unfit when there is no hall, StoreUnavailable("newer") when it is of a newer version."""
    if is_server(where):
        from store.postgresql.upgrade import applied as applied_there
        from store.postgresql.upgrade import shipped as shipped_there

        had, known = applied_there(str(where)), shipped_there()
    else:
        had, known = applied(Path(where)) if Path(where).is_file() else [], shipped()
    if not had:
        raise Unfit(f"There is no hall at {shown(where)}.")
    if set(had) - set(known):
        raise StoreUnavailable("newer")
    return [name for name in known if name not in had]


def page_copy(path: Path, to: Path) -> None:
    """Copy a file's pages as they are at one moment, while others write; to: a path where nothing is."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    here = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(here, uri=True)) as old, contextlib.closing(sqlite3.connect(to)) as new:
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                new.execute(f"PRAGMA {pragma}")
            # All in one step: whatever others write in between, it begins anew after every smaller one.
            old.backup(new)
        make_whole(to)
    except sqlite3.Error as error:
        raise translated(error) from error
