"""Calendars as part of a contract: what belongs to it, by read level, and that all else is at most a busy block."""

from __future__ import annotations

import json

import pytest

from store.types import utc_text
from tests.hall import Refused
from tests.tools.scheduling.bookable import offer, write
from tests.tools.scheduling.calendars.calendar_world import member_of, new_contract
from tests.tools.scheduling.cast import LONG_AGO, appointment, calendar_of

DAY = {"start": "2026-03-03T00:00:00Z", "end": "2026-03-04T00:00:00Z"}


@pytest.fixture
async def boss(hall):
    return await hall.person("boss@acme.test")


@pytest.fixture
async def dev(hall):
    return await hall.person("dev@work.test")


@pytest.fixture
async def eye(hall):
    return await hall.person("eye@acme.test")


async def place_of(hall, contract, worker, status=200, **columns):
    """A paid place of somebody on a contract; its id."""
    now = utc_text(hall.clock())
    given = {
        "contract_id": contract, "user_type": "person", "user_id": worker.id, "role": "developer", "role_key": "developer",
        "credit": 1, "status_id": status, "asked_by": "contract", "requested_by_type": "person",
        "requested_by_id": worker.id, "created_at": now, "updated_at": now,
    }  # fmt: skip
    return await hall.app.database.write(lambda tx: tx.insert("contract_participants", **{**given, **columns}))


async def logged(hall, contract, place, worker, start, end, **columns):
    """A clock that ran; its id."""
    given = {
        "user_type": "person", "user_id": worker.id, "contract_id": contract, "participant_id": place, "label": "Build",
        "timezone": "UTC", "start_at": start, "stops_at": "2026-03-04T00:00:00.000Z", "end_at": end, "estimate_seed": 1,
        "status_id": 777 if end else 100, "minutes": 60 if end else None, "started_by_type": "person",
        "started_by_id": worker.id, "created_at": start, "updated_at": start,
    }  # fmt: skip
    return await hall.app.database.write(lambda tx: tx.insert("time_logs", **{**given, **columns}))


def seen(shown):
    """Of each event its number and view."""
    return [(row["id"], row["view"]) for row in shown["events"]]


