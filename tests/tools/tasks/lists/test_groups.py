"""Groups under which a company collects its tasks."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


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
