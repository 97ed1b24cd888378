"""Long answers come some rows at a time, so a long log takes no more memory than a short one."""

from __future__ import annotations

import resource

import pytest

from store.opening import reading
from tests.hall import Hall
from tests.postgresql import on_postgresql

pytestmark = pytest.mark.skipif(
    not on_postgresql(), reason="is about a PostgreSQL server: HIRINGHALL_TEST_DB=postgresql"
)

LONG = 3_000_000


def most_memory() -> int:
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def test_rows_of_a_long_answer_are_not_held_together(hall: Hall) -> None:
    assert hall.on is not None
    with reading(hall.on.url) as tx:
        before, seen = most_memory(), 0
        for row in tx.stream("SELECT generate_series(1, :last) AS number, repeat('x', 100) AS text", last=LONG):
            seen += 1
            if seen % 1_000_000 == 1:
                assert tx.value("SELECT :number + 1", number=row["number"]) == row["number"] + 1
        assert seen == LONG
        assert most_memory() - before < 50


async def test_a_stream_that_is_left_early_leaves_the_rest_of_the_snapshot(hall: Hall) -> None:
    assert hall.on is not None
    with reading(hall.on.url) as tx:
        first = next(tx.stream("SELECT generate_series(1, 1000000) AS number"))
        assert first["number"] == 1
        assert tx.value("SELECT count(*) FROM persons") == 0
