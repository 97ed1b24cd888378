"""A real server that is killed at random and at aimed moments while clients with idempotency keys go on calling it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import httpx

from server.app import App
from server.operator import credit_owner, set_confirmation_limit, token_for_agent
from store.calls.jobs import HELD
from store.filestore import FileStore
from store.people.provider_profiles import open_profile
from store.server_url import is_server
from store.types import Money, Owner, utc_text
from store.upgrade import applied, shipped
from tests.clients.forked import can_fork
from tests.clients.serving import NOBODY, run
from tests.crash import cast
from tests.crash.book import Book, Lost, Made, settle
from tests.crash.clients import Client
from tests.crash.forking import Nursery
from tests.crash.places import FilePlace, Place, Store, store_in
from tests.crash.plan import OUTSIDE, Life, drawn
from tests.crash.proofs import Known, hold_against, hold_against_at_the_end
from tests.crash.receivers import Receivers
from tests.crash.servers import Gone, HttpLine, Line, Servers, StdioLine, built_shim, healthy
from tests.hall import Clock
from tests.tools.payouts.payout_cast import method_of
from tests.tools.scheduling.bookable import offer
from tests.tools.tasks.task_world import World

COMPANIES = 3
PEOPLE = 3
# How long a moment that was aimed at is waited for.
LONGEST = 20.0
# From so many kills on it is quicker to fork servers.
FORKS_FROM = 10

NOTHING = Known((), frozenset(), Counter(), frozenset())
LEFT_TO_DO = """
    SELECT (SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')),
           (SELECT count(*) FROM outbox WHERE state = 'waiting'), (SELECT count(*) FROM payouts WHERE status = 10)
"""
# As if the leases of killed workers had run out.
LEASES_ARE_OVER = (
    "UPDATE outbox SET leased_until = NULL, next_attempt_at = created_at WHERE state = 'waiting'",
    f"UPDATE jobs SET leased_until = NULL WHERE state = 'queued' AND leased_until < '{HELD}'",
)


class Crash:
    """The server, its clients, and all they were told."""

    def __init__(self, folder: Path, seed: int, forks: bool = False, place: Place | None = None) -> None:
        """forks: whether most servers are forked from one process, which pays from some ten kills on; place: a file, else."""
        self.place = place or FilePlace(folder)
        self.db = self.place.path
        self.folder = folder
        self.random = Random(seed)
        self.book = Book()
        self.clients: list[Client] = []
        self.kills = 0
        # How often each kind of death came at its moment, and how often the moment did not come.
        self.hit: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        # What died, on a database server.
        self.killed: Counter[str] = Counter()
        self.seconds = 0.0
        self.receivers = Receivers()
        self.received = self.receivers.received
        self._files = FileStore(self.db.with_name(f"{self.db.stem}.files"))
        self.shim = built_shim(folder)
        self._forks = forks and can_fork()
        self.nursery: Nursery | None = None
        self.http = httpx.AsyncClient(timeout=60, verify=NOBODY, limits=httpx.Limits(max_keepalive_connections=0))
        self._proof: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """A hall with companies that have money and teams, people with money, and schedules to book."""
        app = await App.open(self.db, server=str(self.place.where) if is_server(self.place.where) else None)
        hall: Any = SimpleNamespace(app=app, clock=Clock(app.clock()))
        people = [await cast.person(app, f"p{index}@crash.test") for index in range(PEOPLE)]
        schedules = []
        for index in range(3):
            host: Any = await cast.person(app, f"host{index}@crash.test")
            schedules.append(await offer(hall, host, price="1.00", msp=2))
        for index in range(COMPANIES):
            made = await token_for_agent(app, f"Agent {index}", f"Company {index}", "EUR", "90000 USDT")
            # Nobody answers questions here, and a day's unasked payments add up.
            await set_confirmation_limit(app, Owner("agent", made.id), None, never=True)
            await credit_owner(app, Owner("company", made.company_id or 0), Money.of("900000", "EUR"))
            stub: Any = SimpleNamespace(company=made.company_id, id=made.id)
            email = f"w{index}@crash.test"
            worker = await cast.person(app, email)
            await World(hall, stub, worker, worker, stub).join_team(worker.id)
            await app.database.write(lambda tx, id=worker.id: open_profile(tx, id, utc_text(app.clock())))  # type: ignore[misc]
            contract, place = await cast.contract(app, hall, Owner("agent", made.id), worker.owner)
            places = {"contract": contract, "place": place, "card": await method_of(hall, worker)}
            self._add(made.token, "agent", worker=worker.id, email=email, **places)
        for person in people:
            self._add(person.token, "person", schedules=tuple(schedules))
        self._add((await cast.operator(app, hall)).token, "operator")
        for client in await cast.desk(app, hall):
            self._add(**client)
        await app.close()

    def _add(self, token: str, kind: str, **more: Any) -> None:
        self.clients.append(Client(token, kind, self.book, Random(self.random.random()), **more))

    async def play(self, lives: list[Life]) -> None:
        """Live them, let the clients come to an end, and hold what they were told against the store."""
        began = time.monotonic()
        self.nursery = Nursery(self.shim) if self._forks else None
        with self.receivers:
            callers = [asyncio.create_task(client.live()) for client in self.clients for _ in range(2)]
            try:
                for number, life in enumerate(lives):
                    await (self.upgrade(life, number) if life.kind == "upgrading" else self.live(life))
                    _raise_first(callers)
                await self._last_life(callers)
            except Lost as lost:
                raise Lost(f"after {self.kills} kills: {lost}") from lost
            finally:
                for caller in callers:
                    caller.cancel()
                await asyncio.gather(*callers, return_exceptions=True)
                await self.http.aclose()
                if self.nursery is not None:
                    await self.nursery.end()
        self.seconds = time.monotonic() - began

    async def live(self, life: Life) -> None:
        """One life of the servers, with all clients calling, to its end."""
        mark = self.folder / "mark"
        servers = Servers(self.db, life, mark, self.receivers.env, self.shim, self.nursery)
        reaching = asyncio.create_task(self._reach(servers, life.front, life.pick))
        try:
            await self._until_death(servers, life, reaching)
        finally:
            self.received.on_next = None
            reaching.cancel()
            for client in self.clients:
                client.connect(None)
            await servers.end()
            await asyncio.gather(reaching, return_exceptions=True)
        self.count(life, mark)
        self.let_time_pass()
        await self.prove()

    def let_time_pass(self) -> None:
        """As if the minutes were over after which payouts are handed over again."""
        self.place.meddle("UPDATE payouts SET next_attempt_at = created_at WHERE status = 10")

    async def _until_death(self, servers: Servers, life: Life, reaching: asyncio.Task[None]) -> None:
        if life.kind == "starting":
            await asyncio.sleep(life.delay)
        elif life.kind == "any_time":
            await asyncio.wait([reaching], timeout=60)
            await asyncio.sleep(life.delay)
        else:
            if life.kind == "mail_taken":
                self.received.on_next = lambda: self._kill_all(servers)
            await asyncio.wait([reaching], timeout=60)
            await servers.one_died(LONGEST)

    def _kill_all(self, servers: Servers) -> None:
        """From the thread of a receiver, which has not yet said that it has the mail."""
        if not (self.folder / "mark").exists():
            (self.folder / "mark").touch()
            for process in servers.processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)

    async def _reach(self, servers: Servers, front: str, pick: int) -> None:
        """Start what serves and connect the clients: to one HTTP server, to stdio servers of their own, or to either."""
        own = [] if front == "http" else [self.clients[pick % COMPANIES], self.clients[COMPANIES + pick % PEOPLE]]
        lines = [(client, await servers.stdio(client.token)) for client in own[: 1 if front == "both" else 2]]
        rest = [client for client in self.clients if client not in own]
        if front != "stdio":
            base = await servers.http()
            if await healthy(base, servers.processes[-1], self.http):
                shared = HttpLine(base, self.http)
                for client in rest:
                    client.connect(shared)
        for client, line in lines:
            await self._greet(client, line)

    async def _greet(self, client: Client, line: StdioLine) -> None:
        with contextlib.suppress(Gone, TimeoutError):
            await line.greet()
            client.connect(line)

    def count(self, life: Life, mark: Path) -> None:
        self.kills += 1
        came = life.kind in OUTSIDE or mark.exists()
        (self.hit if came else self.missed)[life.kind] += 1
        mark.unlink(missing_ok=True)

    async def prove(self) -> None:
        """Hold what is known now against what is stored now, while the next life goes on."""
        await self.proven()
        before = self._known()
        store = await asyncio.to_thread(self.place.snapshot)
        known = replace(before, sent=self._sent(), received_by_then=frozenset(self.received.ids))
        self._proof = asyncio.create_task(asyncio.to_thread(self._hold, store, known))

    async def proven(self) -> None:
        """Wait for the last proof."""
        if self._proof is not None:
            await self._proof

    def _hold(self, store: Store, known: Known) -> None:
        with closing(store):
            hold_against(store, known, files=self._files)

    def _known(self) -> Known:
        frozen = (Made(**{name: getattr(made, name) for name in Made.__slots__}) for made in self.book.made)
        received = frozenset(self.received.ids)
        return Known(tuple(frozen), received, self._sent(), received)

    def _sent(self) -> Counter[str]:
        sent = Counter[str]()
        for made in self.book.made:
            sent[made.tool] += 0 if made.keyed else made.tries
        return sent

    async def upgrade(self, life: Life, number: int) -> None:
        """A first start that dies while it makes the tables; the second start has to make them all."""
        db, mark = self.folder / f"new{number}.db", self.folder / "mark"
        dying = Servers(db, life, mark, self.receivers.env, None)
        await dying.http()
        await dying.one_died(LONGEST)
        await dying.end()
        self.count(life, mark)
        again = Servers(db, None, mark, self.receivers.env, None)
        base = await again.http()
        if not await asyncio.wait_for(healthy(base, again.processes[0], self.http), 60):
            raise Lost(f"a first start was killed at statement {life.n}; the second one ended")
        await again.stop()
        if sorted(applied(db)) != shipped():
            raise Lost(f"a first start was killed at statement {life.n}; the second one left out a part")
        with closing(store_in(db)) as store:
            hold_against(store, NOTHING)

    async def _last_life(self, callers: list[asyncio.Task[None]]) -> None:
        for client in self.clients:
            client.stopping = True
        self.let_time_pass()
        async with self.served():
            await asyncio.wait_for(asyncio.gather(*callers), 240)
            assert self.clients[0].line is not None
            await self._repeat_some(self.clients[0].line)
            await self._until_quiet()
        where: Any = self.place.where
        proof = await asyncio.to_thread(run, "ledger", "verify", db=where, check=False, **self.place.env)
        if proof.returncode:
            raise Lost(f"the books: {proof.stdout}{proof.stderr}")
        await self.prove()
        await self.proven()
        with closing(self.place.snapshot()) as store:
            hold_against_at_the_end(store, self._known())
        if self.received.changed:
            raise Lost(f"messages that came again and said something else: {self.received.changed}")

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        """A server for all clients, which is not killed but stopped."""
        servers = Servers(self.db, None, self.folder / "mark", self.receivers.env, None)
        try:
            await self._reach(servers, "http", 0)
            yield
            await servers.stop()
        finally:
            await servers.end()

    async def _repeat_some(self, line: Line) -> None:
        """Calls answered long ago, once more: the same answer, as a repeat."""
        told = [made for made in self.book.told() if made.keyed and not (made.waits or made.may_be_lost)]
        for made in self.random.sample(told, min(60, len(told))):
            again = Made(made.token, made.tool, made.key, made.arguments)
            settle(again, [await line.call(made.token, made.tool, made.arguments)], self.book)
            if not again.replayed or (again.first_answer, again.call_id) != (made.first_answer, made.call_id):
                raise Lost(f"{made.tool} was answered {made.answer}, and when repeated {again.answer or again.refused}")

    async def _until_quiet(self) -> None:
        """Wait until no job, no mail and no payout is left to do."""
        deadline, next_end = time.monotonic() + 240, 0.0
        while time.monotonic() < deadline:
            if time.monotonic() > next_end:
                next_end = time.monotonic() + 3
                for sql in LEASES_ARE_OVER:
                    self.place.meddle(sql)
            left = await asyncio.to_thread(self.place.ask, LEFT_TO_DO)
            if left == (0, 0, 0):
                return
            await asyncio.sleep(0.2)
        raise Lost(f"{left[0]} jobs, {left[1]} mails and {left[2]} payouts are never done")

    def summary(self) -> str:
        told = self.book.told()
        again = [made for made in self.book.made if made.tries > 1]
        mails, twice = len(self.received.said), len(self.received.ids) - len(self.received.said)
        return (
            f"{self.kills} kills in {self.seconds:.0f} s ({self.seconds / max(1, self.kills):.1f} s each); "
            f"at their moment: {dict(sorted(self.hit.items()))}; missed: {dict(sorted(self.missed.items()))}"
            f"{f'; killed: {dict(sorted(self.killed.items()))}' if self.killed else ''}\n"
            f"{len(told)} calls answered ({dict(sorted(Counter(made.tool for made in told).items()))}), "
            f"{len(self.book.made) - len(told)} refused, {len(again)} sent more than once, "
            f"{sum(made.replayed for made in told)} of which had happened before, {self.book.doubled} sent twice at once; "
            f"{mails} mails and messages, {twice} of them again. Nothing lost, nothing double."
        )


def _raise_first(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        if task.done():
            task.result()


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: SIGKILL leaves the same there, and no sync waits for a disk.

    It is kept when what is done in it fails."""
    folder = memory_folder("crash-")
    yield folder
    shutil.rmtree(folder)


def memory_folder(prefix: str) -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix=prefix, dir=memory if os.access(memory, os.W_OK) else None))


async def crash(folder: Path, kills: int, seed: int, lives: list[Life] | None = None) -> Crash:
    """Play it; what there is to tell afterwards."""
    harness = Crash(folder, seed, forks=kills >= FORKS_FROM)
    await harness.prepare()
    await harness.play(lives if lives is not None else drawn(kills, Random(seed)))
    return harness
