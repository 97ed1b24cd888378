"""openai-agents: the function tools it makes of a server's tools, invoked as its runner invokes them."""

from __future__ import annotations

import json
from typing import Any

from agents import Agent, RunContextWrapper, set_tracing_disabled
from agents.mcp import MCPServerStdio, MCPServerStreamableHttp, MCPUtil
from agents.tool_context import ToolContext
from jobs import do_the_jobs, report, settings

set_tracing_disabled(True)


async def work() -> dict[str, Any]:
    given = settings()
    server = (
        MCPServerStreamableHttp({"url": given["url"], "headers": given["headers"]})
        if given["transport"] == "http"
        else MCPServerStdio(
            {name: given[name] for name in ("command", "args", "env")}, client_session_timeout_seconds=60
        )
    )
    async with server:
        agent = Agent(name="Bot", mcp_servers=[server])
        found = await MCPUtil.get_function_tools(server, False, RunContextWrapper(None), agent)
        tools = {tool.name: tool for tool in found}

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            text = json.dumps(arguments)
            context = ToolContext(None, tool_name=name, tool_call_id="1", tool_arguments=text)
            return await tools[name].on_invoke_tool(context, text)

        return await do_the_jobs(list(tools), call)


report(work, "openai-agents", "mcp")
