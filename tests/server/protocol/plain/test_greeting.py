"""What is answered to a client's first words before the program is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from server.protocol.plain.greeting import Greeting
from server.protocol.plain.messages import ENVELOPE
from tests.clients.serving import ROOT

META = {ENVELOPE[0]: "2026-07-28", ENVELOPE[1]: {"name": "x", "version": "1"}, ENVELOPE[2]: {}}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}


def line(method: str, params: Any, id: Any = 1) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).encode() + b"\n"


def said(greeting: Greeting, text: bytes) -> tuple[dict[str, Any], bytes | None]:
    heard = greeting.hear(text)
    return json.loads(heard.answer or b"{}"), heard.passed_on


def test_discoveries_are_answered_and_open_nothing() -> None:
    greeting = Greeting()
    for id in (1, "two", 3):
        answer, passed_on = said(greeting, line("server/discover", {"_meta": META}, id))
        assert (answer["id"], passed_on) == (id, None)
        assert answer["result"]["supportedVersions"] == ["2026-07-28"]
    hello = line("initialize", HELLO, 4)
    answer, passed_on = said(greeting, hello)
    assert answer["result"]["protocolVersion"] == "2025-11-25"
    assert (passed_on, greeting.answered, greeting.open) == (hello, {4}, True)


def test_a_version_that_is_not_served_is_refused_and_may_be_followed_by_initialize() -> None:
    greeting = Greeting()
    answer, passed_on = said(greeting, line("server/discover", {"_meta": {**META, ENVELOPE[0]: "2031-01-01"}}))
    assert (answer["error"]["code"], passed_on) == (-32022, None)
    assert answer["error"]["data"] == {"supported": ["2026-07-28"], "requested": "2031-01-01"}
    assert "result" in said(greeting, line("initialize", HELLO, 2))[0]


@pytest.mark.parametrize(
    "version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28", "1999-01-01"]
)
def test_initialize_is_answered_in_the_version_asked_for_where_there_is_one(version: str) -> None:
    answer, _ = said(Greeting(), line("initialize", {**HELLO, "protocolVersion": version}))
    known = version.startswith(("2024", "2025"))
    assert answer["result"]["protocolVersion"] == (version if known else "2025-11-25")


@pytest.mark.parametrize(
    "text",
    [
        line("tools/list", {"_meta": {**META, "progressToken": 1}}),
        line("tools/list", {"_meta": META, "cursor": "2"}),
        line("tools/list", {"_meta": {**META, ENVELOPE[0]: "2031-01-01"}}),
        line("tools/list", {}),
        line("tools/list", {}, "\ud800"),
        line("tools/call", {"name": "get_wallet"}),
        line("ping", {}),
        line("initialize", {"protocolVersion": "2025-11-25"}),
        line("initialize", [1]),
        line("server/discover", {}),
        line("server/discover", {"_meta": {ENVELOPE[0]: "2026-07-28"}}),
        b"not JSON\n",
        b"[" * 50_000 + b"\n",
        b'{"jsonrpc":"2.0","id":true,"method":"initialize","params":{}}\n',
    ],
)
def test_anything_else_is_left_to_the_server(text: bytes) -> None:
    greeting = Greeting(b"[]")
    assert said(greeting, text) == ({}, text)
    assert not greeting.open
    after = line("server/discover", {"_meta": META})
    assert said(greeting, after) == ({}, after)


@pytest.mark.parametrize(
    "text",
    [
        line("server/discover", {"_meta": META}),
        line("tools/list", {"_meta": META}),
        line("tools/list", {"cursor": "2"}),
        line("tools/list", None),
        line("ping", {"_meta": {"progressToken": 1}}),
        line("tools/call", {"name": "get_wallet"}),
    ],
)
def test_after_a_handshake_anything_unusual_is_left_to_the_server(text: bytes) -> None:
    greeting = Greeting(b"[]")
    assert "result" in said(greeting, line("initialize", HELLO))[0]
    assert said(greeting, text) == ({}, text)
    assert said(greeting, line("ping", {}, 9))[0]["result"] == {}


def test_a_client_that_greets_again_is_left_to_the_server() -> None:
    greeting = Greeting(b"[]")
    said(greeting, line("initialize", HELLO))
    assert said(greeting, line("initialize", HELLO, 2)) == ({}, line("initialize", HELLO, 2))
    assert said(greeting, line("ping", {}, 9)) == ({}, line("ping", {}, 9))


def test_what_the_client_tells_is_passed_on_and_ends_nothing() -> None:
    greeting = Greeting(b"[]")
    said(greeting, line("initialize", HELLO))
    told = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}).encode() + b"\n"
    assert said(greeting, told) == ({}, told)
    assert said(greeting, line("ping", {}, 2)) == ({"jsonrpc": "2.0", "id": 2, "result": {}}, None)
    assert said(greeting, line("tools/list", {}, 3)) == ({"jsonrpc": "2.0", "id": 3, "result": {"tools": []}}, None)


def test_tools_that_are_not_known_are_left_to_the_server() -> None:
    greeting = Greeting(None)
    said(greeting, line("initialize", HELLO))
    asked = line("tools/list", {}, 2)
    assert said(greeting, asked) == ({}, asked)


def test_the_server_hears_once_that_a_client_speaks_without_a_handshake() -> None:
    greeting = Greeting(b'[{"name":"one"}]')
    answer, passed_on = said(greeting, line("tools/list", {"_meta": META}, 7))
    assert answer["result"]["tools"] == [{"name": "one"}]
    assert json.loads(passed_on or b"{}") == {
        "jsonrpc": "2.0", "id": 7, "method": "server/discover", "params": {"_meta": META}
    }  # fmt: skip
    assert greeting.answered == {7}
    assert said(greeting, line("tools/list", {"_meta": META}, 8))[1] is None
    late = line("initialize", HELLO, 9)
    assert said(greeting, late) == ({}, late)


def test_nothing_that_takes_long_is_loaded_for_it() -> None:
    loads = "import sys, server.cli.commands, server.protocol.plain.doorman"
    looked = f"{loads}; print(sorted({{'mcp', 'pydantic', 'asyncio'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", looked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
