"""Booking slots: exactly as many as there are places, paid into escrow, held or confirmed."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer, write
from tests.tools.scheduling.cast import booker


async def test_a_paid_slot_is_confirmed_and_its_price_is_held(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    event = booked["event"]
    assert (event["status_id"], event["payment_status_id"], event["amount"]) == (200, 300, "99.99")
    assert event["hosts"] == [{"type": "user", "id": eva.id, "name": "Eva"}]
    assert booked["cancellation"] == {"free_until": "2026-03-03T10:00:00Z", "late_refund_percent": 50}
    assert "token" not in booked
    assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")
    assert hall.purse(eva.owner, "EUR") == ("0.00", "0.00")
    assert booked["charge"]["currency"] == "USDT"


async def test_a_taken_slot_names_the_next_three_and_costs_nothing(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    ben = await booker(hall, "ben@home.test")
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert (no.value.code, no.value.status) == ("slot_taken", 409)
    starts = [slot["start"] for slot in no.value.details["next_slots"]]
    assert starts == ["2026-03-04T11:00:00Z", "2026-03-04T12:00:00Z", "2026-03-04T13:00:00Z"]
    assert all(start in no.value.text for start in starts)
    assert hall.purse(ben.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ben.owner, "USDT") == ("20.000000", "0.000000")


async def test_an_off_grid_start_is_refused_even_when_the_host_is_free(hall, eva, ann):
    schedule = await offer(hall, eva)
    for start in ("2026-03-04T10:30:00Z", "2026-03-04T08:00:00Z", "2026-03-04T10:00:00.500Z"):
        with pytest.raises(Refused) as no:
            await ann.call("book_schedule", schedule_id=schedule, start=start)
        assert no.value.code == "slot_taken"


async def test_a_pause_cuts_the_grid_and_a_booking_leaves_its_neighbours_free(hall, eva, ann):
    schedule = await offer(hall, eva, pause=15, rules=[{"days": [3], "start": "09:00", "end": "13:00"}])
    await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T10:15:00Z")
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert no.value.details["next_slots"][0]["start"] == "2026-03-04T11:30:00Z"
    ben = await booker(hall, "ben@home.test")
    for start in ("2026-03-04T09:00:00Z", "2026-03-04T11:30:00Z"):
        assert (await ben.call("book_schedule", schedule_id=schedule, start=start))["event"]["status_id"] == 200


async def test_a_host_who_confirms_by_hand_gets_a_request_and_the_money_waits(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99", confirm="manual", confirm_hours=12)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]
    assert (event["status_id"], event["payment_status_id"]) == (100, 300)
    assert event["hold_until"] == "2026-03-02T21:00:00Z"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")
    hall.clock.advance(hours=12)
    await hall.tick()
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.sql("SELECT cancel_reason FROM event_attendees") == [("not_answered",)]
    assert books_balance(hall)


async def test_a_free_slot_needs_no_money(hall, eva, ann):
    schedule = await offer(hall, eva)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]
    assert event["status_id"] == 200
    assert "amount" not in event
    assert "payment_status_id" not in event


async def test_seats_and_hours_make_the_price(hall, eva, ann):
    schedule = await offer(
        hall,
        eva,
        price="40.00",
        msp=5,
        durations=[90],
        columns={"price_per": "hour"},
        rules=[{"days": [3], "start": "10:00", "end": "13:00"}],
    )
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=3, duration=90))["event"]
    assert event["amount"] == "180.00"
    assert event["end"] == "2026-03-04T11:30:00Z"


async def test_a_higher_total_than_allowed_is_refused(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99", msp=2)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=2, max_price="150")
    assert "199.98 EUR" in no.value.text
    assert no.value.code == "max_price_exceeded"


async def test_too_little_money_says_what_is_missing_and_that_paying_later_holds_the_slot(hall, eva):
    schedule = await offer(hall, eva, price="99.99")
    poor = await booker(hall, "poor@home.test", "10 EUR")
    with pytest.raises(Refused) as no:
        await poor.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert (no.value.code, no.value.status) == ("insufficient_balance", 402)
    assert (no.value.details["required"], no.value.details["available"]) == ("99.99", "10.00")
    assert "pay=later" in no.value.text
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]


async def test_the_company_one_acts_for_pays_unless_one_says_own(hall, eva):
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "300 EUR")
    await hall.credit(boss.owner, "300 EUR")
    schedule = await offer(hall, eva, price="50.00")
    await boss.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert hall.purse(boss.owner, "EUR") == ("300.00", "0.00")
    await boss.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay_from="own")
    assert hall.purse(boss.owner, "EUR") == ("300.00", "50.00")


async def test_an_agent_books_for_its_company(hall, eva):
    acme = await hall.agent("Acme", company_funds="200 EUR")
    schedule = await offer(hall, eva, price="50.00")
    booked = await acme.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert booked["user"]["type"] == "agent"
    payer = hall.sql("SELECT payer_type, payer_id FROM event_attendees")[0]
    assert payer == ("company", acme.company)
    with pytest.raises(Refused) as no:
        await eva.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay_from="company")
    assert no.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "start"),
        ({"start": "2026-03-02T08:00:00Z"}, "start"),
        ({"start": "2026-03-02T10:00:00Z"}, "start"),
        ({"start": SLOT, "duration": 45}, "duration"),
        ({"start": SLOT, "seats": 2}, "seats"),
        ({"start": SLOT, "attendees": [{"email": "a@b.test"}, {"email": "c@d.test"}]}, "attendees"),
        ({"start": SLOT, "attendees": [{}]}, "attendees[0]"),
        ({"start": SLOT, "attendees": [{"user_id": 999}]}, "attendees[0].user_id"),
        ({"start": SLOT, "answers": {}}, "answers.topic"),
        ({"start": SLOT, "answers": {"topic": "x", "shoe": "42"}}, "answers.shoe"),
        ({"start": SLOT, "guest": {"name": "X", "email": "x@y.test"}}, "guest"),
        ({"start": SLOT, "pay_from": "company"}, "pay_from"),
        ({"event_id": 999}, None),
    ],
)
async def test_what_cannot_be_booked_is_named(hall, eva, ann, arguments, field):
    questions = [{"key": "topic", "label": "What is it about?", "required": True}]
    schedule = await offer(hall, eva, min_notice=120, questions=questions)
    arguments = {"answers": {"topic": "tax"}, **arguments}
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, **arguments)
    assert (field in no.value.fields) if field else no.value.code == "not_found"
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]


async def test_a_start_too_soon_names_the_earliest_moment(hall, eva, ann):
    schedule = await offer(hall, eva, min_notice=120)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start="2026-03-02T10:00:00Z")
    assert "2026-03-02T11:00:00Z" in no.value.fields["start"]


async def test_ones_own_schedule_is_filled_with_sessions_instead(hall, eva):
    schedule = await offer(hall, eva)
    with pytest.raises(Refused) as no:
        await eva.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert no.value.next == ["add_schedule_event"]


async def test_private_unknown_and_deleted_schedules_look_the_same(hall, eva, ann):
    private = await offer(hall, eva, private=True)
    gone = await offer(hall, eva)
    await write(hall, "UPDATE schedules SET deleted_at = created_at WHERE id = :id", id=gone)
    texts = set()
    for schedule in (private, gone, 999):
        with pytest.raises(Refused) as no:
            await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
        assert no.value.status == 404
        texts.add(no.value.text.replace(str(schedule), "N"))
    assert len(texts) == 1


async def test_working_hours_are_not_booked(hall, eva, ann):
    schedule = await offer(hall, eva, type_id=2)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert "get_schedule" in no.value.next


async def test_a_shift_is_taken_without_money_and_the_taker_is_the_one_paid(hall, eva, ann):
    schedule = await offer(hall, eva, type_id=3, price="80.00")
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert (booked["event"]["status_id"], booked["event"]["payment_status_id"]) == (200, 100)
    parties = hall.sql("SELECT payer_type, payer_id, payee_type, payee_id FROM event_attendees")
    assert parties == [("person", eva.id, "person", ann.id)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ann.owner, "USDT")[0] == "20.000000"
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay="balance")
    assert "pay" in no.value.fields


async def test_where_somebody_else_pays_the_booking_waits_for_them(hall, eva, ann):
    pat = await booker(hall, "pat@pays.test")
    schedule = await offer(hall, eva, price="50.00", columns={"billable_type": "user", "billable_id": pat.id})
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    event = booked["event"]
    assert (event["status_id"], event["payment_status_id"]) == (100, 200)
    assert event["hold_until"] == "2026-03-03T09:00:00Z"
    with pytest.raises(Refused) as no:
        await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event["id"]])
    assert no.value.code == "not_payer"
    paid = await pat.call("pay_schedule_events", schedule_id=schedule, ids=[event["id"]])
    assert paid["events"][0]["status_id"] == 200
    assert hall.purse(pat.owner, "EUR") == ("500.00", "50.00")


async def test_a_session_is_booked_by_its_event_until_it_is_full(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.00")
    session = await add_session(
        hall, schedule, "2026-03-07T20:00:00.000Z", "2026-03-07T22:00:00.000Z", capacity=3, price="15.00"
    )
    booked = await ann.call("book_schedule", schedule_id=schedule, event_id=session, seats=2)
    assert (booked["event"]["id"], booked["event"]["amount"]) == (session, "30.00")
    ben = await booker(hall, "ben@home.test")
    with pytest.raises(Refused) as no:
        await ben.call("book_schedule", schedule_id=schedule, event_id=session, seats=2)
    assert no.value.code == "slot_taken"
    await ben.call("book_schedule", schedule_id=schedule, start="2026-03-07T20:00:00Z")
    assert hall.sql("SELECT seats_taken, status_id FROM events WHERE id = ?", session) == [(3, 200)]


async def test_a_session_of_another_schedule_or_one_that_began_cannot_be_booked(hall, eva, ann):
    schedule = await offer(hall, eva)
    other = await offer(hall, eva)
    session = await add_session(hall, other, "2026-03-02T10:00:00.000Z", "2026-03-02T12:00:00.000Z", capacity=3)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, event_id=session)
    assert no.value.status == 404
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=other, event_id=session)
    assert "event_id" in no.value.fields


async def test_the_bookers_own_appointments_give_a_warning(hall, eva, ann):
    one, two = await offer(hall, eva), await offer(hall, await hall.person("ida@work.test"))
    await ann.call("book_schedule", schedule_id=one, start=SLOT)
    booked = await ann.call("book_schedule", schedule_id=two, start=SLOT)
    assert any("You are busy from 2026-03-04T10:00:00Z" in warning for warning in booked["warnings"])


async def test_people_who_come_along_are_told_and_their_time_is_theirs(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    ben = await hall.person("ben@home.test")
    await ann.call(
        "book_schedule",
        schedule_id=schedule,
        start=SLOT,
        seats=2,
        attendees=[{"user_id": ben.id}, {"email": "kim@else.test", "name": "Kim"}],
    )
    assert hall.sql("SELECT count(*) FROM notices WHERE owner_id = ? AND kind = 'booking_invited'", ben.id) == [(1,)]
    assert len(await hall.mails("kim@else.test")) == 1
    assert (await ben.call("get_event", event_id=1))["pivot"]["status"] == "needs_action"


async def test_a_dry_run_books_nothing(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    preview = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, dry_run=True)
    assert preview["dry_run"] is True
    assert preview["event"]["status_id"] == 200
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_repeated_call_with_the_same_key_books_once(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    first = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, idempotency_key="k1")
    again = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, idempotency_key="k1")
    assert again["booking_id"] == first["booking_id"]
    assert again["replayed"] is True
    assert hall.sql("SELECT count(*) FROM events") == [(1,)]


async def test_the_price_is_fixed_in_the_booking(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    await write(hall, "UPDATE schedules SET price = 9900 WHERE id = :id", id=schedule)
    paid = await ann.call("pay_schedule_events", schedule_id=schedule)
    assert paid["debited"] == {"amount": "20.00", "currency": "EUR"}


@pytest.mark.parametrize(
    ("price", "minutes", "seats", "total"),
    [("33.33", 90, 2, "99.99"), ("33.33", 90, 1, "50.00"), ("0.03", 50, 3, "0.08"), ("10.01", 20, 3, "10.01")],
)
async def test_a_price_for_the_hour_is_rounded_once_for_all_seats(hall, eva, ann, price, minutes, seats, total):
    schedule = await offer(hall, eva, price=price, msp=5, duration=minutes, columns={"price_per": "hour"})
    booked = await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T09:00:00Z", seats=seats)
    assert booked["event"]["amount"] == total
    assert hall.purse(ann.owner, "EUR") == ("500.00", total)


async def test_the_answer_says_who_comes_what_was_noted_and_whose_purse_paid(hall, eva):
    acme = await hall.agent("Acme", company_funds="200 EUR")
    ben = await booker(hall, "ben@home.test")
    schedule = await offer(hall, eva, price="50.00", msp=3)
    who = [{"user_id": ben.id}, {"email": "kim@else.test", "name": "Kim"}]
    wanted = {"schedule_id": schedule, "start": SLOT, "seats": 2, "attendees": who, "note": "Bring the plans"}
    booked = await acme.call("book_schedule", **wanted)
    assert booked["event"]["payment_status"] == "paid"
    assert (booked["seats"], booked["booking_note"]) == (2, "Bring the plans")
    assert [(one.get("user_id"), one.get("email"), one.get("name"), one["status"]) for one in booked["attendees"]] == [
        (ben.id, None, "Ben", "needs_action"),
        (None, "kim@else.test", "Kim", "needs_action"),
    ]
    assert booked["paid_from"] == {"type": "company", "id": acme.company, "name": "Acme"}
    alone = await ben.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", pay="later")
    assert [(one["user_id"], one["status"]) for one in alone["attendees"]] == [(ben.id, "accepted")]
    assert ("paid_from" in alone, alone["event"]["payment_status"]) == (False, "payment_pending")
