"""Penalties: announced or applied with a reason; they lower the pay, never the hold."""

from tests.tools.work_orders.field_work import assigned, company, done, notices, order, provider, published, purse
from tests.tools.work_orders.pay.pay_world import refusal, stored


async def add(caller, id, penalty=1, **given):
    return await caller.call("create_work_order_penalty", work_order_id=id, penalty_id=penalty, **given)


async def test_a_penalty_is_announced_applied_and_lifted_and_the_hold_stays(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    announced = await add(boss, id, charged=False)
    assert (announced["penalty"]["amount"], announced["pay"]["penalties"]["sum"]) == ("15.00", "0.00")
    assert "may be taken off" in notices(hall, pia)[-1]
    bare = await refusal(add(boss, id))
    assert list(bare.fields) == ["reason"]
    applied = await add(boss, id, reason="An hour late", amount="12.00")
    assert (applied["penalty"]["reason"], applied["penalty"]["amount"]) == ("An hour late", "12.00")
    assert (applied["pay"]["penalties"]["sum"], applied["pay"]["provider_total"]) == ("12.00", "388.00")
    assert "is taken off your pay" in notices(hall, pia)[-1]
    assert "An hour late" in notices(hall, pia)[-1]
    await add(boss, id, 3, reason="x")
    listed = await pia.call("list_work_order_penalties", work_order_id=id)
    assert (listed["sum"], [each["amount"] for each in listed["results"]]) == ("32.00", ["12.00", "20.00"])
    lifted = await add(boss, id, charged=False)
    assert lifted["pay"]["penalties"]["sum"] == "20.00"
    assert stored(hall, "work_order_penalties", "penalty_id, charged") == [(1, 0), (3, 1)]
    assert purse(hall, boss) == ("2000.00", "440.00")
    more = await boss.call("list_work_order_penalties", work_order_id=id, include_available=True)
    assert [each["id"] for each in more["available"]] == [2]


async def test_it_never_takes_more_than_there_is(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay={"type": "fixed", "base": {"amount": "20.00"}})
    spent = await pia.call("create_work_order_expense", work_order_id=id, category_id=1, description="x", amount="5")
    await boss.call("update_work_order_expense", work_order_id=id, expense_id=spent["expense"]["id"], status="approved")
    pay = (await add(boss, id, amount="30.00", reason="x"))["pay"]
    assert (pay["subtotal"], pay["service_fee"], pay["provider_total"], pay["company_total"]) == (
        "0.00", "0.00", "5.00", "5.00",
    )  # fmt: skip
    assert pay["hold"]["amount"] == "27.00"
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["hold"] == {"captured": "5.00", "released": "22.00"}


async def test_before_the_assignment_it_needs_no_reason_and_is_told_as_other_terms(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id)
    await add(boss, id, 2)
    assert "has other terms now: pay" in notices(hall, pia)[-1]
    assert (await pia.call("list_work_order_penalties", work_order_id=id))["results"][0]["name"] == "missing photos"
    assert (await add(boss, await order(boss), 3))["penalty"]["amount"] == "20.00"


async def test_what_is_refused(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    no = await refusal(add(boss, id, 999, reason="x"))
    assert (no.code, no.next) == ("invalid_reference", ["list_company_penalties"])
    assert list((await refusal(add(boss, id, 3, reason="x", amount="5"))).fields) == ["amount"]
    assert (await refusal(add(pia, id, reason="x"))).code == "forbidden"
    assert (await refusal(add(await company(hall, "Rival"), id, reason="x"))).code == "not_found"
    assert (await refusal(pia.call("list_work_order_penalties", work_order_id=id + 1))).code == "not_found"
    await boss.call("approve_work_order", work_order_id=id)
    assert (await refusal(add(boss, id, reason="x"))).code == "wrong_state"
