"""A hall's database on a PostgreSQL server.

A unit of work is the same plain function of a Transaction as on SQLite. Those that read have a thread and a connection to
themselves; those that write go through the writer."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Iterator

from psycopg import Error

from store.database import Answer, Database, StoreUnavailable, Work
from store.postgresql.errors import translated
from store.postgresql.readers import Readers
from store.postgresql.session import Session
from store.postgresql.shape import Shape, shape_of
from store.postgresql.transaction import PostgresTransaction
from store.postgresql.writer import Writer

# Connections that read; the writer, what waits for the disk and what hears of other servers have one each.
READERS = 8
CONNECTIONS = READERS + 3
# Seconds after which a thread lets another one run. Each statement lets the others run, so a thread that works through a unit
# would otherwise wait this long for each of them while the loop is busy.
SWITCH = 0.0005


class PostgresDatabase(Database):
    """An open database on a server. `write` and `read` run a unit of work; `close` ends threads and connections."""

    # Whoever writes holds the one lock, and many read beside them.
    reads_on_writer = False

    def __init__(self, url: str, shape: Shape, patience: float, readers: int) -> None:
        self._readers_of_server = Readers(url, shape, patience, readers)
        self._writer_of_server = Writer(url, shape, patience)
        self._closed = False

    @classmethod
    async def open_url(cls, url: str, readers: int = READERS, patience: float = 5.0) -> PostgresDatabase:
        """Connect to a migrated database; patience: seconds to wait for a connection. StoreUnavailable when it cannot be."""
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH))
        shape = await asyncio.to_thread(_shape, url, patience)
        return cls(url, shape, patience, readers)

    @property
    def writes_waiting(self) -> int:
        return self._writer_of_server.waiting

    async def write(
        self,
        work: Work[Answer],
        *,
        durable: bool = True,
        seconds: float = 10.0,
        here: bool = False,
        short: bool = False,
    ) -> Answer:
        if self._closed:
            raise StoreUnavailable("closed")
        answer: Answer = await self._writer_of_server.submit(work, durable, seconds, here, shares=short and not durable)
        return answer

    async def read(self, work: Work[Answer], *, seconds: float = 10.0, short: bool = False) -> Answer:
        if self._closed:
            raise StoreUnavailable("closed")
        answer: Answer = await self._readers_of_server.run(work, seconds, short)
        return answer

    async def ping(self, seconds: float) -> None:
        await self.read(lambda tx: tx.value("SELECT 1"), seconds=seconds)

    async def close(self) -> None:
        self._closed = True
        await asyncio.to_thread(self._writer_of_server.close)
        await asyncio.to_thread(self._readers_of_server.close)


@contextlib.contextmanager
def reading(url: str, seconds: float = 3600.0) -> Iterator[PostgresTransaction]:
    """One snapshot, on a connection of its own, which cannot be written through it."""
    with _session(url, 5.0) as session:
        session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield PostgresTransaction(session, shape_of(session), time.monotonic() + seconds)


@contextlib.contextmanager
def _session(url: str, patience: float) -> Iterator[Session]:
    try:
        session = Session.open(url, patience)
    except Error as error:
        raise translated(error, {}) from error
    with contextlib.closing(session):
        yield session


def _shape(url: str, patience: float) -> Shape:
    with _session(url, patience) as session:
        return shape_of(session)
