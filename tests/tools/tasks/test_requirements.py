"""What keeps a freelancer from starting, and that each issue really blocks and really can be settled."""

from __future__ import annotations

import pytest

from store.freelancers import agreements
from store.types import Owner
from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


async def names(caller, world, task_id: int) -> list[str]:
    answer = await caller.call("check_task_requirements", task_id=task_id, freelancer_id=world.ann.id)
    assert answer["ready"] == (not answer["issues"])
    return [issue["name"] for issue in answer["issues"]]


async def test_a_ready_freelancer_has_no_issues(hall):
    world = await world_of(hall)
    task = await world.order()
    for caller in (world.acme, world.ann):
        assert await names(caller, world, task["id"]) == []


async def test_everything_open_is_listed_at_once_and_blocks_the_start(hall):
    world = await world_of(hall)
    cleo = await hall.person("cleo@work.test")
    await world.join_team(cleo.id, ready=False)
    task = await world.order(worker_id=cleo.id, acceptance_file_ids=[1])
    answer = await cleo.call("check_task_requirements", task_id=task["id"], freelancer_id=cleo.id)
    assert [(issue["name"], issue["settle_with"]) for issue in answer["issues"]] == [
        ("registration_required", "confirm_freelancer_registration"),
        ("agreement_required", "accept_freelancer_agreement"),
        ("verification", "get_freelancer_verification_link"),
        ("acceptance_files_required", "accept_freelancer_agreement"),
    ]
    assert answer["issues"][1]["data"]["code"] == "first_signature"
    assert answer["issues"][2]["data"] == {}
    with pytest.raises(Refused) as no:
        await cleo.call("start_task", task_id=task["id"])
    assert (no.value.status, no.value.code) == (409, "agreement_required")
    assert no.value.shape["details"]["code"] == 11
    assert no.value.details["template_uuid"] == answer["issues"][1]["data"]["template_uuid"]
    assert len(no.value.details["issues"]) == 4
    named = [call["arguments"] for call in no.value.calls if call["arguments"]["tool"] == "accept_freelancer_agreement"]
    assert [call["arguments"] for call in named] == [
        {"template_uuid": answer["issues"][nth]["data"]["template_uuid"], "freelancer_id": cleo.id} for nth in (1, 3)
    ]
    with pytest.raises(Refused) as no:
        await cleo.call("mark_task_completed", task_id=task["id"])
    # Before what would end the work, what keeps it from being started.
    assert no.value.next == ["check_task_requirements", "decline_task"]
    assert no.value.calls[0]["arguments"]["arguments"] == {"task_id": task["id"], "freelancer_id": cleo.id}
    assert await world.state(task["id"]) == 1


async def test_a_new_version_of_the_agreement_has_to_be_signed_before_the_next_start(hall):
    world = await world_of(hall)
    running, task = await world.at(2), await world.order()
    uuid = "11111111-2222-4333-8444-555555555555"
    await world.write(
        lambda tx: agreements.publish_offer(
            tx,
            uuid,
            "Offer 2",
            "text",
            "The law has changed",
            Owner("person", world.boss.id),
            "2026-03-02T09:00:00.000Z",
        )
    )
    answer = await world.ann.call("check_task_requirements", task_id=task["id"], freelancer_id=world.ann.id)
    [issue] = answer["issues"]
    assert (issue["data"]["code"], issue["data"]["template_uuid"]) == ("forced_update", uuid)
    assert issue["reason"] == "The law has changed"
    with pytest.raises(Refused):
        await world.ann.call("start_task", task_id=task["id"])
    await world.ann.call("accept_freelancer_agreement", template_uuid=uuid, freelancer_id=world.ann.id)
    await world.ann.call("start_task", task_id=task["id"])
    assert (await world.ann.call("mark_task_completed", task_id=running))["task"]["state"] == 3


async def test_documents_of_the_task_are_signed_one_by_one(hall):
    world = await world_of(hall)
    task = await world.order(acceptance_file_ids=[1])
    with pytest.raises(Refused) as no:
        await world.ann.call("start_task", task_id=task["id"])
    assert no.value.code == "requirements_open"
    [issue] = no.value.details["issues"]
    await world.boss.call(
        "accept_freelancer_agreement", template_uuid=issue["data"]["template_uuid"], freelancer_id=world.ann.id
    )
    assert (await world.ann.call("start_task", task_id=task["id"]))["task"]["state"] == 2
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert shown["acceptance_files"][0]["accepted_at"] == "2026-03-02T09:00:00Z"


async def test_the_freelancer_named_is_the_tasks(hall):
    world = await world_of(hall)
    task = await world.order()
    cleo = await hall.person("cleo@work.test")
    await world.join_team(cleo.id)
    stranger = await hall.person("stranger@work.test")
    with pytest.raises(Refused) as no:
        await world.boss.call("check_task_requirements", task_id=task["id"], freelancer_id=cleo.id)
    assert list(no.value.fields) == ["freelancer_id"]
    for unknown in (stranger.id, 9999):
        with pytest.raises(Refused) as no:
            await world.boss.call("check_task_requirements", task_id=task["id"], freelancer_id=unknown)
        assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await world.boss.call("check_task_requirements", task_id=task["id"])
    assert set(no.value.fields) == {"freelancer_id", "freelancer_uuid"}
    uuid = hall.sql("SELECT uuid FROM persons WHERE id = ?", world.ann.id)[0][0]
    answer = await world.boss.call("check_task_requirements", uuid=task["uuid"], freelancer_uuid=uuid.upper())
    assert answer["ready"] is True
    assert answer["next_tools"] == ["reject_task", "request_task_changes", "pay_new_task"]


async def test_paid_work_leads_to_the_payout_of_that_work(hall):
    world = await world_of(hall)
    paid = await world.at(5)
    with pytest.raises(Refused) as no:
        await world.ann.call("mark_task_completed", task_id=paid)
    given = no.value.calls[0]["arguments"]
    assert given == {"tool": "create_task_payout", "arguments": {"task_id": paid}}
