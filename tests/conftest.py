from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store.installation_key import InstallationKey
from store.upgrade import upgrade
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated database with its key, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "hall.db"
    upgrade(path)
    InstallationKey.beside(path)
    return path


@pytest.fixture
async def hall(tmp_path: Path, template: Path) -> AsyncIterator[Hall]:
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        yield hall
        await hall.close()
