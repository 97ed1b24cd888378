"""Networks: the marketplace, private circles with members, and where orders are listed by default."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import admin, company, order, provider, published


async def test_a_private_network_is_made_filled_and_published_to(hall: Hall) -> None:
    boss, chief, rival = await company(hall), await admin(hall), await company(hall, "Rival")
    pia, max_ = await provider(hall), await provider(hall, "max@work.test")
    made = await chief.call(
        "set_company_catalog_entry",
        kind="network",
        values={"name": "Ours", "member_ids_add": [pia.id], "default": True},
    )
    ours = made["entry"]["id"]
    assert (made["entry"]["type"], made["entry"]["default"]) == ("private", True)
    networks = (await boss.call("list_company_networks"))["results"]
    assert [(each["name"], each["default"]) for each in networks] == [("Ours", True), ("Marketplace", False)]
    assert [each["sourced_providers"]["total"] for each in networks] == [1, 2]
    assert [each["id"] for each in (await boss.call("list_company_networks", type="standard"))["results"]] == [1]
    assert [each["name"] for each in (await rival.call("list_company_networks"))["results"]] == ["Marketplace"]
    id = await published(boss)
    assert (await pia.call("get_work_order", work_order_id=id))["id"] == id
    with pytest.raises(Refused):
        await max_.call("get_work_order", work_order_id=id)
    await chief.call(
        "set_company_catalog_entry", kind="network", id=ours,
        values={"member_ids_add": [max_.id], "member_ids_remove": [pia.id]},
    )  # fmt: skip
    assert (await max_.call("get_work_order", work_order_id=id))["id"] == id
    with pytest.raises(Refused):
        await pia.call("get_work_order", work_order_id=id)


async def test_a_retired_network_stays_on_orders_but_is_not_chosen_again(hall: Hall) -> None:
    boss, chief, pia = await company(hall), await admin(hall), await provider(hall)
    values = {"name": "Ours", "member_ids_add": [pia.id]}
    ours = (await chief.call("set_company_catalog_entry", kind="network", values=values))["entry"]["id"]
    id = await published(boss, network_ids=[ours])
    await chief.call(
        "set_company_catalog_entry", kind="network", id=ours, values={"name": "Old circle", "active": False}
    )
    assert (await pia.call("get_work_order", work_order_id=id))["id"] == id
    shown = await boss.call("get_work_order", work_order_id=id)
    assert shown["networks"] == [{"id": ours, "name": "Old circle"}]
    with pytest.raises(Refused) as no:
        await order(boss, network_ids=[ours])
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_company_networks"])


async def test_the_default_network_is_retired_only_after_another_became_it(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    for values in ({"active": False}, {"default": False}):
        with pytest.raises(Refused) as no:
            await chief.call("set_company_catalog_entry", kind="network", id=1, values=values)
        assert (no.value.code, no.value.next) == ("conflict", ["list_company_networks"])
    ours = await chief.call("set_company_catalog_entry", kind="network", values={"name": "Ours", "default": True})
    await chief.call("set_company_catalog_entry", kind="network", id=1, values={"name": "Everybody", "active": False})
    assert [each["name"] for each in (await boss.call("list_company_networks"))["results"]] == ["Ours"]
    assert [each["name"] for each in (await boss.call("list_company_networks", active=False))["results"]] == [
        "Everybody"
    ]
    id = await order(boss)
    shown = await boss.call("get_work_order", work_order_id=id)
    assert shown["networks"] == [{"id": ours["entry"]["id"], "name": "Ours"}]


@pytest.mark.parametrize(
    ("id", "values", "field"),
    [
        (None, {"name": "A", "type": "standard"}, "values.type"),
        (1, {"type": "private"}, "values.type"),
        (1, {"member_ids_add": [1]}, "values.member_ids_add"),
        (None, {"name": "A", "member_ids_add": [999]}, "values.member_ids_add"),
        (None, {"name": "A", "member_ids_add": [1], "member_ids_remove": [1]}, "values.member_ids_remove"),
        (None, {"name": "A", "default": True, "active": False}, "values.default"),
    ],
)
async def test_a_faulty_network_names_the_field(hall: Hall, id, values, field) -> None:
    await company(hall)
    chief = await admin(hall)
    with pytest.raises(Refused) as no:
        await chief.call("set_company_catalog_entry", kind="network", values=values, **({"id": id} if id else {}))
    assert field in no.value.fields


async def test_networks_of_another_company_are_refused_whether_it_exists_or_not(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    assert (await boss.call("list_company_networks", company_id=boss.company))["total"] == 1
    for company_id in (rival.company, 999):
        with pytest.raises(Refused) as no:
            await boss.call("list_company_networks", company_id=company_id)
        assert no.value.code == "forbidden"
