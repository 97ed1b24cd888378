"""Random histories of bookings: whatever people do in whatever order, no slot is oversold and no cent is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import books_balance, offer

STEPS = 80
LIVE = "(100, 200, 555, 777)"


class History:
    """One run: some bookers, two hosts, three schedules that share them, and what has been booked so far."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.random = Random(seed)
        self.bookers: list[TestCaller] = []
        self.hosts: list[TestCaller] = []
        self.schedules: list[int] = []
        self.refusals: dict[str, int] = {}
        self.done: dict[str, int] = {}

    async def begin(self) -> None:
        for name in ("eva", "ida"):
            host = await self.hall.person(f"{name}@work.test")
            await self.hall.credit(host.owner, "200 USDT")
            self.hosts.append(host)
        for index in range(4):
            booker = await self.hall.person(f"b{index}@home.test")
            await self.hall.credit(booker.owner, "200 USDT")
            await self.hall.credit(booker.owner, "400 EUR")
            self.bookers.append(booker)
        eva, ida = self.hosts
        self.schedules = [
            await offer(self.hall, eva, price="33.33", cancellation={"late_refund_percent": 33}, reschedule="auto"),
            await offer(self.hall, eva, price="20.00", msp=3, hosts=(ida,), confirm="manual", confirm_hours=6, step=30),
            await offer(self.hall, ida, price="45.00", payment="optional", pause=15, release_after_hours=2),
        ]

    async def step(self) -> None:
        """Somebody does something, or time passes."""
        moves = {
            "book": 7,
            "pay": 3,
            "confirm": 2,
            "decline": 2,
            "suggest": 3,
            "vote": 3,
            "release": 2,
            "deposit": 1,
            "delete": 1,
            "wait": 3,
            "tick": 2,
        }
        move = self.random.choices(list(moves), list(moves.values()))[0]
        try:
            await getattr(self, move)()
            self.done[move] = self.done.get(move, 0) + 1
        except Refused as no:
            self.refusals[no.code] = self.refusals.get(no.code, 0) + 1

    async def book(self) -> None:
        booker, schedule = self.random.choice(self.bookers), self.random.choice(self.schedules)
        start = self._open_hour()
        pay: dict[str, Any] = {"pay": self.random.choice(["balance", "later"])}
        await booker.call(
            "book_schedule", schedule_id=schedule, start=start.isoformat(), seats=self.random.choice([1, 1, 2]), **pay
        )

    async def pay(self) -> None:
        event, schedule = self._event()
        ids = [event] if self.random.random() < 0.7 else None
        await self.random.choice(self.bookers).call(
            "pay_schedule_events", schedule_id=schedule, **({"ids": ids} if ids else {})
        )

    async def release(self) -> None:
        event, schedule = self._event()
        caller = self._booker_of(event)
        await caller.call("pay_schedule_events", schedule_id=schedule, ids=[event], release=True)

    async def confirm(self) -> None:
        event, _ = self._event()
        await self.random.choice([*self.hosts, self._booker_of(event)]).call("confirm_event", event_id=event)

    async def decline(self) -> None:
        event, _ = self._event()
        await self.random.choice([*self.hosts, self._booker_of(event)]).call("decline_event", event_id=event)

    async def suggest(self) -> None:
        event, _ = self._event()
        start = self._open_hour()
        wish = self.random.choice(
            [
                {"start": start.isoformat()},
                {"status_id": 555},
                {"status_id": 444},
                {"amount": "12.34"},
                {"label": "Talk"},
            ]
        )
        caller = self.random.choice([*self.hosts, self._booker_of(event), self._booker_of(event)])
        await caller.call("request_event_correction", event_id=event, **wish)

    async def vote(self) -> None:
        rows = self.hall.sql("SELECT id, event_id FROM event_corrections WHERE status_id = 100")
        if rows:
            correction, event = self.random.choice(rows)
            voter = self.random.choice([*self.hosts, self._booker_of(event)])
            yes = self.random.random() < 0.8
            await voter.call("vote_on_event_corrections", event_id=event, vote=yes, ids=[correction])

    async def deposit(self) -> None:
        _, schedule = self._event()
        caller = self.random.choice([*self.hosts, *self.bookers])
        await caller.call(
            "record_schedule_deposit",
            schedule_id=schedule,
            date=self.hall.clock.now.date().isoformat(),
            amount=self.random.choice(["45.00", "90.00"]),
            method=self.random.choice(["external", "balance"]),
        )

    async def delete(self) -> None:
        event, _ = self._event()
        await self.random.choice(self.hosts).call("delete_event", event_id=event)

    async def wait(self) -> None:
        self.hall.clock.advance(minutes=self.random.choice([1, 15, 90, 600]))

    async def tick(self) -> None:
        await self.hall.tick()

    def _open_hour(self) -> datetime:
        """An hour within opening times of the coming days, now and then one that is past."""
        day = self.hall.clock.now.replace(minute=0, second=0) + timedelta(days=self.random.randrange(3))
        return day.replace(hour=self.random.randrange(9, 18))

    def _event(self) -> tuple[int, int]:
        rows = self.hall.sql("SELECT id, kal_schedule_id FROM events WHERE type_id = 1 ORDER BY id DESC LIMIT 12")
        return self.random.choice(rows) if rows else (1, self.schedules[0])

    def _booker_of(self, event: int) -> TestCaller:
        ids = [row[0] for row in self.hall.sql("SELECT user_id FROM event_attendees WHERE event_id = ?", event)]
        return next((booker for booker in self.bookers if booker.id in ids), self.bookers[0])


