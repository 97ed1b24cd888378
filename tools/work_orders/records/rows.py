"""One work order as a line of a list: a row, a pin on a map, an entry of a day, a tile, or the whole record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, cast
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso, utc_time
from store.work_orders import bundles as work_order_bundles
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.work_orders.access import Side
from tools.work_orders.records.record import WorkOrderRecord, full_record
from tools.work_orders.shapes import assignee_shape, shape, status_shape

View = Literal["list", "map", "schedule", "tiles", "model"]

_PARTS: dict[str, tuple[str, ...]] = {
    "map": ("id", "title", "status", "location", "pay"),
    "schedule": ("id", "title", "status", "schedule", "eta", "location", "assignee"),
    "tiles": ("id", "title", "status", "type_of_work", "schedule", "location", "pay", "assignee"),
}


class ListedStatus(TypedDict):
    """What a line tells of where the order stands; the rest with the view model or the column status."""

    name: str
    display: str
    id: NotRequired[int]
    code: NotRequired[str]
    sub_status: NotRequired[str]
    is_routed: NotRequired[bool]
    confirmed: NotRequired[bool]
    delay: NotRequired[int]
    ncns: NotRequired[bool]
    correlation_id: NotRequired[str]


class ListedWorkOrder(WorkOrderRecord, total=False):
    """As much of the record as the view and the columns ask for. Lines of a list have start, place and pay_max of it."""

    status: ListedStatus  # type: ignore[misc]
    start: NotRequired[str | None]
    place: NotRequired[str | None]
    pay_max: NotRequired[str | None]
    day: NotRequired[str | None]


class DayShape(TypedDict):
    day: str
    work_order_ids: list[int]


def side_of(call: Call, row: Row) -> Side:
    """From which side the caller sees a listed order."""
    if call.caller.company_id is not None and call.caller.company_id == row["company_id"]:
        return "company"
    return "assignee" if row["assignee_id"] == call.caller.id else "provider"


def listed(call: Call, row: Row, view: View, columns: Sequence[str]) -> ListedWorkOrder:
    """An order in the form of a view; with columns only these fields (and its id)."""
    side = side_of(call, row)
    if columns:
        return cast(ListedWorkOrder, _columns(call, row, side, columns))
    if view == "list":
        return cast(ListedWorkOrder, _line(call, row, side))
    if view == "model":
        return cast(ListedWorkOrder, full_record(call, row, side))
    parts: dict[str, Any] = {name: value for name, value in shape(call, row, side).items() if name in _PARTS[view]}
    if view == "schedule":
        parts["day"] = day_of(row)
    return cast(ListedWorkOrder, parts)


def _line(call: Call, row: Row, side: Side) -> dict[str, Any]:
    """What one looks for in a list: which job, where it stands, when, where, for how much, who."""
    status = status_shape(call, row)
    answer: dict[str, Any] = {
        "id": row["id"],
        "title": row["title"],
        "status": {"name": status["name"], "display": status["display"]},
        **_summary(row),
    }
    if side == "company":
        person = assignee_shape(row)
        answer["assignee"] = {name: person[name] for name in ("id", "first_name", "last_name")} if person else None
    else:
        answer["company"] = {"id": row["company_id"], "name": row["company_name"]}
    answer["bundle_id"] = work_order_bundles.code(row["bundle_id"]) if row["bundle_id"] is not None else None
    return answer


def _summary(row: Row) -> dict[str, Any]:
    """When the window opens in the order's zone, the town of the site, and the most it pays."""
    town = ", ".join(part for part in (row["city"], row["state"]) if part)
    return {
        "start": iso(row["start_at"], row["time_zone"]) if row["start_at"] else None,
        "place": "remote" if row["location_mode"] == "remote" else town or None,
        "pay_max": str(Money(row["pay_max"], row["currency"])) if row["pay_type"] else None,
    }


def _columns(call: Call, row: Row, side: Side, columns: Sequence[str]) -> dict[str, Any]:
    unknown = [name for name in columns if name not in FIELDS]
    if unknown:
        raise Invalid(
            {
                "columns": worded(
                    "{unknown}: a work order has {fields}", unknown=", ".join(unknown), fields=", ".join(sorted(FIELDS))
                )
            }
        )
    whole: dict[str, Any] = {**shape(call, row, side), **_summary(row), "day": day_of(row)}
    if any(name not in whole for name in columns):
        whole = {**whole, **full_record(call, row, side)}
    return {"id": whole["id"], **{name: whole[name] for name in columns if name in whole}}


FIELDS = frozenset(WorkOrderRecord.__annotations__) | {"day", "start", "place", "pay_max"}


def day_of(row: Row) -> str | None:
    """The local day on which the service window begins."""
    if not row["start_at"]:
        return None
    return utc_time(row["start_at"]).astimezone(ZoneInfo(row["time_zone"])).date().isoformat()


def days_of(rows: Sequence[Row]) -> list[DayShape]:
    """The orders of a page by the day they begin; what is not scheduled is left out."""
    days: dict[str, list[int]] = {}
    for row in rows:
        day = day_of(row)
        if day is not None:
            days.setdefault(day, []).append(row["id"])
    return [{"day": day, "work_order_ids": ids} for day, ids in sorted(days.items())]