class TestLevels:
    """The contract's own calendar, looked at with each read level."""

    async def test_what_a_member_sees_of_others_grows_with_the_level(self, hall, boss, dev, eye):
        contract, kal = await new_contract(hall, boss)
        await member_of(hall, contract, dev, read=2)
        hours = await offer(hall, dev, type_id=2)
        place = await place_of(hall, contract, dev, schedule_id=hours)
        common = {"kal_id": kal, "contract_id": contract}
        money = {"amount": 5000, "currency": "EUR", "benefitable_type": "participant", "benefitable_id": place}
        session = await appointment(hall, dev, "2026-03-03T09:00:00Z", **common, **money, label="Session")
        private = await appointment(hall, dev, "2026-03-03T10:00:00Z", **common, private=1, label="Salary talk")
        off = await appointment(hall, dev, "2026-03-03T11:00:00Z", **common, status_id=444)
        task = await appointment(hall, dev, None, **common, type_id=2, kind="task", date="2026-03-03")
        charge = await appointment(hall, dev, None, **common, **money, type_id=3, date="2026-03-03", status_id=100)
        log = await logged(hall, contract, place, dev, "2026-03-03T09:00:00.000Z", "2026-03-03T10:00:00.000Z")

        async def at(read):
            await member_of(hall, contract, eye, read, role_id=6)
            return await eye.call("get_contract_calendar", kal_id=kal, **DAY)

        busy = [(session, "busy"), (private, "busy")]
        for read in (0, 1):
            shown = await at(read)
            assert (seen(shown), shown["schedules"], shown["time_logs"]) == (busy, [], [])
            assert not {"label", "amount", "kal_schedule_id"} & shown["events"][0].keys()
            assert shown["total"] == 2
        work = sorted([(session, "full"), (private, "busy"), (off, "full"), (task, "full")])
        shown = await at(2)
        assert (sorted(seen(shown)), shown["schedules"], shown["time_logs"]) == (work, [], [])
        assert not any("amount" in row for row in shown["events"])
        shown = await at(3)
        assert sorted(seen(shown)) == work
        assert [(row["id"], row["user"]["id"], row["role"]) for row in shown["schedules"]] == [
            (hours, dev.id, "developer")
        ]
        assert shown["schedules"][0]["hours"] == ["mon-sun 09:00-18:00"]
        assert [(row["id"], row["minutes"], row["user"]["id"]) for row in shown["time_logs"]] == [(log, 60, dev.id)]
        assert not any("amount" in row for row in shown["events"])
        shown = await at(4)
        assert sorted(seen(shown)) == sorted([*work, (charge, "full")])
        assert {row["id"]: (row["amount"], row["currency"]) for row in shown["events"] if "amount" in row} == {
            session: ("50.00", "EUR"), charge: ("50.00", "EUR"),
        }  # fmt: skip
        shown = await at(5)
        assert sorted(seen(shown)) == [(id, "full") for id in sorted([session, private, off, task, charge])]
        assert shown["contract"] == {"id": contract, "label": "Build", "role_id": 6, "role_name": "observer", "read": 5}

    async def test_ones_own_part_is_shown_in_full_with_its_money(self, hall, boss, dev):
        contract, kal = await new_contract(hall, boss)
        await member_of(hall, contract, dev, read=1)
        hours = await offer(hall, dev, type_id=2)
        place = await place_of(hall, contract, dev, schedule_id=hours)
        common = {"kal_id": kal, "contract_id": contract, "amount": 5000, "currency": "EUR"}
        paid = {"benefitable_type": "participant", "benefitable_id": place}
        mine = await appointment(hall, boss, "2026-03-03T09:00:00Z", **common, **paid, private=1)
        charge = await appointment(hall, boss, None, **common, **paid, type_id=3, date="2026-03-03")
        other = await appointment(hall, boss, "2026-03-03T12:00:00Z", **common)
        log = await logged(hall, contract, place, dev, "2026-03-03T09:00:00.000Z", None)
        shown = await dev.call("get_contract_calendar", kal_id=kal, **DAY)
        assert sorted(seen(shown)) == sorted([(mine, "full"), (charge, "full"), (other, "busy")])
        assert {row["id"]: row.get("amount") for row in shown["events"]} == {
            mine: "50.00",
            charge: "50.00",
            other: None,
        }
        assert [row["id"] for row in shown["schedules"]] == [hours]
        assert [(row["id"], "end" in row) for row in shown["time_logs"]] == [(log, False)]

    async def test_who_is_invited_sees_when_time_is_taken(self, hall, boss, dev):
        contract, kal = await new_contract(hall, boss)
        await place_of(hall, contract, dev, status=100)
        event = await appointment(hall, boss, "2026-03-03T09:00:00Z", kal_id=kal, contract_id=contract)
        shown = await dev.call("get_contract_calendar", kal_id=kal, **DAY)
        assert seen(shown) == [(event, "busy")]
        assert shown["contract"] == {"id": contract, "label": "Build", "read": 0}

    async def test_what_is_seen_of_an_event_is_what_the_event_itself_shows(self, hall, boss, dev, eye):
        contract, kal = await new_contract(hall, boss)
        for private in (0, 1):
            for owner in (boss, dev):
                await appointment(
                    hall, owner, "2026-03-03T09:00:00Z", kal_id=kal, contract_id=contract, private=private
                )
        for read in range(6):
            await member_of(hall, contract, eye, read)
            for id, view in seen(await eye.call("get_contract_calendar", kal_id=kal, **DAY)):
                assert (await eye.call("get_event", event_id=id))["event"]["view"] == view


