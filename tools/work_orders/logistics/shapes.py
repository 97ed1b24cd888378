"""How the site of a work order, its contacts, parcels and signatures are answered."""

from __future__ import annotations

import json
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import saved_locations
from tools.call import Call
from tools.shapes import NamedShape, Theirs
from tools.work_orders.access import Side
from tools.work_orders.shapes import CoordinatesShape, NoteShape, location_shape


class SiteContact(TypedDict):
    name: NotRequired[str | None]
    phone: NotRequired[str | None]


class SavedSite(NamedShape):
    """The saved location an order copied its site from, as that is now."""

    display_name: NotRequired[str | None]
    contact: NotRequired[SiteContact | None]
    group: NotRequired[NamedShape | None]


class OrderLocation(TypedDict):
    """mode is absent while a draft has no site. status_id, correlation_id: of the order."""

    work_order_id: int
    mode: NotRequired[Literal["custom", "saved", "remote"] | None]
    display_name: NotRequired[Theirs | None]
    address1: NotRequired[str | None]
    address2: NotRequired[str | None]
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip: NotRequired[str | None]
    country: NotRequired[str | None]
    coordinates: NotRequired[CoordinatesShape | None]
    type: NotRequired[NamedShape | None]
    saved_location: NotRequired[SavedSite | None]
    notes: NotRequired[list[NoteShape] | None]
    time_zone: str
    status_id: int
    correlation_id: str


def order_location(call: Call, row: Row, side: Side) -> OrderLocation:
    """The site of a loaded order for the side that asks."""
    answer: dict[str, Any] = dict(location_shape(row, side) or {"time_zone": row["time_zone"]})
    if answer.get("saved_location"):
        answer["saved_location"] = _saved_site(call, row)
    answer |= {"work_order_id": row["id"], "status_id": row["status"], "correlation_id": row["correlation_id"]}
    return cast(OrderLocation, answer)


def _saved_site(call: Call, row: Row) -> SavedSite | None:
    site = saved_locations.find(call.tx, row["company_id"], row["saved_location_id"])
    if site is None:
        return None
    contact = json.loads(site["contact"]) if site["contact"] else None
    group = site["group_id"]
    return {
        "id": site["id"],
        "name": site["name"],
        "display_name": site["display_name"],
        "contact": {"name": contact.get("name"), "phone": contact.get("phone")} if contact else None,
        "group": {"id": group, "name": site["group_name"]} if group is not None else None,
    }


class ContactShape(TypedDict):
    id: int
    work_order_id: int
    name: str
    role: NotRequired[str | None]
    email: NotRequired[str | None]
    phone: NotRequired[str | None]
    ext: NotRequired[str | None]
    notes: NotRequired[Theirs | None]
    created_at: str


def contact_shape(contact: Row) -> ContactShape:
    names = ("id", "work_order_id", "name", "role", "email", "phone", "ext", "notes")
    answer = {name: contact[name] for name in names} | {"created_at": iso(contact["created_at"])}
    return cast(ContactShape, answer)
