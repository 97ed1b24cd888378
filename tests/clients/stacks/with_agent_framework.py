"""agent-framework-core: the functions it makes of a server's tools, invoked as its agent invokes them."""

from __future__ import annotations

from typing import Any

from agent_framework import MCPStdioTool, MCPStreamableHTTPTool
from jobs import do_the_jobs, report, settings


async def work() -> dict[str, Any]:
    given = settings()
    server = (
        MCPStreamableHTTPTool("hall", given["url"], header_provider=lambda _: given["headers"])
        if given["transport"] == "http"
        else MCPStdioTool("hall", given["command"], args=given["args"], env=given["env"])
    )
    async with server:
        tools = {function.name: function for function in server.functions}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            parts = await tools[name].invoke(arguments=arguments)
            return " ".join(str(getattr(part, "text", part)) for part in parts)

        return await do_the_jobs(list(tools), call)


report(work, "agent-framework-core", "mcp")
