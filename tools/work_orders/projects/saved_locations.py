"""Sites a company keeps, so that work orders can use them again."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import saved_locations
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Zone
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.drafting.changeset import site_point
from tools.work_orders.params import Circle, Country, Latitude, Line, Longitude
from tools.work_orders.projects.checks import check_client, stored_contact
from tools.work_orders.projects.pages import Asked, Metadata, page_of
from tools.work_orders.projects.params import Contact, LocationId, Short, SiteName, SiteNotes, TypeId, Zip
from tools.work_orders.projects.sites import (
    SavedLocation,
    check_site,
    group_of_sites,
    site_of_company,
    site_shapes,
    zone_of_new_place,
)
from tools.work_orders.references import company_id
from tools.work_orders.rules.lists import postal_pattern
from tools.work_orders.rules.location import circle_on_sphere

TOOLSET = "projects"

SortKey = Literal["id", "name", "city", "created_date", "distance"]


class SavedLocations(TypedDict):
    metadata: Metadata
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
        raise Invalid({"sort": worded("distance needs near")})
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
    rows, metadata = page_of(call, page, sql, params, saved_locations.order(key, order), Asked(key, order))
    return {
        "metadata": metadata,
        "results": site_shapes(call, rows, near),
        "total": metadata["total"],
        "next_cursor": metadata.get("next_cursor"),
    }


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
    name: SiteName,
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
    contact: Annotated[Contact, Field(description="Whom to call there.")] | None = None,
    group_id: Annotated[Id, Field(description="A group of sites.")] | None = None,
    group_name: Annotated[Short, Field(description="Group by name; made when unknown.")] | None = None,
    client_id: Annotated[Id, Field(description="Whose site it is, from list_client_companies.")] | None = None,
    notes: SiteNotes | None = None,
) -> SavedLocation:
    """Store a site of the company so that work orders can use it again.

    No address is looked up: without coordinates only postal-code rules can place an order there. Later changes never
    reach orders made from it. Next: create_work_order with location mode saved and saved_location_id."""
    given = {"type_id": type_id} | {name: value for name, value in call.given.items() if name in _STORED}
    values: dict[str, Any] = {key: plain(value) if isinstance(value, str) else value for key, value in given.items()}
    values["country"] = country.upper()
    check_site(call, values)
    if client_id is not None:
        check_client(call, client_id)
    values["group_id"] = group_of_sites(call, group_id, group_name)
    values["time_zone"] = time_zone or zone_of_new_place(call, values)
    values["contact"] = stored_contact(contact, country)
    values |= site_point(latitude, longitude)
    id = saved_locations.insert(call.tx, call.stamp, company_id=company_id(call), **values)
    return site_shapes(call, [site_of_company(call, id)])[0]


_STORED = frozenset({
    "name", "display_name", "type_id", "address1", "address2", "city", "state", "zip", "country", "latitude",
    "longitude", "client_id", "notes",
})  # fmt: skip


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
def get_saved_location(call: Call, location_id: LocationId) -> SavedLocation:
    """Give one stored site in full: address, coordinates, zone, contact, group, client, and how many orders used it.

    Only sites of the caller's company."""
    return site_shapes(call, [site_of_company(call, location_id)])[0]
