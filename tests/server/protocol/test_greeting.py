"""What is answered to a client's first words before the program is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from server.protocol.greeting import ENVELOPE, Greeting
from tests.clients.serving import ROOT

META = {ENVELOPE[0]: "2026-07-28", ENVELOPE[1]: {"name": "x", "version": "1"}, ENVELOPE[2]: {}}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}


def line(method: str, params: Any, id: Any = 1) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).encode() + b"\n"


def said(greeting: Greeting, text: bytes) -> tuple[dict[str, Any], bool]:
    answer, passed_on = greeting.answer(text)
    return json.loads(answer or b"{}"), passed_on


def test_discoveries_are_answered_and_open_nothing() -> None:
    greeting = Greeting()
    for id in (1, "two", 3):
        answer, passed_on = said(greeting, line("server/discover", {"_meta": META}, id))
        assert (answer["id"], passed_on) == (id, False)
        assert answer["result"]["supportedVersions"] == ["2026-07-28"]
    answer, passed_on = said(greeting, line("initialize", HELLO, 4))
    assert answer["result"]["protocolVersion"] == "2025-11-25"
    assert (passed_on, greeting.answered, greeting.open) == (True, 4, False)


def test_a_version_that_is_not_served_is_refused_and_may_be_followed_by_initialize() -> None:
    greeting = Greeting()
    answer, passed_on = said(greeting, line("server/discover", {"_meta": {**META, ENVELOPE[0]: "2031-01-01"}}))
    assert (answer["error"]["code"], passed_on) == (-32022, False)
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
        line("tools/list", {"_meta": META}),
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
    greeting = Greeting()
    assert said(greeting, text) == ({}, True)
    assert not greeting.open
    assert said(greeting, line("server/discover", {"_meta": META})) == ({}, True)


def test_nothing_that_takes_long_is_loaded_for_it() -> None:
    loads = "import sys, server.cli.commands, server.protocol.greeting"
    looked = f"{loads}; print(sorted({{'mcp', 'pydantic', 'asyncio'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", looked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
