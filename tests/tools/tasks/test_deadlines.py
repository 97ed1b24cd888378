"""Deadlines: hard ones hand the task back by themselves, exactly once; soft and near ones are told."""

from __future__ import annotations

import pytest

from tests.tools.tasks.task_world import world_of


async def test_a_hard_deadline_moves_the_task_stamped_with_its_own_time(hall):
    world = await world_of(hall)
    new, started = (await world.order())["id"], await world.at(2)
    hall.clock.advance(days=12)
    await hall.tick()
    await hall.tick()
    for task_id, before in ((new, 1), (started, 2)):
        assert await world.state(task_id) == 14
        rows = hall.sql(
            "SELECT from_state, at, actor_type FROM task_history WHERE task_id = ? AND to_state = 14", task_id
        )
        assert rows == [(before, "2026-03-12T09:00:00.000Z", "system")]
    assert sum("has passed" in text for text in world.notices(world.company)) == 2
    assert sum("has passed" in text for text in world.notices(world.ann.owner)) == 2


@pytest.mark.parametrize("state", [3, 4, 5, 6, 8, 11, 13, 16])
async def test_a_hard_deadline_leaves_all_other_states_alone(hall, state: int):
    world = await world_of(hall)
    task_id = await world.at(state)
    hall.clock.advance(days=12)
    await hall.tick()
    assert await world.state(task_id) == state


async def test_nothing_happens_before_the_moment(hall):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    hall.clock.advance(days=10, seconds=-1)
    await hall.tick()
    assert await world.state(task_id) == 1
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert await world.state(task_id) == 14


async def test_a_late_caller_is_told_of_the_deadline_although_nobody_swept(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    hall.clock.advance(days=11)
    answer = await world.boss.call("extend_task_deadline", task_id=task_id, deadline=world.in_days(3))
    assert answer["task"]["state"] == 2
    assert world.history(task_id)[-2:] == [(2, 14, "deadline"), (14, 2, "extend_task_deadline")]
    assert any("has passed" in text for text in world.notices(world.company))


async def test_a_soft_deadline_is_told_once_to_both_sides_and_moves_nothing(hall):
    world = await world_of(hall)
    task_id = await world.at(2, deadline_type=1)
    hall.clock.advance(days=11)
    await hall.tick()
    await hall.tick()
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert (shown["state"], shown["deadline"]["is_overdue"]) == (2, True)
    assert sum("has passed" in text for text in world.notices(world.company)) == 1
    assert sum("has passed" in text for text in world.notices(world.ann.owner)) == 1


async def test_a_near_deadline_is_told_to_the_freelancer_once_and_again_for_a_new_one(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    hall.clock.advance(days=7)
    await hall.tick()
    assert (await world.ann.call("get_task", task_id=task_id))["task"]["deadline"]["is_coming_up"] is False
    hall.clock.advance(seconds=1)
    await hall.tick()
    await hall.tick()
    assert (await world.ann.call("get_task", task_id=task_id))["task"]["deadline"]["is_coming_up"] is True
    assert sum("is due on" in text for text in world.notices(world.ann.owner)) == 1
    assert sum("is due on" in text for text in world.notices(world.company)) == 1
    await world.boss.call("request_task_changes", task_id=task_id, deadline=world.in_days(10))
    await world.ann.call("accept_task_changes", task_id=task_id)
    hall.clock.advance(days=8)
    await hall.tick()
    assert sum("is due on" in text for text in world.notices(world.ann.owner)) == 2


async def test_many_deadlines_are_all_applied(hall):
    world = await world_of(hall)
    for number in range(7):
        await world.order(title=f"Logo {number}")
    hall.clock.advance(days=11)
    await hall.tick()
    assert hall.sql("SELECT state, count(*) FROM tasks GROUP BY state") == [(14, 7)]
