"""Slots are never sold past their places: rushes, holds that lapse, hosts of several schedules."""

from __future__ import annotations

import asyncio

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer, write
from tests.tools.scheduling.cast import booker

RUSH = 56


@pytest.mark.parametrize(("msp", "hosts", "expected"), [(1, 1, 1), (3, 1, 3), (1, 2, 2), (3, 2, 6)])
async def test_of_a_rush_for_one_start_exactly_as_many_succeed_as_there_are_places(hall, eva, msp, hosts, expected):
    ida = await hall.person("ida@work.test")
    schedule = await offer(hall, eva, price="30.00", msp=msp, hosts=(ida,) if hosts == 2 else (), hold_minutes=15)
    crowd = [await booker(hall, f"p{index}@crowd.test", "50 EUR") for index in range(RUSH)]
    tries = [person.call("book_schedule", schedule_id=schedule, start=SLOT) for person in crowd]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    lucky = [person for person, answer in zip(crowd, answers, strict=True) if isinstance(answer, dict)]
    assert len(lucky) == expected
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"slot_taken"}
    held = [hall.purse(person.owner, "EUR") for person in crowd]
    assert held.count(("50.00", "30.00")) == expected
    assert held.count(("50.00", "0.00")) == RUSH - expected
    charged = [person for person in crowd if hall.purse(person.owner, "USDT")[0] != "20.000000"]
    assert charged == lucky
    taken = hall.sql("SELECT sum(seats_taken), count(*) FROM events WHERE status_id = 200")[0]
    assert taken == (expected, hosts)
    leads = hall.sql("SELECT DISTINCT lead_host_id FROM events WHERE status_id = 200")
    assert len(leads) == hosts
    assert books_balance(hall)


async def test_the_unique_index_stands_behind_the_check(hall, eva, ann):
    schedule = await offer(hall, eva)
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    columns = (
        "kal_schedule_id, start_at, end_at, lead_host_type, lead_host_id, slot, owner_type, owner_id, type_id, label"
    )
    with pytest.raises(Exception, match="UNIQUE"):
        await write(
            hall,
            f"""INSERT INTO events ({columns}, status_id, created_at, updated_at)
                SELECT {columns}, 100, created_at, updated_at FROM events WHERE id = :id""",
            id=booked["event"]["id"],
        )


async def test_an_unpaid_hold_of_one_schedule_takes_the_hosts_time_in_another_until_it_lapses(hall, eva, ann):
    """Vector S4: the same host in two schedules."""
    first = await offer(hall, eva, price="20.00", rules=[{"days": [3], "start": "09:00", "end": "12:00"}])
    second = await offer(
        hall, eva, columns={"slug": "b"}, rules=[{"days": [3], "start": "09:30", "end": "12:30"}], pause=0
    )
    await ann.call("book_schedule", schedule_id=first, start=SLOT, pay="later")
    ben = await booker(hall, "ben@home.test")
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=second, start="2026-03-04T10:30:00Z")
    assert no.value.details["next_slots"][0]["start"] == "2026-03-04T11:30:00Z"
    hall.clock.advance(minutes=15)
    assert (await ben.call("book_schedule", schedule_id=second, start="2026-03-04T10:30:00Z"))["event"][
        "status_id"
    ] == 200


async def test_pay_later_holds_the_slot_for_a_short_time(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later"))["event"]
    assert (event["status_id"], event["payment_status_id"]) == (100, 200)
    assert event["hold_until"] == "2026-03-02T09:15:00Z"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_somebody_else_books_a_slot_whose_hold_lapsed_before_the_sweeper_came(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    hall.clock.advance(minutes=15)
    ben = await booker(hall, "ben@home.test")
    assert (await ben.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["status_id"] == 200
    assert hall.sql("SELECT status_id FROM event_attendees ORDER BY id") == [(444,), (200,)]


async def test_at_most_three_unpaid_holds_in_a_schedule(hall, eva, ann):
    schedule = await offer(hall, eva, price="9.00")
    for hour in (9, 10, 11):
        await ann.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour:02}:00:00Z", pay="later")
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay="later")
    assert no.value.code == "too_many_holds"
    assert no.value.details["event_ids"] == [1, 2, 3]
    hall.clock.advance(minutes=15)
    await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay="later")
