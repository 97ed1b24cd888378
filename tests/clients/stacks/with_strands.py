"""strands-agents: its MCP client, asked for results as its agent asks."""

from __future__ import annotations

from typing import Any

from jobs import do_the_jobs, report, settings
from mcp import StdioServerParameters, stdio_client
from strands.tools.mcp import MCPClient


async def work() -> dict[str, Any]:
    given = settings()
    over_stdio = StdioServerParameters(**{name: given[name] for name in ("command", "args", "env")})
    client = MCPClient(lambda: stdio_client(over_stdio), startup_timeout=60)
    with client:
        names = [tool.tool_name for tool in client.list_tools_sync()]

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            result = await client.call_tool_async("1", name, arguments)
            return f"{result['status']}: {result['content'][0]['text']}"

        return await do_the_jobs(names, call)


report(work, "strands-agents", "mcp")
