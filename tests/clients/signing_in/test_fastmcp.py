"""fastmcp against real servers, beyond the jobs of every stack: it signs in, and its tasks follow long work."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.clients.serving import PROGRAM, ROOT, http_server, run
from tests.clients.signing_in.persons import EMAIL, Person
from tests.clients.stack_table import FASTMCP, Stack, drive, install_or_skip

pytestmark = pytest.mark.slow

SIGNING_IN = Stack("fastmcp", "signs_in_with_fastmcp.py", FASTMCP)
# The newest whose tasks can be installed: those of fastmcp 4.2.3 are not published.
TASKS = Stack("fastmcp", "follows_tasks_with_fastmcp.py", ("fastmcp[tasks]==4.1.4",))


@contextmanager
def signing_in(url: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """fastmcp at work, with a browser that prints the address it is sent to."""
    env = {**os.environ, "HOME": str(home), "BROWSER": "echo %s", "PYTHONWARNINGS": "ignore"}
    command = [*SIGNING_IN.program(), json.dumps({"url": url})]
    with subprocess.Popen(
        command, cwd=home, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


async def test_it_signs_in_once_and_asks_for_more_when_more_is_needed(tmp_path: Path) -> None:
    install_or_skip(SIGNING_IN)
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    person = Person(db, back=True)
    with http_server(db, "--oauth") as base, signing_in(f"{base}/mcp", tmp_path) as client:
        assert client.stdout is not None
        await person.asked(client.stdout.readline().strip())
        seen = json.loads(client.stdout.readline())["seen"]
        more = parse_qs(urlsplit(client.stdout.readline().strip()).query)
    assert (seen[0] > 6, seen) == (True, [seen[0], "app", seen[0], "app"])
    assert set(more["scope"][0].split()) == {"read", "write"}
    assert person.logins == 1


@pytest.mark.parametrize("transport", TASKS.transports)
def test_its_tasks_follow_long_work_and_answer_its_questions(transport: str, tmp_path: Path) -> None:
    install_or_skip(TASKS)
    db = tmp_path / "hall.db"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    command = [*PROGRAM, "serve", "--db", str(db)]
    stdio = {"command": command[0], "args": command[1:], "env": {"HIRINGHALL_TOKEN": token, "PYTHONPATH": str(ROOT)}}
    with http_server(db) if transport == "http" else nullcontext("") as base:
        http = {"url": f"{base}/mcp", "headers": {"Authorization": f"Bearer {token}"}}
        done = drive(TASKS, {"transport": transport, **stdio, **http}, tmp_path / "home")
    assert done["made"]["inquiry_id"].startswith("inq_")
    assert done["ended"]["inquiry"]["stage"] == "cancelled"
    assert len(done["questions"]) == 1
    assert "There is no inquiry inq_no that you can see." in done["refused"]["text"]
    assert (done["task"].startswith("job_"), done["status"]) == (True, "completed")
    assert done["held"]["inquiry_id"] not in ("", done["made"]["inquiry_id"])
