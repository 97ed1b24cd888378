"""The pages on which a person signs in and says yes or no. Showing them uses up nothing; only their forms do anything."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mcp.server.auth.provider import construct_redirect_uri
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.app import App
from server.calls.messages import Answered, Reply
from server.calls.messages import Request as HallRequest
from server.oauth import pages
from server.oauth.granting import Consent
from server.oauth.paths import CONSENT
from server.oauth.provider import ASKED_LABEL, Provider
from server.oauth.rules import redirects
from server.oauth.rules.scopes import KINDS, TOOLSET
from server.oauth.visitors import Visitor, Visitors
from server.oauth.words import said
from store.database import StoreUnavailable
from store.installation_key import SEALED
from store.people.persons import companies_of
from store.types import utc_time

refused = logging.getLogger("hiringhall.oauth")

GOOD_FOR = timedelta(minutes=30)
MOST_BYTES = 32 * 1024
YOURSELF = "0"
# What browsers say of a page that another shows within itself; no policy of ours lets it be seen there.
FRAMES = frozenset({"iframe", "frame", "embed", "object", "fencedframe"})
# What they say of a form that a page of somebody else sent: another port of this machine and a sister host have our cookies.
ELSEWHERE = frozenset({"same-site", "cross-site"})
# Acts of whoever is signed in: their forms are tied to that session too.
OF_A_SESSION = frozenset({"decide", "other"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What an app asks for, as it was checked when it asked."""

    sealed: str
    told: Mapping[str, Any]

    @property
    def form_to(self) -> str:
        return redirects.form_action(self.told["redirect_uri"])

    @property
    def app(self) -> pages.App:
        return pages.App(self.told["client_name"], redirects.shown_host(self.told["redirect_uri"]))


