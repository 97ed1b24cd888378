"""Agents' own schedules: short rules in and out, one record with the schedules of people."""

from __future__ import annotations

import json

import pytest

from tests.hall import Hall, Refused, TestCaller

HOURS = ["mon-fri 09:00-17:00", "2026-03-04 10:00-12:00", "2026-03-05 closed"]


@pytest.fixture
async def bot(hall: Hall) -> TestCaller:
    return await hall.agent("Acme", "Helper")


def calendar_of(hall: Hall, agent: TestCaller) -> int:
    return hall.sql("SELECT default_kal_id FROM agents WHERE id = ?", agent.id)[0][0]


async def declare(hall: Hall, bot: TestCaller, settings: list[str] | None = None, **given):
    words = {"kal_id": calendar_of(hall, bot), "start": "2026-03-02T00:00:00Z", **given}
    return (await bot.call("create_agent_schedule", settings=settings or HOURS, **words))["schedule"]


async def test_short_rules_become_a_schedule_of_appointments(hall, bot):
    words = {"kal_id": calendar_of(hall, bot), "start": "2026-03-02T00:00:00Z", "timezone": "Europe/Berlin"}
    made = await bot.call("create_agent_schedule", settings=HOURS, **words)
    schedule = made["schedule"]
    assert schedule["settings"] == HOURS
    assert (schedule["agent_id"], schedule["label"]) == (bot.id, "Helper")
    assert (schedule["private"], schedule["status"]) == (True, "active")
    assert made["charge"]["amount"] == "0.020000"
    row = hall.sql("SELECT owner_type, type_id, duration, price, settings FROM schedules")[0]
    assert row[:4] == ("agent", 1, 60, None)
    assert json.loads(row[4])["exceptions"][1] == {"date": "2026-03-05", "windows": []}
    days = {"start": "2026-03-04T00:00:00Z", "end": "2026-03-06T00:00:00Z"}
    shown = await bot.call("get_schedule", schedule_id=schedule["id"], **days)
    assert [slot["start"] for slot in shown["slots"]] == ["2026-03-04T10:00:00+01:00", "2026-03-04T11:00:00+01:00"]
    assert shown["slots"][0]["host_ids"] == [bot.id]


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"settings": ["mon 09:00-17:00", "someday"]}, "settings[1]", "cannot be read"),
        ({"settings": ["mon 09:00-25:00"]}, "settings[0]", "24:00"),
        ({"settings": []}, "settings", "at least 1"),
        ({"end": "2026-03-01T00:00:00Z"}, "end", "later than start"),
        ({"timezone": "Mars"}, "timezone", "IANA"),
    ],
)
async def test_what_cannot_be_read_is_named_and_costs_nothing(hall, bot, given, field, says):
    words = {"kal_id": calendar_of(hall, bot), "settings": HOURS, "start": "2026-03-02T00:00:00Z", **given}
    before = hall.purse(bot.owner, "USDT")
    with pytest.raises(Refused) as refused:
        await bot.call("create_agent_schedule", **words)
    assert says in refused.value.fields[field]
    assert hall.sql("SELECT count(*) FROM schedules") == [(0,)]
    assert hall.purse(bot.owner, "USDT") == before


async def test_only_an_active_agent_declares_hours_in_its_own_calendar(hall, bot):
    other = await hall.agent("Other")
    poor = await hall.agent("Poor", credit="")
    people = await hall.person("ann@work.test", credit="1 USDT")
    for kal_id in (calendar_of(hall, other), 999):
        with pytest.raises(Refused) as refused:
            await declare(hall, bot, kal_id=kal_id)
        assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        await declare(hall, poor)
    assert refused.value.status == 402
    with pytest.raises(Refused) as refused:
        await people.call("list_agent_schedules")
    assert refused.value.status == 403


async def test_a_repeated_call_with_the_same_key_makes_one(hall, bot):
    words = {"kal_id": calendar_of(hall, bot), "settings": HOURS, "start": "2026-03-02T00:00:00Z"}
    first = await bot.call("create_agent_schedule", **words, idempotency_key="k")
    second = await bot.call("create_agent_schedule", **words, idempotency_key="k")
    assert first["schedule"]["id"] == second["schedule"]["id"]
    assert second["replayed"] is True
    assert hall.sql("SELECT count(*) FROM schedules") == [(1,)]


async def test_own_schedules_are_listed_newest_first_and_belong_to_nobody_else(hall, bot):
    other = await hall.agent("Other")
    first = await declare(hall, bot, end="2026-03-02T10:00:00Z")
    hall.clock.advance(hours=2)
    second = await declare(hall, bot, private=False)
    listed = await bot.call("list_agent_schedules")
    states = [(row["id"], row["status"]) for row in listed["schedules"]]
    assert states == [(second["id"], "active"), (first["id"], "ended")]
    assert listed["total"] == 2
    assert (await other.call("list_agent_schedules"))["total"] == 0
    for tool in ("get_agent_schedule", "update_agent_schedule", "delete_agent_schedule"):
        texts = set()
        for id in (second["id"], 999):
            with pytest.raises(Refused) as refused:
                await other.call(tool, schedule_id=id)
            texts.add(refused.value.text.replace(str(id), "X"))
        assert len(texts) == 1
        assert "not_found" in texts.pop()


