"""The sessions of the older protocol: within bounds, and those of strangers not kept for long.

Two managers of the SDK hold them, because one knows one idle time. When all places of a kind are taken, whoever holds most
gives up the session that has been idle longest: nobody can shut the others out."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Message, Receive, Scope, Send

from server.protocol.places import KNOWN_SESSIONS, STRANGERS_SESSIONS, NoPlace, Places

STRANGERS_IDLE = 120.0
KNOWN_IDLE = 1_800.0
SESSION = b"mcp-session-id"


@dataclass(slots=True)
class _Held:
    """One session. busy: requests under way."""

    kind: _Kind
    who: str
    used: float
    busy: int = 0


@dataclass(slots=True)
class _Kind:
    """The sessions of strangers, or those of known callers. own: a holder at the bound gives up one of their own."""

    manager: StreamableHTTPSessionManager
    places: Places
    own: bool
    held: dict[str, _Held] = field(default_factory=dict)


class Sessions:
    """Which sessions are open, and whose."""

    def __init__(self, mcp: Server[Any], max_body: int) -> None:
        self._strangers = _kind(mcp, max_body, STRANGERS_IDLE, STRANGERS_SESSIONS, own=False)
        self._known = _kind(mcp, max_body, KNOWN_IDLE, KNOWN_SESSIONS, own=True)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self._strangers.manager.run(), self._known.manager.run():
            yield

    async def open(self, scope: Scope, receive: Receive, send: Send, origin: str, caller: str | None) -> None:
        """Pass on a request outside every session, which may open one. NoPlace when there is none left."""
        kind, who = (self._strangers, origin) if caller is None else (self._known, caller)
        await _take(kind, who)
        opened: list[_Held] = []

        async def watching(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400 and not opened:
                id = _session_of(message["headers"])
                if id is not None:
                    opened.append(_Held(kind, who, time.monotonic(), busy=1))
                    kind.held[id] = opened[0]
            await send(message)

        try:
            await kind.manager.asgi_app(scope, receive, watching)
        finally:
            if opened:
                _rest(opened[0])
            else:
                kind.places.give_back(who)

    async def go_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request of a session. What is no session (any more) is answered as the SDK does."""
        id = _session_of(scope["headers"]) or ""
        held = self._known.held.get(id) or self._strangers.held.get(id)
        if held is None:
            await self._known.manager.asgi_app(scope, receive, send)
            return
        held.busy += 1
        try:
            await held.kind.manager.asgi_app(scope, receive, send)
        finally:
            _rest(held)
            if id in held.kind.held and id not in held.kind.manager._server_instances:
                _forget(held.kind, id)


def holds_session(scope: Scope) -> bool:
    """Whether a request names a session."""
    return _session_of(scope["headers"]) is not None


def _session_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == SESSION), None)


def _kind(mcp: Server[Any], max_body: int, idle: float, bounds: tuple[int, int], *, own: bool) -> _Kind:
    manager = StreamableHTTPSessionManager(
        mcp, max_request_body_size=max_body, session_idle_timeout=idle, max_sessions=None
    )
    return _Kind(manager, Places(*bounds), own)


def _rest(held: _Held) -> None:
    held.busy -= 1
    held.used = time.monotonic()


async def _take(kind: _Kind, who: str) -> None:
    """A place, for which a session that rests may have to end."""
    try:
        kind.places.take(who)
    except NoPlace as full:
        _forget_ended(kind)
        # At their own bound, strangers of one network do not end each other's sessions.
        if kind.places.is_full_for(who) and (kind.own or not full.holder):
            await _end_one(kind, who if full.holder else None)
        kind.places.take(who)


async def _end_one(kind: _Kind, who: str | None) -> None:
    """End the session that rests longest: of this holder, else of one who holds most."""
    resting = [
        (-kind.places.held[held.who], held.used, id)
        for id, held in kind.held.items()
        if not held.busy and who in (None, held.who)
    ]
    if resting:
        id = min(resting)[2]
        _forget(kind, id)
        await kind.manager._server_instances[id].terminate()


def _forget_ended(kind: _Kind) -> None:
    """Free the places of sessions that the SDK has ended by itself, after their idle time or a failure."""
    for id in [id for id in kind.held if id not in kind.manager._server_instances]:
        _forget(kind, id)


def _forget(kind: _Kind, id: str) -> None:
    kind.places.give_back(kind.held.pop(id).who)
