"""Taking an application back."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.open_calls.applicants.test_applying import notices
from tests.tools.open_calls.call_world import world_of


async def code_of(caller: TestCaller, id: int) -> str:
    with pytest.raises(Refused) as refused:
        await caller.call("withdraw_application", application_id=id)
    return refused.value.code


async def test_a_person_takes_an_application_back_and_applies_again(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    pia, ann = await world.person("pia"), await world.person("ann")
    id = (await pia.call("apply_to_open_call", open_call_id=ref, price="70"))["application"]["id"]
    assert await code_of(ann, id) == "not_found"
    hall.sql_script(f"UPDATE open_call_applications SET status = 'shortlisted', shortlist_rank = 1 WHERE id = {id}")
    gone = await pia.call("withdraw_application", application_id=id, reason="I have the flu.")
    assert gone["status"] == "withdrawn"
    assert "“I have the flu.”" in notices(hall, world.company)[-1]
    assert await code_of(pia, id) == "wrong_state"
    anew = await pia.call("apply_to_open_call", open_call_id=ref, price="70")
    assert anew["application"]["id"] == id + 1


async def test_an_agent_takes_back_only_drafts_it_made_and_nobody_hears_of_it(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    crew, mia = await hall.agent("Crew"), await hall.person("mia@crew.test", company="Crew", role="user")
    draft = (await crew.call("apply_to_open_call", open_call_id=ref, person_id=mia.id, price="70"))["application"]["id"]
    assert await code_of(await hall.agent("Crew", "Other agent"), draft) == "not_found"
    assert (await crew.call("withdraw_application", application_id=draft))["status"] == "withdrawn"
    assert notices(hall, world.company) == []
    sent = (await mia.call("apply_to_open_call", open_call_id=ref, price="70"))["application"]["id"]
    assert await code_of(crew, sent) == "not_found"


async def test_accepted_work_is_ended_with_its_own_tools(hall: Hall) -> None:
    world = await world_of(hall)
    ref, pia = await world.published(), await world.person("pia")
    for type, tool in (("task", "decline_task"), ("work_order", "remove_work_order_provider")):
        id = await world.application(ref, pia, "70", status="accepted", result_type=type, result_id=7)
        with pytest.raises(Refused, match=tool):
            await pia.call("withdraw_application", application_id=id)
