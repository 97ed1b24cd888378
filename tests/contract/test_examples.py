"""The example of every operation runs: in a world of one record of every kind, with their ids in place of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
import pytest_asyncio

from server.discovery.samples import example
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walking import OPERATIONS
from tests.hall import Hall, TestCaller
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("examples")]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[FullWorld]:
    hall = await Hall.open(tmp_path_factory.mktemp("examples"), template)
    yield await full_world(hall)
    await hall.close()


@each
async def test_its_example_runs(world: FullWorld, operation: Operation) -> None:
    arguments = with_ids(operation.name, world, example(operation)["arguments"])
    extra = {"dry_run": True} if operation.access != "read" else {}
    refused = []
    for caller in callers(world):
        result = await caller.result(operation.name, **arguments, **extra)
        if not result.is_error:
            return
        refused.append(json.loads(result.content[0].text)["error"])
    raise AssertionError(f"{arguments}: {refused}")


def callers(world: FullWorld) -> Iterator[TestCaller]:
    yield from (world.boss, world.acme, world.ann, world.pia, world.clerk, world.hall.nobody())


def with_ids(tool: str, world: FullWorld, value: Any, path: tuple[str, ...] = ()) -> Any:
    """An example with the world's ids where it has ids."""
    if isinstance(value, dict):
        return {name: with_ids(tool, world, part, (*path, name)) for name, part in value.items()}
    found = world.id_for(tool, path) if path and path[-1].endswith(("id", "ids", "uuid")) else None
    if isinstance(value, list):
        if found is not None and not isinstance(value[0], dict):
            return found if isinstance(found, list) else [found]
        return [with_ids(tool, world, part, path) for part in value]
    return value if found is None or isinstance(found, dict | list) else found
