"""Correcting time logs, with both figures kept."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import FIXED, HOURLY, assigned, company, notices, provider
from tests.tools.work_orders.routing_world import columns
from tests.tools.work_orders.visits.visit_world import AT_SITE, DEVICE, clock, refusal

CREATE, UPDATE = "create_work_order_time_log", "update_work_order_time_log"
ALL, DELETE = "update_all_work_order_time_logs", "delete_work_order_time_log"


def day(time):
    return f"2026-03-10T{time}:00Z"


def at(time):
    return {"created": day(time)}


async def visit(who, id, start, end, **more):
    answer = await who.call(CREATE, work_order_id=id, check_in=at(start), check_out=at(end), **more)
    return answer["time_log"]["id"]


async def worked(hall, pay=HOURLY, *visits, **fields):
    """An order assigned to Pia on the day of the visit, with visits of hers."""
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=pay, **fields)
    clock(hall, day("20:00"))
    return boss, pia, id, [await visit(pia, id, *each) for each in visits]


async def test_the_companys_correction_keeps_both_figures_and_the_provider_is_told(hall):
    boss, pia, id, (log,) = await worked(hall, HOURLY, ("09:00", "12:00"))
    given = {"check_out": at("11:00"), "reason": "The shop closed at eleven"}
    answer = await boss.call(UPDATE, work_order_id=id, time_log_id=log, **given)
    assert (answer["time_log"]["hours"], answer["pay"]["labor_sum"]) == ("2.0000", "130.00")
    (kept,) = answer["time_log"]["corrections"]
    assert kept == {
        "at": "2026-03-10T20:00:00Z", "by": f"agent:{boss.id}", "reason": "The shop closed at eleven",
        "before": {"in": "2026-03-10T04:00:00-05:00", "out": "2026-03-10T07:00:00-05:00", "hours": "3.0000"},
        "after": {"in": "2026-03-10T04:00:00-05:00", "out": "2026-03-10T06:00:00-05:00", "hours": "2.0000"},
    }  # fmt: skip
    assert answer["time_log"]["out"]["actor"] == f"agent:{boss.id}"
    assert answer["time_log"]["in"]["actor"] == answer["time_log"]["logged_by"] == f"person:{pia.id}"
    told = notices(hall, pia)[-1]
    assert "07:00:00-05:00 (3.0000)" in told
    assert "06:00:00-05:00 (2.0000)" in told
    assert "The shop closed at eleven" in told
    assert columns(hall, id, "checked_out_at") == ("2026-03-10T11:00:00.000Z",)
    seen = await pia.call("list_work_order_time_logs", work_order_id=id)
    assert seen["results"][0]["corrections"] == [kept]
    await boss.call(UPDATE, work_order_id=id, time_log_id=log, verified=True)
    assert len(hall.sql("SELECT id FROM work_order_time_log_corrections")) == 1
    assert notices(hall, pia)[-1] == told


async def test_the_provider_corrects_own_closed_time_with_a_reason_until_it_is_verified(hall):
    boss, pia, id, (log,) = await worked(hall, HOURLY, ("09:00", "12:00"))
    kim = await provider(hall, "kim@work.test")
    mend = {"work_order_id": id, "time_log_id": log, "check_out": at("13:00")}
    assert "reason" in (await refusal(pia.call(UPDATE, **mend))).fields
    assert (await refusal(pia.call(UPDATE, **mend, verified=True, reason="x"))).code == "forbidden"
    assert (await refusal(kim.call(UPDATE, **mend, reason="x"))).code == "not_found"
    assert (await pia.call(UPDATE, **mend, reason="Forgot the last hour"))["time_log"]["hours"] == "4.0000"
    assert (await refusal(pia.call(UPDATE, work_order_id=id, time_log_id=log + 50, note="x"))).code == "not_found"
    no = await refusal(pia.call(UPDATE, work_order_id=id, time_log_id=log, reason="x", clear=["check_out"]))
    assert no.code == "forbidden"
    await boss.call(UPDATE, work_order_id=id, time_log_id=log, verified=True)
    assert (await refusal(pia.call(UPDATE, **mend, reason="x"))).code == "wrong_state"
    assert (await refusal(pia.call(DELETE, work_order_id=id, time_log_id=log))).code == "wrong_state"
    await boss.call(UPDATE, work_order_id=id, time_log_id=log, verified=False)
    await pia.call("mark_work_order_complete", work_order_id=id)
    assert (await refusal(pia.call(UPDATE, **mend, reason="x"))).code == "wrong_state"
    answer = await boss.call(UPDATE, work_order_id=id, time_log_id=log, check_out=at("10:00"))
    assert (answer["status"]["name"], answer["pay"]["labor_sum"]) == ("work_done", "65.00")
    no = await refusal(boss.call(UPDATE, work_order_id=id, time_log_id=log, clear=["check_out"]))
    assert no.code == "wrong_state"
    await boss.call("approve_work_order", work_order_id=id)
    assert (await refusal(boss.call(UPDATE, work_order_id=id, time_log_id=log, note="x"))).code == "wrong_state"


async def test_a_forgotten_check_out_is_given_and_taken_back(hall):
    boss, pia, id, _ = await worked(hall, DEVICE, tasks=[{"group": "post", "type_id": 4}], require_gps=True)
    log = (await pia.call(CREATE, work_order_id=id, check_in={**at("09:10"), **AT_SITE}))["time_log"]
    assert log["was_late"] is True
    mend = {"work_order_id": id, "time_log_id": log["id"]}
    assert "check_out.latitude" in (await refusal(boss.call(UPDATE, **mend, check_out=at("12:00"), devices=4))).fields
    out = {**at("12:00"), **AT_SITE}
    assert "devices" in (await refusal(boss.call(UPDATE, **mend, check_out=out))).fields
    closed = await boss.call(UPDATE, **mend, check_out=out, devices=4)
    assert (closed["status"]["sub_status"], closed["pay"]["number_of_devices"]) == ("checked_out", 4)
    task = "SELECT status FROM work_order_tasks WHERE type_id = 4"
    assert hall.sql(task) == [("complete",)]
    opened = await boss.call(UPDATE, **mend, clear=["check_out"])
    assert (opened["status"]["sub_status"], "out" in opened["time_log"]) == ("checked_in", False)
    assert hall.sql(task) == [("incomplete",)]
    assert columns(hall, id, "checked_out_at") == (None,)
    early = await boss.call(UPDATE, **mend, check_in=at("08:50"))
    assert early["time_log"]["was_late"] is False
    assert early["time_log"]["in"]["coordinates"] == AT_SITE


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({}, "invalid_argument", "arguments"),
        ({"check_out": at("13:30")}, "conflict", None),
        ({"check_out": at("09:00")}, "invalid_argument", "check_out.created"),
        ({"check_in": at("21:00")}, "invalid_argument", "check_in.created"),
        ({"devices": 2}, "invalid_argument", "devices"),
    ],
)
async def test_a_correction_that_cannot_be_changes_nothing(hall, given, code, where):
    boss, _, id, (first, _) = await worked(hall, HOURLY, ("09:00", "12:00"), ("13:00", "14:00"))
    with pytest.raises(Refused) as no:
        await boss.call(UPDATE, work_order_id=id, time_log_id=first, **given)
    assert no.value.code == code
    assert where is None or where in no.value.fields
    assert (await boss.call("list_work_order_time_logs", work_order_id=id))["total_hours"] == "4.0000"


async def test_many_are_corrected_as_the_set_they_form_or_none(hall):
    boss, pia, id, (first, second, third) = await worked(
        hall, HOURLY, ("08:00", "09:00"), ("09:00", "11:00"), ("13:00", "14:00")
    )
    # The two change places; each alone would overlap the other.
    swap = [
        {"time_log_id": first, "check_in": at("10:00"), "check_out": at("11:00")},
        {"time_log_id": second, "check_in": at("08:00"), "check_out": at("10:00"), "verified": True},
    ]  # fmt: skip
    for wrong, field in (
        ([*swap, {"time_log_id": third, "check_out": at("12:00")}], "time_logs[2].check_out.created"),
        ([*swap, {"time_log_id": third, "check_in": at("10:30")}], "time_logs[0]"),
        ([*swap, {"time_log_id": third}], "time_logs[2]"),
        ([*swap, {"time_log_id": first, "note": "x"}], "time_logs[2].time_log_id"),
    ):
        no = await refusal(boss.call(ALL, work_order_id=id, time_logs=wrong))
        assert (no.code, list(no.fields)) == ("invalid_argument", [field]), no.text
    no = await refusal(boss.call(ALL, work_order_id=id, time_logs=[*swap, {"time_log_id": 900, "note": "x"}]))
    assert no.code == "not_found"
    assert hall.sql("SELECT count(*) FROM work_order_time_log_corrections") == [(0,)]
    answer = await boss.call(ALL, work_order_id=id, time_logs=swap, reason="Swapped")
    assert [log["id"] for log in answer["results"]] == [second, first]
    assert (answer["total_hours"], answer["pay"]["labor_sum"]) == ("4.0000", "260.00")
    assert answer["results"][0]["verified"] is True
    assert "Your time logs" in notices(hall, pia)[-1]
    assert hall.sql("SELECT count(*) FROM work_order_time_log_corrections") == [(2,)]
    no = await refusal(pia.call(ALL, work_order_id=id, time_logs=[{"time_log_id": first, "note": "x"}]))
    assert list(no.fields) == ["reason"]


async def test_a_deleted_log_counts_no_more_and_is_kept_to_be_seen(hall):
    boss, pia, id, (first, second) = await worked(
        hall, HOURLY, ("08:00", "09:00"), ("09:00", "11:00"), tasks=[{"group": "onsite", "type_id": 3}]
    )
    answer = await boss.call(DELETE, work_order_id=id, time_log_id=first, reason="Never there")
    assert (answer["deleted"], answer["total_hours"], answer["pay"]["labor_sum"]) == (True, "2.0000", "130.00")
    assert "Never there" in notices(hall, pia)[-1]
    seen = await pia.call("list_work_order_time_logs", work_order_id=id, include_void=True)
    (gone,) = [log for log in seen["results"] if log["void"]]
    assert (gone["corrections"][0]["before"]["hours"], "after" in gone["corrections"][0]) == ("1.0000", False)
    assert (await refusal(boss.call(DELETE, work_order_id=id, time_log_id=first))).code == "not_found"
    assert (await refusal(boss.call(UPDATE, work_order_id=id, time_log_id=first, note="x"))).code == "not_found"
    await pia.call("mark_work_order_complete", work_order_id=id)
    no = await refusal(boss.call(DELETE, work_order_id=id, time_log_id=second))
    assert (no.code, no.next) == ("wrong_state", ["mark_work_order_incomplete"])
    await boss.call("mark_work_order_incomplete", work_order_id=id, reason_id=1, reason="x")
    last = await pia.call(DELETE, work_order_id=id, time_log_id=second)
    assert (last["status"]["sub_status"], last["total_hours"]) == ("confirmed", "0.0000")
    assert columns(hall, id, "checked_in_at", "checked_out_at") == (None, None)
    assert hall.sql("SELECT status FROM work_order_tasks") == [("incomplete",)]


async def test_fixed_pay_does_not_hang_on_a_time_log(hall):
    boss, pia, id, (log,) = await worked(hall, FIXED, ("09:00", "10:00"))
    await pia.call("mark_work_order_complete", work_order_id=id)
    assert (await boss.call(DELETE, work_order_id=id, time_log_id=log))["pay"]["labor_sum"] == "400.00"
