"""Changing saved locations and retiring them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall
from tests.tools.work_orders.field_work import company, order
from tests.tools.work_orders.projects.test_saved_locations import STORE, refusal

CHICAGO = {"latitude": 44.98, "longitude": -93.27}


async def test_only_what_is_passed_changes_and_orders_keep_what_they_copied(hall: Hall) -> None:
    boss = await company(hall)
    client = (await boss.call("create_client_company", name="Stores"))["id"]
    id = (await boss.call("create_saved_location", name="A", **STORE, time_zone="America/Chicago"))["id"]
    work = await order(boss, location={"mode": "saved", "saved_location_id": id})
    new: dict[str, Any] = {
        "name": "Store 1", "display_name": "Main", "address1": "2 High St", "address2": "Floor 2", "city": "Saint Paul",
        "zip": "55101", "type_id": 2, "contact": {"phone": "(612) 555-0123"}, "client_id": client, "notes": "Ring",
    }  # fmt: skip
    changed = await boss.call("update_saved_location", location_id=id, **new, group_name="North")
    assert sorted(changed["changed"]) == sorted([*new, "group_id"])
    assert (changed["group"]["name"], changed["contact"]) == ("North", {"phone": "+16125550123"})
    assert (changed["time_zone"], changed["work_orders"]) == ("America/Chicago", {"total": 1})
    assert (await boss.call("list_saved_locations", city="saint paul", search="HIGH"))["total"] == 1
    assert (await boss.call("get_work_order", work_order_id=work))["location"]["address1"] == "1 Main St"
    assert (await boss.call("update_saved_location", location_id=id, **new))["changed"] == []
    parts = ["display_name", "address2", "state", "contact", "group_id", "client_id", "notes"]
    bare = await boss.call("update_saved_location", location_id=id, clear=parts)
    assert sorted(bare["changed"]) == sorted(parts)
    assert bare.keys().isdisjoint({"display_name", "state", "contact", "group", "client", "notes"})


async def test_a_retired_site_takes_no_new_orders_until_it_is_back(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("create_saved_location", name="A", **STORE))["id"]
    assert (await boss.call("update_saved_location", location_id=id, active=False))["active"] is False
    assert (await boss.call("list_saved_locations"))["total"] == 0
    assert (await boss.call("list_saved_locations", active=False))["total"] == 1
    site = {"mode": "saved", "saved_location_id": id}
    assert (
        "location.saved_location_id" in (await refusal(boss.call("create_work_order", title="x", location=site))).fields
    )
    await boss.call("update_saved_location", location_id=id, active=True)
    await boss.call("create_work_order", title="x", location=site)


async def test_the_zone_comes_with_another_place_and_is_never_worked_out_anew(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("create_saved_location", name="A", **STORE))["id"]
    found = await boss.call("update_saved_location", location_id=id, **CHICAGO)
    assert (found["time_zone"], set(found["changed"])) == ("America/Chicago", {"latitude", "longitude", "time_zone"})
    chosen = await boss.call("update_saved_location", location_id=id, time_zone="America/Winnipeg")
    assert chosen["time_zone"] == "America/Winnipeg"
    # What somebody chose stays: for another name, and for a point that the map has in the same zone.
    for more in ({"name": "B"}, {"latitude": 44.981}, {"clear": ["latitude", "longitude"]}):
        assert (await boss.call("update_saved_location", location_id=id, **more))["time_zone"] == "America/Winnipeg"
    moved = await boss.call("update_saved_location", location_id=id, latitude=33.4484, longitude=-112.074)
    assert moved["time_zone"] == "America/Phoenix"
    near = {"latitude": 33.45, "longitude": -112.07, "distance_km": 5}
    assert (await boss.call("list_saved_locations", near=near))["total"] == 1
    no = await refusal(boss.call("update_saved_location", location_id=id, latitude=30.0, longitude=-60.0))
    assert "at sea" in no.fields["time_zone"]
    await boss.call(
        "update_saved_location", location_id=id, latitude=30.0, longitude=-60.0, time_zone="America/Halifax"
    )


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "invalid_argument", "location_id"),
        ({"name": "  "}, "invalid_argument", "name"),
        ({"clear": ["zip"]}, "invalid_argument", "zip"),
        ({"latitude": 44.98}, "invalid_argument", "longitude"),
        ({"country": "XX"}, "invalid_argument", "country"),
        ({"client_id": 77}, "invalid_reference", "client_id"),
        ({"group_id": 77}, "invalid_reference", "group_id"),
    ],
)
async def test_a_faulty_change_names_the_field(hall: Hall, given: dict[str, Any], code: str, field: str) -> None:
    boss = await company(hall)
    id = (await boss.call("create_saved_location", name="A", **STORE))["id"]
    no = await refusal(boss.call("update_saved_location", location_id=id, **given))
    assert no.code == code
    assert field in no.fields


async def test_a_name_is_used_once_and_sites_are_changed_by_their_company(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    id = (await boss.call("create_saved_location", name="A", **STORE))["id"]
    await boss.call("create_saved_location", name="B", **STORE)
    assert (await refusal(boss.call("update_saved_location", location_id=id, name="b"))).code == "conflict"
    assert (await refusal(rival.call("update_saved_location", location_id=id, name="C"))).code == "not_found"
