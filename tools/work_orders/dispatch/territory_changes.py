"""Changing and deleting service territories."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from typing_extensions import TypedDict

from store.database import Row
from store.providers import pools
from store.work_orders.dispatch import runs as dispatch_runs
from store.work_orders.dispatch import territories as service_territories
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.params import Clearable
from tools.providers.access import company_of
from tools.providers.params import Attributes, DisplayName, GroupName, RemoveMembers, Tiers
from tools.providers.pool_tiers import attributes_with, free_group_name, rearrange
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.work_orders.dispatch.geography import check_codes, check_not_swapped, geographies, given_geography, keep
from tools.work_orders.dispatch.params import Center, Codes, Countries, Polygon, RadiusKm, TerritoryId
from tools.work_orders.dispatch.rules.geography import not_there, with_given
from tools.work_orders.dispatch.territory_access import territory_of_company
from tools.work_orders.dispatch.territory_shapes import TerritoryShape, territories

TOOLSET = "dispatch"

GEOGRAPHY = (
    "center", "radius_km", "postal_codes", "postal_codes_add", "postal_codes_remove", "countries", "polygon",
)  # fmt: skip


class ChangedTerritory(TerritoryShape):
    """changed: what has another value than before. removed_members: how many people lost their place with a tier."""

    changed: list[str]
    removed_members: int


class RemovedParts(TypedDict):
    tiers: int
    members: int


class DeletedTerritory(TypedDict):
    deleted: bool
    removed: RemovedParts


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"service_territory_id": "5b0f3a0e-0000-4000-8000-0000000000aa", "display_name": "East side"},
    find=(
        "widen the region to 80 km",
        "add zip 55403 to the area",
        "rename the coverage zone",
        "take a postal code out of the territory",
        "redraw the polygon of a region",
        "switch the area off for now",
        "move the center of the zone",
        "replace the postal codes of the east area",
        "add a second tier to the territory",
        "make the region active again",
        "change the borders of a service territory",
        "rearrange the levels of an area",
    ),
)
def update_service_territory(
    call: Call,
    service_territory_id: TerritoryId,
    name: GroupName | None = None,
    tiers: Tiers | None = None,
    remove_members: RemoveMembers = False,
    postal_codes_add: Codes | None = None,
    postal_codes_remove: Codes | None = None,
    display_name: Clearable[DisplayName] | None = None,
    center: Clearable[Center] | None = None,
    radius_km: RadiusKm | None = None,
    postal_codes: Clearable[Codes] | None = None,
    countries: Countries | None = None,
    polygon: Clearable[Polygon] | None = None,
    attributes: Attributes | None = None,
    active: bool | None = None,
) -> ChangedTerritory:
    """Change an area of a project and its tiers.

    Only what is passed changes; clear names what to take away, and center takes its radius along. postal_codes
    replaces all, postal_codes_add and postal_codes_remove change them; one of circle, codes and polygon has to stay.
    tiers is the complete new list: with tier_id renamed or moved, without it added, left out removed; a tier with
    people needs remove_members: true. A running search keeps its candidates; its next tier goes by the new state."""
    group = territory_of_company(call, service_territory_id)
    given = {name for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        fault = worded("names the territory; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE))
        raise Invalid({"service_territory_id": fault})
    columns = _columns(call, group, given)
    moved = _move(call, group) if given & set(GEOGRAPHY) else []
    removed = rearrange(call, group, tiers, remove_members) if tiers else None
    changed = [column for column, value in columns.items() if value != group[column]]
    if changed or moved or removed is not None:
        pools.change(call.tx, group["id"], call.stamp, **{column: columns[column] for column in changed})
    else:
        call.waive_fee()
    shown = territories(call, [territory_of_company(call, service_territory_id)])[0]
    return {
        **shown,
        "changed": [*changed, *moved, *(["tiers"] if removed is not None else [])],
        "removed_members": removed or 0,
    }


_CHANGEABLE = ("name", "display_name", "tiers", "attributes", "active", *GEOGRAPHY)


def _columns(call: Call, group: Row, given: Collection[str]) -> dict[str, Any]:
    """What of the group itself was given, as it is stored."""
    columns: dict[str, Any] = {}
    if "name" in given:
        columns["name"] = free_group_name(call, group["project_id"], "territory", call.given["name"], group["id"])
    if "display_name" in given:
        columns["display_name"] = call.given["display_name"] or None
    if "attributes" in given:
        columns["attributes"] = attributes_with(call, group, call.given["attributes"])
    if "active" in given:
        columns["active"] = int(call.given["active"])
    return columns


def _move(call: Call, group: Row) -> list[str]:
    """Write the geography given; the names of what is other than before."""
    before = geographies(call, [group["id"]])[group["id"]]
    given = given_geography(call.given, GEOGRAPHY)
    after = with_given(before, given)
    if missing := not_there(before, call.given.get("postal_codes_remove") or ()):
        call.warn(f"Not among its postal codes, so not removed: {', '.join(missing[:20])}.")
    check_codes(call, group["project_id"], after, group["id"])
    if "polygon" in given:
        check_not_swapped(call, company_of(call), group["project_id"], after)
    if after != before:
        keep(call, group, after)
    names = {"center": "center", "radius_km": "radius_km", "codes": "postal_codes", "countries": "countries"}
    names["polygon"] = "polygon"
    return [shown for name, shown in names.items() if _other(getattr(before, name), getattr(after, name))]


def _other(before: Any, after: Any) -> bool:
    """Whether something changed; codes in another order are the same codes."""
    if isinstance(before, tuple):
        return set(before) != set(after)
    return bool(before != after)


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "we no longer serve that region",
        "remove the coverage zone",
        "erase the east area",
        "delete a service territory",
        "drop the region with all its tiers",
        "the zone is obsolete",
        "get rid of a drawn area",
        "take the territory off the map",
        "close the area for good",
        "throw away the polygon and its people",
        "end our coverage of a region",
    ),
)
def delete_service_territory(call: Call, service_territory_id: TerritoryId) -> DeletedTerritory:
    """Delete a service territory with its geography, tiers, memberships and the notes on its members. It cannot be undone.

    Work orders and open offers stay as they are; while a running search uses it, it is refused. To stop using it for
    a while update_service_territory with active: false."""
    group = territory_of_company(call, service_territory_id)
    if dispatch_runs.uses_territory(call.tx, group["uuid"]):
        raise Conflict(
            worded(
                "A running automatic search takes its people from territory {uuid}. Delete it when that has "
                "ended, or stop the searches of the project with update_dispatch_settings.",
                uuid=group["uuid"],
            ),
            next=("list_work_orders", "update_dispatch_settings"),
        )
    call.confirm(
        worded("Delete service territory {uuid} for good", uuid=group["uuid"]),
        record=f"service_territory:{group['uuid']}",
        details=(
            worded(
                "Its tiers and its {providers} memberships end, with the notes on members", providers=group["providers"]
            ),
            worded("Territory {name}", name=quoted(group["name"])),
        ),
    )
    service_territories.delete(call.tx, group["id"])
    removed = pools.delete(call.tx, group["id"])
    return {"deleted": True, "removed": {"tiers": removed["tiers"], "members": removed["members"]}}
