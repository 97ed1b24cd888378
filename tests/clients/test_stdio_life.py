"""The life of a stdio server: what stands on stdout, and when it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import PATIENCE, PROGRAM, ROOT, run

HELLO = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "life", "version": "1"},
}
LOUD = {"HIRINGHALL_LOG": "DEBUG", "PYTHONWARNINGS": "always"}


@contextmanager
def server(folder: Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A stdio server on the database of a folder, made when it is not there; its profile goes into the same folder."""
    config = {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    own = {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}
    with (folder / "stderr").open("w") as told:
        process = subprocess.Popen(
            [*PROGRAM, "serve", "--db", str(folder / "hall.db")],
            cwd=ROOT,
            env={**own, **config, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        )
    # A server that does not answer is ended, so that a test fails rather than waits.
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.wait(timeout=PATIENCE)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                with suppress(BrokenPipeError):
                    pipe.close()


def send(process: subprocess.Popen[str], method: str, params: dict[str, Any], id: int | None = None) -> None:
    assert process.stdin is not None
    message = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if id is None else {"id": id})
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str], id: int) -> dict[str, Any]:
    """The answer to a request; every line before it must be a protocol message too."""
    assert process.stdout is not None
    for line in process.stdout:
        message: dict[str, Any] = json.loads(line)
        assert message["jsonrpc"] == "2.0"
        if message.get("id") == id:
            return message
    raise AssertionError("the server ended without an answer")


def greet(process: subprocess.Popen[str]) -> None:
    send(process, "initialize", HELLO, 1)
    assert hear(process, 1)["result"]["serverInfo"]["name"] == "hiringhall"
    send(process, "notifications/initialized", {})


def test_a_client_that_only_calls_tools_never_has_the_protocols_library_loaded(tmp_path: Path) -> None:
    with server(tmp_path, PYTHONPROFILEIMPORTTIME="1") as process:
        greet(process)
        send(process, "tools/call", {"name": "get_wallet", "arguments": {}}, 2)
        assert "structuredContent" in hear(process, 2)["result"]
        process.communicate(timeout=PATIENCE)
    loaded = {line.split("|")[-1].strip().split(".")[0] for line in (tmp_path / "stderr").read_text().splitlines()}
    assert "pydantic" in loaded
    assert not loaded & {"mcp", "mcp_types", "anyio", "starlette", "uvicorn", "httpx2"}


