"""Looking at schedules, and finding the next slot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.bookable import add_session, offer, write
from tests.tools.scheduling.cast import calendar_of
from tests.tools.scheduling.schedule_world import agree, open_from, publish, slots


class TestLooking:
    async def test_own_schedules_come_newest_first_with_the_next_free_slot(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test", credit="1 USDT")
        first = await publish(ann)
        hall.clock.advance(hours=1)
        second = await publish(ann, type_id=3, end="2026-03-02T11:00:00Z")
        await publish(bob)
        listed = await ann.call("list_schedules")
        assert [(row["id"], row["role_id"], row["next_free_slot"]) for row in listed["schedules"]] == [
            (second, 1, "2026-03-02T10:00:00Z"),
            (first, 1, "2026-03-02T10:00:00Z"),
        ]
        hall.clock.advance(hours=1)
        assert [row["id"] for row in (await ann.call("list_schedules", status="ended"))["schedules"]] == [second]
        assert [row["id"] for row in (await ann.call("list_schedules"))["schedules"]] == [first]
        assert (await ann.call("list_schedules", type_id=2))["total"] == 0

    async def test_a_public_calendar_of_others_shows_its_public_schedules(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test", credit="1 USDT")
        public, _ = await publish(ann), await publish(ann, private=True)
        (kal_id,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", ann.id)[0]
        with pytest.raises(Refused):
            await bob.call("list_schedules", kal_id=kal_id)
        await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, private=0))
        assert [row["id"] for row in (await bob.call("list_schedules", kal_id=kal_id))["schedules"]] == [public]
        assert (await ann.call("list_schedules", kal_id=kal_id))["total"] == 2

    async def test_strangers_see_slots_but_neither_rules_nor_users(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, slug="lessons")
        for shown in (
            await hall.nobody().call("get_schedule", schedule_id=schedule_id),
            await hall.nobody().call("get_schedule", owner_slug="ann", slug="lessons"),
        ):
            assert shown["slots"][0]["start"] == "2026-03-02T10:00:00Z"
            assert not {"settings", "users", "version", "kal_id"} & set(shown["schedule"])
        assert "settings" in (await ann.call("get_schedule", schedule_id=schedule_id))["schedule"]

    async def test_a_private_schedule_is_like_none_at_all(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test")
        private = await publish(ann, private=True)
        for tool in ("get_schedule", "find_next_slot"):
            for caller in (bob, hall.nobody()):
                said = []
                for id in (private, 999):
                    with pytest.raises(Refused) as refused:
                        await caller.call(tool, schedule_id=id)
                    said.append((refused.value.code, refused.value.text.replace(str(id), "X")))
                assert len(set(said)) == 1
        await ann.call("add_schedule_users", schedule_id=private, users=[{"user_id": bob.id, "role_id": 6}])
        await agree(private, bob)
        assert (await bob.call("get_schedule", schedule_id=private))["schedule"]["settings"]["rules"]

    async def test_times_are_shown_in_the_zone_asked_for(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann)
        shown = await ann.call("get_schedule", schedule_id=schedule_id, timezone="Asia/Kolkata", limit=1)
        assert shown["slots"][0]["start"] == "2026-03-02T14:30:00+05:30"
        assert shown["slots"][0]["timezone"] == "Asia/Kolkata"

    async def test_pages_of_slots_neither_skip_nor_repeat(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann)
        whole = await ann.call("get_schedule", schedule_id=schedule_id, limit=100)
        seen, cursor = [], {}
        for _ in range(20):
            part = await ann.call("get_schedule", schedule_id=schedule_id, limit=7, **cursor)
            seen += part["slots"]
            if "next_cursor" not in part:
                break
            cursor = {"cursor": part["next_cursor"]}
        assert seen == whole["slots"]
        assert len(seen) == 42

    @pytest.mark.parametrize(
        ("asked", "field", "says"),
        [
            ({"end": "2026-06-30T00:00:00Z"}, "end", "at most 62 days"),
            ({"start": "2026-03-03T00:00:00Z", "end": "2026-03-03T00:00:00Z"}, "end", "must be after"),
            ({"duration": 30}, "duration", "offers 60, 90 minutes"),
        ],
    )
    async def test_what_is_asked_amiss_is_explained(self, hall: Hall, asked, field, says) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "12:00", durations=[90]))
        with pytest.raises(Refused) as refused:
            await ann.call("get_schedule", schedule_id=schedule_id, **asked)
        assert says in refused.value.fields[field]


class TestNextSlot:
    async def test_the_earliest_one_on_wanted_days_and_hours(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann)
        nobody = hall.nobody()
        first = await nobody.call("find_next_slot", schedule_id=schedule_id)
        assert first["slot"]["start"] == "2026-03-02T10:00:00Z"
        assert "slots" not in first
        wanted = {"after": "2026-03-02T10:00:01Z", "days": [0, 3], "from_time": "09:30", "to_time": "10:30", "count": 3}
        later = await nobody.call("find_next_slot", schedule_id=schedule_id, **wanted)
        assert [slot["start"][5:16] for slot in later["slots"]] == ["03-04T10:00", "03-08T10:00", "03-11T10:00"]
        assert later["searched_until"] == "2026-05-02T00:00:00Z"

    async def test_days_and_hours_are_read_in_the_zone_asked_for(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("20:00", "21:00"))
        found = await ann.call(
            "find_next_slot", schedule_id=schedule_id, timezone="Asia/Tokyo", days=[3], from_time="05:00"
        )
        assert found["slot"]["start"] == "2026-03-04T05:00:00+09:00"

    @pytest.mark.parametrize(
        ("settings", "given", "asked", "reason"),
        [
            ({}, {}, {}, "no_rules"),
            (open_from("09:00", "09:30"), {}, {}, "window_closed"),
            (open_from("09:00", "12:00"), {"end": "2026-03-02T09:30:00Z"}, {"after": "2026-03-03T00:00:00Z"}, "ended"),
            (open_from("09:00", "10:00"), {}, {"seats": 4}, "too_many_seats"),
            (open_from("09:00", "10:00", max_days_ahead=7), {}, {"after": "2026-03-20T00:00:00Z"}, "too_far_ahead"),
        ],
    )
    async def test_without_a_slot_it_says_why(self, hall: Hall, settings, given, asked, reason) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, settings, **given)
        found = await ann.call("find_next_slot", schedule_id=schedule_id, **asked)
        assert "slot" not in found
        assert found["reason"] == reason

    @pytest.mark.parametrize(
        "asked",
        [
            {"days": [0]},
            {"days": [0, 6]},
            {"from_time": "17:00"},
            {"to_time": "08:59"},
            {"days": [1], "from_time": "16:30"},
            {"days": [3], "from_time": "09:00", "to_time": "11:59", "timezone": "Asia/Tokyo"},
        ],
    )
    async def test_what_lies_outside_the_open_hours_is_closed_not_full_and_it_says_when_it_is_open(
        self, hall: Hall, asked
    ) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "17:00", [1, 2, 4, 5]))
        found = await hall.nobody().call("find_next_slot", schedule_id=schedule_id, **asked)
        assert found["reason"] == "window_closed"
        assert found["open"] == {"timezone": "UTC", "hours": ["mon,tue,thu,fri 09:00-17:00"]}

    async def test_open_hours_that_are_all_taken_are_full(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "10:00", [1], max_days_ahead=7))
        bob = await hall.person("bob@work.test", credit="1 USDT")
        await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-09T09:00:00Z")
        wanted = {"days": [1], "after": "2026-03-03T00:00:00Z", "duration": 60}
        found = await hall.nobody().call("find_next_slot", schedule_id=schedule_id, **wanted)
        assert (found["reason"], "open" in found) == ("full", False)

    async def test_what_no_other_moment_would_change_is_said(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "10:00", max_days_ahead=7))
        many = await ann.call("find_next_slot", schedule_id=schedule_id, seats=4)
        assert many["warnings"] == ["seats: a slot of this schedule has 1 place, fewer than 4."]
        far = await ann.call("find_next_slot", schedule_id=schedule_id, after="2026-03-20T00:00:00Z")
        assert far["warnings"] == [f"after: it can be booked only until {far['searched_until']}, 7 days ahead."]

    async def test_exceptions_that_close_the_days_are_named(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        away = {"from": "2026-03-01", "until": "2026-12-31", "windows": [], "label": "Away"}
        last_year = {"date": "2025-12-24", "windows": []}
        schedule_id = await publish(ann, open_from("09:00", "10:00", exceptions=[away, last_year]))
        found = await hall.nobody().call("find_next_slot", schedule_id=schedule_id)
        assert (found["reason"], found["closed"]) == ("closed_by_exceptions", ["2026-03-01..2026-12-31 closed"])
        assert "open" not in found

    async def test_a_moment_at_which_no_slot_begins_is_answered_with_the_starts_next_to_it(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "13:00", pause=15))
        nobody = hall.nobody()

        async def around(after: str) -> list[str]:
            found = await nobody.call("find_next_slot", schedule_id=schedule_id, after=f"2026-03-03T{after}:00Z")
            return [start[11:16] for start in found.get("starts_around", [])]

        assert await around("10:00") == ["09:00", "10:15"]
        assert await around("12:45") == ["11:30", "09:00"]
        assert await around("10:15") == await around("03:00") == []

    async def test_hours_of_the_day_come_in_order(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann)
        with pytest.raises(Refused) as refused:
            await ann.call("find_next_slot", schedule_id=schedule_id, from_time="12:00", to_time="09:00")
        assert "to_time" in refused.value.fields


class TestVectors:
    async def test_a_grid_with_a_pause(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test", credit="1 USDT")
        schedule_id = await publish(ann, open_from("09:00", "13:00", pause=15))
        assert await slots(bob, schedule_id, "2026-03-03") == ["09:00", "10:15", "11:30"]
        await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T10:15:00Z")
        assert await slots(bob, schedule_id, "2026-03-03") == ["09:00", "11:30"]
        with pytest.raises(Refused) as refused:
            await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T10:00:00Z")
        assert refused.value.details["starts_around"] == ["2026-03-03T09:00:00Z", "2026-03-03T10:15:00Z"]
        assert [slot["start"][5:16] for slot in refused.value.details["next_slots"]] == [
            "03-03T11:30",
            "03-04T09:00",
            "03-04T10:15",
        ]

    async def test_clock_changes(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        settings = open_from("01:00", "04:00", max_days_ahead=365)
        schedule_id = await publish(ann, settings, duration=30, timezone="Europe/Berlin")
        counts = {}
        for day in ("2026-03-28", "2026-03-29", "2026-10-25"):
            answer = await ann.call(
                "get_schedule", schedule_id=schedule_id, start=f"{day}T00:00:00+01:00", end=f"{day}T12:00:00+01:00"
            )
            counts[day] = len([slot for slot in answer["slots"] if slot["start"].startswith(day)])
        assert counts == {"2026-03-28": 6, "2026-03-29": 4, "2026-10-25": 8}

    async def test_exceptions(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        settings = open_from(
            "09:00",
            "12:00",
            [1],
            exceptions=[
                {"date": "2026-03-09", "windows": [{"start": "14:00", "end": "15:00"}]},
                {"date": "2026-03-16", "windows": []},
            ],
        )
        schedule_id = await publish(ann, settings)
        offered = {day: await slots(ann, schedule_id, f"2026-03-{day}") for day in ("02", "09", "16", "23")}
        usual = ["09:00", "10:00", "11:00"]
        assert offered == {"02": usual, "09": ["14:00"], "16": [], "23": usual}


async def test_full_slots_are_shown_to_who_asks_for_them_and_whether_one_can_wait(hall, eva, ann):
    hall.clock.set(datetime(2026, 3, 4, 8, 45, tzinfo=UTC))
    schedule = await offer(hall, eva, msp=2, max_per_day=4, step=60)
    session = await add_session(
        hall, schedule, "2026-03-04T20:00:00.000Z", "2026-03-04T22:00:00.000Z", capacity=1, price="5.00"
    )
    for hour, seats in ((9, 2), (10, 2), (11, 1)):
        await ann.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour:02}:00:00Z", seats=seats)
    await ann.call("book_schedule", schedule_id=schedule, event_id=session)
    day = {"schedule_id": schedule, "start": "2026-03-04T00:00:00Z", "end": "2026-03-05T00:00:00Z"}
    shown = (await ann.call("get_schedule", **day, include_full=True))["slots"]
    said = [(slot["start"][11:13], slot["seats_left"], slot.get("waiting_open")) for slot in shown]
    # The day is full of its four bookings: the other hours are offered no more, and waiting for them is no use.
    assert said == [("09", 0, False), ("10", 0, True), ("11", 1, None), ("20", 0, True)]
    assert [slot["start"][11:13] for slot in (await ann.call("get_schedule", **day))["slots"]] == ["11"]
    from_nine = {"schedule_id": schedule, "after": "2026-03-04T08:45:00Z", "count": 3}
    either = (await ann.call("find_next_slot", **from_nine, include_full=True))["slots"]
    assert [(slot["start"][11:13], slot.get("waiting_open")) for slot in either] == [
        ("09", False),
        ("10", True),
        ("11", None),
    ]
    assert (await ann.call("find_next_slot", **from_nine))["slot"]["start"][11:13] == "11"
    page = {"kal_id": calendar_of(hall, eva), "start": day["start"], "end": day["end"]}
    await write(hall, "UPDATE calendars SET private = 0")
    open_page = (await ann.call("get_booking_page", **page, include_full=True))["slots"]
    assert [(slot["start"][11:13], slot.get("waiting_open")) for slot in open_page] == [
        (start, waits) for start, _, waits in said
    ]
    assert [slot["start"][11:13] for slot in (await ann.call("get_booking_page", **page))["slots"]] == ["11"]
    two = (await ann.call("get_schedule", **day, include_full=True, seats=2))["slots"]
    assert [(slot["start"][11:13], slot["seats_left"]) for slot in two] == [("09", 0), ("10", 0), ("11", 1), ("20", 0)]
