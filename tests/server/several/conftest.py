"""Two servers of one hall: on a file that both have open, and on a PostgreSQL database where a server is found."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.app import App
from server.calls.throttle import Throttle
from store.installation_key import key_file
from tests.cheap_secrets import cheap_secrets
from tests.hall import Clock, Hall, operations
from tests.postgresql import Throwaway, programs, start_cluster
from tools.call import Randomness

NONE_HERE = "there is no PostgreSQL server on this machine"


async def server_of(path: Path, number: int, on: Throwaway | None, clock: Clock | None = None) -> Hall:
    """One of several servers; each has a clock of its own, which the test sets."""
    clock = clock or Clock()
    app = await App.open(
        path,
        clock=clock,
        randomness=Randomness(number),
        throttle=Throttle("1000000/minute", "1000000/minute"),
        registry=operations(),
        fsync=False,
        upgraded=True,
        server=on.url if on else None,
    )
    if on is not None:
        on.halls += 1
    return Hall(app, clock, path, on)


@pytest.fixture
def database(tmp_path: Path, template: Path) -> Throwaway:
    """A migrated PostgreSQL database of this test's own."""
    if programs() is None:
        pytest.skip(NONE_HERE)
    shutil.copyfile(key_file(template), key_file(tmp_path / "hall.db"))
    cluster = start_cluster()
    return cluster.halls.setdefault(tmp_path / "hall.db", cluster.lend())


@pytest.fixture(params=["file", "server"])
async def servers(request: pytest.FixtureRequest, tmp_path: Path, template: Path) -> AsyncIterator[list[Hall]]:
    """Two servers of one hall, on either store."""
    on: Throwaway | None = None
    if request.param == "server":
        on = request.getfixturevalue("database")
    else:
        for here, there in ((template, tmp_path / "hall.db"), (key_file(template), key_file(tmp_path / "hall.db"))):
            shutil.copyfile(here, there)
    with cheap_secrets():
        opened = [await server_of(tmp_path / "hall.db", number, on) for number in (7, 8)]
        yield opened
        for hall in opened:
            await hall.close()
