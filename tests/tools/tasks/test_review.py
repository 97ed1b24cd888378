"""Accepting, sending back, rejecting, extending: what each leaves behind."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import World, world_of


async def test_accepting_makes_payable_and_moves_nothing_without_secure_deal(hall):
    world = await world_of(hall)
    task_id = await world.at(3)
    answer = await world.boss.call("accept_task", task_id=task_id)
    assert answer["task"]["date_accepted"] == "2026-03-02T09:00:00Z"
    assert answer["task"]["hold"] == {"type": "without_hold", "is_active": False}
    assert world.balance() == ("2000.00", "0.00")
    assert "accepted" in world.notices(world.ann.owner)[-1]


async def test_acceptance_under_secure_deal_needs_the_money(hall):
    world = await world_of(hall, funds="50.00 EUR")
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(3)
    with pytest.raises(Refused) as no:
        await world.boss.call("accept_task", task_id=task_id)
    assert (no.value.status, no.value.details["missing"]) == (402, "38.29")
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert (shown["state"], shown["issue_code"]) == (3, "insufficient_funds_for_hold")
    assert world.balance() == ("50.00", "0.00")
    await hall.fund(world.acme.company, "100.00 EUR")
    answer = await world.boss.call("accept_task", task_id=task_id)
    assert "issue_code" not in answer["task"]
    assert world.balance() == ("61.71", "88.29")


async def rejected_with_hold(world: World) -> int:
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(4)
    await world.boss.call("reject_task", task_id=task_id)
    assert world.balance() == ("1911.71", "88.29")
    return task_id


async def test_a_hold_stays_until_the_rejection_is_confirmed(hall):
    world = await world_of(hall)
    task_id = await rejected_with_hold(world)
    answer = await world.ann.call("confirm_task_rejection", task_id=task_id)
    assert answer["task"]["hold"]["is_active"] is False
    assert world.balance() == ("2000.00", "0.00")
    assert hall.purse(world.ann.owner, "EUR") == ("0.00", "0.00")


async def test_the_person_is_asked_before_an_end(hall):
    world = await world_of(hall)
    task_id = await world.at(11)
    world.ann.says_yes = False
    assert (await world.ann.result("confirm_task_rejection", task_id=task_id)).is_error
    assert "ends unpaid" in world.ann.questions[-1]
    assert await world.state(task_id) == 11
    new = (await world.order())["id"]
    world.boss.says_yes = False
    assert (await world.boss.result("reject_task", task_id=new)).is_error
    assert await world.state(new) == 1


async def test_a_rejection_tells_why_and_what_can_be_done(hall):
    world = await world_of(hall)
    task_id = await world.at(3)
    await world.boss.call("reject_task", task_id=task_id, reason="It is square")
    told = world.notices(world.ann.owner)[-1]
    assert "It is square" in told
    assert "start_task_dispute" in told
    messages = await world.ann.call("list_task_messages", task_id=task_id)
    assert [m["message"] for m in messages["items"]] == ["It is square"]
    withdrawn = (await world.order())["id"]
    await world.boss.call("reject_task", task_id=withdrawn)
    assert "has withdrawn" in world.notices(world.ann.owner)[-1]


async def test_work_sent_back_goes_on_with_a_remark_and_a_new_date(hall):
    world = await world_of(hall)
    task_id = await world.at(3)
    answer = await world.boss.call("resume_task", task_id=task_id, comment="Rounder", deadline=world.in_days(20))
    assert "date_finished" not in answer["task"]
    assert answer["task"]["date_end"] == "2026-03-22T09:00:00Z"
    assert "Rounder" in world.notices(world.ann.owner)[-1]
    await world.ann.call("mark_task_completed", task_id=task_id)


async def test_work_sent_back_after_a_hard_deadline_goes_to_the_client_at_once(hall):
    world = await world_of(hall)
    task_id = await world.at(3)
    hall.clock.advance(days=11)
    answer = await world.boss.call("resume_task", task_id=task_id)
    assert answer["task"]["state"] == 14
    assert answer["task"]["next_tools"] == ["extend_task_deadline", "reject_task"]
    assert world.history(task_id)[-2:] == [(3, 2, "resume_task"), (2, 14, "deadline")]


@pytest.mark.parametrize(("tool", "state"), [("resume_task", 3), ("extend_task_deadline", 14)])
async def test_a_new_deadline_lies_in_the_future(hall, tool: str, state: int):
    world = await world_of(hall)
    task_id = await world.at(state)
    for days in (-1, 0):
        with pytest.raises(Refused) as no:
            await world.boss.call(tool, task_id=task_id, deadline=world.in_days(days))
        assert list(no.value.fields) == ["deadline"]
    assert await world.state(task_id) == state


async def test_an_extended_task_returns_to_where_it_was(hall):
    world = await world_of(hall)
    started = await world.at(14)
    fresh = (await world.order())["id"]
    hall.clock.advance(days=11)
    await hall.tick()
    assert await world.state(fresh) == 14
    for task_id, state in ((started, 2), (fresh, 1)):
        answer = await world.boss.call("extend_task_deadline", task_id=task_id, deadline=world.in_days(3))
        assert answer["task"]["state"] == state
        assert answer["task"]["deadline"]["type_name"] == "hard"
        assert answer["task"]["deadline"]["is_overdue"] is False
    hall.clock.advance(days=4)
    await hall.tick()
    assert await world.state(started) == 14


async def test_secure_deal_switched_off_leaves_a_hold_that_still_pays(hall):
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(4)
    await world.change_company(safe_deal_enabled=0)
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["hold"]["is_active"] is True
    await world.boss.call("pay_task", task_id=task_id)
    assert world.balance() == ("1911.71", "0.00")
