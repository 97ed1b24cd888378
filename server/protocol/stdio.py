"""The library's side of a conversation over stdio: what it reads of it, and what it writes."""

from __future__ import annotations

import json
from typing import Any, Self

import anyio
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

from server.protocol.plain.conversation import Conversation

# A request that is answered when the client goes.
ENDLESS = "subscriptions/listen"


class Incoming:
    """The messages that are the library's. A line that is none is answered with an error, and the next one read."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage:
        while (line := await self._talk.next_line()) is not None:
            item = self._read(line)
            if item is not None:
                self._note(item.message)
                return item
        raise StopAsyncIteration

    def _read(self, line: bytes) -> SessionMessage | None:
        try:
            return message_of(line)
        except ValueError:
            if not line.strip():
                return None
        mended = whole_characters(line)
        try:
            return message_of(mended)
        except ValueError:
            self._talk.out.put(as_line(fault_of(mended)))
            return None

    def _note(self, message: Any) -> None:
        open = self._talk.open
        if isinstance(message, JSONRPCRequest) and message.method != ENDLESS:
            open.requests.add(message.id)
        elif isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            open.ended(message.params.get("requestId") if isinstance(message.params, dict) else None)
        elif isinstance(message, JSONRPCResponse | JSONRPCError) and message.id is not None:
            open.questions.discard(message.id)

    async def receive(self) -> SessionMessage:
        try:
            return await anext(self)
        except StopAsyncIteration:
            raise anyio.EndOfStream from None

    async def aclose(self) -> None:
        """The pipe belongs to the conversation."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class Outgoing:
    """The library's messages to the client, a line each; `send` waits while the client does not read."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk

    async def send(self, item: SessionMessage) -> None:
        if not self._goes(item.message):
            return
        if self._talk.out.closed:
            raise anyio.ClosedResourceError
        self._talk.out.put(as_line(item))
        await self._talk.out.flows()

    def _goes(self, message: Any) -> bool:
        """Note a message to the client; whether it is still to be sent."""
        open, answered = self._talk.open, self._talk.greeting.answered
        if isinstance(message, JSONRPCRequest):
            open.questions.add(message.id)
        elif isinstance(message, JSONRPCResponse | JSONRPCError):
            open.ended(message.id)
            if message.id is not None and message.id in answered:
                answered.discard(message.id)
                return False
        return True

    async def aclose(self) -> None:
        """The pipe belongs to the conversation."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def as_line(item: SessionMessage) -> bytes:
    return item.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n"


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
