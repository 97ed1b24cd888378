"""Whom the visits of a work order tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, site
from tests.tools.work_orders.field_work import assigned

VISIT = {
    "check_in": {"created": "2026-03-10T09:00:00Z"}, "check_out": {"created": "2026-03-10T11:00:00Z"},
}  # fmt: skip


async def at_work(watch: Watch, **fields: Any) -> tuple[Site, int]:
    """An order assigned to Pia, on the day of its visit."""
    it = await site(watch)
    id = await assigned(it.boss, it.pia, **fields)
    it.hall.clock.set(datetime.fromisoformat("2026-03-10T12:00:00Z"))
    return it, id


async def a_check_in_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, check_in={})
    return it.company_told("work_order_visit", mailed=False)


async def a_check_in_elsewhere_says_so(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    place = {"latitude": 10.0, "longitude": 10.0}
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, check_in=place)
    return it.company_told("work_order_visit", mailed=False)


async def a_check_out_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, **VISIT)
    return it.company_told("work_order_visit", mailed=False)


async def a_check_in_in_their_place_reaches_the_provider(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_time_log", work_order_id=id, check_in={})
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_visit_recorded_in_their_place_reaches_the_provider(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_time_log", work_order_id=id, **VISIT)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def logged(watch: Watch) -> tuple[Site, dict[str, int]]:
    """A visit of Pia's, recorded."""
    it, id = await at_work(watch)
    made = await it.pia.call("create_work_order_time_log", work_order_id=id, **VISIT)
    return it, {"work_order_id": id, "time_log_id": made["time_log"]["id"]}


async def a_correction_by_the_company_reaches_the_provider(watch: Watch) -> Expected:
    it, log = await logged(watch)
    out = {"created": "2026-03-10T10:30:00Z"}
    await watch.act(it.boss, "update_work_order_time_log", **log, check_out=out, reason="Closed at half past ten")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_correction_by_the_provider_reaches_the_company(watch: Watch) -> Expected:
    it, log = await logged(watch)
    out = {"created": "2026-03-10T11:30:00Z"}
    await watch.act(it.pia, "update_work_order_time_log", **log, check_out=out, reason="Forgot half an hour")
    return it.company_told("work_order_visit", mailed=False)


async def a_tick_of_the_company_is_nobodys_news(watch: Watch) -> Expected:
    it, log = await logged(watch)
    await watch.act(it.boss, "update_work_order_time_log", **log, verified=True)
    return set()


async def corrections_of_many_reach_the_provider_once(watch: Watch) -> Expected:
    it, log = await logged(watch)
    second = {"check_in": {"created": "2026-03-10T07:00:00Z"}, "check_out": {"created": "2026-03-10T08:00:00Z"}}
    made = await it.pia.call("create_work_order_time_log", work_order_id=log["work_order_id"], **second)
    logs = [
        {"time_log_id": log["time_log_id"], "check_out": {"created": "2026-03-10T10:00:00Z"}},
        {"time_log_id": made["time_log"]["id"], "note": "Both floors"},
    ]
    await watch.act(it.boss, "update_all_work_order_time_logs", work_order_id=log["work_order_id"], time_logs=logs)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def corrections_of_many_reach_the_company(watch: Watch) -> Expected:
    it, log = await logged(watch)
    second = {"check_in": {"created": "2026-03-10T07:00:00Z"}, "check_out": {"created": "2026-03-10T08:00:00Z"}}
    made = await it.pia.call("create_work_order_time_log", work_order_id=log["work_order_id"], **second)
    logs = [{"time_log_id": id, "note": "Both floors"} for id in (log["time_log_id"], made["time_log"]["id"])]
    given = {"work_order_id": log["work_order_id"], "time_logs": logs, "reason": "Forgot the note"}
    await watch.act(it.pia, "update_all_work_order_time_logs", **given)
    return it.company_told("work_order_visit", mailed=False)


async def a_log_taken_off_reaches_the_provider(watch: Watch) -> Expected:
    it, log = await logged(watch)
    await watch.act(it.boss, "delete_work_order_time_log", **log, reason="Never there")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_log_taken_off_by_its_provider_reaches_the_company(watch: Watch) -> Expected:
    it, log = await logged(watch)
    await watch.act(it.pia, "delete_work_order_time_log", **log)
    return it.company_told("work_order_visit", mailed=False)


async def a_moved_visit_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_schedule", work_order_id=id, start="2026-03-12T09:00:00Z")
    return {told(it.pia, "work_order_schedule_changed", *MAILED)}


async def a_confirmed_arrival_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.pia, "set_work_order_eta", work_order_id=id, start="2026-03-10T09:00:00Z")
    return it.company_told("work_order_visit", mailed=False)


async def an_arrival_confirmed_in_their_place_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "set_work_order_eta", work_order_id=id, start="2026-03-10T09:00:00Z")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def setting_out_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "mark_work_order_on_my_way", work_order_id=id, drive_time=900)
    return it.company_told("work_order_visit", mailed=False)


async def a_delay_reaches_the_company_at_once(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"delay_minutes": 30, "reason": "Traffic", "new_eta": "2026-03-10T09:30:00Z"}
    await watch.act(it.pia, "record_work_order_delay", work_order_id=await assigned(it.boss, it.pia), **given)
    return it.company_told("work_order_late")


async def a_problem_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "create_work_order_problem", work_order_id=id, type_id=3, comments="Locked")
    return it.company_told("work_order_late")


async def a_problem_of_the_company_reaches_the_provider(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_problem", work_order_id=id, type_id=4, comments="Nobody came")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def an_internal_problem_is_nobodys_news(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_problem", work_order_id=id, type_id=31, comments="Who pays?")
    return set()


