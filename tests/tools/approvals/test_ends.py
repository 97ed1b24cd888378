"""Requests of whoever is gone: void at once, whichever way they went."""

from __future__ import annotations

import pytest
from mcp import Client

from server.operator import restrain_agent
from server.protocol.tool_handlers import HallServer
from tests.hall import answer_of
from tests.tools.approvals.desk_world import SLOT, desk_world


async def by_operator(world):
    await restrain_agent(world.hall.app, world.bot.owner, "ban", None)


async def by_admin(world):
    await world.boss.call("end_company_agent", agent_id=world.bot.id)


async def by_hand(world):
    """However it came about, the next look at all requests notes it."""
    await world.hall.app.database.write(
        lambda tx: tx.run("UPDATE agents SET status = 'banned' WHERE id = :id", id=world.bot.id)
    )
    world.hall.clock.advance(minutes=1)
    await world.hall.tick()


def stored(hall):
    return hall.sql("SELECT status, last_error FROM approval_requests")


@pytest.mark.parametrize("way", [by_operator, by_admin, by_hand])
async def test_what_an_agent_asked_is_void_when_it_ends_and_so_is_its_job(hall, way):
    world = await desk_world(hall, mode="desk_always")
    answer = await world.book(wait=False)
    await way(world)
    assert stored(hall) == [("void", "Whoever asked for it is gone.")]
    assert hall.sql("SELECT state FROM jobs WHERE id = ?", answer["job"]["id"]) == [("failed",)]
    assert world.bookings() == 0


async def test_an_agent_that_is_suspended_may_be_let_go_on_and_its_request_waits(hall):
    world = await desk_world(hall, mode="desk_always")
    await world.waiting()
    await restrain_agent(hall.app, world.bot.owner, "suspend", "Looking into it")
    assert stored(hall) == [("pending", None)]


@pytest.mark.parametrize("way", ["delete_user", "leave_company"])
async def test_what_a_member_asked_is_void_when_they_leave(hall, way):
    world = await desk_world(hall, mode="desk_when_absent")
    arguments = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance", "pay_from": "company"}
    async with Client(HallServer(hall.app, world.mia.token).mcp) as silent:
        answer = answer_of(await silent.call_tool("book_schedule", arguments))
    assert answer["approval"]["public_id"]
    if way == "delete_user":
        await world.boss.call("delete_user", user_id=world.mia.id)
    else:
        await world.mia.call("leave_company", company_id=world.mia.company)
    assert stored(hall) == [("void", "Whoever asked for it is gone.")]


async def test_a_request_of_somebody_who_is_gone_is_void_for_whoever_reads_it_first(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE agents SET status = 'banned' WHERE id = :id", id=world.bot.id)
    )
    assert (await world.boss.call("list_approval_requests"))["items"] == []
    assert (await world.request(id))["status"] == "void"
