"""Taking a provider off for good, and dropping out."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    admin,
    assigned,
    company,
    notices,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.routing_world import columns

OUT = {"reason": "My van broke down", "reason_id": 60}


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
