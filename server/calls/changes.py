"""Tells subscribers that something they may see has changed, in both protocol eras."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from server.resources import changed_uris, heard_at, shown

if TYPE_CHECKING:
    # The SDK takes longer to import than most commands of the command line take, and those have no listeners.
    from mcp.server.session import ServerSession
    from mcp.server.subscriptions import InMemorySubscriptionBus
    from mcp.shared.subscriptions import ServerEvent

MOST_PER_CONNECTION = 100
Tell = Callable[[list[str]], Awaitable[None]]


class Changes:
    """Who listens to what in this process. Old-era sessions subscribe address by address; new-era ones hold a stream."""

    def __init__(self) -> None:
        self._sessions: dict[str, dict[int, ServerSession]] = defaultdict(dict)
        self._connections: set[int] = set()
        self._streams: Counter[str] = Counter()
        # Where several servers serve one hall: who takes what changed, and tells it to those who listen here and elsewhere.
        self.through: Callable[[list[str]], None] | None = None

    @cached_property
    def bus(self) -> InMemorySubscriptionBus:
        from mcp.server.subscriptions import InMemorySubscriptionBus

        return InMemorySubscriptionBus()

    def subscribe(self, uri: str, session: ServerSession, owners: Sequence[str] = ()) -> bool:
        """Remember an old-era session; its newest proxy stands for the connection. False when it listens to enough.

        owners: whose session it is ('person:3', 'company:1'), where an address is everybody's."""
        return all(self._subscribe(one, session) for one in heard_at(uri, owners))

    def _subscribe(self, uri: str, session: ServerSession) -> bool:
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
        for one in [one for one in self._sessions if shown(one) == uri]:
            self._drop(one, _connection(session))

    @contextlib.contextmanager
    def streaming(self, uris: Sequence[str], owners: Sequence[str]) -> Iterator[None]:
        """For as long as a new-era stream listens to these addresses."""
        heard = [one for uri in uris for one in heard_at(uri, owners)]
        self._streams.update(heard)
        try:
            yield
        finally:
            self._streams.subtract(heard)
            self._streams += Counter()

    def heard(self) -> list[str]:
        """All addresses that somebody listens to."""
        return [*self._sessions, *self._streams]

    async def tell(self, changes: list[str]) -> None:
        """Tell whoever listens to what an operation or a scheduled move said it changed ('task/5')."""
        if self.through is not None:
            self.through(changes)
        elif changes:
            await self.publish(changed_uris(changes))

    async def publish(self, uris: list[str]) -> None:
        """Tell everybody who listens to these addresses."""
        if not self._sessions and "bus" not in self.__dict__:
            # Nobody ever listened, and the library may not be there.
            return
        from mcp.shared.subscriptions import ResourceUpdated

        for uri in uris:
            await self.bus.publish(ResourceUpdated(uri=uri))
            for key, session in list(self._sessions.get(uri, {}).items()):
                try:
                    await session.send_resource_updated(shown(uri))
                except Exception:
                    # The connection is gone; it will not be told again.
                    self._drop(uri, key)


class OwnersBus:
    """The bus for one new-era stream: what changed for others at an address that is everybody's is left out."""

    def __init__(self, bus: InMemorySubscriptionBus, owners: Sequence[str]) -> None:
        self._bus = bus
        self._owners = frozenset(owners)

    async def publish(self, event: ServerEvent) -> None:
        await self._bus.publish(event)

    def subscribe(self, listener: Callable[[ServerEvent], None]) -> Callable[[], None]:
        from mcp.shared.subscriptions import ResourceUpdated

        def hear(event: ServerEvent) -> None:
            uri = str(event.uri) if isinstance(event, ResourceUpdated) else ""
            if "#" not in uri:
                listener(event)
            elif uri.partition("#")[2] in self._owners:
                listener(ResourceUpdated(uri=shown(uri)))

        return self._bus.subscribe(hear)


def _connection(session: ServerSession) -> int:
    connection: Any = session._connection
    return id(connection)


def _when_ended(session: ServerSession, work: Callable[[], None]) -> None:
    connection: Any = session._connection
    connection.exit_stack.callback(work)


async def nobody_listens(changes: list[str]) -> None:
    """For whoever runs without subscribers."""
