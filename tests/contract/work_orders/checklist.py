"""Steps with alerts, fields and tags of an order, and whom what happens to them is told."""

from __future__ import annotations

from typing import Any

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, site
from tests.hall import TestCaller
from tests.tools.work_orders.checklist.jobs import field, step
from tests.tools.work_orders.field_work import assigned, write

DESK = "desk@client.test"


# Steps are called by task_id as the tasks of freelancers are; these numbers no other record bears.
STEPS = 400_000


def is_step(id: object) -> bool:
    """Whether a record of the worlds is a step of a checklist."""
    return isinstance(id, int) and STEPS < id < 2 * STEPS


async def checklist_ids(boss: TestCaller, order: int) -> dict[str, Any]:
    """What the operations on steps and tags of a draft need."""
    first = await step(boss, order, label="first")
    write(boss.hall, "UPDATE work_order_tasks SET id = id + ? WHERE id = ? AND id < ?", STEPS, first, STEPS)
    alerts = [{"email": DESK}, {"email": f"more-{DESK}"}]
    tasks = {name: await step(boss, order, label=name, alerts=alerts) for name in ("kept", "gone", "quiet")}
    shown = (await boss.call("get_work_order_task", work_order_id=order, task_id=tasks["kept"]))["task"]
    tag = await boss.call("add_work_order_tag", work_order_id=order, name="Pilot", create_missing=True)
    kept = (
        "get_work_order_task",
        "update_work_order_task",
        "update_work_order_tasks.tasks",
        "delete_work_order_task_alert",
    )
    return {
        **{f"{tool}.task_id": tasks["kept"] for tool in kept},
        "update_work_order_tasks.tasks": [{"task_id": tasks["kept"], "required": False}],
        "update_work_order_tasks.tasks.task_id": tasks["kept"],
        "delete_work_order_task.task_id": tasks["gone"],
        "delete_all_work_order_task_alerts.task_id": tasks["quiet"],
        "custom_field_id": field(boss.hall, boss, "Shelf"),
        "update_work_order_custom_field.value": "B2",
        "create_work_order_task.type_id": 10,
        "update_work_order_task.type_id": 10,
        "alert_id": shown["alerts"][0]["id"],
        "add_work_order_tag.tag_id": tag["tag"]["tag_id"],
        "remove_work_order_tag.tag_id": tag["tag"]["tag_id"],
    }


async def _job(watch: Watch, **given: Any) -> tuple[Site, int, int]:
    """An assigned order with one step."""
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    return it, id, await step(it.boss, id, **given)


async def a_new_step_reaches_the_provider(watch: Watch) -> Expected:
    it, id, _ = await _job(watch)
    await watch.act(it.boss, "create_work_order_task", work_order_id=id, group="onsite", type_id=10)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_changed_step_reaches_the_provider(watch: Watch) -> Expected:
    it, id, task = await _job(watch)
    await watch.act(it.boss, "update_work_order_task", work_order_id=id, task_id=task, label="Other")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_step_set_back_reaches_the_provider(watch: Watch) -> Expected:
    it, id, task = await _job(watch)
    await it.pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    await watch.act(it.boss, "update_work_order_task", work_order_id=id, task_id=task, status="incomplete")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_step_ticked_off_by_the_company_reaches_the_provider(watch: Watch) -> Expected:
    it, id, task = await _job(watch)
    await watch.act(it.boss, "update_work_order_task", work_order_id=id, task_id=task, status="complete")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_step_ticked_off_reaches_its_alerts(watch: Watch) -> Expected:
    it, id, task = await _job(watch, alerts=[{"email": DESK}])
    await watch.act(it.pia, "update_work_order_task", work_order_id=id, task_id=task, status="complete")
    return {told(DESK, CODE, "mail")}


async def changed_steps_reach_the_provider(watch: Watch) -> Expected:
    it, id, task = await _job(watch)
    await watch.act(it.boss, "update_work_order_tasks", work_order_id=id, tasks=[{"task_id": task, "order": 3}])
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_step_taken_out_reaches_the_provider(watch: Watch) -> Expected:
    it, id, task = await _job(watch)
    await watch.act(it.boss, "delete_work_order_task", work_order_id=id, task_id=task)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_field_that_providers_see_reaches_the_provider(watch: Watch) -> Expected:
    it, id, _ = await _job(watch)
    shelf = field(it.hall, it.boss, "Shelf", flags=["show_to_provider"])
    given = {"work_order_id": id, "custom_field_id": shelf, "value": "3"}
    await watch.act(it.boss, "update_work_order_custom_field", **given)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def what_the_provider_fills_in_reaches_the_alerts_of_its_step(watch: Watch) -> Expected:
    it = await site(watch)
    serial = field(it.hall, it.boss, "Serial", role="provider")
    id = await assigned(it.boss, it.pia)
    await step(it.boss, id, type_id=7, custom_field_id=serial, alerts=[{"email": DESK}])
    given = {"work_order_id": id, "custom_field_id": serial, "value": "SN-1"}
    await watch.act(it.pia, "update_work_order_custom_field", **given)
    return {told(DESK, CODE, "mail")}


SCENARIOS: dict[str, Scenario] = {
    "create_work_order_task": a_new_step_reaches_the_provider,
    "update_work_order_task": a_changed_step_reaches_the_provider,
    "update_work_order_task back": a_step_set_back_reaches_the_provider,
    "update_work_order_task in their place": a_step_ticked_off_by_the_company_reaches_the_provider,
    "update_work_order_task by the provider": a_step_ticked_off_reaches_its_alerts,
    "update_work_order_tasks": changed_steps_reach_the_provider,
    "delete_work_order_task": a_step_taken_out_reaches_the_provider,
    "update_work_order_custom_field": a_field_that_providers_see_reaches_the_provider,
    "update_work_order_custom_field by the provider": what_the_provider_fills_in_reaches_the_alerts_of_its_step,
}
NOBODY_ELSE = {
    "delete_all_work_order_task_alerts": "whoever is not mailed any more is not mailed of that either",
    "delete_work_order_task_alert": "whoever is not mailed any more is not mailed of that either",
    "add_work_order_tag": "tags are the company's own; the people on its orders see none",
    "remove_work_order_tag": "tags are the company's own; the people on its orders see none",
}
