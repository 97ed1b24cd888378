"""What the people of a booking read of it: the reason, the money, the time in their zone, and how to answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import offer, write
from tests.tools.scheduling.cast import book, booked, booker, guest_booked, ids

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
LATER = "2026-03-05T15:00:00Z"


def told(hall: Hall, who: TestCaller, kind: str) -> list[str]:
    sql = "SELECT text FROM notices WHERE owner_type = ? AND owner_id = ? AND kind = ? ORDER BY id"
    return [text for (text,) in hall.sql(sql, who.kind, who.id, kind)]


async def test_a_booking_called_off_by_the_host_is_mailed_with_the_reason_and_the_refund(hall, eva, ann):
    event = await booked(hall, eva, ann)
    await eva.call("decline_event", event_id=event, reason="I am ill")
    (text,) = told(hall, ann, "booking_called_off")
    assert text == (
        "“Consultation” on 2026-03-04T10:00:00Z to 2026-03-04T11:00:00Z (UTC) was called off by the host. 99.99 EUR went "
        "back to whoever paid. They said: “I am ill”"
    )
    mail = (await hall.mails("ann@home.test"))[-1]
    assert text in mail.body
    assert hall.sql("SELECT record_type, record_id FROM notices WHERE kind = 'booking_called_off'") == [
        ("event", event)
    ]


async def test_a_request_says_until_when_to_answer_and_its_lapse_is_told(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99", confirm="manual")
    await book(ann, schedule)
    (text,) = told(hall, eva, "booking_requested")
    assert "“Ann” asks for “Consultation”" in text
    assert "Answer by 2026-03-03T09:00:00Z (UTC)" in text
    mail = (await hall.mails("eva@work.test"))[-1]
    assert "What answers it: confirm_event or decline_event." in mail.body
    hall.clock.advance(hours=24)
    await hall.tick()
    (text,) = told(hall, ann, "booking_lapsed")
    assert "was not answered in time and lapsed. 99.99 EUR went back" in text
    assert told(hall, eva, "booking_lapsed") == [text]


async def test_times_are_in_the_zone_of_whoever_reads(hall, eva, ann):
    schedule = await offer(hall, eva, timezone="Europe/Berlin")
    ben = await hall.person("ben@home.test")
    await write(hall, "UPDATE persons SET timezone = 'Asia/Tokyo' WHERE id = :id", id=ben.id)
    await write(hall, "UPDATE schedules SET msp = 3")
    who = [{"user_id": ben.id}, {"email": "kim@else.test"}]
    event = await book(ann, schedule, seats=2, attendees=who, timezone="America/New_York")
    assert "2026-03-04T19:00:00+09:00" in told(hall, ben, "booking_invited")[0]
    assert "2026-03-04T11:00:00+01:00" in (await hall.mails("kim@else.test"))[0].body
    await eva.call("decline_event", event_id=event)
    assert "2026-03-04T05:00:00-05:00" in told(hall, ann, "booking_called_off")[0]


async def test_companions_hear_of_another_time_and_of_the_end(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    ben = await hall.person("ben@home.test")
    who = [{"email": "kim@else.test"}, {"user_id": ben.id}]
    event = await book(ann, schedule, seats=2, attendees=who)
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert sorted(voted["told"]) == ["Ann", "Ben", "Eva", "a guest"]
    assert "to 2026-03-05T15:00:00Z" in told(hall, ben, "booking_moved")[0]
    await ann.call("decline_event", event_id=voted["event"]["id"])
    assert len(told(hall, ben, "booking_called_off")) == 1
    mails = await hall.mails("kim@else.test")
    assert [mail.subject for mail in mails] == ["Booking invited", "Booking moved", "Booking called off"]
    assert "to 2026-03-05T15:00:00Z" in mails[1].body


async def test_a_guest_is_mailed_the_suggestion_with_how_to_answer_and_the_number_it_has_then(hall, eva, ann):
    await write(
        hall, "INSERT INTO settings (name, value, updated_at) VALUES ('public_url', 'https://hall.test', '2026')"
    )
    schedule = await offer(hall, eva, msp=2)
    await book(ann, schedule)
    guest = await guest_booked(hall, schedule)
    event, token = guest["event"]["id"], guest["token"]
    asked = {"event_id": event, "token": token, "start": LATER}
    made = await hall.nobody().call("request_event_correction", **asked)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    after = voted["event"]["id"]
    assert after != event
    text = (await hall.mails("gus@guest.test"))[-1].body
    assert "was moved" in text
    assert f"It is event {after} now and was event {event}." in text
    assert f"https://hall.test/bookings/{guest['booking_id']}" in text
    asked = await eva.call("request_event_correction", event_id=after, start="2026-03-06T15:00:00Z")
    mail = (await hall.mails("gus@guest.test"))[-1]
    wanted = f"vote_on_event_corrections with event_id {after}, ids [{ids(asked)[0]}]"
    assert wanted in mail.body
    assert "2026-03-06T15:00:00Z" in mail.body
    assert asked["told"] == ["Gus Guest"]


async def test_everybody_is_reminded_once_a_day_before_of_what_was_booked_earlier(hall, eva, ann):
    schedule = await offer(hall, eva)
    # One begins so soon that nobody needs to be reminded of it.
    await book(ann, schedule, "2026-03-02T15:00:00Z")
    await book(ann, schedule)
    hall.clock.set(START - timedelta(hours=24, minutes=1))
    await hall.tick()
    assert told(hall, ann, "booking_reminder") == []
    for _ in range(3):
        hall.clock.advance(minutes=6)
        await hall.tick()
    assert len(told(hall, ann, "booking_reminder")) == len(told(hall, eva, "booking_reminder")) == 1


@pytest.mark.parametrize(("to", "reminded"), [("2026-03-06T10:00:00Z", 2), ("2026-03-04T09:00:00Z", 1)])
async def test_what_is_moved_is_reminded_of_again_when_it_is_far_enough(hall, eva, ann, to, reminded):
    event = await book(ann, await offer(hall, eva))
    hall.clock.set(START - timedelta(hours=23))
    await hall.tick()
    made = await ann.call("request_event_correction", event_id=event, start=to)
    await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    hall.clock.set(datetime.fromisoformat(to) - timedelta(hours=2))
    await hall.tick()
    assert len(told(hall, ann, "booking_reminder")) == reminded


async def test_a_company_that_pays_hears_of_delivery_and_of_the_money(hall, eva):
    acme = await hall.agent("Acme", company_funds="200 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    await book(acme, await offer(hall, eva, price="50.00"))
    hall.clock.set(START + timedelta(hours=1))
    await hall.tick()
    sql = "SELECT kind FROM notices WHERE owner_type = 'company' ORDER BY id"
    assert hall.sql(sql)[-1:] == [("booking_delivered",)]
    assert "50.00 EUR held for it" in (await hall.mails("boss@acme.test"))[-1].body
    assert boss.company == acme.company


async def test_a_dry_run_and_a_refusal_tell_nobody(hall, eva, ann):
    event = await booked(hall, eva, ann)
    before = hall.sql("SELECT count(*) FROM notices")
    await eva.call("decline_event", event_id=event, reason="I am ill", dry_run=True)
    assert hall.sql("SELECT count(*) FROM notices") == before


async def test_the_feed_says_what_became_of_bookings_events_and_schedules(hall, eva, ann):
    ben = await booker(hall, "ben@home.test")
    schedule = await offer(hall, eva, price="10.00", confirm="manual", msp=2)
    event = await book(ann, schedule)
    await eva.call("confirm_event", event_id=event)
    await ann.call("decline_event", event_id=event)
    await book(ben, schedule, "2026-03-04T12:00:00Z")
    hall.clock.advance(hours=24)
    await hall.tick()
    rows = hall.sql(
        "SELECT type, record_type, record_id FROM changes WHERE record_type NOT IN ('schedule', 'purse') ORDER BY id"
    )
    assert rows == [
        ("booking.created", "booking", 1),
        ("booking.confirmed", "booking", 1),
        ("booking.cancelled", "booking", 1),
        ("booking.created", "booking", 2),
        ("booking.lapsed", "booking", 2),
    ]
    freed = hall.sql("SELECT type, record_id FROM changes WHERE record_type = 'schedule'")
    assert freed == [("slot.freed", schedule)] * 2


async def moved_again_and_again(hall, eva, ann, event: int, times: int) -> int:
    """A booking that both sides move every minute; the event's id."""
    for number in range(times):
        hall.clock.advance(minutes=1)
        start = f"2026-03-0{5 + number % 3}T{10 + number % 7}:00:00Z"
        asked = await ann.call("request_event_correction", event_id=event, start=start)
        if open_ones := [each["id"] for each in asked["corrections"] if each["status_id"] == 100]:
            asked = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=open_ones)
        event = asked["event"]["id"]
    return event


