"""Templates of open calls: kept, filled in, changed and deleted."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import LOGO, world_of

FILLS = [
    {"name": "city", "label": "Town", "kind": "choice", "options": ["Bonn", "Jena"]},
    {"name": "count", "label": "How many people", "kind": "number"},
]
BODY = {
    **LOGO, "title": "Survey in {{city}}", "description": "Ask {{count}} people in {{city}}.", "price_max": "40.00",
    "estimated_hours": "2", "deadline_hours": 48,
}  # fmt: skip


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_call_is_made_of_a_template_with_its_blanks_filled_in(hall):
    world = await world_of(hall)
    saved = await world.acme.call("save_open_call_template", name="Survey", body=BODY, fills=FILLS)
    assert saved["placeholders"] == ["city", "count"]
    id = saved["template"]["id"]
    values = [{"name": "city", "value": "Bonn"}, {"name": "count", "value": "30"}]
    made = await world.acme.call("create_open_call", template_id=id, fills=values, price_max="45.00")
    shown = made["open_call"]
    assert (shown["title"], shown["description"], shown["price"]["max"]) == (
        "Survey in Bonn", "Ask 30 people in Bonn.", "45.00",
    )  # fmt: skip
    assert (made["missing"], shown["template_id"]) == ([], id)
    no = await refusal(world.acme.call("create_open_call", template_id=id, fills=[{"name": "city", "value": "Ulm"}]))
    assert set(no.fields) == {"fills.city", "fills.count"}
    listed = await world.acme.call("list_open_call_templates", search="survey")
    assert [(item["name"], item["uses"]) for item in listed["items"]] == [("Survey", 1)]
    whole = (await world.acme.call("list_open_call_templates", template_id=id))["items"][0]
    assert whole["body"]["description"] == BODY["description"]
    await world.acme.call("publish_open_call", open_call_id=shown["public_id"])


async def test_what_does_not_fit_together_is_named(hall):
    world = await world_of(hall)
    save = "save_open_call_template"
    no = await refusal(world.acme.call(save, name="Survey", body=BODY, fills=FILLS[:1]))
    assert "not declared: count" in str(no.fields)
    no = await refusal(world.acme.call(save, name="Survey", body={"title": "Photos in {{City}} and {{ city }}"}))
    assert "not declared: City, city" in str(no.fields)
    no = await refusal(world.acme.call(save, name="Survey", body={"title": "Plain"}, fills=FILLS))
    assert "in no text: city, count" in str(no.fields)
    assert set((await refusal(world.acme.call(save, name="Survey"))).fields) == {"body"}
    assert set((await refusal(world.acme.call(save, body={"title": "Plain"}))).fields) == {"name"}
    first = await world.acme.call(save, name="Survey", body=BODY, fills=FILLS)
    no = await refusal(world.acme.call(save, name="SURVEY", body=BODY, fills=FILLS))
    assert (no.status, no.code) == (409, "name_taken")
    unsafe = await world.acme.call(save, name="Bad", body={**BODY, "title": "Solve a captcha"}, fills=FILLS)
    assert "bypass_human_check" in str(unsafe["warnings"])
    renamed = await world.acme.call(save, template_id=first["template"]["id"], name="Street survey")
    assert (renamed["template"]["name"], renamed["placeholders"]) == ("Street survey", ["city", "count"])


async def test_an_earlier_call_becomes_a_template_and_its_maker_deletes_it(hall):
    world = await world_of(hall)
    ref = await world.draft(apply_until=world.in_days(3))
    saved = await world.acme.call("save_open_call_template", name="Photos", from_call=ref)
    id = saved["template"]["id"]
    made = await world.acme.call("create_open_call", template_id=id, title="Again")
    assert (made["open_call"]["title"], made["open_call"].get("apply_until"), made["missing"]) == ("Again", None, [])
    clerk = await hall.person("clerk@acme.test", company="Acme", role="user")
    no = await refusal(clerk.call("delete_open_call_template", template_id=id))
    assert no.status == 403
    rival = await hall.agent("Rival")
    assert (await refusal(rival.call("delete_open_call_template", template_id=id))).status == 404
    assert (await world.boss.call("delete_open_call_template", template_id=id))["deleted"] == id
    assert (await refusal(world.acme.call("create_open_call", template_id=id))).status == 422
    assert (await world.acme.call("list_open_call_templates"))["items"] == []
