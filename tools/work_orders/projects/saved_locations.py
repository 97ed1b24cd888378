"""Sites a company keeps, so that work orders can use them again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import catalog, saved_locations
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Email, Id, OneLine, Zone
from tools.rules.places import Point, distance_km, rounded_km
from tools.shapes import NamedShape, Theirs
from tools.text import plain
from tools.work_orders.drafting.changeset import company_zone, known_zone, site_point
from tools.work_orders.params import Circle, Country, Latitude, Line, Longitude
from tools.work_orders.references import company_id, invalid_reference, site_phone
from tools.work_orders.rules.lists import postal_pattern
from tools.work_orders.rules.location import circle_on_sphere, site_faults
from tools.work_orders.shapes import LOCATION_TYPES, CoordinatesShape

TOOLSET = "projects"

Name = Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique in the company, such as Store 42.")]
Zip = Annotated[str, Field(min_length=1, max_length=20, description="Postal code.")]
TypeId = Annotated[
    Literal[1, 2, 3, 4], Field(description="1 commercial, 2 government, 3 residential, 4 educational. Default 1.")
]
SiteNotes = Annotated[str, Field(min_length=1, max_length=2000, description="What to know about the site.")]
Short = Annotated[OneLine, Field(min_length=1, max_length=100)]
SortKey = Literal["id", "name", "city", "created_date", "distance"]


class SiteContact(TypedDict):
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=120)]]
    email: NotRequired[Email]
    phone: NotRequired[Annotated[str, Field(min_length=3, max_length=40)]]


class SavedLocation(TypedDict):
    id: int
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
    contact: NotRequired[SiteContact | None]
    group: NotRequired[NamedShape | None]
    client: NotRequired[NamedShape | None]
    notes: NotRequired[Theirs | None]
    active: bool
    work_orders: int
    created_at: str


class SavedLocations(TypedDict):
    results: list[SavedLocation]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "where are our stores",
        "find stored site 42",
        "addresses we use again and again",
        "our address book of sites",
        "which of our sites are near this town",
        "list the branches of a client",
        "sites in one postal area",
        "warehouses we keep on file",
        "show all our addresses",
        "which places have we stored",
        "find a branch in our list",
        "list company sites",
    ),
)
def list_saved_locations(
    call: Call,
    page: Page,
    search: Annotated[Short, Field(description="Part of name, address or postal code.")] | None = None,
    client_id: Annotated[Id, Field(description="Sites of this client.")] | None = None,
    group_id: Annotated[Id, Field(description="Sites of this group.")] | None = None,
    city: Annotated[Short, Field(description="Town.")] | None = None,
    state: Annotated[Short, Field(description="State, such as TX.")] | None = None,
    zip: Annotated[Short, Field(description="Postal code, or its beginning with *: 554*.")] | None = None,
    country: Country | None = None,
    near: Annotated[Circle, Field(description="Sites with coordinates in this circle.")] | None = None,
    active: Annotated[bool, Field(description="false shows the retired ones. Default true.")] = True,
    sort: Annotated[SortKey, Field(description="Default name, with near distance.")] | None = None,
    order: Literal["asc", "desc"] = "asc",
) -> SavedLocations:
    """List the stored sites of a company, which work orders use with location mode saved.

    Filters combine with AND. near leaves out sites without coordinates. get_saved_location shows one in full,
    create_saved_location stores another."""
    key = sort or ("distance" if near else "name")
    if key == "distance" and near is None:
        raise Invalid({"sort": "distance needs near"})
    code, is_beginning = postal_pattern(zip) if zip else (None, False)
    wanted = saved_locations.SiteFilter(
        company_id=company_id(call),
        active=active,
        search=search,
        client_id=client_id,
        group_id=group_id,
        city=city.strip() if city else None,
        state=state.strip() if state else None,
        zip=None if is_beginning else code,
        zip_begins=code if is_beginning else None,
        country=country.upper() if country else None,
        near=circle_on_sphere(near["latitude"], near["longitude"], near["distance_km"]) if near else None,
    )
    sql, params = saved_locations.listed(wanted)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=saved_locations.order(key, order))
    results = [_shape(row, near) for row in rows]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"name": "Store 7", "country": "DE", "address1": "Main Street 1", "zip": "10115"},
    find=(
        "remember this store address",
        "add a site to our address book",
        "keep the warehouse for later tickets",
        "store a branch office for later jobs",
        "save a customer's premises",
        "new site with contact person",
        "register our shop so jobs can point to it",
        "note where the server room is",
        "save an address we go to often",
        "put a new building on our list of places",
        "remember where our office is",
        "add the shop in Dallas so that we can pick it next time",
    ),
)
def create_saved_location(
    call: Call,
    name: Name,
    country: Country,
    display_name: Annotated[Line, Field(description="Name shown on work orders.")] | None = None,
    address1: Annotated[Line, Field(description="Street; needed unless coordinates are given.")] | None = None,
    address2: Annotated[Line, Field(description="Floor, suite.")] | None = None,
    city: Annotated[Line, Field(description="Town.")] | None = None,
    state: Annotated[Line, Field(description="State, such as TX.")] | None = None,
    zip: Annotated[Zip, Field(description="Postal code; needed unless coordinates are given.")] | None = None,
    latitude: Latitude | None = None,
    longitude: Longitude | None = None,
    time_zone: Annotated[Zone, Field(description="IANA zone of the site. Else from coordinates or country.")]
    | None = None,
    type_id: TypeId = 1,
    contact: Annotated[SiteContact, Field(description="Whom to call there.")] | None = None,
    group_id: Annotated[Id, Field(description="A group of sites.")] | None = None,
    group_name: Annotated[Short, Field(description="Group by name; made when unknown.")] | None = None,
    client_id: Annotated[Id, Field(description="Whose site it is: a client of the company, by number.")] | None = None,
    notes: SiteNotes | None = None,
) -> SavedLocation:
    """Store a site of the company so that work orders can use it again.

    No address is looked up: without coordinates only postal-code rules can place an order there. Later changes never
    reach orders made from it. Next: create_work_order with location mode saved and saved_location_id."""
    given = {"type_id": type_id} | {name: value for name, value in call.given.items() if name in _STORED}
    values: dict[str, Any] = {key: plain(value) if isinstance(value, str) else value for key, value in given.items()}
    values["country"] = country.upper()
    faults = site_faults(values)
    if not values.get("name"):
        faults["name"] = "must not be blank"
    if faults:
        raise Invalid(faults)
    company = company_id(call)
    taken = saved_locations.find_by_name(call.tx, company, values["name"])
    if taken is not None:
        raise Conflict(
            f"Your company already has a saved location {taken['name']!r} (number {taken['id']}); choose another name.",
            next=("get_saved_location",),
        )
    if client_id is not None and catalog.client(call.tx, company, client_id) is None:
        raise invalid_reference("client_id", f"your company has no client {client_id}")
    values["group_id"] = _group(call, group_id, group_name)
    values["time_zone"] = time_zone or _zone(call, values)
    if contact and "phone" in contact:
        contact = {**contact, "phone": site_phone(contact["phone"], values["country"], "contact.phone")}
    values["contact"] = json.dumps(contact, ensure_ascii=False) if contact else None
    values |= site_point(latitude, longitude)
    id = saved_locations.insert(call.tx, call.stamp, company_id=company, **values)
    return _found(call, id)


def _zone(call: Call, site: Mapping[str, Any]) -> str:
    at_hand = company_zone(call)
    zone = known_zone(site, None, at_hand)
    if zone is None:
        call.warn(f"The site's time zone is taken to be {at_hand}; pass time_zone if it is another.")
    return zone or at_hand


_STORED = frozenset({
    "name", "display_name", "type_id", "address1", "address2", "city", "state", "zip", "country", "latitude",
    "longitude", "client_id", "notes",
})  # fmt: skip


def _group(call: Call, group_id: int | None, name: str | None) -> int | None:
    if group_id is not None and name is not None:
        raise Invalid({"group_name": "and group_id name the group in two ways; give one of them"})
    if name is not None:
        return saved_locations.group_named(call.tx, company_id(call), plain(name), call.stamp)
    if group_id is not None and saved_locations.group(call.tx, company_id(call), group_id) is None:
        raise invalid_reference("group_id", f"your company has no group of sites {group_id}", "list_saved_locations")
    return group_id


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "contact person at store 42",
        "address of that stored site",
        "open our warehouse entry",
        "whom to call at the branch",
        "details of one of our sites",
        "coordinates of the store",
        "how many jobs were at this site",
        "read one entry of our address book",
        "show one of our addresses",
        "how do you get to the branch, who is there",
        "details of one saved place",
        "postal code and opening contact of a site",
    ),
)
def get_saved_location(
    call: Call, location_id: Annotated[Id, Field(description="The site, from list_saved_locations.")]
) -> SavedLocation:
    """Give one stored site in full: address, coordinates, zone, contact, group, client, and how many orders used it.

    Only sites of the caller's company."""
    return _found(call, location_id)


