"""Two servers on one PostgreSQL server, which are killed in turns with it while clients call: nothing lost, nothing double."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import psycopg
import pytest

from server.app import App
from server.operator import set_confirmation_limit, token_for_agent
from store.opening import reading
from store.types import Owner
from store.wallet.audit import differences
from tests.clients.serving import PROGRAM, ROOT, free_port
from tests.crash.clients import in_days
from tests.crash.servers import Gone, HttpLine, healthy
from tests.postgresql import KEEPING, Cluster, new_cluster, programs

CALLERS = 6
# Refusals that say to come again.
PASSING = ("store_gone", "store_unsure", "store_busy", "deadline")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    made = new_cluster(found, KEEPING)
    yield made
    made.stop()


class Halls:
    """Two servers of one hall, the database server behind them, and what clients were told."""

    def __init__(self, cluster: Cluster, url: str, env: dict[str, str], random: Random) -> None:
        self._cluster, self._url, self._env, self._random = cluster, url, env, random
        self._http = httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_keepalive_connections=0))
        self._ports = [free_port(), free_port()]
        self._processes: list[Process] = []
        self.told: dict[str, str] = {}
        self.unsure = 0
        self.stopping = False

    async def start(self) -> None:
        self._processes = [await self._serve(port) for port in self._ports]

    async def _serve(self, port: int) -> Process:
        process = await asyncio.create_subprocess_exec(
            *PROGRAM, "serve", "--http", f"127.0.0.1:{port}", cwd=ROOT, env={**os.environ, **self._env},
            stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL,
        )  # fmt: skip
        assert await healthy(f"http://127.0.0.1:{port}", process, self._http)
        return process

    async def call_on(self, token: str, caller: int) -> None:
        """Make one record after the other, each until it is answered, by whichever server is there."""
        lines = [HttpLine(f"http://127.0.0.1:{port}", self._http) for port in self._ports]
        number = 0
        while not self.stopping:
            number += 1
            key = f"{caller}-{number}"
            self.told[key] = await self._until_answered(lines, token, key)

    async def _until_answered(self, lines: list[HttpLine], token: str, key: str) -> str:
        hire = {
            "stage": "pending", "title": "Developer", "type": "external", "budget": "1.00", "description": "Python",
            "job_start": in_days(200), "job_end": in_days(400),
        }  # fmt: skip
        arguments = {"title": key, "idempotency_key": key, "industry": {"name": "Software"}, "hires": [hire]}
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(Gone):
                result = await self._random.choice(lines).call(token, "create_inquiry", arguments)
                if not result.get("isError"):
                    return str(result["structuredContent"]["inquiry_id"])
                code = json.loads(result["content"][0]["text"])["code"]
                assert code in PASSING, result
                self.unsure += code == "store_unsure"
            await asyncio.sleep(0.05)
        raise AssertionError(f"{key} was not answered for a minute")

    async def kill(self, what: str) -> None:
        if what == "a server of the hall":
            index = self._random.randrange(2)
            self._processes[index].kill()
            await self._processes[index].wait()
            self._processes[index] = await self._serve(self._ports[index])
        elif what == "a process of the database":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._backend(), signal.SIGKILL)
        else:
            self._cluster.end(signal.SIGKILL)
            await asyncio.to_thread(self._serve_database)

    def _serve_database(self) -> None:
        """Its orphans take a moment to notice."""
        for _ in range(50):
            try:
                return self._cluster.serve()
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise AssertionError("the database server does not start again")

    def _backend(self) -> int:
        with psycopg.connect(self._url) as shell:
            pids = shell.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'hiringhall'").fetchall()
            # Right after a crash none may be connected yet: then it is this one's turn.
            own = shell.execute("SELECT pg_backend_pid()").fetchall()
        return int(self._random.choice(pids or own)[0])

    async def end(self) -> None:
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        await asyncio.gather(*(process.wait() for process in self._processes))
        await self._http.aclose()


KILLS = ("the database", "a process of the database", "a server of the hall")


async def killed(cluster: Cluster, folder: Path, kills: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> Halls:
    """Kill one after the other while clients call, and hold what they were told against what is stored."""
    url, random = cluster.fresh(), Random(seed)
    env = {"HIRINGHALL_DB": url, "HIRINGHALL_FOLDER": str(folder / "kept"), "HIRINGHALL_SECRET": "s" * 32}
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    app = await App.open(url)
    tokens = []
    for index in range(CALLERS):
        made = await token_for_agent(app, f"Agent {index}", f"Company {index}", "EUR", "9000 USDT")
        await set_confirmation_limit(app, Owner("agent", made.id), None, never=True)
        tokens.append(made.token)
    await app.close()
    halls = Halls(cluster, url, env, random)
    await halls.start()
    callers = [asyncio.create_task(halls.call_on(token, index)) for index, token in enumerate(tokens)]
    try:
        for number in range(kills):
            await asyncio.wait(callers, timeout=0.2 + random.random() * 0.6, return_when=asyncio.FIRST_EXCEPTION)
            await halls.kill(KILLS[number % len(KILLS)])
        halls.stopping = True
        await asyncio.gather(*callers)
    finally:
        for caller in callers:
            caller.cancel()
        await halls.end()
    hold_against(url, halls.told)
    return halls


def hold_against(url: str, told: dict[str, str]) -> None:
    with reading(url) as tx:
        assert differences(tx) == []
        stored = tx.all("SELECT title, public_id FROM inquiries ORDER BY id")
        assert len(stored) == len(told), "something is lost or there twice"
        assert {row["title"]: str(row["public_id"]) for row in stored} == told
        assert tx.value("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'") == len(told)
        charges = "SELECT count(*) FROM ledger_transfers WHERE kind = 'charge' AND tool = 'create_inquiry'"
        assert tx.value(charges) == len(told)


async def test_three_kills_on_a_database_server_lose_nothing_and_double_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halls = await killed(cluster, tmp_path, 3, 5, monkeypatch)
    assert len(halls.told) > 20


@pytest.mark.slow
async def test_thirty_kills_on_a_database_server_lose_nothing_and_double_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halls = await killed(cluster, tmp_path, 30, 12, monkeypatch)
    assert len(halls.told) > 200
