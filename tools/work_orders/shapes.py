"""How a work order is answered: its head, its terms, and what the asking side may see of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, cast
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso, utc_time
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from store.work_orders import requests as work_order_requests
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.rules.ratings import mean
from tools.shapes import MoneyShape, NamedShape, Theirs, money_shape
from tools.work_orders.access import Side, standing, window_of
from tools.work_orders.pay_shapes import PayShape, terms_shape
from tools.work_orders.rules import states
from tools.work_orders.rules.actions import Own, actions

LOCATION_TYPES = {1: "commercial", 2: "government", 3: "residential", 4: "educational"}


class StatusShape(TypedDict):
    id: int
    name: str
    display: str
    code: str
    sub_status: str
    is_routed: bool
    confirmed: bool
    delay: int
    ncns: bool
    correlation_id: str


class PersonShape(TypedDict):
    id: int
    first_name: str
    last_name: NotRequired[str | None]


class AssigneeShape(PersonShape):
    rating: NotRequired[str | None]
    assigned_at: NotRequired[str | None]


class TypeShape(NamedShape):
    is_primary: bool


class MomentShape(TypedDict):
    utc: str
    local: str


class WindowShape(TypedDict):
    mode: Literal["exact", "between", "hours"]
    start: MomentShape
    end: NotRequired[MomentShape | None]


class ZoneShape(TypedDict):
    name: str
    short: str
    offset: str


class ScheduleShape(TypedDict):
    service_window: WindowShape
    schedule_note: NotRequired[Theirs | None]
    time_zone: ZoneShape
    require_ontime: bool
    today_tomorrow: Literal["", "today", "tomorrow"]
    earliest_arrival: str
    latest_arrival: str


class ConditionShape(TypedDict):
    status: Literal["on_schedule", "on_my_way", "delayed"]
    created: NotRequired[str | None]
    estimated_delay: int
    acknowledged: bool
    distance_km: NotRequired[str | None]
    drive_time: NotRequired[int | None]


class EtaStatusShape(TypedDict):
    name: Literal["unconfirmed", "confirmed"]
    updated: str


class EtaShape(TypedDict):
    user_id: int
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    hour_estimate: NotRequired[str | None]
    notes: NotRequired[Theirs | None]
    status: EtaStatusShape
    condition: NotRequired[ConditionShape | None]


class CoordinatesShape(TypedDict):
    latitude: float
    longitude: float
    exact: bool


class NoteShape(TypedDict):
    id: int
    text: Theirs
    author: str
    created_at: str


class LocationShape(TypedDict):
    mode: Literal["custom", "saved", "remote"]
    display_name: NotRequired[Theirs | None]
    address1: NotRequired[str | None]
    address2: NotRequired[str | None]
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip: NotRequired[str | None]
    country: NotRequired[str | None]
    coordinates: NotRequired[CoordinatesShape | None]
    type: NotRequired[NamedShape | None]
    saved_location: NotRequired[NamedShape | None]
    notes: NotRequired[list[NoteShape] | None]
    time_zone: str


class ReasonShape(TypedDict):
    reason_id: int
    reason_name: str


class JobStatusShape(TypedDict):
    status: Literal["unset", "complete", "incomplete"]
    incomplete_reason: NotRequired[ReasonShape | None]
    reason: NotRequired[Theirs | None]
    updated_at: NotRequired[str | None]
    updated_by: NotRequired[str | None]


class WorkOrderShape(TypedDict):
    """A work order as every answer tells it. Text stands only in the full record."""

    id: int
    company: NamedShape
    title: Theirs
    status: StatusShape
    actions: list[str]
    type_of_work: NotRequired[NamedShape | None]
    service_type: NotRequired[NamedShape | None]
    template: NotRequired[NamedShape | None]
    project: NotRequired[NamedShape | None]
    client: NotRequired[NamedShape | None]
    manager: NotRequired[PersonShape | None]
    incident_id: NotRequired[str | None]
    location: NotRequired[LocationShape | None]
    schedule: NotRequired[ScheduleShape | None]
    eta: NotRequired[EtaShape | None]
    pay: NotRequired[PayShape | None]
    assignee: NotRequired[AssigneeShape | None]
    job_status: JobStatusShape
    bundle_id: NotRequired[str | None]
    currency: str
    created_at: str
    updated_at: str
    correlation_id: str


def shape(call: Call, row: Row, side: Side = "company") -> WorkOrderShape:
    """One loaded order for the side that asks. What that side may not see is left out."""
    answer: dict[str, Any] = {
        "id": row["id"],
        "company": {"id": row["company_id"], "name": row["company_name"]},
        "title": row["title"],
        "status": status_shape(call, row),
        "actions": actions_of(call, row, side),
        "type_of_work": named(row, "type_of_work"),
        "service_type": named(row, "service_type"),
        "location": location_shape(row, side),
        "schedule": schedule_shape(call, row),
        "eta": eta_shape(row) if side != "provider" else None,
        "pay": terms_shape(row),
        "job_status": job_status_shape(row),
        "bundle_id": work_order_bundles.code(row["bundle_id"]) if row["bundle_id"] is not None else None,
        "currency": row["currency"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
        "correlation_id": row["correlation_id"],
    }
    if side != "provider":
        answer["assignee"] = assignee_shape(row)
        answer["incident_id"] = row["incident_id"]
    if side == "company":
        answer |= {name: named(row, name) for name in ("template", "project", "client")}
    answer["manager"] = person_shape(row, "manager")
    return cast(WorkOrderShape, answer)


def status_shape(call: Call, row: Row) -> StatusShape:
    """Where the order stands, computed now."""
    now = standing(row, call)
    return {
        "id": int(now.status),
        "name": now.status.word,
        "display": states.display(now),
        "code": states.code(now),
        "sub_status": states.sub_status(now),
        "is_routed": now.is_routed,
        "confirmed": now.confirmed,
        "delay": now.delay_seconds,
        "ncns": now.no_call_no_show,
        "correlation_id": row["correlation_id"],
    }


def actions_of(call: Call, row: Row, side: Side) -> list[str]:
    """The tools that side may use on the order now."""
    own = Own()
    if side == "provider" and row["status"] in states.OPEN:
        own = Own(
            route=work_order_routes.is_offered(call.tx, row["id"], call.caller.id),
            request=work_order_requests.has_asked(call.tx, row["id"], call.caller.id),
        )
    return actions(standing(row, call), side, own)


def named(row: Row, name: str) -> NamedShape | None:
    """{id, name} of what the order points to."""
    id = row[f"{name}_id"]
    return None if id is None else {"id": id, "name": row[f"{name}_name"]}


def person_shape(row: Row, role: str) -> PersonShape | None:
    id = row[f"{role}_id"]
    if id is None:
        return None
    return {"id": id, "first_name": row[f"{role}_first_name"], "last_name": row[f"{role}_last_name"]}


def assignee_shape(row: Row) -> AssigneeShape | None:
    person = person_shape(row, "assignee")
    if person is None:
        return None
    rating = mean(row["assignee_rating_sum"], row["assignee_rating_count"])
    at = row["assigned_at"]
    return {**person, "rating": str(rating) if rating else None, "assigned_at": iso(at) if at else None}


def job_status_shape(row: Row) -> JobStatusShape:
    reason: ReasonShape | None = None
    if row["incomplete_reason_id"] is not None:
        reason = {"reason_id": row["incomplete_reason_id"], "reason_name": row["incomplete_reason_name"]}
    return {
        "status": row["job_status"],
        "incomplete_reason": reason,
        "reason": row["job_status_reason"],
        "updated_at": iso(row["job_status_at"]) if row["job_status_at"] else None,
        "updated_by": f"{row['job_status_by_type']}:{row['job_status_by_id']}" if row["job_status_at"] else None,
    }


def location_shape(row: Row, side: Side) -> LocationShape | None:
    """Where it takes place. Without being assigned a provider gets the town and coordinates to 0.01 degrees."""
    if row["location_mode"] is None:
        return None
    answer: dict[str, Any] = {"mode": row["location_mode"], "time_zone": row["time_zone"]}
    if row["location_mode"] == "remote":
        return cast(LocationShape, answer)
    near = side == "provider"
    answer |= {name: row[name] for name in ("city", "state", "zip", "country")}
    answer["type"] = {"id": row["location_type"], "name": LOCATION_TYPES[row["location_type"]]}
    if row["latitude"] is not None:
        places = 2 if near else 7
        latitude, longitude = round(row["latitude"], places), round(row["longitude"], places)
        answer["coordinates"] = {"latitude": latitude, "longitude": longitude, "exact": not near}
    if not near:
        answer |= {"display_name": row["location_name"], "address1": row["address1"], "address2": row["address2"]}
        answer["saved_location"] = named(row, "saved_location")
        answer["notes"] = json.loads(row["location_notes"])
    return cast(LocationShape, answer)


def schedule_shape(call: Call, row: Row) -> ScheduleShape | None:
    """The service window in UTC and in the order's zone."""
    window = window_of(row)
    if window is None:
        return None
    zone = row["time_zone"]
    times: WindowShape = {"mode": window.mode, "start": moment_shape(window.start, zone)}
    if window.end is not None:
        times["end"] = moment_shape(window.end, zone)
    return {
        "service_window": times,
        "schedule_note": row["schedule_note"],
        "time_zone": zone_shape(window.start, zone),
        "require_ontime": bool(row["require_ontime"]),
        "today_tomorrow": _day_word(call.now, window.start, zone),
        "earliest_arrival": iso(window.start, zone),
        "latest_arrival": iso(window.latest_arrival, zone),
    }


