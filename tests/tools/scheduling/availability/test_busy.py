"""Busy time is one: whatever takes somebody's time takes it from all their schedules."""

from __future__ import annotations

import pytest

from store.scheduling.busy import busy_times, occupy, release
from store.types import Owner, utc_time
from tests.tools.scheduling.cast import appointment, calendar_of
from tests.tools.scheduling.schedule_world import open_from, publish, slots

BEFORE, DAY, AFTER = "2026-03-02", "2026-03-03", "2026-03-04"
ALL = ["09:00", "10:00", "11:00"]
LONG_AGO = "2026-01-01T00:00:00.000Z"


async def test_a_hold_in_one_schedule_blocks_another_until_it_lapses(hall, ida, bob):
    first = await publish(ida, timezone="Europe/Berlin", price="10.00", currency="EUR")
    second = await publish(ida, open_from("04:00", "07:00"), timezone="America/New_York")
    held = await bob.call("book_schedule", schedule_id=first, start=f"{DAY}T09:00:00Z", pay="later")
    assert held["event"]["status_id"] == 100
    assert await slots(bob, second, DAY, timezone="UTC") == ["10:00", "11:00"]
    hall.clock.advance(minutes=15)
    assert await slots(bob, second, DAY, timezone="UTC") == ALL
    assert await slots(bob, first, DAY, timezone="UTC") == ["08:00", "09:00", "10:00"]


async def test_own_appointments_block_and_called_off_ones_do_not(hall, ida, bob):
    schedule_id = await publish(ida)
    for status, free in ((100, False), (200, False), (555, False), (400, True), (444, True), (777, True)):
        event_id = await appointment(hall, ida, f"{DAY}T10:00:00Z", status_id=status)
        assert (await slots(bob, schedule_id, DAY) == ALL) is free, status
        await hall.app.database.write(lambda tx, id=event_id: tx.change("events", id, deleted_at=LONG_AGO))
        assert await slots(bob, schedule_id, DAY) == ALL


async def test_tasks_charges_and_deposits_never_block(hall, ida, bob):
    schedule_id = await publish(ida)
    for type_id in (2, 3, 4):
        await appointment(hall, ida, f"{DAY}T10:00:00Z", type_id=type_id)
    assert await slots(bob, schedule_id, DAY) == ALL


async def test_invitations_block_once_accepted(hall, ida, bob):
    schedule_id = await publish(ida)
    event_id = await appointment(hall, bob, f"{DAY}T10:00:00Z")
    ann_comes = {"event_id": event_id, "user_type": "person", "user_id": ida.id, "created_at": LONG_AGO}

    def invite(tx, status):
        tx.run("DELETE FROM event_attendees")
        tx.insert("event_attendees", **ann_comes, status=status)

    for status, free in (("needs_action", True), ("tentative", True), ("accepted", False), ("declined", True)):
        await hall.app.database.write(lambda tx, status=status: invite(tx, status))
        assert (await slots(bob, schedule_id, DAY) == ALL) is free, status


async def test_a_booking_takes_the_bookers_own_time_too(hall, ida, bob):
    hers, his = await publish(ida), await publish(bob)
    await bob.call("book_schedule", schedule_id=hers, start=f"{DAY}T10:00:00Z")
    cid = await hall.person("cid@work.test")
    assert await slots(cid, his, DAY) == ["09:00", "11:00"]


async def test_a_moved_event_blocks_its_new_time(hall, ida, bob):
    schedule_id = await publish(ida)
    booked = await bob.call("book_schedule", schedule_id=schedule_id, start=f"{DAY}T09:00:00Z")
    times = {"start_at": f"{DAY}T11:00:00.000Z", "end_at": f"{DAY}T12:00:00.000Z"}
    await hall.app.database.write(lambda tx: tx.change("events", booked["event"]["id"], **times))
    assert await slots(bob, schedule_id, DAY) == ["09:00", "10:00"]
    assert hall.sql("SELECT DISTINCT end_at FROM event_hosts UNION SELECT end_at FROM event_attendees") == [
        (times["end_at"],)
    ]


