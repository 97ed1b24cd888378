"""Checking in and out."""

import json

import pytest

from store.types import Money, Owner
from tests.tools.work_orders.field_work import (
    FIXED,
    HOURLY,
    acts,
    assigned,
    company,
    notices,
    order,
    provider,
    purse,
    row,
)
from tests.tools.work_orders.routing_world import columns
from tests.tools.work_orders.visits.visit_world import AT_SITE, BLENDED, DEVICE, clock, refusal

CREATE = "create_work_order_time_log"


async def test_a_visit_begins_and_ends_by_the_clock_of_its_site(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY, tasks=[
        {"group": "onsite", "type_id": 3}, {"group": "post", "type_id": 4}, {"group": "prep", "type_id": 10},
    ])  # fmt: skip
    clock(hall, "2026-03-10T09:00:01Z")
    came = await pia.call(CREATE, work_order_id=id, check_in={"created": "2026-03-10T08:55:00Z", **AT_SITE})
    log = came["time_log"]
    assert came["status"]["sub_status"] == log["status"] == "checked_in"
    assert log["in"] == {
        "created": "2026-03-10T03:55:00-05:00", "received": "2026-03-10T04:00:01-05:00", "actor": f"person:{pia.id}",
        "coordinates": AT_SITE, "distance_km": "0.0", "location_ok": True,
    }  # fmt: skip
    assert (log["was_late"], log["verified"], log["logged_by"]) == (False, False, f"person:{pia.id}")
    assert "belong before the visit are still open" in came["warnings"][0]
    assert "charge" not in came
    no = await refusal(pia.call(CREATE, work_order_id=id, check_in={}))
    assert (no.code, no.details["time_log_id"]) == ("wrong_state", log["id"])
    assert "check out of it first, with check_out alone" in no.text
    clock(hall, "2026-03-10T11:25:00Z")
    went = await pia.call(CREATE, work_order_id=id, check_out={}, note="Two terminals")
    assert went["time_log"]["hours"] == "2.5000"
    assert went["pay"] == {"labor_sum": "162.50", "reported_hours": "2.5000"}
    assert went["status"]["sub_status"] == "checked_out"
    record = await boss.call("get_work_order", work_order_id=id)
    assert [task["status"] for task in record["tasks"]["results"]] == ["incomplete", "complete", "complete"]
    assert (record["milestones"]["checked_in"], record["milestones"]["checked_out"]) == (
        "2026-03-10T08:55:00Z", "2026-03-10T11:25:00Z",
    )  # fmt: skip
    assert "condition" not in record["eta"]
    assert acts(hall, id)[-2:] == ["checked_in", "checked_out"]
    listed = await boss.call("list_work_order_time_logs", work_order_id=id)
    assert (listed["total_hours"], listed["total_devices"], listed["total"]) == ("2.5000", 0, 1)
    assert listed["results"][0]["note"] == "Two terminals"
    again = await refusal(pia.call(CREATE, work_order_id=id, check_out={}))
    assert again.code == "wrong_state"
    assert "give check_in as well" in again.text


@pytest.mark.parametrize(
    ("start", "end", "hours", "labor"),
    [
        # Over midnight; over the night of 23 hours and the one of 25 in Minneapolis.
        ("2026-02-27T23:00:00-06:00", "2026-02-28T01:30:00-06:00", "2.5000", "162.50"),
        ("2026-03-08T01:00:00-06:00", "2026-03-08T04:00:00-05:00", "2.0000", "130.00"),
        ("2026-11-01T00:30:00-05:00", "2026-11-01T02:30:00-06:00", "3.0000", "195.00"),
    ],
)
async def test_a_whole_visit_is_entered_afterwards_and_counts_real_hours(hall, start, end, hours, labor):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    clock(hall, "2026-11-02T12:00:00Z")
    given = {"check_in": {"created": start}, "check_out": {"created": end}}
    answer = await pia.call(CREATE, work_order_id=id, **given)
    assert answer["time_log"]["hours"] == hours
    assert answer["pay"]["labor_sum"] == labor
    assert (answer["time_log"]["in"]["created"], answer["time_log"]["out"]["created"]) == (start, end)
    assert answer["time_log"]["in"]["received"] == "2026-11-02T06:00:00-06:00"


