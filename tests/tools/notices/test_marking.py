"""Marking notices, by hand and by doing what they ask for."""

from __future__ import annotations

import pytest

from store.database import Transaction
from store.telling import inbox
from store.telling.inbox import Reader
from store.types import Owner
from tests.hall import Hall, Refused
from tests.tools.tasks.task_world import world_of
from tests.tools.telling_by_hand import in_call
from tools.telling import Record


async def three(hall: Hall, owner: Owner) -> None:
    for kind in ("money_in", "task_paid", "money_in"):
        await in_call(hall, lambda call, kind=kind: call.tell(owner, kind, f"{kind}."))  # type: ignore[misc]


async def test_marks_are_set_and_taken_back_and_what_is_so_already_counts_as_unchanged(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await three(hall, ann.owner)
    assert await ann.call("mark_notices_read", notice_ids=[1, 2, 2]) == {"changed": 2, "unread_total": 1}
    assert await ann.call("mark_notices_read", notice_ids=[1, 3]) == {"changed": 1, "unread_total": 0}
    assert await ann.call("mark_notices_read", notice_ids=[1], unread=True) == {"changed": 1, "unread_total": 1}
    assert await ann.call("mark_notices_read", up_to_id=3, unread=True) == {"changed": 2, "unread_total": 3}
    assert await ann.call("mark_notices_read", up_to_id=2, kinds=["money"]) == {"changed": 1, "unread_total": 2}
    assert await ann.call("mark_notices_read", up_to_id=3) == {"changed": 2, "unread_total": 0}


async def test_an_id_that_is_not_in_the_inbox_changes_nothing_at_all(hall: Hall) -> None:
    ann, bob = await hall.person("ann@a.test"), await hall.person("bob@a.test")
    await three(hall, ann.owner)
    await in_call(hall, lambda call: call.tell(bob.owner, "money_in", "Bob's."))
    with pytest.raises(Refused) as no:
        await ann.call("mark_notices_read", notice_ids=[1, 4, 99])
    assert no.value.status == 404
    assert "4, 99" in no.value.text
    assert (await ann.call("count_notices"))["unread"] == 3


@pytest.mark.parametrize("asked", [{}, {"notice_ids": [1], "up_to_id": 1}])
async def test_exactly_one_way_to_name_them_is_given(hall: Hall, asked: dict[str, object]) -> None:
    ann = await hall.person("ann@a.test")
    with pytest.raises(Refused) as no:
        await ann.call("mark_notices_read", **asked)
    assert no.value.status == 422
    assert set(no.value.fields) == {"notice_ids", "up_to_id"}


async def test_whoever_does_what_a_notice_asks_for_has_read_it(hall: Hall) -> None:
    world = await world_of(hall)
    one, two = (await world.order())["id"], (await world.order())["id"]
    hall.sql_script("DELETE FROM notice_deliveries; DELETE FROM notice_reads; DELETE FROM notices")
    for task_id in (one, two):
        record = Record("task", task_id, "A logo")
        await in_call(
            hall, lambda call, record=record: call.tell(world.ann.owner, "task_ordered", "New.", record=record)
        )  # type: ignore[misc]

    await world.ann.call("start_task", task_id=one, dry_run=True)
    assert (await world.ann.call("count_notices"))["unread"] == 2
    uuid = hall.sql("SELECT uuid FROM tasks WHERE id = ?", one)[0][0]
    await world.ann.call("start_task", uuid=uuid)

    items = (await world.ann.call("list_notices", unread=True))["items"]
    assert [item["record"]["id"] for item in items] == [two]


async def test_a_colleagues_act_marks_only_the_colleagues_notice(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(3)
    hall.sql_script("DELETE FROM notice_deliveries; DELETE FROM notice_reads; DELETE FROM notices")
    record = Record("task", task_id, "A logo")
    await in_call(hall, lambda call: call.tell(world.company, "task_step", "Delivered.", record=record))
    await world.boss.call("accept_task", task_id=task_id)
    assert (await world.boss.call("list_notices", unread=True, kinds=["task_step"]))["items"] == []
    assert len((await world.acme.call("list_notices", unread=True, kinds=["task_step"]))["items"]) == 1


@pytest.mark.sqlite
async def test_what_an_act_answers_is_found_by_its_record_in_an_inbox_of_any_length(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    reader = Reader(ann.owner, None, True, ())
    plans: list[str] = []

    def plan(tx: Transaction) -> None:
        tx._connection.set_trace_callback(lambda sql: plans.append(sql))
        inbox.answered_by(tx, reader, ("task_step",), [("task", 1)], ())
        tx._connection.set_trace_callback(None)
        [asked] = [sql for sql in plans if "FROM notices" in sql]
        plans[:] = [row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {asked}")]

    await hall.app.database.write(plan)
    assert any("notices_by_record" in step for step in plans)
    assert not any("notices_by_owner (owner_type=? AND owner_id=?)" in step for step in plans), plans


async def test_all_up_to_one_are_marked_but_those_of_records_that_may_not_be_seen(hall: Hall) -> None:
    boss = await hall.person("b@a.test", company="A")
    company = Owner("company", boss.company or 0)
    await three(hall, company)
    await three(hall, boss.owner)
    rows = [{"company": company.id, "record": 9000 + at} for at in range(2050)]
    await hall.app.database.write(
        lambda tx: tx.many(
            """INSERT INTO notices (owner_type, owner_id, topic, kind, record_type, record_id, text, created_at)
               VALUES ('company', :company, 'x', 'event_answered', 'event', :record, 'x', '2026-03-01T00:00:00.000Z')""",
            rows,
        )
    )
    answer = await boss.call("mark_notices_read", up_to_id=10_000)
    assert answer["changed"] == 6
    assert "up_to_id 56 " in answer["warnings"][0]
    assert hall.sql("SELECT count(*) FROM notice_reads")[0][0] == 6
    again = await boss.call("mark_notices_read", up_to_id=56)
    assert again == {"changed": 0, "unread_total": 0}
    assert (await boss.call("mark_notices_read", up_to_id=56, unread=True, kinds=["money"]))["changed"] == 4


async def test_what_was_put_off_is_not_sent_once_all_are_marked(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await ann.call("set_notice_settings", digest="daily")
    await in_call(hall, lambda call: call.tell(ann.owner, "task_message", "Hello.", record=Record("task", 1, "Logo")))
    assert hall.sql("SELECT status, put_off FROM notice_deliveries") == [("waiting", "digest")]
    await ann.call("mark_notices_read", up_to_id=1)
    assert hall.sql("SELECT status, content FROM notice_deliveries") == [("dropped", None)]
