"""What may import what, and how large things may be."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.every import of_every

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("server", "tools", "store")
FORBIDDEN = {"store": {"tools", "server"}, "tools": {"server"}, "server": set[str]()}
PURE = {"store.types", "store.phones", "store.folding", "tools.errors"}
FILES = sorted(file for package in (*PACKAGES, "tests", "bench") for file in (ROOT / package).rglob("*.py"))


def sources(package: str, at_least: int) -> list[Path]:
    """Every source file below a package. A guard that finds fewer than it was written for has fallen asleep."""
    files = sorted((ROOT / package).rglob("*.py"))
    assert len(files) >= at_least, f"only {len(files)} files below {package}/: mend where this guard looks"
    return files


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def imports(file: Path) -> tuple[str, ...]:
    """The modules a file imports. Read once: a dozen guards ask."""
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return tuple(found)


SEEN_AT_LEAST = {"server": 35, "tools": 150, "store": 50}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_flow_from_server_to_tools_to_store(package: str) -> None:
    for file in sources(package, SEEN_AT_LEAST[package]):
        for module in imports(file):
            assert module.split(".")[0] not in FORBIDDEN[package], f"{place(file)} imports {module}"


def test_rules_import_only_plain_types() -> None:
    files = [file for file in sources("tools", 150) if "rules" in file.relative_to(ROOT).parts]
    assert len(files) >= 45, f"only {len(files)} files of rules: mend where this guard looks"
    for file in files:
        for module in imports(file):
            ours = module.split(".")[0] in PACKAGES
            assert not ours or module in PURE or "rules" in module.split("."), (
                f"{place(file)} imports {module}: rules are pure, so pass in what they need to know"
            )


CHANCE = {("tools/call.py", "secrets"), ("tools/call.py", "random")}


def test_operations_have_no_clock_no_chance_and_no_network() -> None:
    banned = {"random", "time", "asyncio", "httpx", "socket", "threading", "secrets"}
    for file in sources("tools", 150):
        for module in imports(file):
            top = module.split(".")[0]
            assert top not in banned or (place(file), top) in CHANCE, f"{place(file)} imports {module}"
        assert "datetime.now(" not in file.read_text(encoding="utf-8"), place(file)


def test_only_the_ledger_writes_money() -> None:
    for package in PACKAGES:
        for file in sources(package, SEEN_AT_LEAST[package]):
            if place(file) == "store/ledger.py":
                continue
            text = file.read_text(encoding="utf-8")
            for table in ("ledger_accounts", "ledger_transfers", "ledger_holds", "ledger_hold_ends"):
                for verb in ("INSERT INTO", "UPDATE", "DELETE FROM"):
                    assert f"{verb} {table}" not in text, f"{place(file)} writes {table}: only store/ledger.py does"


COMMITS = {
    "store/database.py", "store/keeping/into_file.py", "store/keeping/into_server.py", "store/postgresql/readers.py",
    "store/postgresql/writer.py", "store/upgrade.py", "store/sample/seed.py",
}  # fmt: skip


def test_only_the_database_commits() -> None:
    assert all((ROOT / name).exists() for name in COMMITS), "a file that may commit has moved: name where it stands now"
    for package in PACKAGES:
        for file in sources(package, SEEN_AT_LEAST[package]):
            if place(file) not in COMMITS:
                text = file.read_text(encoding="utf-8")
                assert ".commit(" not in text, place(file)
                assert '"COMMIT"' not in text, place(file)


# What PostgreSQL divides is what SQLite would say of it; sums of money have no fraction there.
FRACTIONS = {"store/postgresql/values.py"}


def test_no_float_touches_money() -> None:
    for package in ("tools", "store"):
        for file in sources(package, SEEN_AT_LEAST[package]):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
                assert not called or place(file) in FRACTIONS, (
                    f"{place(file)}:{getattr(node, 'lineno', 0)} calls float()"
                )


@of_every(FILES, place)
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
