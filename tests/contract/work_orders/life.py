"""Whom the life of a work order tells."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, SOON, both, site, waited_for
from tests.tools.work_orders.field_work import assigned, done, order


async def a_listing_taken_down_reaches_those_who_waited(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "unpublish_work_order", work_order_id=await waited_for(it), reason="Not yet")
    return both(it, "work_order_offer_closed")


async def an_order_taken_back_reaches_its_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "revert_work_order_to_draft", work_order_id=await assigned(it.boss, it.pia))
    return {told(it.pia, "work_order_unassigned", *MAILED)}


async def an_order_called_off_reaches_its_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    given = {"cancel_reason": 58, "message_to_provider": "Do not come, shop is closed"}
    await watch.act(it.boss, "cancel_work_order", work_order_id=id, **given)
    sent = (await it.hall.mails("pia@work.test"))[-1]
    assert "Do not come, shop is closed" in sent.body
    return {told(it.pia, "work_order_cancelled", *MAILED)}


async def a_late_call_off_pays_a_fee(watch: Watch) -> Expected:
    it = await site(watch)
    pay = {"type": "fixed", "base": {"amount": "400.00"}, "cancellation_fee": {"amount": "60.00"}}
    id = await assigned(it.boss, it.pia, schedule=SOON, pay=pay)
    await watch.act(it.boss, "cancel_work_order", work_order_id=id, cancel_reason=58)
    assert "60.00 USD" in (await it.hall.mails("pia@work.test"))[-1].body
    return {told(it.pia, "work_order_cancelled", *MAILED), *it.company_told("money_out", mailed=False)}


async def an_order_called_off_reaches_those_who_waited(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "cancel_work_order", work_order_id=await waited_for(it), cancel_reason=58)
    return both(it, "work_order_cancelled")


async def a_draft_thrown_away_is_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "cancel_work_order", work_order_id=await order(it.boss), cancel_reason=56)
    return set()


async def finished_work_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.pia, "mark_work_order_complete", work_order_id=await assigned(it.boss, it.pia))
    return it.company_told("work_order_done")


async def work_reported_in_the_providers_place_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "mark_work_order_complete", work_order_id=await assigned(it.boss, it.pia))
    return {told(it.pia, "work_order_changed", *MAILED)}


async def work_sent_back_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"work_order_id": await done(it.boss, it.pia), "reason_id": 1, "reason": "Photos missing."}
    await watch.act(it.boss, "mark_work_order_incomplete", **given)
    return {told(it.pia, "work_order_returned", *MAILED)}


async def what_the_provider_notes_of_the_scope_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.pia, "update_work_order_job_status", work_order_id=id, status="complete")
    return it.company_told("work_order_visit", mailed=False)


async def what_the_company_notes_of_the_scope_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_job_status", work_order_id=id, status="complete")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def an_approval_reaches_the_provider_and_the_books_of_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "approve_work_order", work_order_id=await done(it.boss, it.pia))
    return {told(it.pia, "work_order_approved", *MAILED), *it.company_told("money_out", mailed=False)}


async def a_payment_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await it.boss.call("approve_work_order", work_order_id=await done(it.boss, it.pia))
    it.hall.clock.advance(days=61)
    await watch.tick()
    return {told(it.pia, "money_in", "inbox")}


async def a_cancellation_fee_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    pay = {"type": "fixed", "base": {"amount": "400.00"}, "cancellation_fee": {"amount": "60.00"}}
    id = await assigned(it.boss, it.pia, schedule=SOON, pay=pay)
    await it.boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    it.hall.clock.advance(days=61)
    await watch.tick()
    return {told(it.pia, "money_in", "inbox")}


SCENARIOS: dict[str, Scenario] = {
    "unpublish_work_order": a_listing_taken_down_reaches_those_who_waited,
    "revert_work_order_to_draft": an_order_taken_back_reaches_its_provider,
    "cancel_work_order": an_order_called_off_reaches_its_provider,
    "cancel_work_order late": a_late_call_off_pays_a_fee,
    "cancel_work_order while others wait": an_order_called_off_reaches_those_who_waited,
    "cancel_work_order in draft": a_draft_thrown_away_is_nobodys_news,
    "mark_work_order_complete": finished_work_reaches_the_company,
    "mark_work_order_complete by the company": work_reported_in_the_providers_place_reaches_the_provider,
    "mark_work_order_incomplete": work_sent_back_reaches_the_provider,
    "update_work_order_job_status by the provider": what_the_provider_notes_of_the_scope_reaches_the_company,
    "update_work_order_job_status": what_the_company_notes_of_the_scope_reaches_the_provider,
    "approve_work_order": an_approval_reaches_the_provider_and_the_books_of_the_company,
    "tick: payment": a_payment_reaches_the_provider,
    "tick: cancellation fee": a_cancellation_fee_reaches_the_provider,
}
