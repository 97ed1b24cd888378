"""The database: one writer, several readers, each on its own thread; the only place that commits.

A unit of work is a plain function of a Transaction. It runs in one hop on the database's thread. Writers that wait together
are committed together, a savepoint each, under one fsync. This is one of the two places where dialect may stand
(the search index is the other).
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from store.connections import connect, on_thread
from store.statements import change_sql, insert_sql
from store.types import Soon
from store.unavailable import StoreUnavailable as StoreUnavailable
from store.unavailable import translated as translated

Row = sqlite3.Row
# What a write raises that a rule of the schema forbids, on whichever store; its text says which, as SQLite words it.
IntegrityError = sqlite3.IntegrityError
Answer = TypeVar("Answer")

BATCH = 64
PROGRESS_STEPS = 50_000
# How long a statement of short work may keep the loop before it begins anew on a thread.
HERE_SECONDS = 0.01


class Transaction:
    """What an operation may ask of the database. SQL takes named parameters."""

    __slots__ = ("_connection",)
    # For the search index alone, which each store keeps in its own way.
    dialect = "sqlite"
    # Which chain of the log this writer appends to: all that write a database are one, since they write one after another.
    lane = 0
    # Where the chains of the log end, where that takes long to ask again; None where they are asked each time.
    ends: dict[str, tuple[int, str]] | None = None

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def one(self, sql: str, **params: Any) -> Row | None:
        row: Row | None = self._connection.execute(sql, params).fetchone()
        return row

    def all(self, sql: str, **params: Any) -> list[Row]:
        return self._connection.execute(sql, params).fetchall()

    def soon(self, sql: str, **params: Any) -> Soon[list[Row]]:
        """The rows, for whoever looks at them after something else was asked: together that takes a server as long as one."""
        rows = self.all(sql, **params)
        return lambda: rows

    def stream(self, sql: str, **params: Any) -> Iterator[Row]:
        """Row by row, whatever else is asked in between: however many there are, they take the memory of a few."""
        return iter(self._connection.execute(sql, params))

    def value(self, sql: str, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = self._connection.execute(sql, params).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, **params: Any) -> int:
        """Execute a statement; how many rows it changed."""
        return self._connection.execute(sql, params).rowcount

    def many(self, sql: str, rows: list[dict[str, Any]]) -> None:
        self._connection.executemany(sql, rows)

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row; its id. Table and column names come from code, never from callers."""
        return self._connection.execute(insert_sql(table, *values), values).lastrowid or 0

    def later(self, sql: str, **params: Any) -> None:
        """Execute a statement of which nobody waits to hear anything: before the next one that is waited for, or the commit."""
        self._connection.execute(sql, params)

    def insert_later(self, table: str, **values: Any) -> None:
        """Insert one row in the same way. Its id is given where the table numbers its rows by the highest."""
        self.later(insert_sql(table, *values), **values)

    def change(self, table: str, id: int, **values: Any) -> None:
        """Set columns of the row with this id."""
        self._connection.execute(change_sql(table, *values), {**values, "id": id})

    @property
    def written(self) -> int:
        """How many rows this connection has written so far; a difference says whether something in between wrote any."""
        return self._connection.total_changes

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        """Do some work; when it raises, only that is taken back. What it raised, None when all went well. What stops the
        whole unit, such as a full disk, passes."""
        self._connection.execute("SAVEPOINT attempt")
        try:
            work()
        except Exception as error:
            if not self._connection.in_transaction or isinstance(translated(error), StoreUnavailable):
                raise
            self._connection.execute("ROLLBACK TO attempt")
            self._connection.execute("RELEASE attempt")
            return error
        self._connection.execute("RELEASE attempt")
        return None

    def refusable(self) -> contextlib.AbstractContextManager[None]:
        """Within it a rule of the schema may refuse a statement with an IntegrityError, and the unit goes on without that one."""
        # Here each statement is undone by itself.
        return contextlib.nullcontext()

    def undone(self, work: Callable[[], None]) -> None:
        """Do some work and take back all it wrote. What it raises passes, and is taken back with the whole unit."""
        self._connection.execute("SAVEPOINT undone")
        work()
        self._connection.execute("ROLLBACK TO undone")
        self._connection.execute("RELEASE undone")


Work = Callable[[Transaction], Answer]
_Done = tuple["_Unit", Any, BaseException | None]


