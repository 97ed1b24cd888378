#!/usr/bin/env bash
# A fastmcp proxy tells the server behind it that questions can be put to a person (elicitation), whoever stands in front of it.
#
# Seen with fastmcp 4.2.3 (mcp 2.3.0) on 2026-11-29: a client without a handler for questions is refused by the server itself when it
# is connected directly ("the client shows no questions"); through create_proxy the server is told that it shows forms, asks, and the
# caller gets MCPError "Elicitation not supported": no answer of the tool at all, so no other way that the server could offer
# instead. A declared capability is no proof that anybody can be asked.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fastmcp==4.2.3 mcp==2.3.0
cat > "$folder/probe.py" <<'PYTHON'
import asyncio

from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolResult, ElicitRequest, ElicitRequestFormParams, InputRequiredResult, ListToolsResult, TextContent, Tool,
)  # fmt: skip

FORM = {"type": "object", "properties": {"agree": {"type": "boolean"}}, "required": ["agree"]}


async def listed(context, params):
    return ListToolsResult(tools=[Tool(name="pay", input_schema={"type": "object"})])


async def called(context, params):
    client = context.session.client_capabilities
    if client is None or client.elicitation is None:
        return CallToolResult(content=[TextContent(type="text", text="the client shows no questions")])
    question = ElicitRequest(params=ElicitRequestFormParams(message="Pay?", requested_schema=FORM))
    return InputRequiredResult(input_requests={"yes": question}, request_state="1")


async def main():
    server = Server("probe", on_list_tools=listed, on_call_tool=called)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


asyncio.run(main())
PYTHON
cd "$folder"
HOME=$folder "$folder/env/bin/python" - "$folder" <<'PYTHON'
import asyncio
import sys

from fastmcp import Client
from fastmcp.client.transports import StdioTransport
from fastmcp.server import create_proxy


async def seen(target):
    async with Client(target) as client:
        try:
            return (await client.call_tool("pay", {})).content[0].text
        except Exception as error:
            return f"{type(error).__name__}: {error}"


async def main():
    def probe():
        return StdioTransport(sys.executable, [f"{sys.argv[1]}/probe.py"])

    found = {"directly": await seen(probe()), "through a proxy": await seen(create_proxy(probe()))}
    for way, text in found.items():
        print(f"{way}: {text}")
    assert found == {
        "directly": "the client shows no questions",
        "through a proxy": "MCPError: Elicitation not supported",
    }, found


asyncio.run(main())
PYTHON
