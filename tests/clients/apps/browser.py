"""A page of the hall in a real Chromium, shown by the host bridge of MCP Apps; a caller of the hall answers its calls."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from mcp import Client

from server.protocol.beyond.apps import contents, find_page
from server.protocol.tool_handlers import HallServer
from server.shown import APP_BASE, app_of
from tests.clients.node_clients import driving, install_or_skip
from tests.hall import TestCaller

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Shown:
    """A page and the person before it. answers: the texts of everything that tools answered it."""

    def __init__(self, browser: Any, client: Client) -> None:
        self._browser = browser
        self._client = client
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[str] = []

    async def act(self, **what: Any) -> dict[str, Any]:
        """What the person does: until (a text is there), to or press (what Tab reaches), key, type, shot, look."""
        self._say(what)
        while True:
            line = await asyncio.to_thread(self._browser.stdout.readline)
            assert line, self._browser.stderr.read()
            told = json.loads(line)
            if "seen" in told:
                return dict(told["seen"])
            self._say({"answer": await self.answer(told["call"]["name"], told["call"].get("arguments") or {})})

    async def answer(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A tool's answer as it goes over the wire."""
        self.calls.append((arguments.get("tool", name), arguments.get("arguments", arguments)))
        self._client.session._tool_output_schemas.setdefault(name, None)
        result = await self._client.call_tool(name, arguments)
        self.answers.append("".join(getattr(part, "text", "") for part in result.content))
        return result.model_dump(mode="json", by_alias=True, exclude_none=True)

    def _say(self, line: dict[str, Any]) -> None:
        self._browser.stdin.write(json.dumps(line) + "\n")
        self._browser.stdin.flush()


@asynccontextmanager
async def showing(
    caller: TestCaller, name: str, arguments: dict[str, Any], *, by: str | None = None, **setting: Any
) -> AsyncIterator[Shown]:
    """The page of a tool's answer to these arguments. by: the tool that runs it, where it is not called by its own name;
    setting: theme, locale, width. The client asks the person nothing itself."""
    chromium = next((found for one in NAMES if (found := shutil.which(one))), None)
    if chromium is None:
        pytest.skip("no Chromium is installed")
    install_or_skip()
    called, given = (by, {"tool": name, "arguments": arguments}) if by else (name, arguments)
    operation = caller.hall.app.parts.registry.find(name)
    assert operation is not None
    page = find_page(app_of(name, operation.access)["ui"]["resourceUri"])
    assert page is not None
    assert page.uri.startswith(APP_BASE)
    async with Client(HallServer(caller.hall.app, caller.token).mcp) as client:
        shown = Shown(None, client)
        said = {
            "html": contents(page).text, "input": given, "result": await shown.answer(called, given), "executable": chromium,
            "tool": {"name": called, "inputSchema": {"type": "object"}}, "theme": "light", "locale": "en", **setting,
        }  # fmt: skip
        shown.calls.clear()
        with driving("apps.mjs", said) as shown._browser:
            yield shown
            shown._say({"end": True})
