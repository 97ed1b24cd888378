"""What wrong sign-ins cost somebody else: a customer's free write over HTTP, in quiet and while fifty of them a second come in.

python -m bench.signins"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator

import httpx
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from bench.calls import prepare
from bench.measure import Figure, at_most
from bench.processes import ROOT, folder, serving

A_SECOND = 50
ROUNDS, SECONDS, PAUSE = 5, 4.0, 0.02
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "guesser", "version": "1"},
}
HEADERS = {
    "Accept": "application/json, text/event-stream",
    "Mcp-Protocol-Version": "2026-07-28",
    "Mcp-Method": "tools/call",
    "Mcp-Name": "run_write",
}


async def run() -> list[Figure]:
    """Quiet and flooded stretches in turns, so that what slows the machine slows both."""
    with folder() as files:
        db = files / "hall.db"
        token = await prepare(db)
        # Every wrong sign-in comes from another address, as from a net of many machines.
        command = [
            sys.executable,
            "-m",
            "server",
            "serve",
            "--db",
            str(db),
            "--trust-proxy",
            "127.0.0.1",
            "--http",
            "127.0.0.1:",
        ]
        times: tuple[list[float], list[float]] = ([], [])
        async with serving(command) as port, _customer(base := f"http://127.0.0.1:{port}", token) as client:
            await _writes(client, 1.0)
            for number in range(ROUNDS):
                times[0].extend(await _writes(client, SECONDS))
                async with _flooded(base, number):
                    times[1].extend(await _writes(client, SECONDS))
    quiet, flooded = statistics.median(times[0]), statistics.median(times[1])
    return [at_most(f"a free write over HTTP while {A_SECOND} wrong sign-ins a second come in", flooded, quiet, 3)]


@contextlib.asynccontextmanager
async def _customer(base: str, token: str) -> AsyncIterator[Client]:
    async with (
        create_mcp_http_client(headers={"Authorization": f"Bearer {token}"}) as http,
        Client(streamable_http_client(f"{base}/mcp", http_client=http)) as client,
    ):
        yield client


async def _writes(client: Client, seconds: float) -> list[float]:
    """The milliseconds of each free write of somebody who writes now and then."""
    numbers, times, end = itertools.count(), list[float](), time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        arguments = {"tool": "update_agent_profile", "arguments": {"version": f"{start:.6f}.{next(numbers)}"}}
        result = await client.call_tool("run_write", arguments)
        if result.is_error:
            raise RuntimeError(result.content)
        times.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(PAUSE)
    return times


@contextlib.asynccontextmanager
async def _flooded(base: str, number: int) -> AsyncIterator[None]:
    """A process of its own tries passwords meanwhile; when this is entered the first have arrived."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.signins", "--flood", base, str(number), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        await process.stdout.readline()
        yield
    finally:
        process.terminate()
        await process.wait()


async def flood(base: str, number: int) -> None:
    """Wrong sign-ins at an even rate until stopped, whether or not the ones before were answered."""
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=200)) as http:
        under_way: set[asyncio.Task[None]] = set()
        for sent in itertools.count():
            task = asyncio.create_task(_try(http, base, f"10.{number}.{sent // 250 % 250}.{sent % 250}"))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            if sent == A_SECOND // 2:
                print("on", flush=True)
            await asyncio.sleep(1 / A_SECOND)


async def _try(http: httpx.AsyncClient, base: str, address: str) -> None:
    arguments = {"username": f"{address}@guess.test", "password": "wrong-and-long"}
    params = {"name": "run_write", "arguments": {"tool": "log_in_with_password", "arguments": arguments}, "_meta": META}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    with contextlib.suppress(httpx.TransportError):
        await http.post(f"{base}/mcp", json=body, headers={**HEADERS, "X-Forwarded-For": address})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--flood", nargs=2, metavar=("BASE", "NUMBER"))
    given = parser.parse_args()
    if given.flood:
        # Its own priority is lower: the figure is about the server, not about this process.
        os.nice(10)
        asyncio.run(flood(given.flood[0], int(given.flood[1])))
    else:
        for figure in asyncio.run(run()):
            print(figure.line())
