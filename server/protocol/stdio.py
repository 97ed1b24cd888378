"""MCP over stdin and stdout: the event loop reads and writes the two pipes itself.

The SDK's own transport hands every line to a thread and back, three times a call. It still serves where stdin or stdout
is neither a pipe nor a socket: a terminal, a file, Windows.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import anyio
import mcp.server.stdio
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
    jsonrpc_message_adapter,
)

from server.protocol.plain.doorman import Doorman, is_pipe
from server.protocol.plain.greeting import Greeting

LONGEST_LINE = 16 * 1024 * 1024
# Longer than any call may take.
DRAIN_SECONDS = 15
# A request that is answered when the client goes.
ENDLESS = "subscriptions/listen"


@contextlib.asynccontextmanager
async def stdio_streams(doorman: Doorman | None = None) -> AsyncIterator[tuple[Any, Any]]:
    """What `Server.run` reads from and writes to. Meanwhile stray prints go to stderr, and stdin is empty for others.

    doorman: who answered the client's first words so far."""
    if not (is_pipe(0) and is_pipe(1)):
        async with mcp.server.stdio.stdio_server() as streams:
            yield streams
        return
    left = doorman.relieve() if doorman is not None else b""
    with _diverted(0, os.devnull) as stdin, _diverted(1, None) as stdout:
        open = Open(doorman.greeting if doorman is not None else Greeting())
        outgoing = await Outgoing.over(stdout, open)
        incoming = await Incoming.over(stdin, outgoing, open, left)
        try:
            yield incoming, outgoing
        finally:
            await incoming.aclose()
            await outgoing.aclose()


