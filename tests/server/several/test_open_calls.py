"""Two servers take applicants for the same open call at once: the last seat goes to exactly one, and its end is applied once."""

from __future__ import annotations

import asyncio

from tests.hall import Hall, Refused
from tests.tools.open_calls.call_world import world_of


async def test_the_last_seat_goes_to_one_whichever_server_is_asked(servers: list[Hall]) -> None:
    here, there = servers
    world = await world_of(here)
    elsewhere = there.holder(world.acme.token, "agent", world.acme.id, world.acme.company)
    ref = await world.published(seats=1, price_min=None)
    ids = await world.applicants(ref, 4)
    replies = await asyncio.gather(
        *(
            one.result("accept_applications", open_call_id=ref, application_ids=[id])
            for one, id in zip((world.acme, elsewhere, world.acme, elsewhere), ids, strict=True)
        )
    )
    refused = [Refused(reply.content[0].text) for reply in replies if reply.is_error]
    assert [no.status for no in refused] == [409] * 3
    assert sorted(world.statuses(ref)) == ["accepted", *["refused: seats_full"] * 3]
    assert here.sql("SELECT seats_taken, status FROM open_calls") == [(1, "filled")]
    assert here.sql("SELECT count(*) FROM tasks") == [(1,)]
    assert world.money() == ("912.80", "87.20")


async def test_both_servers_look_for_what_is_due_and_the_money_comes_back_once(servers: list[Hall]) -> None:
    here, there = servers
    world = await world_of(here)
    ref = await world.published(sla_hours=24)
    await world.applicants(ref, 2)
    for hall in servers:
        hall.clock.advance(hours=24)
    await asyncio.gather(*(hall.app.scheduler.tick(everything=True) for hall in (here, there)))
    assert world.statuses(ref) == ["refused: expired"] * 2
    assert world.money() == ("1000.00", "0.00")
    steps = here.sql("SELECT to_status FROM open_call_history ORDER BY id")
    assert steps == [("draft",), ("published",), ("expired",)]
