"""Changing work orders: what is open in which state, and who hears of it."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    EXACT,
    HOURLY,
    acts,
    admin,
    assigned,
    clerk,
    company,
    done,
    notices,
    order,
    provider,
    published,
    tag_of,
    time_log,
    write,
)


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_what_is_not_given_stays_and_null_empties(hall):
    boss = await company(hall)
    id = await order(boss, description="Old", incident_id="A-1")
    changed = await boss.call("update_work_order", work_order_id=id, description="", title="New title")
    assert changed["changed"] == ["description", "title"]
    assert changed["title"] == "New title"
    whole = await boss.call("get_work_order", work_order_id=id)
    assert "description" not in whole
    assert whole["incident_id"] == "A-1"
    emptied = await boss.call("update_work_order", work_order_id=id, schedule={}, location={}, pay={})
    assert not {"schedule", "location", "pay"} & set(emptied)
    assert acts(hall, id) == ["created", "changed", "changed"]


async def test_pay_changes_in_draft_keep_what_was_left_out(hall):
    boss = await company(hall)
    id = await order(boss, pay=HOURLY)
    after = await boss.call("update_work_order", work_order_id=id, pay={"base": {"units": "6"}})
    assert after["pay"]["base"] == {"amount": "65.00", "units": "6"}
    assert after["pay"]["range"]["max"] == "390.00"
    no = await refusal(boss.call("update_work_order", work_order_id=id, pay={"type": "device"}))
    assert "pay.base.amount" in no.fields


async def test_a_stale_correlation_id_is_refused_with_the_current_one(hall):
    boss = await company(hall)
    made = await boss.call("create_work_order", title="x")
    await boss.call("update_work_order", work_order_id=made["id"], title="y", correlation_id=made["correlation_id"])
    no = await refusal(
        boss.call("update_work_order", work_order_id=made["id"], title="z", correlation_id=made["correlation_id"])
    )
    assert no.code == "conflict"
    assert no.details["correlation_id"] != made["correlation_id"]


async def test_entries_with_an_id_change_and_others_are_added(hall):
    boss = await company(hall)
    id = await order(boss, contacts=[{"name": "Kay", "phone": "+16125550123"}])
    first = (await boss.call("get_work_order", work_order_id=id, columns=["contacts"]))["contacts"][0]["id"]
    await boss.call(
        "update_work_order",
        work_order_id=id,
        contacts=[{"id": first, "name": "Kay Smith"}, {"name": "Lee", "email": "lee@acme.test"}],
    )
    after = (await boss.call("get_work_order", work_order_id=id, columns=["contacts"]))["contacts"]
    assert [(each["name"], each.get("phone")) for each in after] == [("Kay Smith", "+16125550123"), ("Lee", None)]


async def test_naming_no_field_is_refused(hall):
    boss = await company(hall)
    no = await refusal(boss.call("update_work_order", work_order_id=await order(boss)))
    assert no.code == "invalid_argument"


async def test_a_change_of_terms_is_told_to_those_who_wait(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id)
    quiet = await boss.call("update_work_order", work_order_id=id, title="Install two terminals")
    assert (quiet["material"], quiet["notified"]) == (False, 1)
    assert "Title of work order" in notices(hall, pia)[-1]
    hidden = await boss.call("update_work_order", work_order_id=id, incident_id="INC-1", confidential="Door code 7")
    assert (hidden["material"], hidden["notified"]) == (False, 0)
    loud = await boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-03-11T09:00:00Z"})
    assert (loud["material"], loud["notified"]) == (True, 1)
    assert "terms" in notices(hall, pia)[-1]
    mine = (await pia.call("get_work_order", work_order_id=id, columns=["requests"]))["requests"][0]
    assert mine["terms_changed"] is True


async def test_out_of_draft_the_window_lies_ahead_and_pay_goes_its_own_way(hall):
    boss = await company(hall)
    id = await published(boss)
    past = await refusal(boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-03-01T09:00:00Z"}))
    assert "schedule.start" in past.fields
    pay = await refusal(boss.call("update_work_order", work_order_id=id, pay=HOURLY))
    assert pay.code == "wrong_state"
    assert pay.next == ["update_work_order_pay"]
    empty = await refusal(boss.call("update_work_order", work_order_id=id, location={}))
    assert "location" in empty.fields


async def test_a_new_time_asks_the_assignee_to_confirm_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    write(
        hall, "UPDATE work_order_etas SET status = 'confirmed', start_at = ?, end_at = ? WHERE work_order_id = ?",
        "2026-03-10T09:00:00.000Z", "2026-03-10T10:00:00.000Z", id,
    )  # fmt: skip
    write(hall, "UPDATE work_orders SET confirmed_at = '2026-03-03T09:00:00.000Z' WHERE id = ?", id)
    moved = await boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-03-11T09:00:00Z"})
    assert moved["status"]["sub_status"] == "unconfirmed"
    assert "start" not in moved["eta"]
    assert moved["notified"] == 1
    assert hall.sql("SELECT confirmed_at FROM work_orders WHERE id = ?", id) == [(None,)]
    blocked = "SELECT start_at, end_at FROM busy_blocks WHERE source_type = 'work_order' AND source_id = ?"
    assert hall.sql(blocked, id) == [("2026-03-11T09:00:00.000Z", "2026-03-11T10:00:00.000Z")]


async def test_a_new_time_over_something_else_of_the_assignee_is_refused_unless_an_admin_sets_it_aside(hall):
    boss, chief, pia = await company(hall), await admin(hall), await provider(hall)
    id = await assigned(boss, pia)
    await assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-11T09:00:00Z"})
    there = {"work_order_id": id, "schedule": {"start": "2026-03-11T09:30:00Z"}}
    with pytest.raises(Refused) as no:
        await boss.call("update_work_order", **there)
    assert f"work order {id + 1} takes the time from 2026-03-11T04:00:00-05:00" in no.value.text
    assert "update_work_order with ignore_conflicts true" in no.value.text
    assert no.value.details["details"]["reasons"] == {str(pia.id): ["schedule_conflict"]}
    kept = await boss.call("get_work_order", work_order_id=id)
    assert kept["schedule"]["service_window"]["start"]["utc"] == "2026-03-10T09:00:00Z"
    with pytest.raises(Refused) as no:
        await boss.call("update_work_order", **there, ignore_conflicts=True)
    assert no.value.code == "forbidden"
    moved = await chief.call("update_work_order", **there, ignore_conflicts=True)
    assert f"work order {id + 1} takes the time" in moved["warnings"][0]


async def test_an_order_may_move_over_its_own_time(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    moved = await boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-03-10T09:30:00Z"})
    assert "warnings" not in moved
    assert moved["schedule"]["service_window"]["start"]["utc"] == "2026-03-10T09:30:00Z"


LOCKED = [
    # state, field, value, what unlocks it
    ("assigned", "types_of_work", [{"id": 94}], "unassign_work_order"),
    ("assigned", "require_gps", True, "unassign_work_order"),
    ("assigned", "network_ids", [1], "unassign_work_order"),
    ("assigned", "qualifications", [{"type": "rating", "operator": ">=", "value": "4"}], "unassign_work_order"),
    ("work_done", "title", "New", "mark_work_order_incomplete"),
    ("work_done", "schedule", EXACT, "mark_work_order_incomplete"),
    ("approved", "closing_notes", "New", "get_work_order"),
    ("paid", "incident_id", "A-2", "get_work_order"),
    ("canceled", "title", "New", "revert_work_order_to_draft"),
]


@pytest.mark.parametrize(("state", "field", "value", "unlocks"), LOCKED)
async def test_a_locked_field_says_what_would_unlock_it(hall, state, field, value, unlocks):
    boss, pia = await company(hall), await provider(hall)
    id = await brought_to(hall, boss, pia, state)
    no = await refusal(boss.call("update_work_order", work_order_id=id, **{field: value}))
    assert no.code == "wrong_state"
    assert field in no.text
    assert no.next == [unlocks]


async def brought_to(hall, boss, pia, state):
    """An order of the company in this state."""
    if state == "assigned":
        return await assigned(boss, pia)
    if state == "canceled":
        id = await published(boss)
        await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
        return id
    id = await done(boss, pia)
    if state in ("approved", "paid"):
        await boss.call("approve_work_order", work_order_id=id)
    if state == "paid":
        hall.clock.advance(days=4)
        await hall.tick()
    return id


@pytest.mark.parametrize("state", ["assigned", "work_done", "approved", "paid", "canceled"])
async def test_tags_stay_open_in_every_state(hall, state):
    boss, pia = await company(hall), await provider(hall)
    tag_of(hall, boss.company, "Audit")
    id = await brought_to(hall, boss, pia, state)
    await boss.call("update_work_order", work_order_id=id, tags=["audit"])
    whole = await boss.call("get_work_order", work_order_id=id, columns=["tags"])
    assert [each["name"] for each in whole["tags"]] == ["Audit"]


async def test_once_on_site_the_location_is_locked_and_while_checked_in_the_time(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    time_log(hall, id, pia, hall.clock.now, None)
    time = await refusal(boss.call("update_work_order", work_order_id=id, schedule=EXACT))
    assert "checked in" in time.text
    site = await refusal(boss.call("update_work_order", work_order_id=id, location={"mode": "remote"}))
    assert site.code == "wrong_state"


async def test_only_an_admin_acts_in_the_name_of_a_colleague(hall):
    boss = await company(hall)
    chief, cleo = await admin(hall), await clerk(hall)
    id = await order(boss)
    await chief.call("update_work_order", work_order_id=id, title="A", acting_user_id=cleo.id)
    assert hall.sql("SELECT acting_user_id FROM work_order_history ORDER BY id DESC LIMIT 1") == [(cleo.id,)]
    no = await refusal(cleo.call("update_work_order", work_order_id=id, title="B", acting_user_id=chief.id))
    assert no.code == "forbidden"
    own = await cleo.call("update_work_order", work_order_id=id, title="C", acting_user_id=cleo.id)
    assert own["title"] == "C"
    stranger = await hall.person("eve@eve.test")
    no = await refusal(chief.call("update_work_order", work_order_id=id, title="D", acting_user_id=stranger.id))
    assert "acting_user_id" in no.fields


async def test_another_company_and_a_worker_get_the_answer_of_an_unknown_order(hall):
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    id = await order(boss)
    for stranger in (rival, pia):
        theirs = await refusal(stranger.call("get_work_order", work_order_id=id))
        unknown = await refusal(stranger.call("get_work_order", work_order_id=99))
        assert theirs.text.replace(str(id), "99") == unknown.text
    no = await refusal(rival.call("update_work_order", work_order_id=id, title="mine"))
    assert no.code == "not_found"
    assert (await refusal(pia.call("create_work_order", title="x"))).code == "forbidden"
