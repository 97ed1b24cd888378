"""The approval policy: what is set holds, what is wrong is named at once, and only admins set it."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.approvals.desk_world import desk_world


async def test_a_policy_is_as_shipped_until_it_is_set_and_what_is_not_given_stays(hall):
    world = await desk_world(hall)
    shown = await world.bot.call("get_approval_policy")
    assert shown["is_default"] is True
    assert (shown["policy"]["mode"], shown["policy"]["chain"], shown["policy"]["version"]) == ("ask_in_chat", [], 0)
    assert shown["confirmation_limit_usd"] == "100.00"
    user = await hall.person("max@acme.test", company="Acme", role="user")
    deputy = {
        "user_id": world.fin.id,
        "deputy_id": user.id,
        "from": "2026-03-01T00:00:00Z",
        "until": "2026-04-01T00:00:00Z",
    }
    chain = [{"user_ids": [world.fin.id], "up_to_usd": "500"}, {"user_ids": [world.boss.id]}]
    await world.boss.call("set_approval_policy", mode="desk_always", chain=chain, deputies=[deputy])
    after = await world.boss.call("set_approval_policy", timeout_minutes=120, version=1)
    policy = after["policy"]
    assert (policy["mode"], policy["timeout_minutes"], policy["version"]) == ("desk_always", 120, 2)
    assert [step.get("up_to_usd") for step in policy["chain"]] == ["500.00", None]
    assert policy["deputies"][0]["until"] == "2026-04-01T00:00:00Z"
    assert "until" not in (await world.bot.call("get_approval_policy"))["policy"]["deputies"][0]
    # The deputy stands in for the finance lead.
    waiting = await world.waiting()
    assert waiting["approvers"] == ["Max"]
    again = await world.boss.call("set_approval_policy", mode="ask_in_chat")
    assert again["pending_affected"] == 1


async def test_everything_that_is_wrong_is_named_at_once(hall):
    world = await desk_world(hall)
    deputy = {
        "user_id": world.fin.id,
        "deputy_id": world.fin.id,
        "from": "2026-03-02T00:00:00Z",
        "until": "2026-03-01T00:00:00Z",
    }
    chain = [{"user_ids": [999], "up_to_usd": "500"}, {"user_ids": [world.fin.id], "up_to_usd": "400"}]
    with pytest.raises(Refused) as no:
        await world.boss.call("set_approval_policy", chain=chain, deputies=[deputy])
    assert set(no.value.fields) == {
        "chain", "chain[].user_ids", "deputies[].deputy_id", "deputies[].until",
    }  # fmt: skip
    assert (await world.boss.call("get_approval_policy"))["is_default"] is True


async def test_only_admins_set_it_and_nobody_over_what_changed_meanwhile(hall):
    world = await desk_world(hall, mode="desk_always")
    user = await hall.person("max@acme.test", company="Acme", role="user")
    for who in (world.bot, user):
        with pytest.raises(Refused) as no:
            await who.call("set_approval_policy", mode="ask_in_chat")
        assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await world.boss.call("set_approval_policy", mode="ask_in_chat", version=7)
    assert (no.value.status, no.value.code) == (409, "changed")


async def test_agents_need_a_mandate_or_a_yes_where_mandates_are_required(hall):
    world = await desk_world(hall, price="20.00", mandates="required")
    waiting = await world.waiting()
    assert waiting["reasons"] == ["mandate"]
    # People are bound by no mandate.
    await world.boss.call("book_schedule", schedule_id=world.schedule, start="2026-03-05T10:00:00Z", pay="balance")
    assert world.bookings() == 1
    await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert world.bookings() == 2