@pytest.mark.parametrize(
    ("pay", "visits", "labor"),
    [
        (HOURLY, [("09:00", "10:20", None), ("13:00", "14:00", None)], 15166),
        # What was not agreed on is not paid.
        (HOURLY, [("09:00", "15:00", None)], 26000),
        (DEVICE, [("09:00", "10:00", 3), ("11:00", "12:00", 4)], 14000),
        (DEVICE, [("09:00", "10:00", 12)], 20000),
        (BLENDED, [("09:00", "10:30", None)], 12000),
        (BLENDED, [("09:00", "12:20", None)], 18667),
        (BLENDED, [("09:00", "18:00", None)], 27000),
    ],
)
async def test_work_paid_by_time_or_device_goes_from_check_in_to_the_providers_purse(hall, pay, visits, labor):
    boss, pia = await company(hall), await provider(hall)
    before = await hall.balance(pia.owner, "purse", "USD")
    id = await assigned(boss, pia, pay={**pay, "payment_terms_days": 1})
    for start, end, devices in visits:
        clock(hall, f"2026-03-10T{start}:00Z")
        await pia.call(CREATE, work_order_id=id, check_in={})
        clock(hall, f"2026-03-10T{end}:00Z")
        counted = {} if devices is None else {"devices": devices}
        await pia.call(CREATE, work_order_id=id, check_out={}, **counted)
    done = await pia.call("mark_work_order_complete", work_order_id=id)
    earned, cost = Money(labor, "USD"), Money(labor + (labor + 5) // 10, "USD")
    assert done["pay"]["labor_sum"] == earned.text
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["hold"]["captured"] == cost.text
    assert purse(hall, boss) == ((Money.of("2000", "USD") - cost).text, "0.00")
    listed = await pia.call("list_work_order_time_logs", work_order_id=id)
    assert all(log["verified"] for log in listed["results"])
    hall.clock.advance(days=3)
    await hall.tick()
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "paid"
    assert await hall.balance(pia.owner, "purse", "USD") == before + earned


async def test_what_no_visit_can_be_is_refused_and_changes_nothing(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=DEVICE)
    clock(hall, "2026-03-10T12:00:00Z")
    day = "2026-03-10T{}:00Z".format
    visit = {"check_in": {"created": day("09:00")}, "check_out": {"created": day("10:00")}, "devices": 1}
    made = (await pia.call(CREATE, work_order_id=id, **visit))["time_log"]["id"]
    for given, field in (
        ({}, "check_in"),
        ({"check_in": {"created": day("12:06")}}, "check_in.created"),
        ({**visit, "check_out": {"created": day("09:00")}}, "check_out.created"),
        ({"check_in": {"latitude": 1.0}}, "check_in.longitude"),
        ({"check_in": {}, "devices": 2}, "devices"),
        ({"check_in": {"created": day("11:00")}, "check_out": {}}, "devices"),
        ({"check_in": {}, "user_id": boss.id + 900}, "user_id"),
    ):
        assert field in (await refusal(pia.call(CREATE, work_order_id=id, **given))).fields, given
    for start, end in (("09:30", "09:40"), ("08:00", "11:00"), ("09:59", "10:30")):
        over = {"check_in": {"created": day(start)}, "check_out": {"created": day(end)}, "devices": 1}
        no = await refusal(pia.call(CREATE, work_order_id=id, **over))
        assert (no.code, no.details["time_log_id"]) == ("conflict", made)
    assert (await refusal(pia.call(CREATE, work_order_id=id, check_in={"created": day("08:00")}))).code == "conflict"
    # One that only touches it is fine, and five minutes of a fast clock are, too.
    touching = {"check_in": {"created": day("10:00")}, "check_out": {"created": day("12:04")}, "devices": 0}
    await pia.call(CREATE, work_order_id=id, **touching)
    assert len(hall.sql("SELECT id FROM work_order_time_logs")) == 2


async def test_an_order_that_asks_for_the_place_gets_it_and_says_when_it_was_elsewhere(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, require_gps=True, pay=FIXED)
    clock(hall, "2026-03-10T09:30:00Z")
    no = await refusal(pia.call(CREATE, work_order_id=id, check_in={}))
    assert "check_in.latitude" in no.fields
    away = {"latitude": 45.003334, "longitude": -93.26667}
    log = (await pia.call(CREATE, work_order_id=id, check_in=away))["time_log"]
    assert (log["in"]["location_ok"], log["in"]["distance_km"], log["was_late"]) == (False, "2.2", True)
    text = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id DESC LIMIT 1")[0][0]
    assert "2.2 km away from the site" in text
    assert "check_out.latitude" in (await refusal(pia.call(CREATE, work_order_id=id, check_out={}))).fields


async def test_the_company_records_in_the_providers_place_and_others_do_not(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    other = await company(hall, "Other")
    id, draft = await assigned(boss, pia, pay=FIXED), await order(boss)
    clock(hall, "2026-03-10T12:00:00Z")
    log = (await boss.call(CREATE, work_order_id=id, check_in={}))["time_log"]
    assert (log["user"]["id"], log["logged_by"]) == (pia.id, f"agent:{boss.id}")
    assert "The company checked you in" in notices(hall, pia)[-1]
    for stranger in (other, kim):
        for tool in (CREATE, "list_work_order_time_logs"):
            given = {"check_in": {}} if tool == CREATE else {}
            assert (await refusal(stranger.call(tool, work_order_id=id, **given))).code == "not_found"
    no = await refusal(boss.call(CREATE, work_order_id=draft, check_in={}))
    assert (no.code, "assign_work_order" in no.next) == ("wrong_state", True)


async def test_a_provider_who_was_taken_off_sees_the_own_logs_alone(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia, pay=FIXED)
    clock(hall, "2026-03-10T08:00:00Z")
    visit = {"check_in": {"created": "2026-03-09T09:00:00Z"}, "check_out": {"created": "2026-03-09T10:00:00Z"}}
    await pia.call(CREATE, work_order_id=id, **visit)
    await boss.call("unassign_work_order", work_order_id=id, return_to="draft", reason="x", void_time_logs=True)
    assert columns(hall, id, "checked_in_at", "checked_out_at") == (None, None)
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    await kim.call(CREATE, work_order_id=id, check_in={})
    seen = {}
    for name, who in (("boss", boss), ("pia", pia), ("kim", kim)):
        answer = await who.call("list_work_order_time_logs", work_order_id=id, include_void=True)
        seen[name] = [log["user"]["id"] for log in answer["results"]], answer["total_hours"]
    assert seen == {
        "boss": ([pia.id, kim.id], "0.0000"), "pia": ([pia.id], "0.0000"), "kim": ([kim.id], "0.0000"),
    }  # fmt: skip
    only = await boss.call("list_work_order_time_logs", work_order_id=id, user_id=kim.id)
    assert only["open_time_log"]["user"]["id"] == kim.id


async def test_a_check_in_ends_a_delay_and_a_forgotten_check_out_is_asked_about(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=FIXED)
    row(
        hall, "work_order_problems", id, type_id=1, comments="Traffic", author_type="platform", author_id=0,
        created_at="2026-03-02T09:00:00.000Z", updated_at="2026-03-02T09:00:00.000Z",
    )  # fmt: skip
    hall.sql_script("UPDATE work_order_etas SET condition = 'delayed', delay_seconds = 1800")
    clock(hall, "2026-03-10T09:20:00Z")
    came = await pia.call(CREATE, work_order_id=id, check_in={})
    assert (came["status"]["sub_status"], came["status"]["delay"]) == ("checked_in", 1800)
    assert hall.sql("SELECT condition, condition_before_delay FROM work_order_etas") == [("on_schedule", None)]
    clock(hall, "2026-03-12T09:20:00Z")
    went = await pia.call(CREATE, work_order_id=id, check_out={})
    assert "longer than 24 hours" in went["warnings"][0]
    detail = hall.sql("SELECT detail FROM work_order_history WHERE act = 'checked_out'")[0][0]
    assert json.loads(detail)["hours"] == "48.0000"
    assert Owner("company", boss.company or 0)
