"""What a second server on the same PostgreSQL database adds: free reads a second of callers divided among two, over all at one.

python -m bench.two_servers"""

from __future__ import annotations

import asyncio
import os
import secrets
import statistics
import sys
import tempfile
from pathlib import Path

from bench.calls import CALLERS, READ
from bench.load import calls_a_second
from bench.measure import Figure, at_least
from bench.processes import end_in_order, ours_over_http, serving
from server.app import App
from server.operator import token_for_agent
from store.installation_key import SECRET_VARIABLE
from tests.postgresql import KEEPING, new_cluster, programs

ROUNDS, CALLS, GOAL = 9, 40, 1.2


async def run() -> list[Figure]:
    """Both servers are up all the time; the load alternates between both and one of them, each in its turn."""
    found = programs()
    if found is None:
        print("There is no PostgreSQL server on this machine.", file=sys.stderr)
        return []
    end_in_order()
    # Where the database server's user may enter, too.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cluster = new_cluster(found, KEEPING, Path(folder))
        try:
            url = cluster.fresh()
            # One key for whoever makes the hall and those who serve it.
            os.environ[SECRET_VARIABLE] = secrets.token_hex()
            token = await _prepare(url, Path(folder) / "hall.db")
            both, one = await _rates(url, token, folder)
        finally:
            cluster.stop()
    name = f"PostgreSQL, free reads of {CALLERS} callers from raw sockets at two servers, over one"
    return [at_least(name, both, one, GOAL, "calls/s")]


async def _prepare(url: str, file: Path) -> str:
    app = await App.open(file, server=url)
    try:
        made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
    finally:
        await app.close()
    return made.token


async def _rates(url: str, token: str, folder: str) -> tuple[float, float]:
    """Calls a second at both servers, and at one."""
    rates: tuple[list[float], list[float]] = ([], [])
    command, at = ours_over_http(url), {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
    async with serving(command, **at) as first, serving(command, **at) as second:
        for round_ in range(ROUNDS):
            alone = first if round_ % 2 else second
            for ports, measured in zip(([first, second], [alone]), rates, strict=True):
                measured.append(await calls_a_second(ports, token, lambda: READ, CALLERS, CALLS))
    # Of the first round, which opens connections, nothing is kept.
    return statistics.median(rates[0][1:]), statistics.median(rates[1][1:])


if __name__ == "__main__":
    for figure in asyncio.run(run()):
        print(figure.line())
