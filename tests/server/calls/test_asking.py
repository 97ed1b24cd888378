"""Asking the person: what comes back changed, late, empty, or from a client that cannot ask after all."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    ClientCapabilities,
    ElicitationCapability,
    ElicitRequestParams,
    ElicitResult,
    ErrorData,
    FormElicitationCapability,
    InputRequiredResult,
    UrlElicitationCapability,
)

from server.calls.messages import Refused as RefusedReply
from server.calls.messages import Reply
from server.protocol.asking import shows_forms
from server.protocol.tool_handlers import HallServer, with_progress
from tests.hall import Hall, Refused, TestCaller, answer_of
from tests.server.calls.test_pipeline import INQUIRY
from tools.errors import NotFound

YES = {"confirm": ElicitResult(action="accept", content={"agree": True})}


async def asked(caller: TestCaller) -> tuple[dict[str, Any], InputRequiredResult]:
    """The arguments of a cancelling call, and the question it was answered with."""
    made = await caller.call("create_inquiry", **INQUIRY)
    arguments = {"inquiry_id": made["inquiry_id"]}
    session = (await caller.client()).session
    question = await session.call_tool("cancel_inquiry", arguments, allow_input_required=True)
    assert isinstance(question, InputRequiredResult)
    return arguments, question


async def resumed(caller: TestCaller, arguments: dict[str, Any], state: str | None, answers: Any = YES) -> Any:
    session = (await caller.client()).session
    return await session.call_tool(
        "cancel_inquiry", arguments, request_state=state, input_responses=answers, allow_input_required=True
    )


async def test_a_changed_request_state_is_an_error_of_the_protocol(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    arguments, question = await asked(acme)
    state = str(question.request_state)
    for changed in (state + "-x", state[:-4], state[:20] + ("A" if state[20] != "A" else "B") + state[21:], "", "é"):
        with pytest.raises(MCPError) as no:
            await resumed(acme, arguments, changed)
        assert no.value.code == INVALID_PARAMS
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'cancel_inquiry'") == [(0,)]
    assert answer_of(await resumed(acme, arguments, state))["inquiry"]["stage"] == "cancelled"


async def test_an_agreement_after_ten_minutes_is_asked_for_again(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    arguments, question = await asked(acme)
    hall.clock.advance(minutes=11)
    again = await resumed(acme, arguments, question.request_state)
    assert isinstance(again, InputRequiredResult)
    assert answer_of(await resumed(acme, arguments, again.request_state))["inquiry"]["stage"] == "cancelled"


async def test_a_call_that_comes_back_without_the_answer_is_asked_again(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    arguments, question = await asked(acme)
    for answers in (None, {"other": YES["confirm"]}):
        assert isinstance(await resumed(acme, arguments, question.request_state, answers), InputRequiredResult)


async def test_a_yes_to_one_question_is_no_yes_to_another(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    _, question = await asked(acme)
    others, _ = await asked(acme)
    assert isinstance(await resumed(acme, others, question.request_state), InputRequiredResult)


async def test_a_client_that_fails_to_ask_gets_a_token_instead(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **INQUIRY)

    async def fail(context: Any, params: ElicitRequestParams) -> ErrorData:
        return ErrorData(code=-32603, message="no window to show a form in")

    async with Client(HallServer(hall.app, acme.token).mcp, mode="legacy", elicitation_callback=fail) as client:
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("cancel_inquiry", {"inquiry_id": made["inquiry_id"]}))
    assert no.value.code == "confirmation_required"
    assert no.value.details["confirm"]


@pytest.mark.parametrize(
    ("modes", "shows"),
    [
        (None, False),
        (ElicitationCapability(), True),
        (ElicitationCapability(form=FormElicitationCapability()), True),
        (ElicitationCapability(url=UrlElicitationCapability()), False),
        (ElicitationCapability(form=FormElicitationCapability(), url=UrlElicitationCapability()), True),
    ],
)
def test_only_clients_that_show_forms_are_asked_by_form(modes: ElicitationCapability | None, shows: bool) -> None:
    assert shows_forms(ClientCapabilities(elicitation=modes)) is shows


class Told:
    """A request context whose client gave a progress token; it remembers what it was told."""

    def __init__(self, token: int | str) -> None:
        self.meta = {"progress_token": token}
        self.session = SimpleNamespace(report_progress=self._hear)
        self.heard = asyncio.Event()

    async def _hear(self, progress: float, total: float | None, message: str) -> None:
        self.heard.set()


@pytest.mark.parametrize("token", [0, "", "seven"])
async def test_every_progress_token_hears_of_work_that_takes_over_a_second(token: int | str) -> None:
    told = Told(token)

    async def work() -> Reply:
        await told.heard.wait()
        return RefusedReply("x", NotFound("x"))

    assert isinstance(await with_progress(told, work()), RefusedReply)  # type: ignore[arg-type]


async def test_a_cancelled_request_cancels_its_work() -> None:
    started, ended = asyncio.Event(), asyncio.Event()

    async def work() -> Reply:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    request = asyncio.ensure_future(with_progress(Told(1), work()))  # type: ignore[arg-type]
    await started.wait()
    request.cancel()
    await asyncio.wait({request})
    await asyncio.wait_for(ended.wait(), 1)
