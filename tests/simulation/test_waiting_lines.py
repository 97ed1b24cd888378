"""Random histories of full slots: holds, lines, offers and bookings in whatever order. No seat goes to two, no place that is
free lies idle while somebody waits for it, and nobody overtakes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from store.scheduling import events, schedules
from store.types import utc_text, utc_time
from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import EVERY_DAY, add_session, books_balance, offer
from tests.tools.scheduling.cast import booker
from tools.scheduling.availability.slots import offered_session, offered_slots

STEPS = 250
HOURS = ("10", "11")
MOVES = {
    "book": 8, "hold": 5, "join": 12, "take": 3, "give_back": 4, "leave": 2, "decline": 9, "move": 3, "change": 1, "busy": 2,
    "extend": 1, "unpaid": 3, "guest": 2, "wait": 5, "tick": 5,
}  # fmt: skip


class History:
    """Two hosts with three schedules and a session, five bookers, and few starts, so that they are full all the time."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.random = Random(seed)
        self.bookers: list[TestCaller] = []
        self.hosts: list[TestCaller] = []
        self.schedules: list[int] = []
        self.refusals: dict[str, int] = {}
        self.done: dict[str, int] = {}
        # Time has passed since the hall has looked: what has lapsed may lie idle until it does.
        self.stale = False

    async def begin(self) -> None:
        for name in ("eva", "ida"):
            host = await self.hall.person(f"{name}@work.test")
            await self.hall.credit(host.owner, "200 USDT")
            self.hosts.append(host)
        self.bookers = [await booker(self.hall, f"b{index}@home.test", "4000 EUR") for index in range(5)]
        for each in self.bookers:
            await self.hall.credit(each.owner, "200 USDT")
        eva, ida = self.hosts
        self.schedules = [
            await offer(self.hall, eva, offer_minutes=15),
            await offer(self.hall, eva, msp=3, hosts=(ida,), price="20.00", offer_minutes=30, columns={"slug": "b"}),
            await offer(self.hall, ida, max_per_day=2, pause=15, columns={"slug": "c"}),
        ]
        at = ("2026-03-04T18:30:00.000Z", "2026-03-04T20:30:00.000Z")
        await add_session(self.hall, self.schedules[0], *at, capacity=2)

    async def step(self) -> None:
        move = self.random.choices(list(MOVES), list(MOVES.values()))[0]
        before = self.hall.sql("SELECT count(*) FROM waiting_entries WHERE status = 'offered'")
        try:
            await getattr(self, move)()
            self.done[move] = self.done.get(move, 0) + 1
        except Refused as no:
            self.refusals[no.code] = self.refusals.get(no.code, 0) + 1
        if before != self.hall.sql("SELECT count(*) FROM waiting_entries WHERE status = 'offered'"):
            self.done["offered"] = self.done.get("offered", 0) + 1

    def slot(self) -> dict[str, Any]:
        """A start of a schedule; now and then the session's."""
        schedule = self.random.choice(self.schedules)
        if schedule == self.schedules[0] and self.random.random() < 0.3:
            return {"schedule_id": schedule, "start": "2026-03-04T18:30:00Z"}
        return {"schedule_id": schedule, "start": f"2026-03-04T{self.random.choice(HOURS)}:00:00Z"}

    async def book(self, **more: Any) -> None:
        slot, seats = self.slot(), self.random.choice([1, 1, 2, 3])
        first = servable(self.hall, slot)
        await self.random.choice(self.bookers).call("book_schedule", **slot, seats=seats, **more)
        assert first <= offered(self.hall), f"somebody was overtaken at {slot}"

    async def unpaid(self) -> None:
        await self.book(pay="later")

    async def hold(self) -> None:
        slot, seats = self.slot(), self.random.choice([1, 1, 2])
        first = servable(self.hall, slot)
        kept = await self.random.choice(self.bookers).call("hold_slot", **slot, seats=seats)
        assert not kept["changed"] or first <= offered(self.hall), f"somebody was overtaken at {slot}"

    async def join(self) -> None:
        seats = self.random.choice([1, 1, 1, 2, 3])
        limit = {"max_price": "25.00"} if self.random.random() < 0.2 else {}
        await self.random.choice(self.bookers).call("join_waiting_list", **self.slot(), seats=seats, **limit)

    async def guest(self) -> None:
        guest = {"name": "Gus", "email": f"g{self.random.randrange(3)}@guest.test"}
        await self.hall.nobody().call("join_waiting_list", **self.slot(), guest=guest)

    async def take(self) -> None:
        caller = self.random.choice(self.bookers)
        for hold in (await caller.call("list_slot_holds"))["items"][:1]:
            more = {"schedule_id": hold["schedule_id"], "hold_id": hold["public_id"]}
            await caller.call("book_schedule", **more)
        tokens = [found for index in range(3) for found in await self._tokens(f"g{index}@guest.test")]
        if tokens:
            schedule, token = self.random.choice(tokens)
            await self.hall.nobody().call("book_schedule", schedule_id=int(schedule), hold_id=token)

    async def _tokens(self, address: str) -> list[tuple[str, str]]:
        bodies = "\n".join(mail.body for mail in await self.hall.mails(address))
        return re.findall(r"in schedule (\d+)\. Pass (hh_offer_\w+)", bodies)

    async def give_back(self) -> None:
        holds = self.hall.sql("SELECT public_id, holder_id FROM slot_holds ORDER BY id DESC LIMIT 4")
        if holds:
            hold, holder = self.random.choice(holds)
            await self._one(holder).call("release_slot_hold", hold_id=hold)

    async def extend(self) -> None:
        caller = self.random.choice(self.bookers)
        for hold in (await caller.call("list_slot_holds"))["items"][:1]:
            await caller.call("extend_slot_hold", hold_id=hold["public_id"], minutes=30)

    async def leave(self) -> None:
        entries = self.hall.sql("SELECT id, person_id FROM waiting_entries ORDER BY id DESC LIMIT 6")
        if entries:
            entry, person = self.random.choice(entries)
            await self._one(person).call("leave_waiting_list", entry_id=entry)

    async def decline(self) -> None:
        live = "SELECT event_id, user_id FROM event_attendees WHERE status_id IN (100, 200) AND stands_in_for IS NULL"
        rows = self.hall.sql(live)
        if rows:
            event, booker_id = self.random.choice(rows)
            await self._one(booker_id).call("decline_event", event_id=event)

    async def move(self) -> None:
        rows = self.hall.sql("SELECT event_id, user_id FROM event_attendees WHERE status_id = 200")
        if not rows:
            return
        (event, booker_id), start = self.random.choice(rows), self.random.choice(("10", "11", "12", "13"))
        caller, start = self._one(booker_id), f"2026-03-04T{start}:00:00Z"
        made = await caller.call("request_event_correction", event_id=event, start=start)
        ids = [each["id"] for each in made["corrections"]]
        for voter in (*self.hosts, *self.bookers):
            try:
                await voter.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids)
            except Refused:
                continue

    async def change(self) -> None:
        """A host gives a slot more places or fewer, or closes a day and opens it again."""
        host, schedule = self.random.choice([(self.hosts[0], self.schedules[1]), (self.hosts[1], self.schedules[2])])
        shut = {"rules": [{"days": [4], "start": "09:00", "end": "18:00"}]}
        wish = self.random.choice([{"msp": self.random.randrange(1, 5)}, {"settings": shut}, {"price": "30.00"}])
        await host.call("update_schedule", schedule_id=schedule, **wish)
        await host.call("update_schedule", schedule_id=schedule, settings={"rules": EVERY_DAY, "offer_minutes": 15})

    async def busy(self) -> None:
        """A host's own time is taken behind the hall's back, or given back."""
        host = self.random.choice(self.hosts)
        own = "SELECT id FROM events WHERE kal_schedule_id IS NULL AND deleted_at IS NULL AND owner_id = ?"
        taken = self.hall.sql(own, host.id)
        if taken:
            await host.call("delete_event", event_id=taken[0][0])
            return
        start = utc_time(utc_text(datetime.fromisoformat(self.slot()["start"])))
        await self.hall.app.database.write(
            lambda tx: tx.insert(
                "events", owner_type="person", owner_id=host.id, type_id=1, status_id=200, label="Away",
                kal_id=tx.value("SELECT default_kal_id FROM persons WHERE id = :id", id=host.id),
                start_at=utc_text(start), end_at=utc_text(start + timedelta(minutes=30)), created_at=utc_text(start),
                updated_at=utc_text(start),
            )
        )  # fmt: skip

    async def wait(self) -> None:
        self.hall.clock.advance(minutes=self.random.choice([1, 5, 10, 15, 30, 60, 120]))
        self.stale = True

    async def tick(self) -> None:
        self.hall.clock.advance(seconds=60)
        await self.hall.tick()
        self.stale = False

    def _one(self, id: int | None) -> TestCaller:
        """Somebody by their number, now and then somebody else."""
        everybody = [*self.bookers, *self.hosts]
        named = [each for each in everybody if each.id == id and self.random.random() < 0.9]
        return named[0] if named else self.random.choice(everybody)


