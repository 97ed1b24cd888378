"""How long it takes to say when one person is free in the coming 90 days, with weekly hours, exceptions and bookings.

python -m bench.availability"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import FR, MINUTELY, MO, TH, TU, WE, rrule

from bench.measure import HEAD, Figure, timed
from bench.processes import folder
from server.app import App
from server.calls.messages import Answered, Request
from server.calls.throttle import Throttle
from server.operator import credit_owner, person_token
from store.database import Transaction
from store.scheduling import schedules
from store.scheduling.busy import occupy
from store.types import Money, Owner
from tools.scheduling.availability.slots import offered_slots

# Clocks change in Berlin within these 90 days.
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
DAYS, ROUNDS, MOST_MS = 90, 100, 5.0
ZONE = "Europe/Berlin"
SETTINGS = {
    "rules": [
        {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "12:00"},
        {"days": [1, 2, 3, 4, 5], "start": "13:00", "end": "17:30"},
    ],
    "pause": 15,
    "buffer_after": 10,
    "max_days_ahead": DAYS,
    "exceptions": [
        {"from": "2026-10-05", "until": "2026-10-09", "windows": []},
        {"date": "2026-11-02", "windows": [{"start": "18:00", "end": "21:00"}]},
    ],
}


async def run() -> list[Figure]:
    """The whole question: schedule, bookings and rules from the database to the list of free slots; and as it is asked,
    through the pipeline, with the caller's token, the answer checked and recorded."""
    with folder() as files:
        app = await App.open(files / "hall.db", clock=lambda: NOW, throttle=Throttle("1000000/minute"))
        try:
            schedule_id = await _booked_schedule(app)
            value, slots = await app.database.read(lambda tx: _measure(tx, schedule_id), seconds=60)
            asked = await _asked(app, schedule_id)
        finally:
            await app.close()
    baseline = timed(_grid_of_another_library, 10)
    name = f"when one person is free in {DAYS} days ({slots} free slots), over dateutil listing the bare grid"
    return [
        Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", value / baseline, f"< {MOST_MS:g} ms", value < MOST_MS),
        *(
            Figure(
                f"the same asked through the pipeline: {name}",
                f"{wall:.3g} ms ({cpu:.3g} of CPU)",
                f"{baseline:.3g} ms",
                wall / baseline,
                f"< {MOST_MS:g} ms",
                wall < MOST_MS,
            )
            for name, (wall, cpu) in asked.items()
        ),
    ]


async def _asked(app: App, schedule_id: int) -> dict[str, tuple[float, float]]:
    """Median milliseconds of wall clock and of CPU for what somebody may ask, by name.

    A list of slots reaches 62 days, so 90 are two questions; a search for a slot reaches over all of them."""
    asker = await person_token(app, "ida@bench.test", None, None, "user", find=True)
    first, later = (NOW + timedelta(days=62)).isoformat(), (NOW + timedelta(days=DAYS)).isoformat()

    async def page(**asked: Any) -> dict[str, Any]:
        return await answered(app, asker.token, "get_schedule", {"schedule_id": schedule_id, **asked})

    async def every_page() -> int:
        count = 0
        for span in ({"end": first}, {"start": first, "end": later}):
            cursor: dict[str, str] = {}
            while True:
                answer = await page(**span, **cursor, limit=100)
                count += 1
                if "next_cursor" not in answer:
                    break
                cursor = {"cursor": answer["next_cursor"]}
        return count

    async def never() -> dict[str, Any]:
        night = {"schedule_id": schedule_id, "from_time": "23:00"}
        return await answered(app, asker.token, "find_next_slot", night)

    calls = await every_page()
    wall, cpu = await _timed(every_page)
    return {
        "its first 20 slots": await _timed(lambda: page(end=first, limit=20)),
        "a full page of 100": await _timed(lambda: page(end=first, limit=100)),
        f"all of them in {calls} calls, each": (wall / calls, cpu / calls),
        f"whether any is at night, all {DAYS} days searched": await _timed(never),
    }


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


def _measure(tx: Transaction, schedule_id: int) -> tuple[float, int]:
    until = NOW + timedelta(days=DAYS)

    def free() -> list[Any]:
        schedule = schedules.find_schedule(tx, schedule_id)
        assert schedule is not None
        return list(offered_slots(tx, schedule, NOW, until, NOW))

    return timed(free, ROUNDS), len(free())


async def _booked_schedule(app: App) -> int:
    """A schedule with some sixty bookings, work orders and imported appointments of its host."""
    host = await person_token(app, "eva@bench.test", None, None, "user", find=True)
    booker = await person_token(app, "ann@bench.test", None, None, "user", find=True)
    for made in (host, booker):
        await credit_owner(app, Owner("person", made.id), Money.of("1000", "USDT"))
    given = {"label": "Talks", "private": False, "settings": SETTINGS, "timezone": ZONE}
    schedule_id: int = (await answered(app, host.token, "create_schedule", given))["schedule"]["id"]
    slots: list[datetime] = await app.database.read(lambda tx: _every_tenth(tx, schedule_id))
    for start in slots:
        await answered(app, booker.token, "book_schedule", {"schedule_id": schedule_id, "start": start.isoformat()})
    await app.database.write(lambda tx: _take_elsewhere(tx, Owner("person", host.id)))
    return schedule_id


def _take_elsewhere(tx: Transaction, host: Owner) -> None:
    """An hour of every third day goes to work orders and imported appointments."""
    for day in range(1, DAYS, 3):
        start = NOW + timedelta(days=day, hours=3)
        occupy(tx, host, start, start + timedelta(hours=1), ("work_order" if day % 2 else "external", day))


def _every_tenth(tx: Transaction, schedule_id: int) -> list[datetime]:
    schedule = schedules.find_schedule(tx, schedule_id)
    assert schedule is not None
    return [slot.start for slot in offered_slots(tx, schedule, NOW, NOW + timedelta(days=DAYS), NOW)][::10]


async def answered(app: App, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    reply = await app.pipeline.call(Request(tool, arguments, token))
    if not isinstance(reply, Answered):
        raise RuntimeError(f"{tool}: {reply}")
    return reply.answer


def _grid_of_another_library() -> list[datetime]:
    """The starts of the same weekly hours, without exceptions, bookings, buffers or hosts."""
    zone = ZoneInfo(ZONE)
    weekdays = (MO, TU, WE, TH, FR)
    until = (NOW + timedelta(days=DAYS)).astimezone(zone).replace(tzinfo=None)
    first = NOW.astimezone(zone).replace(tzinfo=None, hour=9, minute=0)
    grid = rrule(MINUTELY, interval=75, dtstart=first, until=until, byweekday=weekdays, byhour=range(9, 17))
    return [start.replace(tzinfo=zone).astimezone(UTC) for start in grid]


def main() -> None:
    print("\n".join([*HEAD, *(figure.line() for figure in asyncio.run(run()))]))


if __name__ == "__main__":
    main()
