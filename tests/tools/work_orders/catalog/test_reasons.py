"""The reasons a company gives: as everybody has them, as it calls them, and without those it has retired."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import admin, assigned, company, order, provider, published


async def funded(hall: Hall) -> TestCaller:
    """An admin of a company with money."""
    await company(hall)
    return await admin(hall)


async def test_the_lists_start_with_what_all_companies_share(hall: Hall) -> None:
    boss = await company(hall)
    cancel = (await boss.call("list_cancel_reasons"))["reasons"]
    assert [each["id"] for each in cancel] == [55, 56, 57, 58, 59, 60]
    assert [each["id"] for each in cancel if each["needs_note"]] == [60]
    incomplete = await boss.call("list_incomplete_reasons")
    assert [each["id"] for each in incomplete["results"]] == [1, 2, 3, 4, 5, 6, 8, 9]
    assert incomplete["total"] == 8
    assert (await boss.call("list_incomplete_reasons", search="MISSING"))["total"] == 2
    revisit = (await boss.call("list_site_revisit_reasons"))["results"]
    assert [each["id"] for each in revisit] == [10, 11, 12, 13, 14, 15]
    assert [each["id"] for each in (await boss.call("list_site_revisit_reasons", audience="provider"))["results"]] == [
        10, 11, 13, 14, 15,
    ]  # fmt: skip


async def test_a_renamed_reason_has_its_new_name_everywhere_and_for_one_company_alone(hall: Hall) -> None:
    boss, chief, rival = await company(hall), await admin(hall), await company(hall, "Rival")
    pia = await provider(hall)
    id = await assigned(boss, pia)
    await boss.call("update_work_order_job_status", work_order_id=id, status="incomplete", incomplete_reason_id=4)
    changed = await chief.call(
        "set_company_catalog_entry", kind="incomplete_reason", id=4, values={"name": "Poor work"}
    )
    assert changed["entry"] == {
        "kind": "incomplete_reason",
        "id": 4,
        "shared": True,
        "active": True,
        "name": "Poor work",
    }
    assert not changed["created"]

    async def named(caller, **more):
        return [
            each["name"] for each in (await caller.call("list_incomplete_reasons", search="poor", **more))["results"]
        ]

    assert await named(boss) == ["Poor work"]
    assert await named(rival) == []
    assert await named(pia) == []
    assert await named(pia, company_id=boss.company) == ["Poor work"]
    for caller in (boss, pia):
        shown = await caller.call("get_work_order", work_order_id=id)
        assert shown["job_status"]["incomplete_reason"]["reason_name"] == "Poor work"


async def test_a_retired_reason_cannot_be_given_but_comes_back(hall: Hall) -> None:
    boss, chief, rival = await company(hall), await admin(hall), await company(hall, "Rival")
    await chief.call("set_company_catalog_entry", kind="cancel_reason", id=55, values={"active": False})
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await boss.call("cancel_work_order", work_order_id=id, cancel_reason=55)
    assert "55 duplicate" not in no.value.text
    assert no.value.next == ["list_cancel_reasons"]
    theirs = await published(rival)
    await rival.call("cancel_work_order", work_order_id=theirs, cancel_reason=55)
    await chief.call("set_company_catalog_entry", kind="cancel_reason", id=55, values={"active": True})
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=55)


async def test_retired_ones_are_shown_when_asked_for(hall: Hall) -> None:
    chief = await funded(hall)
    await chief.call("set_company_catalog_entry", kind="site_revisit_reason", id=12, values={"active": False})
    assert (await chief.call("list_site_revisit_reasons"))["total"] == 5
    assert [each["id"] for each in (await chief.call("list_site_revisit_reasons", active=False))["results"]] == [12]
    assert (await chief.call("list_site_revisit_reasons", clear=["active"]))["total"] == 6
    assert (await chief.call("list_site_revisit_reasons", active=None))["total"] == 5


async def test_a_worker_sees_the_lists_of_companies_whose_orders_they_see(hall: Hall) -> None:
    boss, chief, pia = await company(hall), await admin(hall), await provider(hall)
    made = await chief.call(
        "set_company_catalog_entry", kind="site_revisit_reason", values={"name": "Door locked", "audience": "provider"}
    )
    assert made["created"]
    own = made["entry"]["id"]

    async def ids(**more):
        return [each["id"] for each in (await pia.call("list_site_revisit_reasons", **more))["results"]]

    for company_id in (boss.company, 999):
        with pytest.raises(Refused) as no:
            await pia.call("list_site_revisit_reasons", company_id=company_id)
        assert no.value.code == "not_found"
    assert await ids() == [10, 11, 13, 14, 15]
    await order(boss)
    with pytest.raises(Refused):
        await ids(company_id=boss.company)
    await published(boss)
    assert await ids(company_id=boss.company) == [10, 11, 13, 14, 15, own]
    assert own not in [each["id"] for each in (await boss.call("list_site_revisit_reasons"))["results"]]
    for tool in ("list_cancel_reasons", "list_incomplete_reasons", "list_expense_categories"):
        await pia.call(tool, company_id=boss.company)
    # Another company's agent is no worker.
    rival = await company(hall, "Rival")
    with pytest.raises(Refused):
        await rival.call("list_cancel_reasons", company_id=boss.company)
