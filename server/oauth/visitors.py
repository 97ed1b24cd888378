"""Who is at the pages: a browser that is known by cookies for as long as it takes to say yes or no."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from server.app import App
from server.calls.auth import identify
from server.calls.messages import Request as HallRequest
from server.calls.windows import Rate, Windows
from server.protocol.languages import asked_for, language_of
from server.protocol.origins import UNKNOWN, origin_of
from store.people.persons import find_person
from tools.call import Caller
from tools.errors import Refusal

BY_ORIGIN = Rate.parse("120/minute")
NONCE, SESSION = "hh_form", "hh_signed_in"
PATH = "/oauth"
SECONDS = 3600
NONCE_LENGTH = 32


@dataclass(slots=True)
class Visitor:
    """nonce: what forms are tied to; had_nonce: the browser sent it. token: of the session that was signed in on these
    pages; None without one, and the cookie goes. asks_for: the language the browser names, if it is one of ours."""

    origin: str
    language: str
    asks_for: str | None
    nonce: str
    had_nonce: bool
    token: str | None = None
    caller: Caller | None = None

    @property
    def signed_in(self) -> Caller:
        if self.caller is None:
            raise LookupError("nobody is signed in here")
        return self.caller


class Visitors:
    def __init__(self, app: App, secure: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """secure: the pages are served over https. clock: seconds that only go forward."""
        self._app, self._secure = app, secure
        self._counts = Windows(clock)

    async def visitor(self, request: Request) -> Visitor:
        origin = origin_of(request.client.host) if request.client else UNKNOWN
        nonce = request.cookies.get(NONCE, "")
        had = len(nonce) == 2 * NONCE_LENGTH and nonce.isalnum()
        if not had:
            nonce = self._app.parts.randomness.bytes(NONCE_LENGTH).hex()
        accept = request.headers.get("accept-language", "")
        visitor = Visitor(origin, language_of(accept), asked_for(accept), nonce, had)
        await self._recognize(visitor, request.cookies.get(SESSION))
        if visitor.caller is not None:
            person_id = visitor.caller.id
            person = await self._app.database.read(lambda tx: find_person(tx, person_id))
            # A browser that asks for one of our languages is asked in it; else the person's own.
            own = None if person is None or language_of(accept) != "en" else person["language"]
            visitor.language = language_of(accept, own)
        return visitor

    async def _recognize(self, visitor: Visitor, token: str | None) -> None:
        """Only a person's own session counts: what an app holds consents to nothing."""
        if not token:
            return
        now = self._app.clock()
        try:
            caller = await self._app.database.read(lambda tx: identify(tx, token, now, visitor.origin))
        except Refusal:
            return
        if caller.kind == "person" and caller.scopes is None:
            visitor.token, visitor.caller = token, caller

    def may_ask(self, origin: str) -> bool:
        self._counts.forget()
        return self._counts.hit(BY_ORIGIN, origin)

    async def form(self, request: Request, most: int) -> FormData:
        """The form that was sent; empty when it is longer than any of ours."""
        declared = request.headers.get("content-length", "")
        if not declared.isdecimal() or int(declared[:9]) > most:
            return FormData()
        return await request.form(max_files=0, max_fields=200)

    async def sign_out(self, visitor: Visitor) -> None:
        """End the session of these pages: an app that was allowed has one of its own."""
        if visitor.token is not None:
            await self._app.pipeline.call(HallRequest("log_out", {}, token=visitor.token, origin=visitor.origin))
        visitor.token, visitor.caller = None, None

    def remember(self, answer: Response, visitor: Visitor) -> None:
        self._set(answer, NONCE, visitor.nonce)
        if visitor.token is not None:
            self._set(answer, SESSION, visitor.token)
        else:
            answer.delete_cookie(SESSION, PATH, secure=self._secure, httponly=True, samesite="lax")

    def _set(self, answer: Response, name: str, value: str) -> None:
        answer.set_cookie(name, value, max_age=SECONDS, path=PATH, secure=self._secure, httponly=True, samesite="lax")
