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


async def test_a_series_or_a_group_does_not_take_it_either(hall, eva, ann, ben):
    schedule = await begins(hall, eva, confirm="manual", price="60.00")
    other = await offer(hall, ben, columns={"slug": "b"})
    for tool, given in (
        ("book_recurring_slots", {"schedule_id": schedule, "times": 2}),
        ("book_group_slot", {"schedule_ids": [schedule, other], "mode": "all"}),
    ):
        with pytest.raises(Refused) as no:
            await ann.call(tool, start=SLOT, **given)
        assert no.value.code == "begins_now"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
