"""Builds everything once: the open database, the pipeline, the workers."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from server.calls.changes import Changes
from server.calls.consent import Seal
from server.calls.execution import Execution
from server.calls.jobs import Jobs, Make
from server.calls.pipeline import Pipeline
from server.calls.throttle import Throttle
from server.config import FOLDER_VARIABLE, beside, tighten_own_folder
from server.discovery.finder import RegistryFinder
from server.parts import Parts
from server.registry import Registry
from server.schema.schema import model_of
from server.workers.calendars import Calendars
from server.workers.callbacks import TOPIC as CALLBACKS
from server.workers.callbacks import to_agents
from server.workers.chains.settings import configured_chains
from server.workers.deliverers import configured, has_gateway
from server.workers.log_heads import LogHeads
from server.workers.outbox import Outbox
from server.workers.outside.settings import configured_outside
from server.workers.scheduler import Scheduler
from server.workers.shared_clock import SharedClock
from server.workers.webhooks import WebhookSender, private_allowed
from store.database import Database
from store.filestore import FileStore
from store.installation_key import SECRET_VARIABLE, InstallationKey, KeyUnusable, key_file
from store.opening import applied, open_database, upgrade
from store.private import make_private
from store.server_url import Where, is_server
from tools.call import Randomness
from tools.rules.chains import Facilitator

if TYPE_CHECKING:
    from server.calls.payments import Payments
    from server.telemetry.observer import Observer
    from server.telemetry.settings import Providers
    from server.workers.chains.watching import ChainWatch
    from server.workers.several import Several

# After the start, when its own words are answered and the moves are loaded.
READY_SECONDS = 2.0


def files_folder(database: Path) -> Path:
    """Where the bytes of uploaded files lie."""
    return database.with_name(f"{database.stem}.files")


def system_clock() -> datetime:
    """Now, in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass(slots=True)
