"""Google's calendars by its HTTP interface (Calendar API v3, OAuth 2.0)."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from server.workers.outside.fetching import Asked, Fetched, Fetcher
from server.workers.outside.sources import Items, OutsideCalendar, OutsideFault, Unchanged, Written
from tools.rules.outside_calendars import GoogleClient
from tools.rules.sentences import worded
from tools.scheduling.links.rules.google_items import item_of, sifted
from tools.scheduling.links.rules.ical_entry import Entry

WITHDRAWN = worded("Google no longer accepts the consent: give it again with get_google_calendar_auth_url.")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json; charset=utf-8"}
PAGE, MOST_PAGES = 2500, 12
WRITERS = ("owner", "writer")


@dataclass(frozen=True, slots=True)
class Granted:
    """What Google gave for a code: what opens the calendars from now on, and for what."""

    refresh_token: str
    scopes: frozenset[str]


@dataclass(slots=True)
class Tokens:
    """Access tokens, for as long as they last: each account's is made anew when a server starts."""

    _known: dict[str, tuple[str, float]] = field(default_factory=dict)

    def get(self, refresh_token: str) -> str | None:
        token, until = self._known.get(refresh_token, ("", 0.0))
        return token if until > time.monotonic() else None

    def keep(self, refresh_token: str, token: str, seconds: float) -> None:
        if len(self._known) > 1000:
            self._known.clear()
        # A minute less: it has to last for the requests of a sync.
        self._known[refresh_token] = (token, time.monotonic() + seconds - 60)

    def drop(self, refresh_token: str) -> None:
        self._known.pop(refresh_token, None)


@dataclass(frozen=True, slots=True)
class GoogleOAuth:
    """The consent: codes and tokens."""

    fetcher: Fetcher
    client: GoogleClient

    async def granted(self, code: str, verifier: str, redirect_url: str) -> Granted:
        """What a code is worth. OutsideFault when nothing."""
        given = {
            "grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": redirect_url,
        }  # fmt: skip
        answer = await self._post(self.client.token_url, {**self._self(), **given})
        told = _told(answer)
        if answer.status != 200 or not isinstance(told.get("refresh_token"), str):
            raise OutsideFault(worded("Google did not take the answer. Ask for a new address and open it once."))
        return Granted(told["refresh_token"], frozenset(str(told.get("scope") or "").split()))

    async def access(self, refresh_token: str) -> tuple[str, float]:
        """An access token, and for how many seconds. OutsideFault, final when the consent was withdrawn."""
        given = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        answer = await self._post(self.client.token_url, {**self._self(), **given})
        told = _told(answer)
        if answer.status == 400 and told.get("error") == "invalid_grant":
            raise OutsideFault(WITHDRAWN, final=True)
        if answer.status != 200 or not isinstance(told.get("access_token"), str):
            raise OutsideFault(worded("Google answered {status} when it was asked for access.", status=answer.status))
        seconds = told.get("expires_in")
        return told["access_token"], float(seconds) if isinstance(seconds, int | float) else 300.0

    async def withdraw(self, refresh_token: str) -> None:
        """End the consent; nothing when it has ended."""
        answer = await self._post(self.client.revocation_url, {"token": refresh_token})
        if answer.status not in (200, 400):
            raise OutsideFault(worded("Google answered {status} when the consent was withdrawn.", status=answer.status))

    def _self(self) -> dict[str, str]:
        return {"client_id": self.client.client_id, "client_secret": self.client.client_secret}

    async def _post(self, url: str, given: Mapping[str, str]) -> Fetched:
        return await self.fetcher.fetch(Asked(url, "POST", FORM, urlencode(given).encode()))


