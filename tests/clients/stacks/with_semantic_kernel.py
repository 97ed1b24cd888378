"""semantic-kernel: an MCP plugin in a kernel, its functions invoked as a planner's call is."""

from __future__ import annotations

from typing import Any

from jobs import do_the_jobs, report, settings
from semantic_kernel import Kernel
from semantic_kernel.connectors.mcp import MCPStdioPlugin, MCPStreamableHttpPlugin
from semantic_kernel.functions import KernelArguments


async def work() -> dict[str, Any]:
    given = settings()
    kernel = Kernel()
    plugin = (
        MCPStreamableHttpPlugin(name="hall", url=given["url"], headers=given["headers"], kernel=kernel)
        if given["transport"] == "http"
        else MCPStdioPlugin(name="hall", command=given["command"], args=given["args"], env=given["env"], kernel=kernel)
    )
    async with plugin:
        functions = kernel.add_plugin(plugin).functions

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            result = await kernel.invoke(functions[name], KernelArguments(**arguments))
            return result.value[0] if isinstance(result.value, list) else result

        return await do_the_jobs(list(functions), call)


report(work, "semantic-kernel", "mcp")
