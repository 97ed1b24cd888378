"""Slots are kept for some minutes, at their price: nobody else takes them, until the very moment the hold ends."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer, write
from tests.tools.scheduling.cast import booker

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TODAY = "2026-03-02T14:00:00Z"


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


async def held(caller: TestCaller, schedule: int, start: str = TODAY, **more: object) -> str:
    """Hold a slot; the hold's id."""
    answer = await caller.call("hold_slot", schedule_id=schedule, start=start, **more)
    id: str = answer["hold"]["public_id"]
    return id


async def are_told(caller: TestCaller) -> int:
    """How many notices say that a slot is kept no longer."""
    found = await caller.call("list_notices")
    return sum("kept for you no longer" in notice["text"] for notice in found["items"])


async def test_a_held_slot_is_nobody_elses_until_the_hold_ends(hall, eva, ann, ben):
    """Vector X1 a."""
    hall.clock.set(TEN)
    schedule = await offer(hall, eva, price="60.00")
    kept = (await ann.call("hold_slot", schedule_id=schedule, start=TODAY))["hold"]
    assert (kept["expires_at"], kept["latest_expiry"]) == ("2026-03-02T10:10:00Z", "2026-03-02T11:00:00Z")
    assert (kept["price"], kept["currency"], kept["hosts"][0]["id"]) == ("60.00", "EUR", eva.id)
    hall.clock.set(at(10, 9, 59))
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=schedule, start=TODAY)
    assert no.value.code == "slot_taken"
    assert len(no.value.details["next_slots"]) == 3
    hall.clock.set(at(10, 10))
    found = await ann.call("list_slot_holds", status=["active", "expired"])
    assert [hold["status"] for hold in found["items"]] == ["expired"]
    assert (await ben.call("book_schedule", schedule_id=schedule, start=TODAY))["event"]["status_id"] == 200
    with pytest.raises(Refused) as late:
        await ann.call("book_schedule", schedule_id=schedule, hold_id=kept["public_id"])
    assert late.value.shape["state"] == "expired"
    assert books_balance(hall)


async def test_what_begins_now_is_not_held_for_no_time_at_all(hall, eva, ann):
    hall.clock.set(at(14))
    schedule = await offer(hall, eva)
    with pytest.raises(Refused) as no:
        await ann.call("hold_slot", schedule_id=schedule, start=TODAY)
    assert (no.value.status, no.value.code) == (409, "begins_now")
    assert (await ann.call("book_schedule", schedule_id=schedule, start=TODAY))["event"]["status_id"] == 200


async def test_a_hold_is_extended_to_an_hour_after_it_began_at_most(hall, eva, ann):
    """Vector X1 b."""
    hall.clock.set(TEN)
    hold = await held(ann, await offer(hall, eva))
    for now, until in ((at(10, 5), "2026-03-02T10:35:00Z"), (at(10, 30), "2026-03-02T11:00:00Z")):
        hall.clock.set(now)
        answer = await ann.call("extend_slot_hold", hold_id=hold, minutes=30)
        assert answer["hold"]["expires_at"] == until
    hall.clock.set(at(10, 55))
    with pytest.raises(Refused) as no:
        await ann.call("extend_slot_hold", hold_id=hold, minutes=30)
    assert (no.value.code, no.value.details["latest_expiry"]) == ("at_most", "2026-03-02T11:00:00Z")
    hall.clock.set(at(11))
    with pytest.raises(Refused, match="still free") as gone:
        await ann.call("extend_slot_hold", hold_id=hold)
    assert gone.value.shape["state"] == "expired"


async def test_the_price_of_a_held_slot_stays(hall, eva, ann):
    """Vector X2."""
    schedule = await offer(hall, eva, price="60.00", msp=3)
    hold = await held(ann, schedule, seats=2)
    await write(hall, "UPDATE schedules SET price = 8000 WHERE id = :id", id=schedule)
    booked = await ann.call("book_schedule", schedule_id=schedule, hold_id=hold, pay="balance")
    assert (booked["event"]["amount"], booked["seats"]) == ("120.00", 2)
    other = await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T11:00:00Z", pay="balance")
    assert other["event"]["amount"] == "80.00"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "200.00")
    (row,) = (await ann.call("list_slot_holds", status=["booked"]))["items"]
    assert row["event_id"] == booked["event"]["id"]
    assert hall.sql("SELECT seats_taken FROM events WHERE id = ?", booked["event"]["id"]) == [(2,)]
    with pytest.raises(Refused) as again:
        await ann.call("book_schedule", schedule_id=schedule, hold_id=hold)
    assert again.value.shape["state"] == "booked"
    assert books_balance(hall)


