"""Open calls looked at by their company and by others."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_who_sees_a_call_depends_on_its_state_and_visibility(hall):
    world = await world_of(hall)
    ref = await world.draft(visibility="team", start_instructions="Ring twice")
    ann = await world.person("ann")
    assert (await refusal(ann.call("get_open_call", open_call_id=ref))).status == 404
    await world.acme.call("publish_open_call", open_call_id=ref)
    assert (await refusal(ann.call("get_open_call", open_call_id=ref))).status == 404
    await world.application(ref, ann)
    shown = await ann.call("get_open_call", open_call_id=ref)
    assert shown["my_application"]["status"] == "pending"
    assert "start_instructions" not in shown
    assert not {"held", "hold_per_seat", "applications", "start_instructions"} & shown["open_call"].keys()
    public = await world.published(requirements={"countries": ["FI"], "max_distance_km": "5"})
    rival = await hall.agent("Rival")
    assert (await rival.call("get_open_call", open_call_id=public))["open_call"]["public_id"] == public
    seen = await ann.call("get_open_call", open_call_id=public)
    assert seen["eligibility"] == {
        "ok": False, "reasons": [{"requirement": "countries", "wanted": "FI", "have": "unknown"}],
    }  # fmt: skip
    await world.acme.call("cancel_open_call", open_call_id=public)
    assert (await refusal(rival.call("get_open_call", open_call_id=public))).status == 404
    by_number = await world.acme.call("get_open_call", open_call_id="1")
    assert by_number["open_call"]["public_id"] == ref
    assert [step["status"] for step in by_number["history"]] == ["draft", "published"]


async def test_whoever_was_refused_is_led_to_apply_again_only_once_the_terms_are_others(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    application = await world.application(ref, ann)
    await world.acme.call("decide_applications", open_call_id=ref, application_ids=[application], decision="refuse")
    assert (await ann.call("get_open_call", open_call_id=ref))["allowed"] == ["report_open_call"]
    await world.acme.call("update_open_call", open_call_id=ref, price_max="90.00")
    shown = await ann.call("get_open_call", open_call_id=ref)
    assert shown["allowed"] == ["apply_to_open_call", "report_open_call"]


async def test_the_exact_place_is_for_nobody_before_they_are_accepted(hall):
    world = await world_of(hall, "2000.00 USD")
    ref = await world.published(**world.order_call())
    ann = await world.person("ann")
    shown = await ann.call("get_open_call", open_call_id=ref)
    assert shown["open_call"]["place"] == {"city": "Minneapolis", "country": "US"}
    assert "Main St" not in str(shown)
    assert "44.98" not in str(shown)


async def test_the_list_shows_what_waits_and_what_is_held_in_all(hall):
    world = await world_of(hall)
    drafted = await world.draft(title="A draft")
    first, second = await world.published(title="Window photos"), await world.published(title="Street survey", seats=1)
    await world.applicants(second, 2)
    listed = await world.acme.call("list_open_calls")
    assert [item["public_id"] for item in listed["items"]] == [second, first, drafted]
    assert listed["held_total"]["amount"] == "348.80"
    assert listed["items"][0]["applications"]["pending"] == 2
    waiting = await world.acme.call("list_open_calls", waiting=True)
    assert [item["public_id"] for item in waiting["items"]] == [second]
    found = await world.acme.call("list_open_calls", search="WINDOW")
    assert [item["public_id"] for item in found["items"]] == [first]
    assert (await world.acme.call("list_open_calls", creator_id=world.boss.id))["items"] == []
    rival = await hall.agent("Rival")
    assert (await rival.call("list_open_calls"))["items"] == []
