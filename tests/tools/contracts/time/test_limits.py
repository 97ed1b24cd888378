"""What time alone does to clocks."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.contracts import cast
from tests.tools.contracts.cast import heard


async def test_a_clock_that_nobody_stops_ends_after_its_longest_time(hall: Hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, settings={"max_timer_hours": 2})
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=9)
    await hall.tick()
    rows = hall.sql("SELECT status_id, minutes, stop_reason, stopped_by_id FROM time_logs")
    assert rows == [(777, 120, "limit", None)]
    assert hall.sql("SELECT minutes FROM contract_charges") == [(120,)]
    assert any("2026-03-02T11:00:00Z" in text for text in heard(hall, will))
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM contract_charges") == [(1,)]


async def test_a_clock_that_cannot_be_stopped_keeps_nobody_elses_running(hall: Hall, olga, will, sam, job):
    other = await cast.job(olga, sam, label="Other")
    await will.call("start_participant_timer", participant_id=job.place)
    await sam.call("start_participant_timer", participant_id=other.place)
    await hall.app.database.write(lambda tx: tx.change("contracts", job.id, settings="{broken"))
    hall.clock.advance(hours=25)
    await hall.tick()
    assert hall.sql("SELECT contract_id, status_id FROM time_logs ORDER BY id") == [(job.id, 100), (other.id, 777)]


async def test_a_clock_stops_when_its_contract_ends_and_is_charged_up_to_there(hall: Hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-02T12:00:00+01:00")
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=5)
    await hall.tick()
    assert hall.sql("SELECT status_id, minutes, stop_reason FROM time_logs") == [(777, 120, "clock")]
    assert cast.state(hall, job.id) == 555
    assert any("when the contract ended" in text for text in heard(hall, will))


async def test_a_contract_is_not_complete_while_a_clock_runs_on_it(hall: Hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-02T10:30:00+01:00")
    hall.clock.advance(hours=1)
    started = await will.call("start_participant_timer", participant_id=job.place)
    await hall.tick()
    assert (cast.state(hall, job.id), cast.place_state(hall, job.place)) == (555, 200)
    await will.call("delete_time_log", time_log_id=started["time_log"]["id"])
    assert (cast.state(hall, job.id), cast.place_state(hall, job.place)) == (777, 777)


async def test_the_clock_of_an_agent_that_was_ended_stops(hall: Hall, olga, job):
    bot = await hall.agent("Bot")
    boss = await hall.person("boss@bot.test", company="Bot")
    await hall.app.database.write(
        lambda tx: tx.change("contract_participants", job.place, user_type="agent", user_id=bot.id)
    )
    await olga.call("add_contract_user", contract_id=job.id, user_id=bot.id, user_type="agent", role_id=3)
    await bot.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=1)
    await boss.call("end_company_agent", agent_id=bot.id)
    await hall.tick()
    assert hall.sql("SELECT status_id, minutes, stop_reason FROM time_logs") == [(777, 60, "clock")]
