"""A check-in or check-out as it is stored: when it is said to have been, when the server heard of it, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from store.database import Row
from store.types import Owner, utc_text, utc_time
from tools.call import Call
from tools.errors import Invalid
from tools.rules.places import Point
from tools.rules.sentences import worded
from tools.work_orders.visits.params import ClockedIn
from tools.work_orders.visits.rules.time_logs import Log, hours_between, placed

Side = Literal["in", "out"]
FIELDS: Mapping[Side, str] = {"in": "check_in", "out": "check_out"}


def new_stamp(call: Call, row: Row, side: Side, given: ClockedIn) -> dict[str, Any]:
    """The columns of a stamp that is made now. Invalid without a place where the order asks for one."""
    point = _point(given, FIELDS[side])
    if point is None and row["require_gps"] and row["location_mode"] != "remote":
        fault = worded("is needed with its longitude: the order asks for the place of every check-in and check-out")
        raise Invalid({f"{FIELDS[side]}.latitude": fault}, next=("create_work_order_time_log", "update_work_order"))
    stated = given.get("created", call.now)
    return {f"{side}_at": utc_text(stated), **_taken(call, side), **_where(row, side, point)}


def changed_stamp(call: Call, row: Row, side: Side, given: ClockedIn, before: Row) -> dict[str, Any]:
    """The columns of a stamp that is corrected; what is not given of it stays as it was."""
    if before[f"{side}_at"] is None:
        return new_stamp(call, row, side, given)
    columns: dict[str, Any] = {}
    if "created" in given:
        columns[f"{side}_at"] = utc_text(given["created"])
    point = _point(given, FIELDS[side])
    if point is not None:
        columns |= _where(row, side, point)
    return columns | _taken(call, side) if columns else {}


def no_stamp(side: Side) -> dict[str, Any]:
    """The columns of a stamp that is taken back."""
    names = ("at", "by_type", "by_id", "latitude", "longitude", "distance_km", "location_ok", "received_at")
    return {f"{side}_{name}": None for name in names}


def follow_up(row: Row, log: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the times of a log: its hours, and whether the arrival was late."""
    start, end = utc_time(log["in_at"]), utc_time(log["out_at"]) if log["out_at"] else None
    latest = row["latest_arrival_at"]
    return {
        "hours": f"{hours_between(start, end):f}" if end else None,
        "was_late": int(bool(latest) and start > utc_time(latest)),
    }


def as_log(log: Mapping[str, Any] | Row) -> Log:
    """A stored log as the rules see it."""
    return Log(log["id"], utc_time(log["in_at"]), utc_time(log["out_at"]) if log["out_at"] else None)


def times_of(log: Mapping[str, Any]) -> tuple[datetime, datetime | None]:
    return utc_time(log["in_at"]), utc_time(log["out_at"]) if log["out_at"] else None


def site_of(row: Row) -> Point | None:
    """The place of the order; None for a remote one and for one without coordinates."""
    if row["location_mode"] == "remote" or row["latitude"] is None:
        return None
    return Point(row["latitude"], row["longitude"])


def _taken(call: Call, side: Side) -> dict[str, Any]:
    """Who says it, and when it reached the server."""
    by: Owner = call.caller.owner
    return {f"{side}_by_type": by.kind, f"{side}_by_id": by.id, f"{side}_received_at": call.stamp}


def _where(row: Row, side: Side, point: Point | None) -> dict[str, Any]:
    place = placed(point, site_of(row)) if point is not None else None
    kilometres = place.kilometres if place is not None else None
    return {
        f"{side}_latitude": point.latitude if point is not None else None,
        f"{side}_longitude": point.longitude if point is not None else None,
        f"{side}_distance_km": f"{kilometres:f}" if kilometres is not None else None,
        f"{side}_location_ok": int(place.ok) if place is not None and place.ok is not None else None,
    }


def _point(given: ClockedIn, field: str) -> Point | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise Invalid({f"{field}.{missing}": worded("goes with the other: give both or neither")})
    return Point(latitude, longitude) if latitude is not None and longitude is not None else None
