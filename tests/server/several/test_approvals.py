"""A yes given at two servers at once carries an act out once."""

from __future__ import annotations

import asyncio

from tests.hall import Hall, Refused
from tests.tools.approvals.desk_world import desk_world


async def test_of_two_servers_one_carries_an_act_out(servers: list[Hall]) -> None:
    here, there = servers
    world = await desk_world(here, mode="desk_always")
    id = (await world.waiting())["public_id"]
    elsewhere = there.holder(world.fin.token or "", "person", world.fin.id, world.fin.company)
    came = await asyncio.gather(
        world.boss.call("approve_request", approval_id=id, version=1),
        elsewhere.call("approve_request", approval_id=id, version=1),
        return_exceptions=True,
    )
    done = [one for one in came if isinstance(one, dict)]
    refused = [one for one in came if isinstance(one, Refused)]
    assert (len(done), len(refused)) == (1, 1), came
    assert refused[0].details["state"] == "executed"
    assert refused[0].details["call_id"] == done[0]["receipt"]["call_id"]
    assert here.sql("SELECT count(*) FROM ledger_holds WHERE kind = 'booking'") == [(1,)]
    assert here.sql("SELECT count(*) FROM calls WHERE tool = 'book_schedule'") == [(1,)]


async def test_a_freeze_at_one_server_stops_the_next_call_at_the_other(servers: list[Hall]) -> None:
    here, there = servers
    world = await desk_world(here, price="20.00")
    bot = there.holder(world.bot.token or "", "agent", world.bot.id, world.bot.company)
    await world.mia.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="Odd")
    try:
        await bot.call("book_schedule", schedule_id=world.schedule, start="2026-03-04T10:00:00Z", pay="balance")
    except Refused as no:
        assert no.code == "frozen"
    else:
        raise AssertionError("it was booked")