async def test_of_many_who_hold_at_once_as_many_succeed_as_there_are_places(hall, eva):
    schedule = await offer(hall, eva, msp=2)
    crowd = [await booker(hall, f"p{index}@crowd.test", "") for index in range(6)]
    tries = [person.call("hold_slot", schedule_id=schedule, start=SLOT) for person in crowd]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, dict) for answer in answers) == 2
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"slot_taken"}
    assert hall.sql("SELECT seats_taken FROM events") == [(2,)]
    hall.clock.advance(minutes=10)
    assert (await crowd[0].call("find_next_slot", schedule_id=schedule, after=SLOT))["slot"]["seats_left"] == 2
    await hall.tick()
    assert hall.sql("SELECT seats_taken, status_id FROM events") == [(0, 444)]


async def test_the_same_slot_is_held_once_and_charged_once(hall, eva, ann):
    schedule = await offer(hall, eva)
    first = await ann.call("hold_slot", schedule_id=schedule, start=SLOT)
    again = await ann.call("hold_slot", schedule_id=schedule, start=SLOT)
    assert (again["changed"], again["hold"]["public_id"]) == (False, first["hold"]["public_id"])
    assert hall.purse(ann.owner, "USDT")[0] == "19.999000"


async def test_a_session_is_held_by_its_event_and_never_past_its_start(hall, eva, ann):
    schedule = await offer(hall, eva)
    session = await add_session(
        hall, schedule, "2026-03-02T09:05:00.000Z", "2026-03-02T11:05:00.000Z", capacity=4, price="9.00"
    )
    kept = (await ann.call("hold_slot", schedule_id=schedule, event_id=session, seats=2))["hold"]
    assert (kept["expires_at"], kept["latest_expiry"], kept["price"]) == (
        "2026-03-02T09:05:00Z", "2026-03-02T09:05:00Z", "18.00",
    )  # fmt: skip
    assert hall.sql("SELECT seats_taken FROM events WHERE id = ?", session) == [(2,)]


async def test_holds_and_unpaid_bookings_count_together(hall, eva, ann):
    schedule = await offer(hall, eva, price="9.00")
    await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T09:00:00Z", pay="later")
    holds = [await held(ann, schedule, f"2026-03-04T{hour}:00:00Z") for hour in (10, 11)]
    for tool, more in (("hold_slot", {}), ("book_schedule", {"pay": "later"})):
        with pytest.raises(Refused) as no:
            await ann.call(tool, schedule_id=schedule, start="2026-03-04T12:00:00Z", **more)
        assert no.value.code == "too_many_holds"
        assert (no.value.details["event_ids"], no.value.details["kept_ids"]) == ([1], holds)
    booked = await ann.call("book_schedule", schedule_id=schedule, hold_id=holds[0], pay="later")
    assert booked["event"]["payment_status"] == "payment_pending"


async def test_a_hold_counts_for_most_slots_a_day(hall, eva, ann, ben):
    schedule = await offer(hall, eva, max_per_day=1)
    await held(ann, schedule, SLOT)
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z")
    assert no.value.code == "slot_taken"


async def test_a_released_slot_is_free_at_once_and_the_host_may_release_it_too(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    hold = await held(ann, schedule)
    answer = await ann.call("release_slot_hold", hold_id=hold)
    assert (answer["hold"]["status"], answer["offered_on"]) == ("released", False)
    with pytest.raises(Refused) as again:
        await ann.call("release_slot_hold", hold_id=hold)
    assert again.value.shape["state"] == "released"
    second = await held(ben, schedule)
    with pytest.raises(Refused) as foreign:
        await ann.call("release_slot_hold", hold_id=second)
    assert foreign.value.code == "not_found"
    released = await eva.call("release_slot_hold", hold_id=second)
    assert "price" not in released["hold"]
    assert await held(ann, schedule)


async def test_what_a_hold_keeps_cannot_be_said_otherwise(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3)
    hold = await held(ann, schedule)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, hold_id=hold, seats=2, start=SLOT)
    assert set(no.value.shape["fields"]) == {"seats", "start"}
    for caller, tool in ((ben, "book_schedule"), (hall.nobody(), "book_schedule")):
        guest = {} if caller is ben else {"guest": {"name": "Gus", "email": "gus@guest.test"}}
        with pytest.raises(Refused) as foreign:
            await caller.call(tool, schedule_id=schedule, hold_id=hold, **guest)
        assert foreign.value.code == "not_found"


async def test_nobody_holds_in_their_own_schedule_or_in_one_they_do_not_see(hall, eva, ann):
    with pytest.raises(Refused) as own:
        await eva.call("hold_slot", schedule_id=await offer(hall, eva), start=SLOT)
    assert (own.value.shape["state"], own.value.next) == ("own_schedule", ["add_schedule_event"])
    hidden = await offer(hall, eva, private=True, columns={"slug": "b"})
    with pytest.raises(Refused) as no:
        await ann.call("hold_slot", schedule_id=hidden, start=SLOT)
    assert no.value.code == "not_found"


