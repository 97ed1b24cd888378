"""A PostgreSQL server for tests that are about one, whichever store the others run on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from store.postgresql.database import PostgresDatabase
from tests.postgresql import Cluster, new_cluster, programs, start_cluster

NONE_HERE = "there is no PostgreSQL server on this machine"


@pytest.fixture
def url() -> Iterator[str]:
    """A migrated database of this test's own."""
    if programs() is None:
        pytest.skip(NONE_HERE)
    cluster = start_cluster()
    url = cluster.fresh()
    yield url
    cluster.admin(f"DROP DATABASE {_name(url)} WITH (FORCE)")


@pytest.fixture
def mortal() -> Iterator[Cluster]:
    """A server that may be killed."""
    found = programs()
    if found is None:
        pytest.skip(NONE_HERE)
    cluster = new_cluster(found)
    yield cluster
    cluster.stop()


@pytest.fixture
async def servers(url: str) -> AsyncIterator[list[PostgresDatabase]]:
    """Two servers on one database."""
    opened = [await PostgresDatabase.open_url(url, patience=2) for _ in range(2)]
    yield opened
    for database in opened:
        await database.close()


def _name(url: str) -> str:
    return url.split("/")[3].partition("?")[0]
