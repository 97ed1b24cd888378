"""The commands on a hall whose database is on a PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from mcp import Client, StdioServerParameters

from tests.clients.forked import ROOT, run_forked
from tests.clients.serving import NOBODY, PATIENCE, PROGRAM, http_server
from tests.postgresql import Cluster, programs, start_cluster


@pytest.fixture
def cluster() -> Cluster:
    if programs() is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    return start_cluster()


@pytest.fixture
def env(cluster: Cluster, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What names an empty database, and a folder for its key."""
    cluster.admin("CREATE DATABASE hall_of_commands")
    made = {"HIRINGHALL_DB": cluster.url("hall_of_commands"), "HIRINGHALL_FOLDER": str(tmp_path / "kept")}
    yield {**os.environ, **made, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    cluster.admin("DROP DATABASE hall_of_commands WITH (FORCE)")


def run(env: dict[str, str], *args: str, code: int = 0) -> str:
    done = run_forked(list(args), ROOT, env, timeout=PATIENCE)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stdout + done.stderr


async def test_a_hall_on_a_server_is_made_called_and_proven_by_the_same_commands(
    env: dict[str, str], tmp_path: Path, cluster: Cluster
) -> None:
    assert "There is no database at postgresql://hall@/hall_of_commands" in run(env, "credit", "Bot", "1 USD", code=1)
    token = run(env, "token", "--agent", "Bot", "--company", "Acme", "--currency", "EUR", "--credit", "25 USDT").strip()
    assert oct((tmp_path / "kept" / "hall.key").stat().st_mode)[-3:] == "600"
    server = StdioServerParameters(
        command=PROGRAM[0], args=[*PROGRAM[1:], "serve"], cwd=ROOT, env={**env, "HIRINGHALL_TOKEN": token}
    )
    async with Client(server) as client:
        made = await client.call_tool("run_write", {"tool": "create_task_group", "arguments": {"title": "Roofs"}})
        assert not made.is_error, made.content
    run(env, "person", "export", "person:1", code=1)
    run(env, "seed", "--specialists", "3")
    assert run(env, "ledger", "verify") == "The books balance.\n"
    call_id = (made.meta or {})["hiringhall/receipt"]["call_id"]
    run(env, "ledger", "prove", call_id, "--to", str(tmp_path / "proof.json"))
    assert "Proven" in run(env, "ledger", "verify", "--proof", str(tmp_path / "proof.json"))
    assert run(env, "credit", "Acme", "5.00 EUR") == "company:1 has 5.00 EUR\n"
    assert "24.980000" in run(env, "ledger", "statement", "Bot")
    told = run(env, "doctor", code=1)
    # The session's server is told to lose what it likes.
    assert [line for line in told.splitlines() if line.startswith("FIX")] == [
        "FIX  durability: fsync and full_page_writes off: a crash can lose or break everything"
    ]
    assert "ok   pooler: none stands between" in told
    assert "ok   rights: hall may do what the hall needs" in told
    assert "ok   books: balance" in told


def test_a_hall_on_a_server_is_served_over_http(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HIRINGHALL_FOLDER", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, env[name])
    with http_server(env["HIRINGHALL_DB"]) as base:  # type: ignore[arg-type]
        assert httpx.get(f"{base}/health", verify=NOBODY).json()["status"] == "ok"


def test_a_hall_whose_key_is_elsewhere_is_not_opened_with_a_new_one(env: dict[str, str], tmp_path: Path) -> None:
    run(env, "token", "--agent", "Bot")
    elsewhere = {**env, "HIRINGHALL_FOLDER": str(tmp_path / "elsewhere")}
    assert f"put it at {tmp_path / 'elsewhere' / 'hall.key'}" in run(elsewhere, "mailbox", code=1)
    assert not (tmp_path / "elsewhere").exists()


def test_doctor_says_what_is_wrong_with_a_server(env: dict[str, str], cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as shell:
        shell.execute("DROP ROLE IF EXISTS guest")
        shell.execute("CREATE ROLE guest LOGIN PASSWORD 'tops3cret' CONNECTION LIMIT 6")
        shell.execute("ALTER DATABASE hall_of_commands SET default_transaction_read_only = on")
    wrong = {**env, "HIRINGHALL_DB": env["HIRINGHALL_DB"].replace("hall@", "guest:tops3cret@")}
    told = run(wrong, "doctor", code=1)
    assert "FIX  primary: set to be read only" in told
    assert "FIX  rights: guest may not make tables" in told
    assert "FIX  connections: 6 at most" in told
    assert "tops3cret" not in told
    nowhere = {**env, "HIRINGHALL_DB": env["HIRINGHALL_DB"].replace("hall_of_commands", "no_such_hall")}
    assert 'database "no_such_hall" does not exist' in run(nowhere, "doctor", code=1)
