"""How long it takes to say when one person is free in the coming 90 days, with weekly hours, exceptions and bookings.

python -m bench.availability"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import FR, MINUTELY, MO, TH, TU, WE, rrule

from bench.measure import HEAD, Figure, timed
from server.app import App
from server.call_parts import Answered, Request
from server.operator import credit_owner, person_token
from server.throttle import Throttle
from store import schedules
from store.database import Transaction
from store.types import Money, Owner
from tools.schedules_slots import offered_slots

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
    "max_days_ahead": 120,
    "exceptions": [
        {"from": "2026-10-05", "until": "2026-10-09", "windows": []},
        {"date": "2026-11-02", "windows": [{"start": "18:00", "end": "21:00"}]},
    ],
}


async def run() -> list[Figure]:
    """The whole question: schedule, bookings and rules from the database to the list of free slots."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        app = await App.open(Path(folder) / "hall.db", clock=lambda: NOW, throttle=Throttle("1000000/minute"))
        try:
            schedule_id = await _booked_schedule(app)
            value, slots = await app.database.read(lambda tx: _measure(tx, schedule_id), seconds=60)
        finally:
            await app.close()
    baseline = timed(_grid_of_another_library, 10)
    name = f"when one person is free in {DAYS} days ({slots} free slots), over dateutil listing the bare grid"
    return [
        Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", value / baseline, f"< {MOST_MS:g} ms", value < MOST_MS)
    ]


def _measure(tx: Transaction, schedule_id: int) -> tuple[float, int]:
    until = NOW + timedelta(days=DAYS)

    def free() -> list[Any]:
        schedule = schedules.find_schedule(tx, schedule_id)
        assert schedule is not None
        return list(offered_slots(tx, schedule, NOW, until, NOW))

    return timed(free, ROUNDS), len(free())


async def _booked_schedule(app: App) -> int:
    """A schedule with a booking every other day."""
    host = await person_token(app, "eva@bench.test", None, None, "user")
    booker = await person_token(app, "ann@bench.test", None, None, "user")
    for made in (host, booker):
        await credit_owner(app, Owner("person", made.id), Money.of("1000", "USDT"))
    given = {"label": "Talks", "private": False, "settings": SETTINGS, "timezone": ZONE}
    schedule_id: int = (await _answer(app, host.token, "create_schedule", given))["schedule"]["id"]
    slots: list[datetime] = await app.database.read(lambda tx: _every_tenth(tx, schedule_id))
    for start in slots:
        await _answer(app, booker.token, "book_schedule", {"schedule_id": schedule_id, "start": start.isoformat()})
    return schedule_id


def _every_tenth(tx: Transaction, schedule_id: int) -> list[datetime]:
    schedule = schedules.find_schedule(tx, schedule_id)
    assert schedule is not None
    return [slot.start for slot in offered_slots(tx, schedule, NOW, NOW + timedelta(days=DAYS), NOW)][::10]


async def _answer(app: App, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
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
