"""Files added to a task later on."""

from __future__ import annotations

import base64

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


async def test_a_file_is_attached_by_either_side_with_its_content_or_its_number(hall):
    world = await world_of(hall)
    task_id = await world.at(5)
    sent = await world.ann.call(
        "attach_task_file", task_id=task_id, type=5, file_name="rights.txt", content_base64=encoded("All yours")
    )
    assert sent["file"]["name"] == "rights.txt"
    assert (sent["file"]["type_id"], sent["file"]["owner_id"], sent["files_count"]) == (5, world.ann.id, 1)
    stored = await world.boss.call("upload_files", job=[{"filename": "b.txt", "content_base64": encoded("Ours")}])
    file_id = stored["files"][0]["id"]
    second = await world.boss.call("attach_task_file", task_id=task_id, type=5, file_id=file_id)
    assert (second["file"]["id"], second["files_count"]) == (file_id, 2)
    assert (await world.boss.call("attach_task_file", task_id=task_id, type=5, file_id=file_id))["files_count"] == 2
    shown = (await world.ann.call("get_task", task_id=task_id))["task"]
    assert [one["name"] for one in shown["files"]] == ["rights.txt", "b.txt"]


@pytest.mark.parametrize(
    ("arguments", "status", "field"),
    [
        ({"type": 5}, 422, "file_id"),
        ({"type": 5, "file_name": "a.txt"}, 422, "file_id"),
        ({"type": 5, "file_id": 1, "file_name": "a.txt"}, 422, "file_id"),
        ({"type": 4, "file_id": 1}, 422, "type"),
        ({"type": 5, "file_name": "a.txt", "content_base64": "%%%"}, 422, "content_base64"),
        ({"type": 5, "file_id": 99}, 404, None),
    ],
)
async def test_what_cannot_be_attached_is_named(hall, arguments: dict, status: int, field: str | None):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    with pytest.raises(Refused) as no:
        await world.ann.call("attach_task_file", task_id=task_id, **arguments)
    assert no.value.status == status
    assert field is None or field in no.value.fields


async def test_somebody_elses_file_is_not_there(hall):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    stored = await world.boss.call("upload_files", job=[{"filename": "b.txt", "content_base64": encoded("Ours")}])
    for caller in (world.ann, world.acme):
        with pytest.raises(Refused) as no:
            await caller.call("attach_task_file", task_id=task_id, type=5, file_id=stored["files"][0]["id"])
        assert no.value.status == 404
