"""Reading one work order: where it stands, its milestones, the full record for each side."""

from datetime import timedelta

import pytest

from store.types import utc_text
from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    EXACT,
    HOURLY,
    SITE,
    assigned,
    clerk,
    company,
    order,
    provider,
    published,
    row,
    time_log,
    write,
)

STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


CONFIRMED = {"status": "confirmed", "start_at": STAMP}
MOMENTS = [
    # sub-status, minutes to the latest arrival, ETA, time log, order
    ("unconfirmed", 3000, {}, None, {}),
    ("unconfirmed", 1441, {}, None, {}),
    ("at_risk", 1440, {}, None, {}),
    ("at_risk", -15, CONFIRMED, None, {}),
    ("confirmed", 60, CONFIRMED, None, {}),
    ("confirmed", -14, CONFIRMED, None, {}),
    ("confirmed", -90, CONFIRMED, None, {"job_status": "complete"}),
    ("confirmed", -90, {**CONFIRMED, "delay_seconds": 60, "delay_acknowledged": 1}, None, {}),
    ("on_my_way", -500, {**CONFIRMED, "condition": "on_my_way"}, None, {}),
    ("delayed", -500, {"condition": "delayed", "delay_seconds": 60}, None, {}),
    ("checked_in", -500, {"condition": "delayed"}, "in", {}),
    ("checked_out", -500, {}, "out", {}),
]


async def test_the_filter_on_sub_status_agrees_with_what_each_order_says(hall):
    boss, pia = await company(hall, funds="90000.00 USD"), await provider(hall)
    expected = {}
    for day, (name, minutes, eta, log, more) in enumerate(MOMENTS, start=10):
        id = await assigned(boss, pia, schedule={"mode": "exact", "start": f"2026-03-{day}T09:00:00Z"})
        arrival = {"latest_arrival_at": utc_text(hall.clock.now + timedelta(minutes=minutes))}
        change(hall, "work_orders", "id", id, {**arrival, **more})
        change(hall, "work_order_etas", "work_order_id", id, eta)
        if log:
            time_log(hall, id, pia, hall.clock.now, None if log == "in" else "1.0")
        expected.setdefault(name, set()).add(id)
    for name, ids in expected.items():
        listed = await boss.call("list_work_orders", sub_status=[name])
        assert {each["id"] for each in listed["results"]} == ids, name
        for id in ids:
            assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == name


def change(hall, table, key, id, values):
    if values:
        sets = ", ".join(f"{name} = ?" for name in values)
        write(hall, f"UPDATE {table} SET {sets} WHERE {key} = ?", *values.values(), id)


