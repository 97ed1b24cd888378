"""Publish, book, ask again: what the operations offer, held against a reckoning that knows nothing of the product."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.scheduling.busy import occupy
from tests.hall import Hall, Refused, TestCaller
from tests.rules.scheduling import slot_oracle as oracle
from tests.rules.scheduling.slot_cases import ODD_DAYS, exceptions, minutes_of, moment, places_in_time, rules, span_of
from tests.tools.scheduling.schedule_world import open_from, publish

DAYS_SHOWN = 5
NUMBERS = itertools.count(1)

# Settings, by the words of the operation and of the reckoning.
GAPS = {"pause": [0, 0, 15], "buffer_before": [0, 0, 20], "buffer_after": [0, 0, 45]}


@st.composite
def scenarios(draw: st.DrawFn) -> tuple[oracle.Plan, int]:
    """A schedule with one or two hosts whose time is free, and the minute at which it is published."""
    zone, first = draw(places_in_time(most_days_before=3))
    plan = oracle.Plan(
        rules=draw(st.lists(rules(first), min_size=1, max_size=2)),
        exceptions=draw(exceptions(first)),
        zone=zone,
        week_start=draw(st.sampled_from([0, 1])),
        minutes=draw(st.sampled_from([30, 45, 60, 120])),
        step=draw(st.sampled_from([None, None, 15, 60])),
        pause=draw(st.sampled_from(GAPS["pause"])),
        before=draw(st.sampled_from(GAPS["buffer_before"])),
        after=draw(st.sampled_from(GAPS["buffer_after"])),
        notice=draw(st.sampled_from([0, 90, 2000])),
        days_ahead=draw(st.sampled_from([60, 60, 2])),
        most_a_day=draw(st.sampled_from([None, None, 2])),
        most_a_week=draw(st.sampled_from([None, None, 1, 3])),
        places=draw(st.sampled_from([1, 1, 2, 3, 0])),
        hosts=[[] for _ in range(draw(st.sampled_from([1, 1, 2])))],
        needs_all=draw(st.booleans()),
    )
    now = span_of(first)[0] + draw(st.integers(0, 1440))
    if draw(st.integers(0, 3)) == 0:
        plan.opens = now + draw(st.integers(0, 2000))
        plan.closes = plan.opens + draw(st.integers(60, 6000))
    return plan, now


class World:
    """A schedule that is published and filled through operations, next to its plan, which is told the same."""

    def __init__(self, hall: Hall, plan: oracle.Plan, now: int) -> None:
        self.hall, self.plan = hall, plan
        self.now = now
        self.begin, self.end = now, now + DAYS_SHOWN * 1440
        self.hosts: list[TestCaller] = []

    async def open(self) -> None:
        """Fresh people: what they did in other examples is not in the way."""
        self.hall.clock.set(moment(self.now))
        number = next(NUMBERS)
        for name in ("eva", "ida")[: len(self.plan.hosts)]:
            self.hosts.append(await self.hall.person(f"{name}{number}@work.test", credit="5 USDT"))
        self.booker = await self.hall.person(f"bob{number}@home.test", credit="5 USDT")
        sets_week = "UPDATE calendars SET settings = :settings WHERE owner_type = 'person' AND owner_id = :id"
        week = {"settings": f'{{"week_start": {self.plan.week_start}}}', "id": self.hosts[0].id}
        await self.hall.app.database.write(lambda tx: tx.run(sets_week, **week))
        self.schedule_id = await publish(self.hosts[0], **self.words())
        if len(self.hosts) > 1:
            users = [{"user_id": self.hosts[1].id, "role_id": 3}]
            await self.hosts[0].call("add_schedule_users", schedule_id=self.schedule_id, users=users)
            await self.hosts[1].call("accept_schedule_role", schedule_id=self.schedule_id)

    def words(self) -> dict[str, Any]:
        """The plan as create_schedule takes it."""
        plan = self.plan
        given_settings = {
            "rules": plan.rules,
            "exceptions": plan.exceptions,
            "step": plan.step,
            "pause": plan.pause,
            "buffer_before": plan.before,
            "buffer_after": plan.after,
            "min_notice": plan.notice,
            "max_days_ahead": plan.days_ahead,
            "max_per_day": plan.most_a_day,
            "max_per_week": plan.most_a_week,
            "hosts": "all" if plan.needs_all else "any",
        }
        bounds = {"start": plan.opens, "end": plan.closes}
        return {
            "settings": {name: value for name, value in given_settings.items() if value is not None},
            "timezone": plan.zone,
            "duration": plan.minutes,
            "msp": plan.places,
            **{name: moment(value).isoformat() for name, value in bounds.items() if value is not None},
        }

    def expected(self) -> list[tuple[int, int]]:
        return oracle.free_by_hand(self.plan, self.begin, self.end, self.now)

    async def offered(self) -> list[tuple[int, int]]:
        """All free slots, page by page; each said with the offset clocks have then."""
        span = {"start": moment(self.begin).isoformat(), "end": moment(self.end).isoformat()}
        found: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = await self.booker.call("get_schedule", schedule_id=self.schedule_id, limit=100, **span, **cursor)
            found += page["slots"]
            if "next_cursor" not in page:
                break
            cursor = {"cursor": page["next_cursor"]}
        starts = minutes_of([slot["start"] for slot in found])
        for start, slot in zip(starts, found, strict=True):
            assert slot["start"] == oracle.shown(start, self.plan.zone)
            assert slot["end"] == oracle.shown(start + self.plan.minutes, self.plan.zone)
        return [(start, slot.get("seats_left", 0)) for start, slot in zip(starts, found, strict=True)]

    async def previewed(self) -> int:
        """How many slots the same words would make, tried out by the owner."""
        (kal_id,) = self.hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", self.hosts[0].id)[0]
        given = {"kal_id": kal_id, "type_id": 1, "label": "L", "private": False, "currency": "EUR", **self.words()}
        span = {"show_from": moment(self.begin).isoformat(), "show_until": moment(self.end).isoformat()}
        return int((await self.hosts[0].call("preview_schedule", limit=1, **given, **span))["count"])

    async def first(self) -> list[int]:
        """The next three slots, as far as they lie in the days shown."""
        answer = await self.booker.call("find_next_slot", schedule_id=self.schedule_id, count=3)
        starts = minutes_of([slot["start"] for slot in answer.get("slots", [])])
        return [start for start in starts if start < self.end]

    async def book(self, start: int, seats: int = 1) -> bool:
        """Whether it worked; then the plan knows of it too."""
        wanted = {"schedule_id": self.schedule_id, "start": moment(start).isoformat(), "seats": seats}
        try:
            event = (await self.booker.call("book_schedule", **wanted))["event"]
        except Refused as no:
            assert no.code == "slot_taken" or "start" in no.fields or "seats" in no.fields, no.text
            return False
        assert (event["start"], event["end"]) == (
            oracle.shown(start, self.plan.zone),
            oracle.shown(start + self.plan.minutes, self.plan.zone),
        )
        gaps = {"pause": self.plan.pause, "before": self.plan.before, "after": self.plan.after}
        serving = {host["id"] for host in event["hosts"]}
        for host, taken in zip(self.hosts, self.plan.hosts, strict=True):
            if host.id in serving:
                taken.append(oracle.Taken(start, start + self.plan.minutes, **gaps))
        self.plan.booked.append(oracle.Booking(event["id"], start, start + self.plan.minutes, seats))
        return True

    async def take(self, how: str, host: int, start: int, length: int) -> None:
        """Somebody's time goes elsewhere: to a work order, an imported appointment, a booking of another schedule."""
        owner, end = self.hosts[host], start + length
        if how == "other schedule":
            gaps = {"pause": 10, "buffer_before": 25, "buffer_after": 35}
            always = open_from("00:00", "24:00", step=5, **gaps)
            other = await publish(owner, always, timezone="UTC", duration=60)
            wanted = {"schedule_id": other, "start": moment(start).isoformat()}
            try:
                await self.booker.call("book_schedule", **wanted)
            except Refused as no:
                assert no.code == "slot_taken", no.text
                return
            self.plan.hosts[host].append(oracle.Taken(start, start + 60, pause=10, before=25, after=35))
            return
        await self.hall.app.database.write(
            lambda tx: occupy(tx, owner.owner, moment(start), moment(end), (how, next(NUMBERS)))
        )
        self.plan.hosts[host].append(oracle.Taken(start, end))


