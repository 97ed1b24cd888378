"""Open calls beside freezes, mandates and the approval desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.approvals.mandated import shown
from tests.tools.open_calls.call_world import World, world_of


async def allow(world: World, **terms: Any) -> str:
    given = {"payees": [{"type": "any"}], "kinds": ["open_call"], "currency": "EUR", "total": "500", **terms}
    id: str = (await world.boss.call("create_mandate", **given))["mandate"]["public_id"]
    return id


async def used(world: World, id: str) -> tuple[str, int]:
    found = await shown(world.boss, id)
    return found["used"], found["uses"]


async def stop(boss: TestCaller, payee: TestCaller) -> int:
    made = await boss.call("freeze_payments", target="payee", payee_type="person", payee_id=payee.id, reason="Odd")
    id: int = made["freeze"]["id"]
    return id


async def refusal(call: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_nobody_who_is_frozen_is_taken_and_nothing_changes(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, person) for person in (ann, bob)]
    await stop(world.boss, ann)
    before = world.money()
    for caller in (world.acme, world.boss):
        no = await refusal(caller.call("accept_applications", open_call_id=ref, application_ids=ids))
        assert no.code == "not_eligible"
        assert no.details["not_eligible"] == [{"person_id": ann.id, "reasons": ["payments to them are frozen"]}]
    assert (world.money(), world.statuses(ref)) == (before, ["pending", "pending"])
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids[1:])
    assert world.statuses(ref) == ["pending", "accepted"]


async def test_whoever_is_frozen_does_not_find_the_calls_of_the_company(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    freeze = await stop(world.boss, ann)
    no = await refusal(ann.call("apply_to_open_call", open_call_id=ref, price="70", letter="Let me."))
    assert no.status == 404
    assert (await ann.call("search_open_calls"))["items"] == []
    await world.boss.call("unfreeze_payments", freeze_id=freeze)
    assert len((await ann.call("search_open_calls"))["items"]) == 1


async def test_whose_company_is_frozen_finds_no_calls_either(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    agency = await hall.agent("Agency", currency="EUR")
    join = "INSERT INTO memberships (company_id, person_id, role, created_at, updated_at) VALUES (?, ?, 'user', '2026', '2026')"
    hall.write_row(join, agency.company, ann.id)
    whom = {"payee_type": "company", "payee_id": agency.company}
    frozen = await world.boss.call("freeze_payments", target="payee", **whom, reason="Odd")
    assert (await ann.call("search_open_calls"))["items"] == []
    assert (await refusal(ann.call("apply_to_open_call", open_call_id=ref, price="70"))).status == 404
    await world.boss.call("unfreeze_payments", freeze_id=frozen["freeze"]["id"])
    assert len((await ann.call("search_open_calls"))["items"]) == 1


async def test_a_stop_of_all_money_holds_for_every_step_that_commits_some(hall: Hall) -> None:
    world = await world_of(hall)
    ref, draft = await world.published(), await world.draft()
    [application] = await world.applicants(ref, 1)
    mia = await hall.person("mia@acme.test", company="Acme")
    demote = "UPDATE memberships SET role = 'user' WHERE person_id = :id"
    await hall.app.database.write(lambda tx: tx.run(demote, id=mia.id))
    await world.boss.call("freeze_payments", target="all", reason="Stop")
    before = world.money()
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("publish_open_call", {"open_call_id": draft}),
        ("update_open_call", {"open_call_id": ref, "price_max": "90.00"}),
        ("accept_applications", {"open_call_id": ref, "application_ids": [application]}),
    )
    for tool, given in steps:
        assert (await refusal(mia.call(tool, **given))).code == "frozen", tool
    assert world.money() == before
    await world.boss.call("publish_open_call", open_call_id=draft)


async def test_a_mandate_counts_what_a_call_holds_and_gets_back_what_no_seat_took(hall: Hall) -> None:
    world = await world_of(hall)
    id = await allow(world)
    ref = await world.published()
    assert await used(world, id) == ("261.60", 1)
    await world.acme.call("update_open_call", open_call_id=ref, price_max="90.00")
    assert (await used(world, id), world.acme.questions) == (("294.30", 2), [])
    await world.acme.call("update_open_call", open_call_id=ref, price_max="80.00")
    assert await used(world, id) == ("261.60", 2)
    await world.boss.call("cancel_open_call", open_call_id=ref)
    assert await used(world, id) == ("0.00", 2)


async def test_what_a_seat_becomes_stays_counted_and_comes_back_when_that_work_ends(hall: Hall) -> None:
    world = await world_of(hall)
    id = await allow(world)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    cheap, dear = await world.application(ref, ann, "70.00"), await world.application(ref, bob, "100.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[cheap])
    assert await used(world, id) == ("250.70", 1)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[dear])
    assert await used(world, id) == ("272.50", 2)
    await world.boss.call("cancel_open_call", open_call_id=ref)
    assert await used(world, id) == ("185.30", 2)
    await ann.call("decline_task", task_id=taken["accepted"][0]["task_id"], reason="No time")
    assert await used(world, id) == ("109.00", 2)


async def test_a_new_price_of_work_in_hand_is_counted_and_stopped_with_the_rest(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    application = await world.application(ref, ann, "70.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    task = taken["accepted"][0]["task_id"]
    id = await allow(world, kinds=["task"])
    await world.acme.call("request_task_changes", task_id=task, price="80.00")
    assert await used(world, id) == ("10.90", 1)
    await ann.call("start_task", task_id=task)
    await world.acme.call("request_task_changes", task_id=task, price="90.00")
    await stop(world.boss, ann)
    assert (await refusal(ann.call("accept_task_changes", task_id=task))).code == "frozen"
    assert (await world.boss.call("get_task", task_id=task))["task"]["hold"]["amount"] == "87.20"


async def test_where_mandates_are_required_a_dearer_applicant_waits_for_a_yes_and_a_cheap_one_does_not(
    hall: Hall,
) -> None:
    world = await world_of(hall)
    ref = await world.published()
    await world.boss.call("set_approval_policy", mandates="required")
    ann, bob = await world.person("ann"), await world.person("bob")
    cheap, dear = await world.application(ref, ann), await world.application(ref, bob, "100.00")
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[cheap])
    answer = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[dear])
    assert answer["approval"]["reasons"] == ["mandate"]
    assert world.statuses(ref) == ["accepted", "pending"]
    waits = answer["approval"]["public_id"]
    found = (await world.boss.call("get_approval_request", approval_id=waits))["request"]
    assert str(bob.id) in str(found["payee"])
    await world.boss.call("approve_request", approval_id=waits, version=1)
    assert world.statuses(ref) == ["accepted", "accepted"]


async def test_an_agent_publishes_only_after_a_yes_where_the_desk_is_asked_always(hall: Hall) -> None:
    world = await world_of(hall)
    await world.boss.call("set_approval_policy", mode="desk_always")
    ref = await world.draft()
    waits = (await world.acme.call("publish_open_call", open_call_id=ref))["approval"]
    assert (waits["amount"]["amount"], world.money()[1]) == ("261.60", "0.00")
    await world.boss.call("approve_request", approval_id=waits["public_id"], version=1)
    assert (await world.status(ref))[0] == "published"


async def test_a_request_to_take_somebody_ends_with_the_call(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=1)
    ann, bob = await world.person("ann"), await world.person("bob")
    one, two = await world.application(ref, ann, "100.00"), await world.application(ref, bob)
    await world.boss.call("set_approval_policy", mode="desk_always")
    waits = (await world.acme.call("accept_applications", open_call_id=ref, application_ids=[one]))["approval"]
    await world.boss.call("accept_applications", open_call_id=ref, application_ids=[two])
    no = await refusal(world.boss.call("approve_request", approval_id=waits["public_id"], version=1))
    assert no.status == 409
    request = (await world.boss.call("get_approval_request", approval_id=waits["public_id"]))["request"]
    assert request["status"] == "void"


async def ask_always(world: World) -> None:
    limit = {"owner_type": "agent", "owner_id": world.acme.id, "ask": 1, "usd_micros": 0, "updated_at": "2026"}
    await world.hall.app.database.write(lambda tx: tx.insert("confirmation_limits", **limit))


async def test_who_is_taken_out_of_money_held_under_a_mandate_is_not_asked_about(hall: Hall) -> None:
    world = await world_of(hall)
    await ask_always(world)
    await allow(world)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    cheap, dear = await world.application(ref, ann, "70.00"), await world.application(ref, bob, "80.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[cheap, dear])
    assert world.acme.questions == []
    await ann.call("start_task", task_id=taken["accepted"][0]["task_id"])


async def test_work_held_under_a_mandate_is_paid_without_a_question_and_what_ended_counts_no_more(hall: Hall) -> None:
    world = await world_of(hall)
    await ask_always(world)
    id = await allow(world)
    ref = await world.published()
    people = [await world.person(name) for name in ("ann", "bob", "cleo")]
    first, second, third = [await world.application(ref, person, "80.00") for person in people]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    task = taken["accepted"][0]["task_id"]
    await people[0].call("start_task", task_id=task)
    await people[0].call("mark_task_completed", task_id=task, report="Done")
    await world.acme.call("accept_task", task_id=task)
    await world.acme.call("pay_task", task_id=task)
    assert world.acme.questions == []
    await world.boss.call("revoke_mandate", mandate_id=id)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[second])
    assert len(world.acme.questions) == 1
    assert third


async def test_money_that_a_person_had_held_is_covered_by_no_mandate(hall: Hall) -> None:
    world = await world_of(hall)
    await ask_always(world)
    ref = await world.draft(seats=1)
    await world.boss.call("publish_open_call", open_call_id=ref)
    await allow(world)
    await world.acme.call("update_open_call", open_call_id=ref, price_max="81.00")
    application = await world.application(ref, await world.person("ann"), "70.00", seen_version=9)
    asked = len(world.acme.questions)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    assert len(world.acme.questions) == asked + 1
