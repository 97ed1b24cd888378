"""Change proposals: applied at once before the start, agreed or declined while in work."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import world_of


async def test_before_the_start_new_terms_apply_at_once(hall):
    world = await world_of(hall)
    task = await world.order()
    answer = await world.boss.call(
        "request_task_changes",
        task_id=task["id"],
        price="90.00",
        deadline=world.in_days(20),
        title="A better logo",
        attributes=[{"id": 37, "value": "5"}],
        comment="More of it",
    )
    changed = answer["task"]
    assert (changed["state"], changed["price"], changed["total_to_pay"]) == (1, "90.00", "98.10")
    assert "active_changeset_id" not in changed
    assert answer["changeset"]["status"] == "accepted"
    assert answer["changeset"]["changes"]["price"] == {"old": "81.00", "new": "90.00"}
    shown = (await world.ann.call("get_task", task_id=task["id"]))["task"]
    assert (shown["title"], shown["date_end"]) == ("A better logo", "2026-03-22T09:00:00Z")
    assert shown["attributes"][0]["values"] == [{"title": "5"}]
    told = world.notices(world.ann.owner)[-1]
    assert "price 81.00 -> 90.00" in told
    assert "More of it" in told


async def test_in_work_the_old_terms_stay_until_the_freelancer_agrees(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    answer = await world.boss.call("request_task_changes", task_id=task_id, price="100.00", need_report=True)
    assert (answer["task"]["state"], answer["task"]["price"]) == (16, "81.00")
    assert answer["task"]["active_changeset_id"] == answer["changeset"]["id"]
    proposal = await world.ann.call("get_task_changes", task_id=task_id)
    assert proposal["active"]["changes"] == {
        "price": {"old": "81.00", "new": "100.00"},
        "need_report": {"old": False, "new": True},
    }
    assert proposal["active"]["worker_receives"] == {"old": "81.00", "new": "100.00"}
    agreed = await world.ann.call("accept_task_changes", task_id=task_id, changeset_id=answer["changeset"]["id"])
    assert (agreed["task"]["state"], agreed["task"]["price"]) == (2, "100.00")
    assert "total_to_pay" not in agreed["task"]
    shown = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert (shown["total_to_pay"], shown["need_report"]) == ("109.00", True)
    later = await world.boss.call("get_task_changes", task_id=task_id)
    assert "active" not in later
    assert [one["status"] for one in later["earlier"]] == ["accepted"]


@pytest.mark.parametrize(
    ("who", "tool", "status"),
    [("ann", "decline_task_changes", "declined"), ("boss", "cancel_task_changes", "cancelled")],
)
async def test_a_proposal_declined_or_taken_back_changes_nothing(hall, who: str, tool: str, status: str):
    world = await world_of(hall)
    task_id = await world.at(16)
    answer = await getattr(world, who).call(tool, task_id=task_id)
    assert (answer["task"]["state"], answer["task"]["price"]) == (2, "81.00")
    assert "active_changeset_id" not in answer["task"]
    told = await world.boss.call("get_task_changes", task_id=task_id)
    assert [one["status"] for one in told["earlier"]] == [status]
    again = await world.boss.call("request_task_changes", task_id=task_id, price="85.00")
    assert again["task"]["state"] == 16


async def test_a_reason_for_declining_is_posted(hall):
    world = await world_of(hall)
    task_id = await world.at(16)
    await world.ann.call("decline_task_changes", task_id=task_id, reason="A deal is a deal")
    messages = await world.boss.call("list_task_messages", task_id=task_id)
    assert [m["message"] for m in messages["items"]] == ["A deal is a deal"]


async def test_another_proposal_than_the_one_meant_is_not_agreed_to(hall):
    world = await world_of(hall)
    task_id = await world.at(16)
    first = (await world.boss.call("get_task_changes", task_id=task_id))["active"]["id"]
    await world.boss.call("cancel_task_changes", task_id=task_id)
    await world.boss.call("request_task_changes", task_id=task_id, price="1.00")
    with pytest.raises(Refused) as no:
        await world.ann.call("accept_task_changes", task_id=task_id, changeset_id=first)
    assert no.value.status == 409
    assert no.value.details["changeset_id"] > first
    assert await world.state(task_id) == 16


async def test_answers_after_a_hard_deadline_lead_to_the_client(hall):
    world = await world_of(hall)
    declined, later, shortened = await world.at(16), await world.at(2), await world.at(2)
    await world.boss.call("request_task_changes", task_id=later, deadline=world.in_days(30))
    await world.boss.call("request_task_changes", task_id=shortened, deadline=world.in_days(5))
    hall.clock.advance(days=11)
    await hall.tick()
    assert [await world.state(one) for one in (declined, later, shortened)] == [16, 16, 16]
    answer = await world.ann.call("decline_task_changes", task_id=declined)
    assert answer["task"]["state"] == 14
    assert world.history(declined)[-1] == (16, 14, "decline_task_changes")
    assert (await world.ann.call("accept_task_changes", task_id=later))["task"]["state"] == 2
    # The deadline that comes into force has itself passed meanwhile.
    assert (await world.ann.call("accept_task_changes", task_id=shortened))["task"]["state"] == 14


async def test_what_would_change_nothing_is_refused(hall):
    world = await world_of(hall)
    task = await world.order()
    for arguments in ({}, {"price": "81.00", "title": "A logo"}, {"comment": "Just so"}):
        with pytest.raises(Refused, match="nothing would change") as no:
            await world.boss.call("request_task_changes", task_id=task["id"], **arguments)
        assert no.value.status == 422


async def test_all_faults_of_a_proposal_are_named(hall):
    world = await world_of(hall)
    task = await world.order()
    with pytest.raises(Refused) as no:
        await world.boss.call(
            "request_task_changes",
            task_id=task["id"],
            price="1.005",
            deadline=world.in_days(-1),
            attributes=[{"id": 9999, "value": "x"}],
        )
    assert set(no.value.fields) == {"price", "deadline", "attributes"}


async def test_a_soft_deadline_can_become_hard_and_then_counts(hall):
    world = await world_of(hall)
    task_id = await world.at(1, deadline_type=1)
    hall.clock.advance(days=11)
    await hall.tick()
    assert await world.state(task_id) == 1
    answer = await world.boss.call("request_task_changes", task_id=task_id, deadline_type=2)
    # It is past already, so it is applied as soon as anybody looks.
    assert answer["task"]["deadline"]["type"] == 2
    assert (await world.boss.call("get_task", task_id=task_id))["task"]["state"] == 14


async def test_search_finds_the_new_words_and_not_the_old(hall):
    world = await world_of(hall)
    task = await world.order()
    await world.boss.call("request_task_changes", task_id=task["id"], title="Plakat", description="Große Schrift")
    assert (await world.boss.call("list_tasks", search="GROSSE SCHRIFT"))["total"] == 1
    assert (await world.boss.call("list_tasks", search="round"))["total"] == 0
