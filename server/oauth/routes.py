"""The addresses of signing in: the SDK's handlers, with what real clients need around them."""

from __future__ import annotations

import base64
import binascii
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote, urlencode

from mcp.server.auth.handlers.authorize import AuthorizationHandler
from mcp.server.auth.handlers.register import RegistrationHandler
from mcp.server.auth.handlers.revoke import RevocationHandler
from mcp.server.auth.handlers.token import TokenHandler
from mcp.server.auth.middleware.client_auth import ClientAuthenticator
from mcp.server.auth.provider import construct_redirect_uri
from mcp.server.auth.routes import build_metadata, build_resource_metadata_url, create_protected_resource_routes
from mcp.server.auth.settings import ClientRegistrationOptions, RevocationOptions
from mcp.shared.auth import OAuthMetadata
from pydantic import AnyHttpUrl, BaseModel, ConfigDict
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, request_response

from server.app import App
from server.calls.windows import Rate, Windows
from server.oauth import pages
from server.oauth.consenting import Consenting
from server.oauth.introspection import Introspection
from server.oauth.paths import AS_METADATA, AUTHORIZE, CONSENT, INTROSPECT, PRM, REGISTER, REVOKE, TOKEN
from server.oauth.provider import Provider
from server.oauth.rules import resources
from server.oauth.rules.scopes import KINDS, known
from server.oauth.visitors import Visitors
from server.oauth.words import said
from server.protocol.languages import LANGUAGES, language_of
from server.protocol.origins import UNKNOWN, origin_of
from store.database import StoreUnavailable

refused = logging.getLogger("hiringhall.oauth")

# Program libraries of people behind one address register at each start; a login asks for a few tokens.
REGISTRATIONS = Rate.parse("120/hour")
TOKENS = Rate.parse("300/minute")
MOST_BYTES = 32 * 1024

Handler = Callable[[Request], Awaitable[Response]]


class _HasUrl(BaseModel):
    model_config = ConfigDict(url_preserve_empty_path=True)

    url: AnyHttpUrl


def metadata_of(issuer: str) -> OAuthMetadata:
    """What the authorization server says of itself."""
    options = ClientRegistrationOptions(enabled=True, valid_scopes=list(KINDS))
    metadata = build_metadata(plain_url(issuer), None, options, RevocationOptions(enabled=True))
    # One with a secret may also send it in the header; those who are told so send it in no other way.
    metadata.token_endpoint_auth_methods_supported = ["none", "client_secret_post"]
    metadata.revocation_endpoint_auth_methods_supported = ["none", "client_secret_post"]
    metadata.introspection_endpoint = AnyHttpUrl(f"{issuer}{INTROSPECT}")
    metadata.client_id_metadata_document_supported = True
    metadata.authorization_response_iss_parameter_supported = True
    metadata.ui_locales_supported = list(LANGUAGES)
    return metadata


def plain_url(url: str) -> AnyHttpUrl:
    """An address without the slash that the library would put at its end: issuers are compared as they are written."""
    return _HasUrl.model_validate({"url": url}).url


