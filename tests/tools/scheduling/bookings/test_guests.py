"""Guests without an account: what they may book, when it is theirs, and the key they get."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer, write
from tests.tools.scheduling.cast import GUEST, book, code_of, guest_booked

TOLD = "SELECT text FROM notices WHERE kind LIKE 'booking%' AND owner_id = ? ORDER BY id"


async def hold(hall: Hall, schedule: int, start: str = SLOT, email: str = "gus@guest.test", **more):
    guest = {"name": "Gus Guest", "email": email}
    return await hall.nobody().call("book_schedule", schedule_id=schedule, start=start, guest=guest, **more)


async def confirm(hall: Hall, event: int, code: str, **more):
    return await hall.nobody().call("confirm_guest_booking", event_id=event, code=code, **more)


def other_than(code: str, number: int = 0) -> str:
    return f"{(int(code) + 1 + number) % 1_000_000:06}"


async def test_a_slot_is_a_guests_once_the_mailed_code_is_passed(hall, eva):
    schedule = await offer(hall, eva)
    held = await hold(hall, schedule, timezone="Asia/Tokyo")
    assert (held["event"]["status_id"], held["event"]["hold_until"]) == (100, "2026-03-02T09:15:00Z")
    assert "token" not in held
    assert "Nothing is booked yet" in held["message"]
    assert hall.sql(TOLD, eva.id) == [], "the host is not bothered yet"
    assert hall.sql("SELECT count(*) FROM persons WHERE name = 'Gus Guest'") == [(0,)]
    mail = (await hall.mails("gus@guest.test"))[0]
    assert (mail.subject, "2026-03-04T19:00:00+09:00" in mail.body) == ("The code for your booking", True)
    booked = await confirm(hall, held["event"]["id"], await code_of(hall, "gus@guest.test"))
    assert (booked["event"]["status_id"], booked["event"].get("hold_until")) == (200, None)
    assert "is booked: “Gus Guest”" in hall.sql(TOLD, eva.id)[0][0]
    mail = (await hall.mails("gus@guest.test"))[-1]
    assert mail.subject.startswith("Consultation: “Consultation” on 2026-03-04T19:00:00+09:00")
    assert f"event {held['event']['id']}" in mail.body
    seen = await hall.nobody().call("get_event", event_id=booked["event"]["id"], token=booked["token"])
    assert seen["pivot"]["name"] == "Gus Guest"
    assert hall.sql("SELECT email, email_verified_at FROM persons WHERE id = ?", booked["user"]["id"]) == [
        ("gus@guest.test", None)
    ]


async def test_token_and_code_are_kept_only_as_digests(hall, eva):
    booked = await guest_booked(hall, await offer(hall, eva))
    dump = "\n".join(
        str(row) for table in hall.tables() if table != "mailbox" for row in hall.sql(f"SELECT * FROM {table}")
    )
    assert booked["token"] not in dump
    codes = [mail.body for mail in await hall.mails("gus@guest.test") if mail.subject == "The code for your booking"]
    assert codes[0][:6].isdigit()
    assert codes[0][:6] not in dump


async def test_an_unconfirmed_slot_is_free_again_after_fifteen_minutes_and_nobody_hears_of_it(hall, eva, ann):
    schedule = await offer(hall, eva)
    held = await hold(hall, schedule)
    code = await code_of(hall, "gus@guest.test")
    with pytest.raises(Refused) as no:
        await book(ann, schedule)
    assert no.value.code == "slot_taken"
    hall.clock.advance(minutes=15)
    with pytest.raises(Refused) as no:
        await confirm(hall, held["event"]["id"], code)
    assert no.value.shape["state"] == "not_waiting"
    await book(ann, schedule)
    await hall.tick()
    assert len(await hall.mails("gus@guest.test")) == 1
    assert not [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_id = ?", eva.id) if "Gus" in text]


async def test_a_host_cannot_accept_what_its_guest_has_not_confirmed(hall, eva):
    schedule = await offer(hall, eva, confirm="manual")
    held = await hold(hall, schedule)
    with pytest.raises(Refused) as no:
        await eva.call("confirm_event", event_id=held["event"]["id"])
    assert "guest has to confirm it first" in no.value.text
    asked = await confirm(hall, held["event"]["id"], await code_of(hall, "gus@guest.test"))
    assert asked["event"]["status_id"] == 100
    assert (await eva.call("confirm_event", event_id=held["event"]["id"]))["event"]["status_id"] == 200


async def test_wrong_codes_count_and_the_sixth_is_not_tried(hall, eva):
    schedule = await offer(hall, eva)
    event = (await hold(hall, schedule))["event"]["id"]
    code = await code_of(hall, "gus@guest.test")
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused) as no:
            await confirm(hall, event, other_than(code, left))
        assert f"Tries left: {left}" in no.value.fields["code"]
    with pytest.raises(Refused) as no:
        await confirm(hall, event, code)
    assert no.value.code == "too_many_tries"


async def test_wrong_codes_of_others_do_not_use_up_the_guests_tries(hall, eva):
    schedule = await offer(hall, eva)
    event = (await hold(hall, schedule))["event"]["id"]
    code = await code_of(hall, "gus@guest.test")
    await write(hall, "UPDATE guest_holds SET other_tries = 5")
    assert (await confirm(hall, event, code))["event"]["status_id"] == 200


async def test_a_code_is_tried_in_no_dry_run_and_works_once(hall, eva):
    schedule = await offer(hall, eva)
    event = (await hold(hall, schedule))["event"]["id"]
    code = await code_of(hall, "gus@guest.test")
    with pytest.raises(Refused) as no:
        await confirm(hall, event, code, dry_run=True)
    assert "dry_run" in no.value.fields
    await confirm(hall, event, code)
    with pytest.raises(Refused) as no:
        await confirm(hall, event, code)
    assert no.value.shape["state"] == "not_waiting"


async def test_of_several_that_wait_at_one_event_the_booking_is_named(hall, eva):
    schedule = await offer(hall, eva, msp=3)
    first = await hold(hall, schedule)
    second = await hold(hall, schedule, email="kim@guest.test")
    event = first["event"]["id"]
    assert second["event"]["id"] == event
    with pytest.raises(Refused) as no:
        await confirm(hall, event, await code_of(hall, "kim@guest.test"))
    assert "booking_id" in no.value.fields
    kim = await code_of(hall, "kim@guest.test")
    assert (await confirm(hall, event, kim, booking_id=second["booking_id"]))["booking_id"] == second["booking_id"]
    gus = await code_of(hall, "gus@guest.test")
    assert (await confirm(hall, event, gus))["booking_id"] == first["booking_id"]


async def test_a_guest_never_books_in_the_name_of_somebody_signed_up(hall, eva, ann):
    schedule = await offer(hall, eva)
    held = await hold(hall, schedule, email="ann@home.test")
    for tool in ("decline_event", "confirm_event", "get_event"):
        with pytest.raises(Refused) as no:
            await ann.call(tool, event_id=held["event"]["id"])
        assert no.value.status in (403, 404)
    booked = await confirm(hall, held["event"]["id"], await code_of(hall, "ann@home.test"))
    assert booked["user"]["id"] != ann.id


async def test_a_mail_says_nothing_of_others_but_names_that_cannot_be_followed(hall, eva):
    label = "URGENT: account locked, sign in at https://evil.test/login or write to eve@evil.test"
    schedule = await offer(hall, eva)
    await write(hall, "UPDATE schedules SET label = :label", label=label)
    await hold(hall, schedule, email="victim@bank.test")
    mail = (await hall.mails("victim@bank.test"))[0]
    assert mail.subject == "The code for your booking"
    assert "“URGENT: account locked, sign in at evil[.]test/login or write…”" in mail.body
    assert "evil.test" not in mail.body
    assert "hh_stop_" in mail.body


async def test_an_address_gets_one_code_a_day_until_it_has_used_one(hall, eva):
    schedule = await offer(hall, eva)
    for email in ("gus@guest.test", "GUS+1@guest.test", "gus+2@GUEST.test"):
        if email == "gus@guest.test":
            held = await hold(hall, schedule)
            continue
        with pytest.raises(Refused) as no:
            await hold(hall, schedule, "2026-03-04T12:00:00Z", email)
        assert (no.value.status, no.value.code) == (403, "not_mailed")
        assert "request_login_code" in no.value.next
    assert len(await hall.mails("gus@guest.test")) == 1
    assert hall.sql("SELECT count(*) FROM event_attendees") == [(1,)], "nothing is held without a mail"
    await confirm(hall, held["event"]["id"], await code_of(hall, "gus@guest.test"))
    for hour in (12, 13, 14, 15):
        hall.clock.advance(minutes=61)
        held = await hold(hall, schedule, f"2026-03-04T{hour}:00:00Z")
        codes = [mail for mail in await hall.mails("gus@guest.test") if mail.subject == "The code for your booking"]
        await confirm(hall, held["event"]["id"], codes[-1].body[:6])
    with pytest.raises(Refused) as no:
        await hold(hall, schedule, "2026-03-04T16:00:00Z")
    assert no.value.code == "not_mailed"


async def test_one_network_address_holds_two_slots_of_a_schedule_and_books_five_an_hour(hall, eva):
    schedule, other = await offer(hall, eva), await offer(hall, eva)
    for number, hour in enumerate((9, 10)):
        await hold(hall, schedule, f"2026-03-04T{hour:02}:00:00Z", f"g{number}@guest.test")
    with pytest.raises(Refused) as no:
        await hold(hall, schedule, "2026-03-04T11:00:00Z", "g2@guest.test")
    assert no.value.code == "too_many_holds"
    hall.clock.advance(minutes=16)
    for number, hour in enumerate((9, 10)):
        await hold(hall, schedule, f"2026-03-04T{hour:02}:00:00Z", f"h{number}@guest.test")
    await hold(hall, other, "2026-03-04T12:00:00Z", "h2@guest.test")
    with pytest.raises(Refused) as no:
        await hold(hall, other, "2026-03-04T13:00:00Z", "h3@guest.test")
    assert no.value.code == "rate_limited"
    hall.clock.advance(minutes=61)
    await hold(hall, other, "2026-03-04T13:00:00Z", "h3@guest.test")


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
            await hold(hall, closed)
        assert no.value.code == "no_guests"


async def test_a_guest_brings_nobody_who_has_an_account(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    with pytest.raises(Refused) as no:
        await hold(hall, schedule, seats=2, attendees=[{"user_id": ann.id}])
    assert "attendees[0].user_id" in no.value.fields
    assert hall.sql(TOLD, ann.id) == []


async def test_a_guest_reserves_a_paid_slot_only_where_it_can_be_paid(hall, eva):
    schedule = await offer(hall, eva, price="20.00")
    with pytest.raises(Refused) as no:
        await hold(hall, schedule)
    assert no.value.code == "sign_in_to_pay"
    await write(
        hall,
        "INSERT INTO settings (name, value, updated_at) VALUES ('public_url', 'https://hall.example', :now)",
        now="x",
    )
    booked = await guest_booked(hall, schedule)
    assert (booked["event"]["status_id"], booked["event"]["payment_status_id"]) == (100, 200)
    assert booked["url"].startswith("https://hall.example/")
    payer, due = hall.sql("SELECT payer_id, amount FROM event_attendees")[0]
    assert (payer, due) == (booked["user"]["id"], 2000)
    with pytest.raises(Refused) as no:
        await hold(hall, schedule, "2026-03-04T12:00:00Z", pay="balance")
    assert "pay" in no.value.fields
    hall.clock.advance(hours=1)
    await hall.tick()
    assert books_balance(hall)


async def test_the_mail_of_an_ended_booking_offers_nothing_to_do_about_it(hall, eva):
    booked = await guest_booked(hall, await offer(hall, eva))
    assert "decline_event" in (await hall.mails("gus@guest.test"))[-1].body
    await eva.call("decline_event", event_id=booked["event"]["id"], reason="Ill")
    mail = (await hall.mails("gus@guest.test"))[-1]
    assert "has ended; nothing is left to answer" in mail.body
    assert "request_event_correction" not in mail.body
    assert "decline_event" not in mail.body


async def test_cancelling_ends_the_token(hall, eva):
    booked = await guest_booked(hall, await offer(hall, eva))
    event, token = booked["event"]["id"], booked["token"]
    await hall.nobody().call("decline_event", event_id=event, token=token)
    assert GUEST["name"] in hall.sql(TOLD, eva.id)[0][0]
    with pytest.raises(Refused):
        await hall.nobody().call("decline_event", event_id=event, token=token)


async def test_what_bookings_waited_for_is_dropped_after_a_day(hall, eva):
    await guest_booked(hall, await offer(hall, eva))
    hall.clock.advance(days=1, seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM guest_holds") == [(0,)]
