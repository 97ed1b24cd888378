"""Visits of the full world's orders."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.work_orders import field_work

VISITED = (
    "list_work_order_time_logs", "update_work_order_time_log", "update_all_work_order_time_logs", "delete_work_order_time_log",
    "list_work_order_site_revisits", "create_work_order_site_revisit", "update_work_order_site_revisit",
    "delete_work_order_site_revisit", "list_work_order_problems", "create_work_order_problem", "update_work_order_problem",
    "delete_work_order_problem", "mark_work_order_on_my_way",
)  # fmt: skip
TO_COME = (
    "create_work_order_time_log", "set_work_order_eta", "get_work_order_eta",
    "record_work_order_delay", "update_work_order_schedule",
)  # fmt: skip


async def visit_ids(boss: TestCaller, pia: TestCaller, to_come: int) -> dict[str, Any]:
    """Ids of an order that was visited, with a log, a return visit and a problem of its provider; to_come: one that was not."""
    fields = {"schedule": {"mode": "exact", "start": "2026-03-03T05:00:00Z"}}
    id = await field_work.assigned(boss, pia, **fields)
    visit = {"check_in": {"created": "2026-03-01T09:00:00Z"}, "check_out": {"created": "2026-03-01T11:00:00Z"}}
    log = (await pia.call("create_work_order_time_log", work_order_id=id, **visit))["time_log"]["id"]
    reason = (await boss.call("list_site_revisit_reasons"))["results"][0]["id"]
    given = {"work_order_id": id, "revisit_reason_id": reason}
    revisit = (await boss.call("create_work_order_site_revisit", **given))["site_revisit"]["id"]
    said = {"work_order_id": id, "type_id": 9, "comments": "Loose cable"}
    problem = (await boss.call("create_work_order_problem", **said))["problem"]["id"]
    return {
        "time_log_id": log, "update_all_work_order_time_logs.time_logs.time_log_id": log, "revisit_id": revisit,
        "problem_id": problem, "revisit_reason_id": reason, "create_work_order_problem.type_id": 9,
        "create_work_order_time_log.user_id": pia.id, "list_work_order_time_logs.user_id": pia.id,
        "update_work_order_problem.type_id": 9, "set_work_order_eta.start": "2026-03-18T09:00:00Z",
        "create_work_order_time_log.check_in": {"created": "2026-03-02T08:00:00Z"}, "update_work_order_time_log.note": "Twice",
        "update_all_work_order_time_logs.time_logs": [{"time_log_id": log, "note": "Twice"}],
        "update_work_order_site_revisit.notes": "With a ladder", "update_work_order_schedule.start": "2026-03-18T10:00:00Z",
        **{f"{tool}.work_order_id": id for tool in VISITED}, **{f"{tool}.work_order_id": to_come for tool in TO_COME},
    }  # fmt: skip
