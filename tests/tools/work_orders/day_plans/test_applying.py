"""Carrying out a day plan."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.day_plans.crew import DATE, at, boss, order, stops, technician
from tests.tools.work_orders.field_work import acts, company, notices, purse, write
from tests.tools.work_orders.field_work import order as draft
from tests.tools.work_orders.routing_world import busy, columns, routes


async def planned(hall, numbers=(5001, 5002, 5003, 5004), **more):
    """The company, both technicians, the orders, and the plan of the day."""
    caller = await boss(hall)
    one, two = await technician(hall, 11), await technician(hall, 12)
    ids = [await order(caller, number) for number in numbers]
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id], **more))["plan"]
    return caller, one, two, ids, plan


async def test_everything_is_assigned_as_planned_and_everybody_is_told_once(hall):
    caller, one, two, ids, plan = await planned(hall)
    await caller.call("route_work_order", work_order_id=ids[2], user_id=one.id)
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id]))["plan"]
    told = len(notices(hall, one))
    answer = await caller.call("apply_day_plan", plan_id=plan["public_id"], message="Bring ladders")
    assert [(each["work_order_id"], each["user_id"], each["start_at"]) for each in answer["assigned"]] == [
        (ids[0], one.id, at("09:00")), (ids[3], one.id, at("13:00")),
        (ids[1], two.id, at("08:03:53")), (ids[2], two.id, at("09:22:15")),
    ]  # fmt: skip
    assert (answer["unassigned"], answer["skipped"]) == ([], [])
    assert answer["plan"]["status"] == "applied"
    assert answer["holds_placed"]["amount"] == "0.00"
    assert answer["charge"]["amount"] == "0.020000"
    for id, person in zip(ids, (one, two, two, one), strict=True):
        assert columns(hall, id, "status", "assignee_id") == (3, person.id)
    [eta] = hall.sql(
        "SELECT status, start_at, end_at, hour_estimate FROM work_order_etas WHERE work_order_id = ?", ids[1]
    )
    assert eta == ("unconfirmed", "2026-03-10T06:03:53.000Z", "2026-03-10T07:03:53.000Z", "1")
    assert hall.sql("SELECT start_at FROM busy_blocks WHERE source_type = 'work_order' AND source_id = ?", ids[1]) == [
        ("2026-03-10T06:03:53.000Z",)
    ]
    assert routes(hall, ids[2]) == {one.id: "closed"}
    route = notices(hall, one)[told:]
    assert len(route) == 2
    assert any("09:00 work order" in text for text in route)
    assert len([text for text in notices(hall, two) if "oute" in text or "work order" in text]) == 1
    shown = await caller.call("get_day_plan", plan_id=plan["public_id"])
    assert (shown["stale"], shown["applicable"], shown["allowed"]) == ([], False, ["replan_day"])
    mine = await two.call("get_day_plan", plan_id=plan["public_id"])
    assert list(stops(mine["plan"])) == [two.id]
    assert "cost" not in mine["plan"]
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert (no.value.code, no.value.details["state"]) == ("wrong_state", "applied")


async def test_what_changed_refuses_all_or_is_left_out(hall):
    caller, _one, two, ids, plan = await planned(hall)
    await caller.call("cancel_work_order", work_order_id=ids[2], cancel_reason=58, notes="Not needed")
    shown = await caller.call("get_day_plan", plan_id=plan["public_id"])
    assert (shown["stale"], shown["applicable"]) == ([{"work_order_id": ids[2], "what": "cancelled"}], False)
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert (no.value.code, no.value.status) == ("changed", 409)
    assert no.value.details["changed"] == [{"work_order_id": ids[2], "what": "cancelled"}]
    assert no.value.step("apply_day_plan") == {"plan_id": plan["public_id"], "skip_changed": True}
    assert columns(hall, ids[0], "status") == (2,)
    answer = await caller.call("apply_day_plan", plan_id=str(plan["id"]), skip_changed=True)
    assert [each["work_order_id"] for each in answer["assigned"]] == [ids[0], ids[3], ids[1]]
    assert answer["skipped"] == [{"work_order_id": ids[2], "reason": "cancelled"}]
    assert answer["plan"]["unplanned"][0]["best_reason"] == "changed:cancelled"
    assert stops(answer["plan"])[two.id] == [(ids[1], "08:03:53")]


async def test_drafts_get_their_hold_and_too_little_money_assigns_nothing(hall):
    caller = await company(hall, funds="900.00 EUR")
    write(hall, "UPDATE companies SET timezone = 'Europe/Helsinki' WHERE id = ?", caller.company)
    one = await technician(hall, 11)
    site = {"latitude": 60.19, "longitude": 24.96, "mode": "custom", "city": "Helsinki", "country": "FI"}
    ids = [
        await draft(caller, location=site, schedule={"mode": "exact", "start": at(clock)})
        for clock in ("09:00", "11:00", "13:00")
    ]
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id], include_drafts=True))["plan"]
    assert plan["cost"] == {
        "holds_now": {"amount": "0.00", "currency": "EUR"}, "holds_after": {"amount": "1320.00", "currency": "EUR"},
        "available": {"amount": "900.00", "currency": "EUR"},
    }  # fmt: skip
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert (no.value.code, no.value.details["required"], no.value.details["available"]) == (
        "insufficient_balance", "1320.00", "900.00",
    )  # fmt: skip
    assert [columns(hall, id, "status") for id in ids] == [(1,), (1,), (1,)]
    plan = (await caller.call("plan_day", date=DATE, work_order_ids=ids[:2], user_ids=[one.id], include_drafts=True))[
        "plan"
    ]
    answer = await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert answer["holds_placed"] == {"amount": "880.00", "currency": "EUR"}
    assert answer["balance"] == {"amount": "20.00", "currency": "EUR"}
    assert purse(hall, caller, "EUR") == ("900.00", "880.00")
    assert acts(hall, ids[0])[-1] == "dispatched"


async def test_somebody_who_is_not_free_any_more_is_named(hall):
    caller, one, two, ids, plan = await planned(hall)
    busy(hall, two, at("09:30"), at("10:00"))
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert no.value.code == "not_eligible"
    assert {"user_id": two.id, "work_order_id": ids[1], "reason": "is not free for it"} in no.value.details["faults"]
    assert columns(hall, ids[0], "status") == (2,)
    again = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id]))["plan"]
    assert again["totals"]["planned"] == 4
    write(hall, "UPDATE provider_profiles SET active = 0 WHERE person_id = ?", two.id)
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=again["public_id"])
    assert "may not have it: inactive" in no.value.text
    assert {each["reason"] for each in no.value.details["faults"]} == {"may not have it: inactive"}
    assert no.value.step("replan_day") == {"plan_id": again["public_id"]}
    assert no.value.step("plan_day") == {"date": DATE, "time_zone": "Europe/Helsinki"}
    write(
        hall,
        "UPDATE provider_profiles SET active = 1, latitude_e6 = NULL, longitude_e6 = NULL WHERE person_id = ?",
        two.id,
    )
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=again["public_id"])
    assert f"person {two.id} has no known home any more" in no.value.text


async def test_a_plan_of_today_is_not_carried_out_when_its_time_has_come(hall):
    hall.clock.set(hall.clock.now.replace(day=10, hour=5))
    caller, _one, two, ids, plan = await planned(hall)
    hall.clock.advance(minutes=64)
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    fault = {"user_id": two.id, "work_order_id": ids[1], "reason": "was to begin before now"}
    assert no.value.details["faults"] == [fault]


async def test_orders_can_be_offered_as_planned(hall):
    caller, _one, two, ids, plan = await planned(hall)
    answer = await caller.call("apply_day_plan", plan_id=plan["public_id"], offer=True)
    assert len(answer["assigned"]) == 4
    assert routes(hall, ids[1]) == {two.id: "open"}
    assert hall.sql("SELECT expires_at FROM work_order_routes WHERE work_order_id = ?", ids[1]) == [
        ("2026-03-10T04:03:53.000Z",)
    ]
    assert columns(hall, ids[1], "status") == (2,)
    assert [f"offers you a route on {DATE}" in text for text in notices(hall, two)[1:]] == [True]
    shown = (await two.call("get_work_order", work_order_id=ids[1], columns=["routes"]))["routes"]
    planned_for = {"start": "2026-03-10T06:03:53Z", "end": "2026-03-10T07:03:53Z"}
    assert [route["planned_arrival"] for route in shown] == [planned_for]
    # The visits stand nearer than half an hour to each other, as the plan has thought of the way between.
    for id in (ids[1], ids[2]):
        await two.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    assert columns(hall, ids[1], "status", "assignee_id") == (3, two.id)
    assert etas(hall, ids[1], ids[2]) == [
        ("unconfirmed", "2026-03-10T06:03:53.000Z", "2026-03-10T07:03:53.000Z"),
        ("unconfirmed", "2026-03-10T07:22:15.000Z", "2026-03-10T08:22:15.000Z"),
    ]


def etas(hall, *ids):
    """Of each order the arrival as it stands."""
    sql = "SELECT status, start_at, end_at FROM work_order_etas WHERE work_order_id = ?"
    return [hall.sql(sql, id)[0] for id in ids]


@pytest.mark.parametrize("meanwhile", ["moved", "busy"])
async def test_a_planned_time_that_does_not_fit_any_more_is_agreed_on_anew(hall, meanwhile):
    caller, _one, two, ids, plan = await planned(hall)
    await caller.call("apply_day_plan", plan_id=plan["public_id"], offer=True)
    if meanwhile == "busy":
        busy(hall, two, at("09:30"), at("10:00"))
    else:
        window = {"mode": "between", "start": at("12:00"), "end": at("16:00")}
        await caller.call("update_work_order_schedule", work_order_id=ids[2], **window)
    await two.call("accept_work_order_route", work_order_id=ids[2], pay_terms_accepted=True)
    assert etas(hall, ids[2]) == [("unconfirmed", None, None)]


async def test_people_confirm_the_arrivals_that_were_planned_however_near_the_visits_are(hall):
    caller, _one, two, ids, plan = await planned(hall)
    await caller.call("apply_day_plan", plan_id=plan["public_id"])
    with pytest.raises(Refused) as no:
        await two.call("set_work_order_eta", work_order_id=ids[2], start=at("09:25"))
    assert (no.value.code, no.value.step("set_work_order_eta")["start"]) == ("not_eligible", at("09:22:15"))
    for id, clock in ((ids[1], "08:03:53"), (ids[2], "09:22:15")):
        told = await two.call("set_work_order_eta", work_order_id=id, start=at(clock))
        assert (told["eta"]["start"], told["status"]["name"]) == (at(clock), "assigned")
    assert [status for status, *_ in etas(hall, ids[1], ids[2])] == ["confirmed", "confirmed"]
    # A longer visit runs into the next one.
    with pytest.raises(Refused) as no:
        await two.call("set_work_order_eta", work_order_id=ids[1], start=at("08:03:53"), hour_estimate="1.5")
    assert no.value.code == "not_eligible"
