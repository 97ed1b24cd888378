"""The chat, groups and files of tasks."""

from __future__ import annotations

import base64

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


async def test_a_group_is_made_listed_renamed_and_deleted_without_its_tasks(hall):
    world = await world_of(hall)
    made = await world.boss.call("create_task_group", title="  Spring   sale ", color="#a0b1c2")
    group = made["group"]
    assert (group["title"], group["color"], group["task_count"]) == ("Spring sale", "A0B1C2", 0)
    assert (group["company_id"], made["actor_id"]) == (world.company.id, world.boss.id)
    task = await world.order(group_ids=[group["id"]])
    listed = await world.acme.call("list_task_groups")
    assert [(one["id"], one["task_count"]) for one in listed["items"]] == [(group["id"], 1)]
    renamed = await world.boss.call("rename_task_group", group_id=group["id"], title="SPRING SALE")
    assert renamed["group"] == {"group_id": group["id"], "company_id": world.company.id, "title": "SPRING SALE"}
    deleted = await world.boss.call("delete_task_group", group_id=group["id"])
    assert deleted["unlinked_tasks"] == 1
    assert "1 tasks stay" in world.boss.questions[-1]
    assert (await world.boss.call("get_task", task_id=task["id"]))["task"]["groups"] == []
    assert (await world.boss.call("list_task_groups"))["total"] == 0


async def test_a_title_is_unique_in_the_company_whatever_its_case(hall):
    world = await world_of(hall)
    first = (await world.boss.call("create_task_group", title="Spring"))["group"]["id"]
    assert (await world.boss.call("create_task_group", title="Sommer"))["group"]["color"] == "FFFFFF"
    with pytest.raises(Refused) as no:
        await world.boss.call("create_task_group", title="SPRING")
    assert (no.value.status, no.value.details["group_id"]) == (409, first)
    with pytest.raises(Refused) as no:
        await world.boss.call("rename_task_group", group_id=first, title="sommer")
    assert no.value.status == 409
    assert (await world.rival.call("create_task_group", title="Spring"))["group"]["title"] == "Spring"


@pytest.mark.parametrize(
    ("title", "color"), [("", "FFFFFF"), (" ", "FFFFFF"), ("x" * 101, "FFFFFF"), ("Spring", "red")]
)
async def test_a_group_without_title_or_with_a_wrong_colour_is_refused(hall, title: str, color: str):
    world = await world_of(hall)
    with pytest.raises(Refused) as no:
        await world.boss.call("create_task_group", title=title, color=color)
    assert no.value.status == 422


@pytest.mark.parametrize(("tool", "extra"), [("rename_task_group", {"title": "Mine"}), ("delete_task_group", {})])
async def test_another_companys_group_is_one_that_does_not_exist(hall, tool: str, extra: dict):
    world = await world_of(hall)
    group = (await world.boss.call("create_task_group", title="Spring"))["group"]["id"]
    told = []
    for group_id in (group, group + 9):
        with pytest.raises(Refused) as no:
            await world.rival.call(tool, group_id=group_id, **extra)
        assert no.value.status == 404
        told.append(no.value.text.replace(str(group_id), "N"))
    assert told[0] == told[1]


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