def _found(call: Call, id: int) -> SavedLocation:
    row = saved_locations.find(call.tx, company_id(call), id)
    if row is None:
        raise NotFound("saved location", id, next=("list_saved_locations",))
    return _shape(row, None)


def _shape(row: Row, near: Circle | None) -> SavedLocation:
    answer: dict[str, Any] = {
        "id": row["id"],
        "name": row["name"],
        "display_name": row["display_name"],
        "type": {"id": row["type_id"], "name": LOCATION_TYPES[row["type_id"]]},
        **{name: row[name] for name in ("address1", "address2", "city", "state", "zip", "country")},
        "time_zone": row["time_zone"],
        "contact": json.loads(row["contact"]) if row["contact"] else None,
        "group": _named(row, "group"),
        "client": _named(row, "client"),
        "notes": row["notes"],
        "active": bool(row["active"]),
        "work_orders": row["work_orders"],
        "created_at": iso(row["created_at"]),
    }
    if row["latitude"] is not None:
        answer["coordinates"] = {"latitude": row["latitude"], "longitude": row["longitude"], "exact": True}
    if near is not None:
        way = distance_km(Point(near["latitude"], near["longitude"]), Point(row["latitude"], row["longitude"]))
        answer["distance_km"] = str(rounded_km(way))
    return cast(SavedLocation, answer)


def _named(row: Row, name: str) -> NamedShape | None:
    id = row[f"{name}_id"]
    return None if id is None else {"id": id, "name": row[f"{name}_name"]}
