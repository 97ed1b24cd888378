"""Real servers of outside calendars, started once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.tools.scheduling.links import dav_servers
from tests.tools.scheduling.links.dav_servers import DavServer


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DavServer]:
    with dav_servers.radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DavServer]:
    with dav_servers.xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def dav(request: pytest.FixtureRequest) -> DavServer:
    """Each of them in turn."""
    server: DavServer = request.getfixturevalue(request.param)
    return server
