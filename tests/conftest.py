from __future__ import annotations

import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database import Transaction
from store.installation_key import InstallationKey
from store.upgrade import upgrade
from tests.by_file import ByFile, say_less
from tests.cheap_secrets import cheap_secrets
from tests.database_programs import left_out
from tests.hall import Hall
from tests.postgresql import forget_halls, on_postgresql, start_cluster, stop_cluster
from tests.taken_back import transaction

# These begin first, so that no worker has a long one to do when the others are done.
LONG = ("tests/crash", "tests/contract/walks", "tests/clients", "tests/contract", "tests/server", "tests/store")

# Every test has a database of some megabytes, gone when it has passed: in memory, where there is room for those of a run.
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_configure(config: pytest.Config) -> None:
    missing = left_out()
    if missing is not None:
        pytest.exit(missing, returncode=0)
    say_less(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end: to look through all of it again and again finds nothing."""
    gc.disable()
    yield
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, LONG)


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
def tx(template: Path) -> Iterator[Transaction]:
    """A transaction on an empty hall that is taken back."""
    with transaction(template) as tx:
        yield tx


@pytest.fixture
async def hall(tmp_path: Path, template: Path) -> AsyncIterator[Hall]:
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        yield hall
        await hall.close()
