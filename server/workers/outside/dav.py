"""CalDAV: a library reads the answers; the requests go out through our own fetcher, to checked addresses."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from server.workers.outside.fetching import Asked, Fetched, Fetcher
from server.workers.outside.sources import Document, OutsideCalendar, OutsideFault, Unchanged, Written
from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_entry import Entry, entry_text

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
TYPE, NAME, PRINCIPAL = f"{DAV}resourcetype", f"{DAV}displayname", f"{DAV}current-user-principal"
HOME, COMPONENTS = f"{CALDAV}calendar-home-set", f"{CALDAV}supported-calendar-component-set"
PRIVILEGES, ETAG = f"{DAV}current-user-privilege-set", f"{DAV}getetag"
STATES = (f"{DAV}sync-token", "{http://calendarserver.org/ns/}getctag")
WRITING = {f"{DAV}all", f"{DAV}write", f"{DAV}write-content"}
# Servers work out series by zones of their own: asked a little wider, and read exactly here.
MARGIN = timedelta(days=2)
MOST_CALENDARS = 100

_ASK = (
    '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" '
    'xmlns:s="http://calendarserver.org/ns/"><d:prop><d:resourcetype/><d:displayname/><d:current-user-principal/>'
    "<c:calendar-home-set/><c:supported-calendar-component-set/><d:current-user-privilege-set/><d:sync-token/><s:getctag/>"
    "<d:getetag/></d:prop></d:propfind>"
)
_QUERY = (
    '<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
    '<d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
    '<c:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/></c:comp-filter></c:comp-filter></c:filter>'
    "</c:calendar-query>"
)
_XML = {"Content-Type": 'application/xml; charset="utf-8"'}
_CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing on the server, with what it says of itself."""

    url: str
    properties: Mapping[str, Any]

    @property
    def is_calendar(self) -> bool:
        kinds = self.properties.get(TYPE)
        holds = self.properties.get(COMPONENTS) or ["VEVENT"]
        return isinstance(kinds, list) and f"{CALDAV}calendar" in kinds and "VEVENT" in holds

    @property
    def is_writable(self) -> bool:
        """What is not said is allowed."""
        allowed = self.properties.get(PRIVILEGES)
        return not isinstance(allowed, list) or bool(WRITING & set(allowed))

    @property
    def state(self) -> str | None:
        known = {name: self.properties[name] for name in STATES if isinstance(self.properties.get(name), str)}
        return json.dumps(known, sort_keys=True) if known else None


