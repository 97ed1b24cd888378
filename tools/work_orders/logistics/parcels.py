"""Parcels as records: loading one, what it is stored as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.database import Row
from store.work_orders.logistics import shipments
from tools.call import Call
from tools.errors import NotFound
from tools.text import plain
from tools.work_orders.access import Side
from tools.work_orders.predecessors import earlier_providers, sees_parcel


def parcel_of_order(call: Call, row: Row, id: int, side: Side = "company") -> Row:
    """A parcel of a loaded order; the same NotFound for an unknown one and one that is not shown to that side."""
    found = shipments.find(call.tx, row["id"], id)
    if found is None or not sees_parcel(call, row, found, earlier_providers(call, row, side)):
        raise NotFound("shipment", id, next=("list_work_order_shipments",))
    return found


def carrier_columns(given: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The carrier of a parcel as stored; what is not given of it stays, but the name of another carrier goes with it."""
    columns = {name: before[name] if before else None for name in ("carrier_name", "carrier_other", "tracking")}
    if given.get("name"):
        columns["carrier_name"] = given["name"]
        if given["name"] != "other":
            columns["carrier_other"] = None
    if given.get("other"):
        columns["carrier_other"] = plain(given["other"])
    if given.get("tracking"):
        columns["tracking"] = plain(given["tracking"])
    return columns


def place_given(place: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The address a parcel goes to as it is kept, its country in capitals."""
    if place is None:
        return None
    kept = {name: plain(value) for name, value in place.items() if value}
    return kept | ({"country": kept["country"].upper()} if "country" in kept else {})


def stored_place(place: Mapping[str, Any] | None) -> str | None:
    return None if place is None else json.dumps(place, ensure_ascii=False)
