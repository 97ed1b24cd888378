"""Bonuses: promised or earned, counted by the hold either way, and by the pay once they are earned."""

from tests.tools.work_orders.field_work import (
    admin,
    assigned,
    company,
    done,
    notices,
    order,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.pay.pay_world import refusal, stored


async def add(caller, id, bonus=1, **given):
    return await caller.call("create_work_order_bonus", work_order_id=id, bonus_id=bonus, **given)


async def test_a_promised_bonus_is_held_and_an_earned_one_paid(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    promised = await add(boss, id, charged=False, description="If you come today")
    assert (promised["bonus"]["amount"], promised["bonus"]["charged"]) == ("25.00", False)
    assert (promised["pay"]["bonuses"]["sum"], promised["pay"]["hold"]["amount"]) == ("0.00", "467.50")
    assert "is promised" in notices(hall, pia)[-1]
    earned = await add(boss, id, amount="30.00")
    assert (earned["bonus"]["description"], earned["bonus"]["modifier"]) == ("If you come today", "30.00")
    assert (earned["pay"]["provider_total"], earned["pay"]["hold"]["amount"]) == ("430.00", "473.00")
    assert "counts for your pay" in notices(hall, pia)[-1]
    await add(boss, id, 3)
    assert stored(hall, "work_order_bonuses", "bonus_id, modifier, charged") == [(1, "30.00", 1), (3, "10", 1)]
    listed = await pia.call("list_work_order_bonuses", work_order_id=id)
    assert (listed["sum"], [each["amount"] for each in listed["results"]]) == ("70.00", ["30.00", "40.00"])
    assert "available" not in listed
    with_more = await boss.call("list_work_order_bonuses", work_order_id=id, include_available=True)
    assert [each["id"] for each in with_more["available"]] == [2]
    assert "available" not in await pia.call("list_work_order_bonuses", work_order_id=id, include_available=True)
    assert purse(hall, boss)[1] == "517.00"


async def test_an_order_keeps_the_terms_of_a_bonus_that_the_company_changes_or_retires(hall):
    boss, pia, chief = await company(hall), await provider(hall), await admin(hall)
    id = await assigned(boss, pia)
    await add(boss, id, charged=False)
    entry = {"kind": "bonus", "id": 1}
    await chief.call("set_company_catalog_entry", **entry, values={"modifier": "99.00", "name": "Rush"})
    await chief.call("set_company_catalog_entry", **entry, values={"active": False})
    kept = await add(boss, id)
    assert (kept["bonus"]["amount"], kept["bonus"]["name"]) == ("25.00", "Rush")
    for unknown in (1, 999):
        no = await refusal(add(boss, await order(boss), unknown))
        assert (no.code, no.next) == ("invalid_reference", ["list_company_bonuses"])


async def test_a_draft_without_pay_may_have_one_and_those_who_wait_hear_of_it(hall):
    boss, pia = await company(hall), await provider(hall)
    bare = await add(boss, await order(boss, pay=None), 3)
    assert "amount" not in bare["bonus"]
    assert "pay" not in bare
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id)
    assert (await add(boss, id))["pay"]["hold"]["amount"] == "467.50"
    assert "has other terms now: pay" in notices(hall, pia)[-1]
    assert [each["name"] for each in (await pia.call("list_work_order_bonuses", work_order_id=id))["results"]] == [
        "urgent dispatch"
    ]


async def test_what_is_refused_changes_nothing(hall):
    boss, pia = await company(hall, funds="450.00 USD"), await provider(hall)
    id = await assigned(boss, pia)
    no = await refusal(add(boss, id))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert (stored(hall, "work_order_bonuses", "id"), purse(hall, boss)) == ([], ("450.00", "440.00"))
    assert list((await refusal(add(boss, id, 3, amount="5"))).fields) == ["amount"]
    assert list((await refusal(add(boss, id, 1, amount="5.001"))).fields) == ["amount"]
    assert (await refusal(add(pia, id))).code == "forbidden"
    assert (await refusal(add(await company(hall, "Rival"), id))).code == "not_found"
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id)
    assert (await refusal(add(boss, id))).code == "wrong_state"
    assert (await refusal(add(boss, await done(await company(hall, "Other"), pia)))).code == "not_found"