def servable(hall: Hall, slot: dict[str, Any] | None = None) -> set[int]:
    """Who waits although there is room for them now; those in whose way only a price stands left out."""
    now = hall.clock.now
    found = set()
    with hall.reading() as tx:
        for row in tx.all(
            "SELECT * FROM waiting_entries WHERE status = 'waiting' AND closes_at > :now AND max_price IS NULL",
            now=utc_text(now),
        ):
            start, end = utc_time(row["start_at"]), utc_time(row["end_at"])
            asked = slot and (slot["schedule_id"], datetime.fromisoformat(slot["start"]))
            if asked and asked != (row["schedule_id"], start):
                continue
            schedule = schedules.find_schedule(tx, row["schedule_id"])
            assert schedule is not None
            if row["session_id"] is not None:
                event = events.find_event(tx, row["session_id"])
                free = event is not None and offered_session(tx, schedule, event, now, row["seats"]) is not None
            else:
                length = int((end - start).total_seconds() // 60)
                until = start + timedelta(seconds=1)
                free = bool(list(offered_slots(tx, schedule, start, until, now, length, row["seats"])))
            if free:
                found.add(row["id"])
    return found


def offered(hall: Hall) -> set[int]:
    return {row[0] for row in hall.sql("SELECT id FROM waiting_entries WHERE status <> 'waiting'")}


def check(hall: Hall) -> None:
    """What always holds, after every single step."""
    now = utc_text(hall.clock.now)
    assert books_balance(hall)
    sold = """SELECT e.id, e.capacity, sum(a.seats) AS taken FROM events e JOIN event_attendees a ON a.event_id = e.id
              WHERE a.status_id IN (100, 200, 555, 777) AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > ?)
              GROUP BY e.id HAVING e.capacity > 0 AND sum(a.seats) > e.capacity"""
    assert hall.sql(sold, now) == []
    offers = hall.sql(
        """SELECT h.start_at, h.expires_at, h.latest_expiry, h.holder_id, h.seats, w.person_id, w.seats, w.start_at
           FROM slot_holds h LEFT JOIN waiting_entries w ON w.hold_id = h.id WHERE h.kind = 'offer'"""
    )
    for start, expires, latest, holder, seats, *waiting in offers:
        # Every offer is one person's, as long as they wait for it and for their seats; and everybody has one at most.
        assert waiting == [holder, seats, start]
        # Nobody keeps a place beyond the quarter of an hour before its start.
        assert expires <= min(latest, utc_text(utc_time(start) - timedelta(minutes=15)))


@pytest.mark.parametrize("seed", range(2))
async def test_no_history_gives_a_seat_to_two_or_lets_anybody_overtake(hall, seed):
    history = History(hall, seed)
    await history.begin()
    for number in range(STEPS):
        await history.step()
        assert "internal_error" not in history.refusals
        check(hall)
        if not history.stale:
            assert servable(hall) == set(), f"somebody waits for what is free, after step {number}"
    assert history.done["offered"] >= 3, history.done