class App:
    """A running hall."""

    parts: Parts
    pipeline: Pipeline
    jobs: Jobs
    scheduler: Scheduler
    outbox: Outbox
    calendars: Calendars
    webhooks: WebhookSender
    changes: Changes
    log_heads: LogHeads
    # Only where several servers may serve one database.
    several: Several | None = None
    # Only where a node is configured.
    chain_watch: ChainWatch | None = None
    # Only where the operator takes payments that come with calls.
    payments: Payments | None = None
    # Only where a collector is told.
    observer: Observer | None = None
    _workers: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    async def open(
        cls,
        where: Where,
        *,
        clock: Callable[[], datetime] | None = None,
        randomness: Randomness | None = None,
        throttle: Throttle | None = None,
        registry: Registry | None = None,
        patience: float = 5.0,
        fsync: bool = True,
        upgraded: bool = False,
        alone: bool = False,
        make: Make = asyncio.to_thread,
        server: str | None = None,
    ) -> App:
        """Upgrade and open a database; upgraded: it is known to lack nothing, alone: for one client, make: what makes files.

        server: the URL of a database on a server which has the rows, while key and files lie beside the path.
        StoreUnavailable when it cannot be, ValueError when the environment is set wrongly."""
        # What is set wrongly is said before anything is opened or made.
        deliverers, throttle, outside = configured(), throttle or Throttle(), configured_outside()
        private_webhooks, chains = private_allowed(), configured_chains()
        path, rows = beside(where), server or where
        clock = clock or (SharedClock() if is_server(rows) else system_clock)
        if is_server(rows):
            _make_place_for_key(path, rows)
        if not upgraded:
            # Before the key of a file, which lies in the folder that is made for it.
            upgrade(rows)
        tighten_own_folder(path)
        key = InstallationKey.beside(path)
        deliverers[CALLBACKS] = to_agents(key, clock)
        database = await open_database(rows, upgraded=True, patience=patience, fsync=fsync)
        registry = registry or Registry.quick()
        files = FileStore(files_folder(path))
        files.tighten()
        randomness, seal = randomness or Randomness(), Seal(key.sealing_key())
        parts = Parts(
            registry, database, files, key, seal, clock, randomness, has_gateway(), outside, private_webhooks, chains
        )
        changes = Changes()
        execution = Execution(parts, throttle, RegistryFinder(registry))
        jobs = Jobs(execution, changes.tell, make)
        pipeline = Pipeline(execution, jobs, alone, make)
        scheduler = Scheduler(parts, changes.tell, execution.desk)
        outbox = Outbox(database, clock, deliverers)
        calendars = Calendars(parts, changes.tell)
        for topic, deliverer in calendars.deliverers().items():
            outbox.use(topic, deliverer)
        sender = WebhookSender(parts, tell=changes.tell)
        watch = _watch(parts, changes) if chains.nodes else None
        payments = _payments(parts, chains.facilitator, changes)
        heads = LogHeads(parts)
        several = await _several(parts, changes, throttle, str(rows)) if is_server(rows) else None
        return cls(
            parts, pipeline, jobs, scheduler, outbox, calendars, sender, changes, heads, several, watch, payments
        )

    @property
    def database(self) -> Database:
        return self.parts.database

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.parts.clock

    def observe(self, providers: Providers | None) -> App:
        """Tell a collector what is called from now on, where there is one."""
        if providers is not None:
            from server.telemetry.observer import Observer

            self.observer = self.pipeline.observer = Observer(providers, self.parts.registry, self.database)
        return self

    def start_workers(self) -> None:
        """Move what is due and deliver what waits, until closed."""
        self._workers = [asyncio.create_task(self.scheduler.run()), asyncio.create_task(self.outbox.run())]
        self._workers.append(asyncio.create_task(self.jobs.run()))
        self._workers.append(asyncio.create_task(self.calendars.run()))
        self._workers.append(asyncio.create_task(self.webhooks.run()))
        self._workers.append(asyncio.create_task(self.log_heads.run()))
        self._workers.append(asyncio.create_task(_make_ready(self.parts.registry)))
        if self.several is not None:
            self._workers.append(asyncio.create_task(self.several.run()))
        if self.chain_watch is not None:
            self._workers.append(asyncio.create_task(self.chain_watch.run()))
        if self.observer is not None:
            self._workers.append(asyncio.create_task(self.observer.run()))

    async def close(self) -> None:
        for worker in self._workers:
            worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await worker
        if self._workers:
            await self.log_heads.sign_at_the_end()
        if self.observer is not None:
            await asyncio.to_thread(self.observer.close)
        await self.database.close()


async def _make_ready(registry: Registry) -> None:
    """Have one operation's arguments checked for the first time while nobody waits: the library that checks them loads most of
    itself with its first model, which takes longer than all else of a first call."""
    await asyncio.sleep(READY_SECONDS)
    if (operation := registry.find("find_operations")) is not None:
        await asyncio.to_thread(model_of, operation)


def _make_place_for_key(path: Path, rows: Where) -> None:
    """The folder of a hall's key. A new key for a hall that has one elsewhere would read nothing that is sealed."""
    if os.environ.get(SECRET_VARIABLE) or key_file(path).exists():
        return
    if applied(rows):
        raise KeyUnusable(
            f"This hall has a key, and it is not here: put it at {key_file(path)}, name the folder where it lies in "
            f"{FOLDER_VARIABLE}, or give {SECRET_VARIABLE}."
        )
    make_private(path.parent)


async def _several(parts: Parts, changes: Changes, throttle: Throttle, server: str) -> Several:
    # A hall in a file should not pay for it.
    from server.workers.several import Several

    try:
        return await Several.open(parts, changes, throttle, server)
    except BaseException:
        await parts.database.close()
        raise


def _watch(parts: Parts, changes: Changes) -> ChainWatch:
    # Most halls have no node, and should not pay for it at each start.
    from server.workers.chains.watching import ChainWatch

    return ChainWatch(parts, changes.tell)


def _payments(parts: Parts, facilitator: Facilitator | None, changes: Changes) -> Payments | None:
    if facilitator is None:
        return None
    from server.calls.payments import Payments

    return Payments(parts, facilitator, changes.tell)
