"""The public view of a calendar: what anybody may see of it, and what nobody may."""

from __future__ import annotations

import json

import pytest

from server.calls.throttle import Throttle
from tests.hall import Refused
from tests.tools.scheduling.bookable import add_session, offer, write
from tests.tools.scheduling.calendars.calendar_world import imported_calendar, made_calendar, new_contract
from tests.tools.scheduling.cast import LONG_AGO, appointment, book
from tests.tools.scheduling.schedule_world import open_from, publish
from tests.tools.uploads.upload_helpers import picture, sent

DAY = {"start": "2026-03-03T00:00:00Z", "end": "2026-03-04T00:00:00Z"}


def starts(page):
    return [(slot["start"][11:16], slot["schedule_id"]) for slot in page["slots"]]


async def test_anybody_sees_what_can_be_booked_how_long_for_what_and_when(hall, ida):
    photo = (await ida.call("upload_files", job=[sent(picture(), "me.png")]))["files"][0]["id"]
    await write(hall, "UPDATE persons SET ava_id = :file, name = 'Ida', last_name = 'Ivers' WHERE id = :id",
                file=photo, id=ida.id)  # fmt: skip
    kal = await made_calendar(ida, description="Lessons and talks")
    schedule = await publish(
        ida, kal_id=kal, price="60.00", currency="EUR", description="One hour",
        settings=open_from("09:00", "11:00", cancellation={"free_until_minutes": 60}),
    )  # fmt: skip
    page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
    owner_slug = hall.sql("SELECT slug FROM owner_slugs WHERE owner_id = ?", ida.id)[0][0]
    assert page["calendar"] == {
        "id": kal, "label": "Work", "description": "Lessons and talks", "owner_slug": owner_slug, "slug": "work",
        "timezone": "UTC",
    }  # fmt: skip
    assert page["owner"] == {
        "id": ida.id, "owner_type": "user", "name": "Ida Ivers", "avatar": f"hiringhall://files/{photo}",
        "review": {"count": 0},
    }  # fmt: skip
    assert page["schedules"] == [
        {
            "id": schedule, "label": "Lessons", "type_id": 1, "type": "appointments", "description": "One hour",
            "timezone": "UTC", "duration": 60, "price": "60.00", "price_per": "slot", "currency": "EUR",
            "payment": "required",
            "cancellation": {"free_until_minutes": 60, "late_refund_percent": 50, "no_show_refund_percent": 0},
        }
    ]  # fmt: skip
    assert page["slots"][0] == {
        "schedule_id": schedule, "start": "2026-03-03T09:00:00Z", "end": "2026-03-03T10:00:00Z", "seats_left": 1,
        "price": "60.00", "currency": "EUR",
    }  # fmt: skip
    assert starts(page) == [("09:00", schedule), ("10:00", schedule)]
    assert page["busy"] == []
    address = {"owner_slug": page["calendar"]["owner_slug"], "slug": "work"}
    assert (await hall.nobody().call("get_booking_page", **address, **DAY))["slots"] == page["slots"]


async def test_a_slot_of_the_page_can_be_booked(hall, ida, bob):
    kal = await made_calendar(ida)
    await publish(ida, kal_id=kal)
    slot = (await bob.call("get_booking_page", kal_id=kal))["slots"][1]
    booked = await bob.call("book_schedule", schedule_id=slot["schedule_id"], start=slot["start"])
    assert booked["event"]["status_id"] == 200
    assert slot not in (await bob.call("get_booking_page", kal_id=kal))["slots"]


async def test_private_and_unknown_and_imported_are_one_answer(hall, ida):
    hidden, gone = await made_calendar(ida, private=True), await made_calendar(ida, "Gone")
    slugs = (await ida.call("get_calendar", kal_id=gone))["calendar"]
    await ida.call("delete_calendar", kal_id=gone)
    outside = await imported_calendar(hall, ida)
    await write(hall, "UPDATE calendars SET private = 0 WHERE id = :id", id=outside)
    for caller in (hall.nobody(), ida):
        said = set()
        for id in (hidden, gone, outside, 987_654):
            with pytest.raises(Refused) as no:
                await caller.call("get_booking_page", kal_id=id)
            assert no.value.status == 404
            said.add(no.value.text.replace(f"page {id} ", "page N "))
        assert len(said) == 1
    for address in ({"owner_slug": slugs["owner_slug"], "slug": "gone"}, {"owner_slug": "nobody", "slug": "work"}):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("get_booking_page", **address)
        assert no.value.status == 404


