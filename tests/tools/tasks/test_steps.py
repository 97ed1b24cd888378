"""Every step of a task in every state: it is taken where it fits and refused, without a trace, where it does not."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of
from tools.rules.task_states import State
from tools.tasks.rules.states import NEXT_TOOLS

# Who takes a step, and what it needs besides the task.
STEPS = {
    "start_task": ("ann", {}),
    "mark_task_completed": ("ann", {}),
    "decline_task": ("ann", {}),
    "confirm_task_rejection": ("ann", {}),
    "accept_task_changes": ("ann", {}),
    "decline_task_changes": ("ann", {}),
    "start_task_dispute": ("ann", {"reason": "no"}),
    "cancel_task_dispute": ("ann", {}),
    "accept_task": ("boss", {}),
    "pay_task": ("boss", {}),
    "pay_new_task": ("boss", {}),
    "reject_task": ("boss", {}),
    "resume_task": ("boss", {}),
    "extend_task_deadline": ("boss", {"deadline": "2026-12-01T00:00:00Z"}),
    "request_task_changes": ("boss", {"price": "77.00"}),
    "cancel_task_changes": ("boss", {}),
    "reply_to_task_dispute": ("boss", {"decision": "uphold"}),
}
# Where each step leads from each state it fits.
LEADS = {
    (1, "start_task"): 2,
    (1, "decline_task"): 6,
    (1, "reject_task"): 8,
    (1, "request_task_changes"): 1,
    (1, "pay_new_task"): 5,
    (2, "mark_task_completed"): 3,
    (2, "decline_task"): 6,
    (2, "start_task_dispute"): 13,
    (2, "reject_task"): 8,
    (2, "request_task_changes"): 16,
    (3, "accept_task"): 4,
    (3, "resume_task"): 2,
    (3, "reject_task"): 11,
    (4, "pay_task"): 5,
    (4, "reject_task"): 11,
    (11, "confirm_task_rejection"): 8,
    (11, "start_task_dispute"): 13,
    (13, "reply_to_task_dispute"): 2,
    (13, "cancel_task_dispute"): 2,
    (14, "extend_task_deadline"): 2,
    (14, "reject_task"): 8,
    (16, "accept_task_changes"): 2,
    (16, "decline_task_changes"): 2,
    (16, "cancel_task_changes"): 2,
}
STATES = [int(state) for state in State]


@pytest.mark.parametrize(("state", "step"), LEADS)
async def test_a_step_leads_to_the_next_state_and_leaves_one_line_of_history(hall, state: int, step: str):
    world = await world_of(hall)
    task_id = await world.at(state)
    before = world.history(task_id)
    who, extra = STEPS[step]
    answer = await getattr(world, who).call(step, task_id=task_id, **extra)
    assert answer["task"]["state"] == LEADS[state, step] == await world.state(task_id)
    added = world.history(task_id)[len(before) :]
    assert [line[2] for line in added] in ([step], [step, "payment_processing"])
    assert added[0][0] == state
    assert added[-1][1] == LEADS[state, step]
    side = "worker" if who == "ann" else "client"
    assert answer["task"]["next_tools"] == list(getattr(NEXT_TOOLS[State(LEADS[state, step])], side))


@pytest.mark.parametrize("state", STATES)
async def test_a_step_that_does_not_fit_names_the_state_and_what_fits_and_changes_nothing(hall, state: int):
    world = await world_of(hall)
    if state == 12:
        await world.write(
            lambda tx: tx.insert("settings", name="payments.processing", value="queued", updated_at="2026")
        )
    task_id = await world.at(state)
    await hall.credit(world.company, "5.00 USDT")
    purse = hall.purse(world.company, "USDT")
    before = world.history(task_id), world.balance()
    for step, (who, extra) in STEPS.items():
        if (state, step) in LEADS:
            continue
        with pytest.raises(Refused) as no:
            await getattr(world, who).call(step, task_id=task_id, **extra)
        assert (no.value.status, no.value.code) == (409, "wrong_state"), step
        assert f"({state})" in no.value.text
        assert set(no.value.next) & set(STEPS) <= set(no.value.details["allowed_tools"])
        assert no.value.details["state_id"] == state
        assert no.value.details["allowed_tools"] == list(
            NEXT_TOOLS[State(state)].worker if who == "ann" else NEXT_TOOLS[State(state)].client
        )
    assert (world.history(task_id), world.balance()) == before
    assert hall.purse(world.company, "USDT") == purse


async def test_a_strangers_task_is_one_that_does_not_exist(hall):
    world = await world_of(hall)
    task = await world.order()
    strangers = {
        "boss": await hall.person("stranger@rival.test", company="Rival"),
        "ann": await hall.person("stranger@work.test"),
    }
    for step, (who, extra) in STEPS.items():
        told = []
        for address in ({"task_id": task["id"]}, {"task_id": task["id"] + 999}):
            with pytest.raises(Refused) as no:
                await strangers[who].call(step, **address, **extra)
            assert no.value.status == 404, step
            told.append(no.value.text.replace(str(address["task_id"]), "N"))
        assert told[0] == told[1]
        with pytest.raises(Refused) as no:
            await strangers[who].call(step, uuid=task["uuid"], **extra)
        assert no.value.status == 404


async def test_a_freelancer_cannot_take_the_companys_steps(hall):
    world = await world_of(hall)
    task = await world.order()
    # Not even when she acts for a company of her own.
    busy = await hall.person("ann@work.test", company="Ann Ltd")
    for step in [step for step, (who, _) in STEPS.items() if who == "boss"]:
        for caller in (world.ann, busy):
            with pytest.raises(Refused) as no:
                await caller.call(step, task_id=task["id"], **STEPS[step][1])
            assert no.value.status == 403, step


FREELANCERS_STEPS = [step for step, (who, _) in STEPS.items() if who == "ann" and "dispute" not in step]


@pytest.mark.parametrize("step", FREELANCERS_STEPS)
async def test_a_company_takes_the_freelancers_steps_only_with_the_right(hall, step: str):
    world = await world_of(hall)
    state = next(state for state, name in LEADS if name == step)
    task_id = await world.at(state)
    for caller in (world.boss, world.acme):
        with pytest.raises(Refused, match="act_for_freelancers") as no:
            await caller.call(step, task_id=task_id)
        assert no.value.status == 403
    await world.change_company(act_for_freelancers=1)
    answer = await world.acme.call(step, task_id=task_id)
    assert answer["task"]["state"] == LEADS[state, step]
    actor = hall.sql(
        "SELECT actor_type, actor_id, on_behalf FROM task_history WHERE task_id = ? ORDER BY id DESC", task_id
    )
    assert actor[0] == ("agent", world.acme.id, 1)
    assert any(f"task {task_id}" in text for text in world.notices(world.ann.owner)[-1:])


@pytest.mark.parametrize("step", ["start_task_dispute", "cancel_task_dispute"])
async def test_a_dispute_is_the_freelancers_own_whatever_the_companys_rights(hall, step: str):
    world = await world_of(hall)
    await world.change_company(act_for_freelancers=1)
    task_id = await world.at(13 if step == "cancel_task_dispute" else 2)
    with pytest.raises(Refused, match="freelancer's own") as no:
        await world.boss.call(step, task_id=task_id, **STEPS[step][1])
    assert no.value.status == 403
    shown = await world.boss.call("get_task", task_id=task_id)
    assert step not in shown["next_tools"]


async def test_a_task_goes_by_its_number_or_its_uuid_or_both_if_they_agree(hall):
    world = await world_of(hall)
    one, two = await world.order(), await world.order(title="Another")
    assert (await world.boss.call("get_task", uuid=one["uuid"].upper()))["task"]["id"] == one["id"]
    assert (await world.boss.call("get_task", task_id=one["id"], uuid=one["uuid"]))["task"]["id"] == one["id"]
    with pytest.raises(Refused) as no:
        await world.boss.call("get_task", task_id=one["id"], uuid=two["uuid"])
    assert list(no.value.fields) == ["uuid"]
    with pytest.raises(Refused) as no:
        await world.boss.call("get_task")
    assert set(no.value.fields) == {"task_id", "uuid"}


async def test_a_worker_is_never_charged_and_a_company_is(hall):
    world = await world_of(hall)
    await hall.credit(world.ann.owner, "5.00 USDT")
    task_id = (await world.order())["id"]
    await world.ann.call("start_task", task_id=task_id)
    await world.ann.call("send_task_message", task_id=task_id, message="Hello")
    assert hall.purse(world.ann.owner, "USDT")[0] == "5.000000"
    answer = await world.acme.call("send_task_message", task_id=task_id, message="Hello")
    assert answer["charge"]["amount"] != "0.00"
