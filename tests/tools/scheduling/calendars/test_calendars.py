"""One's own calendars: made, and listed."""

from __future__ import annotations

import pytest

from tests.hall import Refused
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
    assert refused.value.step("create_calendar") == {"label": "B", "private": False, "slug": "work-2"}
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
