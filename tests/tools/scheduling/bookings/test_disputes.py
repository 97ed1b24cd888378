"""Delivered time sent back, settled by agreement or paid out after all; seats and shifts that end alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import booked, booker, guest_booked

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


async def test_an_unpaid_hour_that_took_place_is_paid_straight_to_the_payee(hall, eva, ann):
    schedule = await offer(hall, eva, price="60.00", payment="optional")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]
    assert (event["status_id"], event["payment_status_id"]) == (200, 100)
    hall.clock.set(START + timedelta(hours=50))
    await hall.tick()
    assert (await ann.call("get_event", event_id=event["id"]))["event"]["status_id"] == 555
    with pytest.raises(Refused) as no:
        await ann.call("confirm_event", event_id=event["id"])
    assert no.value.next == ["pay_schedule_events"]
    paid = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event["id"]])
    assert (paid["events"][0]["status_id"], paid["events"][0]["released"]) == (777, True)
    assert hall.purse(eva.owner, "EUR") == ("60.00", "0.00")
    assert hall.purse(ann.owner, "EUR") == ("440.00", "0.00")


async def test_what_is_paid_at_the_place_is_closed_by_the_payer(hall, eva, ann):
    schedule = await offer(hall, eva, price="60.00", payment="none")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    hall.clock.set(START + timedelta(hours=1))
    assert (await ann.call("confirm_event", event_id=event))["event"]["status_id"] == 777


async def test_a_taken_shift_is_paid_by_the_schedules_owner(hall, eva, ann):
    await hall.credit(eva.owner, "200 EUR")
    schedule = await offer(hall, eva, type_id=3, price="80.00")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    with pytest.raises(Refused) as no:
        await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    assert no.value.code == "not_payer"
    hall.clock.set(START + timedelta(hours=1))
    paid = await eva.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    assert paid["events"][0]["status_id"] == 777
    assert hall.purse(ann.owner, "EUR") == ("580.00", "0.00")
    assert hall.purse(eva.owner, "EUR") == ("120.00", "0.00")


async def test_a_shift_paid_ahead_waits_in_escrow_and_goes_back_when_the_worker_leaves(hall, eva, ann):
    await hall.credit(eva.owner, "200 EUR")
    schedule = await offer(hall, eva, type_id=3, price="80.00")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    await eva.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    assert hall.purse(eva.owner, "EUR") == ("200.00", "80.00")
    hall.clock.set(START - timedelta(minutes=10))
    await ann.call("decline_event", event_id=event)
    assert hall.purse(eva.owner, "EUR") == ("200.00", "0.00")
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_disputed_hour_stays_in_escrow_until_both_sides_agree(hall, eva, ann):
    event = await booked(hall, eva, ann)
    hall.clock.set(START + timedelta(hours=2))
    await hall.tick()
    with pytest.raises(Refused) as no:
        await eva.call("decline_event", event_id=event)
    assert "only the one who pays" in no.value.text
    disputed = await ann.call("decline_event", event_id=event, reason="nobody came")
    assert disputed["event"]["status_id"] == 100
    hall.clock.advance(days=30)
    await hall.tick()
    assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=event)
    assert no.value.next == ["request_event_correction"]
    made = await ann.call("request_event_correction", event_id=event, amount="40.00", reason="half an hour only")
    assert (made["applied"], made["corrections"][0]["votes_needed"]) == ([], 2)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=[made["corrections"][0]["id"]])
    assert voted["event"]["status_id"] == 777
    assert hall.purse(ann.owner, "EUR") == ("460.00", "0.00")
    assert hall.purse(eva.owner, "EUR") == ("40.00", "0.00")
    assert books_balance(hall)
    again = await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    assert (again["events"][0]["amount"], again["total"]["amount"], again["debited"]["amount"]) == (
        "40.00",
        "40.00",
        "0.00",
    )


@pytest.mark.parametrize(("state", "ann_has", "eva_has"), [(777, "400.01", "99.99"), (444, "500.00", "0.00")])
async def test_a_dispute_is_settled_by_agreeing_on_a_state(hall, eva, ann, state, ann_has, eva_has):
    event = await booked(hall, eva, ann)
    hall.clock.set(START + timedelta(hours=2))
    await ann.call("decline_event", event_id=event)
    made = await eva.call("request_event_correction", event_id=event, status_id=state)
    await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=[made["corrections"][0]["id"]])
    assert hall.purse(ann.owner, "EUR") == (ann_has, "0.00")
    assert hall.purse(eva.owner, "EUR") == (eva_has, "0.00")
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == state


async def test_a_payer_who_disputed_may_still_pay_out(hall, eva, ann):
    event = await booked(hall, eva, ann)
    hall.clock.set(START + timedelta(hours=2))
    await ann.call("decline_event", event_id=event)
    await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    assert hall.purse(eva.owner, "EUR") == ("99.99", "0.00")


async def test_after_the_release_time_it_is_too_late_to_send_back(hall, eva, ann):
    event = await booked(hall, eva, ann)
    hall.clock.set(START + timedelta(hours=25))
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=event)
    assert "completed" in no.value.text


async def test_the_companys_money_goes_back_to_the_company_and_a_colleague_may_cancel(hall, eva):
    acme = await hall.agent("Acme", company_funds="200 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    schedule = await offer(hall, eva, price="50.00")
    event = (await acme.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    held = hall.sql("SELECT held FROM ledger_accounts WHERE owner_type = 'company' AND currency = 'EUR'")
    assert held == [(5000,)]
    answer = await boss.call("decline_event", event_id=event)
    assert answer["refund"]["to"]["type"] == "company"
    held = hall.sql("SELECT balance, held FROM ledger_accounts WHERE owner_type = 'company' AND currency = 'EUR'")
    assert held == [(20000, 0)]


async def test_one_seat_of_several_ends_alone(hall, eva, ann):
    ben = await booker(hall, "ben@home.test")
    schedule = await offer(hall, eva, price="10.00", msp=4)
    first = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=2)
    second = await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
    event = first["event"]["id"]
    assert second["event"]["id"] == event
    with pytest.raises(Refused) as no:
        await eva.call("decline_event", event_id=event)
    assert str(second["booking_id"]) in no.value.fields["attendee_id"]
    with pytest.raises(Refused) as no:
        await ben.call("decline_event", event_id=event, attendee_id=first["booking_id"])
    assert no.value.status == 403
    answer = await eva.call("decline_event", event_id=event, attendee_id=first["booking_id"])
    assert (answer["event"]["status_id"], answer["event"]["seats_taken"], answer["freed"]) == (200, 1, True)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ben.owner, "EUR") == ("500.00", "10.00")
    assert (await ben.call("get_event", event_id=event))["event"]["status_id"] == 200


async def test_a_guest_cancels_with_the_token_and_only_that_booking(hall, eva, ann):
    schedule = await offer(hall, eva, msp=2)
    other = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    booked = await guest_booked(hall, schedule, guest=guest)
    event, token = booked["event"]["id"], booked["token"]
    assert event == other["event"]["id"]
    for wrong in ({"token": "hh_booking_" + "0" * 64}, {"token": token, "event_id": event + 1}):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("decline_event", **{"event_id": event, **wrong})
        assert no.value.status == 403
    answer = await hall.nobody().call("decline_event", event_id=event, token=token)
    assert answer["pivot"]["booking_status_id"] == 444
    assert answer["event"]["attendees"] == []
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 200


async def test_the_vote_that_moves_much_money_asks_first(hall, eva, ann):
    event = (await ann.call("book_schedule", schedule_id=await offer(hall, eva, price="200.00"), start=SLOT))["event"][
        "id"
    ]
    hall.clock.set(START + timedelta(hours=2))
    await ann.call("decline_event", event_id=event)
    made = await eva.call("request_event_correction", event_id=event, amount="150.00")
    await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=[made["corrections"][0]["id"]])
    assert "200.00 EUR. 50.00 EUR goes back to whoever paid. 150.00 EUR goes to whoever is paid" in ann.questions[-1]
    assert eva.questions == []
    assert hall.purse(eva.owner, "EUR") == ("150.00", "0.00")
