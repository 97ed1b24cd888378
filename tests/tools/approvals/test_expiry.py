"""Time-outs: the next step decides, or it is declined or expires; never is anything approved by time."""

from __future__ import annotations

from tests.tools.approvals.desk_world import desk_world


async def test_steps_follow_one_another_and_the_last_one_expires(hall):
    world = await desk_world(hall)
    low = await hall.person("low@acme.test", company="Acme", role="user")
    chain = [{"user_ids": [low.id], "up_to_usd": "200"}, {"user_ids": [world.fin.id]}]
    await world.boss.call("set_approval_policy", mode="desk_always", chain=chain, timeout_minutes=60)
    waiting = await world.waiting()
    assert (waiting["step_due_at"], waiting["expires_at"]) == ("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z")
    hall.clock.advance(hours=1)
    # It is applied before it is read, whether or not the hall has looked.
    request = await world.request(waiting["public_id"])
    assert (request["step"], request["approvers"][0]["id"]) == (2, world.fin.id)
    assert "asks for a yes" in (await hall.mails("fin@acme.test"))[-1].body
    hall.clock.advance(hours=1)
    await hall.tick()
    assert hall.sql("SELECT status, decided_at FROM approval_requests") == [("expired", "2026-03-02T11:00:00.000Z")]
    assert world.bookings() == 0


async def test_a_policy_may_decline_what_nobody_answers(hall):
    world = await desk_world(hall, mode="desk_always", timeout_minutes=60, on_timeout="decline")
    waiting = await world.waiting()
    assert waiting["step_due_at"] == waiting["expires_at"]
    hall.clock.advance(hours=2)
    listed = await world.boss.call("list_approval_requests", status=["declined"])
    assert [item["public_id"] for item in listed["items"]] == [waiting["public_id"]]
    assert "decided_by" not in listed["items"][0]


async def test_whoever_asks_again_once_nobody_answered_is_answered_with_a_new_request(hall):
    world = await desk_world(hall, mode="desk_always", timeout_minutes=60)
    first = await world.waiting()
    hall.clock.advance(hours=1)
    again = await world.waiting()
    assert (again["public_id"] == first["public_id"], again["step_due_at"]) == (False, "2026-03-02T11:00:00Z")
    assert (await world.request(first["public_id"]))["status"] == "expired"
    await world.boss.call("approve_request", approval_id=again["public_id"], version=1)
    assert world.bookings() == 1
