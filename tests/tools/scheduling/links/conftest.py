"""Real servers of outside calendars, started once for all tests here, and a hall whose operator trusts them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall
from tests.tools.scheduling.links import dav_servers
from tests.tools.scheduling.links.dav_servers import DavServer
from tests.tools.scheduling.links.google_server import CLIENT, CLIENT_SECRET, Google
from tests.tools.scheduling.links.google_server import google as google_server_of


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


@pytest.fixture(scope="session")
def google_server() -> Iterator[Google]:
    with google_server_of() as server:
        yield server


@pytest.fixture
def google(google_server: Google, monkeypatch: pytest.MonkeyPatch) -> Google:
    """A Google that nobody has an account with yet, and its client of this hall."""
    google_server.reset()
    monkeypatch.setenv("HIRINGHALL_GOOGLE_CLIENT_ID", CLIENT)
    monkeypatch.setenv("HIRINGHALL_GOOGLE_CLIENT_SECRET", CLIENT_SECRET)
    monkeypatch.setenv("HIRINGHALL_GOOGLE_URL", google_server.url)
    return google_server


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hall has no Google, but its own stand-in."""
    monkeypatch.setenv("HIRINGHALL_GOOGLE_CLIENT_ID", "sandbox")


@pytest.fixture
async def hall(
    request: pytest.FixtureRequest, tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Hall]:
    """A hall whose operator lets calendars be read from the servers that a test uses, and from no other inside."""
    for name in {"google", "sandbox"} & set(request.fixturenames):
        request.getfixturevalue(name)
    names = {"radicale", "xandikos", "dav"} & set(request.fixturenames)
    hosts = [request.getfixturevalue(name).host for name in sorted(names)]
    monkeypatch.setenv("HIRINGHALL_CALENDAR_HOSTS", ", ".join(hosts))
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        yield hall
        await hall.close()
