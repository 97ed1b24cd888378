"""What calendars of others cost: reading a large one while calls go on, and offering slots beside its ten thousand times.

python -m bench.outside"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.measure import HEAD, Figure, at_most
from bench.processes import folder
from server.app import App
from server.calls.messages import Answered, Request
from server.calls.throttle import Throttle
from server.operator import credit_owner, person_token
from server.workers.reading_apart import read_apart
from store.database import Transaction
from store.scheduling.busy import occupy
from store.scheduling.calendars import default_calendar
from store.types import Money, Owner
from tools.scheduling.links.rules.ical_reading import Reading

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
START, END = NOW - timedelta(days=30), NOW + timedelta(days=366)
EVENTS, BLOCKS, ROUNDS, MOST_SECONDS, MOST_RATIO = 10_000, 10_000, 200, 5.0, 1.5
SETTINGS = {"rules": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}], "max_days_ahead": 366}
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


async def run() -> list[Figure]:
    with folder() as files:
        app = await App.open(files / "hall.db", clock=lambda: NOW, throttle=Throttle("1000000/minute"))
        try:
            free, busy = await _person(app, "free"), await _person(app, "busy")
            reading = await _reading_while_calls_go_on(app, free)
            await app.database.write(lambda tx: _take(tx, busy.owner))
            beside = [await _beside_blocks(app, free, busy, *each) for each in QUESTIONS]
            # A search over the whole year has all of the year's times to look at.
            never = await _beside_blocks(app, free, busy, *NEVER)
            return [*reading, *beside, replace(never, goal="")]
        finally:
            await app.close()


class Person:
    """Somebody with a schedule."""

    def __init__(self, owner: Owner, token: str, schedule_id: int) -> None:
        self.owner, self.token, self.schedule_id = owner, token, schedule_id


async def _person(app: App, name: str) -> Person:
    made = await person_token(app, f"{name}@bench.test", None, None, "user", find=True)
    await credit_owner(app, Owner("person", made.id), Money.of("1000", "USDT"))
    given = {"label": "Talks", "private": False, "settings": SETTINGS, "timezone": "Europe/Berlin"}
    answer = await _answer(app, made.token, "create_schedule", given)
    return Person(Owner("person", made.id), made.token, answer["schedule"]["id"])


async def _reading_while_calls_go_on(app: App, person: Person) -> list[Figure]:
    """Seconds from the bytes to the times, over the two libraries for it; and a call's time meanwhile, over the same alone."""
    data = feed()
    libraries = _seconds_of_libraries(data)

    async def call() -> float:
        begun = time.perf_counter()
        await _answer(app, person.token, "find_next_slot", {"schedule_id": person.schedule_id})
        return (time.perf_counter() - begun) * 1000

    for _ in range(50):
        await call()
    alone = [await call() for _ in range(300)]
    begun = time.perf_counter()
    reading = asyncio.create_task(read_apart(data, start=START, end=END, zone="Europe/Berlin", own="@bench.test"))
    meanwhile = []
    while not reading.done():
        meanwhile.append(await call())
        await asyncio.sleep(0.001)
    seconds = time.perf_counter() - begun
    found: Reading = await reading
    name = f"reading a feed of {EVENTS:,} events ({len(found.events):,} times in 396 days) while calls go on"
    value, baseline = statistics.median(meanwhile), statistics.median(alone)
    return [
        Figure(
            f"{name}, over icalendar and recurring-ical-events",
            f"{seconds:.3g} s",
            f"{libraries:.3g} s",
            seconds / libraries,
            f"< {MOST_SECONDS:g} s",
            seconds < MOST_SECONDS,
        ),
        Figure(
            f"find_next_slot meanwhile ({len(meanwhile)} calls, the longest {max(meanwhile):.3g} ms), over the same alone",
            f"{value:.3g} ms",
            f"{baseline:.3g} ms",
            value / baseline,
            "",
            True,
        ),
    ]


def _seconds_of_libraries(data: bytes) -> float:
    import icalendar
    import recurring_ical_events

    begun = time.perf_counter()
    recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(START, END)
    return time.perf_counter() - begun


def feed() -> bytes:
    """A year and a half of somebody with many appointments: one in fifty repeats, one in ten of those for years."""
    chance = random.Random(1)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", *ZONE.splitlines()]
    for number in range(EVENTS):
        begin = datetime(2026, 1, 1, 8) + timedelta(days=chance.randrange(550), minutes=15 * chance.randrange(40))
        rule = []
        if number % 50 == 0:
            rule = [f"RRULE:FREQ=WEEKLY;BYDAY=MO,WE{'' if number % 500 == 0 else ';COUNT=20'}"]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@elsewhere.test",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART;TZID=Europe/Berlin:{begin:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{begin + timedelta(minutes=45):%Y%m%dT%H%M%S}",
            *rule,
            f"SUMMARY:Appointment {number}",
            "DESCRIPTION:" + "What is to be talked about\\, and with whom. " * 5,
            "ORGANIZER;CN=Ann:mailto:ann@elsewhere.test",
            "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@elsewhere.test",
            "STATUS:CONFIRMED",
            "SEQUENCE:0",
            *["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT10M", "DESCRIPTION:Soon", "END:VALARM"],
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _take(tx: Transaction, owner: Owner) -> None:
    """Ten thousand half hours of the evenings and nights, so that the answers stay the same and only the work differs."""
    calendar = default_calendar(tx, owner)
    assert calendar is not None
    evening = START.replace(hour=17, minute=0)
    for number in range(BLOCKS):
        day, half_hour = divmod(number, 26)
        begin = evening + timedelta(days=day, minutes=30 * half_hour)
        occupy(tx, owner, begin, begin + timedelta(minutes=20), ("external", number), calendar["id"])


QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("find_next_slot", "find_next_slot", {}),
    (
        "get_schedule, 20 slots of two weeks",
        "get_schedule",
        {"end": (NOW + timedelta(days=14)).isoformat(), "limit": 20},
    ),
    (
        "get_schedule, 100 slots of 62 days",
        "get_schedule",
        {"end": (NOW + timedelta(days=62)).isoformat(), "limit": 100},
    ),
)

NEVER = "find_next_slot, of a year without any", "find_next_slot", {"days": [6]}


async def _beside_blocks(app: App, free: Person, busy: Person, name: str, tool: str, asked: dict[str, Any]) -> Figure:
    """The same answer of two people, one of whom is busy elsewhere ten thousand times: milliseconds of CPU, in turns."""
    times: dict[str, list[float]] = {free.token: [], busy.token: []}
    for _ in range(ROUNDS):
        for person in (busy, free):
            begun = time.process_time()
            await _answer(app, person.token, tool, {"schedule_id": person.schedule_id, **asked})
            times[person.token].append((time.process_time() - begun) * 1000)
    value, baseline = statistics.median(times[busy.token]), statistics.median(times[free.token])
    return at_most(f"{name}: {BLOCKS:,} times taken elsewhere, over none", value, baseline, MOST_RATIO, "ms of CPU")


async def _answer(app: App, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    reply = await app.pipeline.call(Request(tool, arguments, token))
    if not isinstance(reply, Answered):
        raise RuntimeError(f"{tool}: {reply}")
    return reply.answer


def main() -> None:
    print("\n".join([*HEAD, *(figure.line() for figure in asyncio.run(run()))]))


if __name__ == "__main__":
    main()
