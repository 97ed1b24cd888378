"""Whom the pay of a work order tells."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, both, site, waited_for
from tests.tools.work_orders.field_work import assigned, done, order

KIND = "work_order_money"


def pia_told(it: Site) -> Expected:
    return {told(it.pia, KIND, *MAILED)}


async def ask(it: Site, id: int) -> int:
    made = await it.pia.call(
        "request_work_order_increase", work_order_id=id, kind="amount", amount="20.00", reason="More to do"
    )
    return int(made["increase"]["id"])


async def claim(it: Site, id: int) -> int:
    given = {"category_id": 1, "description": "Cable", "amount": "18.40"}
    made = await it.pia.call("create_work_order_expense", work_order_id=id, **given)
    return int(made["expense"]["id"])


async def new_terms_reach_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    id = await waited_for(it)
    await watch.act(it.boss, "update_work_order_pay", work_order_id=id, base={"amount": "350.00"})
    return both(it, "work_order_terms_changed")


async def terms_of_a_draft_are_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_pay", work_order_id=await order(it.boss), base={"amount": "350.00"})
    return set()


async def better_terms_reach_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_pay", work_order_id=id, base={"amount": "450.00"})
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_request_for_more_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"kind": "amount", "amount": "20.00", "reason": "More to do"}
    await watch.act(it.pia, "request_work_order_increase", work_order_id=await assigned(it.boss, it.pia), **given)
    return it.company_told(KIND)


async def hours_entered_in_the_providers_place_reach_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    pay = {"type": "hourly", "base": {"amount": "65.00", "units": "4"}}
    given = {"kind": "additional_hours", "units": "1", "reason": "More to do"}
    id = await assigned(it.boss, it.pia, pay=pay)
    await watch.act(it.boss, "request_work_order_increase", work_order_id=id, **given)
    return pia_told(it)


async def devices_asked_for_reach_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    pay = {"type": "device", "base": {"amount": "30.00", "units": "4"}}
    given = {"kind": "additional_devices", "units": "2", "reason": "More to do"}
    id = await assigned(it.boss, it.pia, pay=pay)
    await watch.act(it.pia, "request_work_order_increase", work_order_id=id, **given)
    return it.company_told(KIND)


async def an_accepted_increase_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    increase = await ask(it, id)
    await watch.act(it.boss, "update_work_order_increase", work_order_id=id, increase_id=increase, status="accepted")
    return pia_told(it)


async def a_declined_increase_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await done(it.boss, it.pia)
    increase = await ask(it, id)
    await watch.act(it.boss, "update_work_order_increase", work_order_id=id, increase_id=increase, status="declined")
    return pia_told(it)


async def a_corrected_increase_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    increase = await ask(it, id)
    await watch.act(it.pia, "update_work_order_increase", work_order_id=id, increase_id=increase, amount="15.00")
    return it.company_told(KIND)


async def a_claimed_cost_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"category_id": 1, "description": "Cable", "amount": "18.40"}
    await watch.act(it.pia, "create_work_order_expense", work_order_id=await assigned(it.boss, it.pia), **given)
    return it.company_told(KIND)


async def a_cost_entered_in_the_providers_place_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"category_id": 1, "description": "Cable", "amount": "18.40"}
    await watch.act(it.boss, "create_work_order_expense", work_order_id=await assigned(it.boss, it.pia), **given)
    return pia_told(it)


async def an_approved_cost_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    expense = await claim(it, id)
    given = {"status": "approved", "approved_amount": "10.00"}
    await watch.act(it.boss, "update_work_order_expense", work_order_id=id, expense_id=expense, **given)
    return pia_told(it)


async def a_denied_cost_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    expense = await claim(it, id)
    await watch.act(it.boss, "update_work_order_expense", work_order_id=id, expense_id=expense, status="denied")
    return pia_told(it)


async def an_approval_taken_back_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    expense = await claim(it, id)
    await it.boss.call("update_work_order_expense", work_order_id=id, expense_id=expense, status="approved")
    await watch.act(it.boss, "update_work_order_expense", work_order_id=id, expense_id=expense, status="pending")
    return pia_told(it)


async def a_corrected_cost_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    expense = await claim(it, id)
    await watch.act(it.pia, "update_work_order_expense", work_order_id=id, expense_id=expense, amount="12.00")
    return it.company_told(KIND)


async def a_discount_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"amount": "10.00", "description": "Less to do"}
    await watch.act(it.pia, "create_work_order_discount", work_order_id=await done(it.boss, it.pia), **given)
    return it.company_told(KIND)


async def an_earned_bonus_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_bonus", work_order_id=id, bonus_id=1)
    return pia_told(it)


async def a_promised_bonus_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_bonus", work_order_id=id, bonus_id=1, charged=False)
    return pia_told(it)


async def a_bonus_on_an_open_order_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "create_work_order_bonus", work_order_id=await waited_for(it), bonus_id=1)
    return both(it, "work_order_terms_changed")


async def an_applied_penalty_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await done(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_penalty", work_order_id=id, penalty_id=1, reason="Late")
    return pia_told(it)


async def an_announced_penalty_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_penalty", work_order_id=id, penalty_id=1, charged=False)
    return pia_told(it)


async def an_early_payment_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await done(it.boss, it.pia)
    await it.boss.call("approve_work_order", work_order_id=id)
    await watch.act(it.boss, "pay_work_order", work_order_id=id)
    return {told(it.pia, "money_in", "inbox")}


SCENARIOS: dict[str, Scenario] = {
    "update_work_order_pay while others wait": new_terms_reach_those_who_wait,
    "update_work_order_pay in draft": terms_of_a_draft_are_nobodys_news,
    "update_work_order_pay once assigned": better_terms_reach_the_assignee,
    "request_work_order_increase": a_request_for_more_reaches_the_company,
    "request_work_order_increase by the company": hours_entered_in_the_providers_place_reach_the_provider,
    "request_work_order_increase of devices": devices_asked_for_reach_the_company,
    "update_work_order_increase": an_accepted_increase_reaches_the_provider,
    "update_work_order_increase declined": a_declined_increase_reaches_the_provider,
    "update_work_order_increase by its author": a_corrected_increase_reaches_the_company,
    "create_work_order_expense": a_claimed_cost_reaches_the_company,
    "create_work_order_expense by the company": a_cost_entered_in_the_providers_place_reaches_the_provider,
    "update_work_order_expense": an_approved_cost_reaches_the_provider,
    "update_work_order_expense denied": a_denied_cost_reaches_the_provider,
    "update_work_order_expense taken back": an_approval_taken_back_reaches_the_provider,
    "update_work_order_expense by its author": a_corrected_cost_reaches_the_company,
    "create_work_order_discount": a_discount_reaches_the_company,
    "create_work_order_bonus": an_earned_bonus_reaches_the_provider,
    "create_work_order_bonus promised": a_promised_bonus_reaches_the_provider,
    "create_work_order_bonus while others wait": a_bonus_on_an_open_order_reaches_those_who_wait,
    "create_work_order_penalty": an_applied_penalty_reaches_the_provider,
    "create_work_order_penalty announced": an_announced_penalty_reaches_the_provider,
    "pay_work_order": an_early_payment_reaches_the_provider,
}