async def test_a_hold_goes_with_its_schedule(hall: Hall, eva: TestCaller, ann: TestCaller) -> None:
    schedule = await offer(hall, eva)
    hold = await held(ann, schedule)
    await eva.call("delete_schedule", schedule_id=schedule)
    found = await ann.call("list_slot_holds", status=["released", "active"])
    assert [(each["public_id"], each["status"]) for each in found["items"]] == [(hold, "released")]
    assert await are_told(ann) == 1


async def test_what_a_suspended_agent_keeps_is_free_again_and_goes_to_who_waits(hall, eva, ann):
    agent = await hall.agent("Acme")
    schedule = await offer(hall, eva)
    hold = await held(agent, schedule, SLOT, minutes=30)
    await ann.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    await write(hall, "UPDATE agents SET status = 'suspended' WHERE id = :id", id=agent.id)
    await hall.tick()
    assert hall.sql("SELECT status FROM slot_holds WHERE public_id = ?", hold) == [("released",)]
    assert (await ann.call("list_waiting_list"))["items"][0]["status"] == "offered"


@pytest.mark.parametrize("tool", ["book_schedule", "extend_slot_hold", "release_slot_hold"])
async def test_what_lapsed_and_went_to_others_stays_lapsed_when_the_clock_is_set_back(hall, eva, ann, ben, tool):
    schedule = await offer(hall, eva, msp=2)
    hold = await held(ann, schedule, SLOT)
    hall.clock.advance(minutes=11)
    await ben.call("book_schedule", schedule_id=schedule, start=SLOT, seats=2)
    hall.clock.advance(minutes=-10)
    with pytest.raises(Refused, match="its slot is taken") as late:
        await ann.call(tool, hold_id=hold, **({"schedule_id": schedule} if tool == "book_schedule" else {}))
    assert (late.value.shape["state"], "find_next_slot" in late.value.next) == ("expired", True)
    assert hall.sql("SELECT status_id, seats_taken FROM events ORDER BY id") == [(444, 0), (200, 2)]


async def test_what_is_only_kept_is_nothing_to_suggest_changes_of(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    hold = await held(ann, schedule, SLOT, seats=2)
    [(event,)] = hall.sql("SELECT id FROM events")
    for wish in ({"status_id": 444}, {"label": "Talk"}, {"start": "2026-03-09T12:00:00Z"}):
        with pytest.raises(Refused, match="kept for somebody") as no:
            await eva.call("request_event_correction", event_id=event, **wish)
        assert (no.value.shape["state"], no.value.next) == ("held", ["list_slot_holds"])
    await eva.call("release_slot_hold", hold_id=hold)
    assert hall.sql("SELECT status_id, seats_taken FROM events") == [(444, 0)]


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("delete_event", {}),
        ("request_event_correction", {"status_id": 444}),
        ("request_event_correction", {"start": "2026-03-10T10:00:00Z", "duration": 60}),
    ],
    ids=["deleted", "called off", "moved"],
)
async def test_who_keeps_a_place_in_what_is_called_off_or_moved_has_it_no_longer_and_is_told(
    hall, eva, ann, tool, given
):
    schedule = await offer(hall, eva)
    session = await add_session(hall, schedule, "2026-03-09T10:00:00.000Z", "2026-03-09T11:00:00.000Z", capacity=4)
    hold = await held(ann, schedule, None, event_id=session, seats=2)
    await eva.call(tool, event_id=session, **given)
    assert hall.sql("SELECT status FROM slot_holds WHERE public_id = ?", hold) == [("released",)]
    assert hall.sql("SELECT seats_taken FROM events WHERE id = ?", session) == [(0,)]
    assert await are_told(ann) == 1
    with pytest.raises(Refused) as late:
        await ann.call("book_schedule", schedule_id=schedule, hold_id=hold)
    assert late.value.shape["state"] == "released"


async def test_a_slot_that_is_taken_leads_to_the_first_free_one_by_the_same_way(hall, eva, ann, ben):
    hall.clock.set(TEN)
    schedule = await offer(hall, eva, price="60.00")
    await held(ann, schedule)
    for tool in ("hold_slot", "book_schedule"):
        with pytest.raises(Refused) as no:
            await ben.call(tool, schedule_id=schedule, start=TODAY)
        assert no.value.next[0] == tool
        given = no.value.calls[0]["arguments"]
        assert given.get("arguments", given)["start"] == no.value.details["next_slots"][0]["start"]