class TestMembersCalendar:
    async def test_of_a_member_what_belongs_to_the_contract_and_busy_blocks_without_detail(self, hall, boss, dev):
        contract, own = await new_contract(hall, boss)
        other, others_kal = await new_contract(hall, dev, label="Secret client")
        await member_of(hall, contract, dev, read=2)
        await place_of(hall, contract, dev)
        kal = calendar_of(hall, dev)
        common = {"contract_id": contract}
        here = await appointment(hall, dev, "2026-03-03T09:00:00Z", kal_id=kal, **common, label="Build it")
        there = await appointment(hall, dev, "2026-03-03T10:00:00Z", kal_id=own, **common)
        await appointment(hall, boss, "2026-03-03T11:00:00Z", kal_id=own, **common)
        await appointment(hall, dev, "2026-03-03T12:00:00Z", kal_id=kal, label="Dentist", private=1)
        await appointment(hall, dev, "2026-03-03T13:00:00Z", kal_id=others_kal, contract_id=other, label="Takeover")
        shown = await boss.call("get_contract_calendar", kal_id=kal, contract_id=contract, **DAY)
        assert seen(shown) == [(here, "full"), (there, "full")]
        assert shown["busy"] == [{"start": "2026-03-03T12:00:00Z", "end": "2026-03-03T14:00:00Z"}]
        text = json.dumps(shown)
        for word in ("Dentist", "Takeover", "Secret client", "My calendar", "@", '"private"'):
            assert word not in text
        assert shown["calendar"] == {
            "id": kal, "type_id": 1, "type": "personal", "timezone": "UTC", "user": shown["calendar"]["user"],
        }  # fmt: skip
        assert shown["calendar"]["user"]["id"] == dev.id

    async def test_busy_times_are_hidden_when_the_member_says_so(self, hall, boss, dev):
        contract, _ = await new_contract(hall, boss)
        await member_of(hall, contract, dev, read=2)
        await place_of(hall, contract, dev)
        kal = calendar_of(hall, dev)
        await appointment(hall, dev, "2026-03-03T12:00:00Z", kal_id=kal)
        await write(hall, "UPDATE calendars SET settings = :s WHERE id = :id", s='{"show_busy": false}', id=kal)
        asked = {"kal_id": kal, "contract_id": contract, **DAY}
        assert "busy" not in await boss.call("get_contract_calendar", **asked)
        assert len((await dev.call("get_contract_calendar", **asked))["busy"]) == 1

    async def test_hours_and_logs_are_the_members(self, hall, boss, dev, eye):
        contract, own = await new_contract(hall, boss)
        for who in (dev, eye):
            await member_of(hall, contract, who, read=5)
            hours = await offer(hall, who, type_id=2)
            place = await place_of(hall, contract, who, schedule_id=hours)
            await logged(hall, contract, place, who, "2026-03-03T09:00:00.000Z", "2026-03-03T10:00:00.000Z")
        of_dev = await boss.call("get_contract_calendar", kal_id=calendar_of(hall, dev), contract_id=contract, **DAY)
        assert {row["user"]["id"] for row in of_dev["schedules"] + of_dev["time_logs"]} == {dev.id}
        of_all = await boss.call("get_contract_calendar", kal_id=own, **DAY)
        assert {row["user"]["id"] for row in of_all["schedules"]} == {dev.id, eye.id}
        assert len(of_all["time_logs"]) == 2

    async def test_hours_shown_for_a_member_without_a_paid_place(self, hall, boss, dev):
        contract, own = await new_contract(hall, boss)
        hours = await offer(hall, dev, type_id=2)
        await member_of(hall, contract, dev, read=2)
        await write(hall, "UPDATE contract_users SET schedule_id = :s WHERE user_id = :id", s=hours, id=dev.id)
        shown = await boss.call("get_contract_calendar", kal_id=own)
        assert [(row["id"], row["user"]["id"], "role" in row) for row in shown["schedules"]] == [(hours, dev.id, False)]


