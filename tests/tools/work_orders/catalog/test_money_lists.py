"""Expense categories, bonuses and penalties: what may be claimed, promised and kept back."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import FIXED, admin, company, order, provider, published


async def test_the_limit_of_a_shared_category_is_raised_for_one_company_and_holds_for_offers(hall: Hall) -> None:
    boss, chief, rival, pia = await company(hall), await admin(hall), await company(hall, "Rival"), await provider(hall)
    names = [each["name"] for each in (await boss.call("list_expense_categories"))["results"]]
    assert names == ["Freight", "Materials", "Mileage", "Other", "Parking", "Tools", "Travel"]
    changed = await chief.call(
        "set_company_catalog_entry", kind="expense_category", id=1,
        values={"name": "Material", "max_amount": 50, "receipt_required": True},
    )  # fmt: skip
    assert changed["entry"]["max_amount"] == {"amount": "50.00", "currency": "USD"}
    shown = (await boss.call("list_expense_categories", search="MATER"))["results"]
    assert shown == [
        {"id": 1, "name": "Material", "max_amount": {"amount": "50.00", "currency": "USD"}, "receipt_required": True}
    ]
    assert (await rival.call("list_expense_categories", search="mater"))["results"][0]["name"] == "Materials"

    id = await published(boss)

    async def asks(amount: str, category: int = 1):
        offer = {"expenses": [{"category_id": category, "amount": amount, "description": "Cables"}]}
        return await pia.call("request_work_order", work_order_id=id, counter_offer=offer)

    with pytest.raises(Refused) as no:
        await asks("50.01")
    assert "50.00 USD for Material" in no.value.text
    assert (await pia.call("list_expense_categories", company_id=boss.company))["results"][1]["name"] == "Material"
    await chief.call("set_company_catalog_entry", kind="expense_category", id=2, values={"active": False})
    with pytest.raises(Refused) as no:
        await asks("10.00", category=2)
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_expense_categories"])
    await chief.call("set_company_catalog_entry", kind="expense_category", id=1, values={"max_amount": "0"})
    assert "max_amount" not in (await boss.call("list_expense_categories", search="mater"))["results"][0]
    await asks("50.01")


async def test_extras_are_defined_listed_and_put_on_orders_under_the_companys_name(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    made = await chief.call(
        "set_company_catalog_entry",
        kind="bonus",
        values={"name": "Night work", "calculation": "fixed", "modifier": "40"},
    )
    assert (made["created"], made["entry"]["modifier"], made["entry"]["shared"]) == (True, "40.00", False)
    bonus = made["entry"]["id"]
    assert [each["id"] for each in (await boss.call("list_company_bonuses"))["results"]] == [1, 2, 3, bonus]
    assert (await boss.call("list_company_bonuses", calculation="percent"))["results"] == [
        {"id": 3, "name": "excellent service", "calculation": "percent", "modifier": "10"}
    ]
    assert [each["name"] for each in (await boss.call("list_company_penalties", search="late"))["results"]] == [
        "late arrival"
    ]
    id = await order(boss, pay={**FIXED, "bonus_ids": [bonus], "penalty_ids": [1]})
    await chief.call(
        "set_company_catalog_entry", kind="penalty", id=1, values={"name": "Too late", "modifier": "20.00"}
    )
    await chief.call("set_company_catalog_entry", kind="bonus", id=bonus, values={"name": "Nights", "active": False})
    # The order keeps the terms it was given.
    assert hall.sql("SELECT modifier FROM work_order_penalties WHERE work_order_id = ?", id) == [("15.00",)]
    assert (await boss.call("list_company_penalties", search="late"))["results"][0]["modifier"] == "20.00"
    for kind, number, tool in (("bonus", bonus, "list_company_bonuses"), ("penalty", 77, "list_company_penalties")):
        with pytest.raises(Refused) as no:
            await order(boss, pay={**FIXED, f"{kind}_ids": [number]})
        assert (no.value.code, no.value.next) == ("invalid_reference", [tool])
