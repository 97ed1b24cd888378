"""Where Google leads a person back to after the consent: the code is exchanged here, and never shown or logged."""

from __future__ import annotations

import html
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.app import App
from server.calls.windows import Rate, Windows
from server.protocol.languages import asked_for
from server.protocol.origins import origin_of
from store.database import StoreUnavailable
from tools.rules.outside_calendars import CALLBACK_PATH
from tools.rules.sentences import ENGLISH, Words, read, say

PATH = CALLBACK_PATH
BY_ORIGIN = Rate.parse("30/minute")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SPENT = say("This address was used already, or ten minutes have passed. Ask the assistant for a new one.")


class GoogleConsent:
    """Answers the one page of the consent."""

    def __init__(self, app: App, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds that only go forward."""
        self._app = app
        self._counts = Windows(clock)

    async def answer(self, request: Request) -> HTMLResponse:
        """Take the state, exchange the code, keep the consent; a page in words whatever happens, in the language that the
        browser asks for, else in the person's."""
        language = asked_for(request.headers.get("accept-language", "")) or ENGLISH
        self._counts.forget()
        if not self._counts.hit(BY_ORIGIN, origin_of(request.client.host if request.client else None)):
            return _page(language, say("Too many requests. Try again in a minute."), 429)
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        try:
            taken = await self._app.calendars.consenting.take(state[:200])
            if taken is None:
                return _page(language, SPENT, 400)
            language = asked_for(request.headers.get("accept-language", "")) or taken.language
            if not code:
                return _page(
                    language, say("Nothing was allowed, and nothing has changed. You can close this page."), 200
                )
            fault = await self._app.calendars.consenting.grant(taken, code[:2000])
        except StoreUnavailable:
            return _page(language, say("Try again in a minute, with a new address."), 503)
        if fault is not None:
            return _page(language, fault, 400)
        linked = say(
            "Your calendars can be linked now, by the account {hint}. If that is not you, take the permission back at "
            "myaccount.google.com/permissions. You can close this page and go on in the conversation.",
            hint=taken.hint,
        )
        return _page(language, linked, 200)


def _page(language: str, text: Words, status: int) -> HTMLResponse:
    body = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Hiring Hall</title>'
        '<body style="font-family:sans-serif;max-width:34em;margin:4em auto;padding:0 1em">'
        f"<p>{html.escape(read(text, language))}</p></body></html>"
    )
    return HTMLResponse(body, status, HEADERS)
