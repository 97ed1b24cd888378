"""Where the databases of simulated halls lie: in memory, or on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from tests.postgresql import TEMPLATE, on_postgresql, start_cluster
from tests.simulation.stores.connections import Memory, Store

if TYPE_CHECKING:
    from tests.simulation.stores.postgresql import Server


def chosen() -> Store:
    """In memory, unless the environment says that tests run on a server."""
    return of_session() if on_postgresql() else in_memory()


@cache
def in_memory() -> Store:
    return Memory()


@cache
def of_session() -> Store:
    """The server of this session, which lives as long as it does."""
    from tests.simulation.stores.postgresql import Server

    return Server(start_cluster().url("postgres"), TEMPLATE)


@contextmanager
def of_url(url: str) -> Iterator[Server]:
    """Somebody's own server, on which nothing stays."""
    from tests.simulation.stores.postgresql import Server

    server = Server(url)
    try:
        yield server
    finally:
        server.clear()
