"""Two halls on a PostgreSQL server, killed with SIGKILL in turns with it, lose nothing they told and do nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.crash.book import Lost
from tests.crash.harness import quick_folder
from tests.crash.launcher import CARELESS
from tests.crash.plan import SERVER_KINDS, VICTIMS, Life, drawn_on_server
from tests.crash.two_halls import crash_on_server, promising_cluster
from tests.postgresql import Cluster, programs


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    with promising_cluster(found) as made:
        yield made


def test_fifty_lives_on_a_server_end_at_every_moment_and_by_every_death() -> None:
    assert drawn_on_server(50, Random(12)) == drawn_on_server(50, Random(12)) != drawn_on_server(50, Random(13))
    assert {life.kind for life in drawn_on_server(50, Random(12))} == set(SERVER_KINDS)
    assert {life.victim for life in drawn_on_server(50, Random(12))} == set(VICTIMS)


async def test_three_kills_on_a_database_server_lose_nothing_and_double_nothing(cluster: Cluster) -> None:
    lives = [
        Life("http", "before_disk", n=9, delay=0, pick=0, victim="database"),
        Life("http", "after_commit", n=3, delay=0, pick=1, victim="one"),
        Life("http", "after_commit", n=3, delay=0, pick=0, victim="halls"),
    ]
    with quick_folder() as folder:
        played = await crash_on_server(folder, 3, 5, cluster, lives)
    assert played.hit == {"before_disk": 1, "after_commit": 2}
    assert played.killed == {"database": 1, "one": 1, "halls": 1}
    assert len(played.book.told()) > 20


@pytest.mark.slow
async def test_a_hall_that_does_not_wait_for_the_disk_is_found_out(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no proof that cannot fail."""
    monkeypatch.setenv(CARELESS, "1")
    with quick_folder() as folder, pytest.raises(Lost):
        await crash_on_server(folder, 1, 5, cluster, [Life("http", "any_time", 1, 2.0, 0, victim="database")])


@pytest.mark.slow
async def test_fifty_kills_on_a_database_server_lose_nothing_and_double_nothing(cluster: Cluster) -> None:
    with quick_folder() as folder:
        played = await crash_on_server(folder, 50, 12, cluster)
    print(played.summary())
    assert set(played.hit) == set(SERVER_KINDS)
    assert any(made.replayed for made in played.book.told())
