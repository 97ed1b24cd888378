"""langchain-mcp-adapters: one session, its tools called as a graph calls them."""

from __future__ import annotations

from typing import Any

from jobs import do_the_jobs, report, settings
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_mcp_adapters.tools import load_mcp_tools


async def work() -> dict[str, Any]:
    given = settings()
    over_http = {"transport": "streamable_http", "url": given["url"], "headers": given["headers"]}
    over_stdio = {"transport": "stdio", **{name: given[name] for name in ("command", "args", "env")}}
    client = MultiServerMCPClient({"hall": over_http if given["transport"] == "http" else over_stdio})
    # get_tools() would start a server for every call.
    async with client.session("hall") as session:
        tools = {tool.name: tool for tool in await load_mcp_tools(session)}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            message = await tools[name].ainvoke({"type": "tool_call", "id": "1", "name": name, "args": arguments})
            return message.content

        return await do_the_jobs(list(tools), call)


report(work, "langchain-mcp-adapters", "mcp")
