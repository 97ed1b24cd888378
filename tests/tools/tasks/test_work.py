"""The freelancer's steps: starting, delivering and giving up, and what each leaves behind."""

from __future__ import annotations

import base64

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


async def upload(caller, name: str = "result.txt", text: bytes = b"the result") -> int:
    content = base64.b64encode(text).decode()
    return (await caller.call("upload_files", job=[{"filename": name, "content_base64": content}]))["files"][0]["id"]


async def test_starting_tells_the_company(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    assert "has started" in world.notices(world.company)[-1]
    assert world.history(task_id)[-1] == (1, 2, "start_task")


async def test_a_delivery_carries_report_files_and_links(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    file_id = await upload(world.ann)
    answer = await world.ann.call(
        "mark_task_completed", task_id=task_id, report="All done", report_file_ids=[file_id], links=["https://a.test/1"]
    )
    assert answer["task"]["date_finished"] == "2026-03-02T09:00:00Z"
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert shown["report"] == {"text": "All done", "file_ids": [file_id]}
    assert shown["links"] == ["https://a.test/1"]
    assert shown["files"][0]["id"] == file_id
    assert "has delivered" in world.notices(world.company)[-1]


async def test_a_task_that_wants_a_report_is_not_delivered_without(hall):
    world = await world_of(hall)
    task_id = await world.at(2, need_report=True)
    for arguments in ({}, {"report": "  "}):
        with pytest.raises(Refused) as no:
            await world.ann.call("mark_task_completed", task_id=task_id, **arguments)
        assert list(no.value.fields) == ["report"]
    file_id = await upload(world.ann)
    assert (await world.ann.call("mark_task_completed", task_id=task_id, report_file_ids=[file_id]))["task"][
        "state"
    ] == 3


async def test_a_report_file_is_ones_own(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    foreign = await upload(world.boss)
    with pytest.raises(Refused) as no:
        await world.ann.call("mark_task_completed", task_id=task_id, report_file_ids=[foreign])
    assert list(no.value.fields) == ["report_file_ids"]
    assert await world.state(task_id) == 2


async def test_rights_that_pass_without_a_paper_are_warned_of(hall):
    world = await world_of(hall)
    first = await world.at(2, copyright=True)
    assert "transfer of rights" in (await world.ann.call("mark_task_completed", task_id=first))["warnings"][0]
    second = await world.at(2, copyright=True)
    await world.ann.call("attach_task_file", task_id=second, file_id=await upload(world.ann), type=5)
    assert "warnings" not in await world.ann.call("mark_task_completed", task_id=second)


async def test_work_is_delivered_late_after_a_soft_deadline(hall):
    world = await world_of(hall)
    task_id = await world.at(2, deadline_type=1)
    hall.clock.advance(days=11)
    answer = await world.ann.call("mark_task_completed", task_id=task_id)
    assert answer["task"]["deadline"]["is_overdue"] is True
    assert answer["task"]["state"] == 3


async def test_a_reason_for_declining_is_read_in_the_chat(hall):
    world = await world_of(hall)
    task = await world.order()
    await world.ann.call("decline_task", task_id=task["id"], reason="Too busy")
    shown = await world.boss.call("get_task", task_id=task["id"])
    assert [(m["message"], m["author"]["side"]) for m in shown["messages"]] == [("Too busy", "worker")]
    assert "Too busy" in world.notices(world.company)[-1]
