"""Whether lists of a million work orders, tasks and open calls answer as fast as those of a thousand: several filters, and text.

    python -m bench.lists [--rows N] [--tool NAME]

All rows are one company's own; open calls are looked for by somebody else.
Processor time of a whole call without its transport, medians, both halls in turns. Without a
goal stand the lists that find little or nothing among very many: with a thousand rows such a page is empty and costs next to
nothing, with a million it may be full."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.filled.seeded_calls import fill as fill_calls
from bench.filled.seeded_lists import Seed, fill
from bench.growth import World, first_rows, opened_app
from bench.measure import HEAD, Figure, at_most
from bench.processes import folder
from server.operator import person_token

FEW, MANY = 1_000, 1_000_000
ROUNDS = 40
GOAL = 1.3
SITE = {
    "mode": "custom", "address1": "1 Main St", "city": "Minneapolis", "state": "MN", "zip": "55401", "country": "US",
    "latitude": 44.983334, "longitude": -93.26667,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    tool: str
    name: str
    arguments: dict[str, Any]
    has_goal: bool = True

    @property
    def title(self) -> str:
        return f"{self.tool}, {self.name}"


TOOLS = ORDERS, TASKS, OPEN_CALLS = "list_work_orders", "list_tasks", "search_open_calls"
TOWN, MIDDLE = {"latitude": 35.05, "longitude": -9.95}, {"latitude": 47.05, "longitude": 10.05}
CASES = (
    Case(ORDERS, "no filter", {}),
    Case(ORDERS, "state, pay type, country", {"status": ["paid"], "pay_type": "hourly", "country": "US"}),
    Case(ORDERS, "word of all, state, pay type", {"search": "terminal", "status": ["paid"], "pay_type": "fixed"}),
    Case(ORDERS, "three, none fits the first", {"pay_type": "device", "assignment": "assigned", "country": "CA"}),
    Case(ORDERS, "word of none, state, pay type", {"search": "zebra", "status": ["paid"], "pay_type": "fixed"}),
    Case(ORDERS, "client, state of the US, pay type", {"client_id": 7, "state": "s3", "pay_type": "hourly"}),
    Case(ORDERS, "state of the US, city, project", {"state": "s3", "city": "city 4", "project_id": 9}),
    Case(ORDERS, "incident, pay type, country", {"incident_id": "INC-77", "pay_type": "hourly", "country": "US"}),
    Case(ORDERS, "client, type of work, state", {"client_id": 7, "type_of_work_id": 76, "status": ["paid"]}, False),
    Case(ORDERS, "two words, state, client", {"search": "router install", "status": ["paid"], "client_id": 4}, False),
    Case(
        ORDERS, "rare pay type, drafts, country", {"pay_type": "blended", "status": ["draft"], "country": "CA"}, False
    ),
    Case(ORDERS, "three by pay", {"sort": "pay", "status": ["paid"], "pay_type": "hourly", "country": "CA"}, False),
    Case(ORDERS, "three, page 40 by number", {"page": 40, "status": ["paid"], "pay_type": "hourly"}, False),
    Case(TASKS, "text of all", {"search": "green"}),
    Case(TASKS, "text of one in ten", {"search": "router"}),
    Case(TASKS, "text of none", {"search": "zebra"}),
    Case(TASKS, "one letter of all", {"search": "g"}),
    Case(TASKS, "one letter of none", {"search": "z"}, False),
    Case(TASKS, "text of the oldest two in a thousand", {"search": "amethyst"}, False),
    Case(TASKS, "text, state, deadline", {"search": "replace router", "state": ["4"], "deadline_type": 1}, False),
    Case(TASKS, "text of all by price", {"search": "green", "sort": "price"}, False),
    Case(OPEN_CALLS, "no filter", {}),
    Case(OPEN_CALLS, "word of all", {"query": "street"}),
    Case(
        OPEN_CALLS, "word of one in eight, work, country", {"query": "paint", "work": "work_order", "countries": ["FI"]}
    ),
    Case(OPEN_CALLS, "word of one in a thousand", {"query": "amethyst"}, False),
    Case(OPEN_CALLS, "word of none", {"query": "zebra"}),
    Case(OPEN_CALLS, "by pay an hour", {"sort_by": "pay_per_hour", "currency": "EUR"}),
    Case(OPEN_CALLS, "pay an hour of one in eight, newest", {"min_per_hour": "100", "currency": "EUR"}),
    Case(OPEN_CALLS, "soon over first", {"sort_by": "ends"}),
    Case(OPEN_CALLS, "meets everything", {"eligible": True}),
    Case(OPEN_CALLS, "within 500 km, newest", {"near": MIDDLE, "radius_km": "500"}),
    Case(OPEN_CALLS, "within 50 km, newest", {"near": TOWN}, False),
    Case(OPEN_CALLS, "within 50 km, nearest", {"near": TOWN, "sort_by": "distance"}, False),
    Case(OPEN_CALLS, "word by pay an hour", {"query": "paint", "sort_by": "pay_per_hour", "currency": "EUR"}, False),
)


async def run(rows: int = MANY, rounds: int = ROUNDS, tools: Collection[str] = TOOLS) -> AsyncIterator[Figure]:
    """Each figure when it is measured. tools: of which lists; the halls hold no more than these need."""
    with folder() as files:
        async with seeded(files / "few.db", FEW, tools) as few, seeded(files / "many.db", rows, tools) as many:
            for case in (case for case in CASES if case.tool in tools):
                yield await _compare(case, few, many, rows, rounds)


async def _compare(case: Case, few: World, many: World, rows: int, rounds: int) -> Figure:
    times: dict[int, list[float]] = {id(few): [], id(many): []}
    for round in range(rounds):
        # Who goes first takes turns, too.
        for world in (few, many) if round % 2 else (many, few):
            start = time.process_time()
            await world.call(world.seeker if case.tool == OPEN_CALLS else world.agent, case.tool, **case.arguments)
            times[id(world)].append((time.process_time() - start) * 1000)
    warm = rounds // 10
    value, baseline = (statistics.median(times[id(world)][warm:]) for world in (many, few))
    figure = at_most(f"{case.title}: {rows:,} rows over {FEW:,}", value, baseline, GOAL)
    return figure if case.has_goal else replace(figure, goal="", reached=True)


@contextlib.asynccontextmanager
async def seeded(path: Path, rows: int, tools: Collection[str]) -> AsyncIterator[World]:
    """A hall whose one company has that many of what these tools list."""
    app = await opened_app(path)
    try:
        world, numbered = await first_rows(app)
        made = await world.call(
            world.agent, "create_work_order", title="Install a terminal", description="<p>Mount it at the counter.</p>",
            type_of_work_id=62, location=SITE, pay={"type": "fixed", "base": {"amount": "400.00"}},
            schedule={"mode": "exact", "start": f"{app.clock().year + 1}-03-10T09:00:00Z"},
        )  # fmt: skip
        world.seeker = (await person_token(app, "seeker@bench.test", None, None, "user", find=True)).token
    finally:
        await app.close()
    if {ORDERS, TASKS} & set(tools):
        fill(path, Seed(numbered.company_id, numbered.worker_id, made["id"], numbered.task_id), rows, app.clock())
    if OPEN_CALLS in tools:
        fill_calls(path, numbered.company_id, rows, app.clock())
    world.app = await opened_app(path)
    try:
        yield world
    finally:
        await world.app.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MANY)
    parser.add_argument("--tool", choices=TOOLS, action="append", help="only its lists")
    given = parser.parse_args()
    print("\n".join(HEAD), flush=True)
    async for figure in run(given.rows, tools=given.tool or TOOLS):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
