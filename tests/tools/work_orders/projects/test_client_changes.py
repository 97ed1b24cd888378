"""Changing client companies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall
from tests.tools.work_orders.field_work import admin, clerk, company
from tests.tools.work_orders.projects.test_client_companies import names, refusal


async def test_only_what_is_passed_changes_and_everything_can_be_emptied(hall: Hall) -> None:
    boss, rival, chief, kim = await company(hall), await company(hall, "Rival"), await admin(hall), await clerk(hall)
    address = {"city": "Minneapolis", "country": "US"}
    id = (await boss.call("create_client_company", name="A", address=address, manager_ids=[kim.id]))["id"]
    new: dict[str, Any] = {
        "name": "Stores", "display_name": "Shops", "contact": {"phone": "(612) 555-0123"}, "website": "https://a.example",
        "industry": "Retail", "manager_ids": [chief.id], "linked_company_id": rival.company, "notes": "Pays late",
    }  # fmt: skip
    changed = await boss.call("update_client_company", client_id=id, **new)
    assert sorted(changed["changed"]) == sorted(new)
    # A number without a country code is of the client's country.
    assert (changed["contact"], changed["address"]) == ({"phone": "+16125550123"}, address)
    assert [each["id"] for each in changed["managers"]] == [chief.id]
    assert await names(boss, search="shop", industry="retail") == ["Stores"]
    assert (await boss.call("update_client_company", client_id=id, **new))["changed"] == []
    parts = ["display_name", "contact", "address", "website", "industry", "manager_ids", "linked_company_id", "notes"]
    bare = await boss.call("update_client_company", client_id=id, clear=parts)
    assert sorted(bare["changed"]) == sorted(parts)
    assert bare["managers"] == []
    assert bare.keys().isdisjoint({"contact", "address", "website", "industry", "linked_company_id", "notes"})


async def test_a_client_is_put_aside_and_worked_for_again(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("create_client_company", name="A"))["id"]
    await boss.call("update_client_company", client_id=id, status="inactive")
    assert await names(boss) == []
    site = {"name": "S", "country": "DE", "address1": "Main Street 1", "zip": "10115", "client_id": id}
    for tool, given in (("create_work_order", {"title": "x", "client_id": id}), ("create_saved_location", site)):
        assert "client_id" in (await refusal(boss.call(tool, **given))).fields
    await boss.call("update_client_company", client_id=id, status="active")
    await boss.call("create_saved_location", **site)


async def test_a_manager_who_left_stays_until_somebody_else_is_named(hall: Hall) -> None:
    boss, chief, kim = await company(hall), await admin(hall), await clerk(hall)
    id = (await boss.call("create_client_company", name="A", manager_ids=[kim.id]))["id"]
    await chief.call("delete_user", user_id=kim.id)
    kept = await boss.call("update_client_company", client_id=id, manager_ids=[kim.id, chief.id])
    assert {each["id"] for each in kept["managers"]} == {kim.id, chief.id}
    await boss.call("update_client_company", client_id=id, manager_ids=[chief.id])
    no = await refusal(boss.call("update_client_company", client_id=id, manager_ids=[kim.id]))
    assert (no.code, no.next) == ("invalid_reference", ["list_company_managers"])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "invalid_argument", "client_id"),
        ({"name": "  "}, "invalid_argument", "name"),
        ({"address": {"country": "XX"}}, "invalid_argument", "address.country"),
        ({"website": "example"}, "invalid_argument", "website"),
        ({"linked_company_id": 7777}, "invalid_reference", "linked_company_id"),
    ],
)
async def test_a_faulty_change_names_the_field(hall: Hall, given: dict[str, Any], code: str, field: str) -> None:
    boss = await company(hall)
    id = (await boss.call("create_client_company", name="A"))["id"]
    no = await refusal(boss.call("update_client_company", client_id=id, **given))
    assert no.code == code
    assert field in no.fields


async def test_a_name_is_used_once_and_clients_are_changed_by_their_company(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    id = (await boss.call("create_client_company", name="A"))["id"]
    await boss.call("create_client_company", name="B")
    assert (await refusal(boss.call("update_client_company", client_id=id, name="b"))).code == "conflict"
    assert (await refusal(rival.call("update_client_company", client_id=id, name="C"))).code == "not_found"
