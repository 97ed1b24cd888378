"""pydantic-ai: its toolset of an MCP server, called as a run of an agent calls it."""

from __future__ import annotations

from typing import Any

from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from jobs import do_the_jobs, report, settings
from pydantic_ai import RunContext, RunUsage
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.test import TestModel


async def work() -> dict[str, Any]:
    given = settings()
    transport = (
        StreamableHttpTransport(given["url"], headers=given["headers"])
        if given["transport"] == "http"
        else StdioTransport(given["command"], given["args"], env=given["env"])
    )
    run = RunContext(deps=None, model=TestModel(), usage=RunUsage())
    async with MCPToolset(transport) as toolset:
        tools = await toolset.get_tools(run)

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            return await toolset.call_tool(name, arguments, run, tools[name])

        return await do_the_jobs(list(tools), call)


report(work, "pydantic-ai-slim", "mcp")