async def test_only_what_is_passed_changes_and_bookings_stay(hall, bot):
    bob = await hall.person("bob@work.test", credit="1 USDT")
    made = await declare(hall, bot, private=False, end="2026-06-01T00:00:00Z")
    booked = await bob.call("book_schedule", schedule_id=made["id"], start="2026-03-03T10:00:00Z")
    assert (await bot.call("get_agent_schedule", schedule_id=made["id"]))["schedule"]["bookings_count"] == 1
    before = hall.purse(bot.owner, "USDT")
    changed = await bot.call("update_agent_schedule", schedule_id=made["id"], settings=["mon,wed 12:00-14:00"])
    assert changed["schedule"]["settings"] == ["mon,wed 12:00-14:00"]
    assert changed["schedule"]["end"] == "2026-06-01T00:00:00Z"
    assert changed["affected_bookings"] == [booked["event"]["id"]]
    words = {"end": "", "private": True, "timezone": "Asia/Kolkata"}
    opened = await bot.call("update_agent_schedule", schedule_id=made["id"], **words)
    assert "end" not in opened["schedule"]
    assert (opened["schedule"]["private"], opened["schedule"]["timezone"]) == (True, "Asia/Kolkata")
    assert hall.purse(bot.owner, "USDT") == before
    assert hall.sql("SELECT status_id FROM events") == [(200,)]
    with pytest.raises(Refused) as refused:
        await bot.call("update_agent_schedule", schedule_id=made["id"], end="2026-03-01T00:00:00Z")
    assert "later than start" in refused.value.fields["end"]


async def test_length_pause_and_price_set_elsewhere_survive_new_windows(hall, bot):
    made = await declare(hall, bot)
    settings = {"rules": [{"days": [1], "start": "09:00", "end": "12:00"}], "pause": 15}
    words = {"label": "Helper", "private": True, "currency": "EUR", "duration": 30, "price": "5.00"}
    await bot.call("update_schedule", schedule_id=made["id"], settings=settings, **words)
    await bot.call("update_agent_schedule", schedule_id=made["id"], settings=["tue 09:00-10:00"])
    row = hall.sql("SELECT settings, duration, price FROM schedules")[0]
    assert json.loads(row[0])["pause"] == 15
    assert row[1:] == (30, 500)


async def test_it_is_not_deleted_while_somebody_counts_on_it(hall, bot):
    bob = await hall.person("bob@work.test", credit="1 USDT")
    made = await declare(hall, bot, private=False)
    booked = await bob.call("book_schedule", schedule_id=made["id"], start="2026-03-03T10:00:00Z")
    with pytest.raises(Refused) as refused:
        await bot.call("delete_agent_schedule", schedule_id=made["id"])
    assert (refused.value.shape["state"], refused.value.next[0]) == ("booked", "decline_event")
    assert refused.value.details["event_ids"] == [booked["event"]["id"]]
    await bob.call("decline_event", event_id=booked["event"]["id"])
    deleted = await bot.call("delete_agent_schedule", schedule_id=made["id"])
    assert (deleted["schedule_id"], deleted["cancelled_requests"]) == (made["id"], 0)
    assert (await bot.call("list_agent_schedules"))["total"] == 0


async def test_open_requests_end_with_it(hall, bot):
    bob = await hall.person("bob@work.test", credit="1 USDT")
    made = await declare(hall, bot, private=False)
    settings = {"rules": [{"days": [2], "start": "09:00", "end": "12:00"}], "confirm": "manual"}
    words = {"label": "Helper", "private": False, "currency": "EUR"}
    await bot.call("update_schedule", schedule_id=made["id"], settings=settings, **words)
    await bob.call("book_schedule", schedule_id=made["id"], start="2026-03-03T10:00:00Z")
    deleted = await bot.call("delete_agent_schedule", schedule_id=made["id"])
    assert deleted["cancelled_requests"] == 1
    assert hall.sql("SELECT status_id FROM event_attendees") == [(444,)]
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ? ORDER BY id DESC", bob.id)
    assert "called off" in told[0][0]


class TestHistory:
    async def test_public_ones_are_shown_to_everybody_ended_ones_too(self, hall, bot):
        ended = await declare(hall, bot, private=False, end="2026-03-02T10:00:00Z")
        await declare(hall, bot)
        gone = await declare(hall, bot, private=False)
        await bot.call("delete_agent_schedule", schedule_id=gone["id"])
        hall.clock.advance(hours=2)
        current = await declare(hall, bot, private=False)
        history = await hall.nobody().call("list_agent_schedule_history", agent_id=bot.id)
        assert [(row["id"], row["status"]) for row in history["schedules"]] == [
            (current["id"], "active"),
            (ended["id"], "ended"),
        ]
        assert history["schedules"][0]["settings"] == HOURS
        assert "private" not in history["schedules"][0]

    async def test_only_of_active_agents(self, hall, bot):
        await declare(hall, bot, private=False)
        await hall.app.database.write(lambda tx: tx.change("agents", bot.id, status="suspended"))
        texts = set()
        for id in (bot.id, 999):
            with pytest.raises(Refused) as refused:
                await hall.nobody().call("list_agent_schedule_history", agent_id=id)
            texts.add(refused.value.text.replace(str(id), "X"))
        assert len(texts) == 1
