"""Feeds from a real server over the network of this machine: read, kept, renewed, and never logged."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import ElicitResult

from tests.clients.serving import NOBODY, PATIENCE, begun, free_port, protocol_client, run, wait_until_healthy
from tests.tools.scheduling.feeds.reading import events_in


async def _yes(context: Any, params: Any) -> ElicitResult:
    return ElicitResult(action="accept", content={"agree": True})


@dataclass
class Served:
    """A server that is reached at its own address, and what it says of itself at the finest level."""

    base: str
    token: str
    log: Path

    def call(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        return asyncio.run(self._call(name, arguments))

    async def _call(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with (
            protocol_client(**headers) as http,
            Client(streamable_http_client(f"{self.base}/mcp", http_client=http), elicitation_callback=_yes) as client,
        ):
            access = "destructive" if name.startswith("revoke_") else "write"
            result = await client.call_tool(f"run_{access}", {"tool": name, "arguments": arguments})
        assert not result.is_error, result.content
        assert result.structured_content is not None
        return result.structured_content


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("feeds")
    db, port, log = folder / "hall.db", free_port(), folder / "stderr"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    base = f"http://127.0.0.1:{port}"
    run("http-url", base, db=db)
    command = ["serve", "--http", f"127.0.0.1:{port}", "--db", str(db)]
    process = begun(command, log, {**os.environ, "HIRINGHALL_LOG": "DEBUG"})
    try:
        wait_until_healthy(base, process)
        yield Served(base, token, log)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def test_a_feed_is_made_read_kept_renewed_and_ended(served: Served) -> None:
    kal_id = served.call("create_calendar", label="Visits", private=True)["calendar"]["id"]
    schedule = served.call(
        "create_schedule",
        label="Visits",
        private=True,
        kal_id=kal_id,
        timezone="Europe/Berlin",
        settings={"rules": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]},
    )
    made = served.call("create_calendar_feed", schedule_id=schedule["schedule"]["id"])
    url = made["url"]
    assert url.startswith(f"{served.base}/calendar/hh_feed_")
    with httpx.Client(verify=NOBODY) as http:
        first = http.get(url)
        assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert [str(event["SUMMARY"]) for event in events_in(first.content)] == ["Open: Visits"]
        assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin" in first.content
        same = http.get(url, headers={"If-None-Match": first.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        head = http.head(url)
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(first.content)))
        renewed = served.call("create_calendar_feed", schedule_id=schedule["schedule"]["id"])
        assert [http.get(each).status_code for each in (url, renewed["url"])] == [404, 200]
        served.call("revoke_calendar_feed", feed_id=renewed["feed"]["id"])
        gone, made_up = http.get(renewed["url"]), http.get(f"{served.base}/calendar/hh_feed_{'0' * 64}.ics")
        assert (
            (gone.status_code, gone.content)
            == (made_up.status_code, made_up.content)
            == (404, b"There is no such calendar.\n")
        )
        assert "set-cookie" not in first.headers


def test_no_secret_stands_in_the_log_even_at_its_finest(served: Served) -> None:
    kal_id = served.call("create_calendar", label="Quiet", private=True)["calendar"]["id"]
    url = served.call("create_calendar_feed", kal_id=kal_id)["url"]
    with httpx.Client(verify=NOBODY) as http:
        assert http.get(url).status_code == 200
        assert http.post(url, content=b"x").status_code == 405
        assert http.get(url, headers={"Host": "evil.test"}).status_code == 421
        assert http.get(f"{url}/more").status_code == 404
    said = served.log.read_text()
    assert "evil.test" in said
    assert "hh_feed_" not in said


@pytest.mark.parametrize(
    "path", ["/calendar/", "/calendar/x.txt", "/calendar/../health.ics", "/calendar/a/b.ics", "/calendar"]
)
def test_nothing_else_stands_there(served: Served, path: str) -> None:
    assert httpx.get(f"{served.base}{path}", verify=NOBODY).status_code == 404


def test_the_address_is_named_shown_and_taken_back(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    assert "No address is named" in run("http-url", db=db).stdout
    assert run("http-url", "https://hall.example.com/", db=db).stdout == "https://hall.example.com\n"
    assert run("http-url", db=db).stdout == "https://hall.example.com\n"
    refused = run("http-url", "http://hall.example.com", db=db, check=False)
    assert (refused.returncode, "must begin with https" in refused.stderr) == (1, True)
    assert "No address is named" in run("http-url", "--remove", db=db).stdout