@pytest.fixture
def long_ago(hall: Hall) -> Hall:
    """A hall whose prices and rates hold in years gone by too: some clock changes lie there."""
    always = "valid_from = '2000-01-01T00:00:00.000Z'"
    hall.sql_script(f"UPDATE prices SET {always}; UPDATE usd_rates SET {always};")
    return hall


@pytest.mark.parametrize(("zone", "day"), ODD_DAYS, ids=str)
async def test_around_every_odd_day_slots_are_offered_and_booked_as_reckoned(long_ago, zone, day):
    """Windows that begin in a gap, end in one, or lie around it; then two bookings, the first of them that very day."""
    windows = [("00:30", "01:45"), ("02:15", "04:00"), ("22:00", "23:45")]
    rules = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": start, "end": end} for start, end in windows]
    all_day = {"date": str(day + timedelta(days=2)), "windows": [{"start": "00:00", "end": "24:00"}]}
    now = span_of(day)[0] - 1440
    plan = oracle.Plan(rules=rules, exceptions=[all_day], zone=zone, minutes=30, step=15, after=15)
    world = World(long_ago, plan, now)
    await world.open()
    free = world.expected()
    assert await world.offered() == free
    that_day = [start for start, _ in free if oracle.shown(start, zone).startswith(str(day))]
    for start in (that_day[len(that_day) // 2] if that_day else free[0][0], free[-1][0]):
        assert await world.book(start)
        assert not await world.book(start)
    assert await world.offered() == world.expected()


@given(scenario=scenarios(), data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_offered_and_booked_is_what_was_reckoned(long_ago, scenario, data):
    plan, now = scenario
    world = World(long_ago, plan, now)
    await world.open()
    assert await world.offered() == world.expected()
    assert await world.previewed() == len(world.expected())
    for _ in range(data.draw(st.integers(0, 2))):
        how = data.draw(st.sampled_from(["other schedule", "work_order", "external"]))
        free = [start for start, _ in world.expected()] or [now + 600]
        start = data.draw(st.sampled_from(free)) // 5 * 5 + data.draw(st.sampled_from([-60, -5, 0, 20]))
        if start > now:
            await world.take(how, data.draw(st.integers(0, len(plan.hosts) - 1)), start, 60)
    for _ in range(data.draw(st.integers(1, 3))):
        free = world.expected()
        assert await world.offered() == free
        if not free:
            break
        start, left = data.draw(st.one_of(st.just(free[0]), st.sampled_from(free)))
        assert await world.book(start, data.draw(st.integers(1, left or 3)))
        again = data.draw(st.sampled_from([0, 0, 5, plan.minutes, -plan.minutes])) + start
        seats_left = dict(world.expected())
        assert await world.book(again) == (again in seats_left)
    free = world.expected()
    assert await world.offered() == free
    assert await world.first() == [start for start, _ in free][:3]