async def reported(watch: Watch, by: str = "pia") -> tuple[Site, dict[str, int]]:
    it, id = await at_work(watch)
    who = it.pia if by == "pia" else it.boss
    made = await who.call("create_work_order_problem", work_order_id=id, type_id=9, comments="Loose cable")
    return it, {"work_order_id": id, "problem_id": made["problem"]["id"]}


async def a_settled_problem_reaches_the_provider(watch: Watch) -> Expected:
    it, problem = await reported(watch)
    await watch.act(it.boss, "update_work_order_problem", **problem, status="resolved", note="Fixed")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_problem_opened_again_reaches_the_provider(watch: Watch) -> Expected:
    it, problem = await reported(watch)
    await it.boss.call("update_work_order_problem", **problem, status="resolved")
    await watch.act(it.boss, "update_work_order_problem", **problem, status="open")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def an_edited_report_reaches_the_company(watch: Watch) -> Expected:
    it, problem = await reported(watch)
    await watch.act(it.pia, "update_work_order_problem", **problem, comments="Two loose cables")
    return it.company_told("work_order_visit", mailed=False)


async def a_problem_taken_back_reaches_the_company(watch: Watch) -> Expected:
    it, problem = await reported(watch)
    await watch.act(it.pia, "delete_work_order_problem", **problem)
    return it.company_told("work_order_visit", mailed=False)


async def come_again(watch: Watch) -> tuple[Site, dict[str, Any]]:
    it, id = await at_work(watch)
    found = await it.pia.call("list_site_revisit_reasons", company_id=it.boss.company)
    return it, {"work_order_id": id, "revisit_reason_id": found["results"][0]["id"]}


async def a_return_visit_reaches_the_company(watch: Watch) -> Expected:
    it, visit = await come_again(watch)
    await watch.act(it.pia, "create_work_order_site_revisit", **visit, scheduled_at="2026-03-12T09:00:00Z")
    return it.company_told("work_order_visit", mailed=False)


async def a_return_visit_planned_by_the_company_reaches_the_provider(watch: Watch) -> Expected:
    it, visit = await come_again(watch)
    visit["revisit_reason_id"] = (await it.boss.call("list_site_revisit_reasons"))["results"][0]["id"]
    await watch.act(it.boss, "create_work_order_site_revisit", **visit)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def planned(watch: Watch) -> tuple[Site, dict[str, int]]:
    it, visit = await come_again(watch)
    made = await it.pia.call("create_work_order_site_revisit", **visit)
    return it, {"work_order_id": visit["work_order_id"], "revisit_id": made["site_revisit"]["id"]}


async def a_changed_return_visit_reaches_the_provider(watch: Watch) -> Expected:
    it, visit = await planned(watch)
    await watch.act(it.boss, "update_work_order_site_revisit", **visit, status="done")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_return_visit_taken_off_reaches_the_provider(watch: Watch) -> Expected:
    it, visit = await planned(watch)
    await watch.act(it.boss, "delete_work_order_site_revisit", **visit)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_missed_arrival_reaches_the_company(watch: Watch) -> Expected:
    it, _ = await at_work(watch)
    await watch.tick()
    return it.company_told("work_order_late")


SCENARIOS: dict[str, Scenario] = {
    "create_work_order_time_log": a_check_in_reaches_the_company,
    "create_work_order_time_log elsewhere": a_check_in_elsewhere_says_so,
    "create_work_order_time_log of a whole visit": a_check_out_reaches_the_company,
    "create_work_order_time_log by the company": a_check_in_in_their_place_reaches_the_provider,
    "create_work_order_time_log of a whole visit by the company": a_visit_recorded_in_their_place_reaches_the_provider,
    "update_work_order_time_log": a_correction_by_the_company_reaches_the_provider,
    "update_work_order_time_log by the provider": a_correction_by_the_provider_reaches_the_company,
    "update_work_order_time_log: verified": a_tick_of_the_company_is_nobodys_news,
    "update_all_work_order_time_logs": corrections_of_many_reach_the_provider_once,
    "update_all_work_order_time_logs by the provider": corrections_of_many_reach_the_company,
    "delete_work_order_time_log": a_log_taken_off_reaches_the_provider,
    "delete_work_order_time_log by the provider": a_log_taken_off_by_its_provider_reaches_the_company,
    "update_work_order_schedule": a_moved_visit_reaches_the_provider,
    "set_work_order_eta": a_confirmed_arrival_reaches_the_company,
    "set_work_order_eta by the company": an_arrival_confirmed_in_their_place_reaches_the_provider,
    "mark_work_order_on_my_way": setting_out_reaches_the_company,
    "record_work_order_delay": a_delay_reaches_the_company_at_once,
    "create_work_order_problem": a_problem_reaches_the_company,
    "create_work_order_problem by the company": a_problem_of_the_company_reaches_the_provider,
    "create_work_order_problem of its own": an_internal_problem_is_nobodys_news,
    "update_work_order_problem": a_settled_problem_reaches_the_provider,
    "update_work_order_problem: open again": a_problem_opened_again_reaches_the_provider,
    "update_work_order_problem: edited": an_edited_report_reaches_the_company,
    "delete_work_order_problem": a_problem_taken_back_reaches_the_company,
    "create_work_order_site_revisit": a_return_visit_reaches_the_company,
    "create_work_order_site_revisit by the company": a_return_visit_planned_by_the_company_reaches_the_provider,
    "update_work_order_site_revisit": a_changed_return_visit_reaches_the_provider,
    "delete_work_order_site_revisit": a_return_visit_taken_off_reaches_the_provider,
    "tick: an arrival is missed": a_missed_arrival_reaches_the_company,
}
