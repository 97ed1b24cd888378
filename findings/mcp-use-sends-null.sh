#!/usr/bin/env bash
# mcp-use sends null for every optional argument the model left out, and drops an argument it does not know without a word.
#
# Seen with mcp-use 1.7.1 (mcp 1.30.0) on 2026-11-29, through the tools its LangChain adapter makes: of a call with "label" alone the
# server gets {"label": "x", "price": null}, although the schema has price as a number that may be left out and never null; a server
# that takes null as "clear this" loses the price. Of a call with a misspelt filter the server gets no filter: it answers for all.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mcp-use==1.7.1 mcp==1.30.0
cat > "$folder/probe.py" <<'PYTHON'
import asyncio
import json

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import TextContent, Tool

SCHEMA = {
    "type": "object",
    "properties": {"label": {"type": "string"}, "price": {"type": "number"}},
    "required": ["label"],
    "additionalProperties": False,
}
server = Server("probe")


@server.list_tools()
async def listed():
    return [Tool(name="change", inputSchema=SCHEMA)]


@server.call_tool(validate_input=False)
async def called(name, arguments):
    return [TextContent(type="text", text=json.dumps(arguments))]


async def main():
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


asyncio.run(main())
PYTHON
cd "$folder"
HOME=$folder MCP_USE_ANONYMIZED_TELEMETRY=false "$folder/env/bin/python" - "$folder" <<'PYTHON'
import asyncio
import json
import sys

from mcp_use import MCPClient
from mcp_use.agents.adapters.langchain_adapter import LangChainAdapter


async def main():
    probe = {"command": sys.executable, "args": [f"{sys.argv[1]}/probe.py"]}
    client = MCPClient.from_dict({"mcpServers": {"probe": probe}})
    (change,) = [tool for tool in await LangChainAdapter().create_tools(client) if tool.name == "change"]
    found = {}
    for sent in ({"label": "x"}, {"label": "x", "prise": 5}):
        found[json.dumps(sent)] = json.loads(await change.ainvoke(sent))
    await client.close_all_sessions()
    for sent, received in found.items():
        print(f"given {sent}, the server gets {json.dumps(received)}")
    assert list(found.values()) == [{"label": "x", "price": None}] * 2, found


asyncio.run(main())
PYTHON
