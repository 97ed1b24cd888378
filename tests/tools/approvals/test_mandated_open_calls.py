"""Open calls beside the desk: what publishing, changing and taking people commits, under mandates and stops."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.approvals.mandated import shown
from tests.tools.open_calls.call_world import World, world_of


async def allow(world: World, **terms: Any) -> str:
    given = {"payees": [{"type": "any"}], "kinds": ["open_call"], "currency": "EUR", "total": "300", **terms}
    id: str = (await world.boss.call("create_mandate", **given))["mandate"]["public_id"]
    return id


async def used(world: World, id: str) -> tuple[str, int]:
    found = await shown(world.boss, id)
    return found["used"], found["uses"]


async def refusal(doing: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await doing
    return no.value


async def test_all_seats_count_once_and_go_on_counting_as_the_work_they_become(hall: Hall) -> None:
    """261.60 EUR for three seats are more than goes unasked."""
    world = await world_of(hall)
    id = await allow(world)
    ref = await world.published()
    assert (world.acme.questions, await used(world, id)) == ([], ("261.60", 1))
    ann, bob = await world.person("ann"), await world.person("bob")
    first, second = await world.application(ref, ann), await world.application(ref, bob, "70.00")
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    assert await used(world, id) == ("261.60", 1)
    taken = await world.boss.call("accept_applications", open_call_id=ref, application_ids=[second])
    # 76.30 of 87.20 are set aside for the second, whoever took them.
    assert await used(world, id) == ("250.70", 1)
    await world.acme.call("reject_task", task_id=taken["accepted"][0]["task_id"])
    assert await used(world, id) == ("174.40", 1)
    await world.acme.call("cancel_open_call", open_call_id=ref)
    assert await used(world, id) == ("87.20", 1)
    one = await world.boss.call("list_mandates", mandate_id=id)
    assert [(use["kind"], use["committed"]["amount"], use["returned"]["amount"]) for use in one["uses"]] == [
        ("open_call", "261.60", "174.40")
    ]


async def test_only_what_a_call_grows_by_counts_when_it_is_changed_and_when_somebody_costs_more(hall: Hall) -> None:
    world = await world_of(hall)
    id = await allow(world)
    ref = await world.published(seats=1)
    assert await used(world, id) == ("87.20", 1)
    await world.acme.call("update_open_call", open_call_id=ref, seats=2)
    assert await used(world, id) == ("174.40", 2)
    await world.acme.call("update_open_call", open_call_id=ref, seats=1)
    assert await used(world, id) == ("87.20", 2)
    ann = await world.person("ann")
    application = await world.application(ref, ann, "100.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    assert taken["accepted"][0]["cost"]["amount"] == "109.00"
    assert await used(world, id) == ("109.00", 3)
    await world.acme.call("reject_task", task_id=taken["accepted"][0]["task_id"])
    assert await used(world, id) == ("0.00", 3)


async def test_a_mandate_for_one_payee_covers_no_call_that_has_none_yet_but_what_is_added_for_them(hall: Hall) -> None:
    world = await world_of(hall)
    ann, bob = await world.person("ann"), await world.person("bob")
    await world.boss.call("set_approval_policy", mandates="required")
    id = await allow(world, payees=[{"type": "person", "id": ann.id}])
    ref = await world.draft()
    waits = await world.acme.call("publish_open_call", open_call_id=ref)
    assert (waits["approval"]["reasons"][0], await world.status(ref)) == ("mandate", ("draft", None))
    await world.boss.call("approve_request", approval_id=waits["approval"]["public_id"], version=1)
    assert (await world.status(ref), await used(world, id)) == (("published", None), ("0.00", 0))
    hers, his = await world.application(ref, ann, "90.00"), await world.application(ref, bob, "90.00")
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[hers])
    assert await used(world, id) == ("10.90", 1)
    waits = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[his])
    assert waits["approval"]["reasons"][0] == "mandate"
    assert world.statuses(ref) == ["accepted", "pending"]


async def test_a_payee_who_is_stopped_is_not_taken_and_nothing_is_set_aside_for_them(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, ann), await world.application(ref, bob)]
    stop = await world.boss.call("freeze_payments", target="payee", payee_type="person", payee_id=ann.id, reason="Odd")
    assert stop["stopped"]["open_calls"] == 1
    before = world.money()
    for caller in (world.acme, world.boss):
        no = await refusal(caller.call("accept_applications", open_call_id=ref, application_ids=ids))
        assert (no.status, no.code) == (422, "not_eligible")
        assert f"person {ann.id}: payments to them are frozen" in no.text
    assert (world.money(), world.statuses(ref)) == (before, ["pending", "pending"])
    await world.boss.call("unfreeze_payments", freeze_id=stop["freeze"]["id"])
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)


async def test_with_all_stopped_only_admins_publish_change_or_take(hall: Hall) -> None:
    world = await world_of(hall)
    ref, draft = await world.published(), await world.draft()
    [application] = await world.applicants(ref, 1)
    bot = {"target": "agent", "agent_id": world.acme.id}
    stop = await world.boss.call("freeze_payments", **bot, reason="Stop")
    assert stop["stopped"]["open_calls"] == 1
    await world.boss.call("unfreeze_payments", freeze_id=stop["freeze"]["id"])
    everything = await world.boss.call("freeze_payments", target="all", reason="Stop")
    assert everything["stopped"]["open_calls"] == 1
    for tool, how in (
        ("publish_open_call", {"open_call_id": draft}),
        ("update_open_call", {"open_call_id": ref, "seats": 4}),
        ("accept_applications", {"open_call_id": ref, "application_ids": [application]}),
    ):
        assert (await refusal(world.acme.call(tool, **how))).code == "frozen", tool
        await world.boss.call(tool, **how)


async def test_fewer_seats_than_asked_for_are_published_by_a_yes(hall: Hall) -> None:
    world = await world_of(hall)
    await world.boss.call("set_approval_policy", mode="desk_always")
    ref = await world.draft()
    waits = await world.acme.call("publish_open_call", open_call_id=ref, expected_hold="261.60")
    id = waits["approval"]["public_id"]
    for seats in (3, 4):
        no = await refusal(world.boss.call("approve_request", approval_id=id, version=1, seats=seats))
        assert (no.status, list(no.fields)) == (422, ["seats"])
    done = await world.boss.call("approve_request", approval_id=id, version=1, seats=2)
    assert done["request"]["edited"] == {"name": "seats", "old": "3", "new": "2"}
    assert (done["result"]["open_call"]["seats"], world.money()) == (2, ("825.60", "174.40"))


async def test_a_part_of_those_asked_for_is_taken_by_a_yes(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ids = await world.applicants(ref, 3)
    await world.boss.call("set_approval_policy", mode="desk_always")
    waits = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    id = waits["approval"]["public_id"]
    no = await refusal(world.boss.call("approve_request", approval_id=id, version=1, application_ids=[*ids, 99]))
    assert (no.status, list(no.fields)) == (422, ["application_ids"])
    part = [ids[0], ids[2]]
    done = await world.boss.call("approve_request", approval_id=id, version=1, application_ids=part)
    assert [each["application_id"] for each in done["result"]["accepted"]] == part
    assert world.statuses(ref) == ["accepted", "pending", "accepted"]


async def test_paying_out_of_what_a_call_set_aside_counts_no_second_time(hall: Hall) -> None:
    world = await world_of(hall)
    id = await allow(world, kinds=["any"], total="1000")
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, ann), await world.application(ref, bob)]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    for each in taken["accepted"]:
        await world.acme.call("pay_new_task", task_id=each["task_id"])
    assert await used(world, id) == ("261.60", 1)
