"""What is told of applications is read when it was answered, and names the tools that answer it now."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.open_calls.call_world import World, world_of


async def applied(hall: Hall, world: World, ref: str, *names: str) -> list[int]:
    ids = []
    for name in names:
        person = await world.person(name)
        made = await person.call("apply_to_open_call", open_call_id=ref, price="70")
        ids.append(made["application"]["id"])
    return ids


async def items(by: TestCaller, kind: str, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await by.call("list_notices", kinds=[kind], **given))["items"]
    return found


async def test_whoever_decides_has_read_it(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    [first, _] = await applied(hall, world, ref, "a", "b")
    assert len(await items(world.boss, "open_call_application", unread=True)) == 2
    await world.boss.call("decide_applications", open_call_id=ref, application_ids=[first], decision="shortlist")
    assert await items(world.boss, "open_call_application", unread=True) == []


async def test_a_notice_names_what_the_reader_can_do_about_it_now(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=2)
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [
        (await person.call("apply_to_open_call", open_call_id=ref, price="70"))["application"]["id"]
        for person in (ann, bob)
    ]
    for notice in await items(world.boss, "open_call_application"):
        assert notice["act_with"] == ["decide_applications", "accept_applications"]
    await world.boss.call("accept_applications", open_call_id=ref, application_ids=ids[:1])
    await world.boss.call("decide_applications", open_call_id=ref, application_ids=ids[1:], decision="refuse")
    assert [each["act_with"] for each in await items(world.boss, "open_call_application")] == [[], []]
    assert [each["act_with"] for each in await items(ann, "open_call_decided")] == [["start_task"]]
    assert [each["act_with"] for each in await items(bob, "open_call_decided")] == [[]]
    await world.boss.call("cancel_open_call", open_call_id=ref)
    await ann.call("start_task", task_id=hall.sql("SELECT max(id) FROM tasks")[0][0])
    assert [each["act_with"] for each in await items(ann, "open_call_decided")] == [[]]
    assert await items(ann, "open_call_decided", unread=True) == []


async def test_a_draft_is_told_with_what_sends_it_and_is_read_once_it_was_sent(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    agency = await hall.agent("Agency", currency="EUR")
    pia = await world.person("pia")
    hall.sql_script(f"UPDATE provider_profiles SET company_id = {agency.company} WHERE person_id = {pia.id}")
    await agency.call("apply_to_open_call", open_call_id=ref, person_id=pia.id, price="70")
    [draft] = await items(pia, "open_call_application", unread=True)
    assert draft["act_with"] == ["apply_to_open_call", "withdraw_application"]
    await pia.call("apply_to_open_call", open_call_id=ref)
    assert await items(pia, "open_call_application", unread=True) == []


async def test_what_was_decided_at_the_desk_is_no_longer_to_be_decided(hall: Hall) -> None:
    world = await world_of(hall)
    await world.boss.call("set_approval_policy", mode="desk_always")
    draft = await world.draft()
    waits = await world.acme.call("publish_open_call", open_call_id=draft)
    [notice] = await items(world.boss, "approval_waiting")
    assert notice["act_with"] == ["approve_request", "decline_request"]
    mia = await hall.person("mia@acme.test", company="Acme")
    await mia.call("decline_request", approval_id=waits["approval"]["public_id"], reason="No")
    [notice] = await items(world.boss, "approval_waiting")
    assert notice["act_with"] == []
