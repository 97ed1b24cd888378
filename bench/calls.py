"""What a call costs: over stdio, in process, over HTTP with many callers, in the store alone; memory."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from mcp import Client

from bench.baselines.bare import bare_server
from bench.load import Named, calls_a_second
from bench.measure import Figure, at_least, at_most, interleaved
from bench.processes import (
    BARE,
    BARE_HTTP,
    LEAST_HTTP,
    folder,
    least_over_stdio,
    ours_over_http,
    ours_over_stdio,
    processor_seconds,
    resident,
    serving,
)
from server.app import App, system_clock
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from server.protocol.tool_handlers import HallServer
from store.database import Database, Transaction
from store.ledger import OUTSIDE, Books
from store.types import PLATFORM, Money, Owner
from store.upgrade import upgrade

CALLERS = 32
ROUNDS = 500
# So that no request holds more positions than a usual one.
INQUIRIES = 40
READ: Named = ("get_wallet", {})
NOTHING: Named = ("nothing", {})
# Of the command lines of our servers.
OURS = "server serve"
HIRE = {
    "stage": "draft",
    "title": "Photographer",
    "type": "external",
    "budget": "81.00",
    "job_start": "2026-12-01T09:00:00Z",
    "job_end": "2026-12-01T17:00:00Z",
    "description": "Brings the lights.",
}
_numbers = itertools.count()


async def run() -> None:
    """Print all figures about calls, each when it is measured."""
    with folder() as files:
        db = files / "hall.db"
        token = await prepare(db)
        for part in (
            _stdio(db, token),
            _in_process(files / "process.db"),
            _http(db, token),
            _store(files / "store.db"),
            _memory(db, token),
        ):
            async for figure in part:
                print(figure.line(), flush=True)


async def prepare(db: Path) -> str:
    """A hall with an agent that has money; its token."""
    app = await App.open(db)
    try:
        made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
    finally:
        await app.close()
    return made.token


def charged_write() -> Named:
    """A durable write that costs a fee: one insert and its checks, beside the charge's own statements."""
    return "run_write", {"tool": "create_task_group", "arguments": {"title": f"Group {next(_numbers)}"}}


async def called(client: Client, named: Named) -> dict[str, Any]:
    result = await client.call_tool(*named)
    if result.is_error:
        raise RuntimeError(result.content)
    return result.structured_content or {}


async def _stdio(db: Path, token: str) -> AsyncIterator[Figure]:
    async with Client(ours_over_stdio(db, token)) as ours, Client(BARE) as bare:
        found = [await called(ours, ("create_inquiry", _inquiry(number))) for number in range(INQUIRIES)]
        ids = itertools.cycle([each["inquiry_id"] for each in found])
        works: tuple[tuple[str, Callable[[], Named], float], ...] = (
            ("stdio call p50, smallest charged durable write (create_task_group)", charged_write, 0.85),
            ("the same, a middling one (add_inquiry_position)", lambda: _position(next(ids)), 1.2),
            ("the same, a free read (get_wallet)", lambda: READ, 0.75),
        )
        for name, make, goal in works:
            value, baseline = await interleaved(_calling(ours, make), _calling(bare, lambda: NOTHING), ROUNDS)
            yield at_most(f"{name}, over a no-op on the bare server", value, baseline, goal)
        durable = least_over_stdio(db.with_name("page"))
        async with Client(least_over_stdio()) as least, Client(durable) as on_disk:
            for name, client in (("an answer that is ready", least), ("the same after a page is on the disk", on_disk)):
                value, baseline = await interleaved(
                    _calling(client, lambda: NOTHING), _calling(bare, lambda: NOTHING), ROUNDS
                )
                yield at_most(f"for comparison: the least over stdio, {name}", value, baseline, 0).unbounded


def _calling(client: Client, make: Callable[[], Named]) -> Callable[[], Awaitable[object]]:
    return lambda: called(client, make())


def _inquiry(number: int) -> dict[str, Any]:
    return {"title": f"Portraits of {number + 40} people", "industry": {"name": "Acme Ltd"}, "hires": [HIRE]}


def _position(inquiry_id: int) -> Named:
    return "run_write", {"tool": "add_inquiry_position", "arguments": {"inquiry_id": inquiry_id, **HIRE}}


async def _in_process(db: Path) -> AsyncIterator[Figure]:
    app = await App.open(db, throttle=Throttle("100000000/minute"), alone=True)
    try:
        made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
        async with Client(HallServer(app, made.token).mcp) as ours, Client(bare_server()) as bare:
            value, baseline = await interleaved(_calling(ours, charged_write), _calling(bare, lambda: NOTHING), ROUNDS)
    finally:
        await app.close()
    yield at_most("in process, charged durable write, over a no-op", value, baseline, 2.5)


