"""Calendars outside, without the internet: feeds by address, and the worker that reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import httpx

from server.workers.outside.fetching import Fetcher
from tests.hall import Hall, TestCaller

PUBLIC = "93.184.216.34"
ADDRESS = "https://calendar.example.com/secret-4f1c/basic.ics"
Answer = httpx.Response | Exception


class Web:
    """All https servers there are. pages: by address, what is answered; anything else is not found."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.pages: dict[str, Callable[[httpx.Request], Answer]] = {}
        self.requests: list[httpx.Request] = []
        self.leads_to: dict[str, list[str]] = {}
        self.fetcher = Fetcher(resolve=self._resolve, transport=httpx.MockTransport(self._answer))
        hall.app.calendars.opening.fetcher = self.fetcher

    def bounded(self, **bounds: Any) -> None:
        """Wait shorter, or take less."""
        self.hall.app.calendars.opening.fetcher = replace(self.fetcher, **bounds)

    def serve(self, text: str | bytes, address: str = ADDRESS, status: int = 200, **headers: str) -> None:
        """Answer an address with a text from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = text.encode() if isinstance(text, str) else text
        self.pages[address] = lambda request: httpx.Response(status, content=in_parts(content), headers=named)

    def answer(self, answer: Callable[[httpx.Request], Answer], address: str = ADDRESS) -> None:
        self.pages[address] = answer

    async def poll(self, **later: float) -> None:
        """Let time pass and every link have its turn."""
        self.hall.clock.advance(**later)
        await self.hall.app.calendars.tick()

    async def _resolve(self, host: str, port: int) -> list[str]:
        return self.leads_to.get(host, [PUBLIC])

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        # Requests go to the checked address and name the host.
        url = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        page = self.pages.get(url)
        if page is None:
            return httpx.Response(404, content=in_parts(b""))
        answer = page(request)
        if isinstance(answer, Exception):
            raise answer
        # What a test wrote down whole comes in parts all the same, as from a real server.
        if answer.is_stream_consumed:
            return httpx.Response(answer.status_code, headers=answer.headers, content=in_parts(answer.content))
        return answer


async def in_parts(content: bytes) -> AsyncIterator[bytes]:
    for first in range(0, len(content), 65_536):
        yield content[first : first + 65_536]


def feed(*events: str, name: str = "Private") -> str:
    """A calendar of events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", f"X-WR-CALNAME:{name}", *events, "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in lines)


def event(uid: str, start: str, end: str, summary: str = "Dentist", *more: str) -> str:
    """A timed event in UTC: event("a", "20260304T100000Z", "20260304T110000Z")."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260301T000000Z", f"DTSTART:{start}", f"DTEND:{end}"]
    return "\r\n".join([*lines, f"SUMMARY:{summary}", *more, "END:VEVENT"])


DENTIST = event("a@x", "20260304T100000Z", "20260304T110000Z")


async def link_of(who: TestCaller, kal_id: int, link_id: int | None = None) -> dict[str, Any]:
    """A link as its owner sees it; the only one when none is named."""
    links = (await who.call("get_calendar_sync_settings", kal_id=kal_id))["links"]
    found: dict[str, Any] = next(link for link in links if link_id in (None, link["id"]))
    return found


def occurrences(hall: Hall) -> list[tuple[Any, ...]]:
    """What was read: summary, start, whether it is busy."""
    return hall.sql("SELECT summary, start_at, busy FROM external_events ORDER BY start_at, id")


def blocks(hall: Hall) -> list[tuple[Any, ...]]:
    """The time that was taken by it."""
    return hall.sql(
        "SELECT start_at, end_at FROM busy_blocks WHERE source_type = 'external_event' ORDER BY start_at, id"
    )


def notices(hall: Hall) -> list[str]:
    """What owners of links were told."""
    return [text for (text,) in hall.sql("SELECT text FROM notices WHERE kind = 'calendar_link' ORDER BY id")]