async def test_the_page_of_somebody_who_never_signed_in_is_not_there(hall, ida):
    kal = await made_calendar(ida)
    await write(hall, "UPDATE persons SET terms_accepted_at = :at, email_verified_at = NULL WHERE id = :id",
                at=LONG_AGO, id=ida.id)  # fmt: skip
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_booking_page", kal_id=kal)
    assert no.value.status == 404


async def test_only_public_schedules_that_can_be_booked_now(hall, ida):
    kal = await made_calendar(ida)
    open_one = await publish(ida, kal_id=kal)
    hidden = await publish(ida, kal_id=kal, private=True, label="Family")
    work = await publish(ida, kal_id=kal, type_id=2, label="Agreed hours")
    ended = await publish(ida, kal_id=kal, start="2026-03-01T00:00:00Z", end="2026-03-02T12:00:00Z")
    gone = await publish(ida, kal_id=kal)
    await ida.call("delete_schedule", schedule_id=gone)
    elsewhere = await publish(ida)
    hall.clock.advance(hours=4)
    page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
    assert [row["id"] for row in page["schedules"]] == [open_one]
    assert {slot["schedule_id"] for slot in page["slots"]} == {open_one}
    for id in (hidden, work, ended, gone, elsewhere, 987_654):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("get_booking_page", kal_id=kal, schedule_id=id)
        assert no.value.status == 404


async def test_one_schedule_alone(hall, ida):
    kal = await made_calendar(ida)
    await publish(ida, kal_id=kal)
    talks = await publish(ida, kal_id=kal, label="Talks", duration=90)
    page = await hall.nobody().call("get_booking_page", kal_id=kal, schedule_id=talks, **DAY)
    assert [row["label"] for row in page["schedules"]] == ["Talks"]
    assert starts(page) == [("09:00", talks), ("10:30", talks)]


class TestBusy:
    async def test_busy_blocks_say_when_and_nothing_else(self, hall, ida, bob):
        kal = await made_calendar(ida)
        schedule = await publish(ida, kal_id=kal)
        await book(bob, schedule, "2026-03-03T09:00:00Z", note="Allergic to nuts")
        await appointment(hall, ida, "2026-03-03T10:00:00Z", kal_id=kal, label="Dentist")
        await appointment(hall, ida, "2026-03-03T14:00:00Z", kal_id=kal, label="Secret", private=1)
        await appointment(hall, ida, "2026-03-03T15:00:00Z", kal_id=kal, label="Off", status_id=444)
        await appointment(
            hall, ida, "2026-03-03T16:00:00Z", kal_id=kal, status_id=100, hold_until="2026-03-02T08:00:00.000Z"
        )
        contract, _ = await new_contract(hall, ida, label="Acme takeover")
        await appointment(hall, ida, "2026-03-03T18:00:00Z", kal_id=kal, contract_id=contract, label="Takeover")
        await appointment(hall, ida, "2026-03-03T20:00:00Z", label="In another calendar")
        page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
        assert page["busy"] == [
            {"start": "2026-03-03T09:00:00Z", "end": "2026-03-03T11:00:00Z"},
            {"start": "2026-03-03T18:00:00Z", "end": "2026-03-03T19:00:00Z"},
        ]
        text = json.dumps(page)
        for word in ("Dentist", "Secret", "takeover", "Takeover", "nuts", "bob", "@", "contract", f'"{contract}"'):
            assert word not in text

    async def test_imported_times_are_busy_too(self, hall, ida):
        kal = await made_calendar(ida)
        await hall.app.database.write(
            lambda tx: tx.insert(
                "busy_blocks", owner_type="person", owner_id=ida.id, kal_id=kal, source_type="outside", source_id=1,
                start_at="2026-03-03T10:00:00.000Z", end_at="2026-03-03T11:00:00.000Z",
            )
        )  # fmt: skip
        page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
        assert page["busy"] == [{"start": "2026-03-03T10:00:00Z", "end": "2026-03-03T11:00:00Z"}]

    async def test_they_are_left_out_when_the_owner_does_not_show_them(self, hall, ida):
        kal = await made_calendar(ida)
        await publish(ida, kal_id=kal)
        await appointment(hall, ida, "2026-03-03T10:00:00Z", kal_id=kal)
        await ida.call("update_calendar", kal_id=kal, label="Work", private=False, settings={"show_busy": False})
        page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
        assert "busy" not in page
        assert [start for start, _ in starts(page)] == ["09:00", "11:00"]

    async def test_what_is_over_is_not_shown(self, hall, ida):
        kal = await made_calendar(ida)
        await appointment(hall, ida, "2026-02-20T10:00:00Z", kal_id=kal)
        await appointment(hall, ida, "2026-03-02T08:30:00Z", kal_id=kal)
        page = await hall.nobody().call(
            "get_booking_page", kal_id=kal, start="2026-02-15T00:00:00Z", end="2026-03-05T00:00:00Z"
        )
        assert page["busy"] == [{"start": "2026-03-02T09:00:00Z", "end": "2026-03-02T09:30:00Z"}]


