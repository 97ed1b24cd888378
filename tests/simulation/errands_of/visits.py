"""The visit itself: the appointment moves, providers say when they come, are late, check in and out, and hours are corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from store.types import utc_time
from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor

AT_THE_SITE = {"latitude": 44.98333, "longitude": -93.26667}
FAR_FROM_IT = {"latitude": 45.2, "longitude": -93.9}
Call = tuple[Actor, str, dict[str, Any]]


def order_visits(scene: Scene) -> Chosen | None:
    """One thing about the visit of an order that is assigned or reported done; mostly by its provider."""
    chance = scene.random.random()
    some, acts = ("status = 3", ACTS)
    if chance < 0.25:
        some, acts = f"status = 3 AND {_BEEN_THERE}", (_hand_in,)
    elif chance < 0.45:
        some, acts = "status IN (4, 4, 5)", (_hand_in, _hand_in, _hand_in, _correction, _again, _problem, _look)
    order = scene.one(
        f"""SELECT id, status, company_id, assignee_id, pay_type, start_at, window_end_at FROM work_orders w
            WHERE assignee_id IS NOT NULL AND {some} ORDER BY id DESC LIMIT 6"""
    )
    if order is None:
        return None
    company = scene.client(order["company_id"])
    provider = scene.people.of("person", order["assignee_id"])
    if provider is None or scene.random.random() < 0.03:
        provider = scene.any_of(scene.people.workers)
    act = scene.random.choice(acts)
    who, tool, given = act(scene, dict(order), company, provider)
    return who, tool, {"work_order_id": scene.id("work_order_id", order["id"]), **given}


def _arrival(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    somebody = scene.random.choice((provider, provider, company))
    eta = {"start": order["start_at"], "hour_estimate": scene.random.choice(("1", "2.5"))}
    late = {"delay_minutes": scene.random.choice((10, 90)), "reason": "Traffic"}
    if scene.random.random() < 0.5:
        late["new_eta"] = (scene.draw.now + timedelta(hours=3)).isoformat()
    return scene.random.choice(
        (
            (somebody, "set_work_order_eta", eta),
            (somebody, "set_work_order_eta", eta),
            (provider, "mark_work_order_on_my_way", scene.random.choice(({}, FAR_FROM_IT, {"drive_time": 600}))),
            (provider, "record_work_order_delay", late),
        )
    )


def _clock(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    """In when nobody is, else out; now and then the other way round, or from far away."""
    somebody = scene.random.choice((provider, provider, provider, company))
    is_open = scene.one(
        "SELECT id FROM work_order_time_logs WHERE work_order_id = ? AND out_at IS NULL AND void = 0", order["id"]
    )
    leaves = (is_open is not None) == (scene.random.random() < 0.95)
    stamp: dict[str, Any] = scene.random.choice(({}, AT_THE_SITE, AT_THE_SITE, FAR_FROM_IT))
    if scene.random.random() < 0.2:
        stamp = {**stamp, "created": (scene.draw.now - timedelta(minutes=scene.random.randrange(40))).isoformat()}
    if not leaves:
        return somebody, "create_work_order_time_log", {"check_in": stamp}
    return somebody, "create_work_order_time_log", {"check_out": stamp, **_devices(scene, order)}


def _whole_visit(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    came = scene.draw.now - timedelta(hours=scene.random.randrange(2, 40))
    left = came + timedelta(minutes=scene.random.randrange(1, 200))
    given = {"check_in": {"created": came.isoformat()}, "check_out": {"created": left.isoformat()}}
    return scene.random.choice((provider, company)), "create_work_order_time_log", {**given, **_devices(scene, order)}


def _devices(scene: Scene, order: dict[str, Any]) -> dict[str, Any]:
    said = order["pay_type"] == "device" or scene.random.random() < 0.02
    return {"devices": scene.random.randrange(5)} if said else {}


def _correction(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    log = scene.one(
        "SELECT id, in_at, out_at FROM work_order_time_logs WHERE work_order_id = ? ORDER BY id DESC LIMIT 4",
        order["id"],
    )
    if log is None:
        return _clock(scene, order, company, provider)
    id = scene.id("time_log_id", log["id"])
    somebody = scene.random.choice((provider, company, company))
    earlier = {"check_in": {"created": _moved(log["in_at"], -scene.random.randrange(1, 90))}}
    later = {"check_out": {"created": _moved(log["out_at"] or log["in_at"], scene.random.randrange(1, 90))}}
    one = scene.random.choice((earlier, later, {**earlier, **later}, {"verified": True}, {"clear": ["check_out"]}))
    if scene.random.random() < 0.25:
        return somebody, "delete_work_order_time_log", {"time_log_id": id, "reason": "Somebody else's"}
    if scene.random.random() < 0.3 and "clear" not in one:
        logs = {"time_logs": [{"time_log_id": id, **one}], "reason": "As the door says"}
        return somebody, "update_all_work_order_time_logs", logs
    return somebody, "update_work_order_time_log", {"time_log_id": id, "reason": "As the door says", **one}


def _moved(stamp: str, minutes: int) -> str:
    return (utc_time(stamp) + timedelta(minutes=minutes)).isoformat()


def _appointment(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    start = scene.draw.moment()
    if scene.random.random() < 0.4:
        return company, "update_work_order_schedule", {"mode": "exact", "start": start}
    end = _moved(start.replace("+00:00", ".000Z"), 60 * scene.random.randrange(3, 10))
    return company, "update_work_order_schedule", {"mode": "between", "start": start, "end": end}


def _problem(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    somebody = scene.random.choice((provider, company))
    known = _latest(scene, "work_order_problems", order["id"])
    if known is None or scene.random.random() < 0.4:
        return (
            somebody,
            "create_work_order_problem",
            {"type_id": scene.random.choice((3, 4, 5, 9)), "comments": "Locked"},
        )
    one = {"problem_id": scene.id("problem_id", known)}
    return scene.random.choice(
        (
            (somebody, "update_work_order_problem", {**one, "status": "resolved", "note": "Open now"}),
            (company, "update_work_order_problem", {**one, "status": "open"}),
            (somebody, "delete_work_order_problem", one),
        )
    )


def _again(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    somebody = scene.random.choice((provider, company))
    known = _latest(scene, "work_order_site_revisits", order["id"])
    if known is None or scene.random.random() < 0.4:
        return somebody, "create_work_order_site_revisit", {"revisit_reason_id": 10, "notes": "A part is missing"}
    one = {"revisit_id": scene.id("revisit_id", known)}
    return scene.random.choice(
        (
            (somebody, "update_work_order_site_revisit", {**one, "scheduled_at": scene.draw.moment()}),
            (company, "update_work_order_site_revisit", {**one, "is_billable": True, "status": "done"}),
            (company, "delete_work_order_site_revisit", one),
        )
    )


def _hand_in(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    """The steps that are still open are ticked, and the work is reported done; then it is approved or sent back."""
    if order["status"] == 5:
        return company, "pay_work_order", {}
    if order["status"] == 4 and scene.random.random() < 0.75:
        return company, "approve_work_order", {"decide_pending": scene.random.choice(("accept", "decline"))}
    if order["status"] == 4:
        return company, "mark_work_order_incomplete", {"reason_id": 1, "reason": "A cover"}
    required = scene.one(
        "SELECT id FROM work_order_tasks WHERE work_order_id = ? AND required = 1 AND status = 'incomplete'",
        order["id"],
    )
    if required is not None and scene.random.random() < 0.9:
        step = {"task_id": scene.id("task_id", required["id"]), "status": "complete"}
        return provider, "update_work_order_task", {**step, "closing_notes": "Done"}
    return provider, "mark_work_order_complete", {"closing_notes": "Done"}


def _look(scene: Scene, order: dict[str, Any], company: Actor, provider: Actor) -> Call:
    reads = (
        "get_work_order_schedule", "get_work_order_eta", "list_work_order_time_logs", "list_work_order_problems",
        "list_work_order_site_revisits",
    )  # fmt: skip
    return scene.random.choice((provider, company)), scene.random.choice(reads), {}


def _latest(scene: Scene, table: str, order_id: int) -> int | None:
    row = scene.one(f"SELECT id FROM {table} WHERE work_order_id = ? ORDER BY id DESC LIMIT 3", order_id)
    return row["id"] if row is not None else None


# Somebody has been there and left again.
_BEEN_THERE = """EXISTS (SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0)
                 AND NOT EXISTS (SELECT 1 FROM work_order_time_logs l
                                 WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at IS NULL)"""
ACTS = (
    _arrival, _arrival, _clock, _clock, _clock, _clock, _whole_visit, _correction, _appointment, _problem, _again, _look,
)  # fmt: skip
