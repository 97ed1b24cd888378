"""One database file and its connections, lent to one test after the other.

To open a connection SQLite reads the whole schema, and to run a statement for the first time it compiles it: together a third
of what most tests would take. So a worker keeps a file with its two connections. A test gets the file through a link in its own
folder, with the bytes of an empty hall; everything else about its hall is its own. Whatever is not as it was lent is thrown away
and made anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiosqlite

import store.database
from store.connections import connect

# Of Database.open, for a file that is thrown away.
PATIENCE = 5.0


class KeptDatabase:
    """A file in a folder of its own that lasts as long as the worker."""

    def __init__(self, folder: Path, template: Path) -> None:
        self._folder = folder
        self._empty = template.read_bytes()
        self._made = 0
        self._file: _File | None = None

    @contextlib.contextmanager
    def lent(self, path: Path) -> Iterator[None]:
        """Within it the file lies at this path, and the first connections to it are those that are kept."""
        if self._file is None:
            self._made += 1
            self._file = _File(self._folder / f"{self._made}.db", self._empty)
        path.symlink_to(self._file.path)
        store.database.connect = self._file.connect  # type: ignore[attr-defined]
        try:
            yield
        finally:
            store.database.connect = connect  # type: ignore[attr-defined]
            if not self._is_put_back():
                self.throw_away()

    def _is_put_back(self) -> bool:
        assert self._file is not None
        try:
            return self._file.put_back()
        except sqlite3.Error:
            return False

    def throw_away(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


class _File:
    def __init__(self, path: Path, empty: bytes) -> None:
        self.path = path
        self._empty = empty
        # Open to the end: to close a file takes away the locks that SQLite holds on it in the same process.
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        os.pwrite(self._handle, empty, 0)
        # By whether they read.
        self._connections: dict[bool, aiosqlite.Connection] = {}
        self._lent: set[bool] = set()
        self._numbers: list[int] = []

    async def connect(self, path: Path, reading: bool, patience: float, fsync: bool) -> Any:
        if path.resolve() != self.path or reading in self._lent or fsync or patience != PATIENCE:
            return await connect(path, reading, patience, fsync)
        if reading not in self._connections:
            self._connections[reading] = await connect(path, reading, patience, fsync)
            self._numbers = self._numbers_of_files()
        self._lent.add(reading)
        return Lent(self._connections[reading])

    def put_back(self) -> bool:
        """Leave nothing in the file, the log or memory of what a test has written; False when that cannot be."""
        self._lent.clear()
        if len(self._connections) < 2:
            return False
        for connection in self._connections.values():
            raw = connection._conn
            if raw.in_transaction or raw.execute("SELECT 1 FROM sqlite_temp_master").fetchall():
                return False
            for pragma in (f"busy_timeout = {int(PATIENCE * 1000)}", "synchronous = OFF", "foreign_keys = ON"):
                raw.execute(f"PRAGMA {pragma}")
        if [*self._connections[False]._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()] != [0, 0, 0]:
            return False
        if self._numbers != self._numbers_of_files():
            return False
        self._write_over()
        for connection in self._connections.values():
            connection._conn.execute("PRAGMA shrink_memory")
        return True

    def _numbers_of_files(self) -> list[int]:
        """By which somebody is found who took a file away, or put another there."""
        with contextlib.suppress(FileNotFoundError):
            return [os.stat(f"{self.path}{end}").st_ino for end in ("", "-wal", "-shm")]
        return [0]

    def _write_over(self) -> None:
        """The bytes of the empty hall, and none of what came after them. The file stays as long as SQLite knows it to be."""
        long = os.fstat(self._handle).st_size
        os.pwrite(self._handle, self._empty, 0)
        os.ftruncate(self._handle, len(self._empty))
        os.ftruncate(self._handle, long)

    def close(self) -> None:
        for connection in self._connections.values():
            connection.stop()
            connection._thread.join()
        os.close(self._handle)


class Lent:
    """A kept connection as a hall sees it, which closes it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._conn, self._tx = connection._conn, connection._tx

    async def close(self) -> None:
        # What was begun is done before it is put back.
        await self._connection._execute(lambda: None)