def moment_shape(moment: datetime, zone: str) -> MomentShape:
    return {"utc": iso(moment), "local": iso(moment, zone)}


def zone_shape(moment: datetime, zone: str) -> ZoneShape:
    local = moment.astimezone(ZoneInfo(zone))
    return {"name": zone, "short": local.tzname() or zone, "offset": iso(moment, zone)[19:].replace("Z", "+00:00")}


def _day_word(now: datetime, start: datetime, zone: str) -> Literal["", "today", "tomorrow"]:
    here = ZoneInfo(zone)
    ahead = start.astimezone(here).date() - now.astimezone(here).date()
    if ahead == timedelta(0):
        return "today"
    return "tomorrow" if ahead == timedelta(days=1) else ""


def eta_shape(row: Row) -> EtaShape | None:
    """The planned arrival of the assignee; the condition on the way there ends with the first check-in."""
    if row["eta_status"] is None:
        return None
    zone = row["time_zone"]
    answer: dict[str, Any] = {
        "user_id": row["assignee_id"],
        "start": iso(row["eta_start_at"], zone) if row["eta_start_at"] else None,
        "end": iso(row["eta_end_at"], zone) if row["eta_end_at"] else None,
        "hour_estimate": row["eta_hours"],
        "notes": row["eta_notes"],
        "status": {"name": row["eta_status"], "updated": iso(row["eta_updated_at"])},
    }
    if not row["open_logs"] and not row["closed_logs"]:
        answer["condition"] = {
            "status": row["eta_condition"],
            "created": iso(row["eta_condition_at"]) if row["eta_condition_at"] else None,
            "estimated_delay": row["delay_seconds"],
            "acknowledged": bool(row["delay_acknowledged"]),
            "distance_km": row["eta_distance_km"],
            "drive_time": row["eta_drive_seconds"],
        }
    return cast(EtaShape, answer)


def types_shape(call: Call, row: Row) -> list[TypeShape]:
    """All types of work of the order, the primary one first."""
    found: Sequence[Row] = work_orders.types_of(call.tx, row["id"])
    return [{"id": each["id"], "name": each["name"], "is_primary": bool(each["is_primary"])} for each in found]


def money(row: Row, amount: int) -> MoneyShape:
    """An amount in the order's currency."""
    return money_shape(Money(amount, row["currency"]))


def since(row: Row, at: str | None) -> int:
    """Seconds from creation to a milestone, 0 until it is reached."""
    return int((utc_time(at) - utc_time(row["created_at"])).total_seconds()) if at else 0
