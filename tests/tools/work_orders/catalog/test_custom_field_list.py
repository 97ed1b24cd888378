"""Custom fields: defined, listed by where they apply, and what may still change once orders hold values."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import admin, company, order


async def field(chief: TestCaller, **values: Any) -> int:
    given = {"name": "Serial number", "role": "buyer", "type": "text", **values}
    made = await chief.call("set_company_catalog_entry", kind="custom_field", values=given)
    assert made["created"]
    return int(made["entry"]["id"])


async def change(chief: TestCaller, id: int, **values: Any) -> Any:
    return await chief.call("set_company_catalog_entry", kind="custom_field", id=id, values=values)


async def test_a_field_is_shown_whole_in_the_companys_order(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    project = (await boss.call("create_project", name="Rollout"))["id"]
    color = await field(chief, name="Color", type="predefined", options=["red", "blue"], default_value="red")
    serial = await field(
        chief, tip="On the back", role="provider", flags=["required"], project_ids=[project],
        dependency={"id": color, "operator": "equals", "value": "blue"},
    )  # fmt: skip
    first = await field(chief, name="First", order=0, type="checkbox")
    await change(chief, color, order=1)
    listed = (await boss.call("list_company_custom_fields"))["results"]
    assert [each["custom_field_id"] for each in listed] == [first, color, serial]
    assert listed[2] == {
        "custom_field_id": serial, "name": "Serial number", "tip": "On the back", "role": "provider", "type": "text",
        "flags": ["required"], "dependency": {"id": color, "operator": "equals", "value": "blue"},
        "project_ids": [project], "client_ids": [], "template_ids": [], "order": 1, "active": True,
    }  # fmt: skip

    async def ids(**more: Any) -> list[int]:
        found = await boss.call("list_company_custom_fields", **more)
        return [each["custom_field_id"] for each in found["results"]]

    other = (await boss.call("create_project", name="Other"))["id"]
    assert await ids(project_id=project) == [first, color, serial]
    assert await ids(project_id=other) == [first, color]
    assert await ids(client_id=9, template_id=9) == [first, color, serial]
    assert await ids(role="provider") == [serial]
    assert await ids(type="predefined") == [color]
    assert await ids(search="SERI") == [serial]
    with pytest.raises(Refused) as no:
        await ids(type="color")
    assert no.value.code == "invalid_argument"


async def test_what_orders_hold_values_of_keeps_its_type_and_options(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    id = await field(chief, name="Color", type="predefined", options=["red"])
    await change(chief, id, type="text", options=[])
    await change(chief, id, type="predefined", options=["red", "blue"])
    kept = await order(boss, custom_fields=[{"custom_field_id": id, "value": "red"}])
    for values in ({"type": "text", "options": []}, {"options": ["blue"]}):
        with pytest.raises(Refused) as no:
            await change(chief, id, **values)
        assert no.value.code == "conflict"
    await change(chief, id, name="Paint", options=["red", "blue", "green"])
    await order(boss, custom_fields=[{"custom_field_id": id, "value": "green"}])
    await change(chief, id, active=False)
    with pytest.raises(Refused) as no:
        await order(boss, custom_fields=[{"custom_field_id": id, "value": "red"}])
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_company_custom_fields"])
    assert hall.sql("SELECT value FROM work_order_custom_fields WHERE work_order_id = ?", kept) == [("red",)]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": None}, "values.name"),
        ({"role": None}, "values.role"),
        ({"type": "color"}, "type"),
        ({"type": "predefined"}, "values.options"),
        ({"options": ["a"]}, "values.options"),
        ({"type": "number", "default_value": "many"}, "values.default_value"),
        ({"dependency": {"id": 77, "operator": "is_set"}}, "values.dependency.id"),
        ({"dependency": {"id": 1, "operator": "equals"}}, "values.dependency.value"),
        ({"dependency": {"id": 1, "operator": "is_set", "value": "a"}}, "values.dependency.value"),
        ({"dependency": {"id": 1}}, "values.dependency"),
        ({"project_ids": [77]}, "values.project_ids"),
        ({"client_ids": [77]}, "values.client_ids"),
        ({"template_ids": [77]}, "values.template_ids"),
        ({"max_amount": "5"}, "values.max_amount"),
        ({"flags": ["hidden"]}, "flags"),
    ],
)
async def test_a_faulty_definition_names_the_field(hall: Hall, values: dict[str, Any], fault: str) -> None:
    await company(hall)
    chief = await admin(hall)
    await field(chief, name="One")
    given = {"name": "A", "role": "buyer", "type": "text", **values}
    with pytest.raises(Refused) as no:
        await chief.call(
            "set_company_catalog_entry", kind="custom_field", values={k: v for k, v in given.items() if v is not None}
        )
    assert any(fault in name for name in no.value.fields)


async def test_fields_do_not_depend_on_each_other_in_a_circle(hall: Hall) -> None:
    await company(hall)
    chief = await admin(hall)
    one = await field(chief, name="One")
    two = await field(chief, name="Two", dependency={"id": one, "operator": "is_set"})
    with pytest.raises(Refused) as no:
        await change(chief, one, dependency={"id": two, "operator": "is_set"})
    assert "values.dependency.id" in no.value.fields
    with pytest.raises(Refused):
        await change(chief, one, dependency={"id": one, "operator": "is_set"})
    await change(chief, two, dependency={})
    await change(chief, one, dependency={"id": two, "operator": "is_set"})