@dataclass(slots=True)
class _Unit:
    work: Work[Any]
    durable: bool
    deadline: float
    loop: asyncio.AbstractEventLoop
    short: bool = False
    done: asyncio.Future[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.done = self.loop.create_future()


class _Lane:
    """One connection on one thread, fed with units through a queue."""

    def __init__(self, connection: aiosqlite.Connection, patience: float, fsync: bool = True) -> None:
        self._fsync = fsync
        self._patience = int(patience * 1000)
        self._waits = self._patience
        self._aio = connection
        self._raw = connection._conn
        self._transaction = Transaction(self._raw)
        self._waiting: deque[_Unit] = deque()
        self._busy = False
        self._deadline = 0.0
        self._synchronous = "FULL" if fsync else "OFF"
        # Every statement has a deadline.
        self._raw.set_progress_handler(self._past_deadline, PROGRESS_STEPS)

    @property
    def load(self) -> int:
        return len(self._waiting) + self._busy

    def submit(self, unit: _Unit) -> None:
        """Take a unit, which begins with all that come in this turn of the loop: a thread that is woken for the first of
        them keeps the loop from hearing the others."""
        self._waiting.append(unit)
        if not self._busy:
            self._busy = True
            unit.loop.call_soon(self._next)

    def run_here(self, unit: _Unit) -> bool:
        """Run a unit on this thread, the loop's; False when it has to take its turn, behind others or another program."""
        if self._busy:
            return False
        answer = self._commit_alone(unit, waits=0)
        if isinstance(answer[2], StoreUnavailable) and answer[2].reason == "busy":
            return False
        self._deliver([answer])
        return True

    def _past_deadline(self) -> int:
        return 1 if time.monotonic() > self._deadline else 0

    def _next(self) -> None:
        """Begin what waits: on the loop's thread, where this runs, if all of it is short, else on the lane's own."""
        units = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        answers = self._commit_here(units) if all(unit.short for unit in units) else None
        if answers is None:
            on_thread(self._aio, partial(self._drain, units))
        else:
            self._deliver(answers)

    def _drain(self, units: list[_Unit]) -> None:
        """Run units, then hand the lane back on the loop's thread, where submit looks."""
        answers = self._commit_together(units)
        units[0].loop.call_soon_threadsafe(self._deliver, answers)

    def _deliver(self, answers: list[_Done]) -> None:
        for unit, answer, error in answers:
            if unit.done.done():
                continue
            if error is None:
                unit.done.set_result(answer)
            else:
                unit.done.set_exception(error)
        self._busy = bool(self._waiting)
        if self._busy:
            # After those that were answered: while a thread works through units, the loop has to wait for it again and again.
            self._waiting[0].loop.call_soon(self._next)

    def _commit_here(self, units: list[_Unit]) -> list[_Done] | None:
        """Commit units that need not reach the disk; None when nothing was done: another program holds the file, or they would
        keep the loop too long."""
        try:
            return self._in_one(units, here=True)
        except Exception:
            self._roll_back()
            return None

    def _commit_together(self, units: list[_Unit]) -> list[_Done]:
        if len(units) == 1:
            return [self._commit_alone(units[0])]
        try:
            return self._in_one(units)
        except Exception:
            # The whole transaction is lost (an interrupted write, a full disk): nobody was answered, so each runs alone.
            self._roll_back()
            return [self._commit_alone(unit) for unit in units]

    def _in_one(self, units: list[_Unit], here: bool = False) -> list[_Done]:
        self._begin(any(unit.durable for unit in units), max(unit.deadline for unit in units), 0 if here else None)
        answers = [self._in_savepoint(unit, here) for unit in units]
        self._raw.execute("COMMIT")
        return answers

    def _in_savepoint(self, unit: _Unit, here: bool) -> _Done:
        self._deadline = min(unit.deadline, time.monotonic() + HERE_SECONDS) if here else unit.deadline
        self._raw.execute("SAVEPOINT unit")
        try:
            answer = unit.work(self._transaction)
        except Exception as error:
            failure = translated(error)
            too_long = here and isinstance(failure, StoreUnavailable) and failure.reason == "deadline"
            if too_long or not self._raw.in_transaction:
                raise
            self._raw.execute("ROLLBACK TO unit")
            self._raw.execute("RELEASE unit")
            return unit, None, failure
        self._raw.execute("RELEASE unit")
        return unit, answer, None

    def _commit_alone(self, unit: _Unit, waits: int | None = None) -> _Done:
        try:
            self._begin(unit.durable, unit.deadline, waits)
            answer = unit.work(self._transaction)
            self._raw.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            return unit, None, translated(error)
        return unit, answer, None

    def _begin(self, durable: bool, deadline: float, waits: int | None = None) -> None:
        """waits: milliseconds for another program's lock; None: as long as patience lasts."""
        self._deadline = deadline
        waits = self._patience if waits is None else waits
        if waits != self._waits:
            self._raw.execute(f"PRAGMA busy_timeout = {waits}")
            self._waits = waits
        synchronous = "FULL" if durable and self._fsync else "NORMAL" if self._fsync else "OFF"
        if synchronous != self._synchronous:
            self._raw.execute(f"PRAGMA synchronous = {synchronous}")
            self._synchronous = synchronous
        self._raw.execute("BEGIN IMMEDIATE")

    def _roll_back(self) -> None:
        self._deadline = time.monotonic() + 5
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")


class _Reader(_Lane):
    """A lane that only reads: one unit at a time, each in its own snapshot."""

    def _commit_together(self, units: list[_Unit]) -> list[_Done]:
        return [self._commit_alone(unit) for unit in units]

    def _begin(self, durable: bool, deadline: float, waits: int | None = None) -> None:
        self._deadline = deadline
        self._raw.execute("BEGIN")


class Database:
    """An open database file. `write` and `read` run a unit of work; `close` ends the threads."""

    # Whether a short read does best beside what it leaves to be written: the writer has in memory what it has just changed,
    # and a reader has to fetch it again.
    reads_on_writer = True
    _writer: _Lane

    def __init__(self, path: Path, readers: int, patience: float, fsync: bool) -> None:
        self.path = path
        self._patience, self._fsync = patience, fsync
        self._connections: list[aiosqlite.Connection] = []
        self._readers: list[_Reader] = []
        self._readers_to_come = readers
        self._opening: list[asyncio.Task[_Reader]] = []
        self._closed = False

    @classmethod
    async def open(cls, path: Path, readers: int = 2, patience: float = 5.0, fsync: bool = True) -> Database:
        """Open a migrated file; patience: seconds to wait for another program's lock; fsync False: a throw-away file.

        readers: how many at most. All but the first are opened when a read would wait: each reads the whole schema.
        StoreUnavailable when it cannot be opened."""
        database = cls(path, readers, patience, fsync)
        try:
            database._writer = _Lane(await database._connect(reading=False), patience, fsync)
            if readers:
                await database._one_more_reader()
        except Exception as error:
            await database.close()
            raise translated(error) from error
        return database

    @property
    def writes_waiting(self) -> int:
        """How many units are being written, or wait for it."""
        return self._writer.load

    async def write(
        self,
        work: Work[Answer],
        *,
        durable: bool = True,
        seconds: float = 10.0,
        here: bool = False,
        short: bool = False,
    ) -> Answer:
        """Run work in a write transaction; its answer once it is committed.

        here: on the loop's own thread if nothing else is under way. For short work of somebody who waits alone: it
        saves the hop, and meanwhile the loop does nothing else.
        short: the same for what many wait for and need not be on the disk: what comes in one turn of the loop is committed
        together there."""
        return await self._run(self._writer, work, durable, seconds, here, short and not durable)

    async def read(self, work: Work[Answer], *, seconds: float = 10.0, short: bool = False) -> Answer:
        """Run work in a snapshot that cannot write. short: on a server it may be that of all short ones that came with it."""
        lane: _Lane = min(self._readers, key=lambda reader: reader.load)
        if lane.load and self._readers_to_come and not self._closed:
            with contextlib.suppress(sqlite3.Error):
                lane = await self._one_more_reader()
        return await self._run(lane, work, False, seconds)

    async def ping(self, seconds: float) -> None:
        """Return when the database answers; StoreUnavailable when it does not in time."""
        await self.read(lambda tx: tx.value("SELECT 1"), seconds=seconds)

    async def _run(
        self, lane: _Lane, work: Work[Answer], durable: bool, seconds: float, here: bool = False, short: bool = False
    ) -> Answer:
        if self._closed:
            raise StoreUnavailable("closed")
        unit = _Unit(work, durable, time.monotonic() + seconds, asyncio.get_running_loop(), short)
        if not (here and lane.run_here(unit)):
            lane.submit(unit)
        # A caller who goes away gives up the future, not the unit, which may already be committed.
        answer: Answer = await unit.done
        return answer

    async def _one_more_reader(self) -> _Reader:
        self._readers_to_come -= 1
        opening = asyncio.create_task(self._add_reader())
        self._opening.append(opening)
        # A caller who goes away meanwhile leaves a reader for the next.
        return await asyncio.shield(opening)

    async def _add_reader(self) -> _Reader:
        reader = _Reader(await self._connect(reading=True), self._patience, self._fsync)
        self._readers.append(reader)
        return reader

    async def _connect(self, *, reading: bool) -> aiosqlite.Connection:
        connection = await connect(self.path, reading, self._patience, self._fsync)
        self._connections.append(connection)
        return connection

    async def close(self) -> None:
        self._closed = True
        # What was taken in this turn begins before the threads are told to end.
        await asyncio.sleep(0)
        await asyncio.gather(*self._opening, return_exceptions=True)
        for connection in self._connections:
            await connection.close()
