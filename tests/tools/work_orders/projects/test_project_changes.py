"""Changing projects, archiving them and bringing them back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall
from tests.tools.work_orders.field_work import admin, clerk, company
from tests.tools.work_orders.projects.test_projects import refusal


async def test_only_what_is_passed_changes_and_everything_can_be_emptied(hall: Hall) -> None:
    boss, chief, kim = await company(hall), await admin(hall), await clerk(hall)
    stores = (await boss.call("create_client_company", name="Stores"))["id"]
    template = (await boss.call("create_work_order_template", name="Install", values={"title": "x"}))["id"]
    id = (await chief.call("create_project", name="A", start_date="2026-03-01"))["id"]
    new: dict[str, Any] = {
        "name": "B", "client_id": stores, "manager_id": kim.id, "description": "Shops", "end_date": "2026-04-01",
        "default_template_id": template,
    }  # fmt: skip
    changed = await boss.call("update_project", project_id=id, **new)
    assert sorted(changed["changed"]) == sorted(new)
    assert (changed["name"], changed["client"]["id"], changed["manager"]["id"]) == ("B", stores, kim.id)
    assert (changed["start_date"], changed["end_date"], changed["description"]) == ("2026-03-01", "2026-04-01", "Shops")
    assert (await boss.call("list_projects", search="shops"))["total"] == 1
    again = await boss.call("update_project", project_id=id, name="b", description="Shops")
    assert again["changed"] == ["name"]
    same = await boss.call("update_project", project_id=id, description="Shops")
    # What changes nothing costs nothing.
    assert (same["changed"], same["charge"]["amount"], again["charge"]["amount"] != "0.00") == ([], "0.00", True)
    parts = ["client_id", "manager_id", "description", "start_date", "end_date", "default_template_id"]
    bare = await boss.call("update_project", project_id=id, clear=parts)
    assert sorted(bare["changed"]) == sorted(parts)
    assert not {"client", "manager", "description", "start_date", "end_date", "default_template"} & bare.keys()


async def test_an_archived_project_takes_no_new_orders_until_it_is_back(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("create_project", name="A"))["id"]
    order = (await boss.call("create_work_order", title="x", project_id=id))["id"]
    assert (await boss.call("update_project", project_id=id, status="archived"))["changed"] == ["status"]
    no = await refusal(boss.call("create_work_order", title="y", project_id=id))
    assert (no.code, no.next) == ("invalid_reference", ["list_projects"])
    values = {"title": "y", "project_id": id}
    assert "project_id" in (await refusal(boss.call("create_work_order_template", name="T", values=values))).fields
    await boss.call("update_work_order", work_order_id=order, title="z")
    await boss.call("update_project", project_id=id, status="active")
    await boss.call("create_work_order", title="y", project_id=id)


async def test_a_project_with_orders_of_its_client_gets_no_other_one(hall: Hall) -> None:
    boss = await company(hall)
    stores, banks = [(await boss.call("create_client_company", name=name))["id"] for name in ("Stores", "Banks")]
    id = (await boss.call("create_project", name="A", client_id=stores))["id"]
    order = (await boss.call("create_work_order", title="x", project_id=id))["id"]
    no = await refusal(boss.call("update_project", project_id=id, client_id=banks))
    assert (no.code, no.next) == ("conflict", ["list_work_orders", "create_project"])
    assert str(order) in no.text
    await boss.call("cancel_work_order", work_order_id=order, cancel_reason=55)
    await boss.call("update_project", project_id=id, client_id=banks)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "invalid_argument", "project_id"),
        ({"name": "  "}, "invalid_argument", "name"),
        ({"end_date": "2026-02-01"}, "invalid_argument", "end_date"),
        ({"client_id": 77}, "invalid_reference", "client_id"),
        ({"manager_id": 77}, "invalid_reference", "manager_id"),
        ({"default_template_id": 77}, "invalid_reference", "default_template_id"),
    ],
)
async def test_a_faulty_change_names_the_field(hall: Hall, given: dict[str, Any], code: str, field: str) -> None:
    boss = await company(hall)
    id = (await boss.call("create_project", name="A", start_date="2026-03-01"))["id"]
    no = await refusal(boss.call("update_project", project_id=id, **given))
    assert no.code == code
    assert field in no.fields


async def test_a_name_is_used_once_and_projects_are_changed_by_their_company(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    id = (await boss.call("create_project", name="A"))["id"]
    await boss.call("create_project", name="B")
    assert (await refusal(boss.call("update_project", project_id=id, name="b"))).code == "conflict"
    assert (await refusal(rival.call("update_project", project_id=id, name="C"))).code == "not_found"
