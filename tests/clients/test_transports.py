"""The SDK's client against real servers: stdio and HTTP, both protocol eras."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import ElicitRequestParams, ElicitResult

from tests.clients.serving import NOBODY, PROGRAM, ROOT, http_server, protocol_client, run
from tests.hall import Refused, answer_of
from tests.server.calls.test_pipeline import INQUIRY

# One worker starts the servers for all of these.


@dataclass
class Served:
    """A database with one agent, and a server of it over HTTP."""

    db: Path
    token: str
    base: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    db = tmp_path_factory.mktemp("served") / "hall.db"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    with http_server(db) as base:
        yield Served(db, token, base)


@asynccontextmanager
async def connected(
    served: Served, transport: str, mode: str, says_yes: bool = True, **headers: str
) -> AsyncIterator[Client]:
    async def answer(context: Any, params: ElicitRequestParams) -> ElicitResult:
        return ElicitResult(action="accept", content={"agree": True}) if says_yes else ElicitResult(action="decline")

    if transport == "stdio":
        server: Any = StdioServerParameters(
            command=PROGRAM[0],
            args=[*PROGRAM[1:], "serve", "--db", str(served.db)],
            cwd=ROOT,
            env={**os.environ, "HIRINGHALL_TOKEN": served.token},
        )
        async with Client(server, mode=mode, elicitation_callback=answer) as client:
            yield client
        return
    async with (
        httpx_client(served.token, headers) as http,
        Client(
            streamable_http_client(f"{served.base}/mcp", http_client=http), mode=mode, elicitation_callback=answer
        ) as client,
    ):
        yield client


def httpx_client(token: str, headers: dict[str, str]) -> Any:
    return protocol_client(Authorization=f"Bearer {token}", **headers)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize("transport", ["stdio", "http"])
async def test_a_client_lists_finds_describes_calls_is_refused_and_confirms(
    served: Served, transport: str, mode: str
) -> None:
    async with connected(served, transport, mode) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        assert names[:6] == [
            "find_operations", "describe_operation", "run_read", "run_write", "run_destructive", "run_money",
        ]  # fmt: skip
        assert len(names) <= 16
        found = answer_of(await client.call_tool("find_operations", {"query": "call off the whole hiring request"}))
        assert "cancel_inquiry" in [hit["tool"] for hit in found["operations"]]
        described = answer_of(await client.call_tool("describe_operation", {"tool": "cancel_inquiry"}))
        assert described["call_with"] == "run_destructive"
        made = answer_of(await client.call_tool("create_inquiry", INQUIRY))
        assert made["charge"]["amount"] == "0.020000"
        with pytest.raises(Refused) as no:
            answer_of(
                await client.call_tool("run_read", {"tool": "get_inquiry", "arguments": {"inquiry_id": "inq_nope"}})
            )
        assert no.value.code == "not_found"
        arguments = {"tool": "cancel_inquiry", "arguments": {"inquiry_id": made["inquiry_id"]}}
        gone = answer_of(await client.call_tool("run_destructive", arguments))
        assert gone["inquiry"]["stage"] == "cancelled"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_person_who_says_no_changes_nothing_over_http(served: Served, mode: str) -> None:
    async with connected(served, "http", mode, says_yes=False) as client:
        made = answer_of(await client.call_tool("create_inquiry", INQUIRY))
        arguments = {"tool": "cancel_inquiry", "arguments": {"inquiry_id": made["inquiry_id"]}}
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("run_destructive", arguments))
        assert no.value.code == "declined"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_client_that_cannot_ask_gets_a_token_for_a_second_call(served: Served, mode: str) -> None:
    async with httpx_client(served.token, {}) as http:
        async with Client(streamable_http_client(f"{served.base}/mcp", http_client=http), mode=mode) as client:
            made = answer_of(await client.call_tool("create_inquiry", INQUIRY))
            arguments = {"inquiry_id": made["inquiry_id"]}
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool("run_destructive", {"tool": "cancel_inquiry", "arguments": arguments}))
            assert no.value.code == "confirmation_required"
            token = no.value.details["confirm"]
            other = answer_of(await client.call_tool("create_inquiry", INQUIRY))
            with pytest.raises(Refused) as no:
                wrong = {"inquiry_id": other["inquiry_id"], "confirm": token}
                answer_of(await client.call_tool("run_destructive", {"tool": "cancel_inquiry", "arguments": wrong}))
            assert no.value.code == "confirmation_required"
            right = {**arguments, "confirm": token}
            gone = answer_of(await client.call_tool("run_destructive", {"tool": "cancel_inquiry", "arguments": right}))
            assert gone["inquiry"]["stage"] == "cancelled"


async def test_headers_and_paths_narrow_what_is_listed_and_callable(served: Served) -> None:
    async with connected(served, "http", "auto", **{"X-Hiringhall-Toolsets": "wallet"}) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert "get_wallet" in names
        assert "create_inquiry" not in names
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("create_inquiry", INQUIRY))
        assert no.value.code == "not_served"
    async with httpx_client(served.token, {}) as http:
        address = f"{served.base}/mcp/readonly"
        async with Client(streamable_http_client(address, http_client=http)) as client:
            assert all(
                tool.annotations.read_only_hint for tool in (await client.list_tools()).tools if tool.annotations
            )
            with pytest.raises(Refused):
                answer_of(await client.call_tool("run_write", {"tool": "create_inquiry", "arguments": INQUIRY}))
        address = f"{served.base}/mcp/toolsets/inquiries,wallet"
        async with Client(streamable_http_client(address, http_client=http)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            assert {"create_inquiry", "get_wallet"} <= names
            assert "create_task" not in names


async def test_lists_may_be_kept_and_shared_but_for_those_a_header_narrowed(served: Served) -> None:
    async with connected(served, "http", "auto") as client:
        listed = (await client.list_tools(), await client.list_prompts(), await client.list_resources())
        assert {(one.ttl_ms, one.cache_scope) for one in listed} == {(300_000, "public")}
        wallet = await client.read_resource("hiringhall://wallet")
        assert (wallet.ttl_ms, wallet.cache_scope) == (0, "private")
    async with connected(served, "http", "auto", **{"X-Hiringhall-Readonly": "1"}) as client:
        assert (await client.list_tools()).cache_scope == "private"


async def test_without_a_bearer_key_only_public_operations_answer(served: Served) -> None:
    async with Client(f"{served.base}/mcp") as client:
        assert answer_of(await client.call_tool("run_read", {"tool": "list_prices"}))["prices"]
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("get_wallet", {}))
        assert no.value.status == 401


def test_a_page_on_another_site_cannot_reach_a_local_server(served: Served) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Origin": "https://evil.example", "Accept": "application/json, text/event-stream"}
    assert httpx.post(f"{served.base}/mcp", json=body, headers=headers, verify=NOBODY).status_code == 403
    rebound = {"Host": "evil.example", "Accept": "application/json, text/event-stream"}
    assert httpx.post(f"{served.base}/mcp", json=body, headers=rebound, verify=NOBODY).status_code in (403, 421)
