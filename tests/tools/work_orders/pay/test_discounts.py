"""What a provider takes off their own pay."""

from tests.tools.work_orders.field_work import assigned, company, done, provider, published, purse
from tests.tools.work_orders.pay.pay_world import refusal, stored


async def grant(caller, id, amount, **given):
    given = {"description": "Less to do than planned", **given}
    return await caller.call("create_work_order_discount", work_order_id=id, amount=amount, **given)


async def test_a_provider_takes_something_off_more_than_once_and_the_hold_stays(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    first = await grant(pia, id, "10.00")
    assert (first["discount"]["status"], first["pay"]["provider_total"]) == ("active", "390.00")
    assert (await grant(pia, id, "5.50"))["pay"]["provider_total"] == "384.50"
    assert purse(hall, boss) == ("2000.00", "440.00")
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id DESC LIMIT 1")[0][0]
    assert "takes 5.50 USD off the pay" in told
    assert "Less to do than planned" in told
    listed = await boss.call("list_work_order_discounts", work_order_id=id)
    assert (listed["sum"], [each["amount"] for each in listed["results"]]) == ("15.50", ["5.50", "10.00"])
    over = await refusal(grant(pia, id, "384.51"))
    assert "384.50 USD" in over.fields["amount"]
    assert (await refusal(grant(pia, id, "0.001"))).code == "invalid_argument"
    await pia.call("mark_work_order_complete", work_order_id=id)
    assert (await grant(pia, id, "384.50"))["pay"]["provider_total"] == "0.00"
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["hold"] == {"captured": "0.00", "released": "440.00"}


async def test_a_discount_may_reach_into_bonuses_and_goes_with_its_provider(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    await boss.call("create_work_order_bonus", work_order_id=id, bonus_id=1)
    assert (await grant(pia, id, "425.00"))["pay"]["provider_total"] == "0.00"
    hall.clock.advance(hours=1)
    await boss.call("unassign_work_order", work_order_id=id, reason="x")
    assert stored(hall, "work_order_discounts", "status") == [("voided",)]
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    for status in ("active", "voided", "all"):
        theirs = await kim.call("list_work_order_discounts", work_order_id=id, status=status)
        assert (theirs["sum"], theirs["results"]) == ("0.00", [])
    voided = await boss.call("list_work_order_discounts", work_order_id=id, status="voided")
    assert [each["author"]["id"] for each in voided["results"]] == [pia.id]


async def test_only_the_assignee_grants_one_and_only_while_it_is_theirs(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    open_one = await published(boss)
    assert (await refusal(grant(kim, open_one, "1"))).code == "wrong_state"
    assert (await refusal(kim.call("list_work_order_discounts", work_order_id=open_one))).code == "forbidden"
    id = await done(boss, pia)
    assert (await refusal(grant(kim, id, "1"))).code == "not_found"
    assert (await refusal(grant(boss, id, "1"))).code == "forbidden"
    await boss.call("approve_work_order", work_order_id=id)
    assert (await refusal(grant(pia, id, "1"))).code == "wrong_state"
