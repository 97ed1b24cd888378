"""Who waits for a full slot gets what becomes free, in the order of the line, one at a time, and only for a while."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer, write
from tests.tools.scheduling.cast import GUEST, appointment, book, ids
from tests.tools.scheduling.lines import crowd, join, offered, stands

TODAY = "2026-03-02T12:00:00Z"


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)


async def test_a_freed_seat_goes_to_the_first_whom_it_suffices(hall, eva):
    """Vector X8."""
    p1, p2, p3, *seated = await crowd(hall, 6)
    schedule = await offer(hall, eva, msp=12)
    (event,) = {await book(each, schedule, seats=seats) for each, seats in zip(seated, (10, 1, 1), strict=True)}
    for each, seats in ((p1, 2), (p2, 1), (p3, 1)):
        await join(each, schedule, seats=seats)
    line = (await eva.call("list_waiting_list", schedule_id=schedule))["items"]
    assert [each["position"] for each in line] == [1, 2, 3]
    assert [(each["seats"], each["ahead_seats"], each["name"]) for each in line] == [
        (2, 0, "P1"),
        (1, 2, "P2"),
        (1, 3, "P3"),
    ]
    await seated[1].call("decline_event", event_id=event)
    assert [await stands(each) for each in (p1, p2, p3)] == [["waiting"], ["offered"], ["waiting"]]
    assert (await p1.call("list_waiting_list"))["items"][0]["position"] == 1
    await seated[2].call("decline_event", event_id=event)
    assert [await stands(each) for each in (p1, p2, p3)] == [["waiting"], ["offered"], ["offered"]]


async def test_two_seats_freed_at_once_go_to_the_first_who_wants_two(hall, eva):
    """Vector X8."""
    p1, p2, p3, big, small = await crowd(hall, 5)
    schedule = await offer(hall, eva, msp=12)
    await book(big, schedule, seats=10)
    event = await book(small, schedule, seats=2)
    for each, seats in ((p1, 2), (p2, 1), (p3, 1)):
        await join(each, schedule, seats=seats)
    await small.call("decline_event", event_id=event)
    assert [await stands(each) for each in (p1, p2, p3)] == [["offered"], ["waiting"], ["waiting"]]
    assert hall.sql("SELECT seats_taken FROM events") == [(12,)]


@pytest.mark.parametrize(
    ("minutes", "until"),
    [(120, "2026-03-02T11:00:00Z"), (50, "2026-03-02T10:35:00Z"), (20, "2026-03-02T10:05:00Z"), (19, None)],
)
async def test_an_offer_lasts_as_the_schedule_says_and_ends_before_the_start(hall, eva, ann, ben, minutes, until):
    """Vector X9."""
    schedule = await offer(hall, eva)
    hour, minute = divmod(600 + minutes, 60)
    begins = f"2026-03-02T{hour}:{minute:02}:00.000Z"
    session = await add_session(hall, schedule, begins, "2026-03-02T13:00:00.000Z", capacity=1)
    await ann.call("book_schedule", schedule_id=schedule, event_id=session)
    await ben.call("join_waiting_list", schedule_id=schedule, event_id=session)
    hall.clock.set(at(9, 59))
    await hall.tick()
    assert await stands(ben) == (["closed"] if until is None else ["waiting"])
    hall.clock.set(at(10))
    await ann.call("decline_event", event_id=session)
    if until is None:
        assert await stands(ben) == ["closed"]
    else:
        assert (await offered(ben))["expires_at"] == until


async def test_an_offer_that_nobody_takes_goes_on_to_the_next_and_nobody_overtakes(hall, eva, ann, ben):
    p1, p2 = await crowd(hall, 2)
    schedule = await offer(hall, eva, price="60.00", offer_minutes=15)
    event = await book(ann, schedule)
    await join(p1, schedule)
    await join(p2, schedule)
    await ann.call("decline_event", event_id=event)
    kept = await offered(p1)
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert no.value.code == "slot_taken"
    with pytest.raises(Refused) as longer:
        await p1.call("extend_slot_hold", hold_id=kept["hold_id"])
    assert longer.value.code == "offer"
    with pytest.raises(Refused) as host:
        await eva.call("release_slot_hold", hold_id=kept["hold_id"])
    assert host.value.code == "not_found"
    hall.clock.advance(minutes=15)
    # At that very moment the slot is p2's, whether or not the hall has noticed.
    assert await stands(p1) == ["passed"]
    for tool in ("book_schedule", "hold_slot"):
        with pytest.raises(Refused) as taken:
            await ben.call(tool, schedule_id=schedule, start=SLOT)
        assert taken.value.code == "slot_taken"
    with pytest.raises(Refused) as late:
        await p1.call("book_schedule", schedule_id=schedule, hold_id=kept["hold_id"])
    assert "its slot is taken or not offered by now" in late.value.text
    await hall.tick()
    assert await stands(p2) == ["offered"]
    answer = await p2.call("release_slot_hold", hold_id=(await offered(p2))["hold_id"])
    assert (answer["offered_on"], answer["hold"]["status"]) == (False, "released")
    assert await stands(p2) == ["passed"]
    assert await book(ben, schedule)
    again = await p1.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    assert (again["changed"], again["entry"]["position"]) == (True, 1)


async def test_what_is_offered_is_booked_at_its_price_and_paid(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="60.00")
    event = await book(ann, schedule)
    await join(ben, schedule, max_price="60.00")
    await eva.call("decline_event", event_id=event, reason="ill")
    assert re.search("kept for you until 2026-03-02T10:00:00Z", (await hall.mails("ben@home.test"))[-1].body)
    await write(hall, "UPDATE schedules SET price = 8000 WHERE id = :id", id=schedule)
    hold = await offered(ben)
    booked = await ben.call("book_schedule", schedule_id=schedule, hold_id=hold["hold_id"], pay="balance")
    assert (booked["event"]["amount"], booked["event"]["status_id"]) == ("60.00", 200)
    (entry,) = (await ben.call("list_waiting_list", status=["booked"]))["items"]
    assert entry["booking_id"] == booked["booking_id"]
    assert books_balance(hall)


async def test_whoever_pays_less_is_passed_over_and_keeps_their_place(hall, eva, ann, ben):
    (other,) = await crowd(hall, 1)
    schedule = await offer(hall, eva, price="60.00")
    event = await book(ann, schedule)
    await join(ben, schedule, max_price="59.99")
    await join(other, schedule)
    await ann.call("decline_event", event_id=event)
    assert (await stands(ben), await stands(other)) == (["waiting"], ["offered"])
    assert (await ben.call("list_waiting_list"))["items"][0]["position"] == 1


async def test_whoever_frees_a_place_for_themselves_is_told_too(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=2)
    event = await book(ben, schedule)
    await book(ann, schedule)
    await join(ben, schedule)
    await ben.call("decline_event", event_id=event)
    told = hall.sql("SELECT text FROM notices WHERE kind = 'waiting_list_offer' AND owner_id = ?", ben.id)
    assert len(told) == 1
    assert (await offered(ben))["expires_at"] == "2026-03-02T10:00:00Z"


async def test_a_guest_waits_by_mail_and_books_with_the_token_of_the_offer(hall, eva, ann):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    nobody = hall.nobody()
    joined = await nobody.call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert (joined["entry"]["position"], joined["token"][:8]) == (1, "hh_line_")
    again = await nobody.call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert (again["changed"], "token" in again) == (False, False)
    await ann.call("decline_event", event_id=event)
    token = re.findall(r"hh_offer_\w+", (await hall.mails(GUEST["email"]))[-1].body)[0]
    with pytest.raises(Refused) as other:
        stranger = {"name": "Max", "email": "max@guest.test"}
        await nobody.call("book_schedule", schedule_id=schedule, hold_id=token, guest=stranger)
    assert "guest" in other.value.shape["fields"]
    booked = await nobody.call("book_schedule", schedule_id=schedule, hold_id=token)
    assert booked["event"]["status_id"] == 200
    seen = await nobody.call("get_event", event_id=booked["event"]["id"], token=booked["token"])
    assert seen["event"]["id"] == booked["event"]["id"]


async def test_a_guest_passes_the_offer_on_with_its_token(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    nobody = hall.nobody()
    joined = await nobody.call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    await join(ben, schedule)
    await ann.call("decline_event", event_id=event)
    body = (await hall.mails(GUEST["email"]))[-1].body
    hold, token = re.findall(r"hold_\w{20}", body)[0], re.findall(r"hh_offer_\w+", body)[0]
    for wrong in ({}, {"token": joined["token"]}):
        with pytest.raises(Refused) as no:
            await nobody.call("release_slot_hold", hold_id=hold, **wrong)
        assert no.value.code == "not_found"
    answer = await nobody.call("release_slot_hold", hold_id=hold, token=token)
    assert (answer["hold"]["status"], answer["offered_on"]) == ("released", True)
    assert await stands(ben) == ["offered"]
    with pytest.raises(Refused) as over:
        await nobody.call("leave_waiting_list", entry_id=joined["entry"]["id"], token=joined["token"])
    assert over.value.shape["state"] == "passed"


async def test_leaving_passes_the_offer_on_and_the_host_may_take_anybody_out(hall, eva, ann, ben):
    (other,) = await crowd(hall, 1)
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    first, second = await join(ben, schedule), await join(other, schedule)
    await ann.call("decline_event", event_id=event)
    with pytest.raises(Refused) as foreign:
        await ann.call("leave_waiting_list", entry_id=first)
    assert foreign.value.code == "not_found"
    left = await ben.call("leave_waiting_list", entry_id=first)
    assert (left["entry"]["status"], left["offered_on"]) == ("left", True)
    assert await stands(other) == ["offered"]
    taken = await eva.call("leave_waiting_list", entry_id=second)
    assert (taken["entry"]["status"], taken["offered_on"], taken["entry"]["name"]) == ("left", False, "P1")
    assert await book(ann, schedule)


async def test_every_moment_that_frees_time_serves_the_line(hall, eva, ann, ben):
    """The host is busy elsewhere, has closed the hours, has moved or deleted what stood in the way."""
    schedule = await offer(hall, eva)
    other = await offer(hall, eva, columns={"slug": "b"})

    async def in_line(act: Any) -> None:
        entry = await join(ben, schedule)
        await act()
        assert (await stands(ben))[-1] == "offered", act
        await ben.call("leave_waiting_list", entry_id=entry)

    event = await book(ann, other)
    await in_line(lambda: ann.call("decline_event", event_id=event))
    held = await ann.call("hold_slot", schedule_id=schedule, start=SLOT)
    await in_line(lambda: ann.call("release_slot_hold", hold_id=held["hold"]["public_id"]))
    moved = await book(ann, schedule)
    later = "2026-03-04T15:00:00Z"
    made = await ann.call("request_event_correction", event_id=moved, start=later)
    await in_line(lambda: eva.call("vote_on_event_corrections", event_id=moved, vote=True, ids=ids(made)))
    dentist = await appointment(hall, eva, SLOT)
    await in_line(lambda: eva.call("delete_event", event_id=dentist))
    calendar = (await eva.call("create_calendar", label="Family", private=True))["calendar"]["id"]
    await appointment(hall, eva, SLOT, kal_id=calendar)
    says = {"label": "Family", "private": True, "settings": {"blocks_time": False}}
    await in_line(lambda: eva.call("update_calendar", kal_id=calendar, **says))


async def test_a_line_closes_when_its_slot_is_offered_no_more(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    await join(ben, schedule)
    await eva.call(
        "update_schedule", schedule_id=schedule, settings={"rules": [{"days": [1], "start": "09:00", "end": "18:00"}]}
    )
    assert await stands(ben) == ["closed"]
    second = await offer(hall, eva, columns={"slug": "b"})
    await book(ann, second, "2026-03-05T10:00:00Z")
    await join(ben, second, "2026-03-05T10:00:00Z")
    await eva.call("delete_schedule", schedule_id=second)
    assert await stands(ben) == ["closed", "closed"]


async def test_raised_capacity_is_offered_to_the_line(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    await join(ben, schedule)
    await eva.call("update_schedule", schedule_id=schedule, msp=2)
    assert await stands(ben) == ["offered"]


async def test_who_gave_their_place_back_is_not_told_to_whoever_gets_it(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=2)
    event = await book(ann, schedule, seats=2)
    await join(ben, schedule)
    await hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    await ann.call("decline_event", event_id=event)
    [notice] = (await ben.call("list_notices", kinds=["waiting_list_offer"]))["items"]
    mail = (await hall.mails(GUEST["email"]))[-1].body
    assert "hh_offer_" in mail
    for said in (str(notice), mail):
        assert "Ann" not in said
        assert f"person:{ann.id}" not in said


async def test_an_offer_that_went_on_is_the_next_ones_also_when_the_clock_is_set_back(hall, eva):
    schedule = await offer(hall, eva, offer_minutes=10)
    first, second, booker = await crowd(hall, 3)
    event = await book(booker, schedule)
    for person in (first, second):
        await join(person, schedule)
    await booker.call("decline_event", event_id=event)
    lapsed = await offered(first)
    hall.clock.advance(minutes=11)
    await hall.tick()
    hold = await offered(second)
    hall.clock.advance(minutes=-5)
    assert [await stands(person) for person in (first, second)] == [["passed"], ["offered"]]
    with pytest.raises(Refused) as late:
        await first.call("book_schedule", schedule_id=schedule, hold_id=lapsed["hold_id"])
    assert late.value.shape["state"] == "expired"
    assert (await second.call("book_schedule", schedule_id=schedule, hold_id=hold["hold_id"]))["event"][
        "status_id"
    ] == 200


@pytest.mark.parametrize("way", ["deleted", "hours", "private"])
async def test_who_waits_for_what_is_open_to_them_no_longer_is_told_and_waits_no_more(hall, eva, ann, ben, way):
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    await join(ben, schedule)
    guest = await hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=GUEST)
    if way == "deleted":
        await eva.call("delete_schedule", schedule_id=schedule)
    else:
        hours = {"settings": {"rules": [{"days": [1], "start": "14:00", "end": "15:00"}]}}
        await eva.call("update_schedule", schedule_id=schedule, **(hours if way == "hours" else {"private": True}))
    assert await stands(ben) == ["closed"]
    [told] = (await ben.call("list_notices", kinds=["booking_called_off"]))["items"]
    assert "you wait for it no more" in told["text"]
    assert "you wait for it no more" in (await hall.mails(GUEST["email"]))[-1].body
    with pytest.raises(Refused):
        await hall.nobody().call("leave_waiting_list", entry_id=guest["entry"]["id"], token=guest["token"])
