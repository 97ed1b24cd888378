"""Sample people: a market to look around in, to try the product with, and to measure it against.

The same number of specialists, seed and moment always give the same people. They are found, booked and routed like any
others; their addresses end in people.example, which no mail reaches."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from store.database import Transaction
from store.folding import address_key, name_lines, short_name
from store.opening import open_database
from store.people.identity import folded
from store.people.name_words import words_of
from store.sample.seed_data import ABOUTS, EDUCATIONS, FIRST_NAMES, LAST_NAMES, OPENINGS, PLACES, TRADES, Place, Trade
from store.search.dialect import settle
from store.search.index import reindex_all
from store.server_url import Where
from store.types import DECIMALS, utc_text, wall_text

BATCH = 2_000
SECONDS_A_BATCH = 120.0
ON_SITE_TYPES_OF_WORK = (62, 76, 91, 93, 94, 110, 120, 130, 140, 150)
TERMS = json.dumps({"payment": "none"})
TABLES = (
    "persons", "person_name_words", "calendars", "person_skills", "person_languages", "schedules", "schedule_users",
    "schedule_skills", "provider_profiles", "provider_types_of_work", "events", "event_hosts", "event_attendees",
)  # fmt: skip


def seed(
    where: Where,
    specialists: int,
    random_seed: int,
    now: datetime,
    progress: Callable[[int], object] = lambda people: None,
) -> None:
    """Add that many sample people to a migrated database. progress is told how many each step added."""
    asyncio.run(_seed(where, specialists, Random(random_seed), now, progress))


async def _seed(
    where: Where, specialists: int, random: Random, now: datetime, progress: Callable[[int], object]
) -> None:
    database = await open_database(where, upgraded=True)
    try:
        for first in range(0, specialists, BATCH):
            people = min(BATCH, specialists - first)
            await database.write(partial(write_people, people=people, random=random, now=now), seconds=SECONDS_A_BATCH)
            progress(people)
        await database.write(settle, seconds=SECONDS_A_BATCH)
    finally:
        await database.close()


def write_people(tx: Transaction, people: int, random: Random, now: datetime) -> None:
    """Add sample people with schedules, bookings, provider profiles, and their listings in people search."""
    rows = _Rows.after(tx, now)
    skills = _skill_ids(tx)
    for _ in range(people):
        _add_person(rows, skills, random)
    rows.write(tx)
    reindex_all(tx, [person["id"] for person in rows.tables["persons"]], now)


@dataclass(slots=True)
class _Rows:
    """Rows to be written, table by table in an order that satisfies references, and the ids given out so far."""

    now: datetime
    last: dict[str, int]
    # The first of the people made here: only sample people book sample people.
    first_person: int
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    @classmethod
    def after(cls, tx: Transaction, now: datetime) -> _Rows:
        """Ids go on after the ones in the database."""
        numbered = ("persons", "calendars", "schedules", "schedule_users", "events", "event_hosts", "event_attendees")
        last: dict[str, int] = {name: tx.value(f"SELECT coalesce(max(id), 0) FROM {name}") for name in numbered}
        return cls(now, last, last["persons"] + 1)

    def add(self, table: str, **values: Any) -> int:
        if table in self.last:
            self.last[table] = values["id"] = self.last[table] + 1
        self.tables[table].append(values)
        return self.last.get(table, 0)

    def write(self, tx: Transaction) -> None:
        for table, rows in self.tables.items():
            if rows:
                columns = list(rows[0])
                places = ", ".join(f":{column}" for column in columns)
                tx.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


@dataclass(frozen=True, slots=True)
class _Person:
    """What the rows of one sample person have in common."""

    id: int
    place: Place
    trade: Trade
    skills: tuple[str, ...]
    joined: str
    calendar_id: int


def _add_person(rows: _Rows, skills: dict[str, int], random: Random) -> None:
    place, trade = random.choice(PLACES), random.choice(TRADES)
    own = tuple(random.sample(trade.skills, random.randint(2, 4)))
    person_id, calendar_id = rows.last["persons"] + 1, rows.last["calendars"] + 1
    joined = utc_text(rows.now - timedelta(minutes=random.randrange(60, 2 * 365 * 1440)))
    person = _Person(person_id, place, trade, own, joined, calendar_id)
    columns = _person_columns(person, random)
    rows.add("persons", **columns, updated_at=utc_text(rows.now))
    for word in words_of(columns["short_name_folded"]):
        rows.add("person_name_words", word=word, person_id=person_id)
    rows.add("calendars", **_calendar_columns(person))
    for skill in own:
        rows.add(
            "person_skills",
            person_id=person_id,
            skill_id=skills[skill],
            level=random.choice(("basic", "good", "expert")),
        )
    for code in dict.fromkeys((place.language, *random.sample(("en", "de", "fr", "es", "ru"), random.randint(0, 2)))):
        rows.add("person_languages", person_id=person_id, code=code, level=random.choice(("B1", "B2", "C1", "native")))
    _add_schedules(rows, person, skills, random)
    if trade.on_site:
        _add_provider(rows, person, random)


def _person_columns(person: _Person, random: Random) -> dict[str, Any]:
    first, last = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
    about = random.choice(ABOUTS).format(
        title=person.trade.title.lower(), years=random.randint(2, 30), skill=person.skills[0], city=person.place.city
    )
    ratings = random.choice((0, 0, random.randint(1, 20), random.randint(1, 200)))
    salary = {"amount": str(random.randint(person.trade.low, person.trade.high)), "period": "hour"}
    email = f"{first}.{last}.{person.id}@people.example".lower()
    return {
        "uuid": str(UUID(int=random.getrandbits(128), version=4)),
        "email": email,
        "email_key": address_key(email),
        "names_folded": name_lines(first, None, last),
        "short_name_folded": short_name(first, last),
        "email_verified_at": person.joined,
        "name": first,
        "last_name": last,
        "phone": f"+1 555 {random.randrange(10_000_000):07d}",
        "timezone": person.place.timezone,
        "language": person.place.language,
        "currency": person.place.currency,
        "city": person.place.city,
        "country": person.place.country,
        "education": random.choice(EDUCATIONS),
        "about": about[0].upper() + about[1:],
        "salary": json.dumps({**salary, "currency": person.place.currency}),
        "terms_accepted_at": person.joined,
        "default_kal_id": person.calendar_id,
        "rating_count": ratings,
        "rating_sum": sum(random.choices((500, 400, 300, 200, 100), (60, 25, 8, 4, 3), k=ratings)),
        "created_at": person.joined,
    }


def _calendar_columns(person: _Person) -> dict[str, Any]:
    return {
        "owner_type": "person",
        "owner_id": person.id,
        "label": "My calendar",
        "slug": "my-calendar",
        "timezone": person.place.timezone,
        "is_default": 1,
        "created_at": person.joined,
        "updated_at": person.joined,
    }


def _add_schedules(rows: _Rows, person: _Person, skills: dict[str, int], random: Random) -> None:
    """Everybody offers time; a few offer a second kind of it, or look for somebody themselves."""
    per_hour = random.randint(person.trade.low, person.trade.high)
    opening = random.choice(OPENINGS)
    if random.random() < 0.8:
        minutes = random.choice((30, 60, 60, 60, 90))
        label = f"{person.trade.title}, {minutes} minutes: {person.skills[0]}"
        price = per_hour * minutes // 60
        schedule_id = _add_schedule(rows, person, random, 1, label, opening, minutes=minutes, price=price)
        if random.random() < 0.3:
            _add_bookings(rows, person, schedule_id, opening, minutes, random)
    else:
        schedule_id = _add_schedule(
            rows, person, random, 2, f"{person.trade.title} by the hour", opening, price=per_hour
        )
    rows.add("schedule_skills", schedule_id=schedule_id, skill_id=skills[person.skills[0]], years=random.randint(1, 20))
    if random.random() < 0.15:
        _add_schedule(rows, person, random, 1, "First talk, 30 minutes", opening, minutes=30)
    if random.random() < 0.05:
        _add_schedule(rows, person, random, 1, "For regular customers", opening, price=per_hour, private=1)
    if random.random() < 0.02:
        wanted = random.choice(TRADES)
        label = f"Looking for a {wanted.title.lower()}"
        hiring = _add_schedule(rows, person, random, 3, label, opening, price=wanted.low)
        rows.add("schedule_skills", schedule_id=hiring, skill_id=skills[wanted.skills[0]], years=None)


def _add_schedule(
    rows: _Rows, person: _Person, random: Random, type_id: int, label: str, opening: Any, *,
    minutes: int = 60, price: int = 0, private: int = 0,
) -> int:  # fmt: skip
    schedule_id = rows.add(
        "schedules",
        kal_id=person.calendar_id,
        owner_type="person",
        owner_id=person.id,
        type_id=type_id,
        label=label,
        description=f"{', '.join(person.skills)}. In {person.place.city} or online." if type_id == 1 else None,
        private=private,
        timezone=person.place.timezone,
        duration=minutes,
        msp=random.choice((1, 1, 1, 1, 1, 1, 1, 4)),
        price=price * 10 ** DECIMALS[person.place.currency] if price else None,
        price_per="hour" if type_id == 2 else "slot",
        currency=person.place.currency,
        settings=_settings(opening, random.choice((0, 0, 15))),
        created_at=person.joined,
        updated_at=utc_text(rows.now),
    )
    rows.add(
        "schedule_users",
        schedule_id=schedule_id,
        user_type="person",
        user_id=person.id,
        role_id=1,
        read=2,
        write=3,
        created_at=person.joined,
        updated_at=person.joined,
    )
    return schedule_id


@lru_cache(maxsize=256)
def _settings(opening: Any, pause: int) -> str:
    rules = [{"days": list(days), "start": start, "end": end} for days, start, end in opening]
    return json.dumps({"rules": rules, **({"pause": pause} if pause else {})})


def _add_bookings(rows: _Rows, person: _Person, schedule_id: int, opening: Any, minutes: int, random: Random) -> None:
    """A few free confirmed bookings in the coming two weeks, each by somebody who came before."""
    starts = sorted(random.sample(_first_starts(rows.now.date(), opening, person.place.timezone), random.randint(1, 4)))
    for start in starts:
        ends = utc_text(start + timedelta(minutes=minutes))
        booker = random.randint(rows.first_person, person.id - 1) if person.id > rows.first_person else None
        event_id = rows.add("events", **_event_columns(person, schedule_id, start, ends, minutes, rows.now))
        rows.add("event_hosts", event_id=event_id, user_type="person", user_id=person.id, end_at=ends)
        if booker:
            rows.add("event_attendees", **_attendee_columns(person, schedule_id, event_id, booker, ends, rows.now))


def _event_columns(
    person: _Person, schedule_id: int, start: datetime, ends: str, minutes: int, now: datetime
) -> dict[str, Any]:
    return {
        "owner_type": "person",
        "owner_id": person.id,
        "type_id": 1,
        "status_id": 200,
        "kal_schedule_id": schedule_id,
        "kal_id": person.calendar_id,
        "label": person.trade.title,
        "timezone": person.place.timezone,
        "start_at": utc_text(start),
        "wall_start": wall_text(start, person.place.timezone),
        "end_at": ends,
        "duration": minutes,
        "slot": "grid",
        "seats_taken": 1,
        "lead_host_type": "person",
        "lead_host_id": person.id,
        "terms": TERMS,
        "created_at": utc_text(now),
        "updated_at": utc_text(now),
    }


def _attendee_columns(
    person: _Person, schedule_id: int, event_id: int, booker: int, ends: str, now: datetime
) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "schedule_id": schedule_id,
        "user_type": "person",
        "user_id": booker,
        "status": "accepted",
        "status_id": 200,
        "seats": 1,
        "amount": 0,
        "currency": person.place.currency,
        "end_at": ends,
        "created_at": utc_text(now),
    }


@lru_cache(maxsize=1024)
def _first_starts(today: date, opening: Any, timezone: str) -> list[datetime]:
    """When the windows of the coming two weeks begin: starts that every grid has."""
    return list(_window_starts(today, opening, ZoneInfo(timezone)))


def _window_starts(today: date, opening: Any, zone: ZoneInfo) -> Iterator[datetime]:
    for ahead in range(1, 15):
        day = today + timedelta(days=ahead)
        for days, start, _ in opening:
            if day.isoweekday() % 7 in days:
                yield datetime.combine(day, datetime.strptime(start, "%H:%M").time(), zone)


def _add_provider(rows: _Rows, person: _Person, random: Random) -> None:
    """People who work on site are providers, at home somewhere around their city's centre."""
    rows.add(
        "provider_profiles",
        person_id=person.id,
        w2=int(random.random() < 0.2),
        city=person.place.city,
        state=person.place.state,
        country=person.place.country,
        latitude_e6=person.place.latitude_e6 + int(random.gauss(0, 80_000)),
        longitude_e6=person.place.longitude_e6 + int(random.gauss(0, 100_000)),
        max_travel_km=random.choice((20, 50, 100, None)),
        equipment=json.dumps(random.sample(("Ladder", "Van", "Multimeter", "Cable tester", "Laptop", "Drill"), 2)),
        background_check=random.choice((None, json.dumps({"status": "passed", "date": person.joined[:10]}))),
        minimum_rates=json.dumps({"hourly": str(person.trade.low)}),
        jobs_completed=random.choice((0, random.randint(0, 20), random.randint(0, 300))),
        created_at=person.joined,
        updated_at=person.joined,
    )
    for type_id in random.sample(ON_SITE_TYPES_OF_WORK, random.randint(1, 3)):
        rows.add("provider_types_of_work", person_id=person.id, type_of_work_id=type_id)


def _skill_ids(tx: Transaction) -> dict[str, int]:
    """The ids of all skills sample people have, stored when nobody had them yet."""
    names = dict.fromkeys(skill for trade in TRADES for skill in trade.skills)
    tx.many(
        "INSERT INTO skills (name, name_folded) VALUES (:name, :folded) ON CONFLICT (name_folded) DO NOTHING",
        [{"name": name, "folded": folded(name)} for name in names],
    )
    by_name = {row["name_folded"]: row["id"] for row in tx.all("SELECT id, name_folded FROM skills")}
    return {name: by_name[folded(name)] for name in names}
