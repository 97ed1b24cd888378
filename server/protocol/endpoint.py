"""Where messages arrive over HTTP: whole, within bounds, and answered the short way where nothing can come before the answer."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from server.protocol.origins import origin_of
from server.protocol.places import KNOWN_STREAMS, LARGE_BODIES, STRANGERS_STREAMS, NoPlace, Places
from server.protocol.plain.posts import PlainPosts
from server.protocol.request_timeout import WHOLE
from server.protocol.sessions import Sessions, holds_session

MAX_BODY = 12 * 1024 * 1024
LARGE = 1024 * 1024
RETRY_AFTER = 10

# Who is behind a bearer token that comes from an origin, as one name ("agent:3"); None for strangers.
Identify = Callable[[str, str], Awaitable[str | None]]


async def everybody_is_a_stranger(token: str, origin: str) -> str | None:
    """For a server without callers."""
    return None


class Endpoint:
    """The SDK's own handling, told for each call whether anything can come before its answer.

    For a call that asked for no progress nothing can, so it is answered in the request's own task, without the stream the
    SDK otherwise keeps ready; that takes a tenth of the time of a call."""

    def __init__(
        self, mcp: Server[Any], identify: Identify = everybody_is_a_stranger, posts: PlainPosts | None = None
    ) -> None:
        """posts: who answers plain requests without the SDK."""
        self._identify = identify
        self._posts = posts
        self._plain = StreamableHTTPSessionManager(mcp, json_response=True, max_request_body_size=MAX_BODY)
        self._streaming = StreamableHTTPSessionManager(mcp, max_request_body_size=MAX_BODY)
        self._sessions = Sessions(mcp, MAX_BODY)
        self._strangers_streams, self._known_streams = Places(*STRANGERS_STREAMS), Places(*KNOWN_STREAMS)
        self._large_bodies = Places(*LARGE_BODIES)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self._plain.run(), self._streaming.run(), self._sessions.running():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._posts is not None and scope["path"] == "/mcp":
            headers = self._posts.headers(scope["method"], scope["headers"])
            if headers is not None:
                begun = await receive()
                client = scope["client"][0] if scope.get("client") else None
                answer = await self._posts.answer(client, headers, begun["body"]) if is_whole(begun) else None
                if answer is not None:
                    await put_whole(scope, send, answer)
                    return
                receive = again(begun, receive)
        origin = origin_of(scope["client"][0] if scope.get("client") else None)
        try:
            async with self._whole(scope, receive, origin) as first:
                if first is not None:
                    await self._answer(scope, again(first, receive), send, origin, first)
        except TooLarge:
            await Response("Request body too large", status_code=413)(scope, receive, send)
        except NoPlace as full:
            await refusal(full)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, origin: str, whole: Message) -> None:
        if is_new_call(scope):
            manager = self._plain if b"progressToken" not in whole["body"] else self._streaming
            await manager.asgi_app(scope, receive, send)
        elif opens_stream(scope):
            streams, who = await self._streams_of(scope, origin)
            with streams.taken(who):
                await self._pass(scope, receive, send, origin)
        else:
            await self._pass(scope, receive, send, origin)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, origin: str) -> None:
        if is_new(scope):
            await self._streaming.asgi_app(scope, receive, send)
        elif holds_session(scope):
            await self._sessions.go_on(scope, receive, send)
        else:
            await self._sessions.open(scope, receive, send, origin, await self._caller(scope, origin))

    async def _streams_of(self, scope: Scope, origin: str) -> tuple[Places, str]:
        known = await self._caller(scope, origin)
        return (self._strangers_streams, origin) if known is None else (self._known_streams, known)

    async def _caller(self, scope: Scope, origin: str) -> str | None:
        scheme, _, token = header(scope, b"authorization").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else ""
        return await self._identify(bearer, origin) if bearer else None

    @contextlib.asynccontextmanager
    async def _whole(self, scope: Scope, receive: Receive, origin: str) -> AsyncIterator[Message | None]:
        """The request's body in one message; None when the client left before it was whole, and wants no answer.

        The SDK would note every such client with a traceback."""
        declared = header(scope, b"content-length")
        if declared.isdecimal() and int(declared[:20]) > MAX_BODY:
            raise TooLarge
        message = await receive()
        if is_whole(message):
            yield message
            return
        body, large = bytearray(), False
        with contextlib.ExitStack() as held:
            while message["type"] == "http.request":
                body += message.get("body", b"")
                if len(body) > MAX_BODY:
                    raise TooLarge
                if len(body) > LARGE and not large:
                    held.enter_context(self._large_bodies.taken(origin))
                    large = True
                if not message.get("more_body"):
                    yield {"type": "http.request", "body": bytes(body), "more_body": False}
                    return
                message = await receive()
            yield None


class TooLarge(Exception):
    """A request has more bytes than are taken."""


def refusal(full: NoPlace) -> Response:
    """What is answered when there is no place: 429 for the holder's own bound, 503 when all places are taken."""
    error = {"code": -32000, "message": f"{full} Try again in {RETRY_AFTER} seconds."}
    return Response(
        json.dumps({"jsonrpc": "2.0", "id": None, "error": error}),
        status_code=429 if full.holder else 503,
        media_type="application/json",
        headers={"Retry-After": str(RETRY_AFTER)},
    )


def is_whole(first: Message) -> bool:
    """Whether the first that was received of a request is all of it."""
    return first["type"] == "http.request" and not first.get("more_body")


async def put_whole(scope: Scope, send: Send, body: bytes) -> None:
    """Answer with JSON, at once where the web server can."""
    if (put := scope.get("extensions", {}).get(WHOLE)) is not None:
        put(b"application/json", body)
        return
    headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def header(scope: Scope, name: bytes) -> str:
    """The value of a header, empty without one."""
    value: bytes = next((value for key, value in scope["headers"] if key == name), b"")
    return value.decode("latin-1")


def is_new(scope: Scope) -> bool:
    """Whether a request is of the protocol without sessions, or of one that nobody knows."""
    version = header(scope, b"mcp-protocol-version")
    return bool(version) and version not in HANDSHAKE_PROTOCOL_VERSIONS


def is_new_call(scope: Scope) -> bool:
    """Whether a request says of itself that it calls a tool in the protocol without sessions."""
    headers = dict(scope["headers"])
    version = headers.get(b"mcp-protocol-version", b"").decode("latin-1")
    return headers.get(b"mcp-method") == b"tools/call" and version in MODERN_PROTOCOL_VERSIONS


def opens_stream(scope: Scope) -> bool:
    """Whether the answer stays open until the client goes away."""
    return scope["method"] == "GET" or header(scope, b"mcp-method") == "subscriptions/listen"


def again(first: Message, receive: Receive) -> Receive:
    """What is received, from a message on that was looked at before."""
    waiting = [first]

    async def received() -> Message:
        return waiting.pop() if waiting else await receive()

    return received
