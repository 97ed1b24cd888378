"""fastmcp with its tasks: long work is followed to its result, a question of it is answered, and a task can be held in hand."""

from __future__ import annotations

from typing import Any

from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp_tasks import call_tool_task
from jobs import INQUIRY, report, settings, step


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

    async with Client(transport, elicitation_handler=yes) as client:
        made = await client.call_tool("create_inquiry", {**INQUIRY, "wait": False})
        inquiry = {"inquiry_id": made.structured_content["inquiry_id"]}
        ended = await client.call_tool(
            "run_destructive", {"tool": "cancel_inquiry", "arguments": {**inquiry, "wait": False}}
        )

        async def call(name: str, arguments: dict[str, Any]) -> Any:
            return (await client.call_tool(name, arguments)).content[0].text

        nobodys = {"inquiry_id": "inq_no", "wait": False}
        refused = await step(call, "run_destructive", {"tool": "cancel_inquiry", "arguments": nobodys})
        task = await call_tool_task(client, "create_inquiry", {**INQUIRY, "wait": False})
        held = await task.result()
        status = await task.status()
        return {
            "made": made.structured_content,
            "ended": ended.structured_content,
            "questions": questions,
            "refused": refused,
            "task": task.task_id,
            "held": held.structured_content,
            "status": status.status,
        }


report(work, "fastmcp", "fastmcp-tasks", "mcp")
