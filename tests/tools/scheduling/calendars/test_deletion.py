"""Deleting a calendar: what goes, what is called off and paid back, what stays, who is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer, write
from tests.tools.scheduling.calendars.calendar_world import imported_calendar, made_calendar, new_contract
from tests.tools.scheduling.cast import appointment, book, calendar_of, plan

NEXT = "2026-03-05T10:00:00Z"
LATER = "2026-03-06T12:00:00Z"


async def offered(hall, eva, kal, **settings):
    """A schedule in a calendar; its id."""
    return await offer(hall, eva, columns={"kal_id": kal}, **settings)


async def told(hall, who):
    """The kinds of what somebody was told of others' doings, with what it is about."""
    sql = """SELECT kind, record_type, record_id FROM notices
             WHERE owner_type = ? AND owner_id = ? AND kind NOT LIKE 'money%' ORDER BY id"""
    return hall.sql(sql, who.kind, who.id)


async def test_an_empty_calendar_goes(hall, ida):
    kal = await made_calendar(ida)
    gone = await ida.call("delete_calendar", kal_id=kal)
    assert gone["message"] == f"Calendar {kal} 'Work' is deleted."
    counts = ("schedules_deleted", "events_deleted", "bookings_cancelled", "refunds")
    assert [gone[name] for name in counts] == [0, 0, 0, []]
    assert hall.sql("SELECT status_id, deleted_at FROM calendars WHERE id = ?", kal) == [
        (444, "2026-03-02T09:00:00.000Z")
    ]
    assert (await ida.call("list_calendars"))["total"] == 1
    again = await made_calendar(ida)
    assert hall.sql("SELECT slug FROM calendars WHERE id = ?", again) == [("work",)]


async def test_confirmed_bookings_stop_it_with_how_many_from_when_to_when_and_how_much(hall, eva, ann, ben):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00")
    chats = await offered(hall, eva, kal, price="5", currency="USDT")
    free = await offered(hall, eva, kal)
    for who, schedule, start in (
        (ann, lessons, SLOT),
        (ben, lessons, NEXT),
        (ben, chats, LATER),
        (ann, free, "2026-03-06T14:00:00Z"),
    ):
        await book(who, schedule, start)
    with pytest.raises(Refused) as no:
        await eva.call("delete_calendar", kal_id=kal)
    assert (no.value.status, no.value.details["state"]) == (409, "upcoming_bookings")
    assert "has 4 upcoming bookings" in no.value.text
    assert "from 2026-03-04T10:00:00Z to 2026-03-06T15:00:00Z" in no.value.text
    assert "80.00 EUR and 5.000000 USDT" in no.value.text
    assert no.value.details["bookings"] == 4
    assert no.value.details["refunds"] == [
        {"amount": "80.00", "currency": "EUR"}, {"amount": "5.000000", "currency": "USDT"},
    ]  # fmt: skip
    assert hall.sql("SELECT count(*) FROM events WHERE status_id = 200 AND deleted_at IS NULL") == [(4,)]
    assert hall.sql("SELECT count(*) FROM calendars WHERE deleted_at IS NOT NULL") == [(0,)]


async def test_called_off_with_all_money_back_and_everybody_told_once(hall, eva, ann, ben, cid):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00", hosts=(cid,), owner_hosts=False)
    event = await book(ann, lessons)
    other = await book(ben, lessons, NEXT)
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert (gone["schedules_deleted"], gone["events_deleted"], gone["bookings_cancelled"]) == (1, 2, 2)
    assert gone["refunds"] == [
        {"payer": f"person {ann.id}", "amount": "40.00", "currency": "EUR"},
        {"payer": f"person {ben.id}", "amount": "40.00", "currency": "EUR"},
    ]
    for who in (ann, ben):
        assert hall.purse(who.owner, "EUR") == ("500.00", "0.00")
    assert books_balance(hall)
    assert hall.sql("SELECT DISTINCT status_id, cancel_reason, cancelled_by FROM event_attendees") == [
        (444, "organiser", f"person:{eva.id}")
    ]
    assert hall.sql("SELECT count(*) FROM events WHERE deleted_at IS NULL") == [(0,)]
    assert hall.sql("SELECT count(*) FROM schedules WHERE deleted_at IS NULL") == [(0,)]
    assert [row for row in await told(hall, ann) if row[0] == "booking_called_off"] == [
        ("booking_called_off", "event", event)
    ]
    of_cid = [row for row in await told(hall, cid) if row[0] != "booking_confirmed"]
    assert sorted(of_cid) == [
        ("booking_called_off", "event", event),
        ("booking_called_off", "event", other),
        ("schedule_role", "schedule", lessons),
    ]
    said = hall.sql("SELECT text FROM notices WHERE kind = 'schedule_role' AND owner_id = ?", cid.id)[0][0]
    assert "What was booked in it is called off." in said
    assert eva.questions[-1] == (
        f"Delete calendar {kal} with 1 schedule and 2 events, cancel 2 bookings and give back 80.00 EUR. The "
        "calendar is called “Work”."
    )


