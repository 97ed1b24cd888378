"""Taking back what waits: by whoever asked, a frozen agent too, and admins of its company."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.approvals.desk_world import desk_world


async def test_what_waits_is_taken_back_by_its_agent_even_when_that_is_stopped(hall):
    world = await desk_world(hall, mode="desk_always")
    first = (await world.waiting())["public_id"]
    await world.boss.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="Odd")
    done = await world.bot.call("withdraw_request", approval_id=first)
    assert done["request"]["status"] == "withdrawn"
    with pytest.raises(Refused) as no:
        await world.boss.call("approve_request", approval_id=first, version=1)
    assert no.value.details["state"] == "withdrawn"
    with pytest.raises(Refused) as twice:
        await world.bot.call("withdraw_request", approval_id=first)
    assert twice.value.status == 409


async def test_admins_take_an_agents_act_back_and_others_do_not_see_it(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    user = await hall.person("max@acme.test", company="Acme", role="user")
    for who in (user, world.eva, await hall.agent("Rival")):
        with pytest.raises(Refused) as no:
            await who.call("withdraw_request", approval_id=id)
        assert no.value.status == 404
    assert (await world.boss.call("withdraw_request", approval_id=id))["request"]["status"] == "withdrawn"
