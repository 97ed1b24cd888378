"""Tells subscribers that something they may see has changed, in both protocol eras."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from server.resources import changed_uris

if TYPE_CHECKING:
    # The SDK takes longer to import than most commands of the command line take, and those have no listeners.
    from mcp.server.session import ServerSession
    from mcp.server.subscriptions import InMemorySubscriptionBus

MOST_PER_CONNECTION = 100
Tell = Callable[[list[str]], Awaitable[None]]


class Changes:
    """Who listens to what in this process. Old-era sessions subscribe address by address; new-era ones hold a stream."""

    def __init__(self) -> None:
        self._sessions: dict[str, dict[int, ServerSession]] = defaultdict(dict)
        self._connections: set[int] = set()

    @cached_property
    def bus(self) -> InMemorySubscriptionBus:
        from mcp.server.subscriptions import InMemorySubscriptionBus

        return InMemorySubscriptionBus()

    def subscribe(self, uri: str, session: ServerSession) -> bool:
        """Remember an old-era session; its newest proxy stands for the connection. False when it listens to enough."""
        connection = _connection(session)
        heard = sum(connection in sessions for name, sessions in self._sessions.items() if name != uri)
        if heard >= MOST_PER_CONNECTION:
            return False
        self._sessions[uri][connection] = session
        if connection not in self._connections:
            self._connections.add(connection)
            _when_ended(session, lambda: self._forget(connection))
        return True

    def _forget(self, connection: int) -> None:
        """What a connection listened to, once it has ended: nothing of it is kept."""
        self._connections.discard(connection)
        for uri in [uri for uri, sessions in self._sessions.items() if connection in sessions]:
            self._drop(uri, connection)

    def _drop(self, uri: str, connection: int) -> None:
        listening = self._sessions.get(uri, {})
        listening.pop(connection, None)
        if not listening:
            self._sessions.pop(uri, None)

    def unsubscribe(self, uri: str, session: ServerSession) -> None:
        self._drop(uri, _connection(session))

    async def tell(self, changes: list[str]) -> None:
        """Tell whoever listens to what an operation or a scheduled move said it changed ('task/5')."""
        if changes:
            await self.publish(changed_uris(changes))

    async def publish(self, uris: list[str]) -> None:
        """Tell everybody who listens to these addresses."""
        from mcp.shared.subscriptions import ResourceUpdated

        for uri in uris:
            await self.bus.publish(ResourceUpdated(uri=uri))
            for key, session in list(self._sessions.get(uri, {}).items()):
                try:
                    await session.send_resource_updated(uri)
                except Exception:
                    # The connection is gone; it will not be told again.
                    self._drop(uri, key)


def _connection(session: ServerSession) -> int:
    connection: Any = session._connection
    return id(connection)


def _when_ended(session: ServerSession, work: Callable[[], None]) -> None:
    connection: Any = session._connection
    connection.exit_stack.callback(work)


async def nobody_listens(changes: list[str]) -> None:
    """For whoever runs without subscribers."""
