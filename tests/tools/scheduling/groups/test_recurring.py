"""The same time every week: all of it, or what of it is free, paid for together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import book, booker

BERLIN = {"timezone": "Europe/Berlin", "max_days_ahead": 60}
FIRST = "2026-10-15T09:00:00+02:00"


def times(answer: dict[str, Any]) -> list[str]:
    return [each["start"] for each in answer["bookings"]]


async def autumn(hall: Hall, eva: TestCaller, **words: Any) -> int:
    """A schedule in Berlin at 50.00, a week before its clock is set back; somebody has taken 2026-10-29 09:00."""
    hall.clock.set(datetime(2026, 10, 12, 9, 0, tzinfo=UTC))
    schedule = await offer(hall, eva, price="50.00", **{**BERLIN, **words})
    other = await booker(hall, "other@home.test")
    await book(other, schedule, "2026-10-29T09:00:00+01:00", pay="balance")
    return schedule


async def test_all_or_nothing_names_what_fails_and_possible_books_the_rest(hall, eva, ann):
    """Vector X7."""
    schedule = await autumn(hall, eva)
    asked = {"schedule_id": schedule, "start": FIRST, "times": 4, "pay": "balance"}
    with pytest.raises(Refused, match="Nothing was booked or charged") as no:
        await ann.call("book_recurring_slots", **asked)
    assert no.value.code == "starts_not_free"
    failed = no.value.details["failed"]
    assert failed == [
        {
            "start": "2026-10-29T09:00:00+01:00",
            "reason": "taken",
            "nearest": [f"2026-10-29T{hour}:00:00+01:00" for hour in (10, 11, 12)],
        }
    ]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    dry = await ann.call("book_recurring_slots", mode="possible", dry_run=True, **asked)
    assert "150.00" in str(dry)
    assert hall.sql("SELECT count(*) FROM events") == [(1,)]
    booked = await ann.call("book_recurring_slots", mode="possible", **asked)
    assert times(booked) == ["2026-10-15T09:00:00+02:00", "2026-10-22T09:00:00+02:00", "2026-11-05T09:00:00+01:00"]
    assert (booked["failed"], booked["total"]) == (failed, {"amount": "150.00", "currency": "EUR"})
    assert (booked["group"]["kind"], booked["group"]["wanted"], booked["group"]["made"]) == ("series", 4, 3)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "150.00")
    charged = dict(hall.sql("SELECT tool, amount FROM calls WHERE amount > 0"))
    assert charged["book_recurring_slots"] == 3 * charged["book_schedule"]
    assert books_balance(hall)


async def test_each_is_cancelled_by_itself(hall, eva, ann):
    schedule = await offer(hall, eva, price="50.00")
    booked = await ann.call("book_recurring_slots", schedule_id=schedule, start=SLOT, times=3, pay="balance")
    await ann.call("decline_event", event_id=booked["bookings"][1]["event_id"])
    assert hall.sql("SELECT status_id FROM events ORDER BY start_at") == [(200,), (444,), (200,)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "100.00")
    assert not [row for row in (await eva.call("list_notices"))["items"] if "out of the time" in row["text"]]


async def test_the_sum_has_to_be_there_and_within_what_was_said(hall, eva):
    schedule = await offer(hall, eva, price="50.00")
    poor = await booker(hall, "poor@home.test", "120 EUR")
    asked = {"schedule_id": schedule, "start": SLOT, "times": 3, "pay": "balance", "mode": "possible"}
    with pytest.raises(Refused, match=r"150\.00 EUR is needed") as no:
        await poor.call("book_recurring_slots", **asked)
    assert no.value.code == "insufficient_balance"
    with pytest.raises(Refused, match=r"the total is 150\.00 EUR, more than 149\.99") as much:
        await poor.call("book_recurring_slots", max_total="149.99", **asked)
    assert much.value.code == "max_total_exceeded"
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]


async def test_unpaid_ones_are_held_for_one_short_time_and_only_a_few(hall, eva, ann):
    schedule = await offer(hall, eva, price="50.00", hold_minutes=1440, max_days_ahead=365)
    asked = {"schedule_id": schedule, "start": "2026-03-02T15:00:00Z", "pay": "later"}
    with pytest.raises(Refused, match="3 at most") as no:
        await ann.call("book_recurring_slots", times=4, **asked)
    assert no.value.code == "too_many_holds"
    booked = await ann.call("book_recurring_slots", times=3, **asked)
    assert {(each["status_id"], each["hold_until"]) for each in booked["bookings"]} == {(100, "2026-03-02T15:00:00Z")}
    paid = await ann.call("pay_schedule_events", schedule_id=schedule)
    assert paid["debited"]["amount"] == "150.00"


REASONS = [
    ({"min_notice": 7 * 1440}, "2026-03-04T10:00:00Z", ["min_notice"]),
    ({"max_days_ahead": 5}, "2026-03-04T10:00:00Z", ["beyond_horizon"]),
    ({"columns": {"end_at": "2026-03-11T10:30:00.000Z"}}, "2026-03-04T10:00:00Z", ["schedule_ended"]),
    ({}, "2026-03-04T10:30:00Z", ["not_offered", "not_offered"]),
    ({}, "2026-03-04T20:00:00Z", ["not_offered", "not_offered"]),
]


@pytest.mark.parametrize(("words", "start", "reasons"), REASONS)
async def test_every_date_that_fails_says_why(hall, eva, ann, words, start, reasons):
    schedule = await offer(hall, eva, **words)
    with pytest.raises(Refused) as no:
        await ann.call("book_recurring_slots", schedule_id=schedule, start=start, times=2)
    failed = no.value.details["failed"]
    assert [each["reason"] for each in failed] == reasons
    assert no.value.code == ("no_start_free" if len(reasons) == 2 else "starts_not_free")
    assert all(bool(each["nearest"]) == (each["reason"] == "not_offered") for each in failed)


async def test_limits_a_day_count_what_is_booked_and_hosts_busy_elsewhere_say_so(hall, eva, ann):
    schedule, elsewhere = await offer(hall, eva, max_per_day=1), await offer(hall, eva)
    await book(ann, schedule, "2026-03-04T15:00:00Z")
    await book(ann, elsewhere, "2026-03-11T10:00:00Z")
    found = await ann.call("book_recurring_slots", schedule_id=schedule, start=SLOT, times=3, mode="possible")
    assert [(each["start"][5:10], each["reason"]) for each in found["failed"]] == [
        ("03-04", "day_limit"), ("03-11", "host_busy"),
    ]  # fmt: skip
    assert times(found) == ["2026-03-18T10:00:00Z"]


async def test_seats_beside_others_are_taken_week_by_week(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3, price="10.00")
    await book(ben, schedule, "2026-03-11T10:00:00Z", seats=2, pay="balance")
    asked = {"schedule_id": schedule, "start": SLOT, "times": 2, "seats": 2, "pay": "balance"}
    with pytest.raises(Refused) as no:
        await ann.call("book_recurring_slots", **asked)
    assert [each["reason"] for each in no.value.details["failed"]] == ["taken"]
    booked = await ann.call("book_recurring_slots", **{**asked, "seats": 1})
    assert booked["total"]["amount"] == "20.00"
    assert hall.sql("SELECT seats_taken FROM events ORDER BY start_at") == [(1,), (3,)]
    with pytest.raises(Refused, match="a slot of this schedule has 3"):
        await ann.call("book_recurring_slots", **{**asked, "seats": 4})


async def test_what_is_prepaid_is_used_once(hall, eva, ann):
    schedule = await offer(hall, eva, price="50.00", payment="optional")
    before = await book(ann, schedule, "2026-03-03T10:00:00Z", pay="later")
    await eva.call("record_schedule_deposit", schedule_id=schedule, date="2026-03-02", amount="170.00", ids=[before])
    booked = await ann.call("book_recurring_slots", schedule_id=schedule, start=SLOT, times=3, pay="balance")
    assert [each["payment_status"] for each in booked["bookings"]] == ["paid"] * 3
    assert hall.purse(ann.owner, "EUR") == ("500.00", "50.00")
    assert books_balance(hall)


async def test_shifts_and_own_schedules_are_no_series(hall, eva, ann):
    shift, own = await offer(hall, eva, type_id=3), await offer(hall, ann)
    with pytest.raises(Refused, match="type 3"):
        await ann.call("book_recurring_slots", schedule_id=shift, start=SLOT, times=2)
    with pytest.raises(Refused) as mine:
        await ann.call("book_recurring_slots", schedule_id=own, start=SLOT, times=2)
    assert mine.value.shape["state"] == "own_schedule"
    with pytest.raises(Refused, match="no schedule"):
        await ann.call("book_recurring_slots", schedule_id=999, start=SLOT, times=2)


async def test_a_series_of_which_dates_fail_comes_back_as_the_call_that_books_the_others(hall: Hall) -> None:
    ann, eva, bob = [await booker(hall, f"{name}@x.test") for name in ("ann", "eva", "bob")]
    schedule = await offer(hall, eva)
    await bob.call("book_schedule", schedule_id=schedule, start="2026-03-11T10:00:00Z")
    with pytest.raises(Refused) as no:
        await ann.call("book_recurring_slots", schedule_id=schedule, start=SLOT, times=3)
    made = await ann.call("book_recurring_slots", **no.value.calls[0]["arguments"]["arguments"])
    assert (made["group"]["made"], len(made["failed"])) == (2, 1)
