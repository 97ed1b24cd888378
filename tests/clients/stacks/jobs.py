"""What every Python client does with the server: list, read, be refused, ask for staff, confirm. The script brings the client.

Runs in the client's own environment, so it may use nothing but the standard library and that client."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Any

# The least that is taken: every optional key is left out, also inside the objects.
INQUIRY: dict[str, Any] = {
    "title": "Two people",
    "industry": {"name": "Software"},
    "hires": [
        {
            "stage": "pending",
            "title": "Developer",
            "type": "external",
            "budget": "1.00",
            "job_start": "2027-11-01T08:00:00Z",
            "job_end": "2028-02-28T18:00:00Z",
            "description": "Python",
        }
    ],
}

# Gives what the client would hand to its model, as text; raises what the client raises.
Call = Callable[[str, dict[str, Any]], Awaitable[Any]]


def settings() -> dict[str, Any]:
    """How to reach the server: transport, url and headers, command, args and env."""
    found: dict[str, Any] = json.loads(sys.argv[1])
    found["env"] = {**os.environ, **found["env"]}
    return found


async def do_the_jobs(names: list[str], call: Call) -> dict[str, Any]:
    """The names listed, and of each step what came back and how."""
    steps: dict[str, Any] = {}
    steps["read"] = await step(call, "get_wallet", {})
    no_such = {"tool": "get_inquiry", "arguments": {"inquiry_id": "inq_no"}}
    steps["refused"] = await step(call, "run_read", no_such)
    steps["made"] = await step(call, "create_inquiry", INQUIRY)
    made = re.search(r"inq_\w+", steps["made"]["text"])
    cancel = {"inquiry_id": made.group() if made else "none"}
    steps["asked"] = await step(call, "run_destructive", {"tool": "cancel_inquiry", "arguments": cancel})
    token = re.search(r'\bconfirm\b[\\"\': ]+([\w.-]{16,})', steps["asked"]["text"])
    if token:
        again = {"tool": "cancel_inquiry", "arguments": {**cancel, "confirm": token.group(1)}}
        steps["confirmed"] = await step(call, "run_destructive", again)
    return {"tools": sorted(names), "steps": steps}


async def step(call: Call, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The text that comes back, and the kind of exception when it comes as one."""
    try:
        # Some clients change what they are given.
        return {"text": str(await call(name, json.loads(json.dumps(arguments)))), "raised": None}
    except Exception as error:
        return {"text": str(error), "raised": type(error).__name__}


def report(work: Callable[[], Awaitable[dict[str, Any]]], *packages: str) -> None:
    """Do it, and print the outcome with the versions as the last line."""
    done = asyncio.run(work())
    print("\n" + json.dumps({**done, "versions": {name: version(name) for name in packages}}))
