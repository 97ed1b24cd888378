"""Looking at day plans, and their end."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.day_plans.crew import DATE, boss, order, stops, technician
from tests.tools.work_orders.day_plans.test_applying import planned
from tests.tools.work_orders.field_work import company


async def test_plans_are_listed_by_day_and_state(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    await order(caller, 5001)
    made = [(await caller.call("plan_day", date=DATE, user_ids=[one.id]))["plan"] for _ in range(3)]
    names = [plan["public_id"] for plan in made]
    await caller.call("apply_day_plan", plan_id=names[0])
    listed = await caller.call("list_day_plans", date_from=DATE, date_to=DATE)
    assert [(each["public_id"], each["status"]) for each in listed["items"]] == [
        (names[2], "proposed"), (names[1], "proposed"), (names[0], "applied"),
    ]  # fmt: skip
    assert listed["items"][0]["totals"] == made[2]["totals"]
    assert listed["total"] == 3
    first = await caller.call("list_day_plans", limit=1)
    following = await caller.call("list_day_plans", limit=1, cursor=first["next_cursor"])
    assert [each["public_id"] for page in (first, following) for each in page["items"]] == [names[2], names[1]]
    assert [each["public_id"] for each in (await caller.call("list_day_plans", status=["applied"]))["items"]] == names[
        :1
    ]
    assert (await caller.call("list_day_plans", date_from="2026-03-11"))["items"] == []
    with pytest.raises(Refused) as no:
        await caller.call("list_day_plans", date_from="2026-03-11", date_to=DATE)
    assert "is after" in no.value.fields["date_from"]
    assert (await (await company(hall, "Rival")).call("list_day_plans"))["items"] == []


async def test_one_persons_route_alone_and_what_has_changed(hall):
    caller, one, two, ids, plan = await planned(hall)
    shown = await caller.call("get_day_plan", plan_id=plan["public_id"], user_id=two.id)
    assert list(stops(shown["plan"])) == [two.id]
    assert (shown["stale"], shown["applicable"], shown["allowed"]) == ([], True, ["apply_day_plan", "replan_day"])
    await caller.call("update_work_order", work_order_id=ids[0], title="Other")
    await caller.call("assign_work_order", work_order_id=ids[1], user_id=one.id)
    shown = await caller.call("get_day_plan", plan_id=plan["public_id"])
    assert {each["work_order_id"]: each["what"] for each in shown["stale"]} == {ids[0]: "terms", ids[1]: "assigned"}
    assert shown["applicable"] is False


async def test_a_proposal_ends_after_a_day_and_nobody_else_sees_it(hall):
    caller, one, _, _ids, plan = await planned(hall, (5001,))
    rival = await company(hall, "Rival")
    for who in (rival, one):
        with pytest.raises(Refused) as no:
            await who.call("get_day_plan", plan_id=plan["public_id"])
        assert no.value.code == "not_found"
    hall.clock.advance(hours=25)
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert (no.value.code, no.value.details["state"]) == ("wrong_state", "expired")
    assert no.value.next[0] == "plan_day"
    await hall.tick()
    assert hall.sql("SELECT status FROM day_plans") == [("expired",)]
