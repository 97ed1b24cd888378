"""Getting in line for what is full: whoever may, for what the schedule offers, once, and in so many lines."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.bookable import SLOT, add_session, offer
from tests.tools.scheduling.cast import GUEST, book, booker
from tests.tools.scheduling.lines import join, stands


async def test_what_need_not_or_cannot_be_waited_for_is_refused(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=2)
    await book(ann, schedule, seats=2)
    for more, code in (
        ({"start": "2026-03-04T11:00:00Z"}, "free_now"),
        ({"start": "2026-03-04T11:30:00Z"}, "slot_taken"),
        ({"seats": 3}, "invalid_argument"),
        ({"start": "2026-03-02T09:00:00Z"}, "invalid_argument"),
    ):
        with pytest.raises(Refused) as no:
            await ben.call("join_waiting_list", schedule_id=schedule, **{"start": SLOT, **more})
        assert no.value.code == code, more
    with pytest.raises(Refused) as own:
        await eva.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    assert own.value.shape["state"] == "own_schedule"
    shut = await offer(hall, eva, waiting_list=False, columns={"slug": "b"})
    with pytest.raises(Refused, match="no waiting lists"):
        await ben.call("join_waiting_list", schedule_id=shut, start=SLOT)
    hidden = await offer(hall, eva, private=True, columns={"slug": "c"})
    with pytest.raises(Refused) as unseen:
        await ben.call("join_waiting_list", schedule_id=hidden, start=SLOT)
    assert unseen.value.code == "not_found"


async def test_nobody_is_in_more_than_ten_lines(hall, eva, ann, ben):
    schedule = await offer(hall, eva, duration=30)
    starts = [f"2026-03-04T{hour:02}:{minute}:00Z" for hour in range(9, 15) for minute in ("00", "30")][:11]
    for start in starts:
        await book(ann, schedule, start)
    for start in starts[:10]:
        await join(ben, schedule, start)
    with pytest.raises(Refused) as no:
        await join(ben, schedule, starts[10])
    assert no.value.code == "too_many_entries"
    for index in range(3):
        guest = {"name": "Gus", "email": f"g{index}@guest.test"}
        await hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=guest)
    with pytest.raises(Refused) as guests:
        await hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert guests.value.code == "too_many_entries"


async def test_a_slot_of_the_only_booking_of_a_day_is_waited_for(hall, eva, ann, ben):
    """A limit a day that the slot itself has filled is no reason against it; one that another has filled is."""
    schedule = await offer(hall, eva, max_per_day=1)
    await book(ann, schedule)
    assert await join(ben, schedule)
    with pytest.raises(Refused) as no:
        await join(ben, schedule, "2026-03-04T12:00:00Z")
    assert no.value.code == "slot_taken"


async def test_a_session_is_waited_for_by_its_start_or_its_event(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    at = ("2026-03-04T18:30:00.000Z", "2026-03-04T20:30:00.000Z")
    session = await add_session(hall, schedule, *at, capacity=2)
    await ann.call("book_schedule", schedule_id=schedule, event_id=session, seats=2)
    first = (await ben.call("join_waiting_list", schedule_id=schedule, start="2026-03-04T18:30:00Z"))["entry"]
    again = await ben.call("join_waiting_list", schedule_id=schedule, event_id=session)
    assert (first["event_id"], first["duration"]) == (session, 120)
    assert (again["changed"], again["entry"]["id"]) == (False, first["id"])
    assert hall.purse(ben.owner, "USDT")[0] == "19.999000"
    await eva.call("delete_event", event_id=session)
    assert await stands(ben) == ["closed"]


async def test_nobody_waits_for_what_only_they_could_let_go_of(hall: Hall) -> None:
    ann, eva, bob = [await booker(hall, f"{name}@x.test") for name in ("ann", "eva", "bob")]
    one, two = await offer(hall, eva), await offer(hall, eva, msp=2)
    await ann.call("book_schedule", schedule_id=one, start=SLOT)
    later = "2026-03-05T10:00:00Z"
    for caller in (ann, bob):
        await caller.call("book_schedule", schedule_id=two, start=later)
    with pytest.raises(Refused) as no:
        await ann.call("join_waiting_list", schedule_id=one, start=SLOT)
    assert no.value.code == "booked_by_you"
    with pytest.raises(Refused):
        await ann.call("join_waiting_list", schedule_id=two, start=later, seats=2)
    await ann.call("join_waiting_list", schedule_id=two, start=later)
    await bob.call("join_waiting_list", schedule_id=one, start=SLOT)


async def test_whoever_wants_a_full_slot_is_shown_its_line_and_whoever_keeps_it_how_to_book_it(hall: Hall) -> None:
    ann, eva, bob = [await booker(hall, f"{name}@x.test") for name in ("ann", "eva", "bob")]
    schedule = await offer(hall, eva)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    with pytest.raises(Refused) as no:
        await bob.call("book_schedule", schedule_id=schedule, start=SLOT)
    [line] = [each for each in no.value.calls if "join_waiting_list" in str(each)]
    await bob.call("join_waiting_list", **line["arguments"]["arguments"])
    await ann.call("decline_event", event_id=event)
    with pytest.raises(Refused) as no:
        await bob.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert "You keep it yourself" in no.value.text
    meant = no.value.calls[0]
    assert meant["tool"] == "book_schedule"
    await bob.call("book_schedule", **meant["arguments"])
