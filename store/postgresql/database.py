"""A hall's database on a PostgreSQL server: a pool of connections, each used by one thread at a time.

A unit of work is the same plain function of a Transaction as on SQLite. It runs on a thread with a connection of its own, and
is run anew as a whole when the server says that two units stood in each other's way."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
from psycopg import errors, pq
from psycopg_pool import ConnectionPool, PoolTimeout

from store.database import Answer, Database, StoreUnavailable, Work
from store.postgresql.errors import AGAIN, translated
from store.postgresql.transaction import PostgresTransaction, Shape
from store.postgresql.values import adapters, rows

CONNECTIONS = 8
# How often a unit is run before it is refused.
ATTEMPTS = 8
# Which lock of the database stands for "I write": units that write go one after another.
WRITING = 0x48495245


class PostgresDatabase(Database):
    """An open database on a server. `write` and `read` run a unit of work; `close` ends threads and connections."""

    def __init__(self, pool: ConnectionPool[psycopg.Connection[Any]], shape: Shape, patience: float) -> None:
        self._pool = pool
        self._shape = shape
        self._patience = patience
        self._threads = ThreadPoolExecutor(pool.max_size, thread_name_prefix="hall")
        self._closed = False

    @classmethod
    async def open_url(cls, url: str, connections: int = CONNECTIONS, patience: float = 5.0) -> PostgresDatabase:
        """Connect to a migrated database; patience: seconds to wait for a connection. StoreUnavailable when it cannot be."""
        pool = ConnectionPool(
            url,
            kwargs={
                "autocommit": True,
                "context": _ADAPTERS,
                "application_name": "hiringhall",
            },
            min_size=1,
            max_size=connections,
            num_workers=1,
            timeout=patience,
            open=False,
        )
        try:
            await asyncio.to_thread(pool.open, wait=True, timeout=patience)
            shape = await asyncio.to_thread(_shape_in, pool)
        except Exception as error:
            pool.close()
            raise _cannot(error, {}) from error
        return cls(pool, shape, patience)

    async def write(
        self, work: Work[Answer], *, durable: bool = True, seconds: float = 10.0, here: bool = False
    ) -> Answer:
        """Run work in a write transaction; its answer once it is committed. here: nothing is gained by it on a server."""
        begin = f"BEGIN; {'' if durable else 'SET LOCAL synchronous_commit = off; '}"
        return await self._on_thread(work, begin, f"; SELECT pg_advisory_xact_lock({WRITING})", seconds)

    async def read(self, work: Work[Answer], *, seconds: float = 10.0) -> Answer:
        """Run work in a snapshot that cannot write."""
        return await self._on_thread(work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ", "", seconds)

    async def ping(self, seconds: float) -> None:
        await self.read(lambda tx: tx.value("SELECT 1"), seconds=seconds)

    async def close(self) -> None:
        self._closed = True
        self._threads.shutdown(wait=True)
        await asyncio.to_thread(self._pool.close)

    async def _on_thread(self, work: Work[Answer], begin: str, then: str, seconds: float) -> Answer:
        if self._closed:
            raise StoreUnavailable("closed")
        unit = partial(self._until_done, work, begin, then, time.monotonic() + seconds)
        return await asyncio.get_running_loop().run_in_executor(self._threads, unit)

    def _until_done(self, work: Work[Answer], begin: str, then: str, deadline: float) -> Answer:
        """Run a unit anew as long as it stands in others' way."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(work, begin, then, deadline)
            except Exception as error:
                again = isinstance(error, AGAIN) and attempt < ATTEMPTS and time.monotonic() < deadline
                if not again:
                    raise _cannot(error, self._shape.unique) from error
        raise StoreUnavailable("busy")

    def _once(self, work: Work[Answer], begin: str, then: str, deadline: float) -> Answer:
        milliseconds = max(1, int((deadline - time.monotonic()) * 1000))
        limits = f"SET LOCAL statement_timeout = {milliseconds}; SET LOCAL lock_timeout = {milliseconds}"
        with self._pool.connection(min(self._patience, milliseconds / 1000)) as connection:
            try:
                _command(connection, f"{begin}{limits}{then}")
                with psycopg.RawCursor(connection, row_factory=rows) as cursor:
                    answer = work(PostgresTransaction(cursor, self._shape, deadline))
                _command(connection, "COMMIT")
            except BaseException:
                if connection.pgconn.transaction_status != pq.TransactionStatus.IDLE and not connection.broken:
                    connection.pgconn.exec_(b"ROLLBACK")
                raise
        return answer


_ADAPTERS = adapters()


def _command(connection: psycopg.Connection[Any], text: str) -> None:
    """Statements without parameters, sent together."""
    result = connection.pgconn.exec_(text.encode())
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        if connection.pgconn.status == pq.ConnStatus.BAD:
            raise errors.OperationalError("the connection is lost")
        raise errors.error_from_result(result)
    if text == "COMMIT" and result.command_status == b"ROLLBACK":
        raise errors.InFailedSqlTransaction("an error within the unit was not taken back")


def _cannot(error: BaseException, unique: dict[str, str]) -> BaseException:
    if isinstance(error, AGAIN):
        told: BaseException = StoreUnavailable("busy")
    elif isinstance(error, PoolTimeout):
        told = StoreUnavailable("busy" if unique else "gone")
    else:
        return translated(error, unique)
    told.__cause__ = error
    return told


@contextlib.contextmanager
def reading(url: str, seconds: float = 3600.0) -> Iterator[PostgresTransaction]:
    """One snapshot, on a connection of its own, which cannot be written through it."""
    try:
        connection = psycopg.connect(url, autocommit=True, context=_ADAPTERS)
    except psycopg.Error as error:
        raise translated(error, {}) from error
    with connection, psycopg.RawCursor(connection, row_factory=rows) as cursor:
        shape = shape_of(connection)
        _command(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield PostgresTransaction(cursor, shape, time.monotonic() + seconds)


def _shape_in(pool: ConnectionPool[psycopg.Connection[Any]]) -> Shape:
    with pool.connection() as connection:
        return shape_of(connection)


def shape_of(connection: psycopg.Connection[Any]) -> Shape:
    unique = connection.execute(_UNIQUE).fetchall()
    numbering = connection.execute(_NUMBERING).fetchall()
    return Shape({row[0]: row[1] for row in unique}, frozenset(row[0] for row in numbering))


_UNIQUE = """
    SELECT i.relname, string_agg(t.relname || '.' || coalesce(a.attname, 'expression'), ', ' ORDER BY k.place)
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class t ON t.oid = x.indrelid
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k (number, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0
    WHERE x.indisunique AND t.relnamespace = current_schema()::regnamespace
    GROUP BY i.relname
"""
_NUMBERING = """
    SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND a.attname = 'id'
      AND a.atttypid = 'int8'::regtype AND (a.attidentity <> '' OR a.atthasdef)
"""
