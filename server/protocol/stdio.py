"""MCP over stdin and stdout: the event loop reads and writes the two pipes itself.

The SDK's own transport hands every line to a thread and back, three times a call. It still serves where stdin or stdout
is neither a pipe nor a socket: a terminal, a file, Windows.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import stat
import sys
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
    jsonrpc_message_adapter,
)

LONGEST_LINE = 16 * 1024 * 1024


@contextlib.asynccontextmanager
async def stdio_streams() -> AsyncIterator[tuple[Any, Any]]:
    """What `Server.run` reads from and writes to. Meanwhile stray prints go to stderr, and stdin is empty for others."""
    if not (_is_pipe(0) and _is_pipe(1)):
        async with mcp.server.stdio.stdio_server() as streams:
            yield streams
        return
    with _diverted(0, os.devnull) as stdin, _diverted(1, None) as stdout:
        outgoing = await Outgoing.over(stdout)
        incoming = await Incoming.over(stdin, outgoing)
        try:
            yield incoming, outgoing
        finally:
            await incoming.aclose()
            await outgoing.aclose()


class Incoming:
    """The client's messages, a line each. A line that is none is answered with an error, and the next one read."""

    def __init__(self, lines: asyncio.StreamReader, transport: asyncio.ReadTransport, outgoing: Outgoing) -> None:
        self._lines = lines
        self._transport = transport
        self._outgoing = outgoing

    @classmethod
    async def over(cls, pipe: int, outgoing: Outgoing) -> Incoming:
        loop = asyncio.get_running_loop()
        lines = asyncio.StreamReader(LONGEST_LINE, loop)
        file = os.fdopen(pipe, "rb", buffering=0)
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), file)
        return cls(lines, transport, outgoing)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage:
        while True:
            try:
                line = await self._lines.readline()
            except ValueError:
                await self._outgoing.send(_complaint(PARSE_ERROR, f"A message ends within {LONGEST_LINE:,} bytes."))
                continue
            if not line:
                raise StopAsyncIteration
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

    def __init__(self) -> None:
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._gone = asyncio.Event()
        self._transport: asyncio.WriteTransport | None = None

    @classmethod
    async def over(cls, pipe: int) -> Outgoing:
        file = os.fdopen(pipe, "wb", buffering=0)
        _, outgoing = await asyncio.get_running_loop().connect_write_pipe(cls, file)
        return outgoing

    async def send(self, item: SessionMessage) -> None:
        if self._transport is None or self._transport.is_closing():
            raise anyio.ClosedResourceError
        text = item.message.model_dump_json(by_alias=True, exclude_unset=True)
        self._transport.write(text.encode() + b"\n")
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


def _is_pipe(descriptor: int) -> bool:
    """Whether the event loop can wait for it."""
    if sys.platform == "win32":
        return False
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


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
