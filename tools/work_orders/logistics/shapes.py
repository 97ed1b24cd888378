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
from tools.work_orders.logistics.rules.shipments import CarrierName, Direction, link
from tools.work_orders.logistics.rules.shipments import Status as ShipmentState
from tools.work_orders.shapes import CoordinatesShape, NoteShape, PersonShape, location_shape


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


class CarrierShape(TypedDict):
    """link_href: where the carrier shows the parcel, of those known here."""

    name: CarrierName
    other: NotRequired[str | None]
    tracking: str
    link_href: NotRequired[str | None]


class PlaceShape(TypedDict):
    name: NotRequired[str | None]
    address1: NotRequired[str | None]
    address2: NotRequired[str | None]
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip: NotRequired[str | None]
    country: NotRequired[str | None]


class ShipmentShape(TypedDict):
    """user: who entered it; absent when that was an agent. arrival: when it is expected; arrived: when it was delivered."""

    id: int
    work_order_id: int
    user: NotRequired[PersonShape | None]
    name: Theirs
    direction: Direction
    carrier: CarrierShape
    status: ShipmentState
    arrival: NotRequired[str | None]
    arrived: NotRequired[str | None]
    location: NotRequired[PlaceShape | None]
    task_id: NotRequired[int | None]
    created_at: str


def shipment_shape(parcel: Row, zone: str, nameless: bool = False) -> ShipmentShape:
    """A loaded parcel; its times on the clocks of the site. nameless: without who entered it."""
    return {
        "id": parcel["id"],
        "work_order_id": parcel["work_order_id"],
        "user": None if nameless else author_shape(parcel),
        "name": parcel["name"],
        "direction": parcel["direction"],
        "carrier": {
            "name": parcel["carrier_name"],
            "other": parcel["carrier_other"],
            "tracking": parcel["tracking"],
            "link_href": link(parcel["carrier_name"], parcel["tracking"]),
        },
        "status": parcel["status"],
        "arrival": iso(parcel["arrival_at"], zone) if parcel["arrival_at"] else None,
        "arrived": iso(parcel["arrived_at"], zone) if parcel["arrived_at"] else None,
        "location": json.loads(parcel["location"]) if parcel["location"] else None,
        "task_id": parcel["task_id"],
        "created_at": iso(parcel["created_at"]),
    }


def author_shape(record: Row) -> PersonShape | None:
    """The person who entered a record; None when it was an agent."""
    if record["user_id"] is None:
        return None
    return {"id": record["user_id"], "first_name": record["first_name"], "last_name": record["last_name"]}


class SignaturePictureShape(TypedDict):
    """bytes: how many; sha256: of exactly these bytes."""

    format: Literal["png", "svg"]
    bytes: int
    sha256: str


class SignatureShape(TypedDict):
    """name: as printed by who signed. author: who stored it; absent when that was an agent."""

    id: int
    work_order_id: int
    name: Theirs
    title: NotRequired[Theirs | None]
    image: SignaturePictureShape
    signed_at: str
    task_id: NotRequired[int | None]
    author: NotRequired[PersonShape | None]
    created_at: str


def signature_shape(signature: Row, zone: str) -> SignatureShape:
    """A loaded signature without its picture; signed_at on the clocks of the site."""
    return {
        "id": signature["id"],
        "work_order_id": signature["work_order_id"],
        "name": signature["name"],
        "title": signature["title"],
        "image": {
            "format": signature["format"],
            "bytes": signature["size_bytes"],
            "sha256": signature["sha256"],
        },
        "signed_at": iso(signature["signed_at"], zone),
        "task_id": signature["task_id"],
        "author": author_shape(signature),
        "created_at": iso(signature["created_at"]),
    }