class Consenting:
    """Answers GET and POST of the one address of these pages."""

    def __init__(self, app: App, provider: Provider, visitors: Visitors) -> None:
        self._app, self._provider, self._visitors = app, provider, visitors

    async def answer(self, request: Request) -> Response:
        try:
            visitor = await self._visitors.visitor(request)
            if request.headers.get("sec-fetch-dest") in FRAMES:
                refused.warning("refused to show a page within another, to %s", visitor.origin)
                return pages.told(visitor.language, "sign in", said(visitor.language, "framed"), 403)
            if not self._visitors.may_ask(visitor.origin):
                return pages.told(visitor.language, "sign in", said(visitor.language, "too many"), 429)
            wish = self._wish(request.query_params.get("request", ""))
            if wish is None:
                return pages.told(visitor.language, "sign in", said(visitor.language, "old request"), 400)
            if request.method == "POST":
                return await self._posted(request, visitor, wish)
            return await self._shown(visitor, wish)
        except StoreUnavailable:
            return pages.told("en", "sign in", said("en", "later"), 503)

    def _wish(self, sealed: str) -> Wish | None:
        """What was asked for; None when it was not sealed here, or too long ago."""
        opened = self._app.parts.key.opened(ASKED_LABEL, SEALED + sealed) if sealed else None
        if opened is None:
            return None
        told = json.loads(opened)
        return Wish(sealed, told) if utc_time(told["at"]) + GOOD_FOR > self._app.clock() else None

    async def _shown(self, visitor: Visitor, wish: Wish, problem: str | None = None, status: int = 200) -> Response:
        page: Response
        if visitor.caller is None:
            page = pages.sign_in_page(visitor.language, self._form(visitor, wish), wish.app, {}, problem, status)
        else:
            page = await self._consent_page(visitor, wish, problem, status)
        self._visitors.remember(page, visitor)
        return page

    async def _consent_page(self, visitor: Visitor, wish: Wish, problem: str | None, status: int) -> Response:
        companies = await self._companies(visitor)
        caller = visitor.signed_in
        asked = pages.Asked(
            person=caller.email or caller.name,
            companies={id: name for id, (name, _) in companies.items()},
            chosen=str(caller.company_id or YOURSELF),
            scopes=wish.told["scopes"],
            toolsets=[name for name in self._app.parts.registry.toolsets if name != "platform"],
            caps=any(may for _, may in companies.values()),
        )
        return pages.consent_page(
            visitor.language, self._form(visitor, wish, visitor.token), wish.app, asked, problem, status
        )

    async def _companies(self, visitor: Visitor) -> dict[str, tuple[str, bool]]:
        """The companies a person may act for, by id, with whether they set caps there; themselves where there is none."""
        rows = await self._app.database.read(lambda tx: companies_of(tx, visitor.signed_in.id))
        found = {str(row["id"]): (row["name"], row["role"] == "admin") for row in rows}
        return found or {YOURSELF: (said(visitor.language, "yourself"), True)}

    def _form(self, visitor: Visitor, wish: Wish, session: str | None = None) -> pages.Form:
        return pages.Form(f"{CONSENT}?request={wish.sealed}", self._csrf(visitor, wish, session), wish.form_to)

    def _csrf(self, visitor: Visitor, wish: Wish, session: str | None) -> str:
        """What only a page that was shown to this browser, about this wish, can send back. session: the token of who is asked;
        the nonce alone may have been planted by whoever else sets cookies for this host."""
        return self._app.parts.key.digest("consent form", f"{visitor.nonce} {session or ''} {wish.sealed}")

    async def _posted(self, request: Request, visitor: Visitor, wish: Wish) -> Response:
        form = await self._visitors.form(request, MOST_BYTES)
        sent, act = _text(form, "csrf").encode(), _text(form, "act")
        due = self._csrf(visitor, wish, visitor.token if act in OF_A_SESSION else None).encode()
        elsewhere = request.headers.get("sec-fetch-site") in ELSEWHERE
        if elsewhere or not (visitor.had_nonce and hmac.compare_digest(sent, due)):
            refused.warning("refused a form of a page that was not shown to whoever sent it, from %s", visitor.origin)
            return pages.told(visitor.language, "sign in", said(visitor.language, "form lost"), 403)
        if act == "decide" and visitor.caller is not None:
            return await self._decided(form, visitor, wish)
        if act == "other":
            await self._visitors.sign_out(visitor)
        elif act == "send":
            return await self._send_code(form, visitor, wish)
        elif act == "code":
            return await self._with_code(form, visitor, wish)
        elif act == "password":
            return await self._with_password(form, visitor, wish)
        return self._to_page(visitor, wish)

    def _to_page(self, visitor: Visitor, wish: Wish) -> Response:
        answer = RedirectResponse(f"{CONSENT}?request={wish.sealed}", 303, pages.headers(wish.form_to))
        self._visitors.remember(answer, visitor)
        return answer

    async def _send_code(self, form: FormData, visitor: Visitor, wish: Wish) -> Response:
        if _text(form, "has_code"):
            return self._once_more(visitor, wish, {"email": _text(form, "email"), "has_code": "yes"})
        reply = await self._call(visitor, "request_login_code", {"email": _text(form, "email")})
        if not isinstance(reply, Answered):
            return self._once_more(visitor, wish, {"email": _text(form, "email")}, reply, "wrong code")
        filled = {"email": _text(form, "email"), "request_id": reply.answer["request_id"]}
        return self._once_more(visitor, wish, filled)

    async def _with_code(self, form: FormData, visitor: Visitor, wish: Wish) -> Response:
        # Without a request_id it is a code that was mailed otherwise, as to whoever joins.
        given = {name: _text(form, name) for name in ("email", "code", "request_id") if _text(form, name)}
        reply = await self._call(visitor, "log_in_with_code", given)
        if not isinstance(reply, Answered):
            return self._once_more(visitor, wish, {**given, "has_code": "yes"}, reply, "wrong code")
        return self._signed_in(reply, visitor, wish)

    async def _with_password(self, form: FormData, visitor: Visitor, wish: Wish) -> Response:
        given = {name: _text(form, name) for name in ("username", "password", "code") if _text(form, name)}
        reply = await self._call(visitor, "log_in_with_password", given)
        filled = {"username": _text(form, "username"), "second": _text(form, "code")}
        if not isinstance(reply, Answered):
            return self._once_more(visitor, wish, filled, reply, "wrong password")
        if reply.answer.get("code_required"):
            return self._once_more(visitor, wish, {**filled, "second": "asked"})
        return self._signed_in(reply, visitor, wish)

    def _signed_in(self, reply: Answered, visitor: Visitor, wish: Wish) -> Response:
        visitor.token = reply.answer["token"]
        return self._to_page(visitor, wish)

    def _once_more(
        self, visitor: Visitor, wish: Wish, filled: Mapping[str, str], reply: Reply | None = None, wrong: str = ""
    ) -> Response:
        problem, status = _problem(visitor.language, reply, wrong) if reply is not None else (None, 200)
        form = self._form(visitor, wish)
        page = pages.sign_in_page(visitor.language, form, wish.app, filled, problem, status)
        self._visitors.remember(page, visitor)
        return page

    async def _decided(self, form: FormData, visitor: Visitor, wish: Wish) -> Response:
        if _text(form, "answer") != "allow":
            await self._visitors.sign_out(visitor)
            return self._back(visitor, wish, error="access_denied", error_description="The person did not allow it")
        ticked = [value for value in form.getlist("scope") if isinstance(value, str)]
        scopes = self._allowed(ticked, wish)
        companies = await self._companies(visitor)
        company = _text(form, "company")
        if company not in companies or not set(scopes) & set(KINDS):
            return await self._shown(visitor, wish, said(visitor.language, "nothing ticked"), 422)
        cap = _text(form, "cap").strip()
        if cap and "money" in scopes and (problem := await self._cap(visitor, company, cap)):
            return await self._shown(visitor, wish, problem, 422)
        code = await self._provider.granting.code_for(self._consent(visitor, wish, scopes, int(company) or None))
        await self._visitors.sign_out(visitor)
        return self._back(visitor, wish, code=code)

    def _allowed(self, ticked: list[str], wish: Wish) -> list[str]:
        """The kinds among those that were asked for, and toolsets as the person likes: they only narrow."""
        kinds = [kind for kind in KINDS if kind in ticked and kind in wish.told["scopes"]]
        toolsets = [f"{TOOLSET}{name}" for name in self._app.parts.registry.toolsets]
        return kinds + [scope for scope in toolsets if scope in ticked]

    def _consent(self, visitor: Visitor, wish: Wish, scopes: list[str], company_id: int | None) -> Consent:
        return Consent(
            client_id=wish.told["client_id"],
            client_name=wish.told["client_name"] or said("en", "an app"),
            person_id=visitor.signed_in.id,
            company_id=company_id,
            scopes=tuple(scopes),
            challenge=wish.told["challenge"],
            redirect_uri=wish.told["redirect_uri"],
            given=wish.told["given"],
            resource=wish.told["resource"],
        )

    async def _cap(self, visitor: Visitor, company: str, cap: str) -> str | None:
        """Set what may be spent a day, as the person could themselves; what is wrong with it when it was not set."""
        given: dict[str, Any] = {"period": "day", "amount": cap}
        if company not in (YOURSELF, str(visitor.signed_in.company_id)):
            given["company_id"] = int(company)
        reply = await self._call(visitor, "set_spending_limit", given)
        return None if isinstance(reply, Answered) else _problem(visitor.language, reply, "")[0]

    def _back(self, visitor: Visitor, wish: Wish, **told: str) -> Response:
        """To the app, which learns whose answer it is (iss)."""
        state = wish.told["state"]
        url = construct_redirect_uri(wish.told["redirect_uri"], **told, state=state, iss=self._provider.issuer)
        answer = RedirectResponse(url, 303, pages.headers(wish.form_to))
        self._visitors.remember(answer, visitor)
        return answer

    async def _call(self, visitor: Visitor, tool: str, arguments: dict[str, Any]) -> Reply:
        """As the person calls it, under all its rules and bounds."""
        request = HallRequest(tool, arguments, token=visitor.token, origin=visitor.origin, language=visitor.asks_for)
        reply = await self._app.pipeline.call(request)
        if isinstance(reply, Answered) and reply.changes:
            await self._app.changes.tell(reply.changes)
        return reply


def _problem(language: str, reply: Reply, wrong: str) -> tuple[str, int]:
    """What is said of a refusal, in the language of the page where it is a usual one."""
    refusal = getattr(reply, "refusal", None)
    if refusal is None:
        return said(language, "later"), 409
    if refusal.retry_after:
        return said(language, "wait", seconds=refusal.retry_after), 429
    if refusal.code == "second_factor_required":
        return said(language, "second needed"), 403
    if wrong and refusal.status in (400, 401, 422):
        return said(language, wrong), 401
    return said(language, "refused", why=refusal.message), refusal.status


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
