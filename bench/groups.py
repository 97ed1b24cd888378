"""How long it takes to find a time that ten people share in the coming 30 days, each with weekly hours, exceptions and bookings.

python -m bench.groups"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bench.availability import NOW, SETTINGS, ZONE, answered
from bench.measure import HEAD, Figure
from bench.processes import folder
from server.app import App
from server.calls.throttle import Throttle
from server.operator import credit_owner, person_token
from store.database import Transaction
from store.scheduling import schedules
from store.scheduling.busy import occupy
from store.types import Money, Owner
from tools.scheduling.availability.slots import offered_slots

PEOPLE, DAYS, ROUNDS, MOST_MS = 10, 30, 60, 60.0
UNTIL = NOW + timedelta(days=DAYS)


async def run() -> list[Figure]:
    """Through the pipeline, with the caller's token, the answer checked and recorded; over asking each of them alone."""
    with folder() as files:
        app = await App.open(files / "hall.db", clock=lambda: NOW, throttle=Throttle("1000000/minute"))
        try:
            ids = [await _booked_schedule(app, nth) for nth in range(PEOPLE)]
            asker = await person_token(app, "ida@bench.test", None, None, "user", find=True)
            return await _figures(app, asker.token, ids)
        finally:
            await app.close()


async def _figures(app: App, token: str, ids: list[int]) -> list[Figure]:
    async def together(**asked: Any) -> dict[str, Any]:
        words = {"schedule_ids": ids, "start": NOW.isoformat(), "end": UNTIL.isoformat(), **asked}
        return await answered(app, token, "find_group_slots", words)

    async def alone() -> None:
        for id in ids:
            words = {"schedule_id": id, "start": NOW.isoformat(), "end": UNTIL.isoformat(), "limit": 100}
            await answered(app, token, "get_schedule", words)

    found = {
        "every time all of them share": lambda: together(mode="all", count=50),
        "whether all are free at night, all days searched": lambda: together(mode="all", from_time="23:00"),
        "the first ten times of any, with whose turn it is": lambda: together(mode="any"),
    }
    baseline, _ = await _timed(alone)
    shared = len((await together(mode="all", count=50))["slots"])
    figures = []
    for name, ask in found.items():
        wall, cpu = await _timed(ask)
        figures.append(
            Figure(
                f"{PEOPLE} people over {DAYS} days: {name} ({shared} shared), over asking each of them alone",
                f"{wall:.3g} ms ({cpu:.3g} of CPU)",
                f"{baseline:.3g} ms",
                wall / baseline,
                f"< {MOST_MS:g} ms",
                wall < MOST_MS,
            )
        )
    return figures


async def _timed(ask: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Median milliseconds of wall clock and of CPU."""
    await ask()
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        await ask()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(cpus)


async def _booked_schedule(app: App, nth: int) -> int:
    """A schedule of somebody, of whose slots every tenth is booked, and an hour of every third day taken elsewhere."""
    host = await person_token(app, f"host{nth}@bench.test", None, None, "user", find=True)
    booker = await person_token(app, "ann@bench.test", None, None, "user", find=True)
    for made in (host, booker):
        await credit_owner(app, Owner("person", made.id), Money.of("1000", "USDT"))
    given = {"label": "Talks", "private": False, "settings": SETTINGS, "timezone": ZONE}
    schedule_id: int = (await answered(app, host.token, "create_schedule", given))["schedule"]["id"]

    def every_tenth(tx: Transaction) -> list[str]:
        row = schedules.find_schedule(tx, schedule_id)
        assert row is not None
        slots = list(offered_slots(tx, row, NOW, NOW + timedelta(days=60), NOW))
        return [slot.start.isoformat() for slot in slots[nth % 5 :: 10]]

    for start in await app.database.read(every_tenth):
        await answered(app, booker.token, "book_schedule", {"schedule_id": schedule_id, "start": start})

    def elsewhere(tx: Transaction) -> None:
        for day in range(nth % 3, 60, 3):
            start = NOW + timedelta(days=day, hours=3)
            occupy(tx, Owner("person", host.id), start, start + timedelta(hours=1), ("external", 100 * nth + day))

    await app.database.write(elsewhere)
    return schedule_id


def main() -> None:
    print("\n".join([*HEAD, *(figure.line() for figure in asyncio.run(run()))]))


if __name__ == "__main__":
    main()
