"""What waits at the company's desk, and what it has stopped: a request for everybody who decides about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld

OPERATIONS = ("approve_request", "decline_request", "delegate_request", "get_approval_request", "withdraw_request")


async def add_approvals(world: FullWorld) -> None:
    """Requests of the agent's to delete groups of tasks, and a freeze of somebody who gets nothing here."""
    other = await world.hall.person(f"nobody-of-{world.name.lower()}@work.test")
    stop = {"target": "payee", "payee_type": "person", "payee_id": other.id, "reason": "Strange invoices"}
    freeze = await world.boss.call("freeze_payments", **stop)
    another = await world.hall.person(f"another-of-{world.name.lower()}@work.test")
    world.ids |= {"freeze_id": freeze["freeze"]["id"], "payee_id": another.id}
    covered = {"kind": "task", "payee_type": "person", "payee_id": another.id, "amount": "5", "currency": "EUR"}
    called = world.hall.sql("SELECT min(id) FROM calls WHERE caller_type = 'person' AND caller_id = ?", world.boss.id)
    world.ids |= {
        "list_mandates.would_cover": covered, "create_mandate.agent_id": world.acme.id, "create_mandate.payees.id": another.id,
        "deputy_id": world.boss.id, "call_id": called[0][0],
    }  # fmt: skip
    chain = [{"user_ids": [world.boss.id], "up_to_usd": "100"}, {"user_ids": [world.boss.id]}]
    await world.boss.call("set_approval_policy", mode="desk_always", chain=chain)
    for tool in OPERATIONS:
        group = await world.acme.call("create_task_group", title=f"For {tool}")
        waits = await world.acme.call("delete_task_group", group_id=group["group"]["id"])
        world.ids[f"{tool}.approval_id"] = waits["approval"]["public_id"]
    await world.boss.call("set_approval_policy", mode="ask_in_chat")
