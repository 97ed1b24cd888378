"""Where the rows of a hall that is crashed lie, a file or a server: looked into and meddled with behind its back."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol, TypeVar

from store.database import Transaction
from store.server_url import Where
from tests.postgresql import Cluster

Connection = TypeVar("Connection")


class Store:
    """What was stored at one moment."""

    def __init__(
        self,
        execute: Callable[[str], Any],
        tx: Transaction,
        close: Callable[[], None],
        damage: Callable[[], list[Any]] = list,
    ) -> None:
        """execute: asks in SQL, for rows that are tuples; damage: what the store itself finds wrong with itself."""
        self.execute, self.tx, self.close, self.damage = execute, tx, close, damage


class Place(Protocol):
    """`path`: beside which the key and the files lie; `env`: how the program is told so."""

    where: Where
    path: Path
    env: dict[str, str]

    def snapshot(self) -> Store:
        """What is stored now, which stays as it is until it is closed."""
        ...

    def ask(self, sql: str) -> tuple[Any, ...]:
        """The one row that is found now."""
        ...

    def meddle(self, sql: str) -> None: ...


class FilePlace:
    """A file of SQLite."""

    def __init__(self, folder: Path) -> None:
        self.where = self.path = folder / "hall.db"
        self.env: dict[str, str] = {}

    def snapshot(self) -> Store:
        """The file and its log as they lie there, for looking at without touching them."""
        copy = self.path.with_name("seen.db")
        for end in ("", "-wal", "-shm"):
            target = copy.with_name(f"{copy.name}{end}")
            target.unlink(missing_ok=True)
            source = self.path.with_name(f"{self.path.name}{end}")
            if end != "-shm" and source.exists():
                shutil.copyfile(source, target)
        return store_in(copy)

    def ask(self, sql: str) -> tuple[Any, ...]:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection:
            found: tuple[Any, ...] = connection.execute(sql).fetchone()
            return found

    def meddle(self, sql: str) -> None:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
            connection.execute(sql)


def store_in(file: Path) -> Store:
    """What is stored in a file that nobody writes."""
    connection = sqlite3.connect(file, timeout=10, check_same_thread=False)
    connection.row_factory = sqlite3.Row

    def execute(sql: str) -> Any:
        cursor = connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql)

    def damage() -> list[Any]:
        found = [row for row in execute("PRAGMA integrity_check") if row != ("ok",)]
        return found + execute("PRAGMA foreign_key_check").fetchall()

    return Store(execute, Transaction(connection), connection.close, damage)


class ServerPlace:
    """A database on a PostgreSQL server."""

    def __init__(self, cluster: Cluster, url: str, folder: Path) -> None:
        self.cluster = cluster
        self.where = url
        self.path = folder / "kept" / "hall"
        self.env = {"HIRINGHALL_FOLDER": str(self.path.parent)}

    def snapshot(self) -> Store:
        from store.postgresql.session import Session
        from store.postgresql.shape import shape_of
        from store.postgresql.transaction import PostgresTransaction

        session = patiently(lambda: Session.open(self.where))
        session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1")
        tx = PostgresTransaction(session, shape_of(session), time.monotonic() + 600)
        return Store(lambda sql: session.connection.execute(sql), tx, session.close)

    def ask(self, sql: str) -> tuple[Any, ...]:
        with contextlib.closing(self.snapshot()) as store:
            found: tuple[Any, ...] = store.execute(sql).fetchone()
            return found

    def meddle(self, sql: str) -> None:
        """As the halls do it that are up: with the lock of whoever writes."""
        import psycopg

        from store.postgresql.writer import WRITING

        with patiently(lambda: psycopg.connect(self.where)) as connection:
            connection.execute(f"SELECT pg_advisory_xact_lock({WRITING})")
            connection.execute(sql)

    def broken_pages(self) -> str:
        """What the server's own program finds wrong in tables and indexes; it reads them all."""
        name = self.where.split("/")[3].partition("?")[0]
        there = ["-h", str(self.cluster.folder), "-U", "hall", "-d", name]
        command = [str(self.cluster.bin / "pg_amcheck"), "--install-missing", "--heapallindexed", *there]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        return f"{done.stdout}{done.stderr}" if done.returncode else ""


def patiently(connect: Callable[[], Connection]) -> Connection:
    """A connection, as soon as the server gives one: it may be about to find out that one of its processes was killed."""
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            return connect()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
