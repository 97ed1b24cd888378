"""What is generated is true, and the default listing stays small."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench.discovery import needs
from server.discovery.finder import RegistryFinder
from server.generate import DOCS, ROOT, SNAPSHOTS
from server.protocol.instructions import INSTRUCTIONS
from server.protocol.plain.greeting import FILE as GREETING
from server.registry import Registry
from server.schema.answer import derived_output, output_schema
from server.schema.cards import card_of
from server.schema.listing import DISPATCHERS, FLAGSHIP, GATEWAY, listed
from server.schema.made import made_tool
from server.schema.schema import derived_input, input_schema
from server.startup_index import FILE, SEARCH, TOOLS, current_index

THERE = sorted([FILE, TOOLS, SEARCH, GREETING, ROOT / "docs" / "notices.md", *DOCS.glob("*"), *SNAPSHOTS.glob("*")])


WRITTEN = (
    "import json; from server.generate import generated; print(json.dumps({str(k): v for k, v in generated().items()}))"
)


@cache
def made() -> dict[Path, str]:
    """What `make snapshots` would write: in a process of its own, as the order of earlier calls can show in a schema."""
    done = subprocess.run([sys.executable, "-c", WRITTEN], cwd=ROOT, capture_output=True, text=True, check=True)
    return {Path(path): text for path, text in json.loads(done.stdout).items()}


@pytest.mark.parametrize("path", THERE, ids=lambda path: path.name)
def test_a_generated_file_is_what_would_be_generated_now(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == made().get(path), "run make snapshots"


def test_no_generated_file_is_missing_or_left_over() -> None:
    assert {path.name for path in made().keys() ^ THERE} == set(), "run make snapshots"


def test_the_default_listing_costs_an_assistant_little() -> None:
    registry = Registry.quick()
    assert registry.index is not None
    size = len(json.dumps([_read_by_it(tool) for tool in registry.index.listing], ensure_ascii=False).encode())
    assert size <= 24_000
    # What only the client reads.
    assert len(json.dumps(registry.index.listing, ensure_ascii=False).encode()) <= size + 1000
    assert len(registry.index.listing) <= 16
    names = [tool["name"] for tool in registry.index.listing]
    assert names == [*GATEWAY, *DISPATCHERS, *FLAGSHIP]


def _read_by_it(tool: dict[str, Any]) -> dict[str, Any]:
    """A tool without which page shows its answers: that is for the client, which hands on the rest."""
    meta = {name: part for name, part in tool.get("_meta", {}).items() if name not in ("ui", "ui/resourceUri")}
    return {**{name: part for name, part in tool.items() if name != "_meta"}, **({"_meta": meta} if meta else {})}


def test_the_gateway_is_always_loaded() -> None:
    registry = Registry.quick()
    assert registry.index is not None
    for tool in registry.index.listing:
        gateway = tool["name"] in (*GATEWAY, *DISPATCHERS)
        assert (tool.get("_meta", {}).get("anthropic/alwaysLoad") is True) is gateway


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
    assert quick.scheduled == whole.scheduled


def test_the_search_is_the_same_from_what_was_generated_as_from_the_operations() -> None:
    """The words alone: the generated file is held to what would be generated above."""
    quick, whole = RegistryFinder(Registry.quick()), RegistryFinder(Registry())
    for need in needs()[::10]:
        assert quick.find(need.words, need.caller, None, None, 8) == whole.find(need.words, need.caller, None, None, 8)


def test_a_card_says_what_its_operation_says() -> None:
    index = current_index()
    assert index is not None
    whole = Registry()
    assert {name: card.saved() for name, card in index.cards.items()} == {
        name: card_of(operation).saved() for name, operation in whole.operations.items()
    }


def test_schemas_are_those_that_are_derived() -> None:
    for operation in list(Registry().operations.values())[::20]:
        assert made_tool(operation) is not None
        assert input_schema(operation) == derived_input(operation)
        assert output_schema(operation) == derived_output(operation)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("toolset", [None, "tasks"])
def test_a_listing_is_that_which_is_derived(toolset: str | None, read_only: bool) -> None:
    toolsets = None if toolset is None else frozenset([toolset])
    quick, whole = Registry.quick(), Registry()
    assert listed(quick, toolsets, read_only) == listed(whole, toolsets, read_only)
