"""Two halls on one PostgreSQL server, of which one, both or the server itself are killed while clients call.

The server keeps its promises (fsync, synchronous_commit), and writes its log late: what a hall commits without waiting for the
disk is in the server's memory for seconds, and lost with it unless the hall waits for it before it answers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import httpx
import psycopg

from store.installation_key import InstallationKey
from tests.clients.serving import free_port
from tests.crash.book import Lost
from tests.crash.forking import LAUNCHER, begun
from tests.crash.harness import FORKS_FROM, LONGEST, Crash, memory_folder
from tests.crash.launcher import CLUSTER, DATABASE, TOLD
from tests.crash.places import ServerPlace
from tests.crash.plan import Life, drawn_on_server
from tests.crash.servers import HttpLine, healthy
from tests.postgresql import KEEPING, Cluster, new_cluster

PROMISES = f"""{KEEPING}
fsync = on
synchronous_commit = on
full_page_writes = on
wal_writer_delay = 5s
checkpoint_timeout = 30s
"""


class Hall:
    """One of the two: its port, another one at every start, and its process."""

    def __init__(self) -> None:
        self.port = 0
        self.process: Any = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.returncode is None

    def aim(self, life: Life) -> None:
        """Tell it at which moment to die, or to kill the database."""
        victim = DATABASE if life.victim == DATABASE else "itself"
        delay = life.delay if life.kind == "soon_after_commit" else 0.0
        self.process.stdin.write(f"{life.kind} {life.n} {delay} {victim}\n".encode())


class EitherLine:
    """Calls that go to one hall or the other, as chance has it."""

    def __init__(self, halls: list[Hall], http: httpx.AsyncClient, random: Random) -> None:
        self._halls, self._http, self._random = halls, http, random

    async def call(self, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        base = self._random.choice(self._halls).base
        return await HttpLine(base, self._http).call(token, tool, arguments)


class CrashOnServer(Crash):
    """Two halls that live on from kill to kill, as far as they are not what is killed."""

    def __init__(self, folder: Path, seed: int, cluster: Cluster, forks: bool = False) -> None:
        super().__init__(folder, seed, forks, ServerPlace(cluster, cluster.fresh(), folder))
        self.cluster = cluster
        self.mark = folder / "mark"
        self.halls = [Hall(), Hall()]
        self.place.path.parent.mkdir(mode=0o700)
        InstallationKey.beside(self.place.path)
        self._line = EitherLine(self.halls, self.http, Random(seed))

    async def live(self, life: Life) -> None:
        """Until what is to be killed is killed, and serves again."""
        await self._serve()
        # It looks at the database over a connection, which would be lost with it.
        await self.proven()
        hall = self.halls[life.pick % 2]
        await self._until_it_comes(hall, life)
        self.received.on_next = None
        await self._kill(life.victim, hall)
        if life.kind == "starting":
            await self._start_again(life.victim, hall, wait=False)
            await asyncio.sleep(life.delay)
            await self._kill(life.victim, hall)
        self.count(life, self.mark)
        self.killed[life.victim] += 1
        await self._start_again(life.victim, hall)
        if life.victim in (DATABASE, "process"):
            self._doubt_reads()
        self.let_time_pass()
        await self.prove()

    def _doubt_reads(self) -> None:
        for made in self.book.made:
            made.may_be_lost = made.may_be_lost or (made.reads and made.answer is not None)

    async def _until_it_comes(self, hall: Hall, life: Life) -> None:
        """Until the moment has come at which it dies, or did not come."""
        if life.kind == "starting":
            return
        if life.kind == "any_time":
            await asyncio.sleep(life.delay / 2)
            self.mark.touch()
            return
        if life.kind == "mail_taken":
            self.received.on_next = lambda: self._kill_at_mail(life.victim, hall)
        else:
            hall.aim(life)
        deadline = time.monotonic() + LONGEST / 2
        while not self.mark.exists() and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        if life.kind != "mail_taken" and hall.lives:
            # Else it might come in another life.
            hall.aim(replace(life, n=0))

    def _kill_at_mail(self, victim: str, hall: Hall) -> None:
        """From the thread of a receiver, which has not yet said that it has the mail. Which hall sent it is not known."""
        if self.mark.exists():
            return
        if victim == DATABASE:
            self.cluster.kill()
        else:
            for each in self.halls if victim == "halls" else [hall]:
                if each.lives:
                    os.kill(each.process.pid, signal.SIGKILL)
        self.mark.touch()

    async def _kill(self, victim: str, hall: Hall) -> None:
        """What the moment has not killed yet."""
        if victim == DATABASE:
            await asyncio.to_thread(self.cluster.kill)
        elif victim == "process":
            await asyncio.to_thread(self._kill_a_process)
        else:
            for each in self.halls if victim == "halls" else [hall]:
                # One that was killed at its moment may be known to be gone.
                with contextlib.suppress(ProcessLookupError):
                    each.process.kill()
                await each.process.wait()

    def _kill_a_process(self) -> None:
        """One that serves a hall; the others are ended by the server then."""
        _, pid = self.place.ask(
            "SELECT application_name <> 'hiringhall', pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " ORDER BY 1, random() LIMIT 1"
        )
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.005)

    async def _start_again(self, victim: str, hall: Hall, wait: bool = True) -> None:
        """wait: until all serve again. What was not killed has to go on meanwhile, or come back by itself."""
        if victim == DATABASE:
            await self._start_database(wait)
        elif victim == "halls":
            await self._serve(wait)
        elif victim == "one":
            if wait:
                await self._answered("one of two halls was killed, and the other")
            await self._serve(wait)
        if not wait:
            return
        for each in self.halls:
            if not each.lives or not await asyncio.wait_for(healthy(each.base, each.process, self.http), 60):
                raise Lost(f"a hall ended when {victim} was killed")
        await self._answered(f"{victim} was killed, and the halls")

    async def _start_database(self, wait: bool) -> None:
        deadline = time.monotonic() + 60
        while True:
            # Here, since it would end with another thread.
            self.cluster.begin()
            try:
                return await asyncio.to_thread(self.cluster.wait) if wait else None
            except psycopg.OperationalError:
                # The kernel takes a moment to let go of the memory of those that were killed.
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.05)

    async def _answered(self, what: str) -> None:
        """Lost, when nobody is answered any more."""
        before, deadline = len(self.book.told()), time.monotonic() + 60
        while len(self.book.told()) == before:
            if time.monotonic() > deadline:
                raise Lost(f"{what} answered nobody for a minute")
            await asyncio.sleep(0.01)

    async def _serve(self, wait: bool = True) -> None:
        """Both halls are up, and the clients call them."""
        dead = [hall for hall in self.halls if not hall.lives]
        for hall in dead:
            hall.process = await self._begin(hall)
        for hall in dead if wait else []:
            if not await asyncio.wait_for(healthy(hall.base, hall.process, self.http), 60):
                raise Lost("a hall that was started again ended")
        for client in self.clients:
            client.connect(self._line)

    async def _begin(self, hall: Hall) -> Any:
        env = {**os.environ, **self.receivers.env, **self.place.env, CLUSTER: str(self.cluster.folder / "data")}
        hall.port = free_port()
        args = [
            TOLD,
            "0",
            "0",
            str(self.mark),
            "serve",
            "--http",
            f"127.0.0.1:{hall.port}",
            "--db",
            str(self.place.where),
        ]
        return await begun(self.nursery, LAUNCHER, args, env)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        await self._serve()
        yield
        for hall in self.halls:
            hall.process.terminate()
        await asyncio.wait_for(asyncio.gather(*(hall.process.wait() for hall in self.halls)), 60)
        broken = await asyncio.to_thread(self.place.broken_pages)
        if broken:
            raise Lost(f"tables or indexes are damaged: {broken}")

    async def end(self) -> None:
        """Kill what still lives."""
        for hall in self.halls:
            if hall.lives:
                hall.process.kill()
                await hall.process.wait()


@contextmanager
def promising_cluster(programs: Path) -> Iterator[Cluster]:
    """A server that loses nothing it has promised. Its data are kept when what is done with it fails."""
    folder = memory_folder("crash-cluster-")
    # Its own user has to come in.
    folder.chmod(0o755)
    cluster = new_cluster(programs, PROMISES, folder)
    try:
        yield cluster
    except BaseException:
        cluster.end()
        raise
    cluster.stop()
    shutil.rmtree(folder)


async def crash_on_server(
    folder: Path, kills: int, seed: int, cluster: Cluster, lives: list[Life] | None = None
) -> CrashOnServer:
    """Play it; what there is to tell afterwards."""
    harness = CrashOnServer(folder, seed, cluster, forks=kills >= FORKS_FROM)
    await harness.prepare()
    try:
        await harness.play(lives if lives is not None else drawn_on_server(kills, Random(seed)))
    finally:
        await harness.end()
    return harness