class TestPages:
    async def test_pages_of_slots_neither_skip_nor_repeat(self, hall, ida):
        kal = await made_calendar(ida)
        await publish(ida, kal_id=kal)
        await publish(ida, kal_id=kal, duration=30)
        course = await offer(hall, ida, columns={"kal_id": kal}, msp=3)
        await add_session(hall, course, "2026-03-03T10:00:00.000Z", "2026-03-03T11:00:00.000Z", capacity=4)
        whole = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY, limit=100)
        assert "next_cursor" not in whole
        for limit in (1, 2, 3, 7):
            found, cursor = [], None
            while True:
                more = {"cursor": cursor} if cursor else {}
                page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY, limit=limit, **more)
                found += page["slots"]
                cursor = page.get("next_cursor")
                if cursor is None:
                    break
            assert found == whole["slots"]

    async def test_busy_times_go_with_the_slots_of_their_page(self, hall, ida):
        kal = await made_calendar(ida)
        await publish(ida, kal_id=kal)
        await appointment(hall, ida, "2026-03-03T10:00:00Z", kal_id=kal)
        await appointment(hall, ida, "2026-03-03T20:00:00Z", kal_id=kal)
        first = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY, limit=1)
        rest = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY, limit=1, cursor=first["next_cursor"])
        assert (starts(first)[0][0], first["busy"]) == ("09:00", [])
        assert [span["start"][11:16] for span in rest["busy"]] == ["10:00", "20:00"]

    async def test_a_cursor_of_another_calendar_is_refused(self, hall, ida):
        first, second = await made_calendar(ida), await made_calendar(ida, "Other")
        await publish(ida, kal_id=first)
        page = await hall.nobody().call("get_booking_page", kal_id=first, limit=1)
        with pytest.raises(Refused) as no:
            await hall.nobody().call("get_booking_page", kal_id=second, limit=1, cursor=page["next_cursor"])
        assert "cursor" in no.value.fields


