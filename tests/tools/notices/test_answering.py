"""What a notice offers follows the moment: not what is over though nobody wrote it yet, nor what its reader may not do."""

from __future__ import annotations

from tests.hall import Hall, TestCaller
from tests.tools.approvals.desk_world import SLOT, desk_world
from tests.tools.scheduling.bookable import offer
from tests.tools.telling_by_hand import in_call
from tests.tools.webhooks.cast import URL, boss_of, raised


async def offered(reader: TestCaller, kind: str) -> list[list[str]]:
    """What the notices of a kind offer, the newest first."""
    return [item["act_with"] for item in (await reader.call("list_notices", kinds=[kind]))["items"]]


async def test_a_request_whose_time_to_answer_is_over_is_not_to_be_answered(hall: Hall) -> None:
    eva, ann = await hall.person("eva@home.test"), await hall.person("ann@home.test")
    await hall.credit(ann.owner, "5 USDT")
    schedule = await offer(hall, eva, confirm="manual", confirm_hours=1)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert await offered(eva, "booking_requested") == [["confirm_event", "decline_event"]]
    hall.clock.advance(hours=1)
    assert await offered(eva, "booking_requested") == [[]]


async def test_a_place_that_is_kept_no_more_is_not_to_be_taken(hall: Hall) -> None:
    eva, ann, ben = [await hall.person(f"{name}@home.test") for name in ("eva", "ann", "ben")]
    for each in (ann, ben):
        await hall.credit(each.owner, "5 USDT")
    schedule = await offer(hall, eva, offer_minutes=60)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    await ben.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    ann.says_yes = True
    await ann.call("decline_event", event_id=event)
    assert await offered(ben, "waiting_list_offer") == [["book_schedule", "release_slot_hold"]]
    hall.clock.advance(hours=1)
    assert await offered(ben, "waiting_list_offer") == [[]]


async def test_an_act_above_a_spending_limit_is_offered_for_a_yes_to_admins_alone(hall: Hall) -> None:
    world = await desk_world(hall)
    user = await hall.person("user@acme.test", company="Acme", role="user")
    await world.boss.call("set_approval_policy", over_cap="ask", chain=[{"user_ids": [user.id, world.boss.id]}])
    await world.boss.call("set_spending_limit", agent_id=world.bot.id, period="day", amount="5.00")
    assert "spending_limit" in (await world.waiting(pay_from="own"))["reasons"]
    assert await offered(user, "approval_waiting") == [["decline_request"]]
    assert await offered(world.boss, "approval_waiting") == [["approve_request", "decline_request"]]


async def test_what_its_webhook_needs_is_not_offered_once_it_was_deleted(hall: Hall) -> None:
    boss = await boss_of(hall)
    id = (await boss.call("create_webhook_endpoint", url=URL))["endpoint"]["id"]
    hall.hooks.answer = 410
    await raised(hall, boss)
    await hall.tick()
    assert "update_webhook_endpoint" in (await offered(boss, "webhook_failing"))[0]
    boss.says_yes = True
    await boss.call("delete_webhook_endpoint", endpoint_id=id)
    assert await offered(boss, "webhook_failing") == [[]]


async def test_an_agent_that_may_only_read_is_offered_nothing(hall: Hall) -> None:
    agent = await hall.agent("A")
    await in_call(hall, lambda call: call.tell(agent.owner, "cap_reached", "Over."))
    assert await offered(agent, "cap_reached") == [["set_spending_limit"]]
    hall.sql_script(f"UPDATE agents SET status = 'suspended' WHERE id = {agent.id}")
    assert await offered(agent, "cap_reached") == [[]]
