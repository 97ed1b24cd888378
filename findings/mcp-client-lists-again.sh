#!/usr/bin/env bash
# The Python SDK's client asks for the whole list of tools before the answer of every call of a tool that is not in that list.
#
# Seen with mcp 2.3.0 on 2026-11-29: a server that serves more tools than it lists (a small default listing, dispatchers beside
# it) gets one tools/list for each call by such a name, three for three calls; by a listed name one in all.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0
"$folder/env/bin/python" - <<'PYTHON'
import asyncio

from mcp import Client
from mcp.server.lowlevel.server import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool

lists = 0


async def listed(context, params):
    global lists
    lists += 1
    return ListToolsResult(tools=[Tool(name="listed", input_schema={"type": "object"})])


async def called(context, params):
    return CallToolResult(content=[TextContent(type="text", text="{}")], structured_content={})


async def count(name):
    global lists
    lists = 0
    async with Client(Server("probe", on_list_tools=listed, on_call_tool=called)) as client:
        for _ in range(3):
            await client.call_tool(name, {})
    return lists


async def main():
    found = {"listed": await count("listed"), "not listed": await count("beside_the_list")}
    print(f"tools/list requests for three calls: {found}")
    assert found == {"listed": 1, "not listed": 3}, found


asyncio.run(main())
PYTHON
