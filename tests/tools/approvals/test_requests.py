"""Reading what waits: whose inbox holds what, what is shown of one, and what is covered."""

from __future__ import annotations

import asyncio

import pytest
from mcp import Client

from server.protocol.tool_handlers import HallServer
from store.database import Transaction
from tests.hall import Refused, answer_of
from tests.tools.approvals.desk_world import SLOT, desk_world


async def ids(caller, **how) -> list[str]:
    return [item["public_id"] for item in (await caller.call("list_approval_requests", **how))["items"]]


async def test_everybody_has_the_requests_that_are_theirs(hall):
    world = await desk_world(hall)
    user = await hall.person("max@acme.test", company="Acme", role="user")
    await world.boss.call("set_approval_policy", mode="desk_always", chain=[{"user_ids": [user.id]}])
    id = (await world.waiting())["public_id"]
    other = await hall.person("ula@acme.test", company="Acme", role="user")
    assert await ids(world.bot) == await ids(user) == await ids(world.boss) == [id]
    assert await ids(other) == await ids(world.eva) == await ids(world.bot, box="to_decide") == []
    assert await ids(world.boss, box="all", tool="book_schedule", agent_id=world.bot.id, min_amount_usd="100") == [id]
    assert await ids(world.boss, min_amount_usd="200") == await ids(world.boss, tool="pay_task") == []
    with pytest.raises(Refused) as no:
        await user.call("list_approval_requests", box="all")
    assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await other.call("get_approval_request", approval_id=id)
    assert no.value.status == 404
    for wrong in ({"agent_id": 999}, {"tool": "fly_to_the_moon"}):
        with pytest.raises(Refused) as no:
            await world.boss.call("list_approval_requests", **wrong)
        assert no.value.status == 404


async def test_several_states_are_listed_those_that_wait_first(hall):
    world = await desk_world(hall, mode="desk_always")
    declined = (await world.waiting())["public_id"]
    await world.boss.call("decline_request", approval_id=declined, reason="No")
    waits = (await world.waiting())["public_id"]
    hall.clock.advance(minutes=1)
    withdrawn = (await world.waiting(note="Another"))["public_id"]
    await world.bot.call("withdraw_request", approval_id=withdrawn)
    every = ["declined", "withdrawn", "pending"]
    assert await ids(world.boss, status=every) == await ids(world.bot, status=every) == [waits, withdrawn, declined]
    first = await world.boss.call("list_approval_requests", status=every, limit=1)
    rest = await world.boss.call("list_approval_requests", status=every, cursor=first["next_cursor"])
    assert [item["public_id"] for item in first["items"] + rest["items"]] == [waits, withdrawn, declined]
    assert await ids(world.boss, status=["declined"]) == [declined]


async def test_one_is_shown_with_what_exactly_will_happen_and_what_may_be_done(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    mine = await world.bot.call("get_approval_request", approval_id=id)
    assert mine["allowed"] == ["withdraw_request"]
    assert mine["arguments"]["schedule_id"] == world.schedule
    assert "120.00 EUR" in mine["request"]["preview_text"]
    assert mine["request"]["call_price"] == mine["preview"]["would_cost"]
    assert "mandate_id" not in mine["request"]
    number = str(mine["request"]["id"])
    shown = await world.boss.call("get_approval_request", approval_id=number)
    assert shown["allowed"] == ["approve_request", "decline_request", "delegate_request", "withdraw_request"]
    # The slot is taken meanwhile: what would happen now is shown beside what was kept, and nothing changes.
    await world.boss.call("book_schedule", schedule_id=world.schedule, start=SLOT, pay="later")
    again = await world.boss.call("get_approval_request", approval_id=id, refresh=True)
    assert again["preview_differs"] is True
    assert again["request"]["version"] == 1


async def test_whoever_waits_is_answered_when_it_is_decided(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    waits = asyncio.create_task(world.bot.call("get_approval_request", approval_id=id, wait_seconds=20))
    await world.boss.call("decline_request", approval_id=id, reason="No")
    assert (await asyncio.wait_for(waits, 10))["request"]["status"] == "declined"


async def test_where_nobody_can_be_asked_the_act_waits_and_else_the_person_is_asked(hall):
    world = await desk_world(hall, mode="desk_when_absent")
    arguments = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance"}
    async with Client(HallServer(hall.app, world.bot.token).mcp) as silent:
        answer = answer_of(await silent.call_tool("book_schedule", arguments))
    assert answer["approval"]["reasons"] == ["confirmation"]
    assert world.bookings() == 0
    await world.book()
    assert len(world.bot.questions) == 1
    assert world.bookings() == 1


async def test_somebody_without_a_company_decides_in_another_session_about_what_one_of_theirs_asked(hall):
    eva = await hall.person("eva@home.test", credit="500 USDT")
    await eva.call("set_approval_policy", mode="desk_when_absent")
    arguments = {"currency": "USDT", "amount": "150.00", "address": "0x52908400098527886E0F7030069857D2E4169EE7"}
    async with Client(HallServer(hall.app, eva.token).mcp) as silent:
        id = answer_of(await silent.call_tool("request_withdrawal", arguments))["approval"]["public_id"]
    with pytest.raises(Refused) as no:
        await eva.call("approve_request", approval_id=id, version=1)
    assert no.value.code == "own_request"
    elsewhere = await hall.person("eva@home.test")
    done = await elsewhere.call("approve_request", approval_id=id, version=1)
    assert done["request"]["status"] == "executed"


async def test_no_more_than_fifty_acts_of_one_wait_and_asking_again_for_one_of_them_is_no_other(hall):
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    await hall.app.database.write(_copied_49_times)
    assert (await world.waiting())["public_id"] == waiting["public_id"]
    with pytest.raises(Refused) as no:
        await world.book(note="Another")
    assert (no.value.status, no.value.code) == (409, "too_many_pending")
    await world.bot.call("withdraw_request", approval_id=waiting["public_id"])
    assert (await world.waiting(note="Another"))["public_id"] != waiting["public_id"]


def _copied_49_times(tx: Transaction) -> None:
    row = tx.one("SELECT * FROM approval_requests")
    assert row is not None
    same = {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118
    for at in range(49):
        tx.insert("approval_requests", **{**same, "public_id": f"apr_{at}", "arguments_digest": f"digest_{at}"})
