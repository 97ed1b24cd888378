"""Who did not come: said by one side, answered by the other, and only then the money follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import books_balance, offer
from tests.tools.scheduling.cast import book, booked, booker, guest_booked, ids

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SHARE = {"cancellation": {"no_show_refund_percent": 30}}


async def at(hall: Hall, **after_start: float) -> None:
    hall.clock.set(START + timedelta(**after_start))
    await hall.tick()


async def state(caller: TestCaller, event: int) -> int:
    id: int = (await caller.call("get_event", event_id=event))["event"]["status_id"]
    return id


async def test_an_absent_guest_who_says_nothing_gets_the_schedules_share_back(hall, eva, ann):
    """Vector X4, first: also past the moment at which the money would have gone out."""
    event = await booked(hall, eva, ann, **SHARE)
    await at(hall, minutes=30)
    marked = await eva.call("mark_booking_no_show", event_id=event, note="Nobody came")
    assert marked["mark"] == {
        "status": "claimed", "absent": "attendee", "refund": "30.00", "payee_gets": "69.99", "currency": "EUR",
        "contest_until": "2026-03-05T10:30:00Z",
    }  # fmt: skip
    assert (marked["booking"]["status_id"], hall.purse(ann.owner, "EUR")) == (200, ("500.00", "99.99"))
    assert "no_show" not in (await eva.call("get_event", event_id=event))["event"]["attendees"][0]
    again = await eva.call("mark_booking_no_show", event_id=event)
    assert again["changed"] is False
    await at(hall, hours=24, minutes=29)
    assert (await state(ann, event), hall.purse(ann.owner, "EUR")) == (555, ("500.00", "99.99"))
    await at(hall, hours=24, minutes=30)
    assert await state(ann, event) == 777
    assert [row["no_show"] for row in (await eva.call("get_event", event_id=event))["event"]["attendees"]] == [True]
    assert hall.purse(ann.owner, "EUR") == ("430.01", "0.00")
    assert hall.purse(eva.owner, "EUR") == ("69.99", "0.00")
    assert books_balance(hall)


@pytest.mark.parametrize("act", ["contest", "agree", "withdraw", "mark"])
async def test_what_nobody_contested_in_time_is_answered_no_more(hall, eva, ann, act):
    """Whether or not the hall has looked since."""
    event = await booked(hall, eva, ann, **SHARE)
    await at(hall, minutes=30)
    marked = await eva.call("mark_booking_no_show", event_id=event)
    hall.clock.set(datetime.fromisoformat(marked["mark"]["contest_until"]))
    with pytest.raises(Refused) as no:
        by = eva if act == "withdraw" else ann
        await by.call("mark_booking_no_show", event_id=event, act=act, note="I was there")
    assert (no.value.code, no.value.shape["state"]) == ("wrong_state", "accepted")
    await hall.tick()
    assert hall.purse(ann.owner, "EUR") == ("430.01", "0.00")


@pytest.mark.parametrize("tool", ["decline_event", "request_event_correction", "pay_schedule_events", "delete_event"])
async def test_what_nobody_contested_in_time_stands_whatever_is_tried_before_the_hall_looks(hall, eva, ann, tool):
    event = await booked(hall, eva, ann, **SHARE)
    await at(hall, minutes=30)
    marked = await eva.call("mark_booking_no_show", event_id=event)
    hall.clock.set(datetime.fromisoformat(marked["mark"]["contest_until"]))
    given = {
        "request_event_correction": {"event_id": event, "status_id": 444},
        "pay_schedule_events": {"schedule_id": 1, "event_ids": [event]},
    }.get(tool, {"event_id": event})
    with pytest.raises(Refused):
        await ann.call(tool, **given)
    await hall.tick()
    assert (await state(ann, event), hall.purse(ann.owner, "EUR")) == (777, ("430.01", "0.00"))
    assert hall.purse(eva.owner, "EUR") == ("69.99", "0.00")


async def test_what_is_claimed_is_not_paid_out_by_time(hall, eva, ann):
    event = await booked(hall, eva, ann, release_after_hours=2, **SHARE)
    await at(hall, hours=2)
    await ann.call("mark_booking_no_show", event_id=event)
    await at(hall, hours=20)
    assert await state(eva, event) == 555
    await ann.call("mark_booking_no_show", event_id=event, act="withdraw")
    await at(hall, hours=21)
    assert (await state(eva, event), hall.purse(eva.owner, "EUR")) == (777, ("99.99", "0.00"))


async def test_an_absent_host_who_agrees_gives_everything_back(hall, eva, ann):
    """Vector X4, second: with a link, whose use comes back."""
    schedule = await offer(hall, eva, price="99.99", **SHARE)
    link = await eva.call("create_booking_link", schedule_id=schedule)
    event = await book(ann, schedule, link=link["token"])
    await at(hall, minutes=10)
    marked = await ann.call("mark_booking_no_show", event_id=event)
    assert (marked["mark"]["absent"], marked["mark"]["refund"], marked["mark"]["payee_gets"]) == (
        "host",
        "99.99",
        "0.00",
    )
    with pytest.raises(Refused) as no:
        await ann.call("mark_booking_no_show", event_id=event, act="agree")
    assert no.value.code == "invalid_argument"
    agreed = await eva.call("mark_booking_no_show", event_id=event, act="agree")
    assert (agreed["mark"]["status"], agreed["booking"]["status_id"]) == ("accepted", 444)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.sql("SELECT cancel_reason FROM event_attendees") == [("host_no_show",)]
    assert (await eva.call("list_booking_links"))["items"][0]["uses"] == 0
    with pytest.raises(Refused) as late:
        await ann.call("mark_booking_no_show", event_id=event)
    assert late.value.shape["state"] == "accepted"
    assert books_balance(hall)


async def test_both_sides_marked_is_a_dispute_that_keeps_the_money(hall, eva, ann):
    """Vector X4, third."""
    event = await booked(hall, eva, ann, **SHARE)
    await at(hall, minutes=20)
    await eva.call("mark_booking_no_show", event_id=event)
    both = await ann.call("mark_booking_no_show", event_id=event)
    assert (both["mark"]["status"], both["booking"]["status_id"]) == ("contested", 100)
    assert any("both marks are contested" in warning for warning in both["warnings"])
    await at(hall, hours=60)
    assert (await state(ann, event), hall.purse(ann.owner, "EUR")) == (100, ("500.00", "99.99"))
    with pytest.raises(Refused) as no:
        await eva.call("mark_booking_no_show", event_id=event)
    assert no.value.shape["state"] == "contested"


async def test_what_was_paid_or_called_off_meanwhile_ends_what_is_claimed(hall, eva, ann, sam, ben):
    await hall.credit(sam.owner, "5 USDT")
    paid, called_off = await booked(hall, eva, ann), await booked(hall, sam, ben)
    await at(hall, minutes=30)
    for host, event in ((eva, paid), (sam, called_off)):
        await host.call("mark_booking_no_show", event_id=event)
    await sam.call("decline_event", event_id=called_off)
    await at(hall, minutes=70)
    schedule = hall.sql("SELECT kal_schedule_id FROM events WHERE id = ?", paid)[0][0]
    await ann.call("pay_schedule_events", schedule_id=schedule, ids=[paid], release=True)
    assert hall.sql("SELECT status FROM no_show_marks ORDER BY id") == [("withdrawn",), ("withdrawn",)]
    for caller, event, stands in ((ann, paid, 777), (ben, called_off, 444)):
        for act in ("agree", "contest"):
            with pytest.raises(Refused) as no:
                await caller.call("mark_booking_no_show", event_id=event, act=act, note="I was there")
            assert (no.value.code, await state(caller, event)) == ("wrong_state", stands)
    assert books_balance(hall)


async def test_a_mark_is_contested_with_a_word_and_only_by_its_side(hall, eva, ann, sam):
    event = await booked(hall, eva, ann)
    await at(hall, minutes=20)
    await eva.call("mark_booking_no_show", event_id=event)
    with pytest.raises(Refused) as silent:
        await ann.call("mark_booking_no_show", event_id=event, act="contest")
    assert set(silent.value.shape["fields"]) == {"note"}
    with pytest.raises(Refused) as blank:
        await ann.call("mark_booking_no_show", event_id=event, act="contest", note="  ")
    assert set(blank.value.shape["fields"]) == {"note"}
    with pytest.raises(Refused) as foreign:
        await sam.call("mark_booking_no_show", event_id=event)
    assert foreign.value.code == "not_found"
    with pytest.raises(Refused) as host:
        await eva.call("mark_booking_no_show", event_id=event, act="contest", note="No")
    assert host.value.code == "invalid_argument"
    contested = await ann.call("mark_booking_no_show", event_id=event, act="contest", note="I was there")
    assert (contested["mark"]["status"], contested["booking"]["status_id"]) == ("contested", 100)


async def test_too_early_is_said_with_the_two_moments_and_too_late_with_the_state(hall, eva, ann):
    event = await book(ann, await offer(hall, eva))
    await at(hall, minutes=9)
    with pytest.raises(Refused) as early:
        await eva.call("mark_booking_no_show", event_id=event)
    assert early.value.shape["details"] == {"from": "2026-03-04T10:10:00Z", "until": "2026-03-05T11:00:00Z"}
    await at(hall, hours=25)
    with pytest.raises(Refused) as late:
        await eva.call("mark_booking_no_show", event_id=event)
    assert late.value.shape["state"] == "777"


async def test_of_several_bookings_a_host_names_one_and_an_absent_host_ends_all(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    event = await book(ann, schedule)
    await book(ben, schedule)
    await at(hall, minutes=15)
    with pytest.raises(Refused) as which:
        await eva.call("mark_booking_no_show", event_id=event)
    assert set(which.value.shape["fields"]) == {"booking_id"}
    await ann.call("mark_booking_no_show", event_id=event)
    first = hall.sql("SELECT id FROM event_attendees ORDER BY id")[0][0]
    await eva.call("mark_booking_no_show", event_id=event, booking_id=first, act="agree")
    assert hall.sql("SELECT DISTINCT status_id FROM event_attendees") == [(444,)]
    assert [hall.purse(each.owner, "EUR") for each in (ann, ben)] == [("500.00", "0.00")] * 2
    assert books_balance(hall)


async def test_an_absent_host_proves_no_guest_absent(hall, eva, ann, ben):
    """What is said of another guest of the same event holds no more once everything is paid back."""
    schedule = await offer(hall, eva, price="10.00", msp=3, **SHARE)
    event = await book(ann, schedule)
    await book(ben, schedule)
    first, second = (row[0] for row in hall.sql("SELECT id FROM event_attendees ORDER BY id"))
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event, booking_id=first)
    await ben.call("mark_booking_no_show", event_id=event)
    await eva.call("mark_booking_no_show", event_id=event, booking_id=second, act="agree")
    marks = hall.sql("SELECT booking_id, absent, status FROM no_show_marks ORDER BY booking_id")
    assert marks == [(first, "attendee", "withdrawn"), (second, "host", "accepted")]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_guest_answers_with_the_token_of_the_booking(hall, eva):
    made = await guest_booked(hall, await offer(hall, eva))
    event, token = made["event"]["id"], made["token"]
    await at(hall, minutes=30)
    await eva.call("mark_booking_no_show", event_id=event)
    agreed = await hall.nobody().call("mark_booking_no_show", event_id=event, act="agree", token=token)
    assert (agreed["mark"]["status"], agreed["booking"]["status_id"]) == ("accepted", 777)


async def test_nothing_happens_to_the_money_without_the_persons_yes(hall, eva):
    ann = await booker(hall, "ann@home.test")
    event = await booked(hall, eva, ann)
    await at(hall, minutes=15)
    await ann.call("mark_booking_no_show", event_id=event)
    eva.says_yes = False
    with pytest.raises(Refused):
        await eva.call("mark_booking_no_show", event_id=event, act="agree")
    assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")


async def test_how_often_a_host_did_not_come_is_told_from_five_bookings_on(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=6)
    made = (await eva.call("create_calendar", label="Open", private=False))["calendar"]["id"]
    event = await book(ann, schedule)
    for hour in (12, 13, 14):
        await book(ben, schedule, f"2026-03-04T{hour}:00:00Z")
    await at(hall, minutes=15)
    await ann.call("mark_booking_no_show", event_id=event)
    await eva.call("mark_booking_no_show", event_id=event, act="agree")
    await at(hall, hours=6)
    assert "no_show" not in (await ben.call("get_booking_page", kal_id=made))["owner"]
    await book(ann, schedule, "2026-03-05T12:00:00Z")
    await at(hall, hours=30)
    assert (await ben.call("get_booking_page", kal_id=made))["owner"]["no_show"] == {"missed": 1, "of": 5}


async def test_what_is_claimed_shows_in_the_event_and_in_what_is_allowed_next(hall, eva, ann, sam):
    event = await booked(hall, eva, ann, **SHARE)

    async def seen(by: TestCaller) -> tuple[list[dict], bool]:
        shown = await by.call("get_event", event_id=event)
        return shown["no_shows"], "mark_booking_no_show" in shown["allowed"]

    assert await seen(eva) == ([], False)
    await at(hall, minutes=9)
    assert await seen(ann) == ([], False)
    await at(hall, minutes=30)
    assert await seen(eva) == await seen(ann) == ([], True)
    booking = (await eva.call("mark_booking_no_show", event_id=event, note="Nobody came"))["booking"]["booking_id"]
    claimed = {
        "status": "claimed", "absent": "attendee", "refund": "30.00", "payee_gets": "69.99", "currency": "EUR",
        "contest_until": "2026-03-05T10:30:00Z", "booking_id": booking, "note": "Nobody came",
    }  # fmt: skip
    assert await seen(ann) == await seen(eva) == ([claimed], True)
    [notice] = (await ann.call("list_notices", kinds=["booking_no_show"]))["items"]
    assert notice["act_with"] == ["mark_booking_no_show"]
    shown = (await ann.call("get_event", event_id=event, timezone="Europe/Berlin"))["no_shows"]
    assert shown[0]["contest_until"] == "2026-03-05T11:30:00+01:00"
    await eva.call("mark_booking_no_show", event_id=event, act="withdraw")
    assert await seen(ann) == await seen(eva) == ([], True)
    await eva.call("mark_booking_no_show", event_id=event)
    await ann.call("mark_booking_no_show", event_id=event, act="contest", note="I was there")
    for by in (eva, ann):
        [mark], allowed = await seen(by)
        assert (mark["status"], allowed) == ("contested", False)


@pytest.mark.parametrize("way", ["called off", "paid"])
async def test_what_becomes_of_a_booking_otherwise_ends_what_is_said_of_it(hall, eva, ann, way):
    event = await booked(hall, eva, ann, release_after_hours=48, **SHARE)
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event)
    if way == "called off":
        await eva.call("decline_event", event_id=event, reason="Let us forget it")
    else:
        await at(hall, hours=2)
        schedule = (await ann.call("get_event", event_id=event))["event"]["kal_schedule_id"]
        await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event], release=True)
    before = (await state(ann, event), hall.purse(ann.owner, "EUR"), hall.purse(eva.owner, "EUR"))
    assert before[0] == (444 if way == "called off" else 777)
    shown = await ann.call("get_event", event_id=event)
    assert (shown["no_shows"], "mark_booking_no_show" in shown["allowed"]) == ([], False)
    with pytest.raises(Refused) as no:
        await ann.call("mark_booking_no_show", event_id=event, act="agree")
    assert (no.value.code, no.value.shape["state"]) == ("wrong_state", "withdrawn")
    await at(hall, hours=60)
    assert (await state(ann, event), hall.purse(ann.owner, "EUR"), hall.purse(eva.owner, "EUR")) == before
    assert books_balance(hall)


async def test_of_a_shared_slot_a_guest_reads_only_what_is_said_of_their_own_booking(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    event = await book(ann, schedule)
    await book(ben, schedule)
    mine = (await ann.call("get_event", event_id=event))["pivot"]["id"]
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event, booking_id=mine)
    assert [mark["booking_id"] for mark in (await eva.call("get_event", event_id=event))["no_shows"]] == [mine]
    assert [mark["booking_id"] for mark in (await ann.call("get_event", event_id=event))["no_shows"]] == [mine]
    assert (await ben.call("get_event", event_id=event))["no_shows"] == []


async def test_a_guest_reads_it_with_the_token_of_the_booking(hall, eva):
    made = await guest_booked(hall, await offer(hall, eva))
    event, token = made["event"]["id"], made["token"]
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event)
    shown = await hall.nobody().call("get_event", event_id=event, token=token)
    assert [mark["absent"] for mark in shown["no_shows"]] == ["attendee"]
    assert "mark_booking_no_show" in shown["allowed"]


async def test_how_often_a_guest_did_not_come_is_told_to_the_host_from_five_bookings_on(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=6)
    made = (await eva.call("create_calendar", label="Open", private=False))["calendar"]["id"]
    await eva.call("update_schedule", schedule_id=schedule, kal_id=made)
    event = await book(ann, schedule)
    for hour in (12, 13, 14):
        await book(ann, schedule, f"2026-03-04T{hour}:00:00Z")
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event)
    await ann.call("mark_booking_no_show", event_id=event, act="agree")
    later = await book(ann, schedule, "2026-03-05T12:00:00Z")
    await book(ben, schedule, "2026-03-05T12:00:00Z")
    await at(hall, hours=6)
    assert "attendees" not in await eva.call("get_booking_page", kal_id=made)
    await at(hall, hours=28)
    next_one = await book(ann, schedule, "2026-03-06T12:00:00Z")
    assert next_one != later
    figure = {"missed": 1, "of": 5}
    page = await eva.call("get_booking_page", kal_id=made)
    assert [(each["id"], each["no_show"]) for each in page["attendees"]] == [(ann.id, figure)]
    for stranger in (ann, ben, hall.nobody()):
        assert "attendees" not in await stranger.call("get_booking_page", kal_id=made)
    rows = (await eva.call("get_event", event_id=next_one))["event"]["attendees"]
    assert [row["no_show_figure"] for row in rows] == [figure]
    rows = (await ann.call("get_event", event_id=next_one))["event"]["attendees"]
    assert all("no_show_figure" not in row for row in rows)


@pytest.mark.parametrize("msp", [1, 3], ids=["the whole event", "one booking of several"])
async def test_what_is_said_of_a_time_comes_to_nothing_when_another_is_agreed_on(hall, eva, ann, ben, msp):
    schedule = await offer(hall, eva, price="10.00", msp=msp, **SHARE)
    event = await book(ann, schedule)
    [(booking,)] = hall.sql("SELECT id FROM event_attendees WHERE event_id = ? AND status_id = 200", event)
    if msp > 1:
        await book(ben, schedule)
    asked = await ann.call("request_event_correction", event_id=event, start="2026-03-09T10:00:00Z")
    await at(hall, minutes=15)
    await eva.call("mark_booking_no_show", event_id=event, booking_id=booking)
    await eva.call("vote_on_event_corrections", event_id=event, ids=ids(asked), vote=True)
    moved = hall.sql(
        "SELECT e.id, e.start_at FROM event_attendees a JOIN events e ON e.id = a.event_id WHERE a.id = ?", booking
    )
    assert moved[0][1] == "2026-03-09T10:00:00.000Z"
    await at(hall, hours=60)
    assert hall.sql("SELECT status FROM no_show_marks") == [("withdrawn",)]
    assert await state(ann, moved[0][0]) == 200
    assert books_balance(hall)
