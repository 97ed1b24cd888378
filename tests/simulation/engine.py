"""A hall without an event loop: the real pipeline, scheduler, jobs and outbox over one connection in memory.

Coroutines of the pipeline only ever wait for the database; here that answers at once, so each runs to its end in one go."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from cryptography.fernet import Fernet

from server.app import App
from server.call_parts import Reply, Request
from server.changes import Changes
from server.consent import Seal
from server.finder import RegistryFinder
from server.outbox import Outbox
from server.pipeline import Pipeline
from server.registry import Registry
from server.scheduler import Scheduler
from server.throttle import Throttle
from store.database import StoreUnavailable, Transaction, translated
from store.filestore import FileStore
from store.upgrade import upgrade
from tests.hall import Clock
from tools.call import Randomness

Answer = TypeVar("Answer")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class OneConnection:
    """A database whose units run at once, on one connection, each in a transaction of its own."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self.transaction = Transaction(raw)
        # What the next commit of a write fails with: the unit has run, and is lost.
        self.fault: str | None = None

    async def write(
        self, work: Callable[[Transaction], Answer], *, durable: bool = True, seconds: float = 10.0
    ) -> Answer:
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            answer = work(self.transaction)
            if self.fault is not None:
                fault, self.fault = self.fault, None
                raise StoreUnavailable(fault)
            self.raw.execute("COMMIT")
        except BaseException as error:
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
            raise translated(error) from error
        return answer

    async def read(self, work: Callable[[Transaction], Answer], *, seconds: float = 10.0) -> Answer:
        self.raw.execute("PRAGMA query_only = ON")
        try:
            return work(self.transaction)
        finally:
            self.raw.execute("PRAGMA query_only = OFF")

    async def close(self) -> None:
        self.raw.close()


class SeededRandomness(Randomness):
    """Begins anew at every step, so that leaving a step out does not change what the others draw."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._seed = seed

    def begin(self, step: int) -> None:
        self._random = Random(self._seed * 1_000_003 + step)


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


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise RuntimeError("it waits for something")


class Engine:
    """The parts of a server, driven synchronously. `path`, `app` and `clock` are those of a test hall."""

    def __init__(self, seed: int, registry: Registry, saved: bytes | None = None) -> None:
        self.clock = Clock(START)
        self.randomness = SeededRandomness(seed)
        self.raw = _in_memory(saved)
        self.database = OneConnection(self.raw)
        self.registry = registry
        self.folder = tempfile.TemporaryDirectory(prefix="simulation-")
        files = FileStore(Path(self.folder.name))
        database: Any = self.database
        seal = Seal(Fernet.generate_key().decode())
        self.pipeline = Pipeline(
            registry, database, files, seal, Unthrottled(), self.clock, self.randomness, RegistryFinder(registry)
        )
        self.scheduler = Scheduler(registry, database, files, self.clock, self.randomness)
        self.outbox = Outbox(database, self.clock)
        self.app = App(database, self.pipeline, self.scheduler, self.outbox, self.clock, Changes())
        self.errors = Errors()
        logging.getLogger("hiringhall").addHandler(self.errors)
        self._loop = asyncio.new_event_loop()

    def call(self, request: Request) -> Reply:
        operation = self.registry.find(request.tool)
        if operation is not None and operation.prepare is not None:
            return self._loop.run_until_complete(self.pipeline.call(request))
        return run(self.pipeline.call(request))

    def tick(self) -> int:
        """Everything the system does by itself."""
        moved = run(self.scheduler.tick(everything=True))
        run(self.pipeline.jobs.drain())
        run(self.outbox.deliver())
        return moved

    def save(self) -> bytes:
        return self.raw.serialize()

    def close(self) -> None:
        logging.getLogger("hiringhall").removeHandler(self.errors)
        self._loop.close()
        self.raw.close()
        self.folder.cleanup()


def _in_memory(saved: bytes | None) -> sqlite3.Connection:
    """An open hall: an empty one, or one as it was saved."""
    raw = sqlite3.connect(":memory:", isolation_level=None, cached_statements=1024)
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