async def test_without_the_persons_yes_nothing_happens(hall, eva, ann):
    kal = await made_calendar(eva)
    await book(ann, await offered(hall, eva, kal, price="40.00"))
    eva.says_yes = False
    with pytest.raises(Refused):
        await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")
    assert hall.sql("SELECT count(*) FROM calendars WHERE deleted_at IS NOT NULL") == [(0,)]


async def test_a_dry_run_shows_what_would_go_and_changes_nothing(hall, eva, ann):
    kal = await made_calendar(eva)
    await book(ann, await offered(hall, eva, kal, price="40.00"))
    before = hall.sql("SELECT max(id) FROM notices")
    shown = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True, dry_run=True)
    assert (shown["events_deleted"], shown["bookings_cancelled"]) == (1, 1)
    assert [refund["amount"] for refund in shown["refunds"]] == ["40.00"]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")
    assert hall.sql("SELECT max(id) FROM notices") == before
    assert hall.sql("SELECT count(*) FROM calendars WHERE deleted_at IS NOT NULL") == [(0,)]


async def test_requests_and_unpaid_holds_end_without_being_allowed(hall, eva, ann, ben):
    kal = await made_calendar(eva)
    asked = await offered(hall, eva, kal, confirm="manual")
    held = await offered(hall, eva, kal, price="40.00")
    await book(ann, asked)
    await book(ben, held, NEXT, pay="later")
    gone = await eva.call("delete_calendar", kal_id=kal)
    assert (gone["bookings_cancelled"], gone["events_deleted"], gone["refunds"]) == (2, 2, [])
    assert ("booking_called_off",) in hall.sql("SELECT kind FROM notices WHERE owner_id = ?", ann.id)


async def test_a_paid_request_has_to_be_allowed(hall, eva, ann):
    kal = await made_calendar(eva)
    await book(ann, await offered(hall, eva, kal, confirm="manual", price="40.00"))
    with pytest.raises(Refused) as no:
        await eva.call("delete_calendar", kal_id=kal)
    assert no.value.details["refunds"] == [{"amount": "40.00", "currency": "EUR"}]
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert gone["bookings_cancelled"] == 1
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_what_took_place_or_is_disputed_stays_in_the_books(hall, eva, ann, ben):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00", release_after_hours=72)
    delivered, disputed, ahead = (
        await book(ann, lessons),
        await book(ben, lessons, NEXT),
        await book(ann, lessons, LATER),
    )
    hall.clock.set(datetime(2026, 3, 5, 11, 30, tzinfo=UTC))
    await ben.call("decline_event", event_id=disputed, reason="Nobody came")
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert (gone["bookings_cancelled"], gone["events_deleted"], gone["events_left"]) == (1, 1, 2)
    assert gone["message"].endswith("2 of its events stay in the books.")
    left = hall.sql("SELECT id, status_id FROM events WHERE deleted_at IS NULL ORDER BY id")
    assert left == [(delivered, 555), (disputed, 100)]
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", ahead) == [(444,)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")
    hall.clock.advance(days=5)
    await hall.tick()
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", delivered) == [(777,)]
    assert hall.purse(ann.owner, "EUR") == ("460.00", "0.00")
    assert hall.purse(eva.owner, "EUR") == ("40.00", "0.00")
    assert books_balance(hall)


