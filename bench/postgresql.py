"""A hall on a PostgreSQL server over a local socket, against the same hall in a file: the same calls, in turns.

The server is one of this run, with its data beside the file's and every commit on the disk."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from mcp import Client

from bench.calls import CALLERS, called, charged_write, charges_a_second, fund
from bench.measure import Figure, at_least, at_most, interleaved
from bench.processes import end_in_order
from server.app import App, system_clock
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from server.protocol.tool_handlers import HallServer
from store.database import Database
from store.installation_key import InstallationKey
from store.opening import open_database
from store.server_url import Where
from store.types import Owner
from tests.postgresql import KEEPING, new_cluster, programs

ROUNDS = 7


async def run() -> list[Figure]:
    """All figures, each the server's against the file's."""
    found = programs()
    if found is None:
        print("There is no PostgreSQL server on this machine.")
        return []
    end_in_order()
    # Where the server's user may enter, too.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cluster = new_cluster(found, KEEPING, Path(folder))
        try:
            return [
                await _alone(cluster.fresh(), Path(folder) / "alone.db"),
                await _together(cluster.fresh(), Path(folder) / "together.db"),
                await _store(cluster.fresh(), Path(folder) / "store.db"),
            ]
        finally:
            cluster.stop()


async def _hall(stack: AsyncExitStack, file: Path, server: str | None, alone: bool) -> tuple[App, str]:
    """A hall, and the token of somebody with money."""
    if server is not None:
        InstallationKey.beside(file)
    app = await App.open(file, server=server, throttle=Throttle("100000000/minute"), alone=alone)
    stack.push_async_callback(app.close)
    made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
    return app, made.token


async def _alone(server: str, file: Path) -> Figure:
    async with AsyncExitStack() as stack:
        clients = []
        for path, url in ((file.with_suffix(".pg"), server), (file, None)):
            app, token = await _hall(stack, path, url, alone=True)
            clients.append(await stack.enter_async_context(Client(HallServer(app, token).mcp)))
        value, baseline = await interleaved(
            lambda: called(clients[0], charged_write()), lambda: called(clients[1], charged_write()), 400
        )
    return at_most("PostgreSQL, charged durable write in process p50, over SQLite", value, baseline, 2.0)


async def _together(server: str, file: Path) -> Figure:
    """Calls of many clients that one wallet pays for."""
    rates: tuple[list[float], list[float]] = ([], [])
    async with AsyncExitStack() as stack:
        sides = []
        for path, url in ((file.with_suffix(".pg"), server), (file, None)):
            app, token = await _hall(stack, path, url, alone=False)
            sides.append([await stack.enter_async_context(Client(HallServer(app, token).mcp)) for _ in range(CALLERS)])
        for _ in range(ROUNDS):
            for clients, measured in zip(sides, rates, strict=True):
                measured.append(await _rate(clients))
    value, baseline = (statistics.median(measured) for measured in rates)
    return at_least(f"PostgreSQL, {CALLERS} callers on one wallet, over SQLite", value, baseline, 0.5, "calls/s")


async def _rate(clients: list[Client], calls: int = 10) -> float:
    async def work(client: Client) -> None:
        for _ in range(calls):
            await called(client, charged_write())

    start = time.perf_counter()
    await asyncio.gather(*(work(client) for client in clients))
    return len(clients) * calls / (time.perf_counter() - start)


async def _store(server: str, file: Path) -> Figure:
    """What the store alone does of it: durable charges of callers that wait together, in both stores."""
    owner = Owner("agent", 1)
    rates: tuple[list[float], list[float]] = ([], [])
    places: tuple[Where, Where] = (server, file)
    databases: list[Database] = [await open_database(place) for place in places]
    try:
        for database in databases:
            await database.write(lambda tx: fund(tx, owner, system_clock()))
        for _ in range(ROUNDS):
            for database, measured in zip(databases, rates, strict=True):
                measured.append(await charges_a_second(database, owner, CALLERS, 20))
    finally:
        for database in databases:
            await database.close()
    value, baseline = (statistics.median(measured) for measured in rates)
    return at_least(
        f"PostgreSQL, store alone, {CALLERS} waiting callers, over SQLite", value, baseline, 0.5, "charges/s"
    )


if __name__ == "__main__":
    for figure in asyncio.run(run()):
        print(figure.line())
