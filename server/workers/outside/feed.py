"""An iCalendar address: read with a GET, and never written to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from server.workers.outside.fetching import Asked, Fetched, Fetcher
from server.workers.outside.sources import Document, OutsideCalendar, OutsideFault, Unchanged, Written
from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_entry import Entry

DIGEST = "digest"
ACCEPT = "text/calendar, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Feed:
    """The calendar behind an address that anybody who knows it can read."""

    fetcher: Fetcher
    address: str

    async def calendars(self) -> list[OutsideCalendar]:
        """It is one itself."""
        return []

    async def read(self, mark: str | None, start: datetime, end: datetime) -> Unchanged | Document:
        """The whole feed, unless the server says that it is what it was."""
        answer = await self.fetcher.fetch(Asked(self.address, headers={"Accept": ACCEPT, **_since(mark)}))
        if answer.status == 304:
            return Unchanged()
        check_status(answer)
        digest = hashlib.sha256(answer.body).hexdigest()
        if mark and json.loads(mark).get(DIGEST) == digest:
            return Unchanged()
        return Document(answer.body, _mark(answer, digest))

    async def check(self) -> None:
        raise OutsideFault(worded("Nothing can be written to an iCalendar address."), final=True)

    async def write(self, entry: Entry, known: Written | None) -> Written:
        raise OutsideFault(worded("Nothing can be written to an iCalendar address."), final=True)

    async def remove(self, known: Written) -> None:
        raise OutsideFault(worded("Nothing can be written to an iCalendar address."), final=True)


def check_status(answer: Fetched) -> None:
    """OutsideFault in words for an answer that is none."""
    if 200 <= answer.status < 300:
        return
    if answer.status in (401, 403):
        raise OutsideFault(
            worded(
                "The server wants a sign-in ({status}): use the calendar's secret address, or connect_caldav_calendar.",
                status=answer.status,
            ),
            final=True,
        )
    if answer.status in (404, 410):
        raise OutsideFault(worded("There is nothing at the address ({status}).", status=answer.status))
    raise OutsideFault(worded("The server answered {status}.", status=answer.status))


def _since(mark: str | None) -> dict[str, str]:
    """Headers that ask for what is newer than at the mark."""
    return {name: value for name, value in json.loads(mark).items() if name != DIGEST} if mark else {}


def _mark(answer: Fetched, digest: str) -> str:
    """What the server says of the state; of servers that say nothing the digest is compared."""
    headers = {"If-None-Match": answer.headers.get("etag"), "If-Modified-Since": answer.headers.get("last-modified")}
    known = {name: value for name, value in headers.items() if value and len(value) <= 300 and value.isascii()}
    return json.dumps({**known, DIGEST: digest})
