"""Where the databases of simulated halls lie: in memory, or on a PostgreSQL server."""

from __future__ import annotations

from functools import cache

from tests.postgresql import on_postgresql, start_cluster
from tests.simulation.databases import Memory, Store


def chosen() -> Store:
    """In memory, unless the environment says that tests run on a server."""
    return of_session() if on_postgresql() else in_memory()


@cache
def in_memory() -> Store:
    return Memory()


@cache
def of_session() -> Store:
    """The server of this session, which lives as long as it does."""
    from tests.simulation.on_postgresql import Server

    return Server(start_cluster().url("postgres"))