async def test_blocks_of_work_orders_and_imports_count_until_released(hall, ida, bob):
    schedule_id = await publish(ida)

    def work_order(tx):
        occupy(tx, ida.owner, utc_time(f"{DAY}T09:30:00Z"), utc_time(f"{DAY}T10:30:00Z"), ("work_order", 5))

    await hall.app.database.write(work_order)
    assert await slots(bob, schedule_id, DAY) == ["11:00"]
    released = await hall.app.database.write(lambda tx: release(tx, ("work_order", 5)))
    assert released == 1
    assert await slots(bob, schedule_id, DAY) == ALL


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ("2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z", []),
        (f"{BEFORE}T22:00:00Z", f"{DAY}T09:30:00Z", ["10:00", "11:00"]),
        (f"{DAY}T11:30:00Z", f"{AFTER}T02:00:00Z", ["09:00", "10:00"]),
        (f"{DAY}T11:30:00Z", f"{AFTER}T00:00:00Z", ["09:00", "10:00"]),
        (f"{DAY}T00:00:00Z", f"{DAY}T10:00:00Z", ["10:00", "11:00"]),
        (f"{BEFORE}T00:00:00Z", f"{DAY}T00:00:00Z", ALL),
    ],
    ids=["months", "the night before", "the night after", "until midnight", "since midnight", "the day before"],
)
async def test_blocks_over_midnight_and_long_ones_count_like_short_ones(hall, ida, bob, start, end, free):
    schedule_id = await publish(ida)
    await hall.app.database.write(lambda tx: occupy(tx, ida.owner, utc_time(start), utc_time(end), ("import", 1)))
    assert await slots(bob, schedule_id, DAY) == free
    span = utc_time(f"{DAY}T00:00:00Z"), utc_time(f"{DAY}T23:59:00Z")
    found = await hall.app.database.read(lambda tx: busy_times(tx, ida.owner, *span, hall.clock()))
    assert [(busy.start, busy.source_type) for busy in found] == ([(utc_time(start), "import")] if free != ALL else [])


async def test_a_calendar_may_not_block_and_checks_choose_calendars(hall, ida, bob):
    columns = {"owner_type": "person", "owner_id": ida.id, "label": "Private", "slug": "private"}

    def second_calendar(tx):
        return tx.insert("calendars", **columns, created_at=LONG_AGO, updated_at=LONG_AGO)

    kal_id = await hall.app.database.write(second_calendar)
    await appointment(hall, ida, f"{DAY}T10:00:00Z", kal_id=kal_id)
    all_count, own = await publish(ida), await publish(ida, open_from("09:00", "12:00", checks="own"))
    listed = await publish(ida, open_from("09:00", "12:00", checks="listed", check_kal_ids=[kal_id]))
    assert await slots(bob, all_count, DAY) == ["09:00", "11:00"]
    assert await slots(bob, own, DAY) == ALL
    assert await slots(bob, listed, DAY) == ["09:00", "11:00"]
    await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, settings='{"blocks_time": false}'))
    assert await slots(bob, all_count, DAY) == ALL


async def test_a_calendar_that_does_not_block_still_books_each_slot_once(hall, ida, bob):
    schedule_id = await publish(ida)
    kal_id = calendar_of(hall, ida)
    await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, settings='{"blocks_time": false}'))
    await bob.call("book_schedule", schedule_id=schedule_id, start=f"{DAY}T10:00:00Z")
    assert await slots(bob, schedule_id, DAY) == ["09:00", "11:00"]


async def test_a_contract_event_shown_in_a_schedule_blocks_that_schedule(hall, ida, bob):
    schedule_id, other = await publish(ida), await publish(ida)
    event_id = await appointment(hall, bob, f"{DAY}T10:00:00Z")

    columns = {"event_id": event_id, "schedule_id": schedule_id, "created_by_type": "person", "created_by_id": ida.id}

    def export(tx, block=1):
        tx.run("DELETE FROM schedule_exports")
        tx.insert("schedule_exports", **columns, block=block, created_at=LONG_AGO)

    await hall.app.database.write(export)
    assert await slots(bob, schedule_id, DAY) == ["09:00", "11:00"]
    assert await slots(bob, other, DAY) == ALL
    await hall.app.database.write(lambda tx: export(tx, block=0))
    assert await slots(bob, schedule_id, DAY) == ALL


async def test_weeks_of_limits_begin_as_the_calendar_says(hall, ida, bob):
    schedule_id = await publish(ida, open_from("09:00", "10:00", max_per_week=1))
    await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-05T09:00:00Z")
    assert await slots(bob, schedule_id, "2026-03-08") == []
    kal_id = calendar_of(hall, ida)
    await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, settings='{"week_start": 0}'))
    assert await slots(bob, schedule_id, "2026-03-08") == ["09:00"]
    assert await slots(bob, schedule_id, "2026-03-07") == []


async def test_the_function_itself_tells_what_takes_the_time(hall, ida, bob):
    event_id = await appointment(hall, ida, f"{DAY}T10:00:00Z")
    around = (utc_time(f"{DAY}T09:00:00Z"), utc_time(f"{DAY}T10:00:00Z"))
    inside = (utc_time(f"{DAY}T10:59:00Z"), utc_time(f"{DAY}T11:30:00Z"))

    def look(tx, span, **more):
        found = busy_times(tx, Owner("person", ida.id), *span, hall.clock(), **more)
        return [(busy.source_type, busy.source_id) for busy in found]

    read = hall.app.database.read
    assert await read(lambda tx: look(tx, around)) == []
    assert await read(lambda tx: look(tx, inside)) == [("event", event_id)]
    assert await read(lambda tx: look(tx, inside, without=[event_id])) == []
