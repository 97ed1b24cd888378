"""Mending a planned day."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.day_plans.crew import DATE, at, boss, order, stops, technician
from tests.tools.work_orders.day_plans.test_applying import planned
from tests.tools.work_orders.field_work import notices
from tests.tools.work_orders.routing_world import columns, confirm_arrival


async def applied(hall):
    caller, one, two, ids, plan = await planned(hall)
    await caller.call("apply_day_plan", plan_id=plan["public_id"])
    return caller, one, two, ids, plan["public_id"]


async def test_a_new_order_changes_nothing_else(hall):
    caller, one, two, ids, base = await applied(hall)
    five = await order(caller, 5005)
    answer = await caller.call("replan_day", plan_id=base, add_work_order_ids=[five])
    plan = answer["plan"]
    assert stops(plan)[one.id] == [(ids[0], "09:00:00"), (ids[3], "13:00:00"), (five, "15:30:15")]
    assert plan["routes"][0]["back_home_at"] == at("16:04:08")
    assert plan["changes"] == {"points": 0, "moved": [], "shifted": [], "added": [five], "dropped": []}
    assert plan["totals"]["travel_seconds"] == 6569
    assert answer["difference"] == {"planned": 1, "travel_seconds": 88}
    assert plan["base_plan_id"] == 1
    told = len(notices(hall, two))
    done = await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert [(each["work_order_id"], each["user_id"]) for each in done["assigned"]] == [(five, one.id)]
    assert len(notices(hall, two)) == told
    assert dict(hall.sql("SELECT id, status FROM day_plans")) == {1: "replaced", 2: "applied"}
    with pytest.raises(Refused) as no:
        await caller.call("replan_day", plan_id=base)
    assert (no.value.code, no.value.details["newest"]) == ("wrong_state", plan["public_id"])
    assert no.value.step("replan_day")["plan_id"] == plan["public_id"]


async def test_somebody_falls_ill_and_the_other_takes_over(hall):
    caller, one, two, ids, base = await applied(hall)
    answer = await caller.call("replan_day", plan_id=base, unavailable_user_ids=[two.id])
    plan = answer["plan"]
    assert stops(plan) == {
        one.id: [(ids[0], "09:00:00"), (ids[1], "10:36:15"), (ids[2], "11:54:37"), (ids[3], "13:37:42")]
    }
    assert plan["changes"] == {
        "points": 21, "moved": [ids[1], ids[2]], "shifted": [ids[3]], "added": [], "dropped": [],
    }  # fmt: skip
    assert plan["totals"]["travel_seconds"] == 8287
    with pytest.raises(Refused) as no:
        await caller.call("replan_day", plan_id=base, unavailable_user_ids=[two.id], max_points=20)
    assert (no.value.code, no.value.details["points"]) == ("too_many_changes", 21)
    told = [len(notices(hall, person)) for person in (one, two)]
    done = await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert {each["work_order_id"]: each["user_id"] for each in done["unassigned"]} == {ids[1]: two.id, ids[2]: two.id}
    assert {each["work_order_id"]: each["user_id"] for each in done["assigned"]} == {ids[1]: one.id, ids[2]: one.id}
    assert columns(hall, ids[1], "assignee_id") == (one.id,)
    assert hall.sql("SELECT start_at FROM work_order_etas WHERE work_order_id = ?", ids[3]) == [
        ("2026-03-10T11:37:42.000Z",)
    ]
    assert [len(notices(hall, person)) for person in (one, two)] == [told[0] + 1, told[1] + 1]
    assert "taken off" in notices(hall, two)[-1]


async def test_a_cancellation_is_left_out_and_the_rest_stays(hall):
    caller, one, two, ids, base = await applied(hall)
    same = await caller.call("replan_day", plan_id=base)
    assert (same["changed"], same["plan"]["public_id"], same["charge"]["amount"]) == (False, base, "0.00")
    await caller.call("cancel_work_order", work_order_id=ids[1], cancel_reason=58)
    answer = await caller.call("replan_day", plan_id=base)
    assert stops(answer["plan"])[two.id] == [(ids[2], "09:22:15")]
    assert answer["plan"]["changes"]["points"] == 0
    assert stops(answer["plan"])[one.id] == [(ids[0], "09:00:00"), (ids[3], "13:00:00")]
    told = len(notices(hall, two))
    done = await caller.call("apply_day_plan", plan_id=answer["plan"]["public_id"])
    assert (done["assigned"], done["unassigned"], len(notices(hall, two))) == ([], [], told)
    assert dict(hall.sql("SELECT id, status FROM day_plans")) == {1: "replaced", 2: "applied"}


async def test_what_is_confirmed_under_way_or_past_stays_and_a_late_person_is_late(hall):
    caller, _one, two, ids, base = await applied(hall)
    confirm_arrival(hall, ids[2], "2026-03-10T07:22:15.000Z", "2026-03-10T08:22:15.000Z")
    hall.clock.set(hall.clock.now.replace(day=10, hour=6, minute=30))
    answer = await caller.call("replan_day", plan_id=base, late=[{"user_id": two.id, "minutes": 40}])
    [first, second] = next(route for route in answer["plan"]["routes"] if route["user_id"] == two.id)["stops"]
    assert (first["start_at"], first["end_at"]) == (at("08:03:53"), at("09:43:53"))
    assert (second["work_order_id"], second["start_at"], second["fixed"]) == (ids[2], at("10:02:15"), False)
    assert any("do not stand where they were" in text for text in answer["warnings"])
    assert answer["plan"]["changes"]["shifted"] == [ids[2]]


async def test_orders_that_cannot_be_added_are_refused(hall):
    caller, _one, _, ids, base = await applied(hall)
    with pytest.raises(Refused) as no:
        await caller.call("replan_day", plan_id=base, add_work_order_ids=[ids[0], 99])
    assert no.value.code == "invalid_reference"
    assert "Assigned" in no.value.fields["add_work_order_ids[0]"]
    with pytest.raises(Refused) as no:
        await caller.call("replan_day", plan_id=base, user_ids=[99])
    assert no.value.code == "not_eligible"
    for given, field in (
        ({"unavailable_user_ids": [99]}, "unavailable_user_ids[0]"),
        ({"late": [{"user_id": 99, "minutes": 10}]}, "late[0].user_id"),
        ({"priorities": [{"work_order_id": 99, "priority": 9}]}, "priorities[0].work_order_id"),
    ):
        with pytest.raises(Refused) as no:
            await caller.call("replan_day", plan_id=base, **given)
        assert (no.value.code, list(no.value.fields)) == ("invalid_reference", [field])


async def test_what_is_said_twice_or_against_itself_is_refused(hall):
    caller, one, two, ids, base = await applied(hall)
    late = {"user_id": two.id, "minutes": 30}
    for given, field in (
        ({"unavailable_user_ids": [two.id], "user_ids": [one.id, two.id]}, "user_ids[1]"),
        ({"unavailable_user_ids": [two.id], "late": [late]}, "late[0].user_id"),
        ({"late": [late, {"user_id": two.id, "minutes": 60}]}, "late[1].user_id"),
        (
            {"priorities": [{"work_order_id": ids[0], "priority": rank} for rank in (1, 9)]},
            "priorities[1].work_order_id",
        ),
    ):
        with pytest.raises(Refused) as no:
            await caller.call("replan_day", plan_id=base, **given)
        assert (no.value.code, list(no.value.fields)) == ("invalid_argument", [field])


async def test_a_proposal_can_be_mended_before_it_is_carried_out(hall):
    caller = await boss(hall)
    one, two = await technician(hall, 11), await technician(hall, 12)
    ids = [await order(caller, number) for number in (5001, 5002)]
    first = (await caller.call("plan_day", date=DATE, user_ids=[one.id]))["plan"]
    answer = await caller.call("replan_day", plan_id=first["public_id"], user_ids=[two.id])
    assert answer["changed"] is False
    answer = await caller.call(
        "replan_day", plan_id=first["public_id"], user_ids=[two.id], unavailable_user_ids=[one.id]
    )
    assert [id for id, _ in stops(answer["plan"])[two.id]] == [ids[0], ids[1]]
    await caller.call("apply_day_plan", plan_id=answer["plan"]["public_id"])
    assert [status for (status,) in hall.sql("SELECT status FROM day_plans ORDER BY id")] == ["replaced", "applied"]
