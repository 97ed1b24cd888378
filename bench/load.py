"""Many callers over HTTP that cost next to nothing: raw sockets, kept alive, requests that are bytes already.

With an HTTP library the callers take more time than the server, and every server looks alike."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from server.protocol.plain.messages import ENVELOPE

VERSION = "2026-07-28"
META = {ENVELOPE[0]: VERSION, ENVELOPE[1]: {"name": "bench", "version": "1"}, ENVELOPE[2]: {}}

Make = Callable[[], tuple[str, dict[str, Any]]]


class Caller(asyncio.Protocol):
    """One connection that calls again as soon as it is answered."""

    def __init__(self, port: int, token: str, make: Make, calls: int, done: asyncio.Future[None]) -> None:
        self._head = (
            f"POST /mcp HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\n"
            "accept: application/json, text/event-stream\r\ncontent-type: application/json\r\n"
            f"mcp-protocol-version: {VERSION}\r\nmcp-method: tools/call\r\n"
        )
        self._make = make
        self._left = calls
        self._done = done
        self._read = bytearray()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._call()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head = self._read.find(b"\r\n\r\n")
        if head < 0:
            return
        start = self._read.lower().find(b"content-length: ", 0, head)
        length = int(self._read[start + 16 : self._read.find(b"\r\n", start)])
        if len(self._read) < head + 4 + length:
            return
        if not self._read.startswith(b"HTTP/1.1 200") or b'"isError":true' in self._read:
            self._fail(RuntimeError(bytes(self._read)))
            return
        self._read.clear()
        self._call()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("the server closed the connection"))

    def _fail(self, error: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(error)

    def _call(self) -> None:
        if not self._left:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.close()
            return
        self._left -= 1
        name, arguments = self._make()
        params = {"name": name, "arguments": arguments, "_meta": META}
        body = json.dumps({"jsonrpc": "2.0", "id": self._left, "method": "tools/call", "params": params})
        self._transport.write(f"{self._head}mcp-name: {name}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode())


async def calls_a_second(port: int, token: str, make: Make, callers: int, calls: int) -> float:
    """How many calls a second a server answers to so many callers that make so many calls each."""
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    waiting = []
    for _ in range(callers):
        done = loop.create_future()
        await loop.create_connection(lambda d=done: Caller(port, token, make, calls, d), "127.0.0.1", port)  # type: ignore[misc]
        waiting.append(done)
    await asyncio.gather(*waiting)
    return callers * calls / (time.perf_counter() - start)
