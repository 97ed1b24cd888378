"""Calendars in a period: the main one, and any one may see, with as much of it as one may see."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import write
from tests.tools.scheduling.calendars.calendar_world import made_calendar, member_of, new_contract
from tests.tools.scheduling.cast import LONG_AGO, appointment, calendar_of
from tests.tools.scheduling.schedule_world import agree, publish

DAY = {"start": "2026-03-03T00:00:00Z", "end": "2026-03-04T00:00:00Z"}


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


class TestAnyCalendar:
    async def test_its_owner_sees_everything_that_overlaps_the_period(self, hall, ida):
        kal = await made_calendar(ida, timezone="Asia/Tokyo")
        into = await appointment(hall, ida, "2026-03-02T23:30:00Z", kal_id=kal, private=1)
        task = await appointment(hall, ida, None, kal_id=kal, type_id=2, kind="task", date="2026-03-03")
        called_off = await appointment(hall, ida, "2026-03-03T12:00:00Z", kal_id=kal, status_id=444)
        await appointment(hall, ida, "2026-03-04T00:00:00Z", kal_id=kal)
        await appointment(hall, ida, "2026-03-03T12:00:00Z")
        schedule = await publish(ida, kal_id=kal, price="60.00", currency="EUR", private=True)
        shown = await ida.call("get_calendar", kal_id=kal, **DAY)
        assert [row["id"] for row in shown["events"]] == [into, task, called_off]
        assert {row["view"] for row in shown["events"]} == {"full"}
        assert shown["events"][0]["start"] == "2026-03-03T08:30:00+09:00"
        assert [row["id"] for row in shown["schedules"]] == [schedule]
        assert shown["calendar"]["settings"]["show_busy"] is True
        first = await ida.call("get_calendar", kal_id=kal, **DAY, limit=2)
        rest = await ida.call("get_calendar", kal_id=kal, **DAY, limit=2, cursor=first["next_cursor"])
        assert (first["events"] + rest["events"], first["total"]) == (shown["events"], 3)

    async def test_today_begins_where_the_calendar_is_and_a_month_is_shown(self, hall, ida):
        kal = await made_calendar(ida, timezone="Asia/Tokyo")
        today = await appointment(hall, ida, "2026-03-01T15:00:00Z", kal_id=kal)
        await appointment(hall, ida, "2026-03-01T13:00:00Z", kal_id=kal)
        last = await appointment(hall, ida, "2026-04-01T14:30:00Z", kal_id=kal)
        await appointment(hall, ida, "2026-04-01T15:00:00Z", kal_id=kal)
        assert [row["id"] for row in (await ida.call("get_calendar", kal_id=kal))["events"]] == [today, last]

    async def test_a_mere_day_is_one_of_the_calendar(self, hall, ida):
        kal = await made_calendar(ida, timezone="America/Chicago")
        await appointment(hall, ida, "2026-04-01T04:00:00Z", kal_id=kal, label="Late on the day before")
        on_the_day = await appointment(hall, ida, "2026-04-01T06:00:00Z", kal_id=kal)
        shown = await ida.call("get_calendar", kal_id=kal, start="2026-04-01", end="2026-04-02")
        assert [row["id"] for row in shown["events"]] == [on_the_day]
        assert shown["warnings"][0].endswith("was read as 2026-04-01T00:00:00-05:00, by the clocks of America/Chicago.")
        with pytest.raises(Refused) as no:
            await ida.call("get_calendar", kal_id=str(kal), start="2026-04-01T09:00")
        assert no.value.fields["start"].endswith("if it is meant in America/Chicago")

    async def test_a_type_and_the_state_of_this_moment_are_asked_for(self, hall, ida):
        kal = await made_calendar(ida)
        lapsed = await appointment(
            hall, ida, "2026-03-03T09:00:00Z", kal_id=kal, status_id=100, hold_until="2026-03-02T08:59:00.000Z"
        )
        cancelled = await appointment(hall, ida, "2026-03-03T10:00:00Z", kal_id=kal, status_id=444)
        over = await appointment(hall, ida, "2026-03-02T07:00:00Z", kal_id=kal)
        ahead = await appointment(hall, ida, "2026-03-03T11:00:00Z", kal_id=kal)
        task = await appointment(hall, ida, None, kal_id=kal, type_id=2, date="2026-03-03")

        async def found(**asked):
            return [row["id"] for row in (await ida.call("get_calendar", kal_id=kal, **asked))["events"]]

        assert await found(status_id=444) == [lapsed, cancelled]
        assert await found(status_id=555) == [over]
        assert await found(status_id=200, type_id=1) == [ahead]
        assert await found(status_id=100) == []
        assert await found(type_id=2) == [task]
        for status in (100, 200, 444, 555):
            rows = (await ida.call("get_calendar", kal_id=kal, status_id=status))["events"]
            assert {row["status_id"] for row in rows} <= {status}

    async def test_somebody_else_sees_a_public_calendar_as_busy_blocks(self, hall, ida, bob):
        kal = await made_calendar(ida, description="Lessons")
        taken = await appointment(hall, ida, "2026-03-03T09:00:00Z", kal_id=kal, label="Dentist")
        await appointment(hall, ida, "2026-03-03T10:00:00Z", kal_id=kal, private=1)
        await appointment(hall, ida, "2026-03-03T11:00:00Z", kal_id=kal, status_id=444)
        await appointment(hall, ida, None, kal_id=kal, type_id=2, date="2026-03-03")
        offered = await publish(ida, kal_id=kal)
        await publish(ida, kal_id=kal, private=True)
        shown = await bob.call("get_calendar", kal_id=kal, **DAY)
        assert shown["events"] == [
            {
                "id": taken, "type_id": 1, "type": "appointment", "status_id": 200, "status": "confirmed",
                "start": "2026-03-03T09:00:00Z", "end": "2026-03-03T10:00:00Z", "timezone": "UTC", "view": "busy",
            }
        ]  # fmt: skip
        assert [row["id"] for row in shown["schedules"]] == [offered]
        assert not {"settings", "files", "is_default", "external_id", "contract_id"} & shown["calendar"].keys()
        assert shown["total"] == 1

    async def test_busy_times_are_hidden_when_the_owner_says_so(self, hall, ida, bob):
        kal = await made_calendar(ida)
        await appointment(hall, ida, "2026-03-03T09:00:00Z", kal_id=kal)
        await ida.call("update_calendar", kal_id=kal, label="Work", private=False, settings={"show_busy": False})
        assert (await bob.call("get_calendar", kal_id=kal, **DAY))["events"] == []
        assert len((await ida.call("get_calendar", kal_id=kal, **DAY))["events"]) == 1

    async def test_a_private_calendar_and_none_at_all_are_one_answer(self, hall, ida, bob):
        kal = await made_calendar(ida, private=True)
        said = set()
        for id in (kal, 987_654):
            with pytest.raises(Refused) as no:
                await bob.call("get_calendar", kal_id=id)
            said.add(no.value.text.replace(str(id), "N"))
        assert no.value.status == 404
        assert len(said) == 1

    async def test_who_helps_in_a_schedule_sees_what_their_level_allows(self, hall, ida, bob, ann):
        kal = await made_calendar(ida, private=True)
        own, other = await publish(ida, kal_id=kal), await publish(ida, kal_id=kal, private=True)
        await ida.call("add_schedule_users", schedule_id=own, users=[{"user_id": bob.id, "role_id": 6}])
        await agree(own, bob)
        booked = await ann.call("book_schedule", schedule_id=own, start="2026-03-03T09:00:00Z")
        await ida.call("add_schedule_event", schedule_id=other, label="Staff", start="2026-03-03T13:00:00Z")
        await appointment(hall, ida, "2026-03-03T15:00:00Z", kal_id=kal)
        shown = await bob.call("get_calendar", kal_id=kal, **DAY)
        assert [(row["id"], row["view"]) for row in shown["events"]] == [(booked["event"]["id"], "full")]
        assert [row["id"] for row in shown["schedules"]] == [own]
        await write(hall, "UPDATE schedule_users SET read = 1 WHERE user_id = :id", id=bob.id)
        again = await bob.call("get_calendar", kal_id=kal, **DAY)
        assert [(row["view"], "label" in row) for row in again["events"]] == [("busy", False)]

    async def test_members_see_the_calendar_of_their_contract_as_it_lets_them(self, hall, ida, bob, cid):
        contract, kal = await new_contract(hall, ida)
        common = {"kal_id": kal, "contract_id": contract}
        await appointment(hall, ida, "2026-03-03T09:00:00Z", **common)
        await appointment(hall, ida, "2026-03-03T10:00:00Z", **common, private=1)
        mine = await appointment(hall, bob, "2026-03-03T11:00:00Z", **common)
        with pytest.raises(Refused) as no:
            await bob.call("get_calendar", kal_id=kal)
        assert no.value.status == 404
        for read, views in (
            (0, ["busy", "busy", "full"]),
            (1, ["busy", "busy", "full"]),
            (2, ["full", "busy", "full"]),
            (5, ["full", "full", "full"]),
        ):
            await member_of(hall, contract, bob, read)
            shown = await bob.call("get_calendar", kal_id=kal, **DAY)
            assert [row["view"] for row in shown["events"]] == views
            assert shown["events"][2]["id"] == mine
        assert shown["calendar"]["contract_id"] == contract
        listed = (await bob.call("list_calendars"))["calendars"]
        assert [(row["id"], row["shared"]) for row in listed if row["id"] == kal] == [(kal, True)]

    async def test_it_never_shows_more_or_less_of_an_event_than_the_event_itself(self, hall, ida, bob, ann, cid):
        kal = await made_calendar(ida)
        contract, _ = await new_contract(hall, ida)
        await member_of(hall, contract, cid, read=1)
        schedule = await publish(ida, kal_id=kal)
        await ida.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": bob.id, "role_id": 3}])
        await agree(schedule, bob)
        await ann.call("book_schedule", schedule_id=schedule, start="2026-03-03T09:00:00Z")
        for private in (0, 1):
            for more in (
                {},
                {"contract_id": contract},
                {"owner_id": bob.id},
                {"billable_type": "user", "billable_id": ann.id},
            ):
                await appointment(hall, ida, "2026-03-03T15:00:00Z", **{"kal_id": kal, "private": private, **more})
        ids = [id for (id,) in hall.sql("SELECT id FROM events WHERE kal_id = ? ORDER BY id", kal)]
        assert len(ids) == 9
        for viewer in (ida, bob, ann, cid, await hall.person("eve@else.test")):
            shown = {row["id"]: row["view"] for row in (await viewer.call("get_calendar", kal_id=kal, **DAY))["events"]}
            alone = {}
            for id in ids:
                try:
                    alone[id] = (await viewer.call("get_event", event_id=id))["event"]["view"]
                except Refused as no:
                    assert no.status == 404
            assert shown == alone

    async def test_free_slots_of_all_schedules_come_in_order(self, hall, ida):
        kal = await made_calendar(ida)
        first, second = await publish(ida, kal_id=kal), await publish(ida, kal_id=kal, duration=90)
        await publish(ida, kal_id=kal, type_id=2)
        shown = await ida.call("get_calendar", kal_id=kal, **DAY, include_slots=True)
        assert [(slot["start"][11:16], slot["schedule_id"]) for slot in shown["slots"]] == [
            ("09:00", first), ("09:00", second), ("10:00", first), ("10:30", second), ("11:00", first),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ({"start": "2026-03-03T00:00:00Z", "end": "2026-03-02T00:00:00Z"}, "must be after start"),
            ({"start": "2026-03-03T00:00:00Z", "end": "2027-03-05T00:00:00Z"}, "at most 366 days"),
            (
                {"start": "2026-03-03T00:00:00Z", "end": "2026-05-05T00:00:00Z", "include_slots": True},
                "at most 62 days",
            ),
        ],
    )
    async def test_ranges_have_bounds(self, hall, ida, asked, says):
        with pytest.raises(Refused) as no:
            await ida.call("get_calendar", kal_id=calendar_of(hall, ida), **asked)
        assert says in no.value.fields["end"]
