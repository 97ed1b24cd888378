"""How time logs, arrivals, return visits and problems look in answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import parts as work_order_parts
from store.work_orders.visits import arrivals
from tools.call import Call
from tools.shapes import NamedShape, Theirs
from tools.work_orders.access import Side
from tools.work_orders.pay_shapes import pay_shape
from tools.work_orders.rules.checklist import SET_ETA
from tools.work_orders.rules.problems import PROBLEM_TYPES
from tools.work_orders.shapes import ConditionShape, EtaStatusShape, ScheduleShape, eta_shape, schedule_shape


class PointShape(TypedDict):
    latitude: float
    longitude: float


class StampShape(TypedDict):
    """created: as stated, by the clock of a device. received: when it reached the server, by its own clock."""

    created: str
    received: NotRequired[str | None]
    actor: str
    coordinates: NotRequired[PointShape | None]
    distance_km: NotRequired[str | None]
    location_ok: NotRequired[bool | None]


FiguresShape = TypedDict(
    "FiguresShape",
    {
        "in": str, "out": NotRequired[str | None], "hours": NotRequired[str | None], "devices": NotRequired[int | None],
        "note": NotRequired[Theirs | None],
    },
)  # fmt: skip


class CorrectionShape(TypedDict):
    """after is left out where the log was taken away."""

    at: str
    by: str
    acting_user_id: NotRequired[int | None]
    reason: NotRequired[Theirs | None]
    before: FiguresShape
    after: NotRequired[FiguresShape | None]


TimeLogShape = TypedDict(
    "TimeLogShape",
    {
        "id": int, "work_order_id": int, "user": NamedShape, "in": StampShape, "out": NotRequired[StampShape | None],
        "hours": NotRequired[str | None], "devices": NotRequired[int | None],
        "status": Literal["checked_in", "checked_out"], "verified": bool, "was_late": bool, "logged_by": str,
        "note": NotRequired[Theirs | None], "time_zone": str, "void": bool,
        "corrections": NotRequired[list[CorrectionShape] | None],
    },
)  # fmt: skip


class VisitPay(TypedDict):
    """What the visits come to so far; labor_sum without any closed log is the most it can be."""

    labor_sum: NotRequired[str | None]
    reported_hours: NotRequired[str | None]
    number_of_devices: NotRequired[int | None]


class FullCondition(ConditionShape):
    coordinates: NotRequired[PointShape | None]
    proposed_eta: NotRequired[str | None]


class TaskRef(TypedDict):
    id: int


class UserRef(TypedDict):
    id: int


class FullEta(TypedDict):
    work_order_id: int
    user: UserRef
    task: NotRequired[TaskRef | None]
    mode: NotRequired[Literal["exact", "between", "hours"] | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    hour_estimate: NotRequired[str | None]
    notes: NotRequired[Theirs | None]
    status: EtaStatusShape
    condition: NotRequired[FullCondition | None]


class FullSchedule(ScheduleShape):
    work_order_id: int
    schedule_option: int
    status_id: int
    company_id: int
    correlation_id: str


class RevisitShape(TypedDict):
    """claimed_billable: the provider says it is; the company decides is_billable."""

    id: int
    revisit_reason: NotRequired[NamedShape | None]
    is_billable: bool
    claimed_billable: NotRequired[bool | None]
    notes: NotRequired[Theirs | None]
    scheduled_at: NotRequired[str | None]
    status: Literal["planned", "done"]
    author: str
    created_at: str


class ResolutionShape(TypedDict):
    status: Literal["open", "resolved"]
    at: NotRequired[str | None]
    by: NotRequired[str | None]
    note: NotRequired[Theirs | None]


class ProblemShape(TypedDict):
    id: int
    type: NamedShape
    comments: Theirs
    resolution: ResolutionShape
    allowed_resolvers: list[Literal["buyer", "support", "assigned_provider"]]
    ticket_id: int
    author: str
    created_at: str


def time_log_shape(log: Row, zone: str, corrections: Sequence[Row] = ()) -> TimeLogShape:
    """One time log with the times of the site, and what was corrected in it."""
    by = f"{log['logged_by_type'] or log['in_by_type']}:{log['logged_by_id'] or log['in_by_id']}"
    name = " ".join(part for part in (log["first_name"], log["last_name"]) if part)
    answer: dict[str, Any] = {
        "id": log["id"],
        "work_order_id": log["work_order_id"],
        "user": {"id": log["person_id"], "name": name},
        "in": _stamp_shape(log, "in", zone),
        "out": _stamp_shape(log, "out", zone) if log["out_at"] else None,
        "hours": log["hours"],
        "devices": log["devices"],
        "status": "checked_out" if log["out_at"] else "checked_in",
        "verified": bool(log["verified"]),
        "was_late": bool(log["was_late"]),
        "logged_by": by,
        "note": log["note"],
        "time_zone": zone,
        "void": bool(log["void"]),
        "corrections": [_correction_shape(each) for each in corrections] or None,
    }
    return cast(TimeLogShape, answer)


def _stamp_shape(log: Row, side: str, zone: str) -> StampShape:
    received, ok = log[f"{side}_received_at"], log[f"{side}_location_ok"]
    latitude = log[f"{side}_latitude"]
    return {
        "created": iso(log[f"{side}_at"], zone),
        "received": iso(received, zone) if received else None,
        "actor": f"{log[f'{side}_by_type']}:{log[f'{side}_by_id']}",
        "coordinates": None if latitude is None else {"latitude": latitude, "longitude": log[f"{side}_longitude"]},
        "distance_km": log[f"{side}_distance_km"],
        "location_ok": None if ok is None else bool(ok),
    }


def _correction_shape(row: Row) -> CorrectionShape:
    return {
        "at": iso(row["at"]),
        "by": f"{row['by_type']}:{row['by_id']}",
        "acting_user_id": row["acting_user_id"],
        "reason": row["reason"],
        "before": json.loads(row["before"]),
        "after": json.loads(row["after"]) if row["after"] else None,
    }


def figures(log: Row | Mapping[str, Any], zone: str) -> FiguresShape:
    """What a log says, as it is kept with a correction."""
    said: dict[str, Any] = {
        "in": iso(log["in_at"], zone),
        "out": iso(log["out_at"], zone) if log["out_at"] else None,
        "hours": log["hours"],
        "devices": log["devices"],
        "note": log["note"],
    }
    return cast(FiguresShape, {name: value for name, value in said.items() if value is not None})


def visit_pay(call: Call, row: Row, side: Side) -> VisitPay:
    """What the visits of an order come to."""
    pay = pay_shape(call, row, side)
    if pay is None:
        return {}
    return {
        "labor_sum": pay.get("labor_sum"),
        "reported_hours": pay.get("reported_hours"),
        "number_of_devices": pay.get("number_of_devices"),
    }


def full_eta(call: Call, row: Row) -> FullEta | None:
    """The arrival with all that is known of it; None before an assignment."""
    eta = eta_shape(row)
    if eta is None:
        return None
    answer: dict[str, Any] = {"work_order_id": row["id"], "user": {"id": eta["user_id"]}, **eta}
    del answer["user_id"]
    task = next((each for each in work_order_parts.tasks(call.tx, row["id"]) if each["type_id"] == SET_ETA), None)
    answer["task"] = {"id": task["id"]} if task is not None else None
    answer["mode"] = row["schedule_mode"]
    if "condition" in answer:
        answer["condition"] = {**answer["condition"], **_on_the_way(call, row)}
    return cast(FullEta, answer)


def _on_the_way(call: Call, row: Row) -> dict[str, Any]:
    """Where the assignee set out, and the later arrival that was proposed and not answered yet."""
    latitude = row["eta_latitude"]
    proposed = arrivals.proposed(call.tx, row["id"]) if row["eta_condition"] == "delayed" else None
    return {
        "coordinates": None if latitude is None else {"latitude": latitude, "longitude": row["eta_longitude"]},
        "proposed_eta": iso(proposed, row["time_zone"]) if proposed else None,
    }


def full_schedule(call: Call, row: Row) -> FullSchedule | None:
    """The service window with what it belongs to; None while nothing is scheduled."""
    shape = schedule_shape(call, row)
    if shape is None:
        return None
    return {
        **shape,
        "work_order_id": row["id"],
        "schedule_option": 0,
        "status_id": row["status"],
        "company_id": row["company_id"],
        "correlation_id": row["correlation_id"],
    }


def revisit_shape(row: Row) -> RevisitShape:
    reason_id = row["revisit_reason_id"]
    return {
        "id": row["id"],
        "revisit_reason": None if reason_id is None else {"id": reason_id, "name": row["reason_name"]},
        "is_billable": bool(row["is_billable"]),
        "claimed_billable": True if row["claimed_billable"] else None,
        "notes": row["notes"],
        "scheduled_at": iso(row["scheduled_at"]) if row["scheduled_at"] else None,
        "status": row["status"],
        "author": f"{row['author_type']}:{row['author_id']}",
        "created_at": iso(row["created_at"]),
    }


def problem_shape(row: Row) -> ProblemShape:
    at = row["resolved_at"]
    return {
        "id": row["id"],
        "type": {"id": row["type_id"], "name": PROBLEM_TYPES.get(row["type_id"], "other")},
        "comments": row["comments"],
        "resolution": {
            "status": row["status"],
            "at": iso(at) if at else None,
            "by": f"{row['resolved_by_type']}:{row['resolved_by_id']}" if at else None,
            "note": row["resolution_note"],
        },
        "allowed_resolvers": json.loads(row["allowed_resolvers"]),
        "ticket_id": row["ticket_id"],
        "author": f"{row['author_type']}:{row['author_id']}",
        "created_at": iso(row["created_at"]),
    }
