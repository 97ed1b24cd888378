"""How long it takes to find the best of 100,000 providers for a work order, and of 1,000 as the baseline.

python -m bench.dispatch [--rows 10000]"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from bench.measure import HEAD, Figure
from bench.processes import folder
from server.app import App
from server.calls.messages import Answered, Request
from server.calls.throttle import Throttle
from server.operator import credit_owner, token_for_agent
from store.database import Transaction
from store.types import Money, Owner

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
STAMP = "2026-01-01T00:00:00.000Z"
PROVIDERS, FEW, ROUNDS, MOST_MS = 100_000, 1_000, 40, 50.0
SITE = {
    "mode": "custom", "address1": "1 Main St", "city": "Minneapolis", "state": "MN", "zip": "55401", "country": "US",
    "latitude": 44.983334, "longitude": -93.26667,
}  # fmt: skip
RULES = [
    {"type": "rating", "operator": ">=", "value": "4.0"},
    {"type": "certification", "operator": "has", "value": "cabling", "required": False, "weight": 10},
]


async def run(providers: int) -> list[Figure]:
    many, few = await _hall(providers), await _hall(FEW)
    return [
        _figure(f"{name}, the best of {providers:,}, over the best of {FEW:,}", many[name], few[name]) for name in many
    ]


def _figure(name: str, value: float, baseline: float) -> Figure:
    ratio, goal = value / baseline, f"< {MOST_MS:g} ms"
    return Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", ratio, goal, value < MOST_MS)


async def _hall(providers: int) -> dict[str, float]:
    """Median milliseconds through the pipeline, by what is asked."""
    with folder() as files:
        app = await App.open(files / "hall.db", clock=lambda: NOW, throttle=Throttle("1000000/minute"))
        try:
            boss = await token_for_agent(app, "Robot", "Acme", "EUR", "10000 USDT", find=True)
            await credit_owner(app, Owner("company", boss.company_id or 0), Money.of("100000", "EUR"))
            await app.database.write(lambda tx: _add_providers(tx, providers), seconds=600)
            orders = [await _order(app, boss.token) for _ in range(ROUNDS + 1)]

            async def ask(id: int, **given: Any) -> None:
                await _answer(app, boss.token, "dispatch_work_order", {"work_order_id": id, **given})

            return {
                "who would get a work order": await _timed(lambda round: ask(orders[0], mode="preview")),
                "offering a work order to the best": await _timed(lambda round: ask(orders[round + 1])),
            }
        finally:
            await app.close()


async def _timed(work: Callable[[int], Awaitable[None]]) -> float:
    times = []
    for round in range(ROUNDS):
        start = time.perf_counter()
        await work(round)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _add_providers(tx: Transaction, count: int) -> None:
    """Providers at home all over the United States, a tenth of them around the site, every fifth with somebody's visits."""
    random = Random(7)
    first = 1 + int(tx.value("SELECT coalesce(max(id), 0) FROM persons"))
    ids = range(first, first + count)
    tx.many(
        """INSERT INTO persons (id, uuid, name, last_name, rating_sum, rating_count, created_at, updated_at)
           VALUES (:id, :uuid, 'Pia', 'Work', :sum, :count, :stamp, :stamp)""",
        [_person(random, id) for id in ids],
    )
    tx.many(
        """INSERT INTO provider_profiles (person_id, latitude_e6, longitude_e6, certifications, jobs_completed, minimum_rates,
               created_at, updated_at)
           VALUES (:id, :north, :east, :papers, :jobs, '{"hourly": "0.40"}', :stamp, :stamp)""",
        [_profile(random, id) for id in ids],
    )
    tx.many(
        """INSERT INTO busy_blocks (owner_type, owner_id, start_at, end_at, source_type, source_id)
           VALUES ('person', :id, '2026-09-10T13:00:00.000Z', '2026-09-10T15:00:00.000Z', 'external', :id)""",
        [{"id": id} for id in ids if id % 5 == 0],
    )


def _person(random: Random, id: int) -> dict[str, Any]:
    uuid = f"00000000-0000-4000-8000-{id:012d}"
    return {"id": id, "uuid": uuid, "sum": 10 * random.randint(350, 500), "count": 10, "stamp": STAMP}


def _profile(random: Random, id: int) -> dict[str, Any]:
    if id % 10 == 0:
        north, east = random.gauss(44.98, 0.3), random.gauss(-93.27, 0.3)
    else:
        north, east = random.uniform(30, 48), random.uniform(-122, -72)
    papers = '[{"name": "cabling"}]' if id % 3 == 0 else "[]"
    return {
        "id": id, "north": round(north * 1e6), "east": round(east * 1e6), "papers": papers, "jobs": id % 200, "stamp": STAMP,
    }  # fmt: skip


async def _order(app: App, token: str) -> int:
    made = await _answer(
        app,
        token,
        "create_work_order",
        {
            "title": "Install a terminal",
            "type_of_work_id": 62,
            "location": SITE,
            "schedule": {"mode": "exact", "start": "2026-09-10T09:00:00-05:00"},
            "pay": {"type": "hourly", "base": {"amount": "0.50", "units": "4"}},
            "estimated_hours": "2",
            "qualifications": RULES,
        },
    )
    return int(made["id"])


async def _answer(app: App, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    reply = await app.pipeline.call(Request(tool, arguments, token))
    if not isinstance(reply, Answered):
        raise RuntimeError(f"{tool}: {reply}")
    return reply.answer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=PROVIDERS, help="how many providers")
    given = parser.parse_args()
    print("\n".join([*HEAD, *(figure.line() for figure in asyncio.run(run(given.rows)))]))


if __name__ == "__main__":
    main()
