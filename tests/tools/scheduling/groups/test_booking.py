"""One time of several people is booked whole or not at all, or with whose turn it is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import book, booker
from tests.tools.scheduling.lines import crowd, join, stands

OTHER_GRID = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "08:30", "end": "18:00"}]


async def priced(hall: Hall, *people: TestCaller, **words: Any) -> list[int]:
    """A schedule of each, at 60.00, 61.00 and so on."""
    return [await offer(hall, each, price=f"{60 + nth}.00", **words) for nth, each in enumerate(people)]


async def test_all_are_booked_each_into_an_escrow_of_its_own_and_charged_once_each(hall, eva, ben, ann):
    ids = await priced(hall, eva, ben)
    booked = await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance", note="Plan")
    assert [each["schedule_id"] for each in booked["bookings"]] == ids
    assert {each["status_id"] for each in booked["bookings"]} == {200}
    assert booked["total"] == [{"amount": "121.00", "currency": "EUR"}]
    assert (booked["group"]["kind"], booked["group"]["made"]) == ("collective", 2)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "121.00")
    assert sorted(hall.sql("SELECT escrow FROM event_attendees")) == [(6000,), (6100,)]
    await book(ann, ids[0], "2026-03-05T10:00:00Z")
    fees = dict(hall.sql("SELECT tool, amount FROM calls WHERE tool LIKE 'book_%'"))
    assert fees["book_group_slot"] == 2 * fees["book_schedule"] > 0
    for host in (eva, ben):
        assert "booking_confirmed" in {row["kind"] for row in (await host.call("list_notices"))["items"]}
    assert books_balance(hall)


async def test_one_who_is_busy_books_nobody_and_says_who_and_what_is_next(hall, eva, ben, ann):
    ids = await priced(hall, eva, ben)
    await book(eva, ids[1], pay="later")
    with pytest.raises(Refused, match="Nothing was booked or charged") as no:
        await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")
    assert (no.value.code, no.value.details["misses"]) == (
        "does_not_fit", [{"schedule_id": ids[0], "reason": "host_busy"}, {"schedule_id": ids[1], "reason": "taken"}]
    )  # fmt: skip
    assert [each["start"] for each in no.value.details["next_slots"]] == [
        f"2026-03-04T{hour}:00:00Z" for hour in (11, 12, 13)
    ]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ann.owner, "USDT")[0] == "20.000000"
    assert hall.sql("SELECT count(*) FROM booking_groups") == [(0,)]


async def test_of_many_who_book_at_once_one_gets_all_and_nobody_gets_a_part(hall, eva, ben):
    ids = await priced(hall, eva, ben)
    people = [await booker(hall, f"p{nth}@crowd.test") for nth in range(6)]
    orders = [ids, ids[::-1]] * 3
    tries = [
        person.call("book_group_slot", schedule_ids=order, mode="all", start=SLOT, pay="balance")
        for person, order in zip(people, orders, strict=True)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"does_not_fit"}
    assert hall.sql("SELECT count(*), sum(escrow) FROM event_attendees") == [(2, 12_100)]
    assert books_balance(hall)


async def test_a_held_slot_is_in_the_way_of_a_group_too(hall, eva, ben, ann, sam):
    ids = await priced(hall, eva, ben)
    await hall.credit(sam.owner, "5 USDT")
    await sam.call("hold_slot", schedule_id=ids[1], start=SLOT)
    with pytest.raises(Refused, match="taken"):
        await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")
    hall.clock.advance(minutes=10)
    await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")


@pytest.mark.parametrize("way", ["group", "series"])
async def test_who_waits_comes_before_a_group_or_series_even_when_an_offer_has_just_lapsed(hall, eva, ben, ann, way):
    ids = await priced(hall, eva, ben)
    first, second, seated = await crowd(hall, 3)
    event = await book(seated, ids[0], pay="later")
    for each in (first, second):
        await join(each, ids[0])
    await seated.call("decline_event", event_id=event)
    hall.clock.advance(minutes=60)
    with pytest.raises(Refused, match=r"taken|free"):
        if way == "group":
            await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")
        else:
            await ann.call("book_recurring_slots", schedule_id=ids[0], start=SLOT, times=2, pay="balance")
    await hall.tick()
    assert (await stands(first), await stands(second)) == (["passed"], ["offered"])


async def test_only_the_first_schedules_grid_counts(hall, eva, ben, ann):
    one, other = await offer(hall, eva), await offer(hall, ben, rules=OTHER_GRID)
    with pytest.raises(Refused) as off:
        await ann.call("book_schedule", schedule_id=other, start=SLOT)
    assert off.value.code == "slot_taken"
    booked = await ann.call("book_group_slot", schedule_ids=[one, other], mode="all", start=SLOT)
    assert {each["start"] for each in booked["bookings"]} == {SLOT}
    with pytest.raises(Refused) as first:
        await ann.call("book_group_slot", schedule_ids=[other, one], mode="all", start="2026-03-05T10:00:00Z")
    assert first.value.details["misses"] == [{"schedule_id": other, "reason": "not_offered"}]


async def test_too_little_money_for_all_books_nobody(hall, eva, ben, ann):
    ids = await priced(
        hall,
        eva,
        ben,
    )
    poor = await booker(hall, "poor@home.test", "100 EUR")
    with pytest.raises(Refused, match=r"121\.00 EUR is needed") as no:
        await poor.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")
    assert no.value.code == "insufficient_balance"
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]
    later = await poor.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="later")
    assert {each["status_id"] for each in later["bookings"]} == {100}
    assert {each["hold_until"] for each in later["bookings"]} == {"2026-03-02T09:15:00Z"}


async def test_each_currency_has_its_own_sum_limit_and_question(hall, eva, ben, ann):
    euros, dollars = await offer(hall, eva, price="90.00"), await offer(hall, ben, price="80.00", currency="USD")
    await hall.credit(ann.owner, "500 USD")
    asked = {"schedule_ids": [euros, dollars], "mode": "all", "start": SLOT, "pay": "balance"}
    for most, text in (
        ([{"amount": "90", "currency": "EUR"}], r"the total is 80\.00 USD, and nothing is said of USD"),
        (
            [{"amount": "89.99", "currency": "EUR"}, {"amount": "80", "currency": "USD"}],
            r"90\.00 EUR, more than 89\.99",
        ),
    ):
        with pytest.raises(Refused, match=text) as no:
            await ann.call("book_group_slot", max_total=most, **asked)
        assert no.value.code == "max_total_exceeded"
    enough = [{"amount": "90", "currency": "EUR"}, {"amount": "80", "currency": "USD"}]
    dry = await ann.call("book_group_slot", dry_run=True, max_total=enough, **asked)
    assert "90.00 EUR and 80.00 USD, together worth" in str(dry)
    booked = await ann.call("book_group_slot", max_total=enough, **asked)
    assert booked["total"] == [{"amount": "90.00", "currency": "EUR"}, {"amount": "80.00", "currency": "USD"}]
    assert (hall.purse(ann.owner, "EUR")[1], hall.purse(ann.owner, "USD")[1]) == ("90.00", "80.00")


async def test_a_host_who_confirms_holds_up_only_their_own_booking_and_their_no_is_told(hall, eva, ben, ann):
    one, other = await offer(hall, eva, price="60.00"), await offer(hall, ben, price="40.00", confirm="manual")
    booked = await ann.call("book_group_slot", schedule_ids=[one, other], mode="all", start=SLOT, pay="balance")
    assert [each["status_id"] for each in booked["bookings"]] == [200, 100]
    await ben.call("decline_event", event_id=booked["bookings"][1]["event_id"])
    assert hall.purse(ann.owner, "EUR") == ("500.00", "60.00")
    assert hall.sql("SELECT status_id FROM events ORDER BY id") == [(200,), (400,)]
    for reader in (eva, ann):
        texts = [row["text"] for row in (await reader.call("list_notices"))["items"]]
        assert [text for text in texts if "is out of the time together" in text and "itself stands" in text]
    assert not [row for row in (await ben.call("list_notices"))["items"] if "out of the time" in row["text"]]
    assert books_balance(hall)


async def test_unpaid_bookings_of_a_group_that_lapse_together_tell_of_no_rest(hall, eva, ben, ann):
    ids = await priced(hall, eva, ben)
    await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="later")
    hall.clock.advance(minutes=15)
    await hall.tick()
    assert hall.sql("SELECT DISTINCT status_id FROM events") == [(444,)]
    assert not [row for row in (await eva.call("list_notices"))["items"] if "out of the time" in row["text"]]


async def test_of_any_whoever_has_least_is_booked_at_this_moment(hall, eva, ben, ann):
    """Vector X6: the weights decide."""
    ids = [await offer(hall, eva), await offer(hall, ben)]
    await book(ann, ids[0], "2026-03-03T10:00:00Z")
    asked = {"schedule_ids": ids, "mode": "any"}
    first = await ann.call("book_group_slot", start=SLOT, **asked)
    assert [each["schedule_id"] for each in first["bookings"]] == [ids[1]]
    assert (first["group"]["kind"], first["group"]["made"]) == ("round_robin", 1)
    # Ben is booked then, whoever's turn it is.
    second = await ann.call("book_group_slot", start=SLOT, weights=[1, 10], **asked)
    assert [each["schedule_id"] for each in second["bookings"]] == [ids[0]]
    with pytest.raises(Refused, match="none of them is free"):
        await ann.call("book_group_slot", start=SLOT, **asked)
    weighed = await ann.call("book_group_slot", start="2026-03-05T10:00:00Z", weights=[4, 1], **asked)
    assert [each["schedule_id"] for each in weighed["bookings"]] == [ids[0]]


async def test_answers_are_asked_of_each_schedule_by_its_own_keys(hall, eva, ben, ann):
    questions = [{"key": "topic", "label": "What about?", "required": True}]
    one, other = await offer(hall, eva), await offer(hall, ben, questions=questions)
    asked = {"schedule_ids": [one, other], "mode": "all", "start": SLOT}
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", **asked)
    assert no.value.shape["fields"] == {f"answers.topic (schedule {other})": "is required: What about?"}
    wrong = [{"schedule_id": one, "key": "topic", "value": "x"}, {"schedule_id": 999, "key": "topic", "value": "x"}]
    with pytest.raises(Refused, match="none of schedule_ids"):
        await ann.call("book_group_slot", answers=wrong, **asked)
    right = [{"schedule_id": other, "key": "topic", "value": "Rent"}]
    await ann.call("book_group_slot", answers=right, **asked)
    assert hall.sql("SELECT answers FROM event_attendees ORDER BY id") == [("{}",), ('{"topic": "Rent"}',)]


async def test_who_else_comes_is_on_every_list_and_invited_once(hall, eva, ben, ann):
    ids = [await offer(hall, eva), await offer(hall, ben)]
    booked = await ann.call(
        "book_group_slot",
        schedule_ids=ids,
        mode="all",
        start=SLOT,
        attendees=[{"email": "kim@else.test", "name": "Kim"}],
    )
    for host, each in zip((eva, ben), booked["bookings"], strict=True):
        assert "Kim" in str(await host.call("get_event", event_id=each["event_id"]))
    assert len(await hall.mails("kim@else.test")) == 1


async def test_own_schedules_and_too_many_unpaid_ones_are_refused(hall, eva, ben, ann):
    mine = await offer(hall, ann)
    ids = await priced(hall, eva, ben)
    with pytest.raises(Refused) as own:
        await ann.call("book_group_slot", schedule_ids=[ids[0], mine], mode="all", start=SLOT)
    assert (own.value.code, list(own.value.shape["fields"])) == ("own_schedule", ["schedule_ids[1]"])
    for hour in (11, 12, 13):
        await ann.call("hold_slot", schedule_id=ids[1], start=f"2026-03-04T{hour}:00:00Z")
    with pytest.raises(Refused) as held:
        await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="later")
    assert held.value.code == "too_many_holds"
    with pytest.raises(Refused, match="too soon"):
        await ann.call("book_group_slot", schedule_ids=ids, mode="all", start="2026-03-02T08:00:00Z")
    with pytest.raises(Refused, match="no schedule"):
        await ann.call("book_group_slot", schedule_ids=[ids[0], 999], mode="any", start=SLOT)


async def test_the_person_is_asked_for_the_sum_and_a_no_books_nobody(hall, eva, ben, ann):
    ids = await priced(hall, eva, ben)
    asked = {"schedule_ids": ids, "mode": "all", "start": SLOT, "pay": "balance"}
    dry = await ann.call("book_group_slot", dry_run=True, **asked)
    single = await ann.call("book_schedule", dry_run=True, schedule_id=ids[0], start=SLOT, pay="balance")
    assert dry["would_ask"].startswith(f"Book schedules {ids[0]} and {ids[1]} together on {SLOT} and move into escrow")
    assert "121.00 EUR" in dry["would_ask"]
    assert float(dry["would_cost"]["amount"]) == 2 * float(single["would_cost"]["amount"]) > 0
    ann.says_yes = False
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", **asked)
    assert no.value.code == "declined"
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]


async def test_a_company_pays_for_all_of_them(hall, eva, ben):
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.credit(boss.owner, "5 USDT")
    await hall.fund(boss.company, "500 EUR")
    await hall.fund(boss.company, "5 USDT")
    ids = await priced(hall, eva, ben)
    await boss.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT, pay="balance")
    assert hall.sql("SELECT DISTINCT payer_type FROM event_attendees") == [("company",)]
    assert hall.sql("SELECT sum(held) FROM ledger_accounts WHERE owner_type = 'company'") == [(12_100,)]


async def test_whoever_keeps_one_of_the_times_is_told_so_and_how_to_let_go(hall: Hall) -> None:
    ann, eva, bob = [await booker(hall, f"{name}@x.test") for name in ("ann", "eva", "bob")]
    schedules = [await offer(hall, host) for host in (eva, bob)]
    hold = (await ann.call("hold_slot", schedule_id=schedules[0], start=SLOT))["hold"]["public_id"]
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", schedule_ids=schedules, mode="all", start=SLOT)
    assert hold in no.value.text
    assert "release_slot_hold" in str(no.value.calls[0])
    await ann.call("release_slot_hold", hold_id=hold)
    await ann.call("book_group_slot", schedule_ids=schedules, mode="all", start=SLOT)


async def test_where_they_are_not_all_free_the_next_time_of_all_is_a_call(hall: Hall) -> None:
    ann, eva, bob = [await booker(hall, f"{name}@x.test") for name in ("ann", "eva", "bob")]
    schedules = [await offer(hall, host) for host in (eva, bob)]
    await bob.call("book_schedule", schedule_id=schedules[0], start=SLOT)
    with pytest.raises(Refused) as no:
        await ann.call("book_group_slot", schedule_ids=schedules, mode="all", start=SLOT)
    meant = no.value.calls[0]["arguments"]["arguments"]
    assert meant["start"] == no.value.details["next_slots"][0]["start"] != SLOT
    await ann.call("book_group_slot", **meant)
