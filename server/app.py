"""Builds everything once: the open database, the pipeline, the workers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from server.calls.changes import Changes
from server.calls.consent import Seal
from server.calls.pipeline import Pipeline
from server.calls.throttle import Throttle
from server.discovery.finder import RegistryFinder
from server.registry import Registry
from server.workers.outbox import Outbox
from server.workers.scheduler import Scheduler
from store.database import Database, Transaction
from store.filestore import FileStore
from store.types import utc_text
from store.upgrade import upgrade
from tools.call import Randomness


def system_clock() -> datetime:
    """Now, in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass(slots=True)
class App:
    """A running hall."""

    database: Database
    pipeline: Pipeline
    scheduler: Scheduler
    outbox: Outbox
    clock: Callable[[], datetime]
    changes: Changes
    _workers: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        clock: Callable[[], datetime] = system_clock,
        randomness: Randomness | None = None,
        throttle: Throttle | None = None,
        registry: Registry | None = None,
        patience: float = 5.0,
        fsync: bool = True,
        alone: bool = False,
    ) -> App:
        """Upgrade and open the database at path, alone: for one client. StoreUnavailable when it cannot be."""
        upgrade(path)
        database = await Database.open(path, patience=patience, fsync=fsync)
        try:
            seal = Seal(await database.write(lambda tx: _sealing_key(tx, clock())))
        except BaseException:
            await database.close()
            raise
        randomness = randomness or Randomness()
        registry = registry or Registry.quick()
        files = FileStore(path.with_name(f"{path.stem}.files"))
        pipeline = Pipeline(
            registry,
            database,
            files,
            seal,
            throttle or Throttle(),
            clock,
            randomness,
            RegistryFinder(registry),
            alone,
        )
        scheduler = Scheduler(registry, database, files, clock, randomness)
        changes = Changes()
        scheduler.tell = pipeline.jobs.tell = changes.tell
        return cls(database, pipeline, scheduler, Outbox(database, clock), clock, changes)

    def start_workers(self) -> None:
        """Move what is due and deliver what waits, until closed."""
        self._workers = [asyncio.create_task(self.scheduler.run()), asyncio.create_task(self.outbox.run())]
        self._workers.append(asyncio.create_task(self.pipeline.jobs.run()))

    async def close(self) -> None:
        for worker in self._workers:
            worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await worker
        await self.database.close()


def _sealing_key(tx: Transaction, now: datetime) -> str:
    """This installation's key for seals, made at the first start."""
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES ('sealing_key', :key, :now)
           ON CONFLICT (name) DO NOTHING""",
        key=Fernet.generate_key().decode(),
        now=utc_text(now),
    )
    key: str = tx.value("SELECT value FROM settings WHERE name = 'sealing_key'")
    return key
