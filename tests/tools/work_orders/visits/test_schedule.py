"""The service window, read and moved."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import assigned, company, done, notices, order, provider, published
from tests.tools.work_orders.visits.visit_world import clock, refusal

UPDATE = "update_work_order_schedule"
LATER = "2026-03-12T09:00:00-05:00"


async def test_a_window_stands_in_utc_and_by_the_clocks_of_the_site(hall):
    boss, other = await company(hall), await company(hall, "Other")
    id = await order(boss, schedule={"mode": "hours", "start": "2026-03-07T15:00:00Z", "end": "2026-03-09T22:00:00Z"},
                     estimated_hours="3")  # fmt: skip
    schedule = (await boss.call("get_work_order_schedule", work_order_id=id))["schedule"]
    assert schedule["service_window"] == {
        "mode": "hours",
        "start": {"utc": "2026-03-07T15:00:00Z", "local": "2026-03-07T09:00:00-06:00"},
        "end": {"utc": "2026-03-09T22:00:00Z", "local": "2026-03-09T17:00:00-05:00"},
    }
    assert (schedule["earliest_arrival"], schedule["latest_arrival"]) == (
        "2026-03-07T09:00:00-06:00", "2026-03-09T14:00:00-05:00",
    )  # fmt: skip
    assert (schedule["work_order_id"], schedule["status_id"], schedule["company_id"]) == (id, 1, boss.company)
    assert schedule["schedule_option"] == 0
    assert schedule["time_zone"] == {"name": "America/Chicago", "short": "CST", "offset": "-06:00"}
    assert (await refusal(other.call("get_work_order_schedule", work_order_id=id))).code == "not_found"
    bare = await boss.call("create_work_order", title="Later")
    assert "schedule" not in await boss.call("get_work_order_schedule", work_order_id=bare["id"])
    no = await refusal(boss.call(UPDATE, work_order_id=bare["id"], schedule_note="x"))
    assert set(no.fields) == {"mode", "start"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"mode": "exact", "start": LATER, "end": "2026-03-12T10:00:00-05:00"}, "end"),
        ({"mode": "between", "start": LATER}, "end"),
        ({"mode": "between", "start": LATER, "end": "2026-03-12T08:00:00-05:00"}, "end"),
        ({"mode": "hours", "start": LATER, "end": "2026-03-13T08:00:00-05:00"}, "end"),
        ({"mode": "exact", "start": "2026-03-01T09:00:00Z"}, "start"),
        # In Chicago the clocks skip two o'clock on 8 March, and show one o'clock twice on 1 November.
        ({"mode": "exact", "start": "2026-03-08T02:30:00", "time_zone": "America/Chicago"}, "start"),
        ({"mode": "exact", "start": "2026-11-01T01:30:00", "time_zone": "America/Chicago"}, "start"),
    ],
)
async def test_a_window_that_cannot_be_is_refused(hall, given, field):
    boss = await company(hall)
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await boss.call(UPDATE, work_order_id=id, **given)
    assert (no.value.code, list(no.value.fields)) == ("invalid_argument", [field])
    if "time_zone" in given:
        assert "-06:00 or 2026-" in no.value.text or "-05:00 or 2026-" in no.value.text


async def test_a_time_by_the_clocks_of_a_named_zone_is_read_there(hall):
    boss = await company(hall)
    id = await order(boss)
    given = {
        "mode": "between",
        "start": "2026-03-08T01:30:00",
        "end": "2026-03-08T03:30:00",
        "time_zone": "America/Chicago",
    }
    window = (await boss.call(UPDATE, work_order_id=id, **given))["schedule"]["service_window"]
    assert (window["start"]["utc"], window["end"]["utc"]) == ("2026-03-08T07:30:00Z", "2026-03-08T08:30:00Z")
    given = {"mode": "exact", "start": "2026-11-01T01:30:00-06:00"}
    window = (await boss.call(UPDATE, work_order_id=id, **given))["schedule"]["service_window"]
    assert window["start"] == {"utc": "2026-11-01T07:30:00Z", "local": "2026-11-01T01:30:00-06:00"}


async def test_moving_an_assigned_visit_asks_for_the_arrival_again_and_warns_of_other_work(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id = await assigned(boss, pia)
    await assigned(other, pia, schedule={"mode": "exact", "start": "2026-03-12T14:30:00Z"})
    await pia.call("set_work_order_eta", work_order_id=id, start="2026-03-10T09:00:00Z")
    stale = (await boss.call("get_work_order", work_order_id=id))["correlation_id"]
    answer = await boss.call(UPDATE, work_order_id=id, start=LATER, correlation_id=stale)
    assert (answer["eta_cleared"], answer["notified"], answer["status"]["sub_status"]) == (True, 1, "unconfirmed")
    assert "The provider is not free" in answer["warnings"][0]
    told = notices(hall, pia)[-1]
    assert "2026-03-12 09:00" in told
    assert hall.sql("SELECT kind FROM notices WHERE owner_id = ? ORDER BY id DESC LIMIT 1", pia.id) == [
        ("work_order_schedule_changed",)
    ]
    assert (await refusal(boss.call(UPDATE, work_order_id=id, start=LATER, correlation_id=stale))).code == "conflict"
    assert (await boss.call(UPDATE, work_order_id=id, start="2026-03-13T09:00:00Z"))["eta_cleared"] is False
    clock(hall, "2026-03-12T12:00:00Z")
    await pia.call("create_work_order_time_log", work_order_id=id, check_in={})
    assert (await refusal(boss.call(UPDATE, work_order_id=id, start="2026-03-14T09:00:00Z"))).code == "wrong_state"


async def test_an_open_order_tells_those_who_wait_and_a_finished_one_is_not_moved(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await kim.call("request_work_order", work_order_id=id)
    answer = await boss.call(UPDATE, work_order_id=id, start=LATER, require_ontime=True)
    assert (answer["notified"], answer["schedule"]["require_ontime"]) == (1, True)
    assert "other terms" in notices(hall, kim)[-1]
    ready = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-20T09:00:00Z"})
    assert (await refusal(boss.call(UPDATE, work_order_id=ready, start=LATER))).code == "wrong_state"


async def test_the_note_of_a_window_is_emptied_and_the_window_stays(hall):
    boss = await company(hall)
    id = await order(boss)
    noted = await boss.call(UPDATE, work_order_id=id, schedule_note="Closed from 12 to 13")
    assert noted["schedule"]["schedule_note"] == "Closed from 12 to 13"
    emptied = await boss.call(UPDATE, work_order_id=id, clear=["schedule_note"])
    assert "schedule_note" not in emptied["schedule"]
    assert emptied["schedule"]["service_window"] == noted["schedule"]["service_window"]
