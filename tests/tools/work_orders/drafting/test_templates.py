"""Templates: kept defaults, copied orders, and orders made from them."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import DAY, FIXED, SITE, assigned, company, order, provider, row, write

STAMP = "2026-03-02T09:00:00.000Z"
BETWEEN = {"mode": "between", "start": DAY, "end": "2026-03-10T13:00:00Z"}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_an_order_made_from_a_template_gets_its_defaults_and_what_the_call_gives_wins(hall):
    boss = await company(hall)
    values = {
        "title": "Install POS",
        "description": "Standard <b>install</b><script>x</script>",
        "types_of_work": [{"id": 62}],
        "location": SITE, "schedule": {"mode": "between", "duration_minutes": 240}, "pay": FIXED,
        "tasks": [{"group": "post", "type_id": 2}, {"group": "prep", "type_id": 10, "label": "Call"}],
        "require_gps": True, "estimated_hours": "2",
    }  # fmt: skip
    made = await boss.call("create_work_order_template", name="Install", description="For stores", values=values)
    assert made["defaults"]["description"] == "Standard <b>install</b>"
    template = made["id"]
    from_it = await boss.call("create_work_order", template_id=template, title="Install at 42", schedule={"start": DAY})
    assert from_it["missing"] == []
    assert from_it["title"] == "Install at 42"
    assert from_it["template"] == {"id": template, "name": "Install"}
    assert from_it["schedule"]["service_window"]["end"]["utc"] == "2026-03-10T13:00:00Z"
    whole = await boss.call("get_work_order", work_order_id=from_it["id"])
    assert [each["type"]["id"] for each in whole["tasks"]["results"]] == [10, 2]
    assert whole["require_gps"] is True
    assert whole["pay"]["range"]["max"] == "400.00"
    without_time = await boss.call("create_work_order", template_id=template)
    assert without_time["missing"] == ["schedule: mode and start"]


async def test_a_later_change_of_the_template_does_not_reach_the_order(hall):
    boss = await company(hall)
    template = (await boss.call("create_work_order_template", name="A", values={"title": "Old"}))["id"]
    made = await boss.call("create_work_order", template_id=template)
    write(hall, """UPDATE work_order_templates SET defaults = '{"title": "New"}'""")
    assert (await boss.call("get_work_order", work_order_id=made["id"]))["title"] == "Old"


async def test_an_order_is_copied_without_people_dates_or_money_spent(hall):
    boss, pia = await company(hall), await provider(hall)
    field = write(
        hall, """INSERT INTO company_custom_fields (company_id, name, role, type, created_at, updated_at)
                 VALUES (?, 'Store', 'buyer', 'text', ?, ?)""", boss.company, STAMP, STAMP,
    )  # fmt: skip
    tag = write(
        hall, "INSERT INTO company_tags (company_id, name, created_at) VALUES (?, 'VIP', ?)", boss.company, STAMP
    )
    id = await assigned(
        boss, pia, schedule=BETWEEN, tags=[tag], custom_fields=[{"custom_field_id": field, "value": "42"}],
        tasks=[{"group": "prep", "type_id": 10, "label": "Call"}], contacts=[{"name": "Kay", "phone": "+16125550123"}],
        qualifications=[{"type": "rating", "operator": ">=", "value": "1", "required": False, "weight": 5}],
        incident_id="INC-1", pay={**FIXED, "bonus_ids": [1], "cancellation_fee": {"amount": "60"}},
    )  # fmt: skip
    row(hall, "work_order_expenses", id, category_id=1, description="x", amount=100, total=100, author_type="person",
        author_id=pia.id, created_at=STAMP, updated_at=STAMP)  # fmt: skip
    made = await boss.call(
        "create_work_order_template", name="Copy", from_work_order_id=id, values={"title": "Fresh title"}
    )
    defaults = made["defaults"]
    assert defaults["title"] == "Fresh title"
    assert defaults["schedule"] == {"mode": "between", "duration_minutes": 240}
    assert not {"manager_id", "contacts", "incident_id", "assignee"} & set(defaults)
    assert defaults["custom_fields"] == [{"custom_field_id": field, "value": "42"}]
    assert defaults["pay"]["bonus_ids"] == [1]
    assert defaults["pay"]["cancellation_fee"]["amount"] == "60"
    again = await boss.call("create_work_order", template_id=made["id"], schedule={"start": DAY})
    assert again["missing"] == []
    whole = await boss.call("get_work_order", work_order_id=again["id"])
    assert [each["name"] for each in whole["tags"]] == ["VIP"]
    assert whole["qualifications"]["rules"][0]["weight"] == 5
    assert whole["pay"]["expenses"]["sum_pending"] == "0.00"


async def test_templates_are_listed_filtered_and_sorted(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    project = (await boss.call("create_project", name="Rollout"))["id"]
    first = await boss.call(
        "create_work_order_template", name="beta", values={"title": "x", "types_of_work": [{"id": 62}]}
    )
    second = await boss.call(
        "create_work_order_template",
        name="Alpha 100%",
        description="Monthly",
        values={"title": "x", "project_id": project},
    )
    await rival.call("create_work_order_template", name="Theirs", values={"title": "x"})

    async def ids(**filters):
        return [each["id"] for each in (await boss.call("list_work_order_templates", **filters))["results"]]

    assert await ids() == [second["id"], first["id"]]
    assert await ids(sort="id") == [first["id"], second["id"]]
    assert await ids(sort="created_date", order="desc") == [second["id"], first["id"]]
    assert await ids(search="MONTH") == [second["id"]]
    assert await ids(search="100%") == [second["id"]]
    assert await ids(search="%eta") == []
    assert await ids(project_id=project) == [second["id"]]
    assert await ids(type_of_work_id=62) == [first["id"]]
    assert await ids(active=False) == []
    line = (await boss.call("list_work_order_templates", search="beta"))["results"][0]
    assert line == {"id": first["id"], "name": "beta", "types_of_work": [62], "tasks": 0, "active": True}
    assert "sort" in (await refusal(boss.call("list_work_order_templates", sort="colour"))).fields
    assert (await refusal(rival.call("get_work_order_template", template_id=first["id"]))).code == "not_found"
    assert (await boss.call("get_work_order_template", template_id=first["id"]))["name"] == "beta"


async def test_a_name_is_used_once(hall):
    boss = await company(hall)
    await boss.call("create_work_order_template", name="Install", values={"title": "x"})
    no = await refusal(boss.call("create_work_order_template", name="INSTALL", values={"title": "y"}))
    assert (no.code, no.next) == ("conflict", ["get_work_order_template"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "invalid_argument"),
        ({"from_work_order_id": 99}, "not_found"),
        ({"values": {"colour": "red"}}, "invalid_argument"),
        ({"values": {"types_of_work": [{"id": 9999}]}}, "invalid_reference"),
        ({"values": {"network_ids": [77]}}, "invalid_reference"),
        ({"values": {"project_id": 77}}, "invalid_reference"),
        ({"values": {"service_type_id": 1}}, "invalid_argument"),
        ({"values": {"pay": {"type": "hourly", "base": {"amount": "65"}}}}, "invalid_argument"),
    ],
)
async def test_a_faulty_template_is_refused(hall, given, code):
    boss = await company(hall)
    assert (await refusal(boss.call("create_work_order_template", name="A", **given))).code == code
    assert hall.sql("SELECT count(*) FROM work_order_templates") == [(0,)]


async def test_a_template_of_another_companys_order_is_like_none(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    id = await order(boss)
    no = await refusal(rival.call("create_work_order_template", name="A", from_work_order_id=id))
    assert no.code == "not_found"


async def test_a_retired_template_makes_no_orders(hall):
    boss = await company(hall)
    template = (await boss.call("create_work_order_template", name="A", values={"title": "x"}))["id"]
    write(hall, "UPDATE work_order_templates SET active = 0")
    assert (await refusal(boss.call("create_work_order", template_id=template))).code == "invalid_reference"


KATU = {"mode": "custom", "address1": "Katu 1", "zip": "00100"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"location": {**KATU, "country": "XX"}}, "values.location.country"),
        ({"contacts": [{"name": "Ivan", "phone": "+79991234567 Ivan"}]}, "values.contacts[0].phone"),
        ({"contacts": [{"name": "Ivan", "phone": "00358 40 1234567/8"}]}, "values.contacts[0].phone"),
        ({"tasks": [{"group": "prep", "type_id": 8, "phone": "call Ivan"}]}, "values.tasks[0].phone"),
        (
            {"location": {**KATU, "country": "FI"}, "contacts": [{"name": "Ivan", "phone": "12"}]},
            "values.contacts[0].phone",
        ),
    ],
)
async def test_a_template_that_no_order_could_be_made_of_is_refused(hall, values, field):
    boss = await company(hall)
    no = await refusal(boss.call("create_work_order_template", name="A", values=values))
    assert list(no.fields) == [field]
    home = {"contacts": [{"name": "Ivan", "phone": "040 1234567"}]}
    made = await boss.call("create_work_order_template", name="A", values=home)
    given = {"template_id": made["id"], "title": "Fix it", "location": {**KATU, "country": "FI"}}
    assert (await boss.call("create_work_order", **given))["id"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"location": {"mode": "saved", "saved_location_id": 77}}, "location.saved_location_id"),
        ({"tasks": [{"group": "prep", "type_id": 1, "custom_field_id": 77}]}, "values.tasks[0].custom_field_id"),
        ({"custom_fields": [{"custom_field_id": 77, "value": "x"}]}, "values.custom_fields[0].custom_field_id"),
    ],
)
async def test_a_template_refers_only_to_what_the_company_has(hall, values, field):
    boss = await company(hall)
    no = await refusal(boss.call("create_work_order_template", name="A", values=values))
    assert no.code == "invalid_reference"
    assert list(no.fields) == [field]
