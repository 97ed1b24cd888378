"""Saved locations as records: loading one, what it is checked for, how it is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import saved_locations, totals
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step
from tools.rules.places import Point, distance_km, rounded_km
from tools.rules.sentences import worded
from tools.shapes import NamedShape, Theirs
from tools.text import plain
from tools.work_orders.drafting.changeset import company_zone, has_point, proposed_zone, zone_needed
from tools.work_orders.params import Circle
from tools.work_orders.projects.params import Contact
from tools.work_orders.references import company_id, invalid_reference
from tools.work_orders.rules.location import site_faults
from tools.work_orders.rules.project_totals import TotalShape
from tools.work_orders.shapes import LOCATION_TYPES, CoordinatesShape, named


class SavedLocation(TypedDict):
    id: int
    company_id: int
    name: str
    display_name: NotRequired[str | None]
    type: NamedShape
    address1: NotRequired[str | None]
    address2: NotRequired[str | None]
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip: NotRequired[str | None]
    country: str
    coordinates: NotRequired[CoordinatesShape | None]
    distance_km: NotRequired[str | None]
    time_zone: str
    contact: NotRequired[Contact | None]
    group: NotRequired[NamedShape | None]
    client: NotRequired[NamedShape | None]
    notes: NotRequired[Theirs | None]
    active: bool
    work_orders: TotalShape
    created_at: str


def site_of_company(call: Call, id: int) -> Row:
    """A site of the caller's company; the same NotFound for an unknown one and for somebody else's."""
    row = saved_locations.find(call.tx, company_id(call), id)
    if row is None:
        raise NotFound("saved location", id, next=("list_saved_locations",))
    return row


def check_site(call: Call, values: Mapping[str, Any], id: int | None = None) -> None:
    """Invalid names what is wrong with a site; Conflict when another one of the company bears its name."""
    faults = site_faults(values)
    if not values.get("name"):
        faults["name"] = worded("must not be blank")
    if faults:
        raise Invalid(faults)
    taken = saved_locations.find_by_name(call.tx, company_id(call), values["name"])
    if taken is not None and taken["id"] != id:
        raise Conflict(
            worded(
                "Your company already has a saved location {name!r} (number {id}); choose another name.",
                name=taken["name"],
                id=taken["id"],
            ),
            next=(Step("get_saved_location", {"location_id": taken["id"]}),),
        )


def zone_of_new_place(call: Call, site: Mapping[str, Any]) -> str:
    """The zone of a site that comes without one: the map's, the country's, else the company's; one at sea is asked for."""
    at_hand = company_zone(call)
    zone = proposed_zone(call, site, None, at_hand, "time_zone")
    if zone is None and has_point(site):
        raise Invalid({"time_zone": zone_needed(site["country"], worded("the coordinates lie at sea"))})
    if zone is None:
        call.warn(f"The site's time zone is taken to be {at_hand}; pass time_zone if it is another.")
    return zone or at_hand


def group_of_sites(call: Call, id: int | None, name: str | None) -> int | None:
    """The group that is named by number, or by name and made when there is none."""
    if id is not None and name is not None:
        raise Invalid({"group_name": worded("and group_id name the group in two ways; give one of them")})
    if name is not None:
        return saved_locations.group_named(call.tx, company_id(call), plain(name), call.stamp)
    if id is not None and saved_locations.group(call.tx, company_id(call), id) is None:
        raise invalid_reference(
            "group_id", worded("your company has no group of sites {id}", id=id), "list_saved_locations"
        )
    return id


def site_shapes(call: Call, rows: Sequence[Row], near: Circle | None = None) -> list[SavedLocation]:
    """Loaded sites of the caller's company, each with how many orders used it. near: where their distance is from."""
    counts = totals.by_status(call.tx, "saved_location_id", [row["id"] for row in rows])
    return [_site_shape(row, sum(counts[row["id"]].values()), near) for row in rows]


def _site_shape(row: Row, orders: int, near: Circle | None) -> SavedLocation:
    answer: dict[str, Any] = {
        "id": row["id"],
        "company_id": row["company_id"],
        "name": row["name"],
        "display_name": row["display_name"],
        "type": {"id": row["type_id"], "name": LOCATION_TYPES[row["type_id"]]},
        **{name: row[name] for name in ("address1", "address2", "city", "state", "zip", "country")},
        "time_zone": row["time_zone"],
        "contact": json.loads(row["contact"]) if row["contact"] else None,
        "group": named(row, worded("group")),
        "client": named(row, worded("client")),
        "notes": row["notes"],
        "active": bool(row["active"]),
        "work_orders": {"total": orders},
        "created_at": iso(row["created_at"]),
    }
    if row["latitude"] is not None:
        answer["coordinates"] = {"latitude": row["latitude"], "longitude": row["longitude"], "exact": True}
    if near is not None:
        way = distance_km(Point(near["latitude"], near["longitude"]), Point(row["latitude"], row["longitude"]))
        answer["distance_km"] = str(rounded_km(way))
    return cast(SavedLocation, answer)
