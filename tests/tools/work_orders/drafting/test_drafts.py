"""Making work orders."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import DAY, EXACT, FIXED, SITE, company, tag_of, write


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


async def client_and_project(boss):
    client = (await boss.call("create_client_company", name="Stores"))["id"]
    project = (await boss.call("create_project", name="Rollout", client_id=client))["id"]
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
    client, project = await client_and_project(boss)
    store = custom_field(hall, boss.company, "Store", type="predefined", options='["A", "B"]')
    tag = tag_of(hall, boss.company, "Urgent")
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
    _, project = await client_and_project(boss)
    other = (await boss.call("create_client_company", name="Banks"))["id"]
    no = await refusal(boss.call("create_work_order", title="x", project_id=project, client_id=other))
    assert no.code == "invalid_reference"
    write(hall, "UPDATE projects SET status = 'archived'")
    no = await refusal(boss.call("create_work_order", title="x", project_id=project))
    assert "archived" in no.text


async def test_an_order_stays_with_the_client_of_its_project_and_in_an_archived_one(hall):
    boss = await company(hall)
    client, project = await client_and_project(boss)
    other = (await boss.call("create_client_company", name="Banks"))["id"]
    id = (await boss.call("create_work_order", title="x", project_id=project))["id"]
    no = await refusal(boss.call("update_work_order", work_order_id=id, client_id=other))
    assert (no.code, list(no.fields)) == ("invalid_reference", ["project_id"])
    kept = await boss.call("update_work_order", work_order_id=id, clear=["client_id"])
    assert kept["client"]["id"] == client
    assert any("stays with that client" in warning for warning in kept["warnings"])
    write(hall, "UPDATE projects SET status = 'archived'")
    # What is under way goes on; what leaves does not come back.
    await boss.call("update_work_order", work_order_id=id, project_id=project, title="y")
    moved = await boss.call("update_work_order", work_order_id=id, clear=["project_id"], client_id=other)
    assert moved["client"]["id"] == other
    assert "project" not in moved
    no = await refusal(boss.call("update_work_order", work_order_id=id, project_id=project))
    assert "project_id" in no.fields


async def test_the_same_key_makes_one_order(hall):
    boss = await company(hall)
    first = await boss.call("create_work_order", title="x", idempotency_key="k1")
    again = await boss.call("create_work_order", title="x", idempotency_key="k1")
    assert again["id"] == first["id"]
    assert again["replayed"] is True
