"""Whom payment methods are told of: their owner, of every one that comes or goes; and whom payouts."""

from __future__ import annotations

from typing import Any

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.payouts.method_cast import CARD, PHONE, added, begun, code_of, team
from tests.tools.payouts.payout_cast import made, method_of, settle_by, step
from tests.tools.tasks.task_world import World, world_of
from tools.payouts.settlement import send


def changed(ann: TestCaller) -> Expected:
    """What somebody else does to their methods."""
    return {told(ann, "contact_changed", "inbox", "mail", "sms")}


def noted(ann: TestCaller) -> Expected:
    """What they do themselves, or somebody who signs in as them."""
    return {told(ann, "account_security", "inbox", "mail", "sms")}


async def a_company_asks_for_a_code(watch: Watch) -> Expected:
    boss, ann = await team(watch.hall)
    await watch.act(boss, "request_payout_method_code", freelancer_id=ann.id)
    return {told(PHONE, CODE, "sms")}


def begun_by_a_company(tool: str, **type: int) -> Scenario:
    async def scenario(watch: Watch) -> Expected:
        boss, ann = await team(watch.hall)
        code = await code_of(watch.hall, boss, freelancer_id=ann.id)
        await watch.act(boss, tool, freelancer_id=ann.id, code=code, **type)
        return changed(ann)

    return scenario


async def a_freelancer_begins(watch: Watch) -> Expected:
    _, ann = await team(watch.hall)
    await watch.act(ann, "add_payout_card", code=await code_of(watch.hall, ann))
    return set()


async def details_are_entered(watch: Watch) -> Expected:
    _, ann = await team(watch.hall)
    link = await begun(watch.hall, ann)
    await watch.act(ann, "confirm_payout_method", uuid=link["uuid"], **CARD)
    return noted(ann)


def removed(kind: str, *, by_company: bool) -> Scenario:
    async def scenario(watch: Watch) -> Expected:
        boss, ann = await team(watch.hall)
        method = await added(watch.hall, ann, kind)
        given: dict[str, Any] = {f"{kind}_id": method["id"], **({"freelancer_id": ann.id} if by_company else {})}
        await watch.act(boss if by_company else ann, f"delete_payout_{kind}", **given)
        return changed(ann) if by_company else noted(ann)

    return scenario


async def what_was_never_entered_is_taken_back(watch: Watch) -> Expected:
    _, ann = await team(watch.hall)
    link = await begun(watch.hall, ann)
    await watch.act(ann, "delete_payout_card", card_id=link["id"])
    return set()


async def a_card_runs_out(watch: Watch) -> Expected:
    _, ann = await team(watch.hall)
    await added(watch.hall, ann, expire="03/26")
    watch.hall.clock.advance(days=31)
    await watch.tick()
    return changed(ann)


async def a_link_is_not_used(watch: Watch) -> Expected:
    _, ann = await team(watch.hall)
    await begun(watch.hall, ann)
    watch.hall.clock.advance(minutes=31)
    await watch.tick()
    return set()


async def _with_a_paid_task(watch: Watch) -> tuple[World, int, dict[str, int]]:
    """A world, a paid task of Ann's, and her card as a payout takes it."""
    world = await world_of(watch.hall)
    card = await method_of(watch.hall, world.ann)
    task = await world.at(5)
    # That it may be reviewed is told before.
    await world.ann.call("list_pending_reviews")
    return world, task, {"payout_endpoint_type": 1, "payout_endpoint_id": card}


async def a_company_sends_what_a_task_brought(watch: Watch) -> Expected:
    world, task, card = await _with_a_paid_task(watch)
    await watch.act(world.boss, "create_task_payout", task_id=task, **card)
    return {told(world.ann, "money_out", "inbox"), told(world.company, "task_step", "inbox")}


async def a_freelancer_sends_what_a_task_brought(watch: Watch) -> Expected:
    world, task, card = await _with_a_paid_task(watch)
    await watch.act(world.ann, "create_task_payout", task_id=task, **card)
    return {told(world.ann, "money_out", "inbox"), told(world.company, "task_step", "inbox")}


