"""HTTP connections whose request does not arrive in time are closed: slow or silent clients hold nothing open for ever.
And nobody holds so many that there is none left for others."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.protocol.origins import Proxies, origin_of
from server.protocol.places import NoPlace, Places

# From its first byte to its last; twelve megabytes over a slow line take about as long.
SECONDS = 60.0
# Of everything before the body. The parser itself would take any number of headers.
LONGEST_HEAD = 64 * 1024
# The name under which a request's scope offers to answer it in one piece: a kind of content and a body, with status 200.
WHOLE = "hiringhall.whole"


def patience(proxies: Proxies, each: int, all: int) -> type[Patience]:
    """The server's HTTP/1.1 with at most so many connections from one address, and in all."""
    return type("Bounded", (Patience,), {"places": Places(each, all), "proxies": proxies})


def _full(status: str) -> bytes:
    text = b"Too many connections."
    head = f"HTTP/1.1 {status}\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: {len(text)}\r\n\r\n"
    return head.encode() + text


# By whether it is the bound of one address that was reached.
FULL = {True: _full("429 Too Many Requests"), False: _full("503 Service Unavailable")}


class Patience(HttpToolsProtocol):
    """The server's HTTP/1.1 with a time limit on requests. How long an answer takes is another matter."""

    places: Places | None = None
    proxies = Proxies()
    _limit: asyncio.TimerHandle | None = None
    _origin: str | None = None
    # Of the request that arrives: whether all of it is here, whether its headers are, and how much came before that.
    _whole = False
    _has_headers = False
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        try:
            self._take_place()
        except NoPlace as full:
            transport.write(FULL[full.holder])
            transport.close()
            return
        self._look()

    def _take_place(self) -> None:
        """NoPlace when this address, or all together, hold as many connections as they may."""
        address = self.client[0] if self.client else ""
        # A proxy has one address for all of its clients: it counts for all only.
        origin = f"proxy {id(self)}" if self.proxies.trusts(address) else origin_of(address)
        if self.places is not None:
            self.places.take(origin)
            self._origin = origin

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._has_headers:
            self._head += len(data)
            if self._head > LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("The headers are too long.")
        self._look()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._whole = self._has_headers = False
        self._head = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        # What comes after the body was not there when the request was let in.
        if not self._has_headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self.parser.get_http_version() != "1.0" and sum(name == b"host" for name, _ in self.headers) != 1:
            # The parser hands this on as what it is: no HTTP/1.1.
            raise ValueError("a request names its host, once")
        self._has_headers = True
        super().on_headers_complete()
        extensions: dict[str, Any] = {WHOLE: partial(self._answer, self.cycle)}
        self.scope["extensions"] = extensions

    def on_message_complete(self) -> None:
        self._whole = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        if self.places is not None and self._origin is not None:
            self.places.give_back(self._origin)
        super().connection_lost(exc)

    def _answer(self, cycle: RequestResponseCycle, kind: bytes, body: bytes) -> None:
        """Answer the request under way with 200, in one piece."""
        if cycle.disconnected or cycle.response_started:
            return
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        head = [b"HTTP/1.1 200 OK\r\n"]
        for name, value in cycle.default_headers:
            head += (name, b": ", value, b"\r\n")
        head += (b"content-length: ", str(len(body)).encode(), b"\r\ncontent-type: ", kind, b"\r\n")
        if not cycle.keep_alive:
            head.append(b"connection: close\r\n")
        self.transport.write(b"".join((*head, b"\r\n", body)))
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()

    def _look(self) -> None:
        """Start the limit when the client owes a request, or the rest of one; stop it when that is here."""
        owed = not self._whole or self.cycle is None or self.cycle.response_complete
        if not owed or self.timeout_keep_alive_task is not None:
            self._stop()
        elif self._limit is None and not self.transport.is_closing():
            self._limit = self.loop.call_later(SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
