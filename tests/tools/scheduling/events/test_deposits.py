"""Payments for booked time that were made elsewhere, or paid in as a sum."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import booker

TODAY = "2026-03-02"


@pytest.fixture
async def ann(hall: Hall) -> TestCaller:
    """Here she has 100 EUR only."""
    return await booker(hall, "ann@home.test", "100 EUR")


async def _two_hours(hall: Hall, eva: TestCaller, ann: TestCaller, **settings) -> int:
    """A schedule with two unpaid confirmed bookings of 30.00 by Ann; its id. Their events are 1 and 2."""
    schedule = await offer(hall, eva, price="30.00", **{"payment": "optional", **settings})
    for hour in (10, 12):
        await ann.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour}:00:00Z")
    return schedule


async def test_the_receiver_notes_cash_and_it_counts_at_once(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    noted = await eva.call(
        "record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="60", ids=[1, 2], label="cash"
    )
    assert (noted["event"]["type_id"], noted["event"]["status_id"], noted["event"]["label"]) == (4, 777, "cash")
    assert [event["payment_status_id"] for event in noted["paid_events"]] == [300, 300]
    assert noted["unused"] == {"amount": "0.00", "currency": "EUR"}
    assert hall.purse(ann.owner, "EUR") == ("100.00", "0.00")
    assert hall.purse(eva.owner, "EUR") == ("0.00", "0.00")


async def test_cash_for_a_held_slot_confirms_it(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    hall.clock.advance(hours=1)
    await hall.tick()
    assert (await ann.call("get_event", event_id=1))["event"]["status_id"] == 200


async def test_what_is_over_stays_prepaid_and_pays_the_next_booking(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    noted = await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="95.00", ids=[1, 2])
    assert noted["unused"]["amount"] == "35.00"
    booked = await ann.call("book_schedule", schedule_id=schedule, start="2026-03-05T10:00:00Z")
    assert (booked["event"]["status_id"], booked["event"]["payment_status_id"]) == (200, 300)
    assert hall.purse(ann.owner, "EUR") == ("100.00", "0.00")
    later = await ann.call("book_schedule", schedule_id=schedule, start="2026-03-05T12:00:00Z")
    assert later["event"]["payment_status_id"] == 100
    assert hall.sql("SELECT amount, used FROM schedule_deposits") == [(9500, 9000)]


async def test_cancelling_what_was_paid_outside_says_what_to_give_back_by_hand(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    answer = await eva.call("decline_event", event_id=1)
    assert "refund" not in answer
    assert any("30.00 EUR" in warning and "by hand" in warning for warning in answer["warnings"])


async def test_the_payers_report_waits_for_the_receiver(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    noted = await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    deposit = noted["event"]["id"]
    assert (noted["event"]["status_id"], noted["paid_events"][0]["payment_status_id"]) == (100, 200)
    with pytest.raises(Refused) as no:
        await ann.call("confirm_event", event_id=deposit)
    assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await ann.call("pay_schedule_events", schedule_id=schedule, ids=[1])
    assert no.value.code == "wrong_state"
    assert (await eva.call("confirm_event", event_id=deposit))["event"]["status_id"] == 777
    assert (await eva.call("confirm_event", event_id=deposit))["event"]["status_id"] == 777
    assert (await ann.call("get_event", event_id=1))["event"]["payment_status_id"] == 300


async def test_the_receiver_says_that_it_never_came(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    deposit = (await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1]))[
        "event"
    ]
    assert (await eva.call("decline_event", event_id=deposit["id"]))["event"]["status_id"] == 400
    assert (await ann.call("get_event", event_id=1))["event"]["payment_status_id"] == 100
    with pytest.raises(Refused) as no:
        await eva.call("decline_event", event_id=deposit["id"])
    assert no.value.code == "wrong_state"
    assert (await ann.call("pay_schedule_events", schedule_id=schedule, ids=[1]))["debited"]["amount"] == "30.00"


async def test_fourteen_days_of_silence_count_as_yes(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00", max_days_ahead=60)
    await ann.call("book_schedule", schedule_id=schedule, start="2026-04-01T10:00:00Z", pay="later")
    await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    hall.clock.advance(days=13, hours=23)
    await hall.tick()
    assert (await ann.call("get_event", event_id=1))["event"]["status_id"] == 100
    hall.clock.advance(hours=1)
    await hall.tick()
    event = (await ann.call("get_event", event_id=1))["event"]
    assert (event["status_id"], event["payment_status_id"]) == (200, 300)


async def test_a_sum_from_the_balance_goes_into_escrow_for_what_it_covers(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    noted = await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="70", method="balance")
    assert [event["id"] for event in noted["paid_events"]] == [1, 2]
    assert noted["unused"]["amount"] == "10.00"
    assert hall.purse(ann.owner, "EUR") == ("100.00", "60.00")
    assert books_balance(hall)


async def test_a_balance_that_does_not_reach_changes_nothing(hall, eva, ann):
    schedule = await offer(hall, eva, price="80.00", payment="optional")
    for hour in (10, 12):
        await ann.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour}:00:00Z")
    with pytest.raises(Refused) as no:
        await ann.call(
            "record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="160", method="balance", ids=[1, 2]
        )
    assert (no.value.status, no.value.details["required"], no.value.details["available"]) == (402, "160.00", "100.00")
    assert hall.purse(ann.owner, "EUR") == ("100.00", "0.00")
    assert hall.sql("SELECT count(*) FROM schedule_deposits") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"amount": "59.99", "ids": [1, 2]}, "amount"),
        ({"amount": "0.50"}, "amount"),
        ({"amount": "10.001"}, "amount"),
        ({"date": "2026-03-03"}, "date"),
        ({"benefitable_type": "participant"}, "benefitable_type"),
        ({"payer_id": 999}, "payer_id"),
    ],
)
async def test_a_faulty_payment_is_refused_by_name(hall, eva, ann, arguments, field):
    schedule = await _two_hours(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await eva.call("record_schedule_deposit", schedule_id=schedule, **{"date": TODAY, "amount": "60", **arguments})
    assert field in no.value.fields


async def test_several_payers_are_listed_and_one_is_named(hall, eva, ann):
    ben = await hall.person("ben@home.test")
    await hall.credit(ben.owner, "20 USDT")
    schedule = await _two_hours(hall, eva, ann)
    await ben.call("book_schedule", schedule_id=schedule, start="2026-03-04T14:00:00Z")
    with pytest.raises(Refused) as no:
        await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="90", ids=[1, 3])
    assert "Ann" in no.value.fields["payer_id"]
    assert "Ben" in no.value.fields["payer_id"]
    noted = await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="45", payer_id=ben.id)
    assert [event["id"] for event in noted["paid_events"]] == [3]


async def test_what_is_paid_already_is_named(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    await ann.call("pay_schedule_events", schedule_id=schedule, ids=[2])
    with pytest.raises(Refused) as no:
        await eva.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="60", ids=[1, 2])
    assert (no.value.code, no.value.details["event_ids"]) == ("already_paid", [2])


async def test_strangers_can_record_nothing(hall, eva, ann):
    schedule = await _two_hours(hall, eva, ann)
    sam = await hall.person("sam@else.test")
    await hall.credit(sam.owner, "20 USDT")
    for arguments in ({}, {"ids": [1]}):
        with pytest.raises(Refused) as no:
            await sam.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="60", **arguments)
        assert no.value.status == 404


async def test_a_reported_payment_for_a_held_slot_keeps_it_until_its_start_at_most(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    hall.clock.advance(hours=1)
    await hall.tick()
    assert (await ann.call("get_event", event_id=1))["event"]["status_id"] == 100
    hall.clock.advance(days=2)
    await hall.tick()
    assert (await ann.call("get_event", event_id=1))["event"]["status_id"] == 444
    assert hall.sql("SELECT used FROM schedule_deposits") == [(0,)]
    hall.clock.advance(days=14)
    await hall.tick()
    assert hall.sql("SELECT status_id FROM schedule_deposits") == [(777,)]
    assert hall.sql("SELECT status_id FROM event_attendees") == [(444,)]


async def test_money_taken_back_by_refusal_leaves_a_held_slot_payable_for_a_while(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    deposit = await ann.call("record_schedule_deposit", schedule_id=schedule, date=TODAY, amount="30", ids=[1])
    hall.clock.advance(hours=5)
    await eva.call("decline_event", event_id=deposit["event"]["id"])
    event = (await ann.call("get_event", event_id=1))["event"]
    assert (event["status_id"], event["hold_until"]) == (100, "2026-03-02T14:15:00Z")
    hall.clock.advance(minutes=15)
    assert (await ann.call("get_event", event_id=1))["event"]["status_id"] == 444
