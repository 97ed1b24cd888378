"""What is answered without the protocol's library is what the library answers: the same lines, said both ways."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

from server.calls.changes import Changes
from server.protocol.plain.messages import ENVELOPE
from server.protocol.plain.tool_list import tools_as_text
from server.registry import Registry
from tests.server.protocol.plain.talking import INITIALIZED, META, hello, request, talking

SHOWN = [(None, False), (None, True), ("tasks", False), ("tasks,platform", True), ("all", False), ("all", True)]


async def both(shown: tuple[str | None, bool], said: list[dict[str, Any]], at_once: int) -> list[Any]:
    """The answers to all that is said, which are the same both ways. at_once: how many come without the library."""
    app: Any = SimpleNamespace(changes=Changes(), parts=SimpleNamespace(registry=Registry.quick()), payments=None)
    async with talking(app, None, shown, plain=True) as quick, talking(app, None, shown, plain=False) as slow:
        answers = [await quick.say(message) for message in said]
        assert answers == [await slow.say(message) for message in said]
        asked = sum("id" in message for message in said)
        assert (asked - quick.read_by_library, asked - slow.read_by_library) == (at_once, 0)
    return answers


@pytest.mark.parametrize("shown", SHOWN, ids=str)
@pytest.mark.parametrize("version", HANDSHAKE_PROTOCOL_VERSIONS)
async def test_a_client_with_a_handshake_is_answered_alike(version: str, shown: tuple[str | None, bool]) -> None:
    said = [
        hello(version), INITIALIZED, request("ping", id=2), request("ping", {}, "three"), request("tools/list", id=4),
        request("tools/list", {}, 5), request("tools/list", {"_meta": {}}, "six"),
    ]  # fmt: skip
    answers = await both(shown, said, at_once=6)
    assert answers[0]["result"]["protocolVersion"] == version
    assert len(answers[4]["result"]["tools"]) > 2


@pytest.mark.parametrize("shown", SHOWN, ids=str)
async def test_a_client_without_a_handshake_is_answered_alike(shown: tuple[str | None, bool]) -> None:
    said = [
        request("server/discover", {"_meta": META}), request("tools/list", {"_meta": META}, 2),
        request("tools/list", {"_meta": META}, "three"), request("server/discover", {"_meta": META}, 4),
    ]  # fmt: skip
    answers = await both(shown, said, at_once=4)
    assert answers[1]["result"]["resultType"] == "complete"


@pytest.mark.parametrize(
    "late", [hello("2025-11-25", 3), request("ping", {}, 3), request("prompts/list", {"_meta": META}, 3)]
)
async def test_how_a_client_began_holds_for_what_it_says_later(late: dict[str, Any]) -> None:
    """A list that was answered at once opened the connection no less than one that was not."""
    await both((None, False), [request("tools/list", {"_meta": META}), late], at_once=1)
    began = [hello("2025-06-18"), INITIALIZED, request("tools/list", id=2)]
    await both((None, False), [*began, late], at_once=2 + (late["method"] == "ping"))


@pytest.mark.parametrize(
    "asked",
    [
        request("tools/list", {"_meta": {**META, "progressToken": 1}}),
        request("tools/list", {"_meta": META, "cursor": "x"}),
        request("tools/list", {"_meta": {**META, ENVELOPE[0]: "2031-01-01"}}),
        request("tools/list"),
        request("ping"),
        request("nothing/known", {"_meta": META}),
    ],
    ids=lambda asked: json.dumps(asked)[:60],
)
async def test_what_is_unusual_is_the_librarys(asked: dict[str, Any]) -> None:
    await both((None, False), [asked, hello("2025-11-25", 2)], at_once=0)


async def test_unknown_toolsets_are_not_answered_for() -> None:
    assert tools_as_text("nonsense", False) is None
