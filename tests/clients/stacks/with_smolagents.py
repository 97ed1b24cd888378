"""smolagents: a collection of tools from an MCP server, called as its agents call them."""

from __future__ import annotations

from typing import Any

from jobs import do_the_jobs, report, settings
from mcp import StdioServerParameters
from smolagents import ToolCollection


async def work() -> dict[str, Any]:
    given = settings()
    over_http = {"url": given["url"], "headers": given["headers"], "transport": "streamable-http"}
    over_stdio = StdioServerParameters(**{name: given[name] for name in ("command", "args", "env")})
    server = over_http if given["transport"] == "http" else over_stdio
    with ToolCollection.from_mcp(server, trust_remote_code=True, structured_output=False) as found:
        tools = {tool.name: tool for tool in found.tools}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            return tools[name](**arguments, sanitize_inputs_outputs=True)

        return await do_the_jobs(list(tools), call)


report(work, "smolagents", "mcp")
