"""agno: its MCP tools, their entrypoints called as its agent calls them."""

from __future__ import annotations

from typing import Any

from agno.tools.mcp import MCPTools
from agno.tools.mcp.params import StreamableHTTPClientParams
from jobs import do_the_jobs, report, settings
from mcp import StdioServerParameters


async def work() -> dict[str, Any]:
    given = settings()
    tools = (
        MCPTools(
            transport="streamable-http",
            server_params=StreamableHTTPClientParams(url=given["url"], headers=given["headers"]),
            timeout_seconds=60,
        )
        if given["transport"] == "http"
        else MCPTools(
            server_params=StdioServerParameters(**{name: given[name] for name in ("command", "args", "env")}),
            timeout_seconds=60,
        )
    )
    async with tools:
        functions = tools.functions

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            result = await functions[name].entrypoint(**arguments)
            return getattr(result, "content", result)

        return await do_the_jobs(list(functions), call)


report(work, "agno", "mcp")
