from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store.installation_key import InstallationKey
from store.upgrade import upgrade
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall
from tests.postgresql import forget_halls, on_postgresql, start_cluster, stop_cluster


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated database with its key, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "hall.db"
    upgrade(path)
    if on_postgresql():
        start_cluster()
    InstallationKey.beside(path)
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of SQLite's own ways say so: `pytestmark = pytest.mark.sqlite`."""
    if on_postgresql():
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="is about SQLite's file"))


def pytest_runtest_logfinish() -> None:
    """After the fixtures of a test, which close its halls."""
    forget_halls()


def pytest_sessionfinish() -> None:
    stop_cluster()


@pytest.fixture
async def hall(tmp_path: Path, template: Path) -> AsyncIterator[Hall]:
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        yield hall
        await hall.close()
