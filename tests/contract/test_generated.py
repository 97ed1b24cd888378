"""What is generated is true, and the default listing stays small."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from server.generate import DOCS, SNAPSHOTS, generated
from server.protocol.instructions import INSTRUCTIONS
from server.registry import Registry
from server.schema.listing import DISPATCHERS, FLAGSHIP, GATEWAY
from server.startup_index import FILE

THERE = sorted([FILE, *DOCS.glob("*"), *SNAPSHOTS.glob("*")])


@cache
def made() -> dict[Path, str]:
    """What would be generated now. It takes seconds, so not while tests are collected."""
    return generated()


@pytest.mark.parametrize("path", THERE, ids=lambda path: path.name)
def test_a_generated_file_is_what_would_be_generated_now(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == made().get(path), "run make snapshots"


def test_no_generated_file_is_missing_or_left_over() -> None:
    assert {path.name for path in made().keys() ^ THERE} == set(), "run make snapshots"


def test_the_default_listing_costs_an_assistant_little() -> None:
    registry = Registry.quick()
    assert registry.index is not None
    size = len(json.dumps(registry.index.listing, ensure_ascii=False).encode())
    assert size <= 24_000
    assert len(registry.index.listing) <= 16
    names = [tool["name"] for tool in registry.index.listing]
    assert names == [*GATEWAY, *DISPATCHERS, *FLAGSHIP]


def test_the_gateway_is_always_loaded() -> None:
    registry = Registry.quick()
    assert registry.index is not None
    for tool in registry.index.listing:
        gateway = tool["name"] in (*GATEWAY, *DISPATCHERS)
        assert (tool.get("_meta") == {"anthropic/alwaysLoad": True}) is gateway


def test_annotations_are_true() -> None:
    registry = Registry.quick()
    assert registry.index is not None
    hints = {tool["name"]: tool["annotations"] for tool in registry.index.listing}
    assert hints["run_read"]["readOnlyHint"] is True
    assert hints["run_write"] == hints["create_inquiry"]
    assert hints["run_destructive"]["destructiveHint"] is True
    assert hints["run_money"]["readOnlyHint"] is False


def test_the_instructions_fit() -> None:
    assert len(INSTRUCTIONS.encode()) < 2000


def test_a_start_finds_each_operation_without_importing_all() -> None:
    quick, whole = Registry.quick(), Registry()
    for name in whole.operations:
        found = quick.find(name)
        assert found is not None
        assert found.name == name
    assert quick.toolsets == whole.toolsets
    assert quick.aliases == whole.aliases
