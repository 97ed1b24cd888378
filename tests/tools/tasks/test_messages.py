"""The chat of tasks."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


async def test_messages_are_read_by_both_sides_oldest_first(hall):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    sent = await world.ann.call("send_task_message", task_id=task_id, message="Which green?")
    assert sent["message"]["author"] == {"id": world.ann.id, "full_name": "Ann", "side": "worker", "kind": "person"}
    await world.acme.call("send_task_message", task_id=task_id, message="Grass")
    await world.boss.call("send_task_message", task_id=task_id, message="Or moss")
    read = await world.ann.call("list_task_messages", task_id=task_id)
    assert [(m["message"], m["author"]["side"], m["author"]["kind"]) for m in read["items"]] == [
        ("Which green?", "worker", "person"),
        ("Grass", "client", "agent"),
        ("Or moss", "client", "person"),
    ]
    assert (await world.boss.call("list_task_messages", task_id=task_id, limit=1))["total"] == 3
    assert "Which green?" in world.notices(world.company)[-1]
    assert "moss" in world.notices(world.ann.owner)[-1]
    assert (await world.boss.call("get_task", task_id=task_id))["task"]["message_count"] == 3


@pytest.mark.parametrize("state", [5, 6, 8, 14])
async def test_the_chat_stays_open_in_every_state(hall, state: int):
    world = await world_of(hall)
    task_id = await world.at(state)
    await world.boss.call("send_task_message", task_id=task_id, message="Thanks anyway")
    assert (await world.ann.call("list_task_messages", task_id=task_id))["total"] == 1


@pytest.mark.parametrize("message", ["", "   ", "\u200b\u202e", "x" * 5001])
async def test_an_empty_or_endless_message_is_refused(hall, message: str):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    with pytest.raises(Refused) as no:
        await world.boss.call("send_task_message", task_id=task_id, message=message)
    assert list(no.value.fields) == ["message"]


async def test_strangers_neither_read_nor_write_nor_attach(hall):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    stranger = await hall.person("stranger@work.test")
    for caller in (world.rival, stranger):
        for tool, extra in (
            ("list_task_messages", {}),
            ("send_task_message", {"message": "x"}),
            ("attach_task_file", {"file_id": 1, "type": 5}),
            ("get_task_changes", {}),
            ("check_task_requirements", {"freelancer_id": world.ann.id}),
        ):
            with pytest.raises(Refused) as no:
                await caller.call(tool, task_id=task_id, **extra)
            assert no.value.status == 404, tool
