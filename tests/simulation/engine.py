"""A hall without an event loop: the real pipeline, scheduler, jobs and outbox over one connection in memory.

Coroutines of the pipeline only ever wait for the database; here that answers at once, so each runs to its end in one go."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine, Generator
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from server.app import App
from server.calls.changes import Changes
from server.calls.consent import Seal
from server.calls.execution import Execution
from server.calls.jobs import Jobs
from server.calls.messages import Attempt, Reply, Request
from server.calls.pipeline import Pipeline
from server.calls.throttle import Throttle
from server.discovery.finder import RegistryFinder
from server.parts import Parts
from server.registry import Registry
from server.workers.calendars import Calendars
from server.workers.log_heads import LogHeads
from server.workers.outbox import Outbox
from server.workers.scheduler import Scheduler
from server.workers.webhooks import WebhookSender
from store.database import StoreUnavailable, Transaction, translated
from store.filestore import FileStore
from store.installation_key import InstallationKey
from store.upgrade import upgrade
from tests.hall import Clock
from tests.simulation.notes import Note, watch
from tools.call import Randomness

Answer = TypeVar("Answer")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Broken:
    """A connection that fails in the middle: the statement with this number is refused by the disk."""

    def __init__(self, raw: sqlite3.Connection, after: int) -> None:
        self._raw = raw
        self._left = after

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._count()
        return self._raw.execute(sql, *values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        self._count()
        return self._raw.executemany(sql, rows)

    @property
    def total_changes(self) -> int:
        return self._raw.total_changes

    @property
    def in_transaction(self) -> bool:
        return self._raw.in_transaction

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


class Pause:
    """Hands control to whoever runs the coroutine, as waiting for the database does."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Watched(Transaction):
    """Forgets what was noted of an attempt that was taken back."""

    def __init__(self, raw: Any, notes: list[Note]) -> None:
        super().__init__(raw)
        self._notes = notes

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        noted = len(self._notes)
        fault = super().attempt(work)
        if fault is not None:
            del self._notes[noted:]
        return fault


class OneConnection:
    """A database whose units run at once, on one connection, each in a transaction of its own."""

    def __init__(self, raw: sqlite3.Connection, notes: list[Note]) -> None:
        self.raw = raw
        self.notes = notes
        self.transaction = Watched(raw, notes)
        # What the next commit of a write fails with: the unit has run, and is lost.
        self.fault: str | None = None
        # The statement of the next unit that fails.
        self.breaks_at: int | None = None
        # How many writes from now one waits before it begins; whether one waits after it is committed.
        self.waits_before = 0
        self.waits_after = False

    async def write(
        self, work: Callable[[Transaction], Answer], *, durable: bool = True, seconds: float = 10.0, here: bool = False
    ) -> Answer:
        if self.waits_before:
            self.waits_before -= 1
            if not self.waits_before:
                await Pause()
        noted = len(self.notes)
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            answer = work(self.transaction if self.breaks_at is None else self._breaking())
            if self.fault is not None:
                fault, self.fault = self.fault, None
                raise StoreUnavailable(fault)
            self.raw.execute("COMMIT")
        except BaseException as error:
            del self.notes[noted:]
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
            raise translated(error) from error
        if self.waits_after:
            self.waits_after = False
            await Pause()
        return answer

    def _breaking(self) -> Transaction:
        broken: Any = Broken(self.raw, self.breaks_at or 0)
        self.breaks_at = None
        return Watched(broken, self.notes)

    async def read(self, work: Callable[[Transaction], Answer], *, seconds: float = 10.0) -> Answer:
        # PRAGMA query_only would have every statement compiled anew; this finds out just as well.
        written = self.raw.total_changes
        answer = work(self.transaction)
        if self.raw.total_changes != written:
            raise RuntimeError("a read wrote")
        return answer

    async def close(self) -> None:
        self.raw.close()


class SeededRandomness(Randomness):
    """Begins anew at every step, so that leaving a step out does not change what the others draw."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._seed = seed
        self._seeded = self._random = Random(seed)

    def begin(self, step: int) -> None:
        self._seeded.seed(self._seed * 1_000_003 + step)


class Unthrottled(Throttle):
    def check(self, token: str | None, origin: str) -> None:
        """Everybody may call as often as they like."""


class Errors(logging.Handler):
    """Keeps the errors nobody foresaw, which the pipeline only logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last: logging.LogRecord | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record


