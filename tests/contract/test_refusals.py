"""Refusals are text alone, whatever is called and however: clients throw the text away when structured content does not fit."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path as FilePath
from typing import Any

import pytest
import pytest_asyncio
from mcp.types import CallToolResult

from server.calls.messages import Refused
from server.protocol.forms import refused
from store.types import Money, Owner
from tests.contract.walks.walking import OPERATIONS
from tests.hall import Hall, TestCaller
from tools.errors import (
    Conflict,
    Expired,
    Invalid,
    NotAllowed,
    NotFound,
    RateLimited,
    Refusal,
    Unauthorized,
    Unavailable,
    WrongState,
    short,
)
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module")]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def callers(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[list[TestCaller]]:
    hall = await Hall.open(tmp_path_factory.mktemp("refusals"), template)
    yield [await hall.agent("Acme"), await hall.person("ann@home.test"), hall.nobody()]
    await hall.close()


def is_text_alone(result: CallToolResult) -> dict[str, Any]:
    sent = result.model_dump(by_alias=True, exclude_none=True, mode="json")
    assert sent["isError"] is True
    assert "structuredContent" not in sent
    assert [block["type"] for block in sent["content"]] == ["text"]
    shape: dict[str, Any] = json.loads(sent["content"][0]["text"])
    return shape


@each
async def test_a_refusal_is_text_alone(callers: list[TestCaller], operation: Operation) -> None:
    for caller in callers:
        shape = is_text_alone(await caller.result(operation.name, nonsense=1))
        dispatched = {"tool": operation.name, "arguments": {"nonsense": 1}}
        through = is_text_alone(await caller.result(f"run_{operation.access}", **dispatched))
        assert through["code"] == shape["code"]


async def test_so_are_those_of_names_that_are_none_of_money_and_of_a_no(callers: list[TestCaller]) -> None:
    agent = callers[0]
    is_text_alone(await agent.result("make_coffee"))
    is_text_alone(await agent.result("run_read", tool="make_coffee"))
    is_text_alone(await agent.result("run_write", tool="get_wallet"))
    address = {"currency": "USDT", "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}
    assert is_text_alone(await agent.result("request_withdrawal", amount="9000.00", **address))["status"] == 402
    await agent.hall.credit(agent.owner, "500 USDT")
    agent.says_yes = False
    assert is_text_alone(await agent.result("request_withdrawal", amount="150.00", **address))["code"] == "declined"


async def test_every_kind_of_refusal_has_the_same_form() -> None:
    shortage = short(Owner("agent", 1), Money.of("2.00", "USDT"), Money.of("1.00", "USDT"), "Nothing happened.")
    refusals = [
        shortage,
        Invalid({"name": "is wrong"}),
        NotFound("task", 1),
        WrongState("It is over.", state="over"),
        *(
            kind("It cannot be.", details={"more": 1})
            for kind in (Conflict, Expired, NotAllowed, RateLimited, Unauthorized)
        ),
        Unavailable("Later.", retry_after=1),
    ]
    own = {kind for kind in Refusal.__subclasses__() if kind.__module__ == Refusal.__module__}
    assert {type(one) for one in refusals} == own
    for refusal in refusals:
        assert refused(Refused("get_task", refusal)).keys() == {"content", "isError"}
