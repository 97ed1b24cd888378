"""Lists of tasks and the whole of one."""

from __future__ import annotations

import pytest

from store.tasks.lists import TaskFilter, counted, order, task_ids
from tests.hall import Refused
from tests.tools.tasks.task_world import World, world_of


async def ids(caller, **filters) -> list[int]:
    answer = await caller.call("list_tasks", **filters)
    assert answer["total"] == len(answer["items"])
    return [task["id"] for task in answer["items"]]


async def test_the_newest_task_comes_first_in_a_short_line(hall):
    world = await world_of(hall)
    due = world.in_days(10).replace("+00:00", "Z")
    first = (await world.order(external_id="PO-7"))["id"]
    hall.clock.advance(minutes=1)
    second = (await world.order(title="Another"))["id"]
    answer = await world.boss.call("list_tasks")
    assert [task["id"] for task in answer["items"]] == [second, first]
    assert answer["items"][1] == {
        "id": first,
        "external_id": "PO-7",
        "title": "A logo",
        "state": 1,
        "state_name": "unconfirmed",
        "next_tools": ["reject_task", "request_task_changes", "pay_new_task"],
        "price": "81.00",
        "total_to_pay": "88.29",
        "currency": {"id": 3, "currency": "EUR"},
        "date_end": due,
        "worker": {"id": world.ann.id, "first_name": "Ann"},
    }
    [hers] = (await world.ann.call("list_tasks", search="logo"))["items"]
    assert hers["customer"] == {"id": world.company.id, "title": "Acme"}
    assert not {"worker", "total_to_pay"} & set(hers)


async def test_fields_ask_for_more_of_each_task(hall):
    world = await world_of(hall)
    task = await world.order(description="Very " * 1000)
    more = ["id", "description", "category", "worker", "deadline"]
    [listed] = (await world.boss.call("list_tasks", fields=more))["items"]
    assert set(listed) == set(more)
    assert listed["description"] == ("Very " * 1000)[:200] + "..."
    assert listed["category"]["title_en"] == "Logo design"
    assert listed["worker"]["is_verified"] is True
    assert listed["deadline"]["is_coming_up"] is False
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert len(shown["description"]) == 4999
    assert shown["parent_category"]["title_en"] == "Design and graphics"


async def test_a_freelancer_sees_only_own_tasks_over_all_companies(hall):
    world = await world_of(hall)
    mine = (await world.order())["id"]
    cleo = await hall.person("cleo@work.test")
    await world.join_team(cleo.id)
    await world.order(worker_id=cleo.id)
    assert await ids(world.ann) == [mine]
    assert await ids(world.ann, worker_id=cleo.id) == []
    item = (await world.ann.call("list_tasks"))["items"][0]
    assert "total_to_pay" not in item
    assert item["next_tools"] == ["start_task", "decline_task"]
    # Also when she acts for a company of her own.
    busy = await hall.person("ann@work.test", company="Ann Ltd")
    assert await ids(busy) == []
    assert await ids(busy, worker_id=world.ann.id) == [mine]


async def test_another_companys_tasks_are_not_there(hall):
    world = await world_of(hall)
    task = await world.order()
    assert await ids(world.rival) == []
    with pytest.raises(Refused) as no:
        await world.rival.call("get_task", task_id=task["id"])
    assert no.value.status == 404


async def test_filters_narrow_together(hall):
    world = await world_of(hall)
    group = (await world.boss.call("create_task_group", title="Spring"))["group"]["id"]
    cheap = (await world.order(price="10.00", deadline_type=1, need_report=True))["id"]
    dear = (await world.order(world.boss, price="300.50", copyright=True, group_ids=[group], title="Große Tafel"))["id"]
    paid = await world.at(5)
    for filters, expected in (
        ({"price_from": "10.01"}, [paid, dear]),
        ({"price_to": "81"}, [paid, cheap]),
        ({"price_from": "300.5", "price_to": "300.5"}, [dear]),
        ({"group_id": group}, [dear]),
        ({"search": "GROSSE"}, [dear]),
        ({"search": "100%"}, []),
        ({"search": "_"}, []),
        ({"creator_id": world.boss.id}, [dear]),
        ({"paid_by": world.boss.id}, [paid]),
        ({"deadline_type": 1}, [cheap]),
        ({"has_copyright": True}, [dear]),
        ({"has_report": True}, [cheap]),
        ({"has_report": False}, [paid, dear]),
        ({"has_payout": True}, []),
        ({"currency_id": 3}, [paid, dear, cheap]),
        ({"currency_id": 1}, []),
        ({"worker_taxation_status": 1}, [paid, dear, cheap]),
        ({"worker_taxation_status": 3}, []),
        ({"worker_id": world.ann.id, "state": [5]}, [paid]),
        ({"state": ["completed", 1], "price_from": "50"}, [paid, dear]),
        ({"state": [1, 6]}, [dear, cheap]),
    ):
        assert await ids(world.boss, **filters) == expected, filters


