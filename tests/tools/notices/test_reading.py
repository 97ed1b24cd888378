"""Reading and counting notices, through the pipeline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.types import Owner
from tests.hall import START, Hall, Refused, TestCaller
from tests.tools.staffing.wanted import inquiry
from tests.tools.tasks.task_world import World, world_of
from tests.tools.telling_by_hand import as_caller, in_call
from tools.telling import Record


async def tell(
    hall: Hall, owner: Owner, kind: str = "money_in", text: str = "Money.", by: TestCaller | None = None
) -> None:
    more = (as_caller(by, "Bob"),) if by else ()
    await in_call(hall, lambda call: call.tell(owner, kind, text), *more)


async def about_task(world: World, owner: Owner, task_id: int, kind: str = "task_ordered") -> None:
    record = Record("task", task_id, "A logo")
    await in_call(
        world.hall, lambda call: call.tell(owner, kind, f"About {task_id}.", record=record, figures={"pay": "1"})
    )


async def listed(caller: TestCaller, **asked: object) -> list[str]:
    return [item["text"] for item in (await caller.call("list_notices", **asked))["items"]]


async def test_a_notice_is_shown_whole_with_what_answers_it_now(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    hall.clock.advance(minutes=1)
    await about_task(world, world.ann.owner, task_id)

    [item] = (await world.ann.call("list_notices", record_type="task", record_id=task_id, kinds=["task_ordered"]))[
        "items"
    ][:1]

    assert item["owner_type"] == "person"
    assert (item["owner_id"], item["kind"], item["text"]) == (world.ann.id, "task_ordered", f"About {task_id}.")
    assert item["record"] == {"type": "task", "id": task_id, "name": "A logo"}
    assert item["actor"] == {"type": "system", "id": 0}
    assert item["act_with"] == ["start_task", "decline_task"]
    assert item["needs_action"] is True
    assert item["data"] == {"pay": "1"}
    assert [(one["channel"], one["status"]) for one in item["deliveries"]] == [("mail", "waiting")]
    assert "read_at" not in item


async def test_what_answers_it_follows_the_state_of_the_record(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = await world.at(2)
    await about_task(world, world.ann.owner, task_id)
    [item] = (await world.ann.call("list_notices", kinds=["task_ordered"], record_type="task", record_id=task_id))[
        "items"
    ][:1]
    assert (item["act_with"], item["needs_action"]) == (["decline_task"], True), "it has been started"
    await world.ann.call("decline_task", task_id=task_id, reason="Too busy")
    [item] = (await world.ann.call("list_notices", kinds=["task_ordered"], record_type="task", record_id=task_id))[
        "items"
    ][:1]
    assert (item["act_with"], item["needs_action"]) == ([], False)


async def test_the_newest_come_first_page_by_page(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    for number in range(5):
        await tell(hall, ann.owner, text=f"{number}.")
    first = await ann.call("list_notices", limit=2)
    second = await ann.call("list_notices", limit=2, cursor=first["next_cursor"])
    third = await ann.call("list_notices", limit=2, cursor=second["next_cursor"])
    found = [[item["text"] for item in page["items"]] for page in (first, second, third)]
    assert found == [["4.", "3."], ["2.", "1."], ["0."]]
    assert [page["last_page"] for page in (first, second, third)] == [False, False, True]
    assert [page["total"] for page in (first, second, third)] == [5, 5, 5]
    assert "next_cursor" not in third


async def test_filters_are_by_mark_kind_group_and_time(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    for kind in ("money_in", "money_failed", "task_paid"):
        await tell(hall, ann.owner, kind, f"{kind}.")
        hall.clock.advance(hours=1)
    newest = (await ann.call("list_notices", limit=1))["items"][0]["id"]
    await ann.call("mark_notices_read", notice_ids=[newest])
    assert await listed(ann, unread=True) == ["money_failed.", "money_in."]
    assert await listed(ann, unread=False) == ["task_paid."]
    assert await listed(ann, kinds=["money"]) == ["money_failed.", "money_in."]
    assert await listed(ann, kinds=["task", "money_in"]) == ["task_paid.", "money_in."]
    at = (START + timedelta(hours=1)).isoformat()
    assert await listed(ann, since=at) == ["task_paid.", "money_failed."]
    assert await listed(ann, until=at) == ["money_in."]
    assert (await ann.call("list_notices", kinds=["task"]))["unread_total"] == 2


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"kinds": ["money_inn"]}, "kinds[0]", "money_in"),
        ({"record_type": "taks", "record_id": 1}, "record_type", "task"),
        ({"record_id": 1}, "record_type", "go together"),
        ({"record_type": "task"}, "record_id", "go together"),
        ({"since": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"}, "since", "after until"),
        ({"since": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"}, "until", "after until"),
    ],
)
async def test_what_cannot_be_asked_is_named(hall: Hall, asked: dict[str, object], field: str, says: str) -> None:
    ann = await hall.person("ann@a.test")
    with pytest.raises(Refused) as no:
        await ann.call("list_notices", **asked)
    assert no.value.status == 422
    assert says in no.value.fields[field]


async def test_a_companys_notices_are_each_members_and_marks_are_their_own(hall: Hall) -> None:
    boss, kim = await hall.person("b@a.test", company="A"), await hall.person("k@a.test", company="A", role="user")
    agent, other = await hall.agent("A"), await hall.person("o@b.test", company="B")
    await tell(hall, Owner("company", boss.company or 0), text="Ours.")
    await tell(hall, boss.owner, text="Mine.")
    assert await listed(boss) == ["Mine.", "Ours."]
    assert await listed(boss, box="own") == ["Mine."]
    assert await listed(boss, box="company") == ["Ours."]
    assert await listed(kim) == await listed(agent) == ["Ours."]
    assert await listed(other) == []
    await kim.call("mark_notices_read", notice_ids=[1])
    assert await listed(kim, unread=True) == []
    assert await listed(boss, unread=True, box="company") == ["Ours."]


async def test_the_one_who_did_it_does_not_see_the_companys_notice_of_it(hall: Hall) -> None:
    boss, two = await hall.person("b@a.test", company="A"), await hall.person("t@a.test", company="A")
    await tell(hall, Owner("company", boss.company or 0), by=boss)
    assert await listed(boss) == []
    assert await listed(two) == ["Money."]
    assert (await boss.call("count_notices"))["unread"] == 0


async def test_a_member_sees_no_notice_of_a_record_they_may_not_see(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("b@acme.test", company="Acme")
    kim = await hall.person("k@acme.test", company="Acme", role="user")
    await acme.call("create_inquiry", **inquiry())
    id = hall.sql("SELECT id FROM inquiries")[0][0]
    company = Owner("company", boss.company or 0)
    await in_call(hall, lambda call: call.tell(company, "inquiry_step", "Next.", record=Record("inquiry", id, "Two")))
    assert await listed(boss) == await listed(acme) == ["Next."]
    assert await listed(kim) == []
    assert (await kim.call("count_notices"))["unread"] == 0
    assert (await kim.call("list_notices"))["total"] == 0
    with pytest.raises(Refused) as no:
        await kim.call("mark_notices_read", notice_ids=[1])
    assert no.value.status == 404


async def test_counts_are_by_group_of_what_is_unread(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    hall.sql_script("DELETE FROM notice_deliveries; DELETE FROM notices")
    await about_task(world, world.ann.owner, task_id)
    await tell(hall, world.ann.owner, "money_failed")
    await tell(hall, world.ann.owner, "money_in")
    counts = await world.ann.call("count_notices")
    assert (counts["unread"], counts["urgent_unread"]) == (3, 1)
    assert counts["needs_action"] == 1, "a person without a company asks for no top-up"
    assert counts["by_group"] == [
        {"group": "task", "unread": 1, "needs_action": 1},
        {"group": "money", "unread": 2, "needs_action": 0},
    ]
    assert counts["newest_id"] == (await world.ann.call("list_notices", limit=1))["items"][0]["id"]
    await world.ann.call("mark_notices_read", up_to_id=counts["newest_id"], kinds=["money"])
    assert [one["group"] for one in (await world.ann.call("count_notices"))["by_group"]] == ["task"]


async def test_only_what_waits_for_something_is_listed_when_asked(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    hall.sql_script("DELETE FROM notice_deliveries; DELETE FROM notices")
    await about_task(world, world.ann.owner, task_id)
    await tell(hall, world.ann.owner)
    assert await listed(world.ann, needs_action=True) == [f"About {task_id}."]
    assert await listed(world.ann, needs_action=False) == ["Money."]


async def test_an_agent_that_waits_for_its_deposit_or_is_suspended_reads_and_counts_free_of_charge(hall: Hall) -> None:
    agent = await hall.agent("A", credit="1 USDT")
    await tell(hall, agent.owner)
    for status in ("pending_deposit", "suspended"):
        hall.sql_script(f"UPDATE agents SET status = '{status}' WHERE id = {agent.id}")
        answer = await agent.call("list_notices")
        assert [item["text"] for item in answer["items"]] == ["Money."]
        assert "charge" not in answer
        assert (await agent.call("count_notices"))["unread"] == 1
    with pytest.raises(Refused) as no:
        await agent.call("mark_notices_read", notice_ids=[1])
    assert no.value.code == "agent_suspended"
    hall.sql_script(f"UPDATE agents SET status = 'pending_deposit' WHERE id = {agent.id}")
    assert (await agent.call("mark_notices_read", notice_ids=[1]))["changed"] == 1
    assert hall.purse(agent.owner, "USDT") == ("1.000000", "0.000000")


async def fill(hall: Hall, owner: Owner, kind: str, record_type: str, many: int) -> None:
    """Many notices about records that there are not."""
    await hall.app.database.write(
        lambda tx: tx.many(
            """INSERT INTO notices (owner_type, owner_id, topic, kind, record_type, record_id, text, created_at)
               VALUES (:type, :owner, :kind, :kind, :record_type, :record, 'Hidden.', '2026-03-01T00:00:00.000Z')""",
            [
                {"type": owner.kind, "owner": owner.id, "kind": kind, "record_type": record_type, "record": 9000 + at}
                for at in range(many)
            ],
        )
    )


async def test_what_may_not_be_seen_is_looked_through_in_parts_and_a_cursor_goes_on(hall: Hall) -> None:
    boss = await hall.person("b@a.test", company="A")
    company = Owner("company", boss.company or 0)
    await tell(hall, company, text="Ours.")
    await fill(hall, company, "event_answered", "event", 2050)
    first = await boss.call("list_notices")
    assert (first["items"], first["last_page"], first["total"], first["total_capped"]) == ([], False, 0, True)
    second = await boss.call("list_notices", cursor=first["next_cursor"])
    assert [item["text"] for item in second["items"]] == ["Ours."]
    assert second["last_page"] is True
    counts = await boss.call("count_notices")
    assert (counts["unread"], counts["at_least"]) == (0, True)


async def test_what_waits_for_something_is_looked_for_in_parts_too(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await fill(hall, ann.owner, "task_step", "task", 2050)
    first = await ann.call("list_notices", needs_action=True)
    assert (first["items"], first["last_page"]) == ([], False)
    second = await ann.call("list_notices", needs_action=True, cursor=first["next_cursor"])
    assert (second["items"], second["last_page"]) == ([], True)


async def test_two_boxes_are_read_as_one_newest_first(hall: Hall) -> None:
    boss = await hall.person("b@a.test", company="A")
    company = Owner("company", boss.company or 0)
    for at in range(3):
        await tell(hall, company, text=f"Ours {at}.")
        await tell(hall, boss.owner, text=f"Mine {at}.")
    texts, cursor = [], {}
    while True:
        page = await boss.call("list_notices", limit=2, **cursor)
        texts += [item["text"] for item in page["items"]]
        if page["last_page"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert texts == ["Mine 2.", "Ours 2.", "Mine 1.", "Ours 1.", "Mine 0.", "Ours 0."]
    assert "at_least" not in await boss.call("count_notices")
