"""Making work orders and changing them."""

import pytest

from tests.hall import Refused
from tests.tools.field_work import (
    DAY,
    EXACT,
    FIXED,
    HOURLY,
    SITE,
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
    time_log,
    write,
)


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


def custom_field(hall, company_id, name, flags='["required"]', role="buyer", type="text", **more):
    values = {
        "company_id": company_id, "name": name, "role": role, "type": type, "flags": flags,
        "created_at": "2026-01-01T00:00:00.000Z", "updated_at": "2026-01-01T00:00:00.000Z", **more,
    }  # fmt: skip
    columns, marks = ", ".join(values), ", ".join("?" for _ in values)
    return write(hall, f"INSERT INTO company_custom_fields ({columns}) VALUES ({marks})", *values.values())


def client_and_project(hall, company_id):
    stamp = "2026-01-01T00:00:00.000Z"
    client = write(
        hall, "INSERT INTO client_companies (company_id, name, created_at, updated_at) VALUES (?, 'Stores', ?, ?)",
        company_id, stamp, stamp,
    )  # fmt: skip
    project = write(
        hall, "INSERT INTO projects (company_id, client_id, name, created_at, updated_at) VALUES (?, ?, 'Rollout', ?, ?)",
        company_id, client, stamp, stamp,
    )  # fmt: skip
    return client, project


async def test_a_title_is_enough_for_a_draft_and_missing_says_what_publishing_asks_for(hall):
    boss = await company(hall)
    made = await boss.call("create_work_order", title="  Fix\u200b a printer ")
    assert made["title"] == "Fix a printer"
    assert made["status"]["display"] == "Draft"
    assert made["currency"] == "USD"
    assert {gap.split(":")[0] for gap in made["missing"]} == {"types_of_work", "location", "schedule", "pay"}
    assert "publish_work_order" in made["actions"]
    folders = await boss.call("get_work_order", work_order_id=made["id"], columns=["attachments"])
    assert [each["name"] for each in folders["attachments"]["folders"]] == ["Documents", "Misc"]


async def test_an_order_keeps_everything_it_was_given(hall):
    boss = await company(hall)
    client, project = client_and_project(hall, boss.company)
    store = custom_field(hall, boss.company, "Store", type="predefined", options='["A", "B"]')
    tag = await tagged(hall, boss.company, "Urgent")
    made = await boss.call(
        "create_work_order",
        title="Install POS",
        description="Bring <b>tools</b><script>alert(1)</script>",
        confidential="Door code 1234",
        types_of_work=[{"id": 62, "is_primary": True}, {"id": 94}],
        service_type_id=1,
        location={**SITE, "display_name": "Store 42", "notes": "Ring twice", "save_as": "Store 42"},
        schedule={"mode": "hours", "start": "2026-03-10T09:00:00-06:00", "end": "2026-03-12T17:00:00-06:00",
                  "time_zone": "America/Chicago", "schedule_note": "closed from 12 to 13"},
        pay={"type": "blended", "base": {"amount": "120.00", "units": "2"},
             "additional": {"amount": "50.00", "units": 3}, "bonus_ids": [1], "penalty_ids": [3],
             "cancellation_fee": {"calculation": "percent", "amount": "20"}, "payment_terms_days": 7},
        project_id=project,
        contacts=[{"name": "Kay", "phone": "+1 612 555 0100"}],
        tasks=[{"group": "onsite", "type_id": 3}, {"group": "prep", "type_id": 8, "phone": "+1 612 555 0199"},
               {"group": "onsite", "type_id": 10, "label": "Photo of the rack", "alerts": [{"email": "a@b.test"}]}],
        custom_fields=[{"custom_field_id": store, "value": "A"}],
        tags=[tag, "urgent"],
        qualifications=[{"type": "rating", "operator": ">=", "value": 4}],
        require_ontime=True,
        estimated_hours="2.5",
        incident_id="INC-1001",
    )  # fmt: skip
    assert made["missing"] == []
    whole = await boss.call("get_work_order", work_order_id=made["id"])
    assert whole["description"] == "Bring <b>tools</b>"
    assert whole["client"]["id"] == client
    assert [each["id"] for each in whole["types_of_work"]] == [62, 94]
    assert whole["location"]["saved_location"]["name"] == "Store 42"
    assert whole["location"]["notes"][0]["text"] == "Ring twice"
    assert whole["schedule"]["service_window"]["start"] == {
        "utc": "2026-03-10T15:00:00Z", "local": "2026-03-10T10:00:00-05:00",
    }  # fmt: skip
    assert whole["schedule"]["latest_arrival"] == "2026-03-12T15:30:00-05:00"
    assert whole["pay"]["range"] == {"min": "120.00", "max": "270.00"}
    assert whole["pay"]["estimate"] is True
    assert [each["type"]["id"] for each in whole["tasks"]["results"]] == [8, 3, 10]
    assert whole["custom_fields"][0]["value"] == "A"
    assert [each["name"] for each in whole["tags"]] == ["Urgent"]
    assert whole["qualifications"]["rules"][0]["value"] == "4"
    assert whole["networks"] == [{"id": 1, "name": "Marketplace"}]
    assert whole["contacts"][0]["name"] == "Kay"


