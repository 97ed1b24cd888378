"""What stands in a feed, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from server.calls.auth import maker_by_id
from store.contracts.contracts import insert_contract, put_user
from store.database import Transaction
from store.scheduling.feeds import feed_by_secret
from store.secrets import hash_secret
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import appointment, book, calendar_of, guest_booked
from tests.tools.scheduling.feeds.reading import events_in, name_address, secret_of
from tests.tools.scheduling.schedule_world import agree, open_from, publish
from tools.scheduling.feeds import content
from tools.scheduling.feeds.content import page_of

TUESDAY = "2026-03-03T12:00:00Z"


@pytest.fixture(autouse=True)
async def reachable(hall: Hall) -> None:
    await name_address(hall)


async def body_of(hall: Hall, caller: TestCaller, **given: Any) -> bytes:
    """A feed that is made and read."""
    secret = secret_of(await caller.call("create_calendar_feed", **given))

    def read(tx: Transaction) -> bytes | None:
        feed = feed_by_secret(tx, hash_secret(secret))
        maker = maker_by_id(tx, caller.kind, caller.id)
        assert feed is not None
        assert maker is not None
        page = page_of(replace(hall.app.parts.own_call(tx, "calendar_feed"), caller=maker), feed)
        return None if page is None else page.body

    body = await hall.app.database.read(read)
    assert body is not None
    return body


async def shown(hall: Hall, caller: TestCaller, **given: Any) -> list[Any]:
    return events_in(await body_of(hall, caller, **given))


def told(event: Any) -> tuple[str, str, str]:
    return str(event["SUMMARY"]), str(event["STATUS"]), str(event["TRANSP"])


class TestCalendars:
    @pytest.mark.parametrize(
        ("status_id", "status", "transp"),
        [
            (100, "TENTATIVE", "OPAQUE"),
            (200, "CONFIRMED", "OPAQUE"),
            (400, "CANCELLED", "TRANSPARENT"),
            (444, "CANCELLED", "TRANSPARENT"),
            (555, "CONFIRMED", "OPAQUE"),
            (777, "CONFIRMED", "OPAQUE"),
        ],
    )
    async def test_states_are_told_in_their_words(
        self, hall: Hall, ida: TestCaller, status_id: int, status: str, transp: str
    ) -> None:
        await appointment(hall, ida, TUESDAY, status_id=status_id)
        (event,) = await shown(hall, ida, kal_id=calendar_of(hall, ida))
        assert told(event) == ("Meeting", status, transp)

    async def test_what_changed_last_and_how_often(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, TUESDAY, version=4, updated_at="2026-02-02T08:30:15.250Z")
        (event,) = await shown(hall, ida, kal_id=calendar_of(hall, ida))
        assert event["SEQUENCE"] == 3
        assert event["DTSTAMP"].to_ical() == event["LAST-MODIFIED"].to_ical() == b"20260202T083015Z"
        assert event["CREATED"].to_ical() == b"20260101T000000Z"

    async def test_tasks_stand_on_their_day_and_money_and_comments_nowhere(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, None, type_id=2, kind="task", date="2026-03-03", label="Call back")
        await appointment(hall, ida, None, type_id=2, kind="comment", date="2026-03-03", label="Said")
        await appointment(hall, ida, None, type_id=3, date="2026-03-03", label="Charge")
        await appointment(hall, ida, None, type_id=4, date="2026-03-03", label="Deposit")
        (task,) = await shown(hall, ida, kal_id=calendar_of(hall, ida))
        assert told(task) == ("Call back", "CONFIRMED", "TRANSPARENT")
        assert task["DTSTART"].to_ical() == b"20260303"
        assert task["DTEND"].to_ical() == b"20260304"
        assert await shown(hall, ida, kal_id=calendar_of(hall, ida), show="busy") == []

    async def test_what_was_read_from_outside_is_not_sent_out_again(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, TUESDAY, external_id="abc@google.com")
        assert await shown(hall, ida, kal_id=calendar_of(hall, ida)) == []

    async def test_a_year_back_and_two_ahead(self, hall: Hall, ida: TestCaller) -> None:
        days = ("2025-02-28", "2025-03-02", "2028-03-01", "2028-03-03")
        for day in days:
            await appointment(hall, ida, f"{day}T12:00:00Z", label=day)
        found = await shown(hall, ida, kal_id=calendar_of(hall, ida))
        assert sorted(str(event["SUMMARY"]) for event in found) == list(days[1:3])

    async def test_of_too_many_those_ahead_stay_and_the_feed_says_so(
        self, hall: Hall, ida: TestCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(content, "MOST_EVENTS", 3)
        for day in ("2026-02-01", "2026-03-01", "2026-03-05", "2026-04-05"):
            await appointment(hall, ida, f"{day}T12:00:00Z", label=day)
        body = await body_of(hall, ida, kal_id=calendar_of(hall, ida))
        assert sorted(str(event["SUMMARY"]) for event in events_in(body)) == ["2026-03-01", "2026-03-05", "2026-04-05"]
        calendar: Any = Calendar.from_ical(body)
        assert "only 3 are in it" in str(calendar["X-WR-CALDESC"])

    async def test_what_was_called_off_is_told_while_it_lies_ahead(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, "2026-03-01T12:00:00Z", status_id=444)
        await appointment(hall, ida, TUESDAY, status_id=100, hold_until="2026-03-02T08:00:00.000Z")
        await appointment(hall, ida, "2026-03-04T12:00:00Z", status_id=444, label="Off")
        assert [str(event["SUMMARY"]) for event in await shown(hall, ida, kal_id=calendar_of(hall, ida))] == ["Off"]

    async def test_a_calendar_that_blocks_no_time_is_free_time(self, hall: Hall, ida: TestCaller) -> None:
        kal_id = calendar_of(hall, ida)
        await appointment(hall, ida, TUESDAY)
        await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, settings='{"blocks_time": false}'))
        (event,) = await shown(hall, ida, kal_id=kal_id)
        assert told(event) == ("Meeting", "CONFIRMED", "TRANSPARENT")

    async def test_busy_tells_that_time_is_taken_and_nothing_else(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, TUESDAY, label="Doctor", description="Knee")
        await appointment(hall, ida, "2026-03-04T12:00:00Z", status_id=444, label="Off")
        body = await body_of(hall, ida, kal_id=calendar_of(hall, ida), show="busy")
        (event,) = events_in(body)
        assert told(event) == ("Busy", "CONFIRMED", "OPAQUE")
        assert b"Doctor" not in body
        assert b"Knee" not in body

    async def test_texts_and_names_are_told_only_in_full(self, hall: Hall, ida: TestCaller) -> None:
        await appointment(hall, ida, TUESDAY, label="Doctor", description="Knee", private=1)
        kal_id = calendar_of(hall, ida)
        (event,) = await shown(hall, ida, kal_id=kal_id, show="label")
        assert (str(event["SUMMARY"]), "DESCRIPTION" in event, str(event["CLASS"])) == ("Doctor", False, "PRIVATE")
        (event,) = await shown(hall, ida, kal_id=kal_id, show="full")
        assert str(event["DESCRIPTION"]) == "Knee"


class TestSchedules:
    async def test_bookings_are_told_as_far_as_the_maker_chose(
        self, hall: Hall, eva: TestCaller, ann: TestCaller
    ) -> None:
        schedule = await offer(hall, eva)
        await book(ann, schedule)
        given = {"schedule_id": schedule, "hours": False}
        (event,) = await shown(hall, eva, **given)
        assert (str(event["SUMMARY"]), "DESCRIPTION" in event) == ("Consultation", False)
        assert event.start == datetime(2026, 3, 4, 10, tzinfo=UTC)
        (event,) = await shown(hall, eva, **given, show="full")
        assert str(event["DESCRIPTION"]).startswith("With: ")
        (event,) = await shown(hall, eva, **given, show="busy")
        assert str(event["SUMMARY"]) == "Busy"

    async def test_no_address_of_anybody_stands_in_a_feed(self, hall: Hall, eva: TestCaller, ann: TestCaller) -> None:
        schedule = await offer(hall, eva)
        await guest_booked(hall, schedule)
        await book(ann, schedule, "2026-03-05T10:00:00Z")
        body = await body_of(hall, eva, schedule_id=schedule, show="full")
        assert b"Gus Guest" in body
        assert b"gus@guest" not in body
        assert b"@home.test" not in body

    async def test_an_observer_sees_bookings_and_not_who_made_them_nor_private_ones(
        self, hall: Hall, ida: TestCaller, bob: TestCaller, cid: TestCaller
    ) -> None:
        schedule = await publish(ida)
        await ida.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": bob.id, "role_id": 6}])
        await agree(schedule, bob)
        event_id = await book(cid, schedule, "2026-03-04T09:00:00Z")
        (event,) = await shown(hall, bob, schedule_id=schedule, show="full", hours=False)
        assert (str(event["SUMMARY"]), "DESCRIPTION" in event) == ("Lessons", False)
        await hall.app.database.write(lambda tx: tx.change("events", event_id, private=1))
        (event,) = await shown(hall, bob, schedule_id=schedule, show="full", hours=False)
        assert str(event["SUMMARY"]) == "Busy"
        (event,) = await shown(hall, ida, schedule_id=schedule, show="full", hours=False)
        assert str(event["SUMMARY"]) == "Lessons"

    @pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana"])
    async def test_open_hours_are_free_time_by_the_clock_of_the_schedule(
        self, hall: Hall, ida: TestCaller, zone: str
    ) -> None:
        schedule = await publish(ida, open_from("09:00", "12:00", [1, 2, 3, 4, 5]), timezone=zone)
        (event,) = await shown(hall, ida, schedule_id=schedule)
        assert told(event) == ("Open: Lessons", "CONFIRMED", "TRANSPARENT")
        body = await body_of(hall, ida, schedule_id=schedule)
        for day in (datetime(2027, 1, 15), datetime(2026, 7, 15)):
            of_day: Any = recurring_ical_events.of(Calendar.from_ical(body)).at(day.date())
            assert [each.start for each in of_day] == [day.replace(hour=9, tzinfo=ZoneInfo(zone))]

    async def test_exceptions_replace_the_hours_of_a_day(self, hall: Hall, ida: TestCaller) -> None:
        closed = [
            {"date": "2026-03-10", "windows": []},
            {"date": "2026-03-11", "windows": [{"start": "15:00", "end": "16:00"}]},
        ]
        schedule = await publish(ida, open_from("09:00", "12:00", exceptions=closed), timezone="Europe/Berlin")
        body = await body_of(hall, ida, schedule_id=schedule)
        query = recurring_ical_events.of(Calendar.from_ical(body))
        starts = sorted(event.start.astimezone(UTC).isoformat() for event in query.between("20260310", "20260313"))
        assert starts == ["2026-03-11T14:00:00+00:00", "2026-03-12T08:00:00+00:00"]

    async def test_working_hours_are_called_so_and_busy_hides_their_name(self, hall: Hall, ida: TestCaller) -> None:
        schedule = await publish(ida, type_id=2)
        assert [str(event["SUMMARY"]) for event in await shown(hall, ida, schedule_id=schedule)] == [
            "Working hours: Lessons"
        ]
        assert [str(event["SUMMARY"]) for event in await shown(hall, ida, schedule_id=schedule, show="busy")] == [
            "Working hours"
        ]

    async def test_hours_followed_from_another_schedule_change_with_it(self, hall: Hall, ida: TestCaller) -> None:
        parent = await publish(ida, open_from("09:00", "12:00"))
        child = await publish(ida, {"inherit": True}, parent_id=parent)
        hall.clock.advance(hours=1)
        given = {"label": "Lessons", "private": False, "currency": "EUR", "settings": open_from("10:00", "11:00")}
        await ida.call("update_schedule", schedule_id=parent, **given)
        (event,) = await shown(hall, ida, schedule_id=child)
        assert (event.start.hour, event.end.hour) == (10, 11)
        assert event["DTSTAMP"].to_ical() == b"20260302T100000Z"

    async def test_the_same_all_day_long(self, hall: Hall, ida: TestCaller) -> None:
        schedule = await publish(ida, open_from("02:30", "05:00"), timezone="Europe/Berlin")
        first = await body_of(hall, ida, schedule_id=schedule)
        hall.clock.advance(hours=14)
        assert await body_of(hall, ida, schedule_id=schedule) == first
        hall.clock.advance(days=40)
        assert await body_of(hall, ida, schedule_id=schedule) == first

    async def test_a_schedule_of_many_rules_stays_short(
        self, hall: Hall, ida: TestCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(content, "MOST_HOURS", 5)
        rules = [{"days": [1], "start": f"{hour:02}:00", "end": f"{hour:02}:30"} for hour in range(8, 20)]
        schedule = await publish(ida, {"rules": rules})
        body = await body_of(hall, ida, schedule_id=schedule)
        assert len(events_in(body)) == 5
        calendar: Any = Calendar.from_ical(body)
        assert "more open hours than fit" in str(calendar["X-WR-CALDESC"])


async def contract_of(hall: Hall, owner: TestCaller, members: dict[TestCaller, tuple[int, int]]) -> int:
    """A contract with members by their read and write levels; its id."""

    def write(tx: Transaction) -> int:
        id = insert_contract(tx, owner.owner, hall.clock(), label="Roof", timezone="UTC", currency="EUR")
        for member, (read, level) in members.items():
            put_user(tx, id, member.owner, (3, read, level), owner.owner, hall.clock())
        return id

    return await hall.app.database.write(write)


class TestContracts:
    @pytest.mark.parametrize(
        ("read", "private", "summary"),
        [(0, 0, "Busy"), (1, 0, "Busy"), (2, 0, "Visit"), (2, 1, "Busy"), (4, 1, "Busy"), (5, 1, "Visit")],
    )
    async def test_events_are_told_as_the_makers_levels_allow(
        self, hall: Hall, ida: TestCaller, bob: TestCaller, read: int, private: int, summary: str
    ) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (read, 0)})
        await appointment(hall, ida, TUESDAY, contract_id=contract, kal_id=None, private=private, label="Visit")
        (event,) = await shown(hall, bob, contract_id=contract, show="full")
        assert str(event["SUMMARY"]) == summary

    async def test_a_contracts_own_calendar_is_told_the_same_way(
        self, hall: Hall, ida: TestCaller, bob: TestCaller
    ) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (2, 0)})
        kal_id = (await ida.call("create_calendar", label="Roof", private=True))["calendar"]["id"]
        await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, type_id=2, contract_id=contract))
        await appointment(hall, ida, TUESDAY, contract_id=contract, kal_id=kal_id, label="Visit")
        await appointment(hall, ida, TUESDAY, contract_id=contract, kal_id=kal_id, label="Talk", private=1)
        found = await shown(hall, bob, kal_id=kal_id)
        assert sorted(str(event["SUMMARY"]) for event in found) == ["Busy", "Visit"]

    async def test_members_read_the_hours_of_a_colleague_and_not_the_bookings(
        self, hall: Hall, ida: TestCaller, bob: TestCaller, cid: TestCaller
    ) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (3, 0)})
        schedule = await publish(ida)
        await book(cid, schedule, "2026-03-04T09:00:00Z")
        await hall.app.database.write(lambda tx: tx.change("schedules", schedule, contract_id=contract))
        await hall.app.database.write(lambda tx: tx.run("UPDATE calendars SET private = 1"))
        found = await shown(hall, bob, schedule_id=schedule, show="full")
        assert [str(event["SUMMARY"]) for event in found] == ["Open: Lessons"]

    async def test_ones_own_part_in_an_event_counts(self, hall: Hall, ida: TestCaller, bob: TestCaller) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (1, 0)})
        event_id = await appointment(hall, ida, TUESDAY, contract_id=contract, kal_id=None, private=1, label="Visit")
        row = {"event_id": event_id, "user_type": "person", "user_id": bob.id, "created_at": "2026-01-01T00:00:00.000Z"}
        await hall.app.database.write(lambda tx: tx.insert("event_attendees", **row))
        (event,) = await shown(hall, bob, contract_id=contract)
        assert str(event["SUMMARY"]) == "Visit"

    async def test_whoever_left_gets_no_feed(self, hall: Hall, ida: TestCaller, bob: TestCaller) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (5, 5)})
        assert (await bob.call("create_calendar_feed", contract_id=contract))["feed"]["name"] == "Roof"
        await hall.app.database.write(
            lambda tx: tx.run("UPDATE contract_users SET left_at = joined_at WHERE user_id = :id", id=bob.id)
        )
        (feed,) = (await bob.call("list_calendar_feeds"))["feeds"]
        assert feed["works"] is False

    async def test_whoever_opened_a_contract_and_left_reads_its_calendar_no_more(
        self, hall: Hall, ida: TestCaller, bob: TestCaller
    ) -> None:
        contract = await contract_of(hall, ida, {ida: (5, 5), bob: (5, 5)})
        kal_id = (await ida.call("create_calendar", label="Roof", private=True))["calendar"]["id"]
        await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, type_id=2, contract_id=contract))
        assert (await ida.call("create_calendar_feed", kal_id=kal_id))["feed"]["works"] is True
        await hall.app.database.write(
            lambda tx: tx.run("UPDATE contract_users SET left_at = joined_at WHERE user_id = :id", id=ida.id)
        )
        (feed,) = (await ida.call("list_calendar_feeds"))["feeds"]
        assert feed["works"] is False


class TestShownHere:
    """What stands elsewhere: events of contracts that a schedule shows, and what the maker booked."""

    async def test_an_event_of_a_contract_stands_where_a_schedule_shows_it_as_far_as_it_is_seen(
        self, hall: Hall, ida: TestCaller, eva: TestCaller, bob: TestCaller
    ) -> None:
        schedule = await offer(hall, ida)
        contract = await contract_of(hall, bob, {bob: (5, 5)})
        visit = await appointment(hall, bob, TUESDAY, contract_id=contract, kal_id=None, label="Visit", private=1)
        row = {"event_id": visit, "contract_id": contract, "schedule_id": schedule, "kal_id": calendar_of(hall, ida)}
        by = {"created_by_type": "person", "created_by_id": bob.id, "created_at": "2026-03-01T00:00:00.000Z"}
        export = await hall.app.database.write(
            lambda tx: tx.insert("schedule_exports", **row, **by, show="full", block=1)
        )
        of_schedule, of_calendar = {"schedule_id": schedule, "hours": False}, {"kal_id": calendar_of(hall, ida)}
        for given in (of_schedule, of_calendar):
            (event,) = await shown(hall, ida, **given, show="full")
            assert told(event) == ("Busy", "CONFIRMED", "OPAQUE")
        await hall.app.database.write(lambda tx: put_user(tx, contract, ida.owner, (3, 5, 1), bob.owner, hall.clock()))
        await hall.app.database.write(lambda tx: tx.change("schedule_exports", export, block=0))
        (event,) = await shown(hall, ida, **of_calendar)
        assert told(event) == ("Visit", "CONFIRMED", "TRANSPARENT")
        await hall.app.database.write(
            lambda tx: tx.change("schedule_exports", export, detached_at="2026-03-02T08:00:00.000Z")
        )
        assert await shown(hall, ida, **of_schedule) == await shown(hall, ida, **of_calendar) == []

    async def test_what_somebody_booked_stands_in_their_main_calendar_until_it_is_called_off(
        self, hall: Hall, ida: TestCaller, cid: TestCaller, bob: TestCaller
    ) -> None:
        schedule = await publish(ida)
        event_id = await book(cid, schedule, "2026-03-04T09:00:00Z")
        await book(bob, schedule, "2026-03-04T10:00:00Z")
        main, other = (
            calendar_of(hall, cid),
            (await cid.call("create_calendar", label="Other", private=True))["calendar"]["id"],
        )
        (event,) = await shown(hall, cid, kal_id=main, show="full")
        assert str(event["UID"]).startswith(f"event-{event_id}")
        assert (str(event["TRANSP"]), "Bob" in str(event.get("DESCRIPTION", ""))) == ("OPAQUE", False)
        assert await shown(hall, cid, kal_id=other) == []
        assert len(await shown(hall, ida, kal_id=calendar_of(hall, ida))) == 2
        await cid.call("decline_event", event_id=event_id)
        assert await shown(hall, cid, kal_id=main) == []
