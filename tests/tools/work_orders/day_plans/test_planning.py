"""Working out a day from the store."""

from datetime import datetime

import pytest

from store.types import utc_text
from tests.hall import Refused
from tests.tools.work_orders.day_plans.crew import DATE, ZONE, at, boss, hours, order, stops, technician
from tests.tools.work_orders.field_work import acts, assigned, notices, purse
from tests.tools.work_orders.field_work import order as draft
from tests.tools.work_orders.routing_world import block, busy, skilled, write


async def test_a_day_of_two_people_is_planned_and_nothing_changes(hall):
    caller = await boss(hall)
    one, two = await technician(hall, 11), await technician(hall, 12)
    ids = [await order(caller, number) for number in (5001, 5002, 5003, 5004)]
    before = purse(hall, caller, "EUR"), [acts(hall, id) for id in ids]
    answer = await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id])
    plan = answer["plan"]
    assert stops(plan) == {
        one.id: [(ids[0], "09:00:00"), (ids[3], "13:00:00")],
        two.id: [(ids[1], "08:03:53"), (ids[2], "09:22:15")],
    }
    first, second = plan["routes"]
    assert (first["leave_home_at"], first["back_home_at"]) == (at("08:52:15"), at("15:32:40"))
    assert (second["leave_home_at"], second["back_home_at"]) == (at("08:00"), at("10:39:46"))
    assert (first["work_from"], first["work_to"]) == (at("08:00"), at("17:00"))
    stop = first["stops"][1]
    assert (stop["arrive_at"], stop["end_at"], stop["waiting_seconds"]) == (at("10:27:50"), at("15:00"), 9130)
    assert (stop["travel_seconds"], stop["travel_km"], stop["fixed"]) == (1670, "12.0", False)
    assert plan["totals"] == {
        "orders": 4, "planned": 4, "priority_sum": 24, "travel_seconds": 6481, "travel_km": plan["totals"]["travel_km"],
        "waiting_seconds": 9130, "providers_used": 2,
    }  # fmt: skip
    assert plan["unplanned"] == []
    assert plan["status"] == "proposed"
    assert plan["settings"]["max_stops"] == 12
    assert plan["cost"]["holds_now"] == plan["cost"]["holds_after"] == {"amount": "1760.00", "currency": "EUR"}
    assert answer["allowed"] == ["apply_day_plan", "replan_day"]
    assert answer["charge"]["amount"] == "0.020000"
    assert (purse(hall, caller, "EUR"), [acts(hall, id) for id in ids]) == before
    assert len(notices(hall, one)) == 1  # Of the money for their hours.
    again = await caller.call("plan_day", date=DATE, user_ids=[two.id, one.id], work_order_ids=list(reversed(ids)))
    assert again["plan"]["routes"] == plan["routes"]


async def test_what_finds_no_place_says_why(hall):
    caller = await boss(hall)
    one, two = await technician(hall, 11, ("08:00", "15:00")), await technician(hall, 12, ("08:00", "15:00"))
    ids = [await order(caller, number) for number in (5001, 5002, 5003, 5004)]
    remote = await order(caller, 5001, location={"mode": "remote", "time_zone": "Europe/Helsinki"})
    other = await order(caller, 5001, qualifications=[{"type": "rating", "operator": ">=", "value": "4.9"}])
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id]))["plan"]
    assert plan["totals"]["priority_sum"] == 18
    left = {each["work_order_id"]: each for each in plan["unplanned"]}
    assert (left[ids[3]]["best_reason"], left[remote]["best_reason"]) == ("too_far_in_time", "remote")
    assert left[other]["best_reason"].startswith("no_person_may:missing_qualification:")
    assert [each["user_id"] for each in left[ids[3]]["reasons"]] == [one.id, two.id]
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id], max_stops=1, work_order_ids=ids[:2]))["plan"]
    assert [each["best_reason"] for each in plan["unplanned"]] == ["max_stops"]
    plan = (
        await caller.call(
            "plan_day", date=DATE, user_ids=[one.id], work_order_ids=ids[:2], max_stops=1,
            priorities=[{"work_order_id": ids[1], "priority": 6}], max_travel_minutes=90, setup_minutes=10, not_before="10:00",
        )
    )["plan"]  # fmt: skip
    assert stops(plan) == {one.id: [(ids[1], "10:00:00")]}
    assert plan["routes"][0]["stops"][0]["service_seconds"] == 4200
    assert plan["unplanned"][0]["best_reason"] == "window_closed"