@pytest.mark.parametrize("name", ["created", "end", "finished", "accepted", "paid", "report"])
async def test_days_are_the_companys_and_both_ends_count(hall, name: str):
    world = await world_of(hall)
    await world.change_company(timezone="Asia/Tokyo")
    # 09:00 UTC is 18:00 of the same day in Tokyo; six hours later it is tomorrow there.
    hall.clock.advance(hours=6)
    task_id = await world.at(5)
    day = "2026-03-13" if name == "end" else "2026-03-03"
    before = "2026-03-12" if name == "end" else "2026-03-02"
    after = "2026-03-14" if name == "end" else "2026-03-04"
    assert await ids(world.boss, **{f"date_{name}_from": day, f"date_{name}_to": day}) == [task_id]
    assert await ids(world.boss, **{f"date_{name}_to": before}) == []
    assert await ids(world.boss, **{f"date_{name}_from": after}) == []


async def test_a_range_the_wrong_way_round_is_refused_by_both_names(hall):
    world = await world_of(hall)
    with pytest.raises(Refused) as no:
        await world.boss.call(
            "list_tasks",
            date_end_from="2026-03-03",
            date_end_to="2026-03-02",
            date_paid_from="2026-03-03",
            date_paid_to="2026-03-02",
        )
    assert set(no.value.fields) == {"date_end_from", "date_end_to", "date_paid_from", "date_paid_to"}
    with pytest.raises(Refused) as no:
        await world.boss.call("list_tasks", price_from="2", price_to="1")
    assert set(no.value.fields) == {"price_from", "price_to"}


@pytest.mark.parametrize("state", [7, 9, 10, 15, 0, 99, "paid", "-1"])
async def test_a_state_that_does_not_exist_lists_those_that_do(hall, state):
    world = await world_of(hall)
    with pytest.raises(Refused) as no:
        await world.boss.call("list_tasks", state=[state])
    assert "16 change_approval" in no.value.fields["state"]


async def test_a_passed_hard_deadline_counts_before_anybody_has_written_it_down(hall):
    world = await world_of(hall)
    new, started = (await world.order())["id"], await world.at(2)
    later = (await world.order(deadline=world.in_days(20)))["id"]
    hall.clock.advance(days=11)
    assert await ids(world.boss, state=[14]) == [started, new]
    assert await ids(world.boss, state=[1, 2]) == [later]
    assert await ids(world.boss, state=["client_approval", "unconfirmed"], sort="price") == [later, started, new]
    assert await ids(world.ann, state=[14]) == [started, new]
    shown = await world.boss.call("get_task", task_id=new)
    assert shown["task"]["state"] == 14
    assert shown["next_tools"] == ["extend_task_deadline", "reject_task"]
    assert shown["task"]["history"][-1] == {
        "from": 1,
        "to": 14,
        "at": "2026-03-12T09:00:00Z",
        "on_behalf": False,
        "tool": "deadline",
    }
    assert await world.state(new) == 1


async def sorted_world(world: World) -> list[int]:
    """Five tasks with other prices, deadlines and deliveries; the last two are not delivered."""
    made = []
    for price, days in (("30.00", 9), ("10.00", 7), ("20.00", 8)):
        made.append(await world.at(3, price=price, deadline=world.in_days(days)))
        world.hall.clock.advance(hours=1)
    for price, days in (("5.00", 6), ("50.00", 30)):
        made.append((await world.order(price=price, deadline=world.in_days(days)))["id"])
        world.hall.clock.advance(hours=1)
    return made


