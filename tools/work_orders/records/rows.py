"""One work order as a line of a list: a row, a pin on a map, an entry of a day, a tile, or the whole record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, cast
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_time
from tools.call import Call
from tools.errors import Invalid
from tools.work_orders.access import Side
from tools.work_orders.records.record import WorkOrderRecord, full_record
from tools.work_orders.shapes import shape

View = Literal["list", "map", "schedule", "tiles", "model"]

_PARTS: dict[str, tuple[str, ...]] = {
    "map": ("id", "title", "status", "location", "pay"),
    "schedule": ("id", "title", "status", "schedule", "eta", "location", "assignee"),
    "tiles": ("id", "title", "status", "type_of_work", "schedule", "location", "pay", "assignee"),
}


class ListedWorkOrder(WorkOrderRecord, total=False):
    """As much of the record as the view and the columns ask for."""

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
    whole: dict[str, Any] = dict(full_record(call, row, side) if view == "model" else shape(call, row, side))
    if view == "schedule":
        whole["day"] = day_of(row)
    if view in _PARTS:
        whole = {name: value for name, value in whole.items() if name in _PARTS[view] or name == "day"}
    if columns:
        whole = _columns(whole, columns)
    return cast(ListedWorkOrder, whole)


def _columns(whole: dict[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    unknown = [name for name in columns if name not in _ALL_FIELDS]
    if unknown:
        raise Invalid({"columns": f"{', '.join(unknown)}: a work order has {', '.join(sorted(_ALL_FIELDS))}"})
    return {"id": whole["id"], **{name: whole[name] for name in columns if name in whole}}


_ALL_FIELDS = frozenset(WorkOrderRecord.__annotations__) | {"day"}


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