async def with_company(hall, eva, ann) -> tuple[int, TestCaller]:
    """A booking for ben, who has an account and was not asked, and kim, who is known by an address; its event and ben."""
    schedule, ben = await offer(hall, eva), await hall.person("ben@home.test")
    await write(hall, "UPDATE schedules SET msp = 3")
    who = [{"user_id": ben.id}, {"email": "kim@else.test"}]
    return await book(ann, schedule, seats=2, attendees=who), ben


async def test_whoever_did_not_agree_to_a_booking_gets_few_mails_of_its_moves_and_the_last_one_later(hall, eva, ann):
    event, ben = await with_company(hall, eva, ann)
    event = await moved_again_and_again(hall, eva, ann, event, 20)

    assert len(told(hall, ben, "booking_moved")) == 20, "the inbox has them all"
    few = len(await hall.mails("ben@home.test"))
    assert 3 <= few <= 10
    assert len(await hall.mails("kim@else.test")) == 5
    hall.clock.advance(hours=25)
    await hall.tick()
    last = told(hall, ben, "booking_moved")[-1]
    new = (await hall.mails("ben@home.test"))[few:]
    assert last in new[0].body
    assert len(new) == 1 + sum("reminder" in mail.subject.lower() for mail in new)
    late = (await hall.mails("kim@else.test"))[5:]
    assert sum("was moved" in mail.body for mail in late) == 1
    assert last.partition(" to ")[2] in late[0].body


