"""Every operation, called both ways in every version of the protocol: what is answered without the library is its answer."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

from tests.cheap_secrets import cheap_secrets
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walks.walking import OPERATIONS, base_arguments
from tests.hall import Hall, TestCaller
from tests.postgresql import on_postgresql
from tests.server.protocol.plain.talking import INITIALIZED, META, MODERN, Talk, hello, request, talking
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("every-operation")]
VERSIONS = [*HANDSHAKE_PROTOCOL_VERSIONS, MODERN]
# What is another at each call: ids, secrets that are made anew, what is left after the fee, and how often one looked.
FRESH = re.compile(
    r"(?:call|inq|dpl|evt)_[0-9a-f]{16,28}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|gAAAA[\w=-]+"
    r'|"(?:balance|balance_after|transaction_id|free_views_left|free_left|number_this_month)\\*": ?(?:\{[^}]*\}|[^,}]*)'
)
# These tell of the calls before, or make a file each time.
COUNTING = ("get_wallet_usage", "download_company_documents")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: Path) -> AsyncIterator[FullWorld]:
    with cheap_secrets():
        hall = await Hall.open(tmp_path_factory.mktemp("every"), template)
        yield await full_world(hall)
        await hall.close()


def caller_for(operation: Operation, world: FullWorld) -> TestCaller:
    if "person" in operation.actors:
        return world.boss
    return world.pia if "worker" in operation.actors else world.acme


def call(name: str, arguments: Any, version: str, id: int | str = 7) -> dict[str, Any]:
    meta = {"_meta": META} if version == MODERN else {}
    return request("tools/call", {"name": name, "arguments": arguments, **meta}, id)


def settled(answer: Any) -> str:
    return FRESH.sub("*", json.dumps(answer, sort_keys=True))


async def begun(stack: AsyncExitStack, world: FullWorld, caller: TestCaller, version: str) -> tuple[Talk, Talk]:
    """Two conversations in one version: with what is plain answered here, and with the library alone."""
    talks = [
        await stack.enter_async_context(talking(world.hall.app, caller.token, plain=plain)) for plain in (True, False)
    ]
    for talk in talks:
        if version != MODERN:
            await talk.say(hello(version, "hello"))
            await talk.say(INITIALIZED)
    return talks[0], talks[1]


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_operation_is_answered_alike(world: FullWorld, version: str) -> None:
    different = []
    async with AsyncExitStack() as stack:
        talks = {id(one): await begun(stack, world, one, version) for one in (world.boss, world.pia, world.acme)}
        for operation in OPERATIONS:
            plain, long = talks[id(caller_for(operation, world))]
            arguments = base_arguments(operation, world) | ({"dry_run": True} if operation.access != "read" else {})
            said = call(operation.name, arguments, version)
            if operation.name in COUNTING:
                await plain.say(said)
            here, there = settled(await plain.say(said)), settled(await long.say(said))
            # A server gives no number twice, not even one that a dry run has had.
            if operation.name in COUNTING or (on_postgresql() and operation.access != "read"):
                here, there = (re.sub(r"\d+", "0", text) for text in (here, there))
            if here != there:
                different.append(operation.name)
        assert not different
        assert sum(plain.read_by_library for plain, _ in talks.values()) == 0


ODD: list[tuple[str, Any]] = [
    ("nothing_of_the_kind", {}),
    ("get_task", {"nonsense": 1}),
    ("get_task", {"task_id": "\u2028 é \U0001f600"}),
    ("get_task", {"task_id": 10**30}),
    ("get_task", {"task_id": 1e400}),
    ("get_task", {"task_id": -0.0}),
    ("run_read", {"tool": 5}),
    ("run_read", {"tool": "get_task", "arguments": {"task_id": 77}}),
    ("run_write", {"tool": "get_wallet"}),
    ("run_money", {}),
    ("", {}),
    ("delete_task", {"task_id": 1}),
]


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_is_refused_is_refused_alike(world: FullWorld, version: str) -> None:
    async with AsyncExitStack() as stack:
        plain, long = await begun(stack, world, world.boss, version)
        for id, (name, arguments) in enumerate(ODD):
            said = call(name, arguments, version, f"odd {id}")
            assert settled(await plain.say(said)) == settled(await long.say(said)), name


PARAMS: list[Any] = [
    {"name": "get_wallet", "arguments": None},
    {"name": "get_wallet"},
    {"name": 5, "arguments": {}},
    {"name": "get_wallet", "arguments": [1]},
    {"arguments": {}},
    {"name": "get_wallet", "arguments": {}, "_meta": {"progressToken": 5}},
    {"name": "get_wallet", "arguments": {}, "_meta": {"anthropic/alwaysLoad": True}},
    {"name": "get_wallet", "arguments": {}, "_meta": {"io.modelcontextprotocol/protocolVersion": "2031-01-01"}},
    {"name": "get_wallet", "arguments": {}, "requestState": "sealed"},
    {"name": "get_wallet", "arguments": {}, "more": 1},
]
LINES = [
    b"not JSON\n",
    b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n',
    b'{"jsonrpc":"1.0","id":1,"method":"tools/call","params":{"name":"get_wallet"}}\n',
    b'{"jsonrpc":"2.0","id":true,"method":"tools/call","params":{"name":"get_wallet"}}\n',
    b'{"jsonrpc":"2.0","id":1.5,"method":"tools/call","params":{"name":"get_wallet"}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_task","arguments":{"task_id":NaN}}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\\ud800","arguments":{}}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\xff","arguments":{}}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"nothing/known","params":{}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"prompts/list","params":{}}\n',
    b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_task","arguments":{"task_id":'
    + b"[" * 180
    + b"]" * 180
    + b"}}}\n",
]


@pytest.mark.parametrize("version", VERSIONS)
async def test_odd_shapes_are_answered_alike(world: FullWorld, version: str) -> None:
    async with AsyncExitStack() as stack:
        plain, long = await begun(stack, world, world.boss, version)
        for id, odd in enumerate(PARAMS):
            params = {**odd, "_meta": {**META, **odd.get("_meta", {})}} if version == MODERN else odd
            said = request("tools/call", params, id)
            assert settled(await plain.say(said)) == settled(await long.say(said)), odd
        for line in LINES:
            for talk in (plain, long):
                talk.say_line(line)
            assert settled(await plain.answer()) == settled(await long.answer()), line
