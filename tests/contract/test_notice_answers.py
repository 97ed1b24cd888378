"""Whatever a notice of a task offers is there and may be called by its reader, in every state that a task has."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.payouts.payout_cast import method_of
from tests.tools.tasks.task_world import World, world_of

# What a step needs besides its task. A decision fits where the dispute was opened: in both places it may be upheld.
NEEDED = {
    "request_task_changes": {"price": "95.00"},
    "start_task_dispute": {"reason": "It has grown"},
    "reply_to_task_dispute": {"decision": "uphold"},
    "extend_task_deadline": {"deadline": "2026-05-01T09:00:00Z"},
}
STATES = (1, 2, 3, 4, 5, 6, 8, 11, 13, 14, 16)


async def offered(reader: TestCaller, task_id: int) -> set[str]:
    """What the notices of a task offer to whoever reads them."""
    items = (await reader.call("list_notices", record_type="task", record_id=task_id))["items"]
    return {tool for item in items for tool in item.get("act_with") or ()}


async def check(world: World, reader: TestCaller, task_id: int, card: int) -> set[str]:
    """Call all of it, without anything happening."""
    tools = await offered(reader, task_id)
    to_card = {"create_task_payout": {"payout_endpoint_type": 1, "payout_endpoint_id": card}}
    for tool in sorted(tools):
        given = {**NEEDED, **to_card}.get(tool, {})
        try:
            await reader.call(tool, task_id=task_id, dry_run=True, **given)
        except Refused as no:
            pytest.fail(f"{reader.kind} {reader.id} is offered {tool}: {no.text}")
    return tools


@pytest.mark.parametrize("acts_for_freelancers", [False, True])
async def test_what_a_notice_of_a_task_offers_can_be_called_by_its_reader(
    hall: Hall, acts_for_freelancers: bool
) -> None:
    world = await world_of(hall)
    card = await method_of(hall, world.ann)
    await world.change_company(act_for_freelancers=int(acts_for_freelancers))
    found: set[str] = set()
    for state in STATES:
        task_id = await world.at(state)
        for reader in (world.boss, world.acme, world.ann):
            found |= await check(world, reader, task_id, card)
    assert {"accept_task", "pay_task", "start_task", "create_task_payout"} <= found


async def test_a_company_is_not_offered_to_pay_out_to_somebody_who_left_its_team(hall: Hall) -> None:
    world = await world_of(hall)
    card = await method_of(hall, world.ann)
    task_id = await world.at(5)
    assert await check(world, world.boss, task_id, card) == {"create_task_payout"}
    world.boss.says_yes = True
    await world.boss.call("remove_freelancer", freelancer_id=world.ann.id)
    assert await check(world, world.boss, task_id, card) == set()
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["next_tools"] == []
    assert await check(world, world.ann, task_id, card) == {"create_task_payout"}
