"""Clocks on contracts: started, looked at, stopped, and what is charged for them."""

from __future__ import annotations

import asyncio

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import Job, ask, contract, heard, hire


async def start(caller: TestCaller, job: Job, **more: object) -> dict:
    return (await caller.call("start_participant_timer", participant_id=job.place, **more))["time_log"]


async def stop(caller: TestCaller, job: Job, **more: object) -> dict:
    return await caller.call("stop_participant_timer", participant_id=job.place, **more)


async def test_an_hour_and_a_bit_becomes_one_pending_charge(hall: Hall, olga, will, job):
    log = await start(will, job, label="Forms", timezone="Europe/Helsinki")
    assert (log["status"], log["trackable_type"], log["contract_id"], log["participant_id"]) == (
        "running", "contract", job.id, job.place,
    )  # fmt: skip
    assert log["start"] == "2026-03-02T11:00:00+02:00"
    hall.clock.advance(minutes=95)
    done = await stop(will, job)
    assert (done["time_log"]["status"], done["time_log"]["minutes"], done["time_log"]["stop_reason"]) == (
        "recorded", 95, "manual",
    )  # fmt: skip
    charge = done["transaction"]
    assert (charge["amount"], charge["time"], charge["rate"], charge["date"]) == ("63.33", 95, "40.00", "2026-03-02")
    assert (charge["status_id"], charge["label"]) == (100, "Forms")
    assert any("63.33 EUR" in text for text in heard(hall, olga))


@pytest.mark.parametrize(
    ("seconds", "minutes", "amount"), [(60, 15, "10.00"), (16 * 60 + 1, 30, "20.00"), (3600, 60, "40.00")]
)
async def test_minutes_are_rounded_as_the_contract_says(
    hall: Hall, olga, will, job, seconds: int, minutes: int, amount: str
):
    await olga.call("update_contract", contract_id=job.id, settings={"rounding_minutes": 15})
    await start(will, job)
    hall.clock.advance(seconds=seconds)
    charge = (await stop(will, job))["transaction"]
    assert (charge["time"], charge["amount"]) == (minutes, amount)


async def test_a_clock_of_less_than_a_minute_is_thrown_away(hall: Hall, will, job):
    await start(will, job)
    hall.clock.advance(seconds=59)
    done = await stop(will, job)
    assert (done["time_log"]["status"], "transaction" in done) == ("discarded", False)
    assert hall.sql("SELECT count(*) FROM contract_charges") == [(0,)]


async def test_after_a_clock_that_was_thrown_away_its_end_is_told(hall: Hall, will, job):
    with pytest.raises(Refused) as never:
        await stop(will, job)
    assert "None has run yet." in never.value.text
    await start(will, job)
    hall.clock.advance(seconds=59)
    await stop(will, job)
    hall.clock.advance(minutes=20)
    with pytest.raises(Refused) as no:
        await stop(will, job)
    assert "The last one was stopped at 2026-03-02T" in no.value.text
    assert "and thrown away." in no.value.text


async def test_a_clock_ends_no_earlier_than_it_began_when_time_is_set_back(hall: Hall, will, job):
    begun = (await start(will, job))["start"]
    hall.clock.advance(seconds=-2)
    done = (await stop(will, job))["time_log"]
    assert (done["status"], done["start"], done["end"]) == ("discarded", begun, begun)
    log = await start(will, job)
    hall.clock.advance(seconds=-2)
    gone = (await will.call("delete_time_log", time_log_id=log["id"]))["time_log"]
    assert (gone["status"], gone["end"]) == ("discarded", log["start"])


async def test_one_person_has_one_clock_in_the_whole_hall(olga, will, job):
    other = await hire(olga, await contract(olga, label="Garden"), will)
    running = await start(will, job)
    assert (await start(will, job))["id"] == running["id"]
    with pytest.raises(Refused) as no:
        await will.call("start_participant_timer", participant_id=other["id"])
    assert (no.value.code, no.value.next) == ("clock_runs", ["stop_participant_timer"])
    assert no.value.details["contract_id"] == job.id


