"""People search against a reckoning that looks at everybody, while profiles, schedules and bookings keep changing.

Changes go through the real operations, so every one of them that forgets the index is caught. The reckoning reads the
tables people and schedules are kept in, never the search's own."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store.types import utc_time
from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import proof

NAMES = ("Anna Piano", "Roof Oslo", "Violin Kim", "Bo Lund", "Kim Roof", "Piano Bo")
WORDS = ("piano", "violin", "roof", "oslo", "kim", "bo")
SKILLS = ("Piano", "Roof", "Violin")
PEOPLE, STEPS = 12, 60
WEEK = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 16, tzinfo=UTC)

Shown = list[tuple[int, str | None]]


@dataclass
class World:
    """The callers, and since when each person has been as they are: what was changed last comes first."""

    hall: Hall
    boss: TestCaller
    agent: TestCaller
    random: random.Random
    people: list[TestCaller] = field(default_factory=list)
    changed: dict[int, int] = field(default_factory=dict)

    def touch(self, person: TestCaller) -> None:
        self.changed[person.id] = 1 + max(self.changed.values(), default=0)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.hall.sql(sql)


@dataclass(frozen=True)
class Asked:
    """A search, as the reckoning understands it."""

    word: str
    skill: str | None = None
    price_to: int | None = None
    slot: bool = False

    def arguments(self) -> dict[str, Any]:
        given: dict[str, Any] = {"query": self.word}
        if self.skill:
            given["skills"] = [self.skill]
        if self.price_to is not None:
            given |= {"price_to": self.price_to, "currency": "EUR"}
        if self.slot:
            given |= {"start": WEEK[0].isoformat(), "end": WEEK[1].isoformat(), "duration": 60}
        return given


@pytest.mark.parametrize("seed", range(2))
async def test_searches_find_who_a_look_at_everybody_finds(hall: Hall, seed: int) -> None:
    world = await _settled(hall, random.Random(seed))
    found = 0
    for step in range(STEPS):
        await _change(world)
        if step % 4:
            continue
        word, skill = world.random.choice(WORDS), world.random.choice(SKILLS)
        price = world.random.choice((0, 20, 40, 60))
        for asked in (
            Asked(word),
            Asked(word, skill, price),
            Asked(word, skill, price, slot=True),
            Asked(word, slot=True),
        ):
            expected = _everybody(world, asked)
            assert await _searched(world, asked) == expected, (step, asked)
            found += len(expected)
    assert found > STEPS


async def _searched(world: World, asked: Asked) -> list[tuple[int, Shown]]:
    """All pages, a few people each: who is found, with their schedules and the next free slot of each."""
    people: list[tuple[int, Shown]] = []
    total, more = 0, {}
    while True:
        page = await world.agent.call(
            "search_specialists", **asked.arguments(), **more, limit=world.random.choice((2, 3))
        )
        total = total or page["total"]
        for person in page["specialists"]:
            slots = [(s["schedule_id"], s.get("next_free_slot", {}).get("start")) for s in person["schedules"]]
            people.append((person["user_id"], slots))
        if "next_cursor" not in page:
            break
        more = {"cursor": page["next_cursor"]}
    if not asked.slot:
        assert total == len(people)
    return people


def _everybody(world: World, asked: Asked) -> list[tuple[int, Shown]]:
    """Best match: names, then skills and labels, then the rest; within each the last changed first."""
    found: list[tuple[int, int, int, Shown]] = []
    for id, name, last, about, city in world.rows(
        "SELECT id, name, last_name, about, city FROM persons WHERE deleted_at IS NULL"
    ):
        offers = world.rows(
            f"""SELECT id, label, description, price, duration, settings FROM schedules
                WHERE owner_id = {id} AND owner_type = 'person' AND deleted_at IS NULL AND private = 0
                ORDER BY coalesce(price, 0), id"""
        )
        skills = [skill for (skill,) in world.rows(
            f"SELECT s.name FROM person_skills x JOIN skills s ON s.id = x.skill_id WHERE x.person_id = {id}"
        )]  # fmt: skip
        texts = [_words(name, last), _words(*skills, *(row[1] for row in offers))]
        texts.append(_words(about, city, *(row[2] for row in offers)).union(*texts))
        tier = next((tier for tier, words in enumerate(texts) if asked.word in words), None)
        fitting = [row for row in offers if asked.price_to is None or (row[3] or 0) <= asked.price_to * 100]
        if tier is None or not fitting or (asked.skill and asked.skill not in skills):
            continue
        shown = [(row[0], _first_free(world, id, row[4], row[5], asked.slot)) for row in fitting]
        if asked.slot:
            shown = [each for each in shown if each[1]]
        if shown or not asked.slot:
            found.append((tier, -world.changed[id], id, shown[:3]))
    return [(id, shown) for _, _, id, shown in sorted(found)]


def _first_free(world: World, owner_id: int, minutes: int, settings: str, in_week: bool) -> str | None:
    """The first start of the weekly grid at which the owner has no appointment, as host or as guest.

    An hour is asked for in the week: two half hours in a row are one."""
    busy = [(utc_time(start), utc_time(end)) for start, end in world.rows(
        f"""SELECT start_at, end_at FROM events WHERE deleted_at IS NULL AND status_id IN (100, 200, 555) AND id IN
              (SELECT event_id FROM event_hosts WHERE user_type = 'person' AND user_id = {owner_id}
               UNION SELECT event_id FROM event_attendees WHERE user_type = 'person' AND user_id = {owner_id}
               AND status = 'accepted' AND status_id IN (100, 200, 555))"""
    )]  # fmt: skip
    first, last = WEEK if in_week else (world.hall.clock(), world.hall.clock() + timedelta(days=60))
    step = timedelta(minutes=minutes)
    length = timedelta(minutes=max(minutes, 60) if in_week else minutes)
    day = first.replace(hour=0, minute=0)
    while day < last:
        for rule in json.loads(settings)["rules"]:
            begin, close = (day + timedelta(hours=int(rule[name][:2])) for name in ("start", "end"))
            while day.isoweekday() % 7 in rule["days"] and begin + length <= close:
                free = all(end <= begin or start >= begin + length for start, end in busy)
                if free and first <= begin and (begin + length <= last or not in_week):
                    return begin.strftime("%Y-%m-%dT%H:%M:%SZ")
                begin += step
        day += timedelta(days=1)
    return None


def _words(*texts: str | None) -> set[str]:
    return set(" ".join(text for text in texts if text).lower().replace(".", " ").replace(",", " ").split())


# Changes


async def _settled(hall: Hall, rng: random.Random) -> World:
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "100 USDT")
    world = World(hall, boss, await hall.agent("Searcher"), rng)
    knows_all = await hall.person("all@acme.test", company="Acme", role="user")
    await knows_all.call("update_my_profile", skills=[{"name": skill} for skill in SKILLS])
    for number in range(PEOPLE):
        await _join(world, f"p{number}@work.test")
    return world


async def _join(world: World, email: str) -> None:
    person = await world.hall.person(email, company="Acme", role="user")
    world.people.append(person)
    await person.call("update_my_profile", name=world.random.choice(NAMES))
    await _profile(world, person)
    await _offer(world, person)


async def _change(world: World) -> None:
    person = world.random.choice(world.people)
    changes = (_profile, _skills, _offer, _price, _hide, _hide, _end_offer, _book, _book, _book, _book, _cancel, _leave)
    await world.random.choice(changes)(world, person)


async def _profile(world: World, person: TestCaller) -> None:
    about, city = (world.random.choice(WORDS) for _ in range(2))
    await person.call("update_my_profile", about=f"I like {about}.", city=city.title())
    world.touch(person)


async def _skills(world: World, person: TestCaller) -> None:
    skills = world.random.sample(SKILLS, world.random.randint(0, 2))
    await person.call("update_my_profile", skills=[{"name": skill} for skill in skills])
    world.touch(person)


async def _offer(world: World, person: TestCaller) -> None:
    days = sorted(world.random.sample((2, 3, 4), world.random.choice((1, 1, 3))))
    opens = world.random.choice((9, 10))
    settings = {
        "rules": [{"days": days, "start": f"{opens:02d}:00", "end": f"{opens + world.random.choice((1, 2)):02d}:00"}],
        "payment": "none",
    }
    await person.call(
        "create_schedule",
        label=f"{world.random.choice(WORDS).title()} talk",
        private=world.random.random() < 0.2,
        settings=settings,
        duration=world.random.choice((30, 60, 60, 60)),
        price=world.random.choice((None, "15.00", "40.00", "60.50")) or "0",
        currency="EUR",
        timezone="UTC",
        description=f"All about {world.random.choice(WORDS)}.",
    )
    world.touch(person)


async def _price(world: World, person: TestCaller) -> None:
    await _update(world, person, price=world.random.choice(("10.00", "20.01", "40.00", "99.00")))


async def _hide(world: World, person: TestCaller) -> None:
    await _update(world, person, private=world.random.random() < 0.4)


async def _update(world: World, person: TestCaller, **changes: Any) -> None:
    schedule = _some_schedule(world, person)
    if schedule is None:
        return
    id, label, private, settings = schedule
    kept = {"label": label, "private": bool(private), "settings": json.loads(settings), "currency": "EUR"}
    await person.call("update_schedule", schedule_id=id, **{**kept, **changes})
    world.touch(person)


async def _end_offer(world: World, person: TestCaller) -> None:
    schedule = _some_schedule(world, person)
    if schedule is not None:
        await person.call("delete_schedule", schedule_id=schedule[0])
        world.touch(person)


async def _book(world: World, person: TestCaller) -> None:
    """Somebody takes the first free hours of a person, most of the time those of the week that is searched."""
    schedule = _some_schedule(world, person)
    booker = world.random.choice(world.people)
    if schedule is None or schedule[2] or booker is person:
        return
    after = world.random.choice((world.hall.clock(), *WEEK[:1] * 3)).isoformat()
    free = await booker.call("find_next_slot", schedule_id=schedule[0], after=after, count=world.random.choice((2, 4)))
    for slot in free.get("slots", ()):
        try:
            await booker.call("book_schedule", schedule_id=schedule[0], start=slot["start"])
        except Refused as no:
            assert no.code in ("slot_taken", "conflict"), no.text  # the booker is busy themselves


async def _cancel(world: World, person: TestCaller) -> None:
    events = world.rows(
        f"""SELECT h.event_id FROM event_hosts h JOIN events e ON e.id = h.event_id
            WHERE h.user_id = {person.id} AND e.status_id = 200 ORDER BY h.event_id"""
    )
    if events:
        await person.call("decline_event", event_id=world.random.choice(events)[0])


async def _leave(world: World, person: TestCaller) -> None:
    """Somebody goes, and somebody else comes."""
    if world.random.random() < 0.5:
        try:
            await person.call("close_my_account", give_up_money=True, **await proof(world.hall, person))
        except Refused as no:
            assert no.shape["state"] == "open_duties", no.text
            return
        world.people.remove(person)
        await _join(world, f"p{len(world.changed)}@work.test")


def _some_schedule(world: World, person: TestCaller) -> tuple[Any, ...] | None:
    rows = world.rows(
        f"""SELECT id, label, private, settings FROM schedules
            WHERE owner_id = {person.id} AND owner_type = 'person' AND deleted_at IS NULL ORDER BY id"""
    )
    return world.random.choice(rows) if rows else None
