"""What was generated is used while it is true to the sources, and not a moment longer."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.startup_index import FILE, ROOT, SHAPERS, TREES, current_index, load_index, sources
from tools.operation import Operation


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of all that the generated files are made from."""
    for tree in TREES:
        shutil.copytree(ROOT / tree, tmp_path / tree, ignore=shutil.ignore_patterns("__pycache__"))
    for file in SHAPERS:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_a_copy_of_the_sources_elsewhere_is_as_good(checkout: Path) -> None:
    assert load_index(FILE, checkout) is not None


@pytest.mark.parametrize(
    "path",
    [
        "tools/tasks/lists/groups.py",
        "store/types.py",
        "server/data/synonyms.txt",
        "server/schema/answer.py",
        SHAPERS[0],
    ],
)
def test_a_changed_source_makes_it_stale(checkout: Path, path: str) -> None:
    file = checkout / path
    text = file.read_bytes()
    # As many bytes, and as old: neither tells that a file is the same.
    stat = file.stat()
    file.write_bytes(text[:-2] + b"#\n")
    assert file.stat().st_size == stat.st_size
    assert load_index(FILE, checkout) is None
    file.write_bytes(text)
    assert load_index(FILE, checkout) is not None


def test_a_new_source_a_renamed_one_and_a_missing_one_make_it_stale(checkout: Path) -> None:
    now = sources(checkout)
    (checkout / "tools/tasks/new.py").touch()
    assert sources(checkout) != now
    (checkout / "tools/tasks/new.py").unlink()
    (checkout / "tools/tasks/lists/groups.py").rename(checkout / "tools/tasks/lists/heaps.py")
    assert sources(checkout) != now
    (checkout / "tools/tasks/lists/heaps.py").rename(checkout / "tools/tasks/lists/groups.py")
    assert sources(checkout) == now
    (checkout / SHAPERS[0]).unlink()
    assert load_index(FILE, checkout) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", "null"])
def test_a_broken_index_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "index.json").write_text(text)
    assert load_index(tmp_path / "index.json") is None
    assert load_index(tmp_path / "none.json") is None


def test_what_was_generated_at_another_time_is_not_used_with_it() -> None:
    index = current_index()
    assert index is not None
    assert index.lines is not None
    assert list(index.lines) == list(index.cards)
    assert json.loads(index.lines["pay_task"])["name"] == "pay_task"
    other = replace(index, digests=dict.fromkeys(index.digests, "of another time"))
    assert other.lines is None
    assert other.search is None
    assert replace(index, digests={}).search is None


def test_another_operation_of_a_name_has_a_schema_of_its_own() -> None:
    from server.registry import Registry
    from server.schema.made import made_tool

    operation = Registry.quick().find("pay_task")
    assert operation is not None
    assert made_tool(operation) is not None

    def pay_task() -> dict[str, str]:
        """Pay nothing."""
        return {}

    other = replace(operation, function=pay_task)
    assert isinstance(other, Operation)
    assert made_tool(other) is None


def test_all_that_shapes_what_is_generated_counts() -> None:
    """Whatever of the server the derivation imports is one of its sources, but for what runs calls."""
    runs_calls = {"server.registry", "server.calls.auth"}
    makers = [
        "server.schema.listing",
        "server.schema.answer",
        "server.discovery.learning",
        "server.protocol.instructions",
    ]
    reached = set(makers)
    for module in makers:
        reached |= set(imported(module, reached))
    for module in reached - runs_calls:
        path = module.replace(".", "/") + ".py"
        assert path in SHAPERS or path.startswith(TREES), f"{path} shapes what is generated: add it to SHAPERS"


def imported(module: str, seen: set[str]) -> Iterator[str]:
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("server.") and node.module not in seen:
            seen.add(str(node.module))
            yield str(node.module)
            yield from imported(str(node.module), seen)
