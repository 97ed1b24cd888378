"""A slot that begins this very second: nobody can answer, pay or prove anything before it does."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import GUEST

NEXT = "2026-03-04T11:00:00Z"


async def begins(hall, eva, **how):
    """A schedule whose slot begins now."""
    schedule = await offer(hall, eva, **how)
    hall.clock.set(datetime.fromisoformat(SLOT))
    return schedule


@pytest.mark.parametrize(
    ("settings", "given"),
    [
        ({"confirm": "manual"}, {}),
        ({"confirm": "manual", "price": "60.00"}, {}),
        ({"price": "60.00"}, {"pay": "later"}),
    ],
)
async def test_what_would_have_to_be_answered_or_paid_before_it_begins_is_refused_with_the_next_slot(
    hall, eva, ann, settings, given
):
    schedule = await begins(hall, eva, **settings)
    with pytest.raises(Refused) as no:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT, **given)
    assert (no.value.code, no.value.status) == ("begins_now", 409)
    assert no.value.details["next_slots"][0]["start"] == NEXT
    assert NEXT in no.value.text
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert books_balance(hall)
    assert (await ann.call("book_schedule", schedule_id=schedule, start=NEXT, **given))["event"]["status_id"] == 100


async def test_a_guest_whose_code_could_only_come_after_the_start_is_refused(hall, eva):
    schedule = await begins(hall, eva)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert no.value.code == "begins_now"
    assert await hall.mails(GUEST["email"]) == []


async def test_what_is_confirmed_at_once_is_booked_while_it_begins(hall, eva, ann):
    schedule = await begins(hall, eva, price="60.00")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]
    assert (event["status_id"], event["payment_status_id"]) == (200, 300)


async def test_a_group_does_not_take_it_either_nor_is_it_found(hall, eva, ann, ben):
    schedule = await begins(hall, eva, confirm="manual", price="60.00")
    other = await offer(hall, ben, columns={"slug": "b"})
    ids = [schedule, other]
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", start=SLOT, schedule_ids=ids, mode="all")
    assert no.value.code == "begins_now"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    found = await ann.call("find_group_slots", schedule_ids=ids, mode="all", start=SLOT)
    assert found["slots"][0]["start"] == NEXT
    either = (await ann.call("find_group_slots", schedule_ids=ids, mode="any", start=SLOT))["slots"][0]
    assert (either["start"], [each["schedule_id"] for each in either["schedules"]]) == (SLOT, [other])


async def test_strangers_are_shown_the_next_one_of_a_schedule_that_bills_somebody(hall, eva, ann, ben):
    schedule = await begins(hall, eva, price="60.00", columns={"billable_type": "user", "billable_id": ann.id})
    both = [schedule, await offer(hall, ben, columns={"slug": "b"})]
    nobody = hall.nobody()
    slot = (await nobody.call("find_next_slot", schedule_id=schedule))["slot"]
    seen = (await nobody.call("get_schedule", schedule_id=schedule))["slots"][0]
    found = (await nobody.call("find_group_slots", schedule_ids=both, mode="all", start=SLOT))["slots"][0]
    assert {each["start"] for each in (slot, seen, found)} == {NEXT}


async def test_of_several_who_are_free_one_is_taken_who_can_still_be_booked(hall, eva, ann, ben):
    waits = await begins(hall, eva, confirm="manual")
    other = await offer(hall, ben, columns={"slug": "b"})
    ids = [waits, other]
    booked = await ann.call("book_group_slot", start=SLOT, schedule_ids=ids, mode="any")
    assert [each["schedule_id"] for each in booked["bookings"]] == [other]
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", start=SLOT, schedule_ids=ids, mode="any")
    assert no.value.code == "begins_now"


@pytest.mark.parametrize(
    ("settings", "given"),
    [({"confirm": "manual"}, {}), ({"price": "60.00"}, {"pay": "later"})],
)
async def test_a_series_names_it_as_too_soon_and_books_the_others(hall, eva, ann, settings, given):
    schedule = await begins(hall, eva, **settings)
    asked = {"schedule_id": schedule, "start": SLOT, "times": 3, **given}
    with pytest.raises(Refused) as no:
        await ann.call("book_recurring_slots", **asked)
    assert no.value.code == "starts_not_free"
    assert [(each["start"], each["reason"]) for each in no.value.details["failed"]] == [(SLOT, "min_notice")]
    booked = await ann.call("book_recurring_slots", mode="possible", **asked)
    assert [each["start"][:10] for each in booked["bookings"]] == ["2026-03-11", "2026-03-18"]
    assert booked["failed"][0]["nearest"][0] == NEXT
    assert books_balance(hall)


async def test_it_is_not_offered_as_free_to_whom_it_could_not_be_booked_by(hall, eva, ann):
    schedule = await begins(hall, eva, confirm="manual")
    at_once = await offer(hall, eva, columns={"slug": "c"}, price="60.00")
    for caller, id, first in ((ann, schedule, NEXT), (ann, at_once, SLOT), (hall.nobody(), at_once, NEXT)):
        assert (await caller.call("find_next_slot", schedule_id=id))["slot"]["start"] == first
        assert (await caller.call("get_schedule", schedule_id=id, start=SLOT))["slots"][0]["start"] == first