class TestOneSchedule:
    async def test_only_what_stands_in_it(self, hall, boss, dev, eye):
        contract, own = await new_contract(hall, boss)
        await member_of(hall, contract, dev, read=2)
        hours = await offer(hall, dev, type_id=2)
        place = await place_of(hall, contract, dev, schedule_id=hours)
        other = await place_of(hall, contract, eye)
        inside = await appointment(hall, dev, "2026-03-03T09:00:00Z", contract_id=contract, kal_schedule_id=hours)
        await appointment(hall, dev, "2026-03-03T10:00:00Z", contract_id=contract)
        mine = await logged(hall, contract, place, dev, "2026-03-03T09:00:00.000Z", "2026-03-03T10:00:00.000Z")
        await logged(hall, contract, other, eye, "2026-03-03T09:00:00.000Z", "2026-03-03T10:00:00.000Z")
        shown = await boss.call("get_contract_calendar", kal_id=own, schedule_id=hours, **DAY)
        assert seen(shown) == [(inside, "full")]
        assert [row["id"] for row in shown["schedules"]] == [hours]
        assert [row["id"] for row in shown["time_logs"]] == [mine]

    async def test_a_schedule_of_another_calendar_is_refused_with_that_calendar(self, hall, boss, dev):
        _, own = await new_contract(hall, boss)
        elsewhere, hidden = await offer(hall, dev), await offer(hall, dev, private=True)
        with pytest.raises(Refused) as no:
            await boss.call("get_contract_calendar", kal_id=own, schedule_id=elsewhere)
        assert no.value.fields["schedule_id"].startswith(
            f"schedule {elsewhere} stands in calendar {calendar_of(hall, dev)}"
        )
        said = set()
        for id in (hidden, 987_654):
            with pytest.raises(Refused) as no:
                await boss.call("get_contract_calendar", kal_id=own, schedule_id=id)
            assert no.value.status == 404
            said.add(no.value.text.replace(f"schedule {id} ", "schedule N "))
        assert len(said) == 1


class TestWhoMay:
    async def test_a_calendar_that_has_nothing_to_do_with_the_contract_is_not_there(self, hall, boss, dev, eye):
        contract, _ = await new_contract(hall, boss)
        another, anothers = await new_contract(hall, boss)
        said = set()
        for kal in (calendar_of(hall, dev), anothers, 987_654):
            with pytest.raises(Refused) as no:
                await boss.call("get_contract_calendar", kal_id=kal, contract_id=contract)
            assert no.value.status == 404
            said.add(no.value.text.replace(f"calendar {kal} ", "calendar N "))
        assert len(said) == 1
        await member_of(hall, contract, dev, read=2)
        await write(hall, "UPDATE contract_users SET left_at = :at WHERE user_id = :id", at=LONG_AGO, id=dev.id)
        with pytest.raises(Refused) as no:
            await boss.call("get_contract_calendar", kal_id=calendar_of(hall, dev), contract_id=contract)
        assert no.value.status == 404
        assert another

    async def test_a_stranger_learns_nothing_of_contract_or_calendar(self, hall, boss, dev):
        contract, own = await new_contract(hall, boss)
        texts = set()
        for id in (contract, 987_654):
            with pytest.raises(Refused) as no:
                await dev.call("get_contract_calendar", kal_id=own, contract_id=id)
            assert no.value.status == 404
            texts.add(no.value.text)
        assert len(texts) == 1
        texts = set()
        for kal in (own, calendar_of(hall, boss), 987_654):
            with pytest.raises(Refused) as no:
                await dev.call("get_contract_calendar", kal_id=kal)
            texts.add(no.value.text)
        assert len(texts) == 1
        assert no.value.fields == {"contract_id": "is needed, unless kal_id is the own calendar of a contract of yours"}

    async def test_an_archived_contract_stays_readable(self, hall, boss):
        contract, own = await new_contract(hall, boss)
        event = await appointment(hall, boss, "2026-03-03T09:00:00Z", kal_id=own, contract_id=contract)
        await write(hall, "UPDATE contracts SET deleted_at = :at", at=LONG_AGO)
        await write(hall, "UPDATE calendars SET deleted_at = :at WHERE id = :id", at=LONG_AGO, id=own)
        assert seen(await boss.call("get_contract_calendar", kal_id=own, **DAY)) == [(event, "full")]

    @pytest.mark.parametrize(("status", "shown"), [(None, 404), (100, 404), (400, 404), (444, 404), (200, 1), (777, 1)])
    async def test_whom_somebody_put_into_a_contract_keeps_their_own_calendar(self, hall, boss, dev, status, shown):
        contract, _ = await new_contract(hall, boss)
        await member_of(hall, contract, dev, read=2)
        if status is not None:
            await place_of(hall, contract, dev, status=status)
        kal = calendar_of(hall, dev)
        await appointment(hall, dev, "2026-03-03T12:00:00Z", kal_id=kal, private=1)
        asked = {"kal_id": kal, "contract_id": contract, **DAY}
        if shown == 404:
            with pytest.raises(Refused) as no:
                await boss.call("get_contract_calendar", **asked)
            assert no.value.status == 404
        else:
            assert len((await boss.call("get_contract_calendar", **asked))["busy"]) == shown
        assert len((await dev.call("get_contract_calendar", **asked))["busy"]) == 1

    @pytest.mark.parametrize(
        ("columns", "sees"),
        [
            ({"status": 100}, True),
            ({"status": 100, "asked_by": "person"}, False),
            ({"status": 400, "answered_at": LONG_AGO}, False),
            ({"status": 777, "answered_at": LONG_AGO}, False),
            ({"status": 200, "answered_at": LONG_AGO}, False),
        ],
    )
    async def test_others_time_is_for_members_and_whom_the_contract_asks(self, hall, boss, dev, columns, sees):
        contract, own = await new_contract(hall, boss, privacy=2)
        await place_of(hall, contract, dev, **columns)
        kal = calendar_of(hall, boss)
        await appointment(hall, boss, "2026-03-03T09:00:00Z", kal_id=own, contract_id=contract)
        await appointment(hall, boss, "2026-03-03T12:00:00Z", kal_id=kal)
        shown = await dev.call("get_contract_calendar", kal_id=own, **DAY)
        listed = await dev.call("list_contract_events", contract_id=contract)
        assert (len(shown["events"]), len(listed["events"])) == (int(sees), int(sees))
        if sees:
            assert len((await dev.call("get_contract_calendar", kal_id=kal, contract_id=contract, **DAY))["busy"]) == 1
            return
        with pytest.raises(Refused) as no:
            await dev.call("get_contract_calendar", kal_id=kal, contract_id=contract, **DAY)
        assert no.value.status == 404


