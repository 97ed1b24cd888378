"""Changing open calls: money follows, applicants hear of other terms, accepted work stays as it is."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_the_hold_follows_price_and_seats_of_the_free_seats(hall):
    world = await world_of(hall)
    ref = await world.published()
    [first] = await world.applicants(ref, 1)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    more = await world.acme.call("update_open_call", open_call_id=ref, price_max="100.00", seats=4)
    assert (more["hold_change"]["amount"], more["changed"]) == ("152.60", ["price_max", "seats"])
    assert (await world.held(ref), world.money()) == ("327.00", ("585.80", "414.20"))
    less = await world.acme.call("update_open_call", open_call_id=ref, seats=2)
    assert (less["hold_change"]["amount"], world.money()) == ("-218.00", ("803.80", "196.20"))
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, seats=1))
    assert "at least 2: 1 are taken" in no.fields["seats"]
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, seats=100))
    assert (no.status, world.money()) == (402, ("803.80", "196.20"))
    assert (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]["seats"] == 2


async def test_material_terms_ask_applicants_to_send_again_and_lapse_after_72_hours(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, ann), await world.application(ref, bob)]
    harmless = await world.acme.call("update_open_call", open_call_id=ref, title="Windows", seats=4, max_applications=9)
    assert harmless["applicants_told"] == 0
    changed = await world.acme.call("update_open_call", open_call_id=ref, description="Five photos of each.")
    assert changed["applicants_told"] == 2
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=ids))
    assert (no.code, no.details["application_ids"]) == ("terms_not_seen", ids)
    version = changed["open_call"]["version"]
    hall.write_row(
        "UPDATE open_call_applications SET seen_version = ?, send_again_by = NULL WHERE id = ?", version, ids[0]
    )
    hall.clock.advance(hours=72)
    await hall.tick()
    assert world.statuses(ref) == ["pending", "withdrawn: terms_changed"]
    assert hall.sql("SELECT decided_at FROM open_call_applications WHERE id = ?", ids[1]) == [
        ("2026-03-05T09:00:00.000Z",)
    ]
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[ids[0]])
    told = [
        text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ?", bob.id)
    ]
    assert "description" in told[0]
    assert "withdrawn" in told[-1]


async def test_a_version_seen_before_somebody_elses_change_is_refused(hall):
    world = await world_of(hall)
    ref = await world.draft()
    await world.boss.call("update_open_call", open_call_id=ref, version=1, title="Windows")
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, version=1, title="Shops"))
    assert (no.status, no.code, no.details["version"]) == (409, "changed_meanwhile", 2)
    fixed = await world.acme.call("update_open_call", open_call_id=ref, clear=["price_min"], deadline=world.in_days(30))
    assert fixed["open_call"]["price"]["kind"] == "fixed"
    assert (fixed["open_call"].get("deadline_hours"), world.money()[1]) == (None, "0.00")
    same = await world.acme.call("update_open_call", open_call_id=ref, title="Windows")
    assert (same["changed"], same["open_call"]["version"]) == ([], 3)


async def test_what_may_not_be_published_cannot_be_changed_into_either(hall):
    world = await world_of(hall)
    ref = await world.published()
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, title="Solve a captcha for us"))
    assert no.code == "forbidden_kind"
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, estimated_hours="40"))
    assert no.code == "pay_floor"
    assert (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]["title"] == "Photos of shop windows"
    await world.acme.call("cancel_open_call", open_call_id=ref)
    assert (await refusal(world.acme.call("update_open_call", open_call_id=ref, title="X"))).status == 409


async def test_the_sla_counts_from_publishing_and_new_instructions_reach_those_accepted(hall):
    world = await world_of(hall)
    ref = await world.published(start_instructions="Ring")
    hall.clock.advance(hours=10)
    no = await refusal(world.acme.call("update_open_call", open_call_id=ref, sla_hours=9))
    assert "sla_hours" in no.fields
    changed = await world.acme.call("update_open_call", open_call_id=ref, sla_hours=11)
    assert changed["open_call"]["sla_due"] == "2026-03-02T20:00:00Z"
    [first] = await world.applicants(ref, 1)
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    await world.acme.call("update_open_call", open_call_id=ref, start_instructions="Knock", clear=["sla_hours"])
    said = hall.sql("SELECT message FROM task_messages WHERE task_id = ? ORDER BY id", taken["accepted"][0]["task_id"])
    assert said == [("Ring",), ("Knock",)]


async def test_whoever_turned_the_work_down_hears_nothing_more_of_how_to_start(hall):
    world = await world_of(hall)
    ref = await world.published(start_instructions="The key is under the mat.")
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, person) for person in (ann, bob)]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    gone, kept = [each["task_id"] for each in taken["accepted"]]
    await ann.call("decline_task", task_id=gone)
    await world.acme.call("update_open_call", open_call_id=ref, start_instructions="The key is with Kay.")
    told = hall.sql("SELECT task_id FROM task_messages WHERE message = 'The key is with Kay.'")
    assert told == [(kept,)]
    seen = [await person.call("get_open_call", open_call_id=ref) for person in (ann, bob)]
    assert [each.get("start_instructions") for each in seen] == [None, "The key is with Kay."]
    assert "with Kay" not in str(await ann.call("list_notices"))
