"""Agent frameworks and proxies do the jobs against real servers, without a model: listing, a read, a refusal, staff asked for with
every optional key left out (or filled with null by the client itself), and an act the person has to agree to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import PROGRAM, ROOT, http_server, run
from tests.clients.stack_table import STACKS, Stack, drive, install_or_skip

pytestmark = pytest.mark.slow

USED = {"get_wallet", "create_inquiry", "run_read", "run_destructive", "find_operations", "describe_operation"}
CASES = [pytest.param(stack, way, id=f"{stack.name} {way}") for stack in STACKS for way in stack.transports]


@pytest.fixture
def done(tmp_path: Path, stack: Stack, transport: str) -> Iterator[dict[str, Any]]:
    """What the client's script saw of a new hall with one agent."""
    install_or_skip(stack)
    db = tmp_path / "hall.db"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    command = [*PROGRAM, "serve", "--db", str(db), *stack.serve]
    # Some clients give no say in where a server starts.
    stdio = {"command": command[0], "args": command[1:], "env": {"HIRINGHALL_TOKEN": token, "PYTHONPATH": str(ROOT)}}
    with http_server(db, *stack.serve) if transport == "http" else nullcontext("") as base:
        http = {"url": f"{base}/mcp", "headers": {"Authorization": f"Bearer {token}"}, "token": token}
        yield drive(stack, {"transport": transport, **stdio, **http}, tmp_path / "home")


@pytest.mark.parametrize(("stack", "transport"), CASES)
def test_the_client_does_the_jobs(stack: Stack, transport: str, done: dict[str, Any]) -> None:
    steps = done["steps"]
    assert set(done["tools"]) >= USED
    assert holds(steps["read"], "owner", "agent:1")
    assert holds(steps["made"], "status", "pending")
    assert holds(steps["made"], "amount", "0.020000")
    assert holds(steps["refused"], "code", "not_found")
    assert "There is no inquiry inq_no that you can see." in steps["refused"]["text"]
    assert steps["refused"]["raised"] == stack.raises
    if stack.questions:
        assert len(done["questions"]) == stack.questions
        assert holds(steps["asked"], "stage", "cancelled")
    else:
        assert holds(steps["asked"], "code", "confirmation_required")
        assert steps["asked"]["raised"] == stack.raises
        assert holds(steps["confirmed"], "stage", "cancelled")


def holds(step: dict[str, Any], key: str, value: str) -> bool:
    """Whether a text has this in it, as JSON, as JSON within JSON or as Python writes it."""
    return re.search(rf"""{key}[\\"']+: *[\\"']+{re.escape(value)}[\\"']""", step["text"]) is not None
