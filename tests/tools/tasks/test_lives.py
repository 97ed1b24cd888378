"""Random lives of tasks: whatever both sides try in whatever order, states and money stay in order."""

from __future__ import annotations

from random import Random

import pytest

from tests.tools.tasks.task_world import World, world_of
from tools.tasks.rules.states import TRANSITIONS

TASKS = 6
STEPS = 250


def attempt(world: World, random: Random) -> tuple[str, str, dict]:
    """Who tries what; most of it does not fit the state and is refused."""
    deadline = world.in_days(random.choice([1, 5, 30]))
    price = f"{random.randrange(1, 30000) / 100:.2f}"
    decision = random.choice(["propose_terms", "accept_work", "return_to_work", "uphold"])
    reply = {"decision": decision} | ({"price": price} if decision == "propose_terms" else {})
    return random.choice(
        [
            ("ann", "start_task", {}),
            ("ann", "mark_task_completed", {}),
            ("ann", "decline_task", {}) if random.random() < 0.1 else ("ann", "start_task", {}),
            ("ann", "confirm_task_rejection", {}) if random.random() < 0.3 else ("ann", "mark_task_completed", {}),
            ("ann", "accept_task_changes", {}),
            ("ann", "decline_task_changes", {}),
            ("ann", "start_task_dispute", {"reason": "no"}),
            ("ann", "cancel_task_dispute", {}),
            ("boss", "accept_task", {}),
            ("boss", "accept_task", {}),
            ("boss", "pay_task", {}) if random.random() < 0.4 else ("boss", "accept_task", {}),
            ("boss", "pay_new_task", {}) if random.random() < 0.05 else ("boss", "accept_task", {}),
            ("boss", "reject_task", {}) if random.random() < 0.3 else ("boss", "accept_task", {}),
            ("boss", "resume_task", {}),
            ("boss", "extend_task_deadline", {"deadline": deadline}),
            ("boss", "request_task_changes", {"price": price, "deadline": deadline}),
            ("boss", "cancel_task_changes", {}),
            ("boss", "reply_to_task_dispute", reply),
        ]
    )


def check_money(world: World) -> None:
    """All money is somewhere, what is held is held for tasks, and every task was paid once or never."""
    hall = world.hall
    assert hall.sql("SELECT sum(balance) FROM ledger_accounts WHERE currency = 'EUR'") == [(0,)]
    held = hall.sql("SELECT coalesce(sum(held), 0) FROM ledger_accounts WHERE currency = 'EUR'")
    assert held == hall.sql("SELECT coalesce(sum(held_amount), 0) FROM tasks")
    assert hall.sql("SELECT count(*) FROM tasks WHERE held_amount > 0 AND state IN (5, 6, 8, 12)") == [(0,)]
    assert hall.sql("SELECT count(*) FROM tasks WHERE state = 4 AND held_amount NOT IN (0, total_to_pay)") == [(0,)]
    payments = hall.sql(
        "SELECT record_id, count(*), sum(amount) FROM ledger_transfers WHERE kind = 'task_payment' GROUP BY record_id"
    )
    paid = hall.sql("SELECT id, 1, total_to_pay FROM tasks WHERE state = 5 ORDER BY id")
    assert payments == paid
    earned = hall.sql("SELECT coalesce(sum(worker_receives), 0) FROM tasks WHERE state = 5")[0][0]
    assert hall.purse(world.ann.owner, "EUR")[0] == f"{earned / 100:.2f}"


def check_history(world: World) -> None:
    """Every step is one of the known transitions and begins where the one before ended."""
    steps = world.hall.sql("SELECT task_id, from_state, to_state, tool FROM task_history ORDER BY id")
    last: dict[int, int | None] = {}
    for task_id, before, after, tool in steps:
        assert before == last.get(task_id)
        assert (before, after) in TRANSITIONS[tool]
        last[task_id] = after
    assert last == dict(world.hall.sql("SELECT id, state FROM tasks"))
    open_disputes = world.hall.sql("SELECT count(*) FROM tasks WHERE (state = 13) <> (active_dispute_id IS NOT NULL)")
    open_proposals = world.hall.sql(
        "SELECT count(*) FROM tasks WHERE (state = 16) <> (active_changeset_id IS NOT NULL)"
    )
    assert (open_disputes, open_proposals) == ([(0,)], [(0,)])


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_states_and_money_stay_in_order(hall, seed: int):
    random = Random(seed)
    world = await world_of(hall, funds="900.00 EUR")
    await world.change_company(safe_deal_enabled=seed % 2)
    for _ in range(TASKS):
        await world.order(deadline=world.in_days(random.choice([2, 8])), share_commission=random.random() < 0.5)
    taken = 0
    for step in range(STEPS):
        who, tool, extra = attempt(world, random)
        result = await getattr(world, who).result(tool, task_id=random.randint(1, TASKS), **extra)
        taken += not result.is_error
        assert '"internal_error"' not in result.content[0].text
        if random.random() < 0.05:
            hall.clock.advance(hours=random.choice([1, 30]))
        if random.random() < 0.05:
            await hall.tick()
        if step % 20 == 0:
            check_money(world)
    check_money(world)
    check_history(world)
    assert taken > 15
