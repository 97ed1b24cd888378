"""Calendar feeds over HTTP: read by programs that cannot sign in, by the secret in the address alone.

An address that was never made, one that was replaced or ended, and one whose maker may see nothing any more are answered
alike. Nothing here is logged: the address is the key."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response

from server.app import App
from server.calls.auth import maker_by_id
from server.calls.windows import Rate, Windows
from server.protocol.origins import origin_of
from store.database import StoreUnavailable, Transaction
from store.scheduling.feeds import feed_by_secret
from store.secrets import hash_secret
from tools.scheduling.feeds.content import Page, page_of

PATH = "/calendar/{secret}.ics"
BY_ORIGIN = Rate.parse("120/minute")
BY_FEED = Rate.parse("30/minute")
SWEEP_SECONDS = 60.0
RETRY_AFTER = 60
# Kept by nobody but the program that reads it, which asks each time whether it is still the same.
ALWAYS = {
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


class Feeds:
    """Answers GET and HEAD of feeds, within bounds by address and by feed."""

    def __init__(self, app: App, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds that only go forward."""
        self._app = app
        self._clock = clock
        self._counts = Windows(clock)
        self._forgets_at = clock() + SWEEP_SECONDS

    async def answer(self, request: Request) -> Response:
        secret_hash = hash_secret(request.path_params["secret"])
        if not self._may_ask(origin_of(request.client.host if request.client else None), secret_hash):
            return _text("Too many requests. Try again in a minute.", 429, {"Retry-After": str(RETRY_AFTER)})
        try:
            page = await self._app.database.read(lambda tx: self._page(tx, secret_hash))
        except StoreUnavailable:
            return _text("Try again in a minute.", 503, {"Retry-After": str(RETRY_AFTER)})
        if page is None:
            return _text("There is no such calendar.", 404)
        return _answer(request, page)

    def _may_ask(self, origin: str, secret_hash: str) -> bool:
        """Counted before anybody looks whether there is such a feed, so that nothing is told by it."""
        if (now := self._clock()) >= self._forgets_at:
            self._forgets_at = now + SWEEP_SECONDS
            self._counts.forget()
        return self._counts.hit(BY_ORIGIN, f"origin:{origin}") and self._counts.hit(BY_FEED, secret_hash)

    def _page(self, tx: Transaction, secret_hash: str) -> Page | None:
        feed = feed_by_secret(tx, secret_hash)
        if feed is None:
            return None
        maker = maker_by_id(tx, feed["owner_type"], feed["owner_id"])
        if maker is None:
            return None
        call = replace(self._app.parts.own_call(tx, "calendar_feed", "feed"), caller=maker)
        return page_of(call, feed)


def _answer(request: Request, page: Page) -> Response:
    etag = f'"{hashlib.sha256(page.body).hexdigest()[:32]}"'
    headers = {**ALWAYS, "ETag": etag, "Last-Modified": _http_date(page.changed)}
    if is_known(request.headers.getlist("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    headers |= {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="calendar.ics"',
    }
    # The length stands in the headers of both; a HEAD is answered without the body by the web server.
    return Response(page.body, headers=headers)


def is_known(sent: list[str], etag: str) -> bool:
    """Whether If-None-Match names what would be answered. The date of If-Modified-Since is not asked: an event that is over
    or whose hold has lapsed changes a feed without a date."""
    tags = [tag.strip().removeprefix("W/") for header in sent for tag in header.split(",")]
    return "*" in tags or etag in tags


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _text(text: str, status: int, more: dict[str, str] | None = None) -> Response:
    headers = {**ALWAYS, "Cache-Control": "no-store", **(more or {})}
    return Response(text + "\n", status_code=status, media_type="text/plain", headers=headers)
