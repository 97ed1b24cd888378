"""Changing calendars: what stays where it is, who may, and that there is always one main calendar."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import write
from tests.tools.scheduling.calendars.calendar_world import imported_calendar, made_calendar, member_of, new_contract
from tests.tools.scheduling.cast import LONG_AGO, appointment, book, calendar_of
from tests.tools.scheduling.schedule_world import publish, slots
from tests.tools.uploads.upload_helpers import PDF, sent

SAME = {"label": "Work", "private": False}


async def shown(owner, kal):
    return (await owner.call("get_calendar", kal_id=kal))["calendar"]


async def test_what_is_given_changes_and_the_rest_stays(hall, ida):
    kal = await made_calendar(ida, description="Jobs", timezone="Europe/Berlin")
    hall.clock.advance(hours=1)
    changed = (await ida.call("update_calendar", kal_id=kal, label="Side  job", private=True))["calendar"]
    assert (changed["label"], changed["private"]) == ("Side job", True)
    assert (changed["description"], changed["slug"], changed["timezone"]) == ("Jobs", "work", "Europe/Berlin")
    assert changed["updated_at"] == "2026-03-02T10:00:00Z"
    changed = (
        await ida.call(
            "update_calendar", kal_id=kal, **SAME, description="Lessons", slug="lessons", settings={"week_start": 0}
        )
    )["calendar"]
    assert (changed["description"], changed["slug"]) == ("Lessons", "lessons")
    assert changed["settings"] == {"blocks_time": True, "week_start": 0, "show_busy": True}
    changed = (await ida.call("update_calendar", kal_id=kal, **SAME, settings={"show_busy": False}))["calendar"]
    assert changed["settings"] == {"blocks_time": True, "week_start": 0, "show_busy": False}
    assert changed == await shown(ida, kal)


async def test_it_is_charged_as_a_change(hall, ida):
    kal = await made_calendar(ida)
    changed = await ida.call("update_calendar", kal_id=kal, **SAME)
    assert changed["charge"]["amount"] == "0.001000"


async def test_empty_values_clear_and_null_does_not(hall, ida):
    kal = await made_calendar(ida, description="Jobs", timezone="Europe/Berlin")
    kept = await ida.call("update_calendar", kal_id=kal, **SAME, description=None, timezone=None, files=None)
    assert (kept["calendar"]["description"], kept["calendar"]["timezone"]) == ("Jobs", "Europe/Berlin")
    cleared = await ida.call("update_calendar", kal_id=kal, **SAME, description="", clear=["timezone"])
    assert "description" not in cleared["calendar"]
    assert cleared["calendar"]["timezone"] == "UTC"


async def test_another_zone_moves_neither_events_nor_schedules(hall, ida, bob):
    kal = await made_calendar(ida, timezone="Europe/Berlin")
    schedule = await publish(ida, kal_id=kal)
    event = await appointment(hall, ida, "2026-03-28T23:30:00Z", kal_id=kal, timezone="Europe/Berlin")
    booked = await book(bob, schedule, "2026-03-03T08:00:00Z")
    before = hall.sql("SELECT id, start_at, end_at, wall_start, timezone FROM events ORDER BY id")
    free = await slots(bob, schedule, "2026-03-29")
    await ida.call("update_calendar", kal_id=kal, **SAME, timezone="America/New_York")
    assert hall.sql("SELECT id, start_at, end_at, wall_start, timezone FROM events ORDER BY id") == before
    assert hall.sql("SELECT timezone FROM schedules WHERE id = ?", schedule) == [("Europe/Berlin",)]
    assert await slots(bob, schedule, "2026-03-29") == free
    page = await ida.call("get_calendar", kal_id=kal, start="2026-03-03T00:00:00Z", end="2026-03-30T00:00:00Z")
    assert [(row["id"], row["start"]) for row in page["events"]] == [
        (booked, "2026-03-03T03:00:00-05:00"),
        (event, "2026-03-28T19:30:00-04:00"),
    ]
    later = await publish(ida, kal_id=kal)
    assert hall.sql("SELECT timezone FROM schedules WHERE id = ?", later) == [("America/New_York",)]


async def test_private_hides_the_booking_page_at_once_and_bookings_stay(hall, ida, bob):
    kal = await made_calendar(ida)
    schedule = await publish(ida, kal_id=kal)
    event = await book(bob, schedule, "2026-03-03T09:00:00Z")
    assert (await hall.nobody().call("get_booking_page", kal_id=kal))["slots"]
    await ida.call("update_calendar", kal_id=kal, label="Work", private=True)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_booking_page", kal_id=kal)
    assert no.value.status == 404
    assert (await bob.call("get_event", event_id=event))["event"]["status_id"] == 200


async def test_a_slug_of_another_calendar_is_refused_with_a_free_one(hall, ida):
    await made_calendar(ida, "Client work")
    kal = await made_calendar(ida)
    with pytest.raises(Refused) as no:
        await ida.call("update_calendar", kal_id=kal, **SAME, slug="client-work")
    assert (no.value.code, no.value.details["free"]) == ("slug_taken", "client-work-2")
    assert (await ida.call("update_calendar", kal_id=kal, **SAME, slug="work"))["calendar"]["slug"] == "work"


async def test_a_public_calendar_has_an_address_of_its_owner(hall, ida):
    kal = await made_calendar(ida, private=True)
    assert "owner_slug" not in await shown(ida, kal)
    changed = (await ida.call("update_calendar", kal_id=kal, **SAME))["calendar"]
    page = await hall.nobody().call("get_booking_page", owner_slug=changed["owner_slug"], slug=changed["slug"])
    assert page["calendar"]["id"] == kal


async def test_files_are_replaced_and_let_go(hall, ida):
    first, second = [
        file["id"]
        for file in (await ida.call("upload_files", job=[sent(PDF, "a.pdf"), sent(PDF + b"b", "b.pdf")]))["files"]
    ]
    kal = await made_calendar(ida, files=[first])
    changed = await ida.call("update_calendar", kal_id=kal, **SAME, files=[second])
    assert changed["calendar"]["files"] == [second]
    held = dict(hall.sql("SELECT id, attached_to FROM files"))
    assert (held[first], held[second]) == (None, f"calendar:{kal}")
    assert (await ida.call("update_calendar", kal_id=kal, **SAME, files=[]))["calendar"]["files"] == []
    with pytest.raises(Refused) as no:
        await ida.call("update_calendar", kal_id=kal, **SAME, files=[987_654])
    assert no.value.fields == {"files": "you have no file 987654"}


class TestMainCalendar:
    async def test_making_another_one_the_main_one_leaves_exactly_one(self, hall, ida, bob):
        kal, old = await made_calendar(ida), calendar_of(hall, ida)
        changed = await ida.call("update_calendar", kal_id=kal, **SAME, is_default=True)
        assert changed["calendar"]["is_default"] is True
        mine = "SELECT id FROM calendars WHERE owner_id = ? AND is_default = 1 AND owner_type = 'person'"
        assert hall.sql(mine, ida.id) == [(kal,)]
        assert calendar_of(hall, ida) == kal
        assert hall.sql(mine, bob.id) == [(calendar_of(hall, bob),)]
        assert (await ida.call("get_default_calendar"))["calendar"]["id"] == kal
        assert (await shown(ida, old))["is_default"] is False
        again = await ida.call("update_calendar", kal_id=kal, **SAME, is_default=True)
        assert again["calendar"]["is_default"] is True

    async def test_it_cannot_stop_being_the_main_one_by_itself(self, hall, ida):
        with pytest.raises(Refused) as no:
            await ida.call("update_calendar", kal_id=calendar_of(hall, ida), **SAME, is_default=False)
        assert "make another one the main one" in no.value.fields["is_default"]
        kal = await made_calendar(ida)
        assert (await ida.call("update_calendar", kal_id=kal, **SAME, is_default=False))["calendar"][
            "is_default"
        ] is False

    async def test_a_contracts_and_an_imported_calendar_cannot_be_it(self, hall, ida):
        _, kal = await new_contract(hall, ida)
        outside = await imported_calendar(hall, ida)
        for id, same, state in ((kal, {"label": "Build"}, "contract"), (outside, {"label": "Google"}, "external")):
            with pytest.raises(Refused) as no:
                await ida.call("update_calendar", kal_id=id, private=True, **same, is_default=True)
            assert (no.value.code, no.value.details["state"]) == ("wrong_state", state)
        assert hall.sql("SELECT id FROM calendars WHERE owner_id = ? AND is_default = 1", ida.id) == [
            (calendar_of(hall, ida),)
        ]


class TestOfAContract:
    async def test_it_is_never_opened_to_the_public(self, hall, ida, bob):
        contract, kal = await new_contract(hall, ida)
        with pytest.raises(Refused) as no:
            await ida.call("update_calendar", kal_id=kal, label="Plan", private=False)
        assert no.value.fields["private"].startswith(
            f"must be true: calendar {kal} 'Build' belongs to contract {contract}"
        )
        assert hall.sql("SELECT label, private FROM calendars WHERE id = ?", kal) == [("Build", 1)]

    async def test_one_that_was_open_is_shown_to_its_people_alone(self, hall, ida, bob):
        contract, kal = await new_contract(hall, ida)
        event = await appointment(hall, ida, "2026-03-03T09:00:00Z", kal_id=kal, contract_id=contract)
        loose = await appointment(hall, ida, "2026-03-03T09:00:00Z", kal_id=kal)
        await write(hall, "UPDATE calendars SET private = 0 WHERE id = :id", id=kal)
        for name, given in (
            ("get_calendar", {"kal_id": kal}),
            ("get_booking_page", {"kal_id": kal}),
            ("list_schedules", {"kal_id": kal}),
            ("get_event", {"event_id": event}),
            ("get_event", {"event_id": loose}),
        ):
            with pytest.raises(Refused) as no:
                await bob.call(name, **given)
            assert no.value.status == 404
        assert (await shown(ida, kal))["label"] == "Build"


class TestWhoMay:
    async def test_only_its_owner(self, hall, ida, bob):
        public, hidden = await made_calendar(ida), await made_calendar(ida, "Home", private=True)
        for kal, status in ((public, 403), (hidden, 404), (987_654, 404)):
            with pytest.raises(Refused) as no:
                await bob.call("update_calendar", kal_id=kal, label="Mine", private=False)
            assert no.value.status == status
        assert (await shown(ida, public))["label"] == "Work"

    async def test_of_a_contracts_calendar_whoever_has_write_level_5_there(self, hall, ida, bob):
        contract, kal = await new_contract(hall, ida)
        await member_of(hall, contract, bob, read=5, write=4)
        with pytest.raises(Refused) as no:
            await bob.call("update_calendar", kal_id=kal, label="Plan", private=True)
        assert no.value.status == 403
        assert "needs write level 5 there; yours is 4" in no.value.text
        await member_of(hall, contract, bob, read=5, write=5)
        changed = await bob.call("update_calendar", kal_id=kal, label="Plan", private=True)
        assert changed["calendar"]["label"] == "Plan"
        await write(hall, "UPDATE contracts SET deleted_at = :at WHERE id = :id", at=LONG_AGO, id=contract)
        with pytest.raises(Refused) as no:
            await ida.call("update_calendar", kal_id=kal, label="Archive", private=True)
        assert no.value.status == 403

    async def test_a_deleted_one_says_since_when_to_its_owner_alone(self, hall, ida, bob):
        kal = await made_calendar(ida)
        await ida.call("delete_calendar", kal_id=kal)
        with pytest.raises(Refused) as no:
            await ida.call("update_calendar", kal_id=kal, **SAME)
        assert "was deleted already, at 2026-03-02T09:00:00Z" in no.value.text
        with pytest.raises(Refused) as no:
            await bob.call("update_calendar", kal_id=kal, **SAME)
        assert no.value.status == 404


class TestImported:
    async def test_its_name_and_whether_it_blocks_time_can_be_changed(self, hall, ida):
        kal = await imported_calendar(hall, ida)
        changed = await ida.call(
            "update_calendar", kal_id=kal, label="Outside", private=True, settings={"blocks_time": False}
        )
        assert (changed["calendar"]["label"], changed["calendar"]["settings"]["blocks_time"]) == ("Outside", False)

    async def test_all_else_comes_from_outside(self, hall, ida):
        kal = await imported_calendar(hall, ida)
        with pytest.raises(Refused) as no:
            await ida.call(
                "update_calendar", kal_id=kal, label="Google", private=False, timezone="Asia/Tokyo",
                settings={"week_start": 0},
            )  # fmt: skip
        assert (no.value.code, no.value.details["state"]) == ("wrong_state", "external")
        assert "not private, timezone, settings.week_start" in no.value.text
        assert hall.sql("SELECT private, timezone, settings FROM calendars WHERE id = ?", kal) == [(1, "UTC", "{}")]
