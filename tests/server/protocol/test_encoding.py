"""The short way of a plain call says what the SDK's own way says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Literal

import pytest
from mcp import Client
from mcp.server.lowlevel.server import Server
from mcp.server.runner import ServerRunner
from mcp.types import CallToolResult, ElicitRequest, ElicitRequestFormParams, InputRequiredResult
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS

from server.calls.messages import Answered, Refused
from server.protocol.encoding import Result, finished, is_plain_call
from server.protocol.forms import answered, refused
from server.protocol.tool_handlers import HallServer, form_of
from tests.hall import Hall
from tools.errors import NotFound

_FORM = form_of({})

ANSWER = Answered("get_task", {"task": {"id": 5, "title": "Zeichne «é» \u2028"}, "tags": []}, {"call_id": "call_1"})
RESULTS: dict[str, Result] = {
    "answered": answered(ANSWER, []),
    "answered with words of others": answered(ANSWER, ["task.title"]),
    "refused": refused(Refused("get_task", NotFound("task", 5, next=("list_tasks",)))),
    "asked": InputRequiredResult(
        input_requests={"confirm": ElicitRequest(params=ElicitRequestFormParams(message="?", requested_schema=_FORM))},
        request_state="sealed",
    ),
}


@pytest.mark.parametrize("version", [*HANDSHAKE_PROTOCOL_VERSIONS, *MODERN_PROTOCOL_VERSIONS])
@pytest.mark.parametrize("name", RESULTS)
def test_a_finished_result_is_what_the_sdk_would_send(name: str, version: str) -> None:
    result = RESULTS[name]
    if name == "asked" and version not in MODERN_PROTOCOL_VERSIONS:
        pytest.skip("a question of the new protocol")
    server: Server[Any] = Server("hiringhall", version="1")
    runner = ServerRunner(server, connection=SimpleNamespace(), lifespan_state=None)  # type: ignore[arg-type]
    model = CallToolResult.model_validate(result) if isinstance(result, dict) else result
    theirs = runner._serialize("tools/call", version, model)
    ours = finished(dict(result) if isinstance(result, dict) else result, version, server.server_info_stamp)
    assert ours == theirs


class LongWay(HallServer):
    """A server without the short way."""

    def _is_plain(self, ctx: Any) -> bool:
        return False


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("get_wallet", {}),
    ("run_read", {"tool": "list_prices", "arguments": {}}),
    ("run_read", {"tool": "get_task", "arguments": {"task_id": 77}}),
    ("run_read", {"tool": 5}),
    # On a server every rehearsal uses up a number.
    pytest.param(
        "run_write",
        {"tool": "create_task_group", "arguments": {"title": "Pipes", "dry_run": True}},
        marks=pytest.mark.sqlite,
    ),
    ("nothing_of_the_kind", {}),
]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize(("name", "arguments"), CALLS)
async def test_a_client_hears_the_same_either_way(
    hall: Hall, mode: Literal["auto", "legacy"], name: str, arguments: dict[str, Any]
) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    told = []
    for kind in (HallServer, LongWay):
        async with Client(kind(hall.app, acme.token).mcp, mode=mode) as client:
            result = (await client.call_tool(name, arguments)).model_dump(mode="json", exclude={"content"})
        for receipt in ("hiringhall/receipt",):
            (result["meta"] or {}).pop(receipt, None)
        told.append(result)
    assert told[0] == told[1]


NEW = MODERN_PROTOCOL_VERSIONS[0]
WHOLE = {"name": "get_wallet", "arguments": {}, "_meta": {}}


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ({"params": WHOLE}, True),
        ({"params": {"name": "get_wallet"}, "meta": None}, True),
        ({"params": WHOLE, "meta": None}, False),
        ({"params": WHOLE, "meta": {"progress_token": 1}}, False),
        ({"params": WHOLE, "method": "prompts/get"}, False),
        ({"params": None}, False),
        ({"params": {}}, False),
        ({"params": {**WHOLE, "name": 5}}, False),
        ({"params": {**WHOLE, "arguments": [1]}}, False),
        ({"params": {**WHOLE, "arguments": None}}, False),
        ({"params": {**WHOLE, "requestState": "sealed"}}, False),
        ({"params": {**WHOLE, "task": {"ttl": 5}}}, False),
        ({"params": WHOLE, "version": "2025-11-25"}, False),
        ({"params": WHOLE, "version": "2025-11-25", "greeted": True}, True),
    ],
)
def test_only_what_needs_none_of_the_sdks_checks_is_a_plain_call(message: dict[str, Any], plain: bool) -> None:
    context: Any = SimpleNamespace(
        method=message.get("method", "tools/call"),
        params=message["params"],
        meta=message.get("meta", {}),
        protocol_version=message.get("version", NEW),
        session=SimpleNamespace(client_params=object() if message.get("greeted") else None),
    )
    assert is_plain_call(context) is plain
