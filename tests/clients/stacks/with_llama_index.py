"""llama-index-tools-mcp: the function tools of its spec, called as its agents call them."""

from __future__ import annotations

from typing import Any

from jobs import do_the_jobs, report, settings
from llama_index.tools.mcp import BasicMCPClient, McpToolSpec


async def work() -> dict[str, Any]:
    given = settings()
    client = (
        BasicMCPClient(given["url"], headers=given["headers"], timeout=60)
        if given["transport"] == "http"
        else BasicMCPClient(given["command"], args=given["args"], env=given["env"], timeout=60)
    )
    tools = {tool.metadata.name: tool for tool in await McpToolSpec(client=client).to_tool_list_async()}

    async def call(name: str, arguments: dict[str, Any]) -> Any:
        return (await tools[name].acall(**arguments)).content

    return await do_the_jobs(list(tools), call)


report(work, "llama-index-tools-mcp", "mcp")