def test_what_the_hall_does_by_itself_needs_no_protocol_either() -> None:
    code = (
        "import sys, server.protocol.serving; from server.registry import Registry; Registry.quick().load_moves();"
        "print(sorted({'mcp', 'mcp_types', 'anyio', 'starlette', 'uvicorn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def call(process: subprocess.Popen[str], id: int, name: str, **arguments: Any) -> dict[str, Any]:
    send(process, "tools/call", {"name": name, "arguments": arguments}, id)
    result: dict[str, Any] = hear(process, id)["result"]
    return result


def ended_within(process: subprocess.Popen[str], seconds: float) -> int:
    started = time.monotonic()
    code = process.wait(timeout=PATIENCE)
    assert time.monotonic() - started < seconds
    return code


@pytest.fixture
def made(tmp_path: Path, template: Path) -> Path:
    """A folder with a database that was migrated before."""
    shutil.copyfile(template, tmp_path / "hall.db")
    (tmp_path / "hall.db").chmod(0o600)
    return tmp_path


def test_a_first_start_makes_a_hall_and_says_nothing_but_protocol_on_stdout(tmp_path: Path) -> None:
    with server(tmp_path, **LOUD) as process:
        greet(process)
        send(process, "tools/list", {}, 2)
        assert hear(process, 2)["result"]["tools"]
        wallet = call(process, 3, "get_wallet")["structuredContent"]["wallets"][0]
        assert (wallet["balance"], wallet["currency"]) == ("100.000000", "USDT")
        assert call(process, 4, "run_read", tool="no_such_thing")["isError"] is True
        send(process, "no/such/method", {}, 5)
        assert hear(process, 5)["error"]["code"] == -32601
        rest, _ = process.communicate(timeout=PATIENCE)
    told = (tmp_path / "stderr").read_text()
    assert [json.loads(line)["jsonrpc"] for line in rest.splitlines()] == ["2.0"] * len(rest.splitlines())
    assert "made a new hall" in told
    assert "company:1 “My company”" in run("operator", db=tmp_path / "hall.db").stdout
    assert "Traceback" not in told
    assert "hh_agent_" not in told


def test_a_line_that_is_no_message_ends_nothing_and_the_end_of_stdin_ends_the_server_promptly(made: Path) -> None:
    with server(made) as process:
        greet(process)
        assert process.stdin is not None
        process.stdin.write("this is not JSON\n\n")
        process.stdin.flush()
        assert call(process, 2, "run_read", tool="list_prices")["structuredContent"]["prices"]
        process.stdin.close()
        assert ended_within(process, 3) == 0


WRONG_LINES: list[tuple[bytes, object, int]] = [
    (b"this is not JSON", None, -32700),
    (b'{"jsonrpc": "2.0", "id": 1, "method"', None, -32700),
    (b"\xff\xfe\x00", None, -32700),
    (b"[" * 100_000, None, -32700),
    (b"[]", None, -32600),
    (b"17", None, -32600),
    (b'{"jsonrpc": "1.0", "id": 7, "method": "ping"}', 7, -32600),
    (b'{"jsonrpc": "2.0", "id": "seven", "method": 5}', "seven", -32600),
    (b'{"jsonrpc": "2.0", "id": {"a": 1}, "method": "ping"}', None, -32600),
    (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', None, -32600),
    (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}', None, -32600),
    (b'"' + b"x" * (17 * 1024 * 1024) + b'"', None, -32700),
]


def test_each_line_that_is_no_message_is_answered_with_the_protocols_error(made: Path) -> None:
    with server(made) as process:
        greet(process)
        assert process.stdin is not None
        assert process.stdout is not None
        for line, id, code in WRONG_LINES:
            process.stdin.buffer.write(line + b"\n")
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
            assert (told["id"], told["error"]["code"]) == (id, code), line[:60]
        assert call(process, 2, "run_read", tool="list_prices")["structuredContent"]["prices"]


def test_a_client_that_sends_without_reading_gets_every_answer_in_the_end(made: Path) -> None:
    """More answers than the pipe holds: the server waits, and goes on reading."""
    with server(made) as process:
        greet(process)
        listed = [{"name": "run_read", "arguments": {"tool": "list_prices"}} for _ in range(100)]
        sender = threading.Thread(
            target=lambda: [send(process, "tools/call", one, id) for id, one in enumerate(listed, 10)]
        )
        sender.start()
        sender.join(timeout=PATIENCE)
        assert not sender.is_alive()
        assert process.stdout is not None
        ids = {json.loads(process.stdout.readline())["id"] for _ in listed}
        assert ids == set(range(10, 110))


def test_messages_may_come_from_a_file_and_go_to_one(made: Path) -> None:
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO},
        {"jsonrpc": "2.0", "id": 2, "method": "ping"},
    ]
    (made / "in").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with (made / "in").open() as given, (made / "out").open("w") as out:
        command = [*PROGRAM, "serve", "--db", str(made / "hall.db")]
        env = {**os.environ, "XDG_CONFIG_HOME": str(made / "config")}
        subprocess.run(command, cwd=ROOT, env=env, stdin=given, stdout=out, timeout=PATIENCE, check=True)
    first = json.loads((made / "out").read_text().splitlines()[0])
    assert first["result"]["serverInfo"]["name"] == "hiringhall"


def test_a_client_that_leaves_before_it_greets_ends_the_server(made: Path) -> None:
    with server(made) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert ended_within(process, 60) == 0