async def test_of_a_session_only_the_bookings_that_wait_end(hall, eva, ann, ben):
    kal = await made_calendar(eva)
    course = await offered(hall, eva, kal)
    times = "2026-03-04T20:00:00.000Z", "2026-03-04T22:00:00.000Z"
    session = await add_session(hall, course, *times, capacity=5, price="15.00")
    for who in (ann, ben):
        await who.call("book_schedule", schedule_id=course, event_id=session)
    await write(
        hall,
        "UPDATE event_attendees SET status_id = 777 WHERE event_id = :id AND user_id = :ann",
        id=session,
        ann=ann.id,
    )
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert (gone["bookings_cancelled"], gone["events_deleted"], gone["events_left"]) == (1, 0, 1)
    assert [refund["payer"] for refund in gone["refunds"]] == [f"person {ben.id}"]
    assert hall.sql("SELECT deleted_at FROM events WHERE id = ?", session) == [(None,)]


async def test_meetings_tasks_and_what_hangs_below_go_and_those_who_were_to_come_hear_of_it(hall, eva, ann, ben):
    kal = await made_calendar(eva)
    meeting = await plan(hall, eva, ann, emails=("kim@else.test",), kal_id=kal, status_id=200)
    await appointment(hall, eva, None, kal_id=None, type_id=2, kind="comment", parent_id=meeting, status_id=777)
    over = await plan(hall, eva, ben, kal_id=kal, status_id=200, start_at="2026-03-01T09:00:00.000Z",
                      end_at="2026-03-01T10:00:00.000Z")  # fmt: skip
    charge = await appointment(hall, eva, None, kal_id=kal, type_id=3, date="2026-03-01")
    gone = await eva.call("delete_calendar", kal_id=kal)
    assert (gone["events_deleted"], gone["events_left"]) == (3, 1)
    assert hall.sql("SELECT id FROM events WHERE deleted_at IS NULL") == [(charge,)]
    assert await told(hall, ann) == [("event_changed", "event", meeting)]
    assert await told(hall, ben) == []
    assert ["Review" in mail.subject + mail.body for mail in await hall.mails("kim@else.test")] == [True]
    assert hall.sql("SELECT status_id FROM events WHERE id IN (?, ?) ORDER BY id", meeting, over)[0] == (444,)


async def test_work_of_a_contract_in_it_stays(hall, eva):
    kal = await made_calendar(eva)
    contract, _ = await new_contract(hall, eva)
    work = await appointment(hall, eva, SLOT, kal_id=kal, contract_id=contract)
    assert (await eva.call("delete_calendar", kal_id=kal))["events_deleted"] == 0
    assert hall.sql("SELECT deleted_at FROM events WHERE id = ?", work) == [(None,)]


