"""Whom the clocks of contracts tell."""

from __future__ import annotations

from typing import Any

from tests.contract.contracts.events import a_job, hears
from tests.contract.telling import Expected, Scenario, Watch
from tests.hall import TestCaller
from tests.tools.contracts.cast import Job


async def running(watch: Watch) -> tuple[TestCaller, TestCaller, TestCaller, Job, dict[str, Any]]:
    """The people of a job on which Will's clock has run for an hour."""
    olga, will, rita, made = await a_job(watch)
    started = await will.call("start_participant_timer", participant_id=made.place)
    watch.hall.clock.advance(hours=1)
    return olga, will, rita, made, started["time_log"]


async def start_it_oneself(watch: Watch) -> Expected:
    _, will, _, made = await a_job(watch)
    await watch.act(will, "start_participant_timer", participant_id=made.place)
    return set()


async def start_it_for_somebody(watch: Watch) -> Expected:
    _, will, rita, made = await a_job(watch)
    await watch.act(rita, "start_participant_timer", participant_id=made.place)
    return {hears(will, "contract_step")}


async def stop_it_oneself(watch: Watch) -> Expected:
    olga, will, rita, made, _ = await running(watch)
    await watch.act(will, "stop_participant_timer", participant_id=made.place)
    return {hears(olga, "contract_money"), hears(rita, "contract_money")}


async def stop_it_for_somebody(watch: Watch) -> Expected:
    olga, will, rita, made, _ = await running(watch)
    await watch.act(rita, "stop_participant_timer", participant_id=made.place)
    return {hears(olga, "contract_money"), hears(will, "contract_money")}


async def throw_it_away(watch: Watch) -> Expected:
    olga, will, _, _, log = await running(watch)
    await watch.act(olga, "delete_time_log", time_log_id=log["id"])
    return {hears(will, "contract_step")}


async def throw_it_away_with_its_charge(watch: Watch) -> Expected:
    olga, will, rita, made, log = await running(watch)
    await will.call("stop_participant_timer", participant_id=made.place)
    await watch.act(will, "delete_time_log", time_log_id=log["id"])
    return {hears(olga, "contract_money"), hears(rita, "contract_money")}


async def nobody_stops_it(watch: Watch) -> Expected:
    olga, will, rita, _, _ = await running(watch)
    watch.hall.clock.advance(hours=12)
    await watch.tick()
    return {hears(will, "contract_step"), hears(olga, "contract_money"), hears(rita, "contract_money")}


SCENARIOS: dict[str, Scenario] = {
    "start_participant_timer by oneself": start_it_oneself,
    "start_participant_timer for somebody": start_it_for_somebody,
    "stop_participant_timer by oneself": stop_it_oneself,
    "stop_participant_timer for somebody": stop_it_for_somebody,
    "delete_time_log": throw_it_away,
    "delete_time_log with its charge": throw_it_away_with_its_charge,
    "tick: a clock that nobody stopped": nobody_stops_it,
}
NOBODY_ELSE = {"start_time_log": "one's own clock: nothing is owed before it is stopped"}
