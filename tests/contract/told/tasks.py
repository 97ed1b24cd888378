"""Whom the steps of a task tell, and what time does to it."""

from __future__ import annotations

import base64

from store.types import utc_text
from tests.contract.telling import Expected, Scenario, Told, Watch, told
from tests.tools.tasks.task_world import World, world_of

PDF = base64.b64encode(b"%PDF-1.7\n1 0 obj\nendobj\n").decode()


def worker_hears(world: World, kind: str) -> Told:
    return told(world.ann, kind, "inbox", "mail")


def company_hears(world: World, kind: str) -> Expected:
    """Its inbox, and the mailbox of whoever made the task; made by an agent without a callback, its admins'."""
    return {told(world.company, kind, "inbox"), told(world.boss, kind, "mail")}


def paid(world: World) -> Expected:
    return {worker_hears(world, "task_paid"), told(world.company, "money_out", "inbox")}


def of_worker(state: int, tool: str, kind: str = "task_step", **given: object) -> Scenario:
    """A step of the freelancer's at a task in a state: the company hears."""

    async def scenario(watch: Watch) -> Expected:
        world = await world_of(watch.hall)
        task_id = await world.at(state)
        await watch.act(world.ann, tool, task_id=task_id, **given)
        return company_hears(world, kind)

    return scenario


def of_company(state: int, tool: str, kind: str = "task_step", **given: object) -> Scenario:
    """A step of the company's: the freelancer hears."""

    async def scenario(watch: Watch) -> Expected:
        world = await world_of(watch.hall)
        task_id = await world.at(state)
        await watch.act(world.boss, tool, task_id=task_id, **given)
        return {worker_hears(world, kind)}

    return scenario


def for_worker(state: int, tool: str, kind: str = "task_step", **given: object) -> Scenario:
    """A step that the company takes in the freelancer's name: they hear of it."""

    async def scenario(watch: Watch) -> Expected:
        world = await world_of(watch.hall)
        await world.change_company(act_for_freelancers=1)
        task_id = await world.at(state)
        await watch.act(world.boss, tool, task_id=task_id, **given)
        return {worker_hears(world, kind)}

    return scenario


