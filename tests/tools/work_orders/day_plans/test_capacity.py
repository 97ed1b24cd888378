"""Who could come in a given time."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.day_plans.crew import at, boss, order, technician
from tests.tools.work_orders.field_work import notices
from tests.tools.work_orders.routing_world import GROUP, busy, pool, project, skilled, write

TONIGHT = {
    "start": at("18:00"),
    "end": at("22:00"),
    "radius_km": "30",
    "place": {"latitude": 60.19, "longitude": 24.96},
}


async def evening(hall):
    """18:00: 11 has a visit until 20:00 at the far site, 12 nothing."""
    caller = await boss(hall)
    one, two = await technician(hall, 11), await technician(hall, 12)
    visit = await order(caller, 5004, schedule={"mode": "exact", "start": at("18:00")})
    await caller.call("assign_work_order", work_order_id=visit, user_id=one.id)
    hall.clock.set(hall.clock.now.replace(day=10, hour=16, minute=0))
    return caller, one, two, visit


async def test_the_soonest_comes_first_from_home_or_from_the_visit_before(hall):
    caller, one, two, visit = await evening(hall)
    told = len(notices(hall, two))
    answer = await caller.call("find_capacity", **TONIGHT)
    first, second = answer["providers"]
    assert (first["user_id"], first["distance_km"], first["arrive_at"]) == (two.id, "17.2", at("18:36:50"))
    assert (first["from"], first["latest_start"], first["end_at"]) == ({"kind": "home"}, at("21:00"), at("19:36:50"))
    assert (second["user_id"], second["distance_km"], second["arrive_at"]) == (one.id, "2.5", at("20:27:50"))
    assert second["from"] == {"kind": "visit", "work_order_id": visit}
    assert (second["travel_seconds"], second["slack_seconds"], second["within_hours"]) == (1670, 1930, False)
    assert (first["rating"], answer["not_available"], answer["free_hours"]) == ("4.50", [], "6.00")
    assert answer["charge"]["amount"] == "0.020000"
    assert len(notices(hall, two)) == told


async def test_bookings_hours_radius_rates_and_rules_keep_people_out(hall):
    caller, one, two, _ = await evening(hall)
    busy(hall, two, at("18:30"), at("19:00"))
    answer = await caller.call("find_capacity", **TONIGHT)
    assert answer["providers"][0]["arrive_at"] == at("20:06:50")
    assert (await caller.call("find_capacity", **TONIGHT, hours="within"))["not_available"] == [
        {"reason": "no_time", "count": 2}
    ]
    near = {**TONIGHT, "radius_km": "10"}
    answer = await caller.call("find_capacity", **near)
    assert [each["user_id"] for each in answer["providers"]] == [one.id]
    assert answer["not_available"] == [{"reason": "too_far", "count": 1}]
    write(hall, """UPDATE provider_profiles SET minimum_rates = '{"hourly": "60.00"}' WHERE person_id = ?""", one.id)
    answer = await caller.call("find_capacity", **TONIGHT, max_rate="50.00", count=1)
    assert answer["not_available"] == [{"reason": "rate_below_minimum", "count": 1}]
    rule = [{"type": "rating", "operator": ">=", "value": "4.9"}]
    answer = await caller.call("find_capacity", **TONIGHT, qualifications=rule)
    assert (answer["providers"], answer["total"]) == ([], 0)
    write(hall, "INSERT INTO provider_types_of_work (person_id, type_of_work_id) VALUES (?, 1)", one.id)
    answer = await caller.call("find_capacity", **TONIGHT, type_of_work_id=62)
    assert answer["not_available"] == [{"reason": "type_of_work", "count": 1}]


async def test_the_next_visit_must_be_reached(hall):
    caller = await boss(hall)
    one = await technician(hall, 11)
    later = await order(caller, 5004, schedule={"mode": "exact", "start": at("13:00")})
    await caller.call("assign_work_order", work_order_id=later, user_id=one.id)
    asked = {**TONIGHT, "start": at("10:00"), "end": at("17:00")}
    [only] = (await caller.call("find_capacity", **asked))["providers"]
    assert (only["arrive_at"], only["latest_start"]) == (at("10:00"), at("11:32:10"))
    [only] = (await caller.call("find_capacity", **{**asked, "start": at("11:40")}))["providers"]
    assert only["from"] == {"kind": "visit", "work_order_id": later}
    assert only["arrive_at"] == at("15:27:50")
    assert only["within_hours"] is True


async def test_an_order_says_what_is_asked_for_and_pools_whom(hall):
    caller = await boss(hall)
    one, two = await technician(hall, 11), await technician(hall, 12)
    id = await order(caller, 5002)
    tiers = pool(hall, caller, project(hall, caller), [two])
    assert tiers
    answer = await caller.call("find_capacity", work_order_id=id, pool_ids=[GROUP])
    [only] = answer["providers"]
    assert (only["user_id"], only["tier_order"], only["arrive_at"]) == (two.id, 1, at("08:00"))
    assert [each["user_id"] for each in (await caller.call("find_capacity", work_order_id=id))["providers"]] == [
        two.id,
        one.id,
    ]
    remote = await order(caller, 5002, location={"mode": "remote", "time_zone": "Europe/Helsinki"})
    with pytest.raises(Refused) as no:
        await caller.call("find_capacity", work_order_id=remote)
    assert (no.value.code, no.value.next) == ("not_ready", ["update_work_order_location"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "place"),
        ({"place": TONIGHT["place"], "start": at("18:00")}, "end"),
        ({**TONIGHT, "end": at("18:00")}, "end"),
        ({**TONIGHT, "end": "2026-03-14T18:00:00Z"}, "end"),
        ({**TONIGHT, "start": "2026-03-01T18:00:00Z", "end": "2026-03-02T09:00:00Z"}, "end"),
    ],
)
async def test_a_job_nobody_can_tell_is_refused(hall, given, field):
    caller = await boss(hall)
    with pytest.raises(Refused) as no:
        await caller.call("find_capacity", **given)
    assert no.value.code == "invalid_argument"
    assert field in no.value.fields


async def test_unknown_orders_and_pools_are_not_found(hall):
    caller = await boss(hall)
    await skilled(hall, "homeless@work.test", "4.0")
    for given in ({"work_order_id": 99}, {**TONIGHT, "pool_ids": [GROUP]}):
        with pytest.raises(Refused) as no:
            await caller.call("find_capacity", **given)
        assert no.value.code == "not_found"
    with pytest.raises(Refused) as no:
        await caller.call("find_capacity", **TONIGHT, type_of_work_id=99_999)
    assert (no.value.code, no.value.next) == ("invalid_reference", ["list_types_of_work"])
    answer = await caller.call("find_capacity", **TONIGHT)
    assert answer["not_available"] == [{"reason": "no_coordinates", "count": 1}]