async def test_work_that_somebody_has_stays_and_what_takes_their_time_is_kept_free(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    ids = [await order(caller, number) for number in (5001, 5003)]
    await caller.call("assign_work_order", work_order_id=ids[0], user_id=one.id)
    busy(hall, one, at("10:30"), at("11:30"))
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id]))["plan"]
    assert [(stop["work_order_id"], stop["fixed"]) for stop in plan["routes"][0]["stops"]] == [
        (ids[0], True),
        (ids[1], False),
    ]
    assert plan["routes"][0]["stops"][1]["arrive_at"] > at("12:00")
    elsewhere = await hall.agent("Other", currency="EUR", company_funds="2000.00 EUR")
    theirs = await order(elsewhere, 5004)
    await elsewhere.call("assign_work_order", work_order_id=theirs, user_id=one.id)
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id]))["plan"]
    assert theirs not in [stop["work_order_id"] for stop in plan["routes"][0]["stops"]]


async def test_people_come_from_pools_projects_and_networks_and_named_ones_must_be_able(hall):
    caller = await boss(hall)
    one, homeless = await technician(hall, 11), await skilled(hall, "homeless@work.test", "4.0")
    id = await order(caller, 5001)
    answer = await caller.call("plan_day", date=DATE)
    assert stops(answer["plan"]) == {one.id: [(id, "09:00:00")]}
    assert any(str(homeless.id) in text for text in answer["warnings"])
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, user_ids=[homeless.id])
    assert no.value.code == "not_eligible"
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, pool_ids=["5b0f3a0e-0000-4000-8000-000000000009"])
    assert no.value.code == "not_found"
    block(hall, caller, one)
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, user_ids=[one.id])
    assert no.value.code == "not_eligible"
    assert no.value.details["reasons"] == {str(one.id): ["blocked"]}


async def test_days_and_orders_that_cannot_be_planned_are_refused(hall):
    caller = await boss(hall)
    one = await technician(hall, 11, None)
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date="2026-03-01", user_ids=[one.id])
    assert "is over" in no.value.fields["date"]
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, user_ids=[one.id])
    assert (no.value.code, no.value.details["counts"]) == ("not_eligible", {"orders": 0, "people": 1})
    new, taken = await draft(caller), await assigned(caller, one)
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, user_ids=[one.id], work_order_ids=[new, taken, 999])
    assert no.value.code == "invalid_reference"
    assert "include_drafts" in no.value.fields["work_order_ids[0]"]
    assert "Assigned" in no.value.fields["work_order_ids[1]"]
    assert "not one of your" in no.value.fields["work_order_ids[2]"]
    write(hall, "UPDATE work_orders SET type_of_work_id = NULL WHERE id = ?", new)
    with pytest.raises(Refused) as no:
        await caller.call("plan_day", date=DATE, user_ids=[one.id], work_order_ids=[new], include_drafts=True)
    assert no.value.code == "not_ready"


async def test_today_nobody_starts_within_half_an_hour_and_a_day_off_is_no_day(hall):
    caller = await boss(hall)
    one, two = await technician(hall, 11, None), await technician(hall, 12, None)
    await hours(hall, two, "08:00", "17:00", [0, 6])
    id = await order(caller, 5003)
    hall.clock.set(hall.clock.now.replace(day=10, hour=7, minute=15))
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id]))["plan"]
    assert stops(plan) == {one.id: [(id, "09:45:00")]}
    await hours(hall, one, "08:00", "09:00")
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id, two.id]))["plan"]
    assert {each["user_id"]: each["reason"] for each in plan["unplanned"][0]["reasons"]} == {
        one.id: "window_closed",
        two.id: "window_closed",
    }


SITE = {"latitude": 60.19, "longitude": 24.96, "mode": "custom", "city": "Helsinki", "country": "FI", "time_zone": ZONE}


