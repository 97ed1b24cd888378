"""Who of a company manages work orders: every member, until somebody is taken off."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import admin, clerk, company, order


async def test_members_are_managers_with_what_they_have_in_charge(hall: Hall) -> None:
    boss, chief, kim = await company(hall), await admin(hall), await clerk(hall)
    await company(hall, "Rival")
    await admin(hall, "Rival")
    await boss.call("create_project", name="Rollout", manager_id=kim.id)
    first = await order(boss, manager_id=kim.id)
    await order(boss, manager_id=kim.id)
    await boss.call("publish_work_order", work_order_id=first)
    await boss.call("cancel_work_order", work_order_id=first, cancel_reason=55)
    listed = (await boss.call("list_company_managers", sort="id"))["results"]
    assert [each["user_id"] for each in listed] == [chief.id, kim.id]
    assert [each["role"] for each in listed] == ["admin", "user"]
    assert (listed[1]["projects"], listed[1]["work_orders"]) == ({"total": 1}, {"open": 1})
    assert (listed[0]["projects"], listed[0]["work_orders"]) == ({"total": 0}, {"open": 0})
    assert "phone" not in listed[0]


async def test_whoever_is_taken_off_keeps_their_orders_but_gets_no_new_ones(hall: Hall) -> None:
    boss, chief, kim = await company(hall), await admin(hall), await clerk(hall)
    id = await order(boss, manager_id=kim.id)
    gone = await chief.call("set_company_catalog_entry", kind="manager", id=kim.id, values={"active": False})
    assert (gone["created"], gone["entry"]["user_id"], gone["entry"]["active"]) == (False, kim.id, False)
    assert [each["user_id"] for each in (await boss.call("list_company_managers"))["results"]] == [chief.id]
    assert [each["user_id"] for each in (await boss.call("list_company_managers", active=False))["results"]] == [kim.id]
    assert (await boss.call("list_company_managers", clear=["active"]))["total"] == 2
    await boss.call("update_work_order", work_order_id=id, title="Other", manager_id=kim.id)
    with pytest.raises(Refused) as no:
        await order(boss, manager_id=kim.id)
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_company_managers"])
    assert "manager" not in await kim.call("create_work_order", title="By a member who manages none")
    await chief.call("set_company_catalog_entry", kind="manager", values={"user_id": kim.id})
    await order(boss, manager_id=kim.id)


async def test_only_members_can_be_managers(hall: Hall) -> None:
    await company(hall)
    chief, ann = await admin(hall), await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="manager", id=ann.id, values={"active": False})
    assert no.value.code == "not_found"
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="manager", values={"user_id": ann.id})
    assert no.value.code == "invalid_reference"
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="manager", values={"active": True})
    assert "values.user_id" in no.value.fields
