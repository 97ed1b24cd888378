"""Free time of many schedules asked at once is that of each asked alone."""

from __future__ import annotations

import json
import random
from datetime import timedelta

from store.database import Transaction
from store.sample.seed import write_people
from store.scheduling.busy import occupy
from store.scheduling.schedules import find_schedules
from store.types import Owner
from tests.hall import Hall
from tools.scheduling.availability.slots import first_slots, next_slots, offer_of, taken_of, taken_of_each

PEOPLE = 100
VARIANTS = (
    {"max_per_day": 1},
    {"max_per_week": 2, "buffer_after": 30},
    {"hosts": "all"},
    {"owner_hosts": False},
    {"checks": "own", "min_notice": 600},
    {"rules": []},
    {"max_days_ahead": 3},
)


async def test_the_first_free_slot_of_each_is_the_one_it_has_alone(hall: Hall) -> None:
    await hall.app.database.write(lambda tx: _market(tx, hall), seconds=60)
    now = hall.clock()

    def look(tx: Transaction) -> None:
        rows = [*find_schedules(tx, range(1, 1000)).values()]
        random.Random(1).shuffle(rows)
        together = first_slots(tx, rows, now, now)
        alone = [next(iter(next_slots(tx, row, now, now, 1)), None) for row in rows]
        assert together == alone
        assert len(rows) > PEOPLE
        assert sum(slot is None for slot in alone) > 3
        assert sum(slot is not None and slot.start > now + timedelta(days=7) for slot in alone) > 3

    await hall.app.database.read(look)


async def test_what_is_taken_from_each_is_what_is_taken_from_it_alone(hall: Hall) -> None:
    await hall.app.database.write(lambda tx: _market(tx, hall), seconds=60)
    now = hall.clock()
    span = now + timedelta(days=1), now + timedelta(days=9)

    def look(tx: Transaction) -> None:
        offers = [(row, offer_of(tx, row)) for row in find_schedules(tx, range(1, 1000)).values()]
        together = taken_of_each(tx, offers, *span, now)
        assert together == [taken_of(tx, row, offer, *span, now) for row, offer in offers]
        assert sum(bool(taken.booked) for taken in together) > 3
        assert sum(any(lane.busy for lane in taken.lanes) for taken in together) > PEOPLE // 4
        assert taken_of_each(tx, [], *span, now) == []
        assert first_slots(tx, [], now, now) == []

    await hall.app.database.read(look)


def _market(tx: Transaction, hall: Hall) -> None:
    """Sample people with bookings, some schedules with limits, several hosts or none, and some people away for long."""
    write_people(tx, PEOPLE, random.Random(3), hall.clock())
    rows = tx.all("SELECT id, owner_id, settings FROM schedules ORDER BY id")
    for index, row in enumerate(rows):
        variant = VARIANTS[index % len(VARIANTS)] if index % 2 else {}
        tx.change("schedules", row["id"], settings=json.dumps(json.loads(row["settings"]) | variant))
        if index % 3 == 0:
            other = rows[(index + 5) % len(rows)]["owner_id"]
            tx.insert(
                "schedule_users", schedule_id=row["id"], user_type="person", user_id=other, role_id=3, read=2, write=1,
                created_at="2026-03-01T00:00:00.000Z", updated_at="2026-03-01T00:00:00.000Z",
            )  # fmt: skip
        if index % 4 == 0:
            away = hall.clock() + timedelta(hours=index % 20), hall.clock() + timedelta(days=1 + index % 12)
            occupy(tx, Owner("person", row["owner_id"]), *away, ("import", index + 1))