def check(hall: Hall) -> None:
    """What always holds, after every single step."""
    now = f"{hall.clock.now:%Y-%m-%dT%H:%M:%S}.000Z"
    assert books_balance(hall)
    wrong_seats = hall.sql(
        f"""SELECT e.id, e.seats_taken, sum(CASE WHEN a.status_id IN {LIVE} THEN a.seats ELSE 0 END)
            FROM events e JOIN event_attendees a ON a.event_id = e.id WHERE e.type_id = 1 GROUP BY e.id, e.seats_taken
            HAVING e.seats_taken <> sum(CASE WHEN a.status_id IN {LIVE} THEN a.seats ELSE 0 END)"""
    )
    assert wrong_seats == []
    assert hall.sql("SELECT id FROM events WHERE capacity > 0 AND seats_taken > capacity") == []
    overlaps = hall.sql(
        """SELECT e.id, o.id FROM events e
           JOIN event_hosts h ON h.event_id = e.id
           JOIN event_hosts g ON g.user_id = h.user_id AND g.user_type = h.user_type AND g.event_id > h.event_id
           JOIN events o ON o.id = g.event_id
           WHERE e.status_id IN (100, 200) AND o.status_id IN (100, 200)
             AND e.deleted_at IS NULL AND o.deleted_at IS NULL
             AND e.start_at < o.end_at AND o.start_at < e.end_at AND e.end_at > ?
             AND (e.status_id = 200 OR e.hold_until IS NULL OR e.hold_until > ?)
             AND (o.status_id = 200 OR o.hold_until IS NULL OR o.hold_until > ?)""",
        now,
        now,
        now,
    )
    assert overlaps == []
    escrow = hall.sql("SELECT coalesce(sum(escrow), 0) FROM event_attendees")[0][0]
    held = hall.sql("SELECT coalesce(sum(held), 0) FROM ledger_accounts WHERE currency = 'EUR'")[0][0]
    assert escrow == held
    ended_with_money = hall.sql("SELECT id FROM event_attendees WHERE status_id IN (400, 444, 777) AND escrow > 0")
    assert ended_with_money == []
    assert hall.sql("SELECT sum(balance) FROM ledger_accounts WHERE currency = 'EUR' AND kind = 'purse'") == [
        (160_000,)
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_no_history_oversells_a_slot_or_loses_a_cent(hall, seed):
    history = History(hall, seed)
    await history.begin()
    for _ in range(STEPS):
        await history.step()
        assert "internal_error" not in history.refusals
        check(hall)
    hall.clock.set(datetime.fromisoformat("2026-06-01T00:00:00+00:00"))
    await hall.tick()
    check(hall)
    assert hall.sql("SELECT count(*) FROM event_attendees WHERE status_id IN (100, 200) AND disputed_at IS NULL") == [
        (0,)
    ]
    assert history.done["book"] >= 6
    assert {"slot_taken", "wrong_state"} <= set(history.refusals)
