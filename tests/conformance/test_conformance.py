"""The official conformance suite against the whole server, pipeline and billing included."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clients.node_clients import folder, install_or_skip, node
from tests.clients.serving import ROOT, free_port, run, wait_until_healthy

# Scenarios a revision requires of a server, and how many of them may fail: exceptions.md argues each.
REQUIRED = {"2026-07-28": 37, "2025-11-25": 30}


@dataclass
class Served:
    url: str
    db: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    install_or_skip()
    db, port = tmp_path_factory.mktemp("conformance") / "hall.db", free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.conformance.serve", "--db", str(db), "--port", str(port)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield Served(f"http://127.0.0.1:{port}/mcp", db)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.slow
@pytest.mark.parametrize("revision", sorted(REQUIRED))
def test_every_scenario_a_revision_requires_passes(served: Served, revision: str, tmp_path: Path) -> None:
    suite = folder() / "node_modules" / "@modelcontextprotocol" / "conformance"
    done = node(
        str(suite / "dist" / "index.js"), "server", "--url", served.url, "--requirements", revision,
        "--output-dir", str(tmp_path),
    )  # fmt: skip
    required = required_of_servers(suite / "requirements" / f"{revision}.yaml")
    outcomes = {name: worst(tmp_path, name) for name in required}
    assert len(outcomes) == REQUIRED[revision]
    assert {name: outcome for name, outcome in outcomes.items() if outcome != "passed"} == {}
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_what_the_suite_called_was_charged_and_the_books_balance(served: Served) -> None:
    with closing(sqlite3.connect(served.db)) as connection:
        charged = dict(connection.execute("SELECT tool, min(usd_micros) FROM calls GROUP BY tool").fetchall())
    assert charged.get("test_simple_text") == 10_000, charged
    assert charged["test_input_required_result_request_state"] == 1_000
    assert "test_error_handling" not in charged
    assert "test_input_required_result_tampered_state" not in charged
    assert run("ledger", "verify", db=served.db).stdout == "The books balance.\n"


def required_of_servers(requirements: Path) -> list[str]:
    """The names under `server:` of a requirement set."""
    listed = requirements.read_text(encoding="utf-8").split("\nserver:\n")[1].split("\nclient:\n")[0]
    return re.findall(r"^  - (\S+)$", listed, re.MULTILINE)


def worst(results: Path, scenario: str) -> str:
    """'passed', or what a scenario's checks found; warnings count."""
    pattern = re.compile(rf"server-{re.escape(scenario)}-\d{{4}}-\d\d-\d\dT")
    files = [found / "checks.json" for found in results.iterdir() if pattern.match(found.name)]
    checks = [check for file in files for check in json.loads(file.read_text(encoding="utf-8"))]
    bad = [f"{one['id']}: {one.get('errorMessage')}" for one in checks if one["status"] in ("FAILURE", "WARNING")]
    return "; ".join(bad) if bad else ("passed" if checks else "did not run")
