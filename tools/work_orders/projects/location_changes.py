"""Changing a saved location, or retiring it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from store.database import Row
from store.work_orders import saved_locations
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import CLEARED, Clearable, Id, Zone
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.drafting.changeset import has_point, site_point
from tools.work_orders.params import Country, Latitude, Line, Longitude
from tools.work_orders.projects.checks import check_client, stored_contact
from tools.work_orders.projects.params import Contact, LocationId, Short, SiteName, SiteNotes, TypeId, Zip
from tools.work_orders.projects.sites import (
    SavedLocation,
    check_site,
    group_of_sites,
    site_of_company,
    site_shapes,
    zone_of_new_place,
)
from tools.work_orders.rules.location import ADDRESS, POINT
from tools.work_orders.rules.site_zone import zone_at

TOOLSET = "projects"


class ChangedLocation(SavedLocation):
    """changed: what has another value than before."""

    changed: list[str]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"location_id": 1, "active": False},
    find=(
        "the store has moved to another street",
        "we closed that branch, take it off our list",
        "new contact person at the warehouse",
        "correct the postal code of a stored site",
        "use a retired site again",
        "rename the shop in our address book",
        "add coordinates to a saved place",
        "put the branch into another group",
        "the site belongs to another client now",
        "fix the time zone of our office",
        "edit an entry of our sites",
        "note how to get into the building",
    ),
)
def update_saved_location(
    call: Call,
    location_id: LocationId,
    name: SiteName | None = None,
    display_name: Clearable[Annotated[Line, Field(description="Name shown on work orders.")]] | None = None,
    address1: Clearable[Annotated[Line, Field(description="Street.")]] | None = None,
    address2: Clearable[Annotated[Line, Field(description="Floor, suite.")]] | None = None,
    city: Clearable[Annotated[Line, Field(description="Town.")]] | None = None,
    state: Clearable[Annotated[Line, Field(description="State, such as TX.")]] | None = None,
    zip: Clearable[Zip] | None = None,
    country: Country | None = None,
    latitude: Clearable[Latitude] | None = None,
    longitude: Clearable[Longitude] | None = None,
    time_zone: Annotated[Zone, Field(description="IANA zone of the site. Else it stays, or comes with the place.")]
    | None = None,
    type_id: TypeId | None = None,
    contact: Clearable[Annotated[Contact, Field(description="Whom to call there; replaces the one before.")]]
    | None = None,
    group_id: Clearable[Annotated[Id, Field(description="A group of sites.")]] | None = None,
    group_name: Annotated[Short, Field(description="Group by name; made when unknown.")] | None = None,
    client_id: Clearable[Annotated[Id, Field(description="Whose site it is, from list_client_companies.")]]
    | None = None,
    notes: Clearable[SiteNotes] | None = None,
    active: Annotated[bool, Field(description="false retires the site, true takes it back.")] | None = None,
) -> ChangedLocation:
    """Change a stored site or retire it. Only what is passed changes; clear names what to empty.

    Work orders made from it keep what they copied. A retired site is not offered for new ones. Coordinates or a country
    with another time zone bring it along unless time_zone is passed; nothing else changes the zone."""
    site = site_of_company(call, location_id)
    given = {name: call.given[name] for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {
                "location_id": worded(
                    "names the site; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE)
                )
            }
        )
    columns = _columns(call, site, given)
    changed = [name for name, value in columns.items() if value != site[name]]
    if changed:
        saved_locations.change(call.tx, site, call.stamp, **columns)
    else:
        call.waive_fee()
    shown = [name for name in changed if not name.startswith("site_")]
    return {**site_shapes(call, [site_of_company(call, location_id)])[0], "changed": shown}


_CHANGEABLE = (
    "name", "display_name", *ADDRESS, *POINT, "time_zone", "type_id", "contact", "group_id", "group_name", "client_id",
    "notes", "active",
)  # fmt: skip


def _columns(call: Call, site: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored, everything checked; a new place has its zone and its point of the sphere with it."""
    columns: dict[str, Any] = {
        name: None if value is CLEARED else (plain(value) or None) if isinstance(value, str) else value
        for name, value in given.items()
        if name != "group_name"
    }
    if columns.get("country"):
        columns["country"] = columns["country"].upper()
    after = {name: columns.get(name, site[name]) for name in ("name", *ADDRESS, *POINT)}
    check_site(call, after, site["id"])
    if columns.get("client_id") not in (None, site["client_id"]):
        check_client(call, columns["client_id"])
    if "group_name" in given or columns.get("group_id") is not None:
        columns["group_id"] = group_of_sites(call, columns.get("group_id"), given.get("group_name"))
    if "contact" in columns:
        columns["contact"] = stored_contact(columns["contact"], after["country"])
    if "active" in columns:
        columns["active"] = int(columns["active"])
    if "time_zone" not in columns and _is_elsewhere(dict(site), after):
        columns["time_zone"] = zone_of_new_place(call, after)
    if any(name in columns for name in POINT):
        columns |= site_point(after["latitude"], after["longitude"])
    return columns


def _is_elsewhere(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the zone that somebody may have chosen for the place before says nothing of the one after."""
    if after["country"] != before["country"]:
        return True
    if not has_point(after):
        return False
    zones = [zone_at(place["latitude"], place["longitude"]) for place in (before, after) if has_point(place)]
    return len(zones) == 1 or zones[0] != zones[1]
