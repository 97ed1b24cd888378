"""Two servers at once: no mandate is spent beyond its total, and what waits is carried out by one yes."""

from __future__ import annotations

import asyncio

from tests.hall import Hall, Refused
from tests.tools.approvals.desk_world import desk_world
from tests.tools.approvals.mandated import shown


async def test_a_mandate_and_a_waiting_act_hold_over_two_servers(servers: list[Hall]) -> None:
    here, there = servers
    world = await desk_world(here, price="60.00", mandates="required")
    terms = {"payees": [{"type": "any"}], "kinds": ["booking"], "currency": "EUR", "total": "130"}
    id = (await world.boss.call("create_mandate", **terms))["mandate"]["public_id"]
    bots = [world.bot, there.holder(world.bot.token, "agent", world.bot.id, world.bot.company)]
    slots = [f"2026-03-0{day}T1{hour}:00:00Z" for day in (4, 5) for hour in (0, 2, 4)]
    came = await asyncio.gather(
        *(
            bots[place % 2].call("book_schedule", schedule_id=world.schedule, start=slot, pay="balance")
            for place, slot in enumerate(slots)
        )
    )
    waiting = [one["approval"] for one in came if "approval" in one]
    assert len(waiting) == 4
    assert (await shown(world.boss, id))["used"] == "120.00"
    bosses = [world.boss, there.holder(world.boss.token, "person", world.boss.id, world.boss.company)]
    said = await asyncio.gather(
        *(boss.call("approve_request", approval_id=waiting[0]["public_id"], version=1) for boss in (*bosses, *bosses)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, dict) for one in said) == 1
    assert {one.code for one in said if isinstance(one, Refused)} == {"wrong_state"}
    assert here.sql("SELECT count(*) FROM ledger_holds WHERE kind = 'booking'") == [(3,)]
    assert (await shown(bosses[1], id))["used"] == "120.00"
