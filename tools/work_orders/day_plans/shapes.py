"""Day plans as answers show them."""

from __future__ import annotations

import json
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.shapes import MoneyShape

Status = Literal["proposed", "applied", "replaced", "expired"]


class StopShape(TypedDict):
    position: int
    work_order_id: int
    arrive_at: str
    start_at: str
    end_at: str
    travel_seconds: int
    travel_km: str
    waiting_seconds: int
    service_seconds: int
    fixed: bool


class RouteShape(TypedDict):
    user_id: int
    leave_home_at: str
    back_home_at: str
    work_from: str
    work_to: str
    stops: list[StopShape]
    travel_seconds: int
    travel_km: str
    waiting_seconds: int
    service_seconds: int


class ReasonShape(TypedDict):
    user_id: int
    reason: str


class UnplannedShape(TypedDict):
    work_order_id: int
    best_reason: str
    reasons: list[ReasonShape]


class TotalsShape(TypedDict):
    orders: int
    planned: int
    priority_sum: int
    travel_seconds: int
    travel_km: str
    waiting_seconds: int
    providers_used: int


class ChangesShape(TypedDict):
    points: int
    moved: list[int]
    shifted: list[int]
    added: list[int]
    dropped: list[int]


class CostShape(TypedDict):
    holds_now: MoneyShape
    holds_after: MoneyShape
    available: MoneyShape


class StampShape(TypedDict):
    work_order_id: int
    correlation_id: str


class PrioritySaid(TypedDict):
    work_order_id: int
    priority: int


class SettingsShape(TypedDict):
    user_ids: list[int]
    pool_ids: list[str]
    include_drafts: bool
    priorities: list[PrioritySaid]
    max_stops: int
    max_travel_minutes: int
    max_distance_km: NotRequired[str | None]
    setup_minutes: int
    not_before: NotRequired[str | None]


class PlanShape(TypedDict):
    """A day plan in full; to a worker, their own route of it."""

    id: int
    public_id: str
    company_id: int
    date: str
    time_zone: str
    status: Status
    base_plan_id: NotRequired[int | None]
    read_at: str
    routes: list[RouteShape]
    unplanned: NotRequired[list[UnplannedShape] | None]
    totals: NotRequired[TotalsShape | None]
    changes: NotRequired[ChangesShape | None]
    cost: NotRequired[CostShape | None]
    settings: NotRequired[SettingsShape | None]
    stamps: NotRequired[list[StampShape] | None]
    solver: NotRequired[str | None]
    created_by: NotRequired[str | None]
    created_at: str
    expires_at: NotRequired[str | None]
    applied_at: NotRequired[str | None]
    applied_by: NotRequired[str | None]


class ListedPlan(TypedDict):
    public_id: str
    date: str
    status: Status
    totals: TotalsShape
    base_plan_id: NotRequired[int | None]
    created_at: str
    applied_at: NotRequired[str | None]


def content(row: Row) -> dict[str, Any]:
    """What a stored plan says."""
    found: dict[str, Any] = json.loads(row["content"])
    return found


def plan_shape(row: Row, *, only: int | None = None, own: bool = False) -> PlanShape:
    """A stored plan. only: one person's route. own: as that person sees it, without the company's side of it."""
    said = content(row)
    routes = [route for route in said["routes"] if only is None or route["user_id"] == only]
    answer: dict[str, Any] = {
        "id": row["id"],
        "public_id": row["public_id"],
        "company_id": row["company_id"],
        "date": row["date"],
        "time_zone": row["time_zone"],
        "status": row["standing"],
        "base_plan_id": row["base_plan_id"],
        "read_at": iso(row["read_at"]),
        "routes": routes,
        "created_at": iso(row["created_at"]),
        "applied_at": iso(row["applied_at"]) if row["applied_at"] else None,
    }
    if not own:
        answer |= {name: said[name] for name in ("unplanned", "totals", "changes", "cost", "stamps", "solver")}
        answer["settings"] = json.loads(row["settings"])
        answer["expires_at"] = iso(row["expires_at"]) if row["standing"] == "proposed" else None
        answer["created_by"] = f"{row['created_by_type']}:{row['created_by_id']}"
        answer["applied_by"] = f"{row['applied_by_type']}:{row['applied_by_id']}" if row["applied_at"] else None
    return answer  # type: ignore[return-value]


def listed_shape(row: Row) -> ListedPlan:
    return {
        "public_id": row["public_id"],
        "date": row["date"],
        "status": row["standing"],
        "totals": content(row)["totals"],
        "base_plan_id": row["base_plan_id"],
        "created_at": iso(row["created_at"]),
        "applied_at": iso(row["applied_at"]) if row["applied_at"] else None,
    }