class OneThread(Pipeline):
    """The pipeline, but for the threads that decode pictures and compare passwords."""

    async def _prepare_apart(self, attempt: Attempt) -> None:
        loaded = await self._parts.database.read(lambda tx: self.execution.load(tx, attempt))
        self.execution.prepare_apart(attempt, loaded)


class JobsHere(Jobs):
    """Queued jobs, but for the same threads."""

    async def _prepared(self, job_id: str) -> Any:
        loaded = await self._parts.database.read(lambda tx: self._loaded(tx, job_id))
        if loaded is None:
            return None
        attempt, found = loaded
        self._execution.prepare_apart(attempt, found)
        return attempt.prepared


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise RuntimeError("it waits for something")


@lru_cache(maxsize=1)
def _finder(registry: Registry) -> RegistryFinder:
    return RegistryFinder(registry)


class Engine:
    """The parts of a server, driven synchronously. `path`, `app` and `clock` are those of a test hall."""

    def __init__(self, seed: int, registry: Registry, saved: bytes | None = None) -> None:
        self.clock = Clock(START)
        self.randomness = SeededRandomness(seed)
        self.registry = registry
        self.notes: list[Note] = []
        self.watched = False
        self.folder = tempfile.TemporaryDirectory(prefix="simulation-")
        self.errors = Errors()
        self._key = InstallationKey(hashlib.sha256(str(seed).encode()).digest())
        logging.getLogger("hiringhall").addHandler(self.errors)
        self._start(_in_memory(saved))

    def _start(self, raw: sqlite3.Connection) -> None:
        """Begin to serve what lies in a database."""
        self.raw = raw
        self.database = OneConnection(raw, self.notes)
        files = FileStore(Path(self.folder.name), fsync=False)
        database: Any = self.database
        seal = Seal(self._key.sealing_key())
        parts = Parts(self.registry, database, files, self._key, seal, self.clock, self.randomness, has_gateway=False)
        execution = Execution(parts, Unthrottled(), _finder(self.registry))
        self.jobs = JobsHere(execution)
        self.pipeline = OneThread(execution, self.jobs)
        self.scheduler = Scheduler(parts)
        self.outbox = Outbox(database, self.clock)
        workers = (self.scheduler, self.outbox, Calendars(parts), WebhookSender(parts))
        self.app = App(parts, self.pipeline, self.jobs, *workers, Changes(), LogHeads(parts))

    def restart(self) -> None:
        """Kill the server and start another on what is in the database."""
        saved = self.save()
        self.raw.close()
        self._start(_in_memory(saved))
        if self.watched:
            self.watch()

    def watch(self) -> None:
        self.watched = True
        watch(self.raw, self.notes)

    def call(self, request: Request) -> Reply:
        return run(self.pipeline.call(request))

    def call_and_leave(self, request: Request) -> Reply | None:
        """Call, and be gone once it is committed: nobody hears the answer. The answer when nothing was committed."""
        self.database.waits_after = True
        going = self.pipeline.call(request)
        try:
            going.send(None)
        except StopIteration as done:
            self.database.waits_after = False
            return done.value  # type: ignore[no-any-return]
        with contextlib.suppress(asyncio.CancelledError):
            going.throw(asyncio.CancelledError())
        return None

    def call_at_once(self, request: Request, write: int) -> tuple[Reply, Reply]:
        """The same call twice, the second before that write of the first; the answers in the order of the last writes."""
        self.database.waits_before = write
        going = self.pipeline.call(request)
        try:
            going.send(None)
        except StopIteration as done:
            self.database.waits_before = 0
            return done.value, self.call(request)
        other = self.call(request)
        return other, run(going)

    def tick(self) -> int:
        """Everything the system does by itself."""
        moved = run(self.scheduler.tick(everything=True))
        run(self.jobs.drain())
        run(self.outbox.deliver())
        return moved

    def save(self) -> bytes:
        return self.raw.serialize()

    def close(self) -> None:
        logging.getLogger("hiringhall").removeHandler(self.errors)
        self.raw.close()
        self.folder.cleanup()


def _in_memory(saved: bytes | None) -> sqlite3.Connection:
    """An open hall: an empty one, or one as it was saved."""
    raw = sqlite3.connect(":memory:", isolation_level=None, cached_statements=4096)
    raw.row_factory = sqlite3.Row
    if saved is not None:
        raw.deserialize(saved)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "hall.db"
            upgrade(path)
            with closing(sqlite3.connect(path)) as file:
                file.execute("PRAGMA journal_mode = DELETE")
                file.backup(raw)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA temp_store = MEMORY")
    return raw