async def test_bookings_of_a_schedule_that_has_moved_away_move_along(hall, eva, ann):
    kal, home = await made_calendar(eva), calendar_of(hall, eva)
    moved = await offered(hall, eva, kal, price="40.00")
    event = await book(ann, moved)
    settings = {"rules": [{"days": [1], "start": "09:00", "end": "12:00"}]}
    given = {"label": "Lessons", "private": False, "settings": settings, "currency": "EUR"}
    await eva.call("update_schedule", schedule_id=moved, kal_id=home, **given)
    gone = await eva.call("delete_calendar", kal_id=kal)
    assert (gone["schedules_deleted"], gone["events_deleted"], gone["bookings_cancelled"]) == (0, 0, 0)
    assert hall.sql("SELECT kal_id, status_id, deleted_at FROM events WHERE id = ?", event) == [(home, 200, None)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")


async def test_bookings_of_schedules_deleted_before_are_called_off_too(hall, eva, ann):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00")
    await book(ann, lessons)
    await eva.call("delete_schedule", schedule_id=lessons)
    with pytest.raises(Refused):
        await eva.call("delete_calendar", kal_id=kal)
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert (gone["schedules_deleted"], gone["bookings_cancelled"]) == (0, 1)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_time_kept_for_a_suggested_move_is_let_go(hall, eva, ann):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00", msp=3, reschedule="ask")
    event = await book(ann, lessons)
    await ann.call("request_event_correction", event_id=event, start=NEXT)
    assert hall.sql("SELECT count(*) FROM event_corrections WHERE status_id = 100") == [(1,)]
    gone = await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert gone["bookings_cancelled"] == 1
    assert hall.sql("SELECT count(*) FROM event_corrections WHERE status_id = 100") == [(0,)]
    assert hall.sql("SELECT count(*) FROM event_attendees WHERE status_id IN (100, 200)") == [(0,)]
    assert hall.sql("SELECT count(*) FROM events WHERE status_id IN (100, 200) OR deleted_at IS NULL") == [(0,)]


async def test_an_imported_calendar_gives_its_time_back(hall, eva):
    kal = await imported_calendar(hall, eva)
    await hall.app.database.write(
        lambda tx: tx.insert(
            "busy_blocks", owner_type="person", owner_id=eva.id, kal_id=kal, source_type="outside", source_id=1,
            start_at="2026-03-04T10:00:00.000Z", end_at="2026-03-04T11:00:00.000Z",
        )
    )  # fmt: skip
    await appointment(hall, eva, SLOT, kal_id=kal, external_id="abc@google.test")
    assert (await eva.call("delete_calendar", kal_id=kal))["events_deleted"] == 1
    assert hall.sql("SELECT count(*) FROM busy_blocks") == [(0,)]


class TestWhatCannotBeDeleted:
    async def test_the_main_calendar(self, hall, eva):
        with pytest.raises(Refused) as no:
            await eva.call("delete_calendar", kal_id=calendar_of(hall, eva))
        assert no.value.details["state"] == "default"
        assert "update_calendar with is_default true" in no.value.text
        kal = await made_calendar(eva)
        old = calendar_of(hall, eva)
        await eva.call("update_calendar", kal_id=kal, label="Work", private=False, is_default=True)
        assert (await eva.call("delete_calendar", kal_id=old))["schedules_deleted"] == 0

    async def test_a_contracts_calendar(self, hall, eva):
        contract, kal = await new_contract(hall, eva)
        with pytest.raises(Refused) as no:
            await eva.call("delete_calendar", kal_id=kal)
        assert no.value.details["state"] == "contract"
        assert f"belongs to contract {contract} and goes with it: delete_contract archives both" in no.value.text

    async def test_somebody_elses(self, hall, eva, ann):
        public, hidden = await made_calendar(eva), await made_calendar(eva, "Home", private=True)
        for kal, status in ((public, 403), (hidden, 404)):
            with pytest.raises(Refused) as no:
                await ann.call("delete_calendar", kal_id=kal)
            assert no.value.status == status

    async def test_one_that_is_gone(self, hall, eva, ann):
        kal = await made_calendar(eva)
        await eva.call("delete_calendar", kal_id=kal)
        for who, status in ((eva, 409), (ann, 404)):
            with pytest.raises(Refused) as no:
                await who.call("delete_calendar", kal_id=kal)
            assert no.value.status == status

    async def test_one_with_agreed_working_hours(self, hall, eva):
        kal = await made_calendar(eva)
        contract, _ = await new_contract(hall, eva)
        await offer(hall, eva, type_id=2, columns={"kal_id": kal, "participant_id": 7, "contract_id": contract})
        with pytest.raises(Refused) as no:
            await eva.call("delete_calendar", kal_id=kal)
        assert no.value.details["state"] == "attached_to_participant"


async def test_a_fault_in_the_middle_leaves_everything_as_it_was(hall, eva, ann):
    kal = await made_calendar(eva)
    await book(ann, await offered(hall, eva, kal, price="40.00"))
    hall.sql_script(
        """CREATE TRIGGER no_end BEFORE UPDATE OF deleted_at ON calendars BEGIN SELECT RAISE(ABORT, 'no'); END;"""
    )
    hall.broken = True
    with pytest.raises(Refused) as no:
        await eva.call("delete_calendar", kal_id=kal, cancel_bookings=True)
    assert no.value.status == 503
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")
    assert hall.sql("SELECT count(*) FROM events WHERE status_id = 200 AND deleted_at IS NULL") == [(1,)]
    assert books_balance(hall)


async def test_one_booking_is_spoken_of_as_one(hall, eva, ann):
    kal = await made_calendar(eva)
    lessons = await offered(hall, eva, kal, price="40.00")
    await book(ann, lessons, SLOT)
    with pytest.raises(Refused) as no:
        await eva.call("delete_calendar", kal_id=kal)
    assert "has one upcoming booking that is confirmed or paid, from" in no.value.text
    await eva.call("delete_calendar", **no.value.step("delete_calendar"))
    assert "with 1 schedule and 1 event, cancel 1 booking and give back 40.00 EUR" in eva.questions[-1]
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ? ORDER BY id DESC", ann.id)
    assert "40.00 EUR went back to whoever paid." in told[0][0]
