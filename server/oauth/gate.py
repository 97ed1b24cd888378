"""Before the endpoint where people sign in: who has no token, or a dead one, is told where to get one; who lacks a scope,
which one to log in again with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from server.app import App
from server.calls.auth import identify, lacking
from server.calls.windows import Rate, Windows
from server.oauth.outside import OutsideIssuer
from server.oauth.routes import resource_metadata
from server.oauth.rules.scopes import again as log_in_again
from server.protocol.endpoint import Endpoint, again, header
from server.protocol.origins import UNKNOWN, origin_of
from server.protocol.senders import bearer
from server.schema.wrapping import dispatched
from server.shown import DISPATCHERS
from store.database import StoreUnavailable
from tools.call import Caller
from tools.errors import Refusal
from tools.operation import Operation

# As many as strangers may call: each dead token is looked up.
DEAD = Rate.parse("600/minute")
NOT_SIGNED_IN, NOT_ALLOWED = -32001, -32003
# Longer calls are refused by the hall itself, in the answer to the call.
LARGEST = 1024 * 1024
# How long it is remembered who was told to ask for more, and of how many.
TOLD_SECONDS, MOST_TOLD = 60, 1000


class Gate:
    """An endpoint behind the sign-in. server: its address from outside. anonymous: calls without a token pass, to what is
    public. outside: who issues the tokens, where it is not the hall."""

    def __init__(
        self,
        app: App,
        endpoint: Endpoint,
        server: str,
        anonymous: bool = False,
        outside: OutsideIssuer | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._endpoint, self._anonymous = app, endpoint, anonymous
        self._metadata = resource_metadata(server)
        self._outside = outside
        self._counts = Windows(clock)
        self._challenges = Challenges(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        authorization = header(scope, b"authorization")
        if not authorization and self._anonymous:
            await self._endpoint(scope, receive, send)
            return
        origin = origin_of(scope["client"][0]) if scope.get("client") else UNKNOWN
        token = bearer(authorization)
        try:
            caller = await self._behind(token, origin) if token else None
        except StoreUnavailable:
            # The endpoint says so in its own words.
            await self._endpoint(scope, receive, send)
            return
        if caller is None:
            await self._unknown(bool(authorization), origin)(scope, receive, send)
            return
        if caller.scopes is not None and scope["method"] == "POST":
            first, rest = await _read(receive)
            if (refusal := self._short(caller, token or "", first)) is not None:
                await refusal(scope, receive, send)
                return
            receive = again(first, rest)
        await self._endpoint(scope, receive, send)

    async def _behind(self, token: str, origin: str) -> Caller | None:
        now = self._app.clock()
        if self._outside is not None:
            await self._outside.admit(token)
        try:
            return await self._app.database.read(lambda tx: identify(tx, token, now, origin))
        except Refusal:
            return None

    def _unknown(self, had_token: bool, origin: str) -> Response:
        self._counts.forget()
        if had_token and not self._counts.hit(DEAD, origin):
            return JSONResponse(_error(None, NOT_SIGNED_IN, "Too many calls."), 429, {"Retry-After": "60"})
        text = "Sign in first: " if not had_token else "This token is not known or has ended. Sign in again: "
        challenge = f'Bearer resource_metadata="{self._metadata}"'
        if had_token:
            challenge = f'Bearer error="invalid_token", resource_metadata="{self._metadata}"'
        body = _error(None, NOT_SIGNED_IN, f"{text}{self._metadata} says where, or send the key of an agent.")
        return JSONResponse(body, 401, {"WWW-Authenticate": challenge})

    def _short(self, caller: Caller, token: str, first: Message) -> Response | None:
        """The refusal of a call for which the person would have to allow more; only what it needs is named.

        Some clients only renew their token then, and tell their user nothing but that it did not help. Theirs the hall
        refuses in the answer to the call, which reaches the model."""
        if first["type"] != "http.request" or first.get("more_body"):
            return None
        id, operation = self._called(first.get("body", b""))
        lacks = [] if operation is None else lacking(caller, operation)
        if operation is None or not lacks or self._challenges.only_renewed(caller.grant_id, lacks, token):
            return None
        text = f"{operation.name} needs what this app was not allowed: {' '.join(lacks)}. {log_in_again(lacks)}"
        challenge = (
            f'Bearer error="insufficient_scope", scope="{" ".join(lacks)}", resource_metadata="{self._metadata}", '
            f'error_description="{log_in_again(lacks)}"'
        )
        body = _error(id, NOT_ALLOWED, text, {"code": "insufficient_scope", "scope": " ".join(lacks)})
        return JSONResponse(body, 403, {"WWW-Authenticate": challenge})

    def _called(self, body: bytes) -> tuple[Any, Operation | None]:
        """The operation that a message calls, if it is such a message."""
        try:
            message = json.loads(body)
            if message["method"] != "tools/call":
                return None, None
            name, given = message["params"]["name"], message["params"].get("arguments") or {}
            if name in DISPATCHERS:
                name, _ = dispatched(given, DISPATCHERS, self._app.parts.registry.find)
            return message.get("id"), self._app.parts.registry.find(name)
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError, Refusal):
            # What it is instead the endpoint tells.
            return None, None


class Challenges:
    """Which apps were told of late to ask for more, and with which token they had come. A token is kept as its hash."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._told: dict[tuple[int | None, str], tuple[bytes, float]] = {}

    def only_renewed(self, grant_id: int | None, lacks: list[str], token: str) -> bool:
        """Whether this app was told the same within the last minute and comes with another token that allows no more; else
        note that it is told now."""
        key, now, hashed = (grant_id, " ".join(lacks)), self._clock(), sha256(token.encode()).digest()
        before, told_at = self._told.pop(key, (hashed, now))
        renewed = grant_id is not None and before != hashed and now - told_at < TOLD_SECONDS
        while len(self._told) >= MOST_TOLD:
            del self._told[next(iter(self._told))]
        self._told[key] = (before if renewed else hashed, told_at if renewed else now)
        return renewed


async def _read(receive: Receive) -> tuple[Message, Receive]:
    """A request in one message where it is short enough, and what comes after; else its beginning, and the rest of it."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message, receive
        body += message.get("body", b"")
        if not message.get("more_body") or len(body) > LARGEST:
            return {**message, "body": bytes(body)}, receive


def _error(id: Any, code: int, text: str, data: dict[str, str] | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": text}
    if data:
        error["data"] = data
    return {"jsonrpc": "2.0", "id": id, "error": error}