class TestPeriod:
    async def test_a_month_from_today_in_the_calendars_zone_in_pages(self, hall, boss):
        contract, own = await new_contract(hall, boss, timezone="Asia/Tokyo")
        common = {"kal_id": own, "contract_id": contract}
        first = await appointment(hall, boss, "2026-03-01T15:00:00Z", **common)
        last = await appointment(hall, boss, "2026-04-01T14:30:00Z", **common)
        await appointment(hall, boss, "2026-03-01T13:30:00Z", **common)
        await appointment(hall, boss, "2026-04-01T15:00:00Z", **common)
        shown = await boss.call("get_contract_calendar", kal_id=own)
        assert seen(shown) == [(first, "full"), (last, "full")]
        assert shown["events"][0]["start"] == "2026-03-02T00:00:00+09:00"
        one = await boss.call("get_contract_calendar", kal_id=own, limit=1)
        two = await boss.call("get_contract_calendar", kal_id=own, limit=1, cursor=one["next_cursor"])
        assert (one["events"] + two["events"], one["total"]) == (shown["events"], 2)

    async def test_a_mere_day_is_one_of_the_calendar(self, hall, boss, dev):
        _, own = await new_contract(hall, boss, timezone="America/Chicago")
        shown = await boss.call("get_contract_calendar", kal_id=own, start="2026-04-01")
        assert shown["warnings"] == [
            "start 2026-04-01 was read as 2026-04-01T00:00:00-05:00, by the clocks of America/Chicago."
        ]
        with pytest.raises(Refused) as no:
            await boss.call("get_contract_calendar", kal_id=own, start="2026-04-01T09:00")
        assert no.value.fields["start"].endswith("if it is meant in America/Chicago")
        with pytest.raises(Refused) as no:
            await dev.call("get_contract_calendar", kal_id=own, start="2026-04-01T09:00")
        assert "Chicago" not in no.value.text

    @pytest.mark.parametrize(
        ("end", "says"), [("2026-03-01T00:00:00Z", "must be after start"), ("2027-03-05T00:00:00Z", "at most 366 days")]
    )
    async def test_ranges_have_bounds(self, hall, boss, end, says):
        _, own = await new_contract(hall, boss)
        with pytest.raises(Refused) as no:
            await boss.call("get_contract_calendar", kal_id=own, start="2026-03-03T00:00:00Z", end=end)
        assert says in no.value.fields["end"]
