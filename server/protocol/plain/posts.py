"""Plain requests over HTTP, of clients that need no session: answered in the request's own task.

What the web server was told (whose host and origin, how large, how many at once) is checked before; what the protocol wants of
the headers is checked here, and a request that says anything unusual or disagrees with itself is the library's."""

from __future__ import annotations

from functools import cached_property, lru_cache

from server.protocol.origins import UNKNOWN, origin_of
from server.protocol.plain.calls import PlainCalls, is_traced
from server.protocol.plain.greeting import FILE, answers_in, around_tools
from server.protocol.plain.messages import (
    ENVELOPE,
    MODERN,
    VERSION,
    PlainRequest,
    call_in,
    is_enveloped,
    message_in,
    modern_call,
    request_in,
)
from server.protocol.plain.tool_list import listing_as_text
from server.protocol.senders import Sender, UnknownToolsets, bearer, truthy, wish_in

Headers = dict[bytes, bytes]
METHODS = {b"tools/call": "tools/call", b"tools/list": "tools/list", b"server/discover": "server/discover"}
VERSIONS = frozenset(version.encode() for version in MODERN)
# What only the library answers to.
BEYOND = (b"mcp-session-id", b"last-event-id", b"traceparent")
NARROWING = (b"x-hiringhall-toolsets", b"x-hiringhall-readonly")
# Larger ones are counted, and take longer to do than to read.
LARGEST = 256 * 1024


class PlainPosts:
    """Answers the plain requests of an endpoint."""

    def __init__(self, plain: PlainCalls) -> None:
        self._plain = plain
        self._calls = plain.calls
        self._is_plain = not is_traced()

    def headers(self, method: str, given: list[tuple[bytes, bytes]]) -> Headers | None:
        """The headers of a request that may be plain; its body tells."""
        headers = dict(given)
        if method != "POST" or len(headers) != len(given) or not self._is_plain:
            return None
        if headers.get(b"mcp-protocol-version") not in VERSIONS or headers.get(b"mcp-method") not in METHODS:
            return None
        if headers.get(b"content-type") != b"application/json" or any(name in headers for name in BEYOND):
            return None
        declared = headers.get(b"content-length", b"")
        if not declared.isdigit() or len(declared) > 7 or int(declared) > LARGEST:
            return None
        return headers if takes_json(headers.get(b"accept", b"")) else None

    async def answer(self, client: str | None, headers: Headers, body: bytes) -> bytes | None:
        """The answer to a request; None when it is the library's, and nothing has happened."""
        request = request_in(message_in(body))
        if request is None or request.method != METHODS[headers[b"mcp-method"]]:
            return None
        if request.method != "tools/call":
            return self._told(headers, request)
        call = call_in(request)
        call = None if call is None else modern_call(call)
        if call is None or call.meta[VERSION].encode() != headers[b"mcp-protocol-version"]:
            return None
        # A name in another coding than its own does not begin as one of ours does.
        if headers.get(b"mcp-name") != call.name.encode() or not self._plain.takes(call):
            return None
        sender = self._sender(client, headers)
        return None if sender is None else await self._plain.answer(call, sender, modern=True)

    def _told(self, headers: Headers, request: PlainRequest) -> bytes | None:
        """What is the same for everybody: what the server is, and its tools."""
        meta = request.params.get("_meta")
        if request.params.keys() != {"_meta"} or not is_enveloped(meta) or meta is None or meta.keys() != set(ENVELOPE):
            return None
        if meta[VERSION].encode() != headers[b"mcp-protocol-version"] or not self._answers:
            return None
        if request.method == "server/discover":
            return around_tools(request.id, self._answers["discover"])
        if any(name in headers for name in NARROWING) or self._tools is None:
            return None
        return around_tools(request.id, self._answers["list"], self._tools)

    def _sender(self, client: str | None, headers: Headers) -> Sender | None:
        view = self._calls.view
        if any(name in headers for name in NARROWING):
            toolsets = headers[NARROWING[0]].decode("latin-1") if NARROWING[0] in headers else None
            read_only = truthy(headers.get(NARROWING[1], b"").decode("latin-1"))
            try:
                view = view.named(toolsets, read_only, self._calls.app.parts.registry.toolsets)
            except UnknownToolsets:
                return None
        return Sender(
            token=bearer(headers.get(b"authorization", b"").decode("latin-1")),
            view=view,
            # Nobody on the network counts as this machine's own, whose calls some bounds leave out.
            origin=origin_of(client) if client is not None else UNKNOWN,
            wish=wish_in(headers.get(b"x-hiringhall-confirm", b"").decode("latin-1")),
        )

    @cached_property
    def _answers(self) -> dict[str, dict[str, object]]:
        return answers_in(FILE)

    @cached_property
    def _tools(self) -> bytes | None:
        return listing_as_text(self._calls.view.toolsets, self._calls.view.read_only)


@lru_cache(maxsize=64)
def takes_json(accept: bytes) -> bool:
    """Whether a client takes JSON for an answer, as it says in the Accept header."""
    kinds = {kind.partition(b";")[0].strip().lower() for kind in accept.split(b",")}
    return bool(kinds & {b"application/json", b"application/*", b"*/*"})