async def test_of_two_starts_at_once_one_wins(hall: Hall, olga, will, job):
    other = await hire(olga, await contract(olga, label="Garden"), will)
    answers = await asyncio.gather(
        will.call("start_participant_timer", participant_id=job.place),
        will.call("start_participant_timer", participant_id=other["id"]),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["Refused", "dict"]
    assert hall.sql("SELECT count(*) FROM time_logs WHERE status_id = 100") == [(1,)]


async def test_of_two_stops_at_once_one_charges_and_both_hear_of_it(hall: Hall, olga, will, job):
    await start(will, job)
    hall.clock.advance(hours=1)
    one, two = await asyncio.gather(stop(will, job), stop(olga, job))
    assert one["transaction"]["id"] == two["transaction"]["id"]
    assert hall.sql("SELECT count(*) FROM contract_charges") == [(1,)]
    hall.clock.advance(minutes=11)
    with pytest.raises(Refused) as no:
        await stop(will, job)
    assert (no.value.details["state"], "2026-03-02T10:00:00Z" in no.value.text) == ("not_running", True)


async def test_a_stop_that_was_forgotten_lies_inside_the_session(hall: Hall, will, job):
    await start(will, job)
    hall.clock.advance(hours=5)
    for moment in ("2026-03-02T08:59:00Z", "2026-03-02T14:00:01Z"):
        with pytest.raises(Refused) as no:
            await stop(will, job, stop_at=moment)
        assert "2026-03-02T09:00:00Z" in no.value.fields["stop_at"]
    charge = (await stop(will, job, stop_at="2026-03-02T11:30:00Z", label="Until lunch"))["transaction"]
    assert (charge["time"], charge["label"]) == (150, "Until lunch")


async def test_a_night_over_a_clock_change_counts_real_hours_for_the_day_it_began(hall: Hall, will, job):
    hall.clock.set(hall.clock.now.replace(month=3, day=28, hour=21, minute=0))
    await start(will, job)
    hall.clock.advance(hours=7)
    done = await stop(will, job)
    assert (done["transaction"]["time"], done["transaction"]["date"]) == (7 * 60, "2026-03-28")


async def test_a_late_stop_by_hand_counts_no_more_than_the_longest_time(hall: Hall, will, job):
    await start(will, job)
    hall.clock.advance(hours=20)
    with pytest.raises(Refused) as no:
        await stop(will, job, stop_at="2026-03-02T21:00:01Z")
    assert "2026-03-02T21:00:00Z" in no.value.fields["stop_at"]
    assert (await stop(will, job))["transaction"]["time"] == 12 * 60


async def test_a_day_holds_1440_minutes(hall: Hall, will, job):
    hall.clock.set(hall.clock.now.replace(hour=20))
    await will.call("create_participant_charge", participant_id=job.place, date="2026-03-02", time=1400)
    await start(will, job)
    hall.clock.advance(hours=1)
    done = await stop(will, job)
    assert (done["time_log"]["minutes"], done["transaction"]["time"]) == (60, 40)
    assert any("40 of 60 minutes" in text for text in done["warnings"])


async def test_who_is_over_the_weekly_limit_is_told_and_may_go_on(hall: Hall, olga, will):
    id = await contract(olga)
    place = await hire(olga, id, will, schedule={"limit": 1})
    await will.call("create_participant_charge", participant_id=place["id"], date="2026-03-02", time=90)
    started = await will.call("start_participant_timer", participant_id=place["id"])
    assert any("30 minutes over" in text for text in started["warnings"])
    hall.clock.advance(minutes=20)
    done = await will.call("stop_participant_timer", participant_id=place["id"])
    assert done["transaction"]["over_limit"] is True


async def test_the_clock_of_others_takes_write_level_4(hall: Hall, olga, will, rita, sam, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    with pytest.raises(Refused) as no:
        await start(sam, job)
    assert no.value.status == 403
    await start(rita, job)
    assert any("started the clock for you" in text for text in heard(hall, will))
    with pytest.raises(Refused) as no:
        await stop(sam, job)
    assert no.value.status == 403
    hall.clock.advance(minutes=30)
    assert (await stop(rita, job))["transaction"]["time"] == 30


async def test_own_clocks_are_free_of_charge_and_so_is_what_runs_already(hall: Hall, olga, will, rita, job):
    purses = [hall.purse(person.owner, "USDT") for person in (will, rita)]
    await start(will, job)
    await start(rita, job)
    assert [hall.purse(person.owner, "USDT") for person in (will, rita)] == purses
    await will.call("delete_time_log", time_log_id=1)
    await start(rita, job)
    assert hall.purse(rita.owner, "USDT") != purses[1]


async def test_no_clock_runs_before_the_yes_or_where_none_may(olga, will, sam, job):
    asked = await ask(olga, job.id, will, role="tester")
    with pytest.raises(Refused) as no:
        await will.call("start_participant_timer", participant_id=asked["id"])
    assert "reply_to_participation_request" in no.value.next
    with pytest.raises(Refused) as no:
        await start(sam, job)
    assert no.value.status == 404
    await olga.call("update_contract", contract_id=job.id, settings={"trackable": False})
    with pytest.raises(Refused) as no:
        await start(will, job)
    assert no.value.details["state"] == "not_trackable"


async def test_a_clock_on_a_task_shows_it_and_charges_it(hall: Hall, olga, will, job):
    with pytest.raises(Refused) as no:
        await start(will, job, event_id=999)
    assert no.value.status == 404
    task = await olga.call("create_contract_event", contract_id=job.id, label="Write the forms")
    log = await start(will, job, event_id=task["event"]["id"])
    assert (log["trackable_type"], log["trackable_id"]) == ("event", task["event"]["id"])
    hall.clock.advance(minutes=30)
    charge = (await stop(will, job))["transaction"]
    assert charge["label"] == "Write the forms"
    assert hall.sql("SELECT parent_id FROM events WHERE id = ?", charge["id"]) == [(task["event"]["id"],)]


async def test_others_see_how_long_from_read_level_3_on(hall: Hall, olga, will, sam, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=2)
    await start(will, job)
    hall.clock.advance(minutes=30)
    for caller in (will, olga):
        seen = await caller.call("check_participant_timer", participant_id=job.place)
        assert (seen["is_working"], seen["time_log"]["elapsed_minutes"], seen["minutes_this_week"]) == (True, 30, 0)
    seen = await sam.call("check_participant_timer", participant_id=job.place)
    assert (seen["is_working"], "time_log" in seen, "minutes_this_week" in seen) == (True, False, False)


async def test_the_shown_end_is_a_guess_that_moves_on(hall: Hall, will, job):
    first = await start(will, job)
    assert "2026-03-02T09:25:00Z" <= first["end"] <= "2026-03-02T09:55:00Z"
    hall.clock.advance(minutes=56)
    later = (await will.call("check_participant_timer", participant_id=job.place))["time_log"]
    assert later["end"] > "2026-03-02T09:56:00Z"
    assert (later["status"], later["id"]) == ("running", first["id"])


async def test_who_is_asked_is_led_to_the_answer_first(olga, sam, job):
    asked = await ask(olga, job.id, sam, role="tester")
    with pytest.raises(Refused) as no:
        await sam.call("start_participant_timer", participant_id=asked["id"])
    assert (no.value.status, no.value.next[0]) == (409, "reply_to_participation_request")
    assert "has to accept first" in no.value.text
