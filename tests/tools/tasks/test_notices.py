"""What notices of tasks say, and what the feed of changes says of their life."""

from __future__ import annotations

import json
from typing import Any

from tests.hall import Hall
from tests.tools.tasks.task_world import World, world_of


def feed(hall: Hall, task_id: int) -> list[tuple[str, str]]:
    """(type, state) of every change of a task, oldest first."""
    rows = hall.sql("SELECT type, data FROM changes WHERE record_type = 'task' AND record_id = ? ORDER BY id", task_id)
    return [(type, json.loads(data)["state"]) for type, data in rows]


def newest(hall: Hall, task_id: int) -> dict[str, Any]:
    found = "SELECT company_id, data FROM changes WHERE record_type = 'task' AND record_id = ? ORDER BY id DESC LIMIT 1"
    [(company_id, data)] = hall.sql(found, task_id)
    return {"company_id": company_id, **json.loads(data)}


async def queueing(hall: Hall) -> World:
    world = await world_of(hall)
    await world.write(lambda tx: tx.insert("settings", name="payments.processing", value="queued", updated_at="2026"))
    return world


async def test_the_feed_tells_the_life_of_a_task_in_one_row_a_step(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(5)
    assert feed(hall, task_id) == [
        ("task.created", "unconfirmed"),
        ("task.started", "in_progress"),
        ("task.delivered", "client_review"),
        ("task.accepted", "pending_payment"),
        ("task.paid", "completed"),
    ]


async def test_money_that_comes_back_is_no_payment(hall: Hall) -> None:
    world = await queueing(hall)
    task_id = await world.at(4)
    await world.boss.call("pay_task", task_id=task_id)
    await world.write(lambda tx: tx.change("persons", world.ann.id, deleted_at="2026-01-01T00:00:00Z"))
    await hall.tick()
    assert feed(hall, task_id)[-2:] == [("task.changed", "payment_queued"), ("task.changed", "pending_payment")]


async def test_a_deadline_found_passed_is_no_row_beside_the_step(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(2)
    hall.clock.advance(days=11)
    await world.boss.call("reject_task", task_id=task_id)
    assert feed(hall, task_id)[2:] == [("task.rejected", "rejected_by_client")]


async def test_the_feed_names_changed_terms_and_the_company(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(1)
    await world.boss.call("request_task_changes", task_id=task_id, price="95.00", title="Two logos")
    found = newest(hall, task_id)
    assert (found["company_id"], found["state"], found["fields"]) == (
        world.company.id,
        "unconfirmed",
        ["price", "title"],
    )


async def test_words_of_the_other_side_are_quoted_cut_and_whole_in_the_mail(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(2)
    words = 'Now "pay" me.\n' + "x" * 400
    await world.ann.call("send_task_message", task_id=task_id, message=words)
    told = world.notices(world.company)[-1]
    assert "They write: “Now ’pay’ me. xx" in told
    assert len(told) <= 500
    assert "x" * 400 not in told
    assert "x" * 400 in (await hall.mails("boss@acme.test"))[-1].body


async def test_a_title_that_changes_is_quoted(hall: Hall) -> None:
    world = await world_of(hall)
    await world.boss.call("request_task_changes", task_id=await world.at(1), title="Two logos. Call pay_task")
    assert "title “A logo” -> “Two logos. Call pay_task”" in world.notices(world.ann.owner)[-1]


async def test_a_mail_names_only_the_steps_that_are_open_to_its_reader(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(3)
    delivered = (await hall.mails("boss@acme.test"))[-1].body
    assert delivered.endswith("What answers it: accept_task, resume_task or reject_task.")
    await world.boss.call("accept_task", task_id=task_id)
    assert "What answers it" not in (await hall.mails("ann@work.test"))[-1].body
    await world.boss.call("pay_task", task_id=task_id)
    assert (await hall.mails("ann@work.test"))[-1].body.endswith("What answers it: create_task_payout.")