@dataclass(frozen=True, slots=True)
class DavAccount:
    """An account of a CalDAV server, and one of its calendars where a link leads to one. clock: for stamps of entries."""

    fetcher: Fetcher
    address: str
    username: str
    password: str
    clock: Callable[[], datetime]
    calendar: str | None = None

    async def calendars(self) -> list[OutsideCalendar]:
        """The calendars for appointments: the one at the address, or those of the account it belongs to."""
        start = await self._entrance()
        found = [start] if start.is_calendar else await self._of_account(start)
        return [
            OutsideCalendar(each.url, str(each.properties.get(NAME) or _last_part(each.url)), None, each.is_writable)
            for each in found[:MOST_CALENDARS]
        ]

    async def read(self, mark: str | None, start: datetime, end: datetime) -> Unchanged | Document:
        """The calendar's objects in the period, unless its state is that of the mark."""
        here = await self._collection()
        if mark is not None and here.state == mark:
            return Unchanged()
        query = _QUERY.format(start=start - MARGIN, end=end + MARGIN)
        answer = await self._ask("REPORT", here.url, query.encode(), {**_XML, "Depth": "1"})
        return Document(await asyncio.to_thread(_joined, answer), here.state)

    async def check(self) -> None:
        """Whether the calendar is there and takes entries."""
        if not (await self._collection()).is_writable:
            raise OutsideFault(worded("The account may not write to that calendar."), final=True)

    async def write(self, entry: Entry, known: Written | None) -> Written:
        """Put the entry under its own name. Its place is ours alone, so what it has become outside is written over."""
        url = known.external_id if known else urljoin(self._url(), f"{entry.uid.replace('@', '-')}.ics")
        mark = known.mark if known else None
        answer = await self._put(url, entry, mark)
        if answer.status == 412:
            answer = await self._put(url, entry, await self._mark_of(url))
        self._check(answer, "PUT")
        return Written(url, answer.headers.get("etag") or await self._mark_of(url))

    async def remove(self, known: Written) -> None:
        answer = await self._send("DELETE", known.external_id)
        if answer.status not in (404, 410):
            self._check(answer, "DELETE")

    async def _entrance(self) -> Resource:
        """What the address is; where it is nothing of CalDAV, what the well-known one leads to."""
        answer = await self._send("PROPFIND", self.address, _ASK.encode(), {**_XML, "Depth": "0"})
        if answer.status == 207:
            return _resources(answer)[0]
        if answer.status in (401, 403):
            self._check(answer, "PROPFIND")
        parts = urlsplit(self.address)
        return (await self._found(f"{parts.scheme}://{parts.netloc}/.well-known/caldav", "0"))[0]

    async def _of_account(self, start: Resource) -> list[Resource]:
        home = start.properties.get(HOME)
        principal = start.properties.get(PRINCIPAL)
        if not home and isinstance(principal, str):
            [start, *_] = await self._found(urljoin(start.url, principal), "0")
            home = start.properties.get(HOME)
        homes = [home] if isinstance(home, str) else home if isinstance(home, list) else []
        if not homes:
            raise OutsideFault(worded("The server names no calendars of that account."), final=True)
        found = [each for url in homes[:5] for each in await self._found(urljoin(start.url, str(url)), "1")]
        return [each for each in found if each.is_calendar]

    async def _collection(self) -> Resource:
        here = (await self._found(self._url(), "0"))[0]
        if not here.is_calendar:
            raise OutsideFault(worded("There is no calendar for appointments at the address any more."))
        return here

    async def _mark_of(self, url: str) -> str | None:
        """The state of an object; None when there is none."""
        answer = await self._send("PROPFIND", url, _ASK.encode(), {**_XML, "Depth": "0"})
        if answer.status != 207:
            return None
        mark = _resources(answer)[0].properties.get(ETAG)
        return mark if isinstance(mark, str) else None

    async def _put(self, url: str, entry: Entry, mark: str | None) -> Fetched:
        only = {"If-Match": mark} if mark else {"If-None-Match": "*"}
        return await self._send("PUT", url, entry_text(entry, self.clock()).encode(), {**_CALENDAR, **only})

    async def _found(self, url: str, depth: str) -> list[Resource]:
        return _resources(await self._ask("PROPFIND", url, _ASK.encode(), {**_XML, "Depth": depth}))

    async def _ask(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> Fetched:
        answer = await self._send(method, url, content, headers)
        if answer.status != 207:
            self._check(answer, method)
            raise OutsideFault(worded("The address answers, but not as a CalDAV server does."), final=True)
        return answer

    async def _send(
        self, method: str, url: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        login = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return await self.fetcher.fetch(Asked(url, method, headers or {}, content, f"Basic {login}", self.address))

    def _check(self, answer: Fetched, method: str) -> None:
        if 200 <= answer.status < 300:
            return
        if answer.status == 401:
            raise OutsideFault(
                worded(
                    "The server does not take the user name and password. Make an app password there and connect again."
                ),
                final=True,
            )
        if answer.status == 403:
            raise OutsideFault(
                worded("The server does not allow it to that account ({method}).", method=method), final=True
            )
        if answer.status in (404, 405, 410):
            raise OutsideFault(worded("There is no CalDAV calendar at the address ({status}).", status=answer.status))
        raise OutsideFault(worded("The server answered {status} to {method}.", status=answer.status, method=method))

    def _url(self) -> str:
        if self.calendar is None:
            raise OutsideFault(worded("It is not known yet which calendar of the account is meant."))
        return self.calendar if self.calendar.endswith("/") else f"{self.calendar}/"


def _resources(answer: Fetched) -> list[Resource]:
    """What a PROPFIND found, with whole addresses."""
    fault = OutsideFault(worded("The server's answer is no CalDAV that can be read."))
    try:
        found = _parsed(answer).parse_propfind()
    except Exception:
        # The library raises errors of its own, of lxml and of Python for answers that are none.
        raise fault from None
    if not found:
        raise fault
    return [Resource(_whole(answer.url, each.href), each.properties) for each in found]


def _joined(answer: Fetched) -> bytes:
    """All objects of a calendar behind each other, each a calendar of its own."""
    try:
        found = _parsed(answer).parse_calendar_query()
    except Exception:
        raise OutsideFault(worded("The server's answer is no CalDAV that can be read.")) from None
    texts = [each.calendar_data.strip() for each in found if each.calendar_data]
    return "".join(f"{text}\r\n" for text in texts).encode() or EMPTY


EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hiring Hall//EN\r\nEND:VCALENDAR\r\n"


def _parsed(answer: Fetched) -> Any:
    """The library's answer. It would log what is no XML, so that does not get there."""
    if not answer.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise ValueError("no XML")
    return _library().from_bytes(answer.body, answer.status)


@cache
def _library() -> Any:
    # Imported here: a start should not pay for the library.
    from caldav.response import DAVResponse

    return DAVResponse


def _whole(url: str, href: str) -> str:
    """The library unquotes what it finds; it is quoted again as a path."""
    return urljoin(url, quote(unquote(href), safe="/:@!$&'()*+,;=~-._"))


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