async def test_the_clock_alone_moves_an_unconfirmed_visit_to_at_risk_and_no_show(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    hall.clock.advance(days=7)
    status = (await pia.call("get_work_order_status", work_order_id=id))["status"]
    assert (status["display"], status["ncns"]) == ("Assigned: At risk", False)
    hall.clock.advance(days=1, hours=1)
    status = (await boss.call("get_work_order_status", work_order_id=id))["status"]
    assert (status["sub_status"], status["ncns"]) == ("at_risk", True)


async def test_milestones_tell_times_and_seconds_between(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    hall.clock.advance(minutes=10)
    await boss.call("publish_work_order", work_order_id=id)
    hall.clock.advance(minutes=20)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    hall.clock.advance(hours=1)
    await pia.call("mark_work_order_complete", work_order_id=id)
    hall.clock.advance(hours=2)
    await boss.call("approve_work_order", work_order_id=id)
    times = await pia.call("list_work_order_milestones", work_order_id=id)
    assert times["published"] == "2026-03-02T09:10:00Z"
    assert (times["time_to_dispatch"], times["time_to_work_done"], times["time_to_approve"]) == (1800, 5400, 12600)
    hall.clock.advance(days=3)
    await hall.tick()
    hall.clock.advance(days=30)
    alive = (await boss.call("list_work_order_milestones", work_order_id=id))["time_alive"]
    assert alive == 12600 + 3 * 86400


async def test_each_side_sees_its_part_of_the_record(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    steps = [{"group": "prep", "type_id": 8, "label": "Help desk", "phone": "+1 612 555 0100"}]
    id = await published(
        boss,
        confidential="Door code 1234",
        contacts=[{"name": "Kay", "phone": "+16125550123"}],
        tasks=steps,
        pay=HOURLY,
    )
    before = await pia.call("get_work_order", work_order_id=id)
    assert "Door code" not in str(before)
    assert "555 0100" not in str(before)
    assert "1 Main St" not in str(before)
    assert {"contacts", "tags", "confidential"} <= set(before["hidden"])
    assert set(before["pay"]) == {"currency", "type", "base", "range", "payment_terms_days"}
    assert before["actions"] == ["request_work_order"]
    await kim.call("request_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    mine = await pia.call("get_work_order", work_order_id=id)
    assert mine["confidential"] == "Door code 1234"
    assert mine["contacts"][0]["phone"] == "+16125550123"
    assert mine["tasks"]["results"][0]["phone"] == "+16125550100"
    assert mine["location"]["address1"] == "1 Main St"
    assert mine["pay"]["provider_total"] == "260.00"
    assert not {"service_fee", "company_total", "hold", "fees"} & set(mine["pay"])
    assert mine["hidden"] == ["tags"]
    assert mine["requests"] == []
    assert "mark_work_order_complete" in mine["actions"]
    theirs = await kim.call("get_work_order", work_order_id=id)
    assert [each["status"] for each in theirs["requests"]] == ["closed"]
    assert "assignee" not in theirs
    whole = await boss.call("get_work_order", work_order_id=id)
    assert "hidden" not in whole
    assert whole["pay"]["hold"]["amount"] == "286.00"
    assert whole["pay"]["fees"][1]["amount"] == "26.00"
    assert len(whole["requests"]) == 1


async def test_only_the_sections_asked_for_are_answered(hall):
    boss = await company(hall)
    id = await order(boss)
    part = await boss.call("get_work_order", work_order_id=id, columns=["schedule", "milestones"])
    assert {"schedule", "milestones"} <= set(part)
    assert not {"location", "pay", "tasks", "messages"} & set(part)
    assert (await refusal(boss.call("get_work_order", work_order_id=id, columns=["colour"]))).code == "invalid_argument"


async def test_every_section_tells_what_hangs_on_the_order(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    time_log(hall, id, pia, hall.clock.now, "1.5000", devices=2)
    row(hall, "work_order_problems", id, type_id=7, comments="Loose cable", author_type="person", author_id=pia.id,
        created_at=STAMP, updated_at=STAMP)  # fmt: skip
    row(hall, "work_order_shipments", id, name="Router", direction="to_site", carrier_name="ups", tracking="1Z",
        author_type="person", author_id=pia.id, created_at=STAMP, updated_at=STAMP)  # fmt: skip
    row(hall, "work_order_signatures", id, name="Kay", format="png", image="", size_bytes=0, sha256="", signed_at=STAMP,
        author_type="person", author_id=pia.id, created_at=STAMP)  # fmt: skip
    whole = await pia.call("get_work_order", work_order_id=id)
    assert whole["time_logs"]["total_hours"] == "1.5000"
    assert whole["time_logs"]["results"][0]["status"] == "checked_out"
    assert whole["problems"]["open_count"] == 1
    assert whole["problems"]["results"][0]["type"] == {"id": 7, "name": "safety"}
    assert whole["shipments"][0]["carrier"] == "ups"
    assert whole["signatures"][0]["name"] == "Kay"
    assert whole["eta"]["status"]["name"] == "unconfirmed"
    assert "condition" not in whole["eta"]


async def test_acting_in_a_colleagues_name_is_checked_on_reads_too(hall):
    boss = await company(hall)
    cleo = await clerk(hall)
    id = await order(boss)
    assert (await cleo.call("get_work_order", work_order_id=id, acting_user_id=cleo.id))["id"] == id
    assert (
        await refusal(boss.call("get_work_order_status", work_order_id=id, acting_user_id=cleo.id))
    ).code == "forbidden"


async def test_a_window_of_days_has_its_last_arrival_on_the_last_day(hall):
    boss = await company(hall)
    hours = {"mode": "hours", "start": "2026-03-10T08:00:00Z", "end": "2026-03-12T16:00:00Z"}
    id = await order(boss, schedule=hours, estimated_hours="3", location={**SITE})
    schedule = (await boss.call("get_work_order", work_order_id=id, columns=["schedule"]))["schedule"]
    assert schedule["latest_arrival"] == "2026-03-12T08:00:00-05:00"
    await boss.call("update_work_order", work_order_id=id, estimated_hours="1")
    schedule = (await boss.call("get_work_order", work_order_id=id, columns=["schedule"]))["schedule"]
    assert schedule["latest_arrival"] == "2026-03-12T10:00:00-05:00"
    await boss.call("update_work_order", work_order_id=id, schedule=EXACT)
    schedule = (await boss.call("get_work_order", work_order_id=id, columns=["schedule"]))["schedule"]
    assert schedule["latest_arrival"] == "2026-03-10T04:00:00-05:00"
