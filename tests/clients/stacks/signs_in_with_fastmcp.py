"""fastmcp signs in: it opens the page in what BROWSER names, and keeps what it got where it is told to.

Settings: url. It prints the addresses it opens, then a line of what it saw, then asks for more than it was allowed."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from fastmcp import Client
from fastmcp.client.auth import OAuth
from key_value.aio.stores.memory import MemoryStore


async def work() -> None:
    url = json.loads(sys.argv[1])["url"]
    kept = MemoryStore()
    seen: list[Any] = []
    for _ in range(2):
        async with Client(url, auth=OAuth(url, token_storage=kept)) as client:
            seen.append(len(await client.list_tools()))
            answers = await asyncio.gather(*(client.call_tool("list_my_sessions", {}) for _ in range(3)))
            seen += [session["way"] for session in answers[0].structured_content["sessions"] if session["current"]]
    print(json.dumps({"seen": seen}), flush=True)
    async with Client(url, auth=OAuth(url, token_storage=kept)) as client:
        await client.call_tool("set_my_language", {"language": "EN"})


asyncio.run(work())