async def a_freelancer_takes_out_an_amount(watch: Watch) -> Expected:
    world, _, card = await _with_a_paid_task(watch)
    await watch.act(world.ann, "create_balance_payout", amount="5.00", currency="EUR", **card)
    return {told(world.ann, "money_out", "inbox")}


async def a_payout_is_handed_over(watch: Watch) -> Expected:
    world, task, card = await _with_a_paid_task(watch)
    await settle_by(watch.hall, "manual")
    await world.boss.call("create_task_payout", task_id=task, **card)
    await watch.tick()
    return {told(world.ann, "money_out", "inbox"), told(world.company, "task_step", "inbox")}


async def a_task_goes_out_by_itself(watch: Watch) -> Expected:
    world, _, card = await _with_a_paid_task(watch)
    await world.ann.call("set_payout_auto_pay", auto_pay=True, **card)
    await watch.tick()
    return {told(world.ann, "money_out", "inbox"), told(world.company, "task_step", "inbox")}


async def one_that_goes_out_by_itself_fails(watch: Watch) -> Expected:
    world, _, card = await _with_a_paid_task(watch)
    await world.ann.call("set_payout_auto_pay", auto_pay=True, **card)
    await world.ann.call("create_balance_payout", amount="5.00", currency="EUR", **card)
    await watch.tick()
    return {told(world.ann, "money_failed", "inbox", "mail")}


async def transferred(watch: Watch) -> tuple[TestCaller, TestCaller, int]:
    """The operator, Ann, and a payout of hers that was handed over to be transferred by hand."""
    operator, ann = await watch.hall.operator(), await watch.hall.person("ann@work.test", credit="90.00 EUR")
    await settle_by(watch.hall, "manual")
    payout = await made(watch.hall, await method_of(watch.hall, ann, "bank_account"))
    await step(watch.hall, payout, send)
    return operator, ann, payout


async def a_transfer_arrived(watch: Watch) -> Expected:
    operator, ann, payout = await transferred(watch)
    await watch.act(operator, "record_payout_result", payout_id=payout, status=2)
    return {told(ann, "money_out", "inbox")}


def failed(**given: Any) -> Scenario:
    async def scenario(watch: Watch) -> Expected:
        operator, ann, payout = await transferred(watch)
        await watch.act(operator, "record_payout_result", payout_id=payout, reason="Closed", **given)
        return {told(ann, "money_failed", "inbox", "mail")}

    return scenario


SCENARIOS: dict[str, Scenario] = {
    "request_payout_method_code": a_company_asks_for_a_code,
    "add_payout_card by the company": begun_by_a_company("add_payout_card"),
    "add_payout_card": a_freelancer_begins,
    "add_payout_bank_account by the company": begun_by_a_company("add_payout_bank_account", bank_account_type=1),
    "add_payout_wallet by the company": begun_by_a_company("add_payout_wallet", wallet_type=3),
    "confirm_payout_method": details_are_entered,
    "delete_payout_card by the company": removed("card", by_company=True),
    "delete_payout_card": removed("card", by_company=False),
    "delete_payout_card that was never entered": what_was_never_entered_is_taken_back,
    "delete_payout_wallet by the company": removed("wallet", by_company=True),
    "delete_payout_wallet": removed("wallet", by_company=False),
    "delete_payout_bank_account by the company": removed("bank_account", by_company=True),
    "delete_payout_bank_account": removed("bank_account", by_company=False),
    "create_task_payout by the company": a_company_sends_what_a_task_brought,
    "create_task_payout": a_freelancer_sends_what_a_task_brought,
    "create_balance_payout": a_freelancer_takes_out_an_amount,
    "tick: a payout is handed over": a_payout_is_handed_over,
    "tick: a task goes out by itself": a_task_goes_out_by_itself,
    "tick: one that goes out by itself fails": one_that_goes_out_by_itself_fails,
    "record_payout_result": a_transfer_arrived,
    "record_payout_result of a part": failed(status=5, paid_target_amount="40.00"),
    "record_payout_result that nothing arrived": failed(status=3),
    "tick: a card past its last day": a_card_runs_out,
    "tick: a link that nobody used": a_link_is_not_used,
}
NOBODY_ELSE = {"set_payout_auto_pay": "where one's own earnings go is one's own"}