async def tagged(hall, company_id, name):
    sql = "INSERT INTO company_tags (company_id, name, created_at) VALUES (?, ?, '2026-01-01T00:00:00.000Z')"
    return write(hall, sql, company_id, name)


CHICAGO = {"time_zone": "America/Chicago"}
BAD = [
    # what is given, code, faulty field
    ({}, "invalid_argument", "title"),
    ({"title": "\u200b "}, "invalid_argument", "title"),
    ({"title": "x" * 256}, "invalid_argument", "title"),
    ({"title": "x", "type_of_work_id": 9999}, "invalid_reference", "types_of_work"),
    ({"title": "x", "type_of_work_id": 62, "types_of_work": [{"id": 62}]}, "invalid_argument", "type_of_work_id"),
    ({"title": "x", "types_of_work": [{"id": 62}, {"id": 94}]}, "invalid_argument", "types_of_work"),
    ({"title": "x", "types_of_work": [{"id": 62}, {"id": 62}]}, "invalid_argument", "types_of_work"),
    ({"title": "x", "service_type_id": 1}, "invalid_argument", "service_type_id"),
    ({"title": "x", "type_of_work_id": 94, "service_type_id": 1}, "invalid_reference", "service_type_id"),
    ({"title": "x", "project_id": 77}, "invalid_reference", "project_id"),
    ({"title": "x", "client_id": 77}, "invalid_reference", "client_id"),
    ({"title": "x", "manager_id": 77}, "invalid_reference", "manager_id"),
    ({"title": "x", "template_id": 77}, "invalid_reference", "template_id"),
    ({"title": "x", "network_ids": [77]}, "invalid_reference", "network_ids"),
    ({"title": "x", "tags": ["nope"]}, "invalid_reference", "tags"),
    ({"title": "x", "custom_fields": [{"custom_field_id": 77, "value": "1"}]}, "invalid_reference",
     "custom_fields[0].custom_field_id"),
    ({"title": "x", "location": {"mode": "saved"}}, "invalid_argument", "location.saved_location_id"),
    ({"title": "x", "location": {"mode": "saved", "saved_location_id": 7}}, "invalid_reference",
     "location.saved_location_id"),
    ({"title": "x", "location": {"mode": "custom"}}, "invalid_argument", "location.country"),
    ({"title": "x", "location": {"mode": "custom", "country": "XX", "address1": "a", "zip": "1"}},
     "invalid_argument", "location.country"),
    ({"title": "x", "location": {"mode": "custom", "country": "US"}}, "invalid_argument", "location.zip"),
    ({"title": "x", "location": {"mode": "custom", "country": "US", "latitude": 1.5}}, "invalid_argument",
     "location.longitude"),
    ({"title": "x", "location": {"mode": "remote", "city": "Rome"}}, "invalid_argument", "location.city"),
    ({"title": "x", "schedule": {"start": DAY}}, "invalid_argument", "schedule.mode"),
    ({"title": "x", "schedule": {"mode": "exact"}}, "invalid_argument", "schedule.start"),
    ({"title": "x", "schedule": {**EXACT, "end": DAY}}, "invalid_argument", "schedule.end"),
    ({"title": "x", "schedule": {"mode": "between", "start": DAY}}, "invalid_argument", "schedule.end"),
    ({"title": "x", "schedule": {"mode": "between", "start": DAY, "end": DAY}}, "invalid_argument", "schedule.end"),
    ({"title": "x", "schedule": {"mode": "hours", "start": "2026-03-10T17:00:00Z", "end": "2026-03-12T09:00:00Z"}},
     "invalid_argument", "schedule.end"),
    ({"title": "x", "pay": {"base": {"amount": "1"}}}, "invalid_argument", "pay.type"),
    ({"title": "x", "pay": {"type": "hourly", "base": {"amount": "65"}}}, "invalid_argument", "pay.base.units"),
    ({"title": "x", "pay": {"type": "fixed", "base": {"amount": "1.001"}}}, "invalid_argument", "pay.base.amount"),
    ({"title": "x", "pay": {**FIXED, "bonus_ids": [77]}}, "invalid_reference", "pay.bonus_ids"),
    ({"title": "x", "pay": {**FIXED, "penalty_ids": [77]}}, "invalid_reference", "pay.penalty_ids"),
    ({"title": "x", "pay": {**FIXED, "cancellation_fee": {"calculation": "percent", "amount": "101"}}},
     "invalid_argument", "pay.cancellation_fee.amount"),
    ({"title": "x", "contacts": [{"name": "Kay"}]}, "invalid_argument", "contacts[0]"),
    ({"title": "x", "contacts": [{"id": 7, "name": "Kay", "phone": "123"}]}, "invalid_reference", "contacts[0].id"),
    ({"title": "x", "tasks": [{"group": "prep", "type_id": 8}]}, "invalid_argument", "tasks[0].phone"),
    ({"title": "x", "tasks": [{"group": "prep", "type_id": 7, "custom_field_id": 7}]}, "invalid_reference",
     "tasks[0].custom_field_id"),
    ({"title": "x", "incident_id": "a;b"}, "invalid_argument", "incident_id"),
    ({"title": "x", "estimated_hours": "0"}, "invalid_argument", "estimated_hours"),
    ({"title": "x", "qualifications": [{"type": "rating", "operator": "has", "value": "4"}]}, "invalid_argument",
     "qualifications[0].operator"),
    ({"title": "x", "titel": "y"}, "invalid_argument", "titel"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code", "field"), BAD)
async def test_a_malformed_order_names_the_field_and_stores_nothing(hall, given, code, field):
    boss = await company(hall)
    no = await refusal(boss.call("create_work_order", **given))
    assert no.code == code
    assert field in no.fields
    assert hall.sql("SELECT count(*) FROM work_orders") == [(0,)]


async def test_two_check_in_steps_conflict(hall):
    boss = await company(hall)
    twice = [{"group": "onsite", "type_id": 3}, {"group": "onsite", "type_id": 3}]
    no = await refusal(boss.call("create_work_order", title="x", tasks=twice))
    assert no.code == "conflict"


async def test_a_project_of_another_client_is_refused(hall):
    boss = await company(hall)
    _, project = client_and_project(hall, boss.company)
    stamp = "2026-01-01T00:00:00.000Z"
    other = write(
        hall, "INSERT INTO client_companies (company_id, name, created_at, updated_at) VALUES (?, 'Banks', ?, ?)",
        boss.company, stamp, stamp,
    )  # fmt: skip
    no = await refusal(boss.call("create_work_order", title="x", project_id=project, client_id=other))
    assert no.code == "invalid_reference"
    write(hall, "UPDATE projects SET status = 'archived'")
    no = await refusal(boss.call("create_work_order", title="x", project_id=project))
    assert "archived" in no.text


async def test_the_same_key_makes_one_order(hall):
    boss = await company(hall)
    first = await boss.call("create_work_order", title="x", idempotency_key="k1")
    again = await boss.call("create_work_order", title="x", idempotency_key="k1")
    assert again["id"] == first["id"]
    assert again["replayed"] is True


async def test_what_is_not_given_stays_and_null_empties(hall):
    boss = await company(hall)
    id = await order(boss, description="Old", incident_id="A-1")
    changed = await boss.call("update_work_order", work_order_id=id, description=None, title="New title")
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
    id = await order(boss, contacts=[{"name": "Kay", "phone": "123456"}])
    first = (await boss.call("get_work_order", work_order_id=id, columns=["contacts"]))["contacts"][0]["id"]
    await boss.call(
        "update_work_order",
        work_order_id=id,
        contacts=[{"id": first, "name": "Kay Smith"}, {"name": "Lee", "email": "lee@acme.test"}],
    )
    after = (await boss.call("get_work_order", work_order_id=id, columns=["contacts"]))["contacts"]
    assert [(each["name"], each.get("phone")) for each in after] == [("Kay Smith", "123456"), ("Lee", None)]


async def test_naming_no_field_is_refused(hall):
    boss = await company(hall)
    no = await refusal(boss.call("update_work_order", work_order_id=await order(boss)))
    assert no.code == "invalid_argument"


async def test_a_change_of_terms_is_told_to_those_who_wait(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id)
    quiet = await boss.call("update_work_order", work_order_id=id, title="Install two terminals")
    assert (quiet["material"], quiet["notified"]) == (False, 0)
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
    empty = await refusal(boss.call("update_work_order", work_order_id=id, location=None))
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


async def test_a_new_time_over_something_else_of_the_assignee_is_warned_about(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-11T09:00:00Z"})
    moved = await boss.call("update_work_order", work_order_id=id, schedule={"start": "2026-03-11T09:30:00Z"})
    assert "something else from 2026-03-11 09:00" in moved["warnings"][0]


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
    await tagged(hall, boss.company, "Audit")
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
