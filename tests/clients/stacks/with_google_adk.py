"""google-adk: an MCP toolset, its tools run as its agent runs them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from google.adk.tools.mcp_tool.mcp_session_manager import StdioConnectionParams, StreamableHTTPConnectionParams
from google.adk.tools.mcp_tool.mcp_toolset import McpToolset
from jobs import do_the_jobs, report, settings
from mcp import StdioServerParameters


async def work() -> dict[str, Any]:
    given = settings()
    over_stdio = StdioServerParameters(**{name: given[name] for name in ("command", "args", "env")})
    toolset = McpToolset(
        connection_params=StreamableHTTPConnectionParams(url=given["url"], headers=given["headers"], timeout=60)
        if given["transport"] == "http"
        else StdioConnectionParams(server_params=over_stdio, timeout=60)
    )
    try:
        tools = {tool.name: tool for tool in await toolset.get_tools()}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            result = await tools[name]._run_async_impl(args=arguments, tool_context=SimpleNamespace(), credential=None)
            return json.dumps(result)

        return await do_the_jobs(list(tools), call)
    finally:
        await toolset.close()


report(work, "google-adk", "mcp")
