"""Taking a provider off for good, dropping out, and running late."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    admin,
    assigned,
    company,
    notices,
    order,
    provider,
    published,
    purse,
    row,
    write,
)
from tests.tools.work_orders.routing_world import columns, confirm_arrival

STAMP = "2026-03-02T09:00:00.000Z"
OUT = {"reason": "My van broke down", "reason_id": 60}


def late(hall, id, before="on_schedule"):
    """A delay of half an hour as its provider reports it; the problem's id."""
    write(
        hall,
        """UPDATE work_order_etas SET condition = 'delayed', condition_before_delay = ?, delay_seconds = 1800
           WHERE work_order_id = ?""",
        before, id,
    )  # fmt: skip
    return row(
        hall, "work_order_problems", id, type_id=1, comments="Traffic", author_type="platform", author_id=0,
        created_at=STAMP, updated_at=STAMP,
    )  # fmt: skip


# Removing


async def test_a_removed_provider_is_out_of_the_running_until_forced_back(hall):
    agent, boss, pia = await company(hall), await admin(hall), await provider(hall)
    id = await published(agent)
    await agent.call("assign_work_order", work_order_id=id, user_id=pia.id)
    answer = await agent.call("remove_work_order_provider", work_order_id=id, reason="Not welcome at the site")
    assert answer["removed_provider"] == pia.id
    assert answer["status"]["name"] == "published"
    assert "problem_id" not in answer
    assert "removed from work order" in notices(hall, pia)[-1]
    assert hall.sql("SELECT role, message FROM work_order_messages") == [("buyer", "Not welcome at the site")]
    for caller, tool, more in [
        (pia, "request_work_order", {}),
        (agent, "route_work_order", {"user_id": pia.id}),
        (agent, "assign_work_order", {"user_id": pia.id}),
    ]:
        with pytest.raises(Refused) as no:
            await caller.call(tool, work_order_id=id, **more)
        assert no.value.details["reasons"] == {str(pia.id): ["removed_before"]}
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id, force=True)
    answer = await pia.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    assert answer["status"]["name"] == "assigned"


async def test_a_person_is_asked_before_somebody_is_removed(hall):
    agent, boss, pia = await company(hall), await admin(hall), await provider(hall)
    id = await assigned(agent, pia)
    boss.says_yes = False
    with pytest.raises(Refused):
        await boss.call("remove_work_order_provider", work_order_id=id, reason="No")
    assert f"Take person {pia.id} off work order {id}" in boss.questions[-1]
    assert columns(hall, id, "status") == (3,)


async def test_a_provider_drops_out_for_a_reason_of_the_company(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    for more, field in [
        ({}, "reason_id"),
        ({"reason_id": 999}, "reason_id"),
        ({"reason_id": 60, "return_to": "draft"}, "return_to"),
    ]:
        with pytest.raises(Refused) as no:
            await pia.call("remove_work_order_provider", work_order_id=id, reason="Sick", **more)
        assert field in no.value.fields
    answer = await pia.call("remove_work_order_provider", work_order_id=id, **OUT)
    assert "hold" not in answer
    assert "problem_id" not in answer
    assert answer["status"]["name"] == "published"
    assert purse(hall, boss) == ("2000.00", "440.00")
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id")
    assert "dropped out" in told[-1][0]
    assert "My van broke down" in told[-1][0]


async def test_dropping_out_on_the_last_day_opens_a_problem(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    hall.clock.advance(days=7)
    answer = await pia.call("remove_work_order_provider", work_order_id=id, **OUT)
    assert hall.sql("SELECT id, type_id, status, comments FROM work_order_problems") == [
        (answer["problem_id"], 2, "open", "My van broke down")
    ]


async def test_nobody_drops_out_of_what_is_not_theirs(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await kim.call("request_work_order", work_order_id=id)
    with pytest.raises(Refused) as no:
        await kim.call("remove_work_order_provider", work_order_id=id, **OUT)
    assert no.value.code == "wrong_state"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    with pytest.raises(Refused) as no:
        await kim.call("remove_work_order_provider", work_order_id=id, **OUT)
    assert no.value.code == "forbidden"
    assert columns(hall, id, "assignee_id") == (pia.id,)


# Running late


async def test_acknowledging_a_delay_resolves_the_problem_and_keeps_the_seconds(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    problem = late(hall, id)
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == "delayed"
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id, note="Thanks for telling")
    assert answer["status"]["sub_status"] == "confirmed"
    assert answer["status"]["delay"] == 1800
    assert answer["eta"]["condition"]["acknowledged"] is True
    assert answer["eta"]["condition"]["estimated_delay"] == 1800
    assert answer["problem"] == {"id": problem, "status": "resolved"}
    assert "Thanks for telling" in notices(hall, pia)[-1]
    assert hall.sql("SELECT message, to_person_id FROM work_order_messages") == [("Thanks for telling", pia.id)]
    with pytest.raises(Refused) as no:
        await boss.call("acknowledge_provider_delay", work_order_id=id)
    assert no.value.code == "wrong_state"


async def test_whoever_was_on_the_way_is_on_the_way_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    late(hall, id, before="on_my_way")
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id)
    assert answer["status"]["sub_status"] == "on_my_way"


async def test_a_newly_agreed_arrival_moves_the_eta_and_the_calendar(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    late(hall, id)
    for wrong in ("2026-03-10T08:59:00Z", "2026-03-10T13:00:01Z"):
        with pytest.raises(Refused) as no:
            await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta=wrong)
        assert "must be from 2026-03-10T09:00:00Z to 2026-03-10T13:00:00Z" in no.value.fields["new_eta"]
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta="2026-03-10T10:00:00Z")
    assert answer["eta"]["start"] == "2026-03-10T10:00:00Z"
    assert answer["eta"]["end"] == "2026-03-10T12:00:00Z"
    assert hall.sql("SELECT start_at, end_at FROM busy_blocks") == [
        ("2026-03-10T10:00:00.000Z", "2026-03-10T12:00:00.000Z")
    ]


async def test_without_an_open_delay_there_is_nothing_to_acknowledge(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id, draft = await assigned(boss, pia), await order(boss)
    for order_id in (id, draft):
        with pytest.raises(Refused) as no:
            await boss.call("acknowledge_provider_delay", work_order_id=order_id)
        assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await other.call("acknowledge_provider_delay", work_order_id=id)
    assert no.value.code == "not_found"
