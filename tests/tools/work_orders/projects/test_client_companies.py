"""Client companies, on whose behalf work orders are run."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import admin, clerk, company, order, provider


async def refusal(call: Awaitable[Any]) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def names(boss: TestCaller, **wanted: Any) -> list[str]:
    return [each["name"] for each in (await boss.call("list_client_companies", **wanted))["results"]]


async def test_a_client_is_kept_with_everything_and_counts_its_work(hall: Hall) -> None:
    boss, rival, kim = await company(hall), await company(hall, "Rival"), await clerk(hall)
    before = hall.sql("SELECT count(*) FROM notices")
    made = await boss.call(
        "create_client_company", name=" Example\u200b Stores ", display_name="Stores", industry="Retail", notes="Pays late",
        contact={"name": "Kay", "email": "kay@example.com", "phone": "(612) 555-0123"},
        address={"address1": "1 Main St", "city": "Minneapolis", "zip": "55401", "country": "us"},
        website="https://example.com", manager_ids=[kim.id, kim.id], linked_company_id=rival.company,
    )  # fmt: skip
    assert made["name"] == "Example Stores"
    assert made["company_id"] == boss.company
    assert made["contact"] == {"name": "Kay", "email": "kay@example.com", "phone": "+16125550123"}
    assert made["address"]["country"] == "US"
    assert [each["id"] for each in made["managers"]] == [kim.id]
    assert (made["linked_company_id"], made["website"]) == (rival.company, "https://example.com")
    assert (made["projects"], made["work_orders"]) == ({"total": 0}, {"total": 0})
    assert hall.sql("SELECT count(*) FROM notices") == before

    for status in ("active", "archived"):
        await boss.call("create_project", name=status, client_id=made["id"], status=status)
    await order(boss, client_id=made["id"])
    gone = await order(boss, client_id=made["id"])
    await boss.call("cancel_work_order", work_order_id=gone, cancel_reason=55)
    shown = await kim.call("get_client_company", client_id=made["id"])
    assert (shown["projects"], shown["work_orders"]) == ({"total": 2}, {"total": 1})
    assert (shown["notes"], shown["status"]) == ("Pays late", "active")
    bare = await boss.call("create_client_company", name="Bare")
    assert bare["managers"] == []
    assert not {"contact", "address", "website", "linked_company_id"} & bare.keys()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": " "}, "invalid_argument", "name"),
        ({"contact": {"email": "kay at example"}}, "invalid_argument", "contact.email"),
        ({"contact": {"phone": "nobody"}}, "invalid_argument", "contact.phone"),
        ({"website": "example"}, "invalid_argument", "website"),
        ({"website": "javascript:alert(1)"}, "invalid_argument", "website"),
        ({"address": {"country": "XX"}}, "invalid_argument", "address.country"),
        ({"manager_ids": [77]}, "invalid_reference", "manager_ids"),
        ({"linked_company_id": 7777}, "invalid_reference", "linked_company_id"),
    ],
)
async def test_a_faulty_client_names_the_field(hall: Hall, given: dict[str, Any], code: str, field: str) -> None:
    boss = await company(hall)
    no = await refusal(boss.call("create_client_company", **{"name": "A", **given}))
    assert no.code == code
    assert field in no.fields


async def test_a_name_is_used_once_and_the_refusal_has_its_number(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    id = (await boss.call("create_client_company", name="Müller"))["id"]
    no = await refusal(boss.call("create_client_company", name="MÜLLER"))
    assert (no.code, no.next) == ("conflict", ["get_client_company"])
    assert len(no.step("get_client_company")) == 1
    assert no.details["id"] == id
    await rival.call("create_client_company", name="Müller")


async def test_clients_are_found_by_word_business_manager_and_recent_work(hall: Hall) -> None:
    boss, rival, kim, chief = await company(hall), await company(hall, "Rival"), await clerk(hall), await admin(hall)
    banks = (await boss.call("create_client_company", name="Banks", industry="Finance", manager_ids=[kim.id]))["id"]
    stores = (await boss.call("create_client_company", name="stores", display_name="Ärger", industry="Retail"))["id"]
    await rival.call("create_client_company", name="Theirs", industry="Retail")
    await order(boss, client_id=banks)
    hall.clock.advance(days=31)
    await order(boss, client_id=stores)
    gone = await order(boss, client_id=banks)
    await boss.call("cancel_work_order", work_order_id=gone, cancel_reason=55)

    assert await names(boss) == ["Banks", "stores"]
    assert await names(boss, order="desc") == ["stores", "Banks"]
    assert await names(boss, sort="id", order="desc") == ["stores", "Banks"]
    assert await names(boss, sort="created_date") == ["Banks", "stores"]
    assert await names(boss, search="arg") == ["stores"]
    assert await names(boss, industry="RETAIL") == ["stores"]
    assert await names(boss, list="recent") == ["stores"]
    assert await names(kim, list="mine") == ["Banks"]
    assert await names(chief, list="mine") == []
    mine = await boss.call("list_client_companies", list="mine")
    assert mine["total"] == 0
    assert any("agent" in warning for warning in mine["warnings"])
    hall.sql_script("UPDATE client_companies SET status = 'inactive' WHERE name = 'Banks'")
    assert await names(boss) == ["stores"]
    assert await names(boss, status="inactive") == ["Banks"]
    assert await names(boss, status="all", page=2, per_page=1) == ["stores"]
    wide = await boss.call("list_client_companies", status="inactive", columns=["managers", "work_orders"])
    assert wide["results"] == [
        {"id": banks, "managers": [{"id": kim.id, "name": "Clerk"}], "work_orders": {"total": 1}}
    ]
    for wrong in ({"list": "theirs"}, {"sort": "industry"}, {"columns": ["price"]}):
        assert (await refusal(boss.call("list_client_companies", **wrong))).code == "invalid_argument"


async def test_an_inactive_client_takes_no_new_work(hall: Hall) -> None:
    boss = await company(hall)
    stores = (await boss.call("create_client_company", name="Stores"))["id"]
    project = (await boss.call("create_project", name="A", client_id=stores))["id"]
    id = await order(boss, project_id=project)
    hall.sql_script("UPDATE client_companies SET status = 'inactive'")
    for given in ({"client_id": stores}, {"project_id": project}):
        no = await refusal(boss.call("create_work_order", title="x", **given))
        assert (no.code, no.next) == ("invalid_reference", ["list_client_companies"])
    assert "client_id" in (await refusal(boss.call("create_project", name="B", client_id=stores))).fields
    # What is under way goes on.
    await boss.call("update_work_order", work_order_id=id, title="Fix it", client_id=stores, project_id=project)


async def test_clients_are_the_companys_alone(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    id = (await boss.call("create_client_company", name="A"))["id"]
    for client_id in (id, 999):
        no = await refusal(rival.call("get_client_company", client_id=client_id))
        assert (no.code, no.next) == ("not_found", ["list_client_companies"])
    assert (await rival.call("list_client_companies"))["total"] == 0
    assert "client_id" in (await refusal(rival.call("create_project", name="x", client_id=id))).fields
    assert (await refusal(pia.call("get_client_company", client_id=id))).code == "forbidden"