class AuthorizationServer:
    """The routes under one issuer. clock: seconds that only go forward."""

    def __init__(self, app: App, provider: Provider, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._provider = app, provider
        self._issuer = provider.issuer
        self._counts = Windows(clock)
        authenticator = ClientAuthenticator(provider)
        self._authorize = AuthorizationHandler(provider)
        self._token = TokenHandler(provider, authenticator)
        self._revoke = RevocationHandler(provider, authenticator)
        self._register = RegistrationHandler(provider, ClientRegistrationOptions(enabled=True))
        self._consenting = Consenting(app, provider, Visitors(app, self._issuer.startswith("https:"), clock))
        self._introspection = Introspection(app, provider)

    def routes(self) -> list[Route]:
        described = metadata_of(self._issuer).model_dump(mode="json", exclude_none=True)
        posts = (
            (TOKEN, self.token),
            (REGISTER, self.register),
            (REVOKE, self.revoke),
        )
        return [
            *resource_routes(self._issuer, self._issuer),
            *(_described(path, described) for path in (AS_METADATA, f"{AS_METADATA}/mcp")),
            Route(AUTHORIZE, self.authorize, methods=["GET"]),
            Route(CONSENT, self._consenting.answer, methods=["GET", "POST"]),
            *(Route(path, _from_anywhere(handler, ["POST"]), methods=["POST", "OPTIONS"]) for path, handler in posts),
            Route(INTROSPECT, self._introspection.answer, methods=["POST"]),
        ]

    async def authorize(self, request: Request) -> Response:
        """To the page on which a person is asked; else back to the app, or to a page that says what is wrong."""
        language = language_of(request.headers.get("accept-language", ""))
        if not self._counts.hit(TOKENS, f"authorize:{_origin(request)}"):
            # Whoever names a document has it fetched.
            return pages.told(language, "sign in", said(language, "too many"), 429)
        try:
            answer = await self._authorize.handle(request)
        except StoreUnavailable:
            return pages.told(language, "sign in", said(language, "later"), 503)
        if answer.status_code == 302:
            return self._with_issuer(answer)
        refused.warning("refused a request to sign in: %s", bytes(answer.body)[:300].decode(errors="replace"))
        client_id = request.query_params.get("client_id", "")
        if not client_id or await self._provider.get_client(client_id) is None:
            return pages.told(language, "unknown app", said(language, "forget login"), 400)
        wrong = b"edirect" in bytes(answer.body)
        return pages.told(language, "wrong request", said(language, "wrong redirect" if wrong else "old request"), 400)

    def _with_issuer(self, answer: Response) -> Response:
        """Errors, too, say whose answer they are."""
        location = answer.headers["location"]
        if not location.startswith(f"{self._issuer}{CONSENT}?"):
            refused.warning("led an app back with an error: %s", location.partition("?")[0])
            answer.headers["location"] = construct_redirect_uri(location, iss=self._issuer)
        answer.headers["cache-control"] = "no-store"
        answer.headers["referrer-policy"] = "no-referrer"
        return answer

    async def token(self, request: Request) -> Response:
        sent = await self._read(request, TOKENS, "token")
        if isinstance(sent, Response):
            return sent
        if not resources.is_own(sent.get("resource"), self._issuer):
            return _noted(request, _error(400, "invalid_target", f"Tokens are for {resources.own(self._issuer)} only."))
        if "scope" in sent:
            # Scopes that mean something elsewhere are no reason to refuse a renewal.
            scopes = known(sent["scope"].split(), self._app.parts.registry.toolsets)
            sent["scope"] = " ".join(scopes)
        return await self._handled(self._token.handle, request, sent)

    async def revoke(self, request: Request) -> Response:
        sent = await self._read(request, TOKENS, "revoke")
        if isinstance(sent, Response):
            return sent
        if sent.get("token_type_hint") not in ("access_token", "refresh_token"):
            sent.pop("token_type_hint", None)
        # The library wants a secret even of those that have none.
        return await self._handled(self._revoke.handle, request, {"client_secret": "", **sent})

    async def register(self, request: Request) -> Response:
        if not self._counts.hit(REGISTRATIONS, f"register:{_origin(request)}"):
            return _too_many()
        body = await _body(request)
        if body is None:
            return _noted(request, _error(413, "invalid_client_metadata", "This says more than is kept of a client."))
        return await self._handled(self._register.handle, request, body)

    async def _read(self, request: Request, rate: Rate, what: str) -> dict[str, str] | Response:
        """The form that was sent, with what stood in the Authorization header of it."""
        self._counts.forget()
        if not self._counts.hit(rate, f"{what}:{_origin(request)}"):
            return _too_many()
        if await _body(request) is None:
            return _noted(request, _error(413, "invalid_request", "The request is too long."))
        form = await request.form()
        if len(form.multi_items()) != len(form):
            return _noted(request, _error(400, "invalid_request", "A parameter was sent twice."))
        sent = {name: value for name, value in form.items() if isinstance(value, str)}
        return {**sent, **basic_in(request.headers.get("authorization", ""), sent)}

    async def _handled(self, handle: Handler, request: Request, sent: dict[str, str] | bytes) -> Response:
        try:
            answer = await handle(_with_body(request, sent))
        except StoreUnavailable:
            return _error(503, "temporarily_unavailable", "Try again in a minute.")
        return _noted(request, answer) if answer.status_code >= 400 else answer


def basic_in(header: str, sent: dict[str, str]) -> dict[str, str]:
    """What a client proves itself with in the header, as it would stand in the form."""
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, colon, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    if not colon or sent.get("client_id", unquote(name)) != unquote(name):
        return {}
    return {"client_id": unquote(name), "client_secret": unquote(secret)}


def resource_routes(issuer: str, server: str) -> list[Route]:
    """What says who issues tokens for this server, at the address of its path and at the root. issuer: who issues them."""
    resource = resources.own(server)
    (route,) = create_protected_resource_routes(
        plain_url(resource), [plain_url(issuer)], list(KINDS), resource_name="Hiring Hall"
    )
    return [route, Route(PRM, route.endpoint, methods=["GET", "OPTIONS"])]


def resource_metadata(server: str) -> str:
    """The address of that document."""
    return str(build_resource_metadata_url(plain_url(resources.own(server))))


def _described(path: str, described: dict[str, Any]) -> Route:
    async def answer(request: Request) -> Response:
        return JSONResponse(described, headers={"Cache-Control": "public, max-age=3600"})

    return Route(path, _from_anywhere(answer, ["GET"]), methods=["GET", "OPTIONS"])


def _from_anywhere(handler: Handler, methods: list[str]) -> CORSMiddleware:
    return CORSMiddleware(
        request_response(handler),
        allow_origins=["*"],
        allow_methods=methods,
        allow_headers=["MCP-Protocol-Version", "Authorization", "Content-Type"],
    )


def _origin(request: Request) -> str:
    return origin_of(request.client.host) if request.client else UNKNOWN


async def _body(request: Request) -> bytes | None:
    """The whole body; None when it is longer than any of these requests."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared[:9]) > MOST_BYTES:
        return None
    body = await request.body()
    return body if len(body) <= MOST_BYTES else None


def _with_body(request: Request, sent: dict[str, str] | bytes) -> Request:
    """The same request as if this had been sent."""
    body = sent if isinstance(sent, bytes) else urlencode(sent).encode()
    names = (b"content-length", b"content-type") if isinstance(sent, dict) else (b"content-length",)
    kept = [(name, value) for name, value in request.scope["headers"] if name not in names]
    kept.append((b"content-length", str(len(body)).encode()))
    if isinstance(sent, dict):
        kept.append((b"content-type", b"application/x-www-form-urlencoded"))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({**request.scope, "headers": kept}, receive)


def _error(status: int, error: str, text: str) -> Response:
    return JSONResponse({"error": error, "error_description": text}, status, {"Cache-Control": "no-store"})


def _noted(request: Request, answer: Response) -> Response:
    """A refusal, once it is in the log."""
    told = bytes(answer.body)[:300].decode(errors="replace")
    refused.warning("refused %s from %s: %s", request.url.path, _origin(request), told)
    return answer


def _too_many() -> Response:
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    return JSONResponse({"error": "temporarily_unavailable", "error_description": "Too many requests."}, 429, headers)