def test_a_client_that_is_killed_ends_its_server(made: Path) -> None:
    """The client is a process of its own: with it, both ends of the pipes go."""
    script = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen({[*PROGRAM, 'serve', '--db', str(made / 'hall.db')]!r},\n"
        "    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)\n"
        "child.stdin.write(sys.stdin.readline().encode()); child.stdin.flush()\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True); time.sleep(600)\n"
    )
    env = {**os.environ, "XDG_CONFIG_HOME": str(made / "config")}
    client = subprocess.Popen(
        [PROGRAM[0], "-c", script], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        send(client, "initialize", HELLO, 1)
        assert client.stdout is not None
        pid = int(client.stdout.readline())
        assert alive(pid)
    finally:
        client.kill()
        client.communicate(timeout=PATIENCE)
    deadline = time.monotonic() + 20
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def test_control_c_ends_the_server_without_a_word_on_stdout(made: Path) -> None:
    with server(made) as process:
        greet(process)
        process.send_signal(signal.SIGINT)
        ended_within(process, 5)
        rest, _ = process.communicate(timeout=PATIENCE)
    told = (made / "stderr").read_text()
    assert rest == ""
    assert "Traceback" not in told


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


MODERN = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "life", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


def test_the_first_words_are_answered_before_the_database_opens(tmp_path: Path) -> None:
    """A client that waits a second for the first answer, then starts again with initialize on the same pipe."""
    with server(tmp_path) as process:
        send(process, "server/discover", {"_meta": MODERN}, 1)
        assert hear(process, 1)["result"]["supportedVersions"]
        assert not (tmp_path / "hall.db").exists()
        send(process, "initialize", HELLO, 2)
        assert hear(process, 2)["result"]["serverInfo"]["name"] == "hiringhall"
        send(process, "notifications/initialized", {})
        assert call(process, 3, "get_wallet")["structuredContent"]["wallets"]


@pytest.mark.parametrize("late", [False, True])
def test_initialize_is_accepted_after_nothing_but_discover_whenever_that_is(made: Path, late: bool) -> None:
    with server(made) as process:
        send(process, "server/discover", {"_meta": MODERN}, 1)
        first = hear(process, 1)["result"]
        if late:
            wait_for_words(made, process)
            send(process, "server/discover", {"_meta": MODERN}, 2)
            assert hear(process, 2)["result"] == first
        send(process, "initialize", HELLO, 3)
        assert hear(process, 3)["result"]["protocolVersion"] == "2025-11-25"
        send(process, "notifications/initialized", {})
        assert call(process, 4, "run_read", tool="list_prices")["structuredContent"]["prices"]


def wait_for_words(folder: Path, process: subprocess.Popen[str]) -> None:
    """Until the server has opened its database and told that it knows nobody."""
    deadline = time.monotonic() + 20
    while "no credential" not in (folder / "stderr").read_text():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)


def test_a_client_goes_on_without_a_handshake_after_discover(made: Path) -> None:
    with server(made) as process:
        send(process, "server/discover", {"_meta": MODERN}, 1)
        assert hear(process, 1)["result"]
        send(process, "tools/call", {"name": "run_read", "arguments": {"tool": "list_prices"}, "_meta": MODERN}, 2)
        assert hear(process, 2)["result"]["structuredContent"]["prices"]


def test_what_was_asked_before_the_end_of_stdin_is_answered(made: Path) -> None:
    with server(made) as process:
        lines = [
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO},
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            *(
                {
                    "jsonrpc": "2.0",
                    "id": id,
                    "method": "tools/call",
                    "params": {"name": "find_operations", "arguments": {"query": f"pay a task {id}"}},
                }
                for id in range(2, 12)
            ),
        ]
        said, _ = process.communicate("".join(json.dumps(line) + "\n" for line in lines), timeout=PATIENCE)
        assert process.returncode == 0
    answered = {message.get("id"): message for message in map(json.loads, said.splitlines())}
    assert answered.keys() == set(range(1, 12))
    assert all("result" in message for message in answered.values())
    assert len(said.splitlines()) == 11


def test_a_sign_in_says_that_it_holds_for_this_process_and_how_to_go_on(made: Path) -> None:
    run("token", "--person", "ann@acme.test", "--company", "Acme", db=made / "hall.db")
    with server(made) as process:
        greet(process)
        asked = {"tool": "request_login_code", "arguments": {"email": "ann@acme.test"}}
        assert call(process, 2, "run_write", **asked)["isError"] is False
        mail = run("mailbox", "ann@acme.test", db=made / "hall.db").stdout
        codes = re.findall(r"\b[0-9]{6}\b", mail)
        given = {"tool": "log_in_with_code", "arguments": {"email": "ann@acme.test", "code": codes[-1]}}
        said = call(process, 3, "run_write", **given)["structuredContent"]
        assert "process" in said["note"]
        assert "HIRINGHALL_TOKEN" in said["note"]
        assert call(process, 4, "get_wallet")["isError"] is False
    with server(made) as process:
        greet(process)
        assert call(process, 2, "get_wallet")["isError"] is True
    with server(made, HIRINGHALL_TOKEN=said["token"]) as process:
        greet(process)
        assert call(process, 2, "get_wallet")["isError"] is False
