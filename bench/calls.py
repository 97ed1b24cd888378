"""What a call costs: over stdio, in process, over HTTP with many callers, in the store alone; memory."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from bench.bare import bare_server
from bench.measure import Figure, at_least, at_most, interleaved
from server.app import App
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from server.protocol.tool_handlers import HallServer
from store.database import Database, Transaction
from store.ledger import OUTSIDE, Books
from store.types import PLATFORM, Money, Owner
from store.upgrade import upgrade

ROOT = Path(__file__).resolve().parents[1]
UNLIMITED = {"HIRINGHALL_RATE": "100000000/minute"}
CALLERS = 32
_numbers = itertools.count()


async def run() -> list[Figure]:
    """All figures about calls."""
    with tempfile.TemporaryDirectory(dir=ROOT / "bench") as folder:
        db = Path(folder) / "hall.db"
        token = await prepare(db)
        return [
            await _stdio(db, token),
            await _in_process(Path(folder) / "process.db"),
            await _http(db, token),
            await _store(Path(folder) / "store.db"),
            await _memory(db, token),
        ]


async def prepare(db: Path) -> str:
    app = await App.open(db)
    made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
    await app.close()
    return made.token


def charged_write() -> tuple[str, dict[str, Any]]:
    """A durable write that costs a fee: one insert and its checks, beside the charge's own statements."""
    return "run_write", {"tool": "create_task_group", "arguments": {"title": f"Group {next(_numbers)}"}}


async def _call(client: Client) -> None:
    tool, arguments = charged_write()
    result = await client.call_tool(tool, arguments)
    if result.is_error:
        raise RuntimeError(result.content)


def ours_over_stdio(db: Path, token: str) -> StdioServerParameters:
    env = {**os.environ, **UNLIMITED, "HIRINGHALL_TOKEN": token}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "server", "serve", "--db", str(db)], cwd=ROOT, env=env
    )


BARE = StdioServerParameters(command=sys.executable, args=["-m", "bench.bare"], cwd=ROOT)


async def _stdio(db: Path, token: str) -> Figure:
    async with Client(ours_over_stdio(db, token)) as ours, Client(BARE) as bare:
        value, baseline = await interleaved(lambda: _call(ours), lambda: bare.call_tool("nothing", {}), 500)
    return at_most("stdio call p50, charged durable write", value, baseline, 1.30)


async def _in_process(db: Path) -> Figure:
    app = await App.open(db, throttle=Throttle("100000000/minute"), alone=True)
    try:
        made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
        async with Client(HallServer(app, made.token).mcp) as ours, Client(bare_server()) as bare:
            value, baseline = await interleaved(lambda: _call(ours), lambda: bare.call_tool("nothing", {}), 500)
    finally:
        await app.close()
    return at_most("the same in process", value, baseline, 2.5)


async def _http(db: Path, token: str) -> Figure:
    """Both servers are up all the time; the load alternates between them."""
    async with (
        serving([sys.executable, "-m", "bench.bare"], None) as bare,
        serving([sys.executable, "-m", "server", "serve", "--db", str(db), "--http"], "127.0.0.1:") as ours,
    ):
        rates: tuple[list[float], list[float]] = ([], [])
        for _ in range(9):
            rates[0].append(await _rate(ours, token, hall=True))
            rates[1].append(await _rate(bare, token, hall=False))
    return at_least(
        f"HTTP, {CALLERS} callers, charged durable writes",
        statistics.median(rates[0]),
        statistics.median(rates[1]),
        0.85,
        "calls/s",
    )


async def _rate(base: str, token: str, *, hall: bool, calls: int = 15) -> float:
    async with contextlib.AsyncExitStack() as stack:
        clients = []
        for _ in range(CALLERS):
            http = await stack.enter_async_context(create_mcp_http_client(headers={"Authorization": f"Bearer {token}"}))
            clients.append(
                await stack.enter_async_context(Client(streamable_http_client(f"{base}/mcp", http_client=http)))
            )

        async def work(client: Client) -> None:
            for _ in range(calls):
                await (_call(client) if hall else client.call_tool("nothing", {}))

        start = time.perf_counter()
        await asyncio.gather(*(work(client) for client in clients))
        return CALLERS * calls / (time.perf_counter() - start)


@contextlib.asynccontextmanager
async def serving(command: list[str], prefix: str | None) -> AsyncIterator[str]:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command, f"{prefix or ''}{port}"], cwd=ROOT, env={**os.environ, **UNLIMITED}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                break
            await asyncio.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


async def _store(db: Path) -> Figure:
    """Durable charges a second with callers that wait together, over one fsync for each."""
    upgrade(db)
    database = await Database.open(db)
    try:
        now = datetime_now()
        owner = Owner("agent", 1)
        await database.write(lambda tx: _fund(tx, owner, now))
        together, alone = [], []
        for _ in range(3):
            together.append(await _charges(database, owner, CALLERS, 40))
            alone.append(await _charges(database, owner, 1, 400))
    finally:
        await database.close()
    return at_least(
        f"store alone, durable charges at {CALLERS} waiting callers",
        statistics.median(together),
        statistics.median(alone),
        3,
        "charges/s",
    )


def datetime_now() -> Any:
    from server.app import system_clock

    return system_clock()


def _fund(tx: Transaction, owner: Owner, now: Any) -> None:
    books = Books(tx, now)
    books.move(
        books.account(PLATFORM, OUTSIDE, "USDT"), books.purse(owner, "USDT"), Money(10**15, "USDT"), kind="deposit"
    )


async def _charges(database: Database, owner: Owner, callers: int, each: int) -> float:
    def charge(tx: Transaction) -> None:
        books = Books(tx, datetime_now())
        books.move(
            books.purse(owner, "USDT"), books.account(PLATFORM, "fees", "USDT"), Money(1000, "USDT"), kind="charge"
        )

    async def caller() -> None:
        for _ in range(each):
            await database.write(charge)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return callers * each / (time.perf_counter() - start)


async def _memory(db: Path, token: str) -> Figure:
    async with Client(ours_over_stdio(db, token)) as ours, Client(BARE) as bare:
        await asyncio.sleep(3)
        for _ in range(100):
            await _call(ours)
            await bare.call_tool("nothing", {})
        value, baseline = _resident("server serve"), _resident("bench.bare")
    return at_most("memory while serving", value, baseline, 2, "MiB")


def _resident(words: str) -> float:
    """Resident memory in MiB of our child whose command line ends in these words."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            status = (folder / "status").read_text()
            if words in line and f"PPid:\t{os.getpid()}" in status:
                return int(status.split("VmRSS:")[1].split()[0]) / 1024
    raise LookupError(words)


if __name__ == "__main__":
    for figure in asyncio.run(run()):
        print(figure.line())