async def _http(db: Path, token: str) -> AsyncIterator[Figure]:
    """All servers are up all the time; the load alternates between them."""
    async with serving(BARE_HTTP) as bare, serving(LEAST_HTTP) as least, serving(ours_over_http(db)) as ours:
        loads = (
            (ours, "charged durable writes", charged_write, OURS),
            (ours, "free reads", lambda: READ, OURS),
            (bare, "no-ops", lambda: NOTHING, "bench.baselines.bare"),
            (least, "ready answers", lambda: NOTHING, "bench.baselines.least"),
        )
        rates: dict[str, list[float]] = {name: [] for _, name, _, _ in loads}
        computed: dict[str, list[float]] = {name: [] for _, name, _, _ in loads}
        for _ in range(9):
            for port, name, make, words in loads:
                before = processor_seconds(words)
                rates[name].append(await calls_a_second([port], token, make, CALLERS, 20))
                computed[name].append((processor_seconds(words) - before) * 1000 / (CALLERS * 20))
    rate = {name: statistics.median(taken) for name, taken in rates.items()}
    spent = {name: statistics.median(taken) for name, taken in computed.items()}
    for name, goal in (("charged durable writes", 1.5), ("free reads", 2.5)):
        whole = f"HTTP, {CALLERS} callers from raw sockets, {name}, over no-ops on the bare server"
        yield at_least(whole, rate[name], rate["no-ops"], goal, "calls/s")
    least_of_all = f"for comparison: the least over HTTP, {CALLERS} callers from raw sockets, an answer that is ready"
    yield at_least(least_of_all, rate["ready answers"], rate["no-ops"], 0, "calls/s").unbounded
    for name in ("charged durable writes", "free reads", "ready answers"):
        yield at_most(
            f"processor time of the server for one of these {name}", spent[name], spent["no-ops"], 0
        ).unbounded


async def _store(db: Path) -> AsyncIterator[Figure]:
    """Durable charges a second with callers that wait together, over one fsync for each."""
    upgrade(db)
    database = await Database.open(db)
    try:
        owner = Owner("agent", 1)
        await database.write(lambda tx: fund(tx, owner, system_clock()))
        together, alone = [], []
        for _ in range(3):
            together.append(await charges_a_second(database, owner, CALLERS, 40))
            alone.append(await charges_a_second(database, owner, 1, 400))
    finally:
        await database.close()
    yield at_least(
        f"store alone, durable charges at {CALLERS} waiting callers",
        statistics.median(together),
        statistics.median(alone),
        3,
        "charges/s",
    )


def fund(tx: Transaction, owner: Owner, now: datetime) -> None:
    books = Books(tx, now)
    books.move(
        books.account(PLATFORM, OUTSIDE, "USDT"), books.purse(owner, "USDT"), Money(10**15, "USDT"), kind="deposit"
    )


async def charges_a_second(database: Database, owner: Owner, callers: int, each: int) -> float:
    def charge(tx: Transaction) -> None:
        books = Books(tx, system_clock())
        books.move(
            books.purse(owner, "USDT"), books.account(PLATFORM, "fees", "USDT"), Money(1000, "USDT"), kind="charge"
        )

    async def caller() -> None:
        for _ in range(each):
            await database.write(charge)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return callers * each / (time.perf_counter() - start)


async def _memory(db: Path, token: str) -> AsyncIterator[Figure]:
    """When all that a hall loads by itself is there. A message that is not plain has the protocol's library loaded."""
    async with Client(ours_over_stdio(db, token)) as ours, Client(BARE) as bare:
        await asyncio.sleep(3)
        for _ in range(100):
            await called(ours, charged_write())
            await called(bare, NOTHING)
        yield at_most("memory while serving", *_resident(), 1.5, "MiB")
        await ours.list_prompts()
        yield at_most("the same, after a message that the protocol's library answers", *_resident(), 0, "MiB").unbounded
    async with serving(BARE_HTTP) as bare_port, serving(ours_over_http(db)) as port:
        await asyncio.sleep(3)
        await calls_a_second([port], token, charged_write, CALLERS, 10)
        await calls_a_second([bare_port], token, lambda: NOTHING, CALLERS, 10)
        yield at_most(f"the same over HTTP, {CALLERS} callers", *_resident(), 0, "MiB").unbounded


def _resident() -> tuple[float, float]:
    return resident(OURS), resident("bench.baselines.bare")


if __name__ == "__main__":
    asyncio.run(run())