async def test_a_night_shift_goes_on_after_midnight(hall):
    caller = await boss(hall)
    one = await technician(hall, 11, ("20:00", "04:00"))
    night = {"mode": "exact", "start": at("23:00")}
    late = await order(caller, 5001, location=SITE, schedule=night, estimated_hours="2")
    plan = (await caller.call("plan_day", date=DATE, user_ids=[one.id]))["plan"]
    (route,) = plan["routes"]
    assert [(stop["work_order_id"], stop["end_at"]) for stop in route["stops"]] == [(late, "2026-03-11T01:00:00+02:00")]
    assert (route["back_home_at"], route["work_to"]) == ("2026-03-11T01:07:45+02:00", "2026-03-11T04:00:00+02:00")
    # What they have early the next day is in the way of it.
    busy(hall, one, "2026-03-11T00:30:00+02:00", "2026-03-11T01:00:00+02:00")
    with pytest.raises(Refused) as no:
        await caller.call("apply_day_plan", plan_id=plan["public_id"])
    assert "is not free for it" in no.value.text
    # Of the next day only the rest of that night is theirs.
    plan = (await caller.call("plan_day", date="2026-03-11", work_order_ids=[late], user_ids=[one.id]))["plan"]
    assert [each["best_reason"] for each in plan["unplanned"]] == ["window_closed"]


@pytest.mark.parametrize(
    ("date", "start", "end", "done"),
    [
        ("2026-03-29", "2026-03-29T01:30:00+02:00", "2026-03-29T05:30:00+03:00", "2026-03-29T04:30:00+03:00"),
        ("2026-10-25", "2026-10-25T02:30:00+03:00", "2026-10-25T04:30:00+02:00", "2026-10-25T03:30:00+02:00"),
    ],
)
async def test_hours_are_real_ones_when_the_clock_changes(hall, date, start, end, done):
    hall.clock.set(hall.clock.now.replace(month=int(date[5:7]), day=20))
    caller = await boss(hall)
    one = await technician(hall, 11, ("00:00", "06:00"))
    id = await order(
        caller, 5001, location=SITE, schedule={"mode": "between", "start": start, "end": end}, estimated_hours="2"
    )
    plan = (await caller.call("plan_day", date=date, user_ids=[one.id]))["plan"]
    assert [(stop["start_at"], stop["end_at"]) for stop in plan["routes"][0]["stops"]] == [(start, done)]
    await caller.call("apply_day_plan", plan_id=plan["public_id"])
    (eta,) = hall.sql("SELECT start_at, end_at, hour_estimate FROM work_order_etas WHERE work_order_id = ?", id)
    assert eta == (utc_text(datetime.fromisoformat(start)), utc_text(datetime.fromisoformat(done)), "2")


async def test_what_would_let_more_be_planned_is_said(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    lost = await order(caller, 5001, location={"mode": "custom", "address1": "1 Road", "zip": "00100", "city": "Helsinki",
                                               "country": "FI", "time_zone": ZONE})  # fmt: skip
    answer = await caller.call("plan_day", date=DATE, user_ids=[one.id])
    (said,) = answer["warnings"]
    assert f"left out: {lost}. Set latitude and longitude with update_work_order_location" in said
    write(hall, "UPDATE companies SET timezone = 'UTC' WHERE id = ?", caller.company)
    await order(caller, 5002)
    answer = await caller.call("plan_day", date=DATE, user_ids=[one.id])
    assert any(
        "the company's zone, but the sites are in Europe/Helsinki: pass time_zone" in text
        for text in answer["warnings"]
    )
    answer = await caller.call("plan_day", date=DATE, user_ids=[one.id], time_zone=ZONE)
    assert len(answer["warnings"]) == 1


async def test_it_can_be_worked_out_in_the_background(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    id = await order(caller, 5001)
    job = await caller.call("plan_day", date=DATE, user_ids=[one.id], wait=False)
    await hall.app.jobs.drain()
    done = (await caller.call("get_job", job_id=job["job"]["id"]))["job"]
    assert stops(done["result"]["plan"]) == {one.id: [(id, "09:00:00")]}


async def test_a_repeat_answers_the_same_plan_when_the_day_is_over(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    await order(caller, 5001)
    asked = {"date": DATE, "user_ids": [one.id], "idempotency_key": "plan"}
    plan = (await caller.call("plan_day", **asked))["plan"]
    hall.clock.advance(days=20)
    with pytest.raises(Refused, match="is over"):
        await caller.call("plan_day", date=DATE, user_ids=[one.id])
    again = await caller.call("plan_day", **asked)
    assert (again["plan"]["id"], again["replayed"]) == (plan["id"], True)
    with pytest.raises(Refused) as other:
        await caller.call("plan_day", **asked, max_stops=1)
    assert other.value.code == "idempotency_conflict"
