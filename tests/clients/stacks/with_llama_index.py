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
        else BasicMCPClient(
            given["command"], args=["-c", LAUNCH, given["cwd"], *given["args"]], env=given["env"], timeout=60
        )
    )
    tools = {tool.metadata.name: tool for tool in await McpToolSpec(client=client).to_tool_list_async()}

    async def call(name: str, arguments: dict[str, Any]) -> Any:
        return (await tools[name].acall(**arguments)).content

    return await do_the_jobs(list(tools), call)


# It gives no way to say in which folder a server starts.
LAUNCH = "import os, sys; os.chdir(sys.argv[1]); os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"

report(work, "llama-index-tools-mcp", "mcp")
