"""crewai-tools: the tools of MCPServerAdapter, as an agent of CrewAI calls them."""

from __future__ import annotations

from typing import Any

from crewai_tools import MCPServerAdapter
from jobs import do_the_jobs, report, settings
from mcp import StdioServerParameters


async def work() -> dict[str, Any]:
    given = settings()
    over_http = {"url": given["url"], "headers": given["headers"], "transport": "streamable-http"}
    over_stdio = StdioServerParameters(**{name: given[name] for name in ("command", "args", "env")})
    with MCPServerAdapter(over_http if given["transport"] == "http" else over_stdio) as found:
        tools = {tool.name: tool for tool in found}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            return tools[name].run(**arguments)

        return await do_the_jobs(list(tools), call)


report(work, "crewai-tools", "mcpadapt", "mcp")
