"""Callers over HTTP that cost next to nothing: raw sockets, kept alive, requests that are bytes already.

With an HTTP library the callers take more time than the server, and every server looks alike."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

from bench.baselines.http import body_in
from server.protocol.plain.messages import ENVELOPE

VERSION = "2026-07-28"
META = {ENVELOPE[0]: VERSION, ENVELOPE[1]: {"name": "bench", "version": "1"}, ENVELOPE[2]: {}}

Named = tuple[str, dict[str, Any]]
Make = Callable[[], Named]


class Caller(asyncio.Protocol):
    """One connection, which makes one call after the other."""

    def __init__(self, port: int, token: str) -> None:
        self._head = (
            f"POST /mcp HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\n"
            "accept: application/json, text/event-stream\r\ncontent-type: application/json\r\n"
            f"mcp-protocol-version: {VERSION}\r\nmcp-method: tools/call\r\n"
        )
        self._read = bytearray()
        self._transport: Any = None
        self._numbers = 0
        # What is done with an answer, and with whatever ends the calls.
        self._answered: Callable[[bytes], None] = lambda answer: None
        self._failed: Callable[[Exception], None] = lambda error: None

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, port: int, token: str) -> AsyncIterator[Self]:
        loop = asyncio.get_running_loop()
        transport, caller = await loop.create_connection(lambda: cls(port, token), "127.0.0.1", port)
        try:
            yield caller
        finally:
            transport.close()

    async def call(self, named: Named) -> dict[str, Any]:
        """The structured answer of one call."""
        done: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._answered, self._failed = done.set_result, done.set_exception
        self._send(named)
        answer: dict[str, Any] = json.loads(await done)["result"]["structuredContent"]
        return answer

    def repeat(self, make: Make, calls: int) -> asyncio.Future[None]:
        """Done when so many calls are answered, each made as soon as the one before is."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        left = calls

        def next_one(_: bytes) -> None:
            nonlocal left
            if left:
                left -= 1
                self._send(make())
            elif not done.done():
                done.set_result(None)

        self._answered, self._failed = next_one, done.set_exception
        next_one(b"")
        return done

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        answer = body_in(self._read)
        if answer is None:
            return
        if not self._read.startswith(b"HTTP/1.1 200") or b'"isError":true' in answer:
            self._failed(RuntimeError(bytes(self._read[:2_000])))
            return
        self._read.clear()
        self._answered(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        with contextlib.suppress(asyncio.InvalidStateError):
            self._failed(exc or ConnectionError("the server closed the connection"))

    def _send(self, named: Named) -> None:
        self._numbers += 1
        name, arguments = named
        params = {"name": name, "arguments": arguments, "_meta": META}
        body = json.dumps({"jsonrpc": "2.0", "id": self._numbers, "method": "tools/call", "params": params})
        self._transport.write(f"{self._head}mcp-name: {name}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode())


async def calls_a_second(ports: list[int], token: str, make: Make, callers: int, calls: int) -> float:
    """How many calls a second are answered to so many callers, divided among servers, that make so many calls each."""
    async with contextlib.AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(Caller.opened(ports[number % len(ports)], token))
            for number in range(callers)
        ]
        start = time.perf_counter()
        await asyncio.gather(*(caller.repeat(make, calls) for caller in opened))
        return callers * calls / (time.perf_counter() - start)