@dataclass(frozen=True, slots=True)
class GoogleAccount:
    """The calendars of one consent, and the one a link leads to. zone: of whole days. own: how UIDs of this hall end."""

    oauth: GoogleOAuth
    tokens: Tokens
    refresh_token: str
    own: str
    calendar: str = ""
    zone: str = "UTC"

    async def calendars(self) -> list[OutsideCalendar]:
        """All calendars of the account, its main one first."""
        items, _ = await self._pages("/users/me/calendarList", {"maxResults": "250"})
        items.sort(key=lambda item: not item.get("primary"))
        return [
            OutsideCalendar(
                str(item["id"]),
                str(item.get("summaryOverride") or item.get("summary") or item["id"]),
                item.get("timeZone") if isinstance(item.get("timeZone"), str) else None,
                item.get("accessRole") in WRITERS,
            )
            for item in items
            if item.get("id")
        ]

    async def read(self, mark: str | None, start: datetime, end: datetime) -> Unchanged | Items:
        """What has changed since the mark; everything without one, or when Google has forgotten it (410)."""
        changed = await self._changed(mark) if mark else None
        items, token = changed or await self._all(start, end)
        if changed and not items and token == mark:
            return Unchanged()
        found = sifted(items, self.zone, self.own, start, end)
        return Items(found.events, found.gone if changed else None, token)

    async def check(self) -> None:
        """Whether entries can be written."""
        answer = await self._send("GET", f"/users/me/calendarList/{quote(self.calendar, safe='')}")
        self._check(answer)
        if _told(answer).get("accessRole") not in WRITERS:
            raise OutsideFault(worded("The account may not write to that calendar."), final=True)

    async def write(self, entry: Entry, known: Written | None) -> Written:
        """Write the entry: over what it became, also where it was deleted; a second time it is found by its UID."""
        item = item_of(entry)
        id = known.external_id if known else await self._id_of(entry.uid)
        if id is not None:
            answer = await self._send("PUT", f"{self._events}/{quote(id, safe='')}", item)
            if answer.status not in (404, 410):
                return self._written(answer)
            if known is not None and (again := await self._id_of(entry.uid)) not in (None, id):
                return self._written(await self._send("PUT", f"{self._events}/{quote(str(again), safe='')}", item))
        return self._written(await self._send("POST", self._events, {**item, "iCalUID": entry.uid}))

    async def remove(self, known: Written) -> None:
        answer = await self._send("DELETE", f"{self._events}/{quote(known.external_id, safe='')}")
        if answer.status not in (404, 410):
            self._check(answer)

    async def _changed(self, mark: str) -> tuple[list[dict[str, Any]], str | None] | None:
        """None when Google has forgotten the mark."""
        try:
            return await self._pages(self._events, {"syncToken": mark, **_SINGLE})
        except _Forgotten:
            return None

    async def _all(self, start: datetime, end: datetime) -> tuple[list[dict[str, Any]], str | None]:
        period = {"timeMin": start.isoformat(), "timeMax": end.isoformat()}
        return await self._pages(self._events, {**period, **_SINGLE})

    async def _id_of(self, uid: str) -> str | None:
        """The number of the entry that was written under a UID, deleted or not."""
        items, _ = await self._pages(self._events, {"iCalUID": uid, "showDeleted": "true"})
        return str(items[0]["id"]) if items and items[0].get("id") else None

    async def _pages(self, path: str, asked: Mapping[str, str]) -> tuple[list[dict[str, Any]], str | None]:
        """All items of a list, and the token its last page has for the next time."""
        items: list[dict[str, Any]] = []
        page: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            answer = await self._send("GET", f"{path}?{urlencode({**asked, **page})}")
            if answer.status == 410 and "syncToken" in asked:
                raise _Forgotten
            self._check(answer)
            told = _told(answer)
            items += [item for item in told.get("items") or [] if isinstance(item, dict)]
            onward = told.get("nextPageToken")
            if not onward:
                token = told.get("nextSyncToken")
                return items, token if isinstance(token, str) else None
            page = {"pageToken": str(onward)}
        raise OutsideFault(worded("It has more than {most:,} appointments.", most=PAGE * MOST_PAGES), final=True)

    async def _send(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Fetched:
        """One request; with a new access token when Google does not take the one there is."""
        answer = await self._once(method, path, content)
        if answer.status == 401:
            self.tokens.drop(self.refresh_token)
            answer = await self._once(method, path, content)
        return answer

    async def _once(self, method: str, path: str, content: Mapping[str, Any] | None) -> Fetched:
        token = self.tokens.get(self.refresh_token)
        if token is None:
            token, seconds = await self.oauth.access(self.refresh_token)
            self.tokens.keep(self.refresh_token, token, seconds)
        body = None if content is None else json.dumps(content).encode()
        url = f"{self.oauth.client.api_url}{path}"
        return await self.oauth.fetcher.fetch(Asked(url, method, JSON if body else {}, body, f"Bearer {token}"))

    def _check(self, answer: Fetched) -> None:
        if 200 <= answer.status < 300:
            return
        if answer.status == 401:
            raise OutsideFault(WITHDRAWN, final=True)
        if answer.status == 403 and _reason(answer) in ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"):
            raise OutsideFault(worded("Google asks to wait (403)."))
        if answer.status == 403:
            raise OutsideFault(
                worded("Google does not allow it to that account: give the consent again, with all rights."), final=True
            )
        if answer.status in (404, 410):
            raise OutsideFault(worded("Google knows no such calendar any more ({status}).", status=answer.status))
        raise OutsideFault(worded("Google answered {status}.", status=answer.status))

    def _written(self, answer: Fetched) -> Written:
        self._check(answer)
        told = _told(answer)
        return Written(str(told["id"]), str(told.get("etag") or "") or None)

    @property
    def _events(self) -> str:
        return f"/calendars/{quote(self.calendar, safe='')}/events"


_SINGLE = {"singleEvents": "true", "maxResults": str(PAGE)}


class _Forgotten(Exception):
    """The token for changes is too old."""


def _told(answer: Fetched) -> dict[str, Any]:
    """An answer's JSON object; empty when it is none."""
    try:
        told = json.loads(answer.body or b"{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _reason(answer: Fetched) -> str:
    errors = _told(answer).get("error")
    listed = errors.get("errors") if isinstance(errors, dict) else None
    first = listed[0] if isinstance(listed, list) and listed else None
    return str(first.get("reason")) if isinstance(first, dict) else ""
