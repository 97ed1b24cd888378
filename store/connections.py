"""A connection to the file of a hall: how it is made and set."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite

from store.private import make_private

# secure_delete: what is deleted or overwritten (codes, tokens) does not stay in the pages that are written anyway.
PRAGMAS = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -16000", "secure_delete = FAST")


async def connect(path: Path, reading: bool, patience: float, fsync: bool) -> aiosqlite.Connection:
    """A connection on a thread of its own, made and set there in one hop."""
    return await aiosqlite.Connection(lambda: _connected(path, reading, patience, fsync), iter_chunk_size=64)


def _connected(path: Path, reading: bool, patience: float, fsync: bool) -> sqlite3.Connection:
    # It may be used on the loop's thread too, while its own has nothing to do.
    connection = sqlite3.connect(
        path, isolation_level=None, cached_statements=512, timeout=patience, check_same_thread=False
    )
    try:
        # The last connection to close writes into the file what is still in the log, with its own synchronous.
        synchronous = f"synchronous = {'FULL' if fsync else 'OFF'}"
        for pragma in (*PRAGMAS, synchronous, *(["query_only = ON"] if reading else [])):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def on_thread(connection: aiosqlite.Connection, work: Callable[[], Any]) -> None:
    """Queue work on the connection's thread without waiting: the one use of aiosqlite's private queue."""
    connection._tx.put_nowait((None, work))


def create_file(path: Path) -> None:
    """An empty database file that only its owner may read, in WAL mode."""
    make_private(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
