"""What a start costs over stdio: to the list of tools, and to the first calls after it."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

from mcp import Client, StdioServerParameters

from bench.calls import HIRE, prepare
from bench.load import META
from bench.measure import Figure, at_most
from bench.processes import BARE, folder, ours_over_stdio
from server.startup_index import load_index

ROUNDS = 6
# After which a start has nothing left to load by itself; a person takes longer to write.
QUIET = 4
FIND = ("find_operations", {"query": "pay a freelancer for the design"})
# Of the eight in the default listing, reads and a write that need no records made before.
FLAGSHIP: tuple[tuple[str, dict[str, Any]], ...] = (
    ("get_wallet", {}),
    ("search_specialists", {"query": "photographer"}),
    ("create_inquiry", {"title": "Portraits of forty people", "industry": {"name": "Acme Ltd"}, "hires": [HIRE]}),
)


async def run() -> None:
    """Print all figures about starts, each when it is measured."""
    with folder() as files:
        db = files / "hall.db"
        token = await prepare(db)
        ours = ours_over_stdio(db, token)
        everything = ours.model_copy(update={"args": [*ours.args, "--toolsets", "all"]})
        _print(await _listed(ours))
        _print(await _listed_whole(ours, everything))
        for call, goal in ((FIND, 60), *((call, 40) for call in FLAGSHIP)):
            _print(await _first_call(f"first {call[0]} after the start, over a later one", ours, call, goal))
        _print(await _called_at_once(ours))


def _print(figure: Figure) -> None:
    print(figure.line(), flush=True)


async def _listed(ours: StdioServerParameters) -> Figure:
    """From nothing to the answer of tools/list, for the SDK's client."""

    async def listed(server: StdioServerParameters) -> float:
        start = time.perf_counter()
        async with Client(server) as client:
            await client.list_tools()
            return _since(start)

    value, baseline = await in_turns(lambda: listed(ours), lambda: listed(BARE))
    name = "cold start to tools/list, over the bare server's"
    if load_index() is None:
        # Every operation is imported then, which an installed hall never does.
        name += " (with a generated index older than the sources: make snapshots)"
    return at_most(name, value, baseline, 0.6)


async def _listed_whole(ours: StdioServerParameters, everything: StdioServerParameters) -> Figure:
    """The same with every operation listed, to the last byte: what a client makes of them is the client's."""
    value, baseline = await in_turns(lambda: _bytes_listed(everything), lambda: _bytes_listed(ours))
    return at_most("the same with --toolsets all, over the default listing", value, baseline, 1.3)


async def _bytes_listed(server: StdioServerParameters) -> float:
    start = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        server.command, *server.args, cwd=server.cwd, env=server.env, limit=64 * 1024 * 1024,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    for id, method in enumerate(("server/discover", "tools/list")):
        request = {"jsonrpc": "2.0", "id": id, "method": method, "params": {"_meta": META}}
        process.stdin.write(json.dumps(request).encode() + b"\n")
        await process.stdout.readline()
    took = _since(start)
    process.kill()
    await process.wait()
    return took


async def _first_call(name: str, ours: StdioServerParameters, call: tuple[str, dict[str, Any]], goal: float) -> Figure:
    """A server that nobody has called yet, and the median of twenty calls after the first."""
    first, later = [], []
    for _ in range(ROUNDS):
        async with Client(ours) as client:
            await client.list_tools()
            await asyncio.sleep(QUIET)
            first.append(await _called(client, *call))
            later.append(statistics.median([await _called(client, *call) for _ in range(20)]))
    value, baseline = statistics.median(first), statistics.median(later)
    return Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", value / baseline, f"<= {goal:g} ms", value <= goal)


async def _called_at_once(ours: StdioServerParameters) -> Figure:
    """From nothing to the answer of a call that is made as soon as the tools are listed."""

    async def called(server: StdioServerParameters, tool: str) -> float:
        start = time.perf_counter()
        async with Client(server) as client:
            await client.list_tools()
            await client.call_tool(tool, {})
            return _since(start)

    value, baseline = await in_turns(lambda: called(ours, "get_wallet"), lambda: called(BARE, "nothing"))
    ratio = value / baseline
    name = "cold start to the answer of a first call made at once, over the bare server's no-op"
    return Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", ratio, "", True)


async def _called(client: Client, tool: str, arguments: dict[str, Any]) -> float:
    start = time.perf_counter()
    result = await client.call_tool(tool, arguments)
    took = _since(start)
    if result.is_error:
        raise RuntimeError(result.content)
    return took


async def in_turns(
    value: Callable[[], Awaitable[float]], baseline: Callable[[], Awaitable[float]]
) -> tuple[float, float]:
    """Median milliseconds of each; the first of each warms the files."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        times[0].append(await value())
        times[1].append(await baseline())
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    asyncio.run(run())
