"""Empty databases on a PostgreSQL server, where its programs are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.postgresql import programs, start_cluster


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Makes an empty database; its URL."""
    pytest.importorskip("psycopg")
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    cluster = start_cluster()
    made: list[str] = []

    def make() -> str:
        cluster.made += 1
        made.append(f"empty_{cluster.made}")
        cluster.admin(f"CREATE DATABASE {made[-1]}")
        return cluster.url(made[-1])

    yield make
    for name in made:
        cluster.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
