"""The baseline: the SDK's low-level server with one tool that does nothing. `python -m bench.baselines.bare [PORT]`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import mcp.server.stdio
from mcp.server.lowlevel.server import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool

NOTHING = Tool(name="nothing", description="Does nothing.", input_schema={"type": "object", "properties": {}})


async def _list(ctx: Any, params: Any) -> ListToolsResult:
    return ListToolsResult(tools=[NOTHING])


async def _call(ctx: Any, params: Any) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text="{}")], structured_content={})


def bare_server() -> Server[Any]:
    return Server("bare", on_list_tools=_list, on_call_tool=_call)


async def _stdio() -> None:
    server = bare_server()
    async with mcp.server.stdio.stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def main() -> None:
    if len(sys.argv) < 2:
        asyncio.run(_stdio())
        return
    import uvicorn

    app = bare_server().streamable_http_app(json_response=True)
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False, loop="asyncio", http="h11"
    )


if __name__ == "__main__":
    main()
