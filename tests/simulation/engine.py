"""A hall without an event loop: the real pipeline, scheduler, jobs and outbox over one connection.

Coroutines of the pipeline only ever wait for the database; here that answers at once, so each runs to its end in one go."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import tempfile
from collections.abc import Coroutine
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
from server.calls.pipeline import Pipeline, digest_secrets
from server.calls.throttle import Throttle
from server.discovery.finder import RegistryFinder
from server.parts import Parts
from server.registry import Registry
from server.workers.calendars import Calendars
from server.workers.log_heads import LogHeads
from server.workers.outbox import Outbox
from server.workers.scheduler import Scheduler
from server.workers.webhooks import WebhookSender
from store.filestore import FileStore
from store.installation_key import InstallationKey
from tests.hall import Clock
from tests.simulation.notes import Note
from tests.simulation.stores.connections import OneConnection, Store
from tools.call import Randomness

Answer = TypeVar("Answer")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


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
        if (work := self.execution.preparation(attempt, loaded)) is not None:
            attempt.prepared = work()
        digest_secrets(self._parts.key, attempt)


class JobsHere(Jobs):
    """Queued jobs, but for the same threads."""

    async def _prepared(self, job_id: str) -> Any:
        loaded = await self._parts.database.read(lambda tx: self._loaded(tx, job_id))
        if loaded is None:
            return None
        attempt, found = loaded
        work = self._execution.preparation(attempt, found)
        return None if work is None else work()


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

    def __init__(self, seed: int, registry: Registry, store: Store, saved: Any = None) -> None:
        self.clock = Clock(START)
        self.randomness = SeededRandomness(seed)
        self.registry = registry
        self.notes: list[Note] = []
        self.folder = tempfile.TemporaryDirectory(prefix="simulation-")
        self.errors = Errors()
        self._loop = asyncio.new_event_loop()
        self._key = InstallationKey(hashlib.sha256(str(seed).encode()).digest())
        logging.getLogger("hiringhall").addHandler(self.errors)
        self._start(store.open(self.notes, saved))

    def _start(self, opened: OneConnection) -> None:
        """Begin to serve what lies in a database."""
        self.database = opened
        files = FileStore(Path(self.folder.name), fsync=False)
        database: Any = opened
        seal = Seal(self._key.sealing_key())
        parts = Parts(self.registry, database, files, self._key, seal, self.clock, self.randomness, has_gateway=False)
        execution = Execution(parts, Unthrottled(), _finder(self.registry))
        self.jobs = JobsHere(execution)
        self.pipeline = OneThread(execution, self.jobs)
        self.scheduler = Scheduler(parts, desk=execution.desk)
        self.outbox = Outbox(database, self.clock)
        workers = (self.scheduler, self.outbox, Calendars(parts), WebhookSender(parts))
        self.app = App(parts, self.pipeline, self.jobs, *workers, Changes(), LogHeads(parts))

    def restart(self) -> None:
        """Kill the server and start another on what is in the database."""
        self._start(self.database.begun_again())

    @property
    def raw(self) -> Any:
        """What laws and recipes look into."""
        return self.database.raw

    def watch(self) -> None:
        self.database.watch()

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
        # Whoever delivers has a limit of time, which only a loop can hold.
        self._loop.run_until_complete(self.outbox.deliver())
        return moved

    def save(self) -> Any:
        return self.database.save()

    def close(self) -> None:
        logging.getLogger("hiringhall").removeHandler(self.errors)
        run(self.database.close())
        self._loop.close()
        self.folder.cleanup()
