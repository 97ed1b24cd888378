"""Who plays the five jobs, how they are connected, and what they called."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import ElicitRequestParams, ElicitResult

from server.app import App
from server.naming import find_owner
from server.operator import credit_owner, parse_money, person_token, token_for_agent
from server.registry import Registry
from server.schema.listing import FLAGSHIP
from tests.clients.serving import PROGRAM, ROOT, protocol_client, run
from tests.hall import Hall, answer_of

RUNS = [(transport, mode) for transport in ("stdio", "http") for mode in ("auto", "legacy")]
RUN_NAMES = ["-".join(run) for run in RUNS]


@dataclass
class Show:
    """A database with a cast for each run, and a server of it over HTTP."""

    db: Path
    base: str
    tokens: dict[str, str]


@dataclass
class Cast:
    """Who plays one run: the company's assistant and admin, and Ann, who works; and what was called."""

    db: Path
    name: str
    clients: dict[str, Client] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    registry: Registry = field(default_factory=Registry.quick)

    @property
    def ann(self) -> str:
        return f"ann@{self.name}.example"

    async def __call__(self, who: str, tool: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a listed tool by its name and every other through its dispatcher, as an assistant would."""
        operation = self.registry.find(tool)
        assert operation is not None
        listed = tool in FLAGSHIP
        name = tool if listed else f"run_{operation.access}"
        given = arguments if listed else {"tool": tool, "arguments": arguments}
        answer = answer_of(await self.clients[who].call_tool(name, given))
        self.called.add(tool)
        return answer

    async def mailed(self, address: str, pattern: str) -> str:
        """What a pattern finds in the mail to an address, newest first, by the operator's command."""
        for _ in range(10):
            # The worker of a busy machine may deliver it a moment later; each look takes half a second.
            mail = await asyncio.to_thread(run, "mailbox", address, db=self.db)
            found = re.findall(pattern, mail.stdout)
            if found:
                break
        assert found, f"nothing like {pattern} in:\n{mail.stdout}"
        return str(found[-1])


@dataclass
class CastInside(Cast):
    """The cast of a hall in this process."""

    hall: Hall | None = None

    async def mailed(self, address: str, pattern: str) -> str:
        assert self.hall is not None
        return str(re.findall(pattern, "\n".join(mail.body for mail in await self.hall.mails(address)))[-1])


async def make_casts(db: Path) -> dict[str, str]:
    """The cast of each run."""
    tokens = {}
    app = await App.open(db, fsync=False)
    try:
        for name in RUN_NAMES:
            tokens |= await cast_of(app, name)
    finally:
        await app.close()
    return tokens


async def cast_of(app: App, name: str) -> dict[str, str]:
    """A company with money, its assistant and its admin for a run, and the person who will work for it."""
    tokens = {}
    made = await token_for_agent(app, f"Assistant {name}", f"Example Oy {name}", "EUR", "25 USDT")
    tokens[f"assistant {name}"] = made.token
    made = await person_token(app, f"alice@{name}.example", f"Example Oy {name}", None, "admin")
    tokens[f"admin {name}"] = made.token
    await person_token(app, f"ann@{name}.example", None, None, "admin")
    for owner, text in (
        (f"Example Oy {name}", "5000.00 EUR"),
        # The admin's calls are paid in another currency, so that the balance shows the work alone.
        (f"Example Oy {name}", "25 USDT"),
        (f"ann@{name}.example", "1.00 USD"),
    ):
        found = await app.database.read(lambda tx, owner=owner: find_owner(tx, owner))  # type: ignore[misc]
        await credit_owner(app, found, parse_money(text))
    return tokens


@asynccontextmanager
async def connected(show: Show, transport: str, mode: str, token: str | None) -> AsyncIterator[Client]:
    """A client of somebody's own; over stdio with a server of its own."""
    if transport == "stdio":
        env = {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}
        server: Any = StdioServerParameters(
            command=PROGRAM[0],
            args=[*PROGRAM[1:], "serve", "--db", str(show.db)],
            cwd=ROOT,
            env={**env, **({"HIRINGHALL_TOKEN": token} if token else {})},
        )
        async with Client(server, mode=mode, elicitation_callback=say_yes) as client:
            yield client
        return
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with protocol_client(**headers) as http:
        server = streamable_http_client(f"{show.base}/mcp", http_client=http)
        async with Client(server, mode=mode, elicitation_callback=say_yes) as client:
            yield client


async def say_yes(context: Any, params: ElicitRequestParams) -> ElicitResult:
    return ElicitResult(action="accept", content={"agree": True})
