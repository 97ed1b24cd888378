"""Routes and counter-offers as answers show them."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_time
from tools.rules.ratings import mean
from tools.shapes import Theirs
from tools.work_orders.pay_shapes import PartShape
from tools.work_orders.rules.routing import DECLINE_REASONS, Route
from tools.work_orders.rules.service_window import Span


class RouteProviderShape(TypedDict):
    id: int
    first_name: str
    last_name: NotRequired[str | None]
    rating: NotRequired[str | None]


class DeclineShape(TypedDict):
    id: int
    name: str
    note: NotRequired[Theirs | None]


class PlannedShape(TypedDict):
    start: str
    end: str


class RouteShape(TypedDict):
    """planned_arrival: when a day plan has the visit; whoever accepts has it then."""

    id: int
    work_order_id: int
    user: RouteProviderShape
    status: Literal["open", "accepted", "declined", "expired", "removed", "closed"]
    source: Literal["manual", "mass", "dispatch", "smart_dispatch"]
    talent_pool_group_id: NotRequired[str | None]
    tier_id: NotRequired[int | None]
    routed_by: str
    message: NotRequired[Theirs | None]
    created_at: str
    expires_at: NotRequired[str | None]
    planned_arrival: NotRequired[PlannedShape | None]
    answered_at: NotRequired[str | None]
    decline_reason: NotRequired[DeclineShape | None]
    terms_changed: bool


class CounterPayShape(TypedDict):
    type: str
    base: PartShape
    additional: NotRequired[PartShape | None]


class CounterScheduleShape(TypedDict):
    mode: str
    start: str
    end: NotRequired[str | None]


class CounterExpenseShape(TypedDict):
    category_id: int
    amount: str
    description: Theirs


class CounterOfferShape(TypedDict):
    pay: NotRequired[CounterPayShape | None]
    pay_percent: NotRequired[str | None]
    schedule: NotRequired[CounterScheduleShape | None]
    expenses: NotRequired[list[CounterExpenseShape] | None]
    note: NotRequired[Theirs | None]
    expires_at: NotRequired[str | None]


class ClosedShape(TypedDict):
    routes: list[int]
    requests: list[int]


def route_of(row: Row) -> Route:
    """An offer as the rules see it."""
    expires, start = row["expires_at"], row["planned_start_at"]
    return Route(
        row["id"],
        row["person_id"],
        row["status"],
        utc_time(expires) if expires else None,
        bool(row["forced"]),
        Span(utc_time(start), utc_time(row["planned_end_at"])) if start else None,
    )


def route_shape(row: Row) -> RouteShape:
    """An offer as told to the company or to its provider."""
    answer: dict[str, Any] = {
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "user": person_of(row),
        "status": row["status"],
        "source": row["source"],
        "talent_pool_group_id": row["talent_pool_group_id"],
        "tier_id": row["tier_id"],
        "routed_by": f"{row['routed_by_type']}:{row['routed_by_id']}",
        "message": row["message"],
        "created_at": iso(row["created_at"]),
        "expires_at": iso(row["expires_at"]) if row["expires_at"] else None,
        "planned_arrival": _planned(row),
        "answered_at": iso(row["answered_at"]) if row["answered_at"] else None,
        "decline_reason": decline_shape(row),
        "terms_changed": bool(row["terms_changed"]),
    }
    return answer  # type: ignore[return-value]


def _planned(row: Row) -> PlannedShape | None:
    if row["planned_start_at"] is None:
        return None
    return {"start": iso(row["planned_start_at"]), "end": iso(row["planned_end_at"])}


def decline_shape(row: Row) -> DeclineShape | None:
    if row["decline_reason"] is None:
        return None
    id, _ = DECLINE_REASONS[row["decline_reason"]]
    return {"id": id, "name": row["decline_reason"], "note": row["decline_note"]}


def person_of(row: Row) -> RouteProviderShape:
    rating = mean(row["rating_sum"], row["rating_count"])
    return {
        "id": row["person_id"],
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "rating": str(rating) if rating else None,
    }
