"""Where a hall is, and putting a file at the place of one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.connections import create_file
from store.database import StoreUnavailable
from store.keeping.into_file import to_disk
from store.keeping.tables import Unfit
from store.opening import is_open
from store.server_url import Where

# What SQLite keeps beside a file that is open, or was when its program was killed.
BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hall is: its rows, its key, and the folder of its files."""

    rows: Where
    key: Path
    files: Path


def check_free(path: Path, force: bool = False) -> None:
    """Unfit when a hall is there; force: only when it is being served."""
    there = [path.with_name(path.name + end) for end in BESIDE if os.path.lexists(path.with_name(path.name + end))]
    if not there:
        return
    if not force:
        raise Unfit(f"{there[0]} is there already. Nothing is written over it: name another place.")
    if path.is_file() and _is_served(path):
        raise Unfit(f"{path} is being served, or another program has it open. Stop that first.")


def _is_served(path: Path) -> bool:
    try:
        return is_open(path)
    except StoreUnavailable as unavailable:
        if unavailable.reason != "broken":
            raise
        return False


def put_aside(paths: list[Path], now: datetime) -> list[Path]:
    """Give what is there other names; these. Nothing of it is lost."""
    aside = []
    for path in paths:
        if os.path.lexists(path):
            new = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%S}")
            os.rename(path, new)
            aside.append(new)
    return aside


def put(draft: Path, path: Path) -> None:
    """Put a whole database at its place, where nothing is, ready to be served."""
    create_file(draft)
    to_disk(draft)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise Unfit(f"{path} was made by somebody else meanwhile, so nothing was put there.") from None
    except OSError:
        # Not every file system gives a file two names.
        os.rename(draft, path)
    draft.unlink(missing_ok=True)
    to_disk(path.parent)
