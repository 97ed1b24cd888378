"""Booking links: whom they let in, at what price, how often, and what ends them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from store.secrets import hash_secret
from tests.hall import START, Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import GUEST, booker, code_of


async def link(eva: TestCaller, schedule: int, **more: object) -> tuple[str, str]:
    """Make a link; its public id and token."""
    made = await eva.call("create_booking_link", schedule_id=schedule, **more)
    return made["link"]["public_id"], made["token"]


async def one(eva: TestCaller, id: str) -> dict:  # type: ignore[type-arg]
    (row,) = (await eva.call("list_booking_links", link_id=id))["items"]
    return row


async def test_a_link_opens_a_private_schedule_at_its_own_price_to_one_address(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="60.00", private=True, durations=[30])
    id, token = await link(
        eva, schedule, price="20.00", email="ANN@home.test", durations=[60], label="Trial", note="Welcome"
    )
    assert hall.sql("SELECT token_hash FROM booking_links") == [(hash_secret(token),)]
    for caller, given in ((ben, token), (ann, "hh_link_" + "0" * 64)):
        with pytest.raises(Refused) as no:
            await caller.call("book_schedule", schedule_id=schedule, start=SLOT, link=given)
        assert no.value.code == "not_found"
    with pytest.raises(Refused) as short:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT, link=token, duration=30)
    assert set(short.value.shape["fields"]) == {"duration"}
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    assert (booked["event"]["amount"], booked["event"]["payment_status"]) == ("20.00", "paid")
    row = await one(eva, id)
    assert (row["status"], row["uses"], row["bookings"], row["label"]) == (
        "used_up",
        1,
        [booked["event"]["id"]],
        "Trial",
    )
    assert token not in str(row)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "20.00")
    await ann.call("decline_event", event_id=booked["event"]["id"])
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert (await one(eva, id))["uses"] == 1
    assert books_balance(hall)


async def test_the_last_use_goes_to_one_and_comes_back_when_it_lapses_but_not_when_its_booker_cancels(hall, eva):
    """Vector X3."""
    schedule = await offer(hall, eva, price="10.00", msp=5)
    id, token = await link(eva, schedule, max_uses=2)
    crowd = [await booker(hall, f"p{index}@crowd.test") for index in range(3)]
    how = {"schedule_id": schedule, "start": SLOT, "link": token, "pay": "later"}
    answers = await asyncio.gather(*(person.call("book_schedule", **how) for person in crowd), return_exceptions=True)
    lucky = [person for person, answer in zip(crowd, answers, strict=True) if isinstance(answer, dict)]
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(lucky) == 2
    assert refused.code in {"not_found", "link_not_usable"}
    assert (await one(eva, id))["status"] == "used_up"
    event = next(answer["event"]["id"] for answer in answers if isinstance(answer, dict))
    await lucky[0].call("pay_schedule_events", schedule_id=schedule, ids=[event])
    hall.clock.advance(minutes=15)
    await hall.tick()
    row = await one(eva, id)
    assert (row["uses"], row["status"]) == (1, "active")
    await lucky[0].call("decline_event", event_id=event)
    assert (await one(eva, id))["uses"] == 1
    await crowd[2].call("book_schedule", **{**how, "pay": "balance"})
    assert (await one(eva, id))["status"] == "used_up"
    assert books_balance(hall)


async def test_a_use_comes_back_when_the_host_calls_the_booking_off(hall, eva, ann):
    schedule = await offer(hall, eva)
    id, token = await link(eva, schedule)
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    await eva.call("decline_event", event_id=booked["event"]["id"])
    assert (await one(eva, id))["uses"] == 0


async def test_a_guest_books_free_of_charge_by_a_link_for_their_address(hall, eva):
    schedule = await offer(hall, eva, price="60.00", private=True)
    id, token = await link(eva, schedule, price="0", email=GUEST["email"])
    how = {"schedule_id": schedule, "start": SLOT, "link": token}
    with pytest.raises(Refused) as no:
        await hall.nobody().call("book_schedule", **how, guest={"name": "Kim", "email": "kim@else.test"})
    assert no.value.code == "not_found"
    held = await hall.nobody().call("book_schedule", **how, guest=GUEST)
    event, code = held["event"]["id"], await code_of(hall, GUEST["email"])
    booked = await hall.nobody().call("confirm_guest_booking", event_id=event, code=code)
    assert booked["event"]["status"] == "confirmed"
    assert "amount" not in booked["event"]
    assert (await one(eva, id))["status"] == "used_up"


async def test_a_slot_held_by_a_link_keeps_its_price_and_goes_with_the_link(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="60.00", private=True)
    id, token = await link(eva, schedule, price="20.00", max_uses=2)
    held = (await ann.call("hold_slot", schedule_id=schedule, start=SLOT, link=token))["hold"]
    assert (held["price"], (await one(eva, id))["uses"]) == ("20.00", 0)
    booked = await ann.call("book_schedule", schedule_id=schedule, hold_id=held["public_id"])
    assert (booked["event"]["amount"], (await one(eva, id))["uses"]) == ("20.00", 1)
    other = await ben.call("hold_slot", schedule_id=schedule, start="2026-03-04T12:00:00Z", link=token)
    eva.says_yes = True
    revoked = await eva.call("revoke_booking_link", link_id=id)
    assert (revoked["link"]["status"], revoked["link"]["uses"]) == ("revoked", 1)
    assert (revoked["bookings_kept"], revoked["holds_released"]) == ([booked["event"]["id"]], 1)
    (released,) = (await ben.call("list_slot_holds", status=["released"]))["items"]
    assert released["public_id"] == other["hold"]["public_id"]
    with pytest.raises(Refused) as gone:
        await ben.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    assert gone.value.code == "not_found"
    with pytest.raises(Refused) as again:
        await eva.call("revoke_booking_link", link_id=id)
    assert again.value.shape["state"] == "revoked"


async def test_a_link_ends_at_its_moment_and_reaches_only_to_its_starts(hall, eva, ann):
    schedule = await offer(hall, eva)
    until = START + timedelta(hours=1)
    id, token = await link(eva, schedule, expires_at=until.isoformat(), **{"from": "2026-03-04T11:00:00Z"})
    with pytest.raises(Refused) as early:
        await ann.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    assert set(early.value.shape["fields"]) == {"start"}
    hall.clock.set(until)
    with pytest.raises(Refused) as late:
        await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T11:00:00Z", link=token)
    assert late.value.code == "not_found"
    assert (await one(eva, id))["status"] == "expired"
    assert (await eva.call("list_booking_links"))["items"] == []


async def test_a_link_takes_from_though_python_keeps_that_word_for_itself(hall, eva):
    schedule = await offer(hall, eva)
    described = await eva.call("describe_operation", tool="create_booking_link")
    assert {"from", "until"} <= described["input_schema"]["properties"].keys()
    assert "from_" not in described["input_schema"]["properties"]
    made = await eva.call("create_booking_link", schedule_id=schedule, **{"from": SLOT})
    assert made["link"]["from"] == SLOT
    arguments = {"schedule_id": schedule, "from": SLOT}
    through = await eva.call("run_write", tool="create_booking_link", arguments=arguments)
    assert through["link"]["from"] == SLOT
    assert {each["from"] for each in (await eva.call("list_booking_links"))["items"]} == {SLOT}
    with pytest.raises(Refused, match="from_: is not a parameter"):
        await eva.call("create_booking_link", schedule_id=schedule, from_=SLOT)


async def test_what_no_link_can_be_is_refused(hall: Hall, eva: TestCaller, ann: TestCaller) -> None:
    schedule = await offer(hall, eva)
    with pytest.raises(Refused) as foreign:
        await ann.call("create_booking_link", schedule_id=schedule)
    assert foreign.value.code == "forbidden"
    wrong = {
        "expires_at": "2026-07-01T00:00:00Z",
        "durations": [45],
        "from": SLOT,
        "until": "2026-03-03T00:00:00Z",
    }
    with pytest.raises(Refused) as no:
        await eva.call("create_booking_link", schedule_id=schedule, **wrong)
    assert set(no.value.shape["fields"]) == {"expires_at", "durations", "from"}
    shifts = await offer(hall, eva, type_id=3, columns={"slug": "b"})
    with pytest.raises(Refused) as hire:
        await eva.call("create_booking_link", schedule_id=shifts)
    assert hire.value.code == "invalid_argument"
    id, _ = await link(eva, schedule)
    for tool in ("list_booking_links", "revoke_booking_link"):
        with pytest.raises(Refused) as unknown:
            await ann.call(tool, link_id=id)
        assert unknown.value.code == "not_found"
