"""Guests without an account: what they may book, and the key they get."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer, write

GUEST = {"name": "Gus Guest", "email": "gus@guest.test"}


async def test_a_guest_books_a_free_slot_and_gets_a_token_kept_only_as_a_hash(hall, eva):
    schedule = await offer(hall, eva)
    booked = await hall.nobody().call(
        "book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST, timezone="Asia/Tokyo"
    )
    token = booked["token"]
    assert "charge" not in booked or booked["charge"]["amount"] in ("0", "0.00")
    dump = "\n".join(
        str(row)
        for (table,) in hall.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in hall.sql(f"SELECT * FROM {table}")
    )
    assert token not in dump
    seen = await hall.nobody().call("get_event", event_id=booked["event"]["id"], token=token)
    assert seen["pivot"]["name"] == "Gus Guest"
    mails = await hall.mails("gus@guest.test")
    assert len(mails) == 1
    assert "2026-03-04T19:00:00+09:00" in mails[0].body
    unverified = hall.sql("SELECT email_verified_at FROM persons WHERE id = ?", booked["user"]["id"])
    assert unverified == [(None,)]


async def test_a_guest_never_books_in_the_name_of_somebody_signed_up(hall, eva, ann):
    schedule = await offer(hall, eva)
    booked = await hall.nobody().call(
        "book_schedule", schedule_id=schedule, start=SLOT, guest={"name": "Fake", "email": "ann@home.test"}
    )
    assert booked["user"]["id"] != ann.id
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=booked["event"]["id"])
    assert no.value.status in (403, 404)


async def test_nobody_without_a_guest_is_asked_to_sign_in(hall, eva):
    schedule = await offer(hall, eva)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT)
    assert no.value.status == 401
    assert "guest" in no.value.text


async def test_guests_are_kept_out_where_the_schedule_says_so(hall, eva):
    schedule = await offer(hall, eva, guests=False)
    shifts = await offer(hall, eva, type_id=3)
    for closed in (schedule, shifts):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("book_schedule", schedule_id=closed, start=SLOT, guest=GUEST)
        assert no.value.code == "no_guests"


async def test_a_guest_reserves_a_paid_slot_only_where_it_can_be_paid(hall, eva):
    schedule = await offer(hall, eva, price="20.00")
    with pytest.raises(Refused) as no:
        await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert no.value.code == "sign_in_to_pay"
    await write(
        hall,
        "INSERT INTO settings (name, value, updated_at) VALUES ('public_url', 'https://hall.example', :now)",
        now="x",
    )
    booked = await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST)
    assert (booked["event"]["status_id"], booked["event"]["payment_status_id"]) == (100, 200)
    assert booked["url"].startswith("https://hall.example/")
    with pytest.raises(Refused) as no:
        await hall.nobody().call(
            "book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", guest=GUEST, pay="balance"
        )
    assert "pay" in no.value.fields


async def test_a_guests_address_books_at_most_five_times_an_hour(hall, eva):
    schedule = await offer(hall, eva)
    for hour in range(9, 14):
        await hall.nobody().call(
            "book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour:02}:00:00Z", guest=GUEST
        )
    with pytest.raises(Refused) as no:
        await hall.nobody().call("book_schedule", schedule_id=schedule, start="2026-03-04T14:00:00Z", guest=GUEST)
    assert no.value.code == "rate_limited"
    hall.clock.set(hall.clock.now + timedelta(hours=1, seconds=1))
    await hall.nobody().call("book_schedule", schedule_id=schedule, start="2026-03-04T14:00:00Z", guest=GUEST)
