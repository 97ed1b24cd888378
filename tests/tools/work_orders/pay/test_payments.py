"""Paying an approved order before its day: once, to the provider's balance, from where it goes on."""

from tests.tools.payouts.payout_cast import method_of, proved
from tests.tools.tasks.task_world import World
from tests.tools.work_orders.field_work import FIXED, acts, admin, clerk, company, done, notices, provider, purse
from tests.tools.work_orders.pay.pay_world import refusal, stored


async def pay(caller, id, **given):
    return await caller.call("pay_work_order", work_order_id=id, **given)


async def test_an_approved_order_is_paid_at_once_and_only_once(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    early = await refusal(pay(boss, id))
    assert (early.code, early.next[-1]) == ("wrong_state", "approve_work_order")
    await boss.call("approve_work_order", work_order_id=id)
    assert hall.purse(pia.owner, "USD")[0] == "0.00"
    paid = await pay(boss, id)
    assert (paid["status"]["name"], paid["milestones"], paid["changed"]) == (
        "paid", {"paid": "2026-03-02T09:00:00Z"}, True,
    )  # fmt: skip
    transfer = hall.sql("SELECT id FROM ledger_transfers WHERE kind = 'work_order_payout'")[0][0]
    assert paid["payment"] == {
        "id": transfer, "amount": "400.00", "currency": "USD", "date": "2026-03-02T09:00:00Z", "user_id": pia.id,
    }  # fmt: skip
    again = await pay(boss, id)
    assert (again["changed"], again["payment"]) == (False, paid["payment"])
    hall.clock.advance(days=61)
    await hall.tick()
    assert hall.purse(pia.owner, "USD") == ("400.00", "0.00")
    assert acts(hall, id).count("paid") == 1
    assert "is in your balance" in notices(hall, pia)[-1]
    assert (await hall.balance(pia.owner, "payable", "USD")).text == "0.00"
    assert purse(hall, boss) == ("1560.00", "0.00")


async def test_one_that_the_day_has_paid_is_not_paid_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia, pay={**FIXED, "payment_terms_days": 0})
    await boss.call("approve_work_order", work_order_id=id)
    await hall.tick()
    assert (await pay(boss, id))["changed"] is False
    assert len(hall.sql("SELECT 1 FROM ledger_transfers WHERE kind = 'work_order_payout'")) == 1


async def test_work_worth_nothing_is_paid_without_a_transfer(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    await pia.call("create_work_order_discount", work_order_id=id, amount="400.00", description="x")
    await boss.call("approve_work_order", work_order_id=id)
    paid = await pay(boss, id)
    assert (paid["changed"], paid["payment"]["amount"], "id" in paid["payment"]) == (True, "0.00", False)


async def test_who_pays_and_who_is_asked(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    await boss.call("approve_work_order", work_order_id=id)
    chief, ann = await admin(hall), await clerk(hall)
    assert (await refusal(pay(pia, id))).code == "forbidden"
    assert (await refusal(pay(await company(hall, "Rival"), id))).code == "not_found"
    chief.says_yes = False
    await refusal(pay(chief, id))
    assert f"400.00 USD. To person {pia.id}" in chief.questions[-1]
    assert hall.purse(pia.owner, "USD")[0] == "0.00"
    chief.says_yes = True
    await pay(chief, id, acting_user_id=ann.id)
    history = hall.sql("SELECT act, acting_user_id FROM work_order_history ORDER BY id DESC LIMIT 1")
    assert history == [("paid", ann.id)]


async def test_what_work_orders_brought_goes_out_by_the_provider_and_by_a_company_with_the_right(hall):
    boss, pia = await company(hall), await provider(hall)
    chief = await admin(hall)
    id = await done(boss, pia)
    await boss.call("approve_work_order", work_order_id=id)
    await pay(boss, id)
    card = await method_of(hall, pia, currency="USD")
    given = {"currency": "USD", "payout_endpoint_type": 1, "payout_endpoint_id": card}
    sent = await pia.call("create_balance_payout", amount="150.00", **given)
    assert sent["balance"] == {"amount": "250.00", "currency": "USD"}
    world = World(hall, boss, chief, pia, boss)
    await world.join_team(pia.id)
    await world.change_company(act_for_freelancers=1)
    await hall.credit(pia.owner, "500.00 USD")
    too_much = await refusal(chief.call("create_balance_payout", amount="400.01", freelancer_id=pia.id, **given))
    assert too_much.details["available"] == "400.00"
    await chief.call("create_balance_payout", amount="400.00", freelancer_id=pia.id, **given)
    assert stored(hall, "payouts", "base_amount, company_id") == [(15000, None), (40000, boss.company)]
    await proved(hall)
