"""Tags: made, listed with how often they are used, changed and retired."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import admin, company, order


async def test_a_tag_is_made_once_in_any_case(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    made = await boss.call("create_company_tag", name=" Ärger ", color="CC0000")
    assert (made["name"], made["color"]) == ("Ärger", "#cc0000")
    with pytest.raises(Refused) as no:
        await boss.call("create_company_tag", name="äRGER")
    assert (no.value.code, no.value.next) == ("conflict", ["list_company_tags"])
    assert str(made["id"]) in no.value.text
    await rival.call("create_company_tag", name="Ärger")
    assert (await boss.call("create_company_tag", name="Plain"))["color"] == "#808080"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "A", "color": "red"}, "color"),
        ({"name": "A", "color": "#12345"}, "color"),
    ],
)
async def test_a_faulty_tag_names_the_field(hall: Hall, given, field) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await boss.call("create_company_tag", **given)
    assert no.value.code == "invalid_argument"
    assert field in no.value.fields


async def test_tags_are_found_sorted_and_counted(hall: Hall) -> None:
    boss, chief, rival = await company(hall), await admin(hall), await company(hall, "Rival")
    ids = {}
    for name in ("beta", "Alpha", "Čapek"):
        ids[name] = (await boss.call("create_company_tag", name=name))["id"]
    await rival.call("create_company_tag", name="Theirs")
    first = await order(boss, tags=["Čapek", str(ids["beta"])])
    await order(boss, tags=["čapek"])
    gone = await order(boss, tags=["beta"])
    await boss.call("cancel_work_order", work_order_id=gone, cancel_reason=55)

    async def names(**more):
        return [each["name"] for each in (await boss.call("list_company_tags", **more))["results"]]

    assert await names() == ["Alpha", "beta", "Čapek"]
    assert await names(sort="id") == ["beta", "Alpha", "Čapek"]
    assert await names(sort="used") == ["Čapek", "beta", "Alpha"]
    assert await names(search="cap") == ["Čapek"]
    with pytest.raises(Refused) as no:
        await names(sort="color")
    assert no.value.code == "invalid_argument"
    counted = {each["name"]: each["work_orders"]["total"] for each in (await boss.call("list_company_tags"))["results"]}
    assert counted == {"Alpha": 0, "beta": 1, "Čapek": 2}

    await chief.call(
        "set_company_catalog_entry",
        kind="tag",
        id=ids["beta"],
        values={"name": "Gamma", "active": False, "color": "#000000"},
    )
    assert await names() == ["Alpha", "Čapek"]
    assert await names(active=False) == ["Gamma"]
    shown = (await boss.call("get_work_order", work_order_id=first, columns=["tags"]))["tags"]
    assert "Gamma" in [each["name"] for each in shown]
    with pytest.raises(Refused) as no:
        await order(boss, tags=["Gamma"])
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_company_tags", "create_company_tag"])
    with pytest.raises(Refused) as no:
        await boss.call("create_company_tag", name="gamma")
    assert "retired" in no.value.text
