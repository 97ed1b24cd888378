"""mcp-use: the tools its LangChain adapter makes, as its agent calls them."""

from __future__ import annotations

import os
from typing import Any

os.environ["MCP_USE_ANONYMIZED_TELEMETRY"] = "false"

from jobs import do_the_jobs, report, settings
from mcp_use import MCPClient
from mcp_use.agents.adapters.langchain_adapter import LangChainAdapter


async def work() -> dict[str, Any]:
    given = settings()
    over_http = {"url": given["url"], "headers": given["headers"]}
    over_stdio = {name: given[name] for name in ("command", "args", "env")}
    server = over_http if given["transport"] == "http" else over_stdio
    client = MCPClient.from_dict({"mcpServers": {"hall": server}})
    try:
        tools = {tool.name: tool for tool in await LangChainAdapter().create_tools(client)}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            return await tools[name].ainvoke(arguments)

        return await do_the_jobs(list(tools), call)
    finally:
        await client.close_all_sessions()


report(work, "mcp-use", "mcp")
