"""Following changes from a position on."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.tasks.task_world import world_of
from tests.tools.telling_by_hand import as_caller, in_call

ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


async def written(hall: Hall, *changes: tuple[str, str, int], company: int | None = None, **data: Any) -> None:
    for type, record, id in changes:
        await in_call(
            hall,
            lambda call, type=type, record=record, id=id: call.change(  # type: ignore[misc]
                type, (record, id), company_id=company, data=data
            ),
        )


async def listed(caller: TestCaller, since: str | None = None, **asked: Any) -> tuple[list[str], str, bool]:
    answer = await caller.call("list_changes", **({"since": since} if since else {}), **asked)
    names = [f"{item['type']} {item['record']['id']}" for item in answer["items"]]
    return names, answer["since"], answer["last_page"]


async def purse_of(hall: Hall, caller: TestCaller) -> int:
    return int(hall.sql("SELECT id FROM ledger_accounts WHERE owner_type = 'agent' AND owner_id = ?", caller.id)[0][0])


async def test_what_others_have_is_stepped_over_and_the_end_is_the_end(hall: Hall) -> None:
    one, other = await hall.agent("A"), await hall.agent("B")
    purse, their = await purse_of(hall, one), await purse_of(hall, other)
    items, start, _ = await listed(one)
    assert items == [], "without a position only where the feed is"
    await written(hall, ("purse.deposit", "purse", purse), ("task.paid", "task", 9), ("purse.payment", "purse", their))
    await written(hall, ("purse.payment", "purse", purse))

    items, end, last = await listed(one, start)
    assert (items, last) == ([f"purse.deposit {purse}", f"purse.payment {purse}"], True)
    assert await listed(one, start) == (items, end, last), "the same again answers the same"
    assert await listed(one, end) == ([], end, True)
    assert (await listed(one, "oldest"))[0] == items
    assert (await listed(other, "oldest"))[0] == [f"purse.payment {their}"]


async def test_pages_follow_each_other_by_their_positions(hall: Hall) -> None:
    agent = await hall.agent("A")
    purse = await purse_of(hall, agent)
    _, since, _ = await listed(agent)
    await written(hall, *[("purse.payment", "purse", purse)] * 5)
    pages = []
    while True:
        items, since, last = await listed(agent, since, limit=2)
        pages.append(len(items))
        if last:
            break
    assert pages == [2, 2, 1]


async def test_a_page_is_no_longer_than_a_client_reads_and_loses_nothing(hall: Hall) -> None:
    agent = await hall.agent("A")
    purse = await purse_of(hall, agent)
    _, since, _ = await listed(agent)
    await written(hall, *[("purse.payment", "purse", purse)] * 45, amount="9" * 200)
    count, last = 0, False
    while not last:
        answer = await agent.call("list_changes", since=since)
        count, since, last = count + len(answer["items"]), answer["since"], answer["last_page"]
        assert "note" not in answer
    assert count == 45


async def test_a_change_of_a_task_is_seen_by_both_its_sides_and_nobody_else(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    starts = [(await listed(who))[1] for who in (world.ann, world.boss, world.rival)]
    await in_call(
        hall,
        lambda call: call.change("task.started", ("task", task_id), data={"state": "started"}),
        as_caller(world.ann, "Ann"),
    )
    everybody = zip((world.ann, world.boss, world.rival), starts, strict=True)
    seen = [(await listed(who, since))[0] for who, since in everybody]
    assert seen == [[f"task.started {task_id}"], [f"task.started {task_id}"], []]
    [item] = (await world.boss.call("list_changes", since=starts[1]))["items"]
    assert item["performed_by"] == {"type": "person", "id": world.ann.id, "name": "Ann"}
    assert item["data"] == {"state": "started"}
    assert item["at"] == "2026-03-02T09:00:00Z"


async def test_of_a_companys_record_another_outsider_is_not_named(hall: Hall) -> None:
    world = await world_of(hall)
    task_id = (await world.order())["id"]
    _, since, _ = await listed(world.ann)
    await in_call(
        hall,
        lambda call: call.change("task.changed", ("task", task_id), company_id=world.acme.company),
        as_caller(world.rival, "Rival"),
    )
    [item] = (await world.ann.call("list_changes", since=since))["items"]
    assert "performed_by" not in item


async def test_the_fee_of_a_call_is_a_change_of_the_purse(hall: Hall) -> None:
    agent = await hall.agent("A")
    _, since, _ = await listed(agent)
    paid = await agent.call("create_task_group", title="Spring")
    purse = await purse_of(hall, agent)
    [item] = (await agent.call("list_changes", since=since, types=["purse.*"]))["items"]
    assert item["type"] == "purse.charge"
    assert item["record"] == {"type": "purse", "id": purse}
    assert item["data"] == {"currency": "USDT", "amount": f"-{paid['charge']['amount']}"}
    assert "charge" not in await agent.call("list_changes", since=since)


async def test_money_that_comes_in_and_goes_out_is_a_change_of_the_purse(hall: Hall) -> None:
    agent = await hall.agent("A")
    _, since, _ = await listed(agent)
    await hall.credit(agent.owner, "5 USDT")
    await agent.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    hall.clock.advance(minutes=2)
    await hall.tick()
    items, _, _ = await listed(agent, since)
    assert [item.split()[0] for item in items] == ["purse.deposit", "purse.charge", "purse.payout"]


async def test_a_booking_is_followed_by_host_and_booker_and_what_is_deleted_by_who_deleted_it(hall: Hall) -> None:
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@home.test", credit="20 USDT")
    sam = await hall.person("sam@else.test", credit="20 USDT")
    schedule = await offer(hall, eva)
    starts = {who.id: (await listed(who))[1] for who in (eva, ann, sam)}

    async def seen(who: TestCaller) -> list[str]:
        items, starts[who.id], _ = await listed(who, starts[who.id], types=["booking.*", "event.*", "slot.*"])
        return [item.split()[0] for item in items]

    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    assert (await seen(eva), await seen(ann), await seen(sam)) == (["booking.created"], ["booking.created"], [])
    await eva.call("delete_event", event_id=event)
    assert "booking.cancelled" in await seen(ann)
    theirs = await seen(eva)
    assert {"booking.cancelled", "event.deleted", "slot.freed"} >= set(theirs) >= {"event.deleted", "slot.freed"}
    assert await seen(sam) == [], "the schedule is public, but whose time is freed is theirs to know"


async def test_types_and_records_are_chosen(hall: Hall) -> None:
    agent = await hall.agent("A")
    purse = await purse_of(hall, agent)
    _, since, _ = await listed(agent)
    await written(hall, ("purse.deposit", "purse", purse), ("purse.refund", "purse", purse))
    await written(hall, ("agent.status", "agent", agent.id), company=agent.company)
    assert (await listed(agent, since, types=["purse.refund"]))[0] == [f"purse.refund {purse}"]
    assert (await listed(agent, since, types=["purse.*", "agent.status"]))[0][-1] == f"agent.status {agent.id}"
    assert (await listed(agent, since, record_type="agent", record_id=agent.id))[0] == [f"agent.status {agent.id}"]
    items, end, _ = await listed(agent, since, types=["task.*"])
    assert items == []
    assert await listed(agent, end) == ([], end, True), "a position moves past what was not asked for"


async def test_a_call_waits_for_the_first_change(hall: Hall) -> None:
    agent, other = await hall.agent("A"), await hall.agent("B")
    purse = await purse_of(hall, agent)
    _, since, _ = await listed(agent)
    waiting = asyncio.create_task(listed(agent, since, wait_seconds=30))
    await written(hall, ("purse.payment", "purse", await purse_of(hall, other)))
    await hall.app.database.ping(1)
    assert not waiting.done(), "what others did does not end it"
    await written(hall, ("purse.payment", "purse", purse))
    async with asyncio.timeout(10):
        items, _, _ = await waiting
    assert items == [f"purse.payment {purse}"]


async def test_after_thirty_days_the_lists_are_to_be_read_anew(hall: Hall) -> None:
    agent = await hall.agent("A")
    purse = await purse_of(hall, agent)
    _, start, _ = await listed(agent)
    await written(hall, ("purse.payment", "purse", purse))
    hall.clock.advance(days=29)
    await written(hall, ("purse.refund", "purse", purse))
    _, later, _ = await listed(agent)
    hall.clock.advance(days=1, minutes=1)
    await hall.tick()
    with pytest.raises(Refused) as no:
        await listed(agent, start)
    assert (no.value.status, no.value.code) == (410, "cursor_expired")
    assert {"list_notices", "list_changes"} <= set(no.value.next)
    oldest = no.value.details["oldest"]
    assert (await listed(agent, oldest))[0][0] == f"purse.refund {purse}"
    assert (await listed(agent, "oldest"))[0][0] == f"purse.refund {purse}"
    await listed(agent, later)
    hall.clock.advance(days=31)
    with pytest.raises(Refused) as no:
        await listed(agent, later)
    assert no.value.code == "cursor_expired", "though the scheduler has not let go of anything yet"


async def test_a_position_holds_for_its_caller_in_its_hall_alone(hall: Hall) -> None:
    one, other = await hall.agent("A"), await hall.agent("B")
    _, since, _ = await listed(one)
    for caller, given in ((other, since), (one, since[:-1] + "x"), (one, f"1{since}"), (one, "101"), (one, "")):
        with pytest.raises(Refused) as no:
            await caller.call("list_changes", since=given)
        assert no.value.status == 422
        assert "since" in no.value.fields


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"types": ["work_order.assignd"]}, "types[0]", "work_order.assigned"),
        ({"types": ["tasks.*"]}, "types[0]", "task.*"),
        ({"record_id": 1}, "record_type", "together"),
        ({"record_type": "taks", "record_id": 1}, "record_type", "task"),
        ({"wait_seconds": 31}, "wait_seconds", "30"),
        ({"limit": 201}, "limit", "200"),
    ],
)
async def test_what_cannot_be_asked_for_is_named(hall: Hall, asked: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(Refused) as no:
        await listed(await hall.person("ann@a.test"), "oldest", **asked)
    assert no.value.status == 422
    assert says in no.value.fields[field]
