"""What may import what, and how large things may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("server", "tools", "store")
FORBIDDEN = {"store": {"tools", "server"}, "tools": {"server"}, "server": set[str]()}
PURE = {"store.types", "tools.errors"}
FILES = sorted(file for package in (*PACKAGES, "tests", "bench") for file in (ROOT / package).rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_flow_from_server_to_tools_to_store(package: str) -> None:
    for file in (ROOT / package).rglob("*.py"):
        for module in imports(file):
            assert module.split(".")[0] not in FORBIDDEN[package], f"{file.relative_to(ROOT)} imports {module}"


def test_rules_import_only_plain_types() -> None:
    for file in (ROOT / "tools" / "rules").glob("*.py"):
        for module in imports(file):
            ours = module.split(".")[0] in PACKAGES
            assert not ours or module in PURE or module.startswith("tools.rules"), f"{file.name} imports {module}"


def test_operations_have_no_clock_no_chance_and_no_network() -> None:
    banned = {"random", "time", "asyncio", "httpx", "socket", "threading", "secrets"}
    allowed = {("call.py", "secrets"), ("call.py", "random")}
    for file in (ROOT / "tools").rglob("*.py"):
        for module in imports(file):
            top = module.split(".")[0]
            assert top not in banned or (file.name, top) in allowed, f"{file.relative_to(ROOT)} imports {module}"
        assert "datetime.now(" not in file.read_text(encoding="utf-8"), file.name


def test_only_the_ledger_writes_money() -> None:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            if file.name == "ledger.py":
                continue
            text = file.read_text(encoding="utf-8")
            for table in ("ledger_accounts", "ledger_transfers", "ledger_holds", "ledger_hold_ends"):
                for verb in ("INSERT INTO", "UPDATE", "DELETE FROM"):
                    assert f"{verb} {table}" not in text, f"{file.name} writes {table}"


def test_only_the_database_commits() -> None:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            if file.name not in ("database.py", "upgrade.py", "seed.py"):
                text = file.read_text(encoding="utf-8")
                assert ".commit(" not in text, file.name
                assert '"COMMIT"' not in text, file.name


def test_no_float_touches_money() -> None:
    for package in ("tools", "store"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
                assert not called, f"{file.name}:{getattr(node, 'lineno', 0)} calls float()"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_has_at_most_400_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("package", PACKAGES)
def test_a_function_has_at_most_40_lines_of_body(package: str) -> None:
    """Signature and docstring do not count: operations have many documented parameters."""
    long = []
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
                if lines > 40:
                    long.append(f"{file.relative_to(ROOT)}:{node.name} {lines}")
    assert not long
