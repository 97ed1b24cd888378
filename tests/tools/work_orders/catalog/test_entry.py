"""Entries of a company's lists: defined, changed and retired by its admins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import admin, assigned, clerk, company, order, provider, published


async def test_only_admins_change_the_lists(hall: Hall) -> None:
    boss, kim = await company(hall), await clerk(hall)
    for caller in (boss, kim):
        with pytest.raises(Refused) as no:
            await caller.call("set_company_catalog_entry", kind="tag", values={"name": "A"})
        assert no.value.code == "forbidden"


@pytest.mark.parametrize(
    ("kind", "id", "values", "field"),
    [
        ("color", None, {"name": "A"}, "kind"),
        ("tag", None, {}, "values.name"),
        ("tag", 1, {}, "values"),
        ("tag", None, {"color": "#000000"}, "values.name"),
        ("tag", None, {"name": "A", "modifier": "5"}, "values.modifier"),
        ("tag", None, {"name": "x" * 61}, "values.name"),
        ("bonus", None, {"name": "A", "calculation": "fixed"}, "values.modifier"),
        ("bonus", None, {"name": "A", "calculation": "fixed", "modifier": "1.005"}, "values.modifier"),
        ("penalty", None, {"name": "A", "calculation": "percent", "modifier": "101"}, "values.modifier"),
        ("penalty", 1, {"modifier": "0"}, "values.modifier"),
        ("expense_category", 1, {"max_amount": "1.005"}, "values.max_amount"),
        ("expense_category", 1, {"max_amount": "much"}, "values.max_amount"),
        ("type_of_work", None, {"name": "A"}, "values.category"),
        ("type_of_work", None, {"name": "A", "category": "B", "parent_id": 91}, "values.parent_id"),
        ("type_of_work", None, {"name": "A", "category": "B", "parent_id": 999}, "values.parent_id"),
        ("service_type", None, {"name": "A", "type_of_work_id": 999}, "values.type_of_work_id"),
        ("service_type", 1, {"type_of_work_id": 76}, "values.type_of_work_id"),
        ("blocked_provider", None, {"reason": "A"}, "values.user_id"),
        ("blocked_provider", None, {"user_id": 999}, "values.user_id"),
    ],
)
async def test_a_faulty_entry_names_the_field(hall: Hall, kind: str, id: int | None, values: Any, field: str) -> None:
    await company(hall)
    chief = await admin(hall)
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind=kind, values=values, **({"id": id} if id else {}))
    assert field in no.value.fields


async def test_a_field_of_another_kind_is_refused_with_the_fields_there_are(hall: Hall) -> None:
    await company(hall)
    chief = await admin(hall)
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="tag", values={"name": "A", "modifier": "5"})
    assert "name, color, active" in no.value.text


@pytest.mark.parametrize(
    ("kind", "taken", "more"),
    [
        ("expense_category", "materials", {}),
        ("bonus", "Weekend Work", {"calculation": "fixed", "modifier": "1"}),
        ("cancel_reason", "DUPLICATE", {}),
        ("network", "marketplace", {}),
        ("type_of_work", "cabling", {"category": "Cabling"}),
        ("service_type", "repair", {"type_of_work_id": 62}),
    ],
)
async def test_a_name_stands_once_in_a_list(hall: Hall, kind: str, taken: str, more: dict[str, Any]) -> None:
    await company(hall)
    chief = await admin(hall)
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind=kind, values={"name": taken, **more})
    assert no.value.code == "conflict"
    made = await chief.call("set_company_catalog_entry", kind=kind, values={"name": "Our own", **more})
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind=kind, id=made["entry"]["id"], values={"name": taken})
    assert no.value.code == "conflict"


async def test_entries_of_others_are_not_found(hall: Hall) -> None:
    await company(hall)
    rival = await company(hall, "Rival")
    chief = await admin(hall)
    theirs = (await rival.call("create_company_tag", name="Theirs"))["id"]
    for id in (theirs, 999):
        with pytest.raises(Refused) as no:
            await chief.call("set_company_catalog_entry", kind="tag", id=id, values={"name": "Mine"})
        assert (no.value.code, no.value.next) == ("not_found", ["list_company_tags"])
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="blocked_provider", id=999, values={"active": False})
    assert no.value.code == "not_found"


async def test_what_changes_nothing_costs_nothing(hall: Hall) -> None:
    await company(hall)
    chief = await admin(hall)
    same = await chief.call("set_company_catalog_entry", kind="cancel_reason", id=55, values={"name": "duplicate"})
    assert same["charge"]["amount"] == "0.00"
    other = await chief.call("set_company_catalog_entry", kind="cancel_reason", id=55, values={"name": "Twice"})
    assert other["charge"]["amount"] != "0.00"


async def test_own_kinds_of_work_are_ordered_and_renamed_ones_shown(hall: Hall) -> None:
    boss, chief, ann = await company(hall), await admin(hall), await hall.person("ann@work.test")
    kiosk = await chief.call(
        "set_company_catalog_entry", kind="type_of_work", values={"name": "Kiosks", "category": "Own"}
    )
    kind = kiosk["entry"]["id"]
    service = await chief.call(
        "set_company_catalog_entry", kind="service_type", values={"name": "Repair", "type_of_work_id": kind}
    )
    await order(boss, type_of_work_id=kind, service_type_id=service["entry"]["id"])
    await chief.call("set_company_catalog_entry", kind="type_of_work", id=62, values={"name": "Tills"})
    id = await order(boss)
    shown = await boss.call("get_work_order", work_order_id=id)
    assert [each["name"] for each in shown["types_of_work"]] == ["Tills"]
    assert (await boss.call("list_types_of_work", search="till"))["results"][0]["id"] == 62
    assert (await ann.call("list_types_of_work", search="till"))["total"] == 0
    await chief.call("set_company_catalog_entry", kind="type_of_work", id=62, values={"active": False})
    with pytest.raises(Refused) as no:
        await order(boss)
    assert no.value.next == ["list_types_of_work"]
    assert (await boss.call("list_types_of_work", active=False))["results"][0]["name"] == "Tills"


async def test_a_blocked_provider_sees_and_is_offered_no_more_orders(hall: Hall) -> None:
    boss, chief, pia = await company(hall), await admin(hall), await provider(hall)
    running = await assigned(boss, pia)
    listed = await published(boss)
    offered = await order(boss, schedule={"mode": "exact", "start": "2026-04-10T09:00:00Z"})
    await boss.call("route_work_order", work_order_id=offered, user_id=pia.id)
    made = await chief.call(
        "set_company_catalog_entry", kind="blocked_provider", values={"user_id": pia.id, "reason": "Late"}
    )
    entry = made["entry"]
    assert (made["created"], entry["user_id"], entry["reason"], entry["active"]) == (True, pia.id, "Late", True)
    assert entry["created_by"] == f"person:{chief.id}"
    assert (await pia.call("get_work_order", work_order_id=running))["id"] == running
    for id in (listed, offered):
        with pytest.raises(Refused):
            await pia.call("get_work_order", work_order_id=id)
    with pytest.raises(Refused):
        await pia.call("accept_work_order_route", work_order_id=offered)
    with pytest.raises(Refused):
        await boss.call("assign_work_order", work_order_id=listed, user_id=pia.id)
    lifted = await chief.call(
        "set_company_catalog_entry", kind="blocked_provider", id=entry["id"], values={"active": False}
    )
    assert (lifted["created"], lifted["entry"]["active"], lifted["entry"]["reason"]) == (False, False, "Late")
    assert (await pia.call("get_work_order", work_order_id=listed))["id"] == listed
    again = await chief.call("set_company_catalog_entry", kind="blocked_provider", values={"user_id": pia.id})
    assert (again["created"], again["entry"]["id"], again["entry"]["active"]) == (False, entry["id"], True)
