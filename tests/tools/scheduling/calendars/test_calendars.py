"""One's own calendars: made, listed, looked at."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.cast import appointment, calendar_of
from tests.tools.scheduling.schedule_world import agree, publish

LONG_AGO = "2026-01-01T00:00:00.000Z"


async def test_a_calendar_is_made_with_an_address_of_its_own(hall, ida):
    made = await ida.call(
        "create_calendar", label="Client work!", private=False, timezone="Europe/Berlin", description="Jobs"
    )
    calendar = made["calendar"]
    assert (calendar["slug"], calendar["timezone"], calendar["is_default"]) == ("client-work", "Europe/Berlin", False)
    assert calendar["settings"] == {"blocks_time": True, "week_start": 1, "show_busy": True}
    assert made["charge"]["amount"] == "0.020000"
    again = await ida.call("create_calendar", label="Client work", private=True)
    assert again["calendar"]["slug"] == "client-work-2"
    assert (await ida.call("create_calendar", label="日記", private=True))["calendar"]["slug"] == "calendar"


async def test_a_slug_given_twice_is_refused_with_a_free_one(hall, ida):
    await ida.call("create_calendar", label="A", private=False, slug="work")
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar", label="B", private=False, slug="work")
    assert (refused.value.code, refused.value.details["free"]) == ("slug_taken", "work-2")
    assert hall.sql("SELECT count(*) FROM calendars") == [(2,)]


async def test_unknown_zones_name_a_near_one(hall, ida):
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar", label="A", private=False, timezone="Europe/Berln")
    assert "Europe/Berlin" in refused.value.fields["timezone"]


async def test_there_are_at_most_fifty(hall, ida):
    columns = {"owner_type": "person", "owner_id": ida.id, "label": "x", "created_at": LONG_AGO, "updated_at": LONG_AGO}

    def fill(tx):
        for number in range(49):
            tx.insert("calendars", **columns, slug=f"c-{number}")

    await hall.app.database.write(fill)
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar", label="One more", private=True)
    assert refused.value.code == "too_many_calendars"


async def test_own_and_shared_calendars_are_listed_the_default_first(hall, ida, bob):
    made = await ida.call("create_calendar", label="Work", private=False)
    schedule_id = await publish(ida, kal_id=made["calendar"]["id"])
    await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
    listed = await ida.call("list_calendars")
    shown = ("label", "is_default", "schedules_count", "upcoming_events_count")
    assert [tuple(row[name] for name in shown) for row in listed["calendars"]] == [
        ("My calendar", True, 0, 0),
        ("Work", False, 1, 1),
    ]
    assert [row["label"] for row in (await ida.call("list_calendars", private=False))["calendars"]] == ["Work"]
    assert (await bob.call("list_calendars"))["total"] == 1
    await ida.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 3}])
    await agree(schedule_id, bob)
    shared = (await bob.call("list_calendars"))["calendars"]
    assert [(row["label"], row["shared"]) for row in shared] == [("My calendar", False), ("Work", True)]
    assert "upcoming_events_count" not in shared[1]


class TestDefaultCalendar:
    async def test_it_shows_what_overlaps_the_period_in_order(self, hall, ida):
        before = await appointment(hall, ida, "2026-03-02T22:00:00Z", end_at="2026-03-03T00:00:00.000Z")
        into = await appointment(hall, ida, "2026-03-02T23:30:00Z")
        task = await appointment(hall, ida, None, type_id=2, kind="task", date="2026-03-03", label="Call back")
        inside = await appointment(hall, ida, "2026-03-03T12:00:00Z", status_id=444)
        after = await appointment(hall, ida, "2026-03-04T00:00:00Z")
        period = {"start": "2026-03-03T00:00:00Z", "end": "2026-03-04T00:00:00Z"}
        shown = await ida.call("get_default_calendar", **period)
        assert [row["id"] for row in shown["events"]] == [into, task, inside]
        assert not {before, after} & {row["id"] for row in shown["events"]}
        assert (shown["events"][2]["status"], shown["total"]) == ("cancelled", 3)
        first = await ida.call("get_default_calendar", **period, limit=2)
        rest = await ida.call("get_default_calendar", **period, limit=2, cursor=first["next_cursor"])
        assert first["events"] + rest["events"] == shown["events"]

    async def test_a_month_from_today_in_the_zone_of_the_calendar(self, hall, ida):
        kal_id = calendar_of(hall, ida)
        await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, timezone="Asia/Tokyo"))
        today = await appointment(hall, ida, "2026-03-01T15:00:00Z")
        await appointment(hall, ida, "2026-03-01T13:00:00Z")
        await appointment(hall, ida, "2026-04-01T15:00:00Z")
        shown = await ida.call("get_default_calendar")
        assert [row["id"] for row in shown["events"]] == [today]
        assert shown["events"][0]["start"] == "2026-03-02T00:00:00+09:00"

    async def test_lapsed_holds_are_shown_as_gone(self, hall, ida):
        await appointment(hall, ida, "2026-03-03T12:00:00Z", status_id=100, hold_until="2026-03-02T08:59:00.000Z")
        assert (await ida.call("get_default_calendar"))["events"][0]["status_id"] == 444

    async def test_schedules_and_free_slots_come_with_it(self, hall, ida):
        schedule_id = await publish(ida, price="60.00", currency="EUR")
        await publish(ida, type_id=2)
        shown = await ida.call(
            "get_default_calendar", start="2026-03-03T00:00:00Z", end="2026-03-04T00:00:00Z", include_slots=True
        )
        assert [(row["type_id"], row.get("price")) for row in shown["schedules"]] == [(1, "60.00"), (2, None)]
        assert [slot["start"][11:16] for slot in shown["slots"]] == ["09:00", "10:00", "11:00"]
        assert {slot["schedule_id"] for slot in shown["slots"]} == {schedule_id}
        assert "slots" not in await ida.call("get_default_calendar")

    async def test_it_is_made_on_first_use(self, hall, ida):
        await hall.app.database.write(lambda tx: tx.run("UPDATE calendars SET deleted_at = :at", at=LONG_AGO))
        shown = await ida.call("get_default_calendar")
        assert shown["calendar"]["is_default"] is True
        assert (await ida.call("get_default_calendar"))["calendar"]["id"] == shown["calendar"]["id"]

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ({"start": "2026-03-03T00:00:00Z", "end": "2026-03-03T00:00:00Z"}, "must be after start"),
            ({"start": "2026-03-03T00:00:00Z", "end": "2027-03-05T00:00:00Z"}, "at most 366 days"),
            ({"end": "2026-06-03T00:00:00Z", "include_slots": True}, "at most 62 days"),
        ],
    )
    async def test_ranges_have_bounds(self, hall, ida, asked, says):
        with pytest.raises(Refused) as refused:
            await ida.call("get_default_calendar", **asked)
        assert says in refused.value.fields["end"]
