"""A refusal and a question are read in the language of the person who calls; what programs go by is the same in each."""

from __future__ import annotations

from typing import Any

import pytest
from mcp import Client
from mcp.types import ElicitRequestParams, ElicitResult

from server.protocol.tool_handlers import HallServer
from tests.hall import Hall, Refused, TestCaller


async def refused(caller: TestCaller, tool: str, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await caller.call(tool, **arguments)
    return no.value


async def reads(caller: TestCaller, language: str) -> TestCaller:
    await caller.call("set_my_language", language=language)
    return caller


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("EN", "There is no task 7 that you can see."),
        ("FI", "Ei löydy, tai et näe sitä: tehtävä 7."),
        ("RU", "Не найдено или вам не видно: задание 7."),
    ],
)
async def test_a_refusal_is_read_in_the_persons_language(hall: Hall, language: str, said: str) -> None:
    ann = await reads(await hall.person("ann@nova.test", company="Nova"), language)
    assert (await refused(ann, "get_task", task_id=7)).shape["error"] == said


async def test_codes_states_fields_and_calls_are_the_same_in_each_language(hall: Hall) -> None:
    ann = await hall.person("ann@nova.test", company="Nova")
    wrong = {"title": 5, "strange": 1}
    english = await refused(ann, "create_task_group", **wrong)
    finnish = await refused(await reads(ann, "FI"), "create_task_group", **wrong)
    assert (finnish.code, finnish.status, finnish.next) == (english.code, english.status, english.next)
    assert finnish.shape["fields"].keys() == english.shape["fields"].keys()
    assert all(finnish.shape["fields"][name] != fault for name, fault in english.shape["fields"].items())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("EN", "Job {id} is cancelled; only a queued one can be cancelled."),
        ("FI", "peruttu"),
        ("RU", "отменено"),
    ],
)
async def test_a_state_is_told_in_the_persons_language_and_stays_a_code_beside_it(
    hall: Hall, language: str, said: str
) -> None:
    ann = await reads(await hall.person("ann@nova.test", credit="5 EUR"), language)
    calendar = await ann.call("create_calendar", label="Hours", private=False, wait=False)
    await ann.call("cancel_job", job_id=calendar["job"]["id"])
    no = await refused(ann, "cancel_job", job_id=calendar["job"]["id"])
    assert said.format(id=calendar["job"]["id"]) in no.shape["error"]
    assert no.shape["state"] == "cancelled"


async def test_an_agent_is_told_in_english_whatever_its_people_read(hall: Hall) -> None:
    await reads(await hall.person("ann@nova.test", company="Nova"), "RU")
    acme = await hall.agent("Acme")
    assert (await refused(acme, "get_task", task_id=7)).shape["error"] == "There is no task 7 that you can see."


async def test_a_question_is_put_in_the_persons_language_and_a_yes_to_it_counts(hall: Hall) -> None:
    ann = await reads(await hall.person("ann@nova.test", credit="5 EUR"), "FI")
    calendar = await ann.call("create_calendar", label="Tunnit", private=False)
    asked: list[str] = []

    async def person(context: Any, params: ElicitRequestParams) -> ElicitResult:
        hall.clock.advance(seconds=1)
        asked.append(params.message)
        return ElicitResult(action="accept", content={"agree": True})

    async with Client(HallServer(hall.app, ann.token).mcp, elicitation_callback=person) as client:  # type: ignore[arg-type]
        answer = await client.call_tool("delete_calendar", {"kal_id": calendar["calendar"]["id"]})
    assert not answer.is_error, answer.content
    assert len(asked) == 1
    assert asked[0].startswith("Poista kalenteri")