async def test_sorting_puts_what_has_no_value_last_in_both_directions(hall):
    world = await world_of(hall)
    a, b, c, d, e = await sorted_world(world)
    for sort, direction, expected in (
        ("price", "asc", [d, b, c, a, e]),
        ("price", "desc", [e, a, c, b, d]),
        ("date_end", "asc", [d, b, c, a, e]),
        ("date_finished", "asc", [a, b, c, d, e]),
        ("date_finished", "desc", [c, b, a, e, d]),
    ):
        assert await ids(world.boss, sort=sort, direction=direction) == expected, sort
        assert await ids(world.ann, sort=sort, direction=direction) == expected, sort
        assert await ids(world.boss, sort=sort, direction=direction, state=[1, 3]) == expected, sort
        assert await ids(world.boss, sort=sort, direction=direction, state=[1, 3, 5]) == expected, sort


@pytest.mark.parametrize(
    "filters", [{}, {"sort": "date_finished"}, {"sort": "price", "state": [1, 3]}, {"state": [1, 3]}]
)
async def test_pages_follow_each_other(hall, filters: dict):
    world = await world_of(hall)
    await sorted_world(world)
    everything = await ids(world.boss, **filters)
    seen, cursor = [], None
    while True:
        answer = await world.boss.call("list_tasks", limit=2, **filters, **({"cursor": cursor} if cursor else {}))
        assert answer["total"] == 5
        seen += [task["id"] for task in answer["items"]]
        cursor = answer.get("next_cursor")
        if not cursor:
            break
    assert seen == everything
    with pytest.raises(Refused) as no:
        await world.boss.call("list_tasks", limit=2, cursor="bm9uc2Vuc2U")
    assert list(no.value.fields) == ["cursor"]


async def test_fields_make_a_list_short(hall):
    world = await world_of(hall)
    await world.order()
    answer = await world.boss.call("list_tasks", fields=["id", "state_name", "total_to_pay"])
    assert answer["items"] == [{"id": 1, "state_name": "unconfirmed", "total_to_pay": "88.29"}]


async def test_a_task_tells_its_story(hall):
    world = await world_of(hall)
    task_id = await world.at(5)
    await world.ann.call("send_task_message", task_id=task_id, message="Thank you")
    shown = await world.boss.call("get_task", task_id=task_id)
    assert [(step.get("from"), step["to"], step["tool"]) for step in shown["task"]["history"]] == [
        (None, 1, "create_task"),
        (1, 2, "start_task"),
        (2, 3, "mark_task_completed"),
        (3, 4, "accept_task"),
        (4, 12, "pay_task"),
        (12, 5, "payment_processing"),
    ]
    assert shown["task"]["history"][1]["actor_id"] == world.ann.id
    assert "actor_id" not in shown["task"]["history"][-1]
    assert [m["message"] for m in shown["messages"]] == ["Thank you"]
    assert shown["next_tools"] == ["create_task_payout"]


async def test_only_the_latest_messages_come_with_a_task_oldest_first(hall):
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    for number in range(23):
        await world.ann.call("send_task_message", task_id=task_id, message=f"line {number}")
    shown = await world.boss.call("get_task", task_id=task_id)
    assert [m["message"] for m in shown["messages"]] == [f"line {number}" for number in range(3, 23)]
    assert shown["task"]["message_count"] == 23


@pytest.mark.sqlite
@pytest.mark.parametrize("sort", ["date_created", "date_end", "date_finished", "price"])
@pytest.mark.parametrize("states", [(), (3,), (1, 2, 3, 4, 11, 13, 14, 16)])
async def test_a_companys_list_is_walked_in_the_order_of_an_index(hall, sort, states):
    sql, params = task_ids(TaskFilter(now="2026", company_id=1, states=states, price_from=1), sort)
    if states and sort in ("price", "date_finished"):
        return  # open tasks are few: they are found first and sorted then
    ordered = f"{sql} AND t.{sort} IS NOT NULL ORDER BY t.{sort} DESC, t.id DESC"
    for text in (ordered, counted(sql, sort)):
        plan = await hall.app.database.read(lambda tx, text=text: tx.all(f"EXPLAIN QUERY PLAN {text}", **params))
        told = " ".join(row["detail"] for row in plan)
        assert "USE TEMP B-TREE" not in told
        assert "SCAN" not in told
    assert order(sort, "asc")[-1] == ("t.id", "asc")
