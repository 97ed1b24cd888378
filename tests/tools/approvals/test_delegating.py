"""Handing a decision on: to a colleague whose step reaches the amount, or to the next step at once."""

from __future__ import annotations

import pytest

from tests.hall import Refused, TestCaller
from tests.tools.approvals.desk_world import DeskWorld, desk_world


async def chained(hall) -> tuple[DeskWorld, TestCaller, TestCaller]:
    """A chain of a member up to 200 dollars, one up to 1000, and the boss; the two members."""
    world = await desk_world(hall)
    low = await hall.person("low@acme.test", company="Acme", role="user")
    high = await hall.person("high@acme.test", company="Acme", role="user")
    chain = [
        {"user_ids": [low.id], "up_to_usd": "200"},
        {"user_ids": [high.id], "up_to_usd": "1000"},
        {"user_ids": [world.boss.id]},
    ]
    await world.boss.call("set_approval_policy", mode="desk_always", chain=chain, timeout_minutes=60)
    return world, low, high


async def refusal(doing) -> Refused:
    with pytest.raises(Refused) as no:
        await doing
    return no.value


async def test_a_colleague_decides_beside_those_of_the_step(hall):
    world, low, high = await chained(hall)
    id = (await world.waiting())["public_id"]
    hall.clock.advance(minutes=30)
    answer = await low.call("delegate_request", approval_id=id, user_id=high.id, note="I am away")
    assert [person["id"] for person in answer["request"]["approvers"]] == [low.id, high.id]
    assert answer["request"]["step_due_at"] == "2026-03-02T10:30:00Z"
    assert "I am away" in (await hall.mails("high@acme.test"))[-1].body
    await high.call("approve_request", approval_id=id, version=1)
    assert world.bookings() == 1


async def test_who_does_not_reach_the_amount_or_is_nobody_is_not_handed_it(hall):
    world, low, high = await chained(hall)
    stranger = await hall.person("max@acme.test", company="Acme", role="user")
    id = (await world.waiting())["public_id"]
    for user in (stranger.id, world.eva.id, low.id):
        no = await refusal(low.call("delegate_request", approval_id=id, user_id=user))
        assert (no.status, list(no.fields)) == (422, ["user_id"])
    assert (await refusal(low.call("delegate_request", approval_id=id))).status == 422
    assert (await refusal(low.call("delegate_request", approval_id=id, user_id=high.id, next_step=True))).status == 422
    for who in (world.fin, world.mia, high):
        await world.boss.call("delegate_request", approval_id=id, user_id=who.id)
    last = await refusal(world.boss.call("delegate_request", approval_id=id, user_id=world.boss.id))
    assert last.status == 409


async def test_the_next_step_takes_over_at_once_up_to_the_last(hall):
    world, low, high = await chained(hall)
    id = (await world.waiting())["public_id"]
    answer = await low.call("delegate_request", approval_id=id, next_step=True, note="Too much for me")
    assert (answer["request"]["step"], answer["request"]["approvers"][0]["id"]) == (2, high.id)
    assert "Too much for me" in (await hall.mails("high@acme.test"))[-1].body
    assert (await refusal(low.call("approve_request", approval_id=id, version=1))).code == "not_approver"
    await high.call("delegate_request", approval_id=id, next_step=True)
    assert (await refusal(world.boss.call("delegate_request", approval_id=id, next_step=True))).status == 409