class TestTime:
    async def test_slots_are_in_the_visitors_zone_else_in_the_schedules(self, hall, ida):
        kal = await made_calendar(ida, timezone="Europe/Berlin")
        await publish(ida, kal_id=kal, timezone="America/New_York")
        await appointment(hall, ida, "2026-03-03T20:00:00Z", kal_id=kal)
        page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY)
        assert page["slots"][0]["start"] == "2026-03-03T09:00:00-05:00"
        assert page["busy"][0]["start"] == "2026-03-03T21:00:00+01:00"
        page = await hall.nobody().call("get_booking_page", kal_id=kal, **DAY, timezone="asia/tokyo")
        assert page["slots"][0]["start"] == "2026-03-03T23:00:00+09:00"
        assert page["busy"][0]["start"] == "2026-03-04T05:00:00+09:00"

    async def test_two_weeks_from_now_unless_said_otherwise(self, hall, ida):
        kal = await made_calendar(ida)
        await publish(ida, kal_id=kal, settings=open_from("08:00", "09:30", min_notice=0))
        page = await hall.nobody().call("get_booking_page", kal_id=kal, limit=100)
        days = sorted({slot["start"][:10] for slot in page["slots"]})
        assert (days[0], days[-1], len(days)) == ("2026-03-03", "2026-03-16", 14)

    async def test_a_mere_day_is_one_of_the_calendar_or_the_schedule(self, hall, ida):
        kal = await made_calendar(ida, timezone="America/Chicago")
        address = (await ida.call("get_calendar", kal_id=kal))["calendar"]
        schedule = await publish(ida, kal_id=kal, timezone="Asia/Tokyo", settings=open_from("00:00", "24:00"))
        slugs = {"owner_slug": address["owner_slug"], "slug": address["slug"]}
        by_day = {"start": "2026-04-01", "end": "2026-04-02", "limit": 100}
        for which, zone, first in (
            ({"kal_id": kal}, "America/Chicago", "2026-04-01T05:00:00Z"),
            (slugs, "America/Chicago", "2026-04-01T05:00:00Z"),
            ({"kal_id": kal, "schedule_id": schedule}, "Asia/Tokyo", "2026-03-31T15:00:00Z"),
        ):
            page = await hall.nobody().call("get_booking_page", **which, **by_day)
            assert all(zone in warning for warning in page["warnings"])
            shown = await hall.nobody().call("get_booking_page", **which, start=first, limit=1)
            assert page["slots"][0] == shown["slots"][0]
            assert len(page["slots"]) == 24
            with pytest.raises(Refused) as no:
                await hall.nobody().call("get_booking_page", **which, start="2026-04-01T09:00")
            assert no.value.fields["start"].endswith(f"if it is meant in {zone}")

    async def test_a_hint_tells_nothing_of_a_private_calendar(self, hall, ida):
        hidden = await made_calendar(ida, private=True, timezone="Asia/Tokyo")
        for id in (hidden, 987_654):
            with pytest.raises(Refused) as no:
                await hall.nobody().call("get_booking_page", kal_id=id, start="2026-04-01T09:00")
            assert no.value.fields == {"start": "needs an offset, such as 2026-04-01T09:00:00Z"}

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ({"start": "2026-03-03T00:00:00Z", "end": "2026-03-02T00:00:00Z"}, "must be after start"),
            ({"start": "2026-03-03T00:00:00Z", "end": "2026-05-05T00:00:00Z"}, "at most 62 days"),
        ],
    )
    async def test_ranges_have_bounds(self, hall, ida, asked, says):
        kal = await made_calendar(ida)
        with pytest.raises(Refused) as no:
            await hall.nobody().call("get_booking_page", kal_id=kal, **asked)
        assert says in no.value.fields["end"]


async def test_which_calendar_has_to_be_said(hall):
    for given in ({}, {"slug": "work"}, {"owner_slug": "ida"}):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("get_booking_page", **given)
        assert no.value.fields == {"kal_id": "give kal_id, or owner_slug and slug"}


async def test_looking_without_signing_in_is_limited_by_address(hall, ida):
    kal = await made_calendar(ida)
    hall.app.pipeline.execution._throttle = Throttle("100/minute", "3/minute")
    # A credential counts as its own from its second call on.
    for caller in (ida, hall.nobody(), hall.nobody()):
        await caller.call("get_booking_page", kal_id=kal)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_booking_page", kal_id=kal)
    assert no.value.status == 429
    assert (await ida.call("get_booking_page", kal_id=kal))["calendar"]["id"] == kal


async def test_long_descriptions_are_cut_and_the_schedule_has_them_whole(hall, ida):
    kal = await made_calendar(ida)
    schedule = await publish(ida, kal_id=kal, description="x" * 5000)
    page = await hall.nobody().call("get_booking_page", kal_id=kal)
    assert page["schedules"][0]["description"] == "x" * 499 + "…"
    assert len((await hall.nobody().call("get_schedule", schedule_id=schedule))["schedule"]["description"]) == 5000


async def test_who_finds_no_page_is_led_on(hall, ida):
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_booking_page", kal_id=987_654)
    assert no.value.next == ["request_login_code"]
    with pytest.raises(Refused) as no:
        await ida.call("get_booking_page", kal_id=987_654)
    assert no.value.next == ["search_specialists", "list_calendars"]