async def an_order(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await watch.act(world.acme, "create_task", **world.request())
    return {worker_hears(world, "task_ordered")}


async def an_order_that_is_only_checked(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await watch.act(world.acme, "create_task", **world.request(), validate_only=True)
    return set()


async def an_order_of_a_person(watch: Watch) -> Expected:
    """The mail goes to the one who made the task, no other admin."""
    world = await world_of(watch.hall)
    eva = await watch.hall.person("eva@acme.test", company="Acme")
    task_id = (await world.order(by=eva))["id"]
    await watch.act(world.ann, "start_task", task_id=task_id)
    return {told(world.company, "task_step", "inbox"), told(eva, "task_step", "mail")}


async def an_order_of_an_agent_that_is_called_back(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await world.acme.call("update_agent_profile", callback_url="https://acme.test/hook")
    await world.acme.call("set_notice_settings", new_callback_secret=True)
    task_id = (await world.order())["id"]
    await watch.act(world.ann, "start_task", task_id=task_id)
    return {told(world.company, "task_step", "inbox"), told(world.acme, "task_step", "callback")}


async def a_new_task_is_paid(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    task_id = await world.at(1)
    await watch.act(world.boss, "pay_new_task", task_id=task_id)
    return paid(world)


async def work_is_paid(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    task_id = await world.at(4)
    await watch.act(world.boss, "pay_task", task_id=task_id)
    return paid(world)


async def a_queued_payment_arrives(watch: Watch) -> Expected:
    world = await queueing(watch)
    await world.boss.call("pay_task", task_id=await world.at(4))
    await watch.tick()
    return paid(world)


async def a_payment_is_queued(watch: Watch) -> Expected:
    world = await queueing(watch)
    await watch.act(world.boss, "pay_task", task_id=await world.at(4))
    return set()


async def a_payment_fails(watch: Watch) -> Expected:
    world = await queueing(watch)
    await world.boss.call("pay_task", task_id=await world.at(4))
    gone = utc_text(watch.hall.clock.now)
    await world.write(lambda tx: tx.change("persons", world.ann.id, deleted_at=gone))
    await watch.tick()
    return {told(world.company, "money_failed", "inbox"), told(world.boss, "money_failed", "mail")}


async def queueing(watch: Watch) -> World:
    world = await world_of(watch.hall)
    await world.write(lambda tx: tx.insert("settings", name="payments.processing", value="queued", updated_at="2026"))
    return world


async def a_deadline_is_passed(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await world.at(2)
    watch.hall.clock.advance(days=10, seconds=1)
    await watch.tick()
    return {worker_hears(world, "task_deadline"), *company_hears(world, "task_deadline")}


async def a_soft_deadline_is_passed(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await world.at(2, deadline_type=1)
    watch.hall.clock.advance(days=8)
    await watch.hall.tick()
    watch.hall.clock.advance(days=3)
    await watch.tick()
    return {worker_hears(world, "task_deadline"), *company_hears(world, "task_deadline")}


async def a_deadline_comes_near(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await world.at(2)
    watch.hall.clock.advance(days=7, minutes=1)
    await watch.tick()
    return {worker_hears(world, "task_deadline"), *company_hears(world, "task_deadline")}


async def a_deadline_came_near_before(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    await world.at(2)
    watch.hall.clock.advance(days=7, minutes=1)
    await watch.hall.tick()
    watch.hall.clock.advance(hours=24)
    await watch.tick()
    return set()


async def a_deadline_is_extended(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    task_id = await world.at(14)
    await watch.act(world.boss, "extend_task_deadline", task_id=task_id, deadline=world.in_days(3))
    return {worker_hears(world, "task_terms")}


async def a_step_finds_the_deadline_passed(watch: Watch) -> Expected:
    """The step and the deadline are two kinds, each told once."""
    world = await world_of(watch.hall)
    task_id = await world.at(2)
    watch.hall.clock.advance(days=10, seconds=1)
    await watch.act(world.boss, "reject_task", task_id=task_id)
    return {
        worker_hears(world, "task_step"),
        worker_hears(world, "task_deadline"),
        told(world.company, "task_deadline", "inbox"),
    }


async def attach(watch: Watch, by_worker: bool) -> Expected:
    world = await world_of(watch.hall)
    task_id = await world.at(2)
    file = {"type": 5, "file_name": "deed.pdf", "content_base64": PDF}
    await watch.act(world.ann if by_worker else world.boss, "attach_task_file", task_id=task_id, **file)
    return company_hears(world, "task_message") if by_worker else {worker_hears(world, "task_message")}


async def the_freelancer_attaches(watch: Watch) -> Expected:
    return await attach(watch, by_worker=True)


async def the_company_attaches(watch: Watch) -> Expected:
    return await attach(watch, by_worker=False)


async def terms_in_answer_to_a_dispute(watch: Watch) -> Expected:
    world = await world_of(watch.hall)
    task_id = await world.at(13)
    await watch.act(world.boss, "reply_to_task_dispute", task_id=task_id, decision="propose_terms", price="95.00")
    return {worker_hears(world, "task_terms")}


SCENARIOS: dict[str, Scenario] = {
    "create_task": an_order,
    "create_task that only checks": an_order_that_is_only_checked,
    "start_task": of_worker(1, "start_task"),
    "start_task of a person's order": an_order_of_a_person,
    "start_task of an order by an agent that is called back": an_order_of_an_agent_that_is_called_back,
    "start_task in the freelancer's name": for_worker(1, "start_task"),
    "decline_task": of_worker(2, "decline_task", reason="Too busy"),
    "mark_task_completed": of_worker(2, "mark_task_completed", report="Done"),
    "mark_task_completed in the freelancer's name": for_worker(2, "mark_task_completed"),
    "accept_task": of_company(3, "accept_task"),
    "resume_task": of_company(3, "resume_task", comment="Rounder"),
    "reject_task before delivery": of_company(2, "reject_task"),
    "reject_task after delivery": of_company(3, "reject_task", reason="Not round"),
    "reject_task after its deadline": a_step_finds_the_deadline_passed,
    "confirm_task_rejection": of_worker(11, "confirm_task_rejection"),
    "confirm_task_rejection in the freelancer's name": for_worker(11, "confirm_task_rejection"),
    "extend_task_deadline": a_deadline_is_extended,
    "start_task_dispute": of_worker(11, "start_task_dispute", reason="It was agreed otherwise"),
    "cancel_task_dispute": of_worker(13, "cancel_task_dispute"),
    "reply_to_task_dispute": of_company(13, "reply_to_task_dispute", decision="uphold"),
    "reply_to_task_dispute with terms": terms_in_answer_to_a_dispute,
    "request_task_changes": of_company(2, "request_task_changes", "task_terms", price="95.00"),
    "request_task_changes of a new task": of_company(1, "request_task_changes", "task_terms", title="Two logos"),
    "accept_task_changes": of_worker(16, "accept_task_changes", "task_terms"),
    "decline_task_changes": of_worker(16, "decline_task_changes", "task_terms"),
    "cancel_task_changes": of_company(16, "cancel_task_changes", "task_terms"),
    "send_task_message by the freelancer": of_worker(2, "send_task_message", "task_message", message="Which green?"),
    "send_task_message by the company": of_company(5, "send_task_message", "task_message", message="Moss"),
    "attach_task_file by the freelancer": the_freelancer_attaches,
    "attach_task_file by the company": the_company_attaches,
    "pay_task": work_is_paid,
    "pay_task that is queued": a_payment_is_queued,
    "pay_new_task": a_new_task_is_paid,
    "tick: a queued payment arrives": a_queued_payment_arrives,
    "tick: a queued payment fails": a_payment_fails,
    "tick: a hard deadline passes": a_deadline_is_passed,
    "tick: a soft deadline passes": a_soft_deadline_is_passed,
    "tick: a deadline is near": a_deadline_comes_near,
    "tick: a deadline is nearer still": a_deadline_came_near_before,
}
NOBODY_ELSE = {
    "create_task_group": "groups are the company's own folders",
    "rename_task_group": "the same",
    "delete_task_group": "the same; its tasks stay as they are",
    "add_ad_customer": "colleagues see it in the list of customers",
    "add_ad_contract": "colleagues see it in the list of contracts",
    "add_acceptance_file": "a document is put before somebody with a task that asks for it, which is told",
}
