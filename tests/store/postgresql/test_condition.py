"""What is found out about a PostgreSQL server."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from store.postgresql.condition import condition_of
from tests.postgresql import start_cluster
from tests.store.postgresql.pooler import pooler


@pytest.mark.parametrize(("by_transactions", "found"), [(True, "transactions"), (False, "sessions")])
def test_a_pooler_is_found_out_and_what_it_hands_out(url: str, by_transactions: bool, found: str) -> None:
    assert condition_of(url).pooling == "none"
    server = start_cluster().folder
    # The name of a socket has to be short.
    with tempfile.TemporaryDirectory() as folder, pooler(Path(folder), server, by_transactions):
        assert condition_of(url.replace(str(server), folder)).pooling == found


def test_a_server_is_looked_at_as_it_is(url: str) -> None:
    found = condition_of(url)
    assert found.number >= 150000
    assert (found.encoding, found.collation, found.standby, found.user) == ("UTF8", "C", False, "hall")
    assert abs(found.skew) < 2
    assert found.settings["fsync"] == "off"
    assert (found.missing, found.lacks) == ([], [])
    assert found.connections > found.wanted == 11
