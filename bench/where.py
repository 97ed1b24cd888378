"""Where the time of a charged durable write goes, stage by stage, in process, and the functions it is spent in.

python -m bench.where"""

from __future__ import annotations

import asyncio
import cProfile
import io
import pstats
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from mcp import Client

from bench.baselines.bare import bare_server
from bench.calls import charged_write
from bench.processes import folder
from server.app import App
from server.calls.messages import Request
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from server.protocol.tool_handlers import HallServer
from store.database import Transaction

ROUNDS, PROFILED, TOP = 300, 1_000, 15
# Of the figure in process, over a no-op.
GOAL = 2.5

Stages = dict[str, float]
NO_OP = "for comparison: a no-op on a bare server, the SDK's client and server"
LEAST = "for comparison: that no-op and the fsync alone, the least a durable write through the SDK takes"


async def run() -> list[str]:
    """The stages as a table, then the busiest functions."""
    with folder() as files:
        app = await App.open(files / "hall.db", throttle=Throttle("100000000/minute"), alone=True)
        try:
            token = (await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)).token
            stages = await _stages(app, token)
            profile = await app.database.write(lambda tx: _profile(app, token, tx), durable=False, seconds=60)
        finally:
            await app.close()
    return [
        "| stage of a charged durable write, in process | median ms |",
        "| --- | ---: |",
        *(f"| {name} | {milliseconds:.3f} |" for name, milliseconds in stages.items()),
        "",
        _room(stages[NO_OP], stages[LEAST], stages["whole"]),
        "",
        f"Busiest functions of {PROFILED:,} such calls on the database's thread, without the commit:",
        "",
        "```",
        *profile,
        "```",
    ]


def _room(bare: float, least: float, whole: float) -> str:
    """What the goal leaves, and what would be needed, in a sentence or two."""
    room = GOAL * bare - least
    left = (
        f"leaves {room:.3f} ms for all else, which takes {whole - least:.3f}" if room > 0 else "is less than these two"
    )
    return (
        f"In process, a no-op and one fsync take {least / bare:.2f} times the no-op; the goal of {GOAL} {left}: nine statements"
        " and the Python around them, the pages of the log, the answer. It would need fewer indexes to write, or the code compiled."
    )


async def _stages(app: App, token: str) -> Stages:
    """Each stage measured by itself, all in turns."""

    async def inside(durable: bool) -> float:
        """Seconds the transaction's body took; the whole call is timed outside."""

        def work(tx: Transaction) -> float:
            start = time.perf_counter()
            app.pipeline.execution.write(tx, attempt)
            return time.perf_counter() - start

        attempt = app.pipeline.execution.prepare(_request(token))
        return await app.database.write(work, durable=durable, here=True)

    async with Client(HallServer(app, token).mcp) as ours, Client(bare_server()) as bare:
        works: dict[str, Callable[[], Awaitable[object]]] = {
            "whole": lambda: ours.call_tool(*charged_write()),
            "bare": lambda: bare.call_tool("nothing", {}),
            "empty": lambda: app.database.write(lambda tx: None, durable=False, here=True),
            "hop": lambda: app.database.write(lambda tx: None, durable=False),
            "prepare": lambda: _prepared(app, token),
            "durable": lambda: inside(True),
            "not durable": lambda: inside(False),
        }
        times: dict[str, list[float]] = {name: [] for name in works}
        body: list[float] = []
        for _ in range(ROUNDS):
            for name, work in works.items():
                start = time.perf_counter()
                answer = await work()
                times[name].append((time.perf_counter() - start) * 1000)
                if name == "not durable" and isinstance(answer, float):
                    body.append(answer * 1000)
    middle = {name: statistics.median(series) for name, series in times.items()}
    body_ms, fsync = statistics.median(body), middle["durable"] - middle["not durable"]
    commit = middle["not durable"] - middle["prepare"] - body_ms - middle["empty"]
    known = middle["prepare"] + middle["empty"] + body_ms + commit + fsync
    return {
        "finding the operation, rate limit, arguments, digest": middle["prepare"],
        "BEGIN and COMMIT of nothing": middle["empty"],
        "in the transaction: caller, checks, operation, charge, records": body_ms,
        "commit: writing the changed pages to the log": commit,
        "commit: fsync": fsync,
        "the SDK's client and what plain calls use of its server, the answer's form, the rest": middle["whole"] - known,
        "whole": middle["whole"],
        NO_OP: middle["bare"],
        "for comparison: a hop to the database's thread and back, which many callers share": middle["hop"]
        - middle["empty"],
        LEAST: middle["bare"] + fsync,
    }


async def _prepared(app: App, token: str) -> object:
    return app.pipeline.execution.prepare(_request(token))


def _request(token: str) -> Request:
    _, given = charged_write()
    return Request(given["tool"], given["arguments"], token)


def _profile(app: App, token: str, tx: Transaction) -> list[str]:
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(PROFILED):
        app.pipeline.execution.write(tx, app.pipeline.execution.prepare(_request(token)))
    profile.disable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(TOP)
    lines = text.getvalue().splitlines()
    root = f"{Path(__file__).resolve().parents[1]}/"
    return [line.replace(root, "").rstrip() for line in lines if line.strip() and not line.startswith("   Ordered")]


def main() -> None:
    print("\n".join(asyncio.run(run())))


if __name__ == "__main__":
    main()