class Open:
    """The requests of a client that wait for their answer, so that those still running are answered before the end."""

    def __init__(self, greeting: Greeting) -> None:
        self.greeting = greeting
        self.requests: set[str | int] = set()
        # Of those, how many wait for the client itself: the server asked it something.
        self.questions: set[str | int] = set()
        self.changed = asyncio.Event()

    def came(self, message: Any) -> None:
        """Note a message of the client."""
        if isinstance(message, JSONRPCRequest) and message.method != ENDLESS:
            self.requests.add(message.id)
        elif isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            self.ended(message.params.get("requestId") if isinstance(message.params, dict) else None)
        elif isinstance(message, JSONRPCResponse | JSONRPCError) and message.id is not None:
            self.questions.discard(message.id)

    def goes(self, message: Any) -> bool:
        """Note a message to the client; whether it is still to be sent."""
        if isinstance(message, JSONRPCRequest):
            self.questions.add(message.id)
        elif isinstance(message, JSONRPCResponse | JSONRPCError):
            self.ended(message.id)
            if message.id is not None and message.id in self.greeting.answered:
                self.greeting.answered.discard(message.id)
                return False
        return True

    def ended(self, id: Any) -> None:
        if isinstance(id, str | int):
            self.requests.discard(id)
            self.changed.set()

    async def drained(self) -> None:
        """Return when nothing is left that can still be answered, or after a while."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while len(self.requests) > len(self.questions):
                    self.changed.clear()
                    await self.changed.wait()


class Incoming:
    """The client's messages, a line each. A line that is none is answered with an error, and the next one read."""

    def __init__(
        self, lines: asyncio.StreamReader, transport: asyncio.ReadTransport, outgoing: Outgoing, open: Open
    ) -> None:
        self._lines = lines
        self._transport = transport
        self._outgoing = outgoing
        self._open = open

    @classmethod
    async def over(cls, pipe: int, outgoing: Outgoing, open: Open, left: bytes = b"") -> Incoming:
        """left: what was read of the pipe before."""
        loop = asyncio.get_running_loop()
        lines = asyncio.StreamReader(LONGEST_LINE, loop)
        lines.feed_data(left)
        file = os.fdopen(pipe, "rb", buffering=0)
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), file)
        return cls(lines, transport, outgoing, open)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage:
        item = await self._next()
        self._open.came(item.message)
        return item

    async def _next(self) -> SessionMessage:
        while True:
            try:
                line = await self._lines.readline()
            except ValueError:
                await self._outgoing.send(_complaint(PARSE_ERROR, f"A message ends within {LONGEST_LINE:,} bytes."))
                continue
            if not line:
                # Whoever has nothing more to say still waits for what they asked.
                await self._open.drained()
                raise StopAsyncIteration
            answer, passed_on = self._open.greeting.hear(line)
            if answer is not None:
                await self._outgoing.put(answer)
            if passed_on is None:
                continue
            line = passed_on
            try:
                return message_of(line)
            except ValueError:
                if not line.strip():
                    continue
            mended = whole_characters(line)
            try:
                return message_of(mended)
            except ValueError:
                await self._outgoing.send(fault_of(mended))

    async def receive(self) -> SessionMessage:
        try:
            return await anext(self)
        except StopAsyncIteration:
            raise anyio.EndOfStream from None

    async def aclose(self) -> None:
        self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class Outgoing(asyncio.BaseProtocol):
    """Messages to the client, a line each; `send` waits while the client does not read."""

    def __init__(self, open: Open) -> None:
        self._open = open
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._gone = asyncio.Event()
        self._transport: asyncio.WriteTransport | None = None

    @classmethod
    async def over(cls, pipe: int, open: Open) -> Outgoing:
        file = os.fdopen(pipe, "wb", buffering=0)
        _, outgoing = await asyncio.get_running_loop().connect_write_pipe(lambda: cls(open), file)
        return outgoing

    async def send(self, item: SessionMessage) -> None:
        if self._open.goes(item.message):
            await self.put(item.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n")

    async def put(self, line: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise anyio.ClosedResourceError
        self._transport.write(line)
        if not self._flowing.is_set():
            await self._flowing.wait()

    async def aclose(self) -> None:
        """Let what was written reach the client, if it still reads."""
        if self._transport is not None:
            self._transport.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._gone.wait(), 5)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._flowing.set()
        self._gone.set()
        # Nobody is left to be answered.
        self._open.requests.clear()
        self._open.changed.set()

    def pause_writing(self) -> None:
        self._flowing.clear()

    def resume_writing(self) -> None:
        self._flowing.set()


def message_of(line: bytes) -> SessionMessage:
    """The message that a line is; ValueError when it is none."""
    message = jsonrpc_message_adapter.validate_json(line, by_name=False)
    # The SDK reads a request whose id is none of the protocol's as a notification, and its sender would wait for ever.
    if isinstance(message, JSONRPCNotification) and b'"id"' in line and "id" in json.loads(line):
        raise ValueError("an id is text or a whole number")
    return SessionMessage(message)


def whole_characters(line: bytes) -> bytes:
    """The line with a mark for each half of a character: a text cut within an emoji has one. Empty when it is not JSON."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return b""
    text = json.dumps(given, ensure_ascii=False)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def fault_of(line: bytes) -> SessionMessage:
    """The error that answers a line which is no message: not JSON, or JSON of another shape."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return _complaint(PARSE_ERROR, "This line is not JSON. Send one JSON-RPC 2.0 message a line.")
    id = given.get("id") if isinstance(given, dict) else None
    known = id if isinstance(id, str | int) and not isinstance(id, bool) else None
    return _complaint(INVALID_REQUEST, "This is not a JSON-RPC 2.0 request, notification or response.", known)


def _complaint(code: int, message: str, id: str | int | None = None) -> SessionMessage:
    return SessionMessage(JSONRPCError(jsonrpc="2.0", id=id, error=ErrorData(code=code, message=message)))


@contextlib.contextmanager
def _diverted(descriptor: int, path: str | None) -> Iterator[int]:
    """A private copy of a standard descriptor, which meanwhile leads to a path, or to stderr."""
    import fcntl

    private = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    kept = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    elsewhere = os.open(path, os.O_RDONLY) if path else os.dup(2)
    os.dup2(elsewhere, descriptor)
    os.close(elsewhere)
    try:
        # Whoever takes the private copy closes it.
        yield private
    finally:
        os.set_blocking(kept, True)
        os.dup2(kept, descriptor)
        os.close(kept)