async def test_a_guest_hears_of_the_cancellation_however_often_the_booking_was_moved(hall, eva, ann):
    event, _ = await with_company(hall, eva, ann)
    event = await moved_again_and_again(hall, eva, ann, event, 7)
    await eva.call("decline_event", event_id=event, reason="ill")
    for address in ("kim@else.test", "ben@home.test"):
        assert "called off" in (await hall.mails(address))[-1].body
    before = len(await hall.mails("kim@else.test"))
    hall.clock.advance(hours=25)
    await hall.tick()
    assert len(await hall.mails("kim@else.test")) == before, "the move that waited is of no use any more"


async def test_what_waits_is_not_sent_to_a_guest_who_stopped_such_mail(hall, eva, ann):
    event, _ = await with_company(hall, eva, ann)
    await moved_again_and_again(hall, eva, ann, event, 7)
    body = (await hall.mails("kim@else.test"))[-1].body
    await hall.nobody().call("stop_mail", token=body.split()[-1])
    hall.clock.advance(hours=25)
    await hall.tick()
    assert len(await hall.mails("kim@else.test")) == 5


async def test_booking_and_calling_off_again_and_again_mails_a_stranger_no_more_than_a_few_times(hall, eva, ann):
    schedule = await offer(hall, eva)
    await write(hall, "UPDATE schedules SET msp = 3")
    ben = await hall.person("ben@home.test")
    for number in range(15):
        hall.clock.advance(minutes=1)
        who = [{"user_id": ben.id}, {"email": "kim@else.test"}]
        event = await book(ann, schedule, f"2026-03-0{5 + number % 3}T{10 + number % 7}:00:00Z", seats=2, attendees=who)
        await ann.call("decline_event", event_id=event)
    assert len(await hall.mails("kim@else.test")) <= 10
    assert len(await hall.mails("ben@home.test")) <= 10
