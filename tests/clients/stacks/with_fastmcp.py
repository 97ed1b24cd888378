"""fastmcp: its client, plainly or through a proxy of its own, with or without somebody to ask."""

from __future__ import annotations

from typing import Any

from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp.server import create_proxy
from jobs import do_the_jobs, report, settings


async def work() -> dict[str, Any]:
    given = settings()
    transport = (
        StreamableHttpTransport(given["url"], headers=given["headers"])
        if given["transport"] == "http"
        else StdioTransport(given["command"], given["args"], env=given["env"])
    )
    questions: list[str] = []

    async def yes(message: str, *_: Any) -> dict[str, Any]:
        questions.append(message)
        return {"agree": True}

    client = Client(
        create_proxy(transport) if given.get("proxy") else transport,
        **({"elicitation_handler": yes} if given.get("asks") else {}),
    )
    async with client:
        names = [tool.name for tool in await client.list_tools()]

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            result = await client.call_tool(name, arguments)
            return result.content[0].text

        return {**await do_the_jobs(names, call), "questions": questions}


report(work, "fastmcp", "mcp")
