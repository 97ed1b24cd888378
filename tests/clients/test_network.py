"""What the network may say and hold, with real servers: addresses, hosts, sessions, streams, connections, the log."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.protocol.places import CONNECTIONS, KNOWN_STREAMS, STRANGERS_SESSIONS, STRANGERS_STREAMS
from tests.clients.serving import NOBODY, PATIENCE, begun, free_port, run, wait_until_healthy

OLD = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
NEW = {**OLD, "Mcp-Protocol-Version": "2026-07-28"}
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "door", "version": "1"},
}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "door", "version": "1"}}


@dataclass
class Server:
    """A server process that can be reached at a port, and what it said on stderr."""

    port: int
    log: Path
    key: str

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self) -> str:
        return self.log.read_text()


@contextlib.contextmanager
def serving(folder: Path, *options: str, bound: str = "127.0.0.1", **env: str) -> Iterator[Server]:
    import os

    db, port = folder / "hall.db", free_port()
    key = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    log = folder / "stderr"
    process = begun(["serve", "--http", f"{bound}:{port}", "--db", str(db), *options], log, {**os.environ, **env})
    try:
        wait_until_healthy(f"http://{'127.0.0.1' if bound == '0.0.0.0' else bound}:{port}", process)
        yield Server(port, log, key)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that believes a proxy on this machine."""
    with serving(tmp_path_factory.mktemp("proxied"), "--trust-proxy", "127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that believes nobody."""
    with serving(tmp_path_factory.mktemp("direct")) as server:
        yield server


def hello(server: Server, client: httpx.Client, **headers: str) -> httpx.Response:
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
    return client.post(f"{server.base}/mcp", json=body, headers={**OLD, **headers})


def call(server: Server, name: str, arguments: dict[str, Any], **headers: str) -> dict[str, Any]:
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments, "_meta": META},
    }
    named = {**NEW, "Mcp-Method": "tools/call", "Mcp-Name": name, **headers}
    answer = httpx.post(f"{server.base}/mcp", json=body, headers=named, timeout=PATIENCE, verify=NOBODY)
    result: dict[str, Any] = answer.json()["result"]
    return result


def sign_up(server: Server, number: int, **headers: str) -> str:
    """The code of the refusal, or ok."""
    arguments = {"name": f"Bot {number}", "email": f"bot{number}@a.test"}
    result = call(server, "run_write", {"tool": "register_agent", "arguments": arguments}, **headers)
    return json.loads(result["content"][0]["text"])["code"] if result.get("isError") else "ok"


def test_an_address_in_a_header_is_not_believed(direct: Server) -> None:
    answers = [sign_up(direct, n, **{"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(21)]
    assert answers == ["ok"] * 20 + ["too_many_sign_ups"]
    assert sign_up(direct, 99, **{"X-Forwarded-For": "2001:db8::1", "Forwarded": "for=9.9.9.9"}) == "too_many_sign_ups"


def test_a_trusted_proxy_tells_who_calls_and_the_caller_does_not(proxied: Server) -> None:
    invented = [sign_up(proxied, n, **{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"}) for n in range(21)]
    assert invented == ["ok"] * 20 + ["too_many_sign_ups"]
    assert sign_up(proxied, 50, **{"X-Forwarded-For": "198.51.100.8"}) == "ok"
    one_line = [sign_up(proxied, 100 + n, **{"X-Forwarded-For": f"2001:db8:1:1::{n:x}"}) for n in range(21)]
    assert one_line == ["ok"] * 20 + ["too_many_sign_ups"]
    assert sign_up(proxied, 200, **{"X-Forwarded-For": "2001:db8:1:2::1"}) == "ok"


def test_strangers_of_one_origin_hold_few_sessions_and_shut_nobody_out(proxied: Server) -> None:
    each, _ = STRANGERS_SESSIONS
    with httpx.Client(timeout=PATIENCE, verify=NOBODY) as client:
        answers = [hello(proxied, client, **{"X-Forwarded-For": "192.0.2.1"}) for _ in range(each + 5)]
        assert [answer.status_code for answer in answers] == [200] * each + [429] * 5
        assert int(answers[-1].headers["Retry-After"]) > 0
        assert hello(proxied, client, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 200
        known = {"X-Forwarded-For": "192.0.2.1", "Authorization": f"Bearer {proxied.key}"}
        assert hello(proxied, client, **known).status_code == 200
        made_up = {"X-Forwarded-For": "192.0.2.1", "Authorization": "Bearer hh_agent_made_up"}
        assert hello(proxied, client, **made_up).status_code == 429
        ended = {"X-Forwarded-For": "192.0.2.1", "Mcp-Session-Id": answers[0].headers["mcp-session-id"]}
        assert client.delete(f"{proxied.base}/mcp", headers={**OLD, **ended}).status_code == 200
        assert hello(proxied, client, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 200


def test_ten_thousand_sessions_of_strangers_leave_room_for_others(proxied: Server) -> None:
    each, in_all = STRANGERS_SESSIONS
    with httpx.Client(timeout=PATIENCE, verify=NOBODY) as client:
        for n in range(in_all + 200):
            many = {"X-Forwarded-For": f"198.18.{n // each // 256}.{n // each % 256}"}
            assert hello(proxied, client, **many).status_code == 200
        assert hello(proxied, client, **{"X-Forwarded-For": "192.0.2.99"}).status_code == 200
        known = {"X-Forwarded-For": "198.18.0.1", "Authorization": f"Bearer {proxied.key}"}
        assert hello(proxied, client, **known).status_code == 200


def listening(server: Server, **headers: str) -> socket.socket:
    """A connection that listens to the prices; it has answered when this returns."""
    filter = {"resourceSubscriptions": ["hiringhall://prices"]}
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "subscriptions/listen",
        "params": {"notifications": filter, "_meta": META},
    }
    return opened(server, "POST", json.dumps(body), {**NEW, "Mcp-Method": "subscriptions/listen", **headers})


def opened(server: Server, method: str, body: str, headers: dict[str, str]) -> socket.socket:
    wire = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    lines = [f"{method} /mcp HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Content-Length: {len(body)}"]
    wire.sendall("\r\n".join([*lines, *(f"{n}: {v}" for n, v in headers.items()), "", body]).encode())
    return wire


def status(wire: socket.socket) -> int:
    return int(wire.recv(1 << 16).split(b" ")[1])


def assert_freed(again: Callable[[], socket.socket]) -> None:
    """The places of streams whose clients went away are free again, soon."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with again() as wire:
            if status(wire) == 200:
                return
    raise AssertionError("its places were not given back")


def test_strangers_of_one_origin_hold_few_streams_open(proxied: Server) -> None:
    each, _ = STRANGERS_STREAMS
    with contextlib.ExitStack() as held:
        here = {"X-Forwarded-For": "192.0.2.50"}
        answers = [status(held.enter_context(listening(proxied, **here))) for _ in range(each + 3)]
        assert answers == [200] * each + [429] * 3
        known = {**here, "Authorization": f"Bearer {proxied.key}"}
        assert status(held.enter_context(listening(proxied, **known))) == 200
        assert status(held.enter_context(listening(proxied, **{"X-Forwarded-For": "192.0.2.51"}))) == 200
    assert each < KNOWN_STREAMS[0]
    assert_freed(lambda: listening(proxied, **here))


def test_streams_of_sessions_count_too(proxied: Server) -> None:
    each, _ = STRANGERS_STREAMS
    here = {**OLD, "X-Forwarded-For": "192.0.2.60"}
    with contextlib.ExitStack() as held, httpx.Client(timeout=PATIENCE, verify=NOBODY) as client:
        sessions = [hello(proxied, client, **here).headers["mcp-session-id"] for _ in range(each + 1)]
        streams = [held.enter_context(opened(proxied, "GET", "", {**here, "Mcp-Session-Id": id})) for id in sessions]
        assert [status(stream) for stream in streams] == [200] * each + [429]
    assert_freed(lambda: opened(proxied, "GET", "", {**here, "Mcp-Session-Id": sessions[-1]}))


def test_how_it_is_going_is_told_to_nobody_who_asks_for_another_host(direct: Server) -> None:
    for host, expected in (("evil.test", 421), (f"127.0.0.1:{direct.port}", 200), ("localhost", 200)):
        assert httpx.get(f"{direct.base}/health", headers={"Host": host}, verify=NOBODY).status_code == expected


def test_a_toolset_that_there_is_not_is_said_with_those_that_there_are(direct: Server) -> None:
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": META}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "get_wallet", "_meta": META}}
    for message, name in ((listing, None), (call, "get_wallet")):
        headers = {**NEW, "Mcp-Method": message["method"], **({"Mcp-Name": name} if name else {})}
        for path, more in (("/mcp/toolsets/nonsense", {}), ("/mcp", {"X-Hiringhall-Toolsets": "tasks,nonsense"})):
            said = httpx.post(f"{direct.base}{path}", headers={**headers, **more}, json=message, verify=NOBODY)
            error = said.json()["error"]
            assert error["code"] == -32602
            assert "no toolset nonsense; there are: " in error["message"]
            assert "work_orders" in error["message"]


def test_one_address_does_not_hold_every_connection(direct: Server) -> None:
    each, in_all = CONNECTIONS
    assert each * 4 <= in_all
    with contextlib.ExitStack() as held:
        wires = [
            held.enter_context(socket.create_connection(("127.0.0.1", direct.port), timeout=PATIENCE))
            for _ in range(each + 1)
        ]
        answer = wires[-1].recv(1 << 12)
        assert answer.startswith(b"HTTP/1.1 429 ")
        assert b"Retry-After: " in answer
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{direct.base}/health", verify=NOBODY).status_code == 200:
                return
    raise AssertionError("its places were not given back")


@pytest.mark.parametrize("old", [True, False])
def test_requests_cut_off_write_no_traceback_and_little(direct: Server, old: bool) -> None:
    before = direct.said()
    named = OLD if old else {**NEW, "Mcp-Method": "tools/call", "Mcp-Name": "x"}
    for _ in range(30):
        wire = socket.create_connection(("127.0.0.1", direct.port), timeout=PATIENCE)
        lines = ["POST /mcp HTTP/1.1", f"Host: 127.0.0.1:{direct.port}", "Content-Length: 5000"]
        wire.sendall("\r\n".join([*lines, *(f"{n}: {v}" for n, v in named.items()), "", '{"jsonrpc"']).encode())
        wire.close()
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", direct.port), timeout=PATIENCE) as wire:
            wire.sendall(b"\x16\x03\x01 no HTTP\r\n\r\n")
            wire.recv(100)
        assert httpx.post(f"{direct.base}/mcp", headers={**OLD, "Host": "evil.test"}, verify=NOBODY).status_code == 421
        assert (
            httpx.post(f"{direct.base}/mcp", headers={**OLD, "Origin": "http://evil.test"}, verify=NOBODY).status_code
            == 403
        )
        assert httpx.post(f"{direct.base}/mcp", headers={**OLD, "Origin": "null"}, verify=NOBODY).status_code == 403
    assert httpx.get(f"{direct.base}/health", verify=NOBODY).status_code == 200
    told = direct.said()[len(before) :]
    assert "Traceback" not in told
    assert len(told) < 1_000


@pytest.mark.parametrize("bound", ["127.0.0.2", "0.0.0.0"])
def test_every_way_of_binding_answers_its_own_names_only(tmp_path: Path, bound: str) -> None:
    with serving(tmp_path, bound=bound) as server:
        at = "127.0.0.1" if bound == "0.0.0.0" else bound
        url = f"http://{at}:{server.port}/mcp"
        body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
        for path in ("", "/readonly", "/toolsets/tasks"):
            evil = {**OLD, "Host": "evil.test", "Origin": "http://evil.test"}
            assert httpx.post(url + path, json=body, headers=evil, verify=NOBODY).status_code == 421
            evil = {**OLD, "Origin": "http://evil.test"}
            assert httpx.post(url + path, json=body, headers=evil, verify=NOBODY).status_code == 403
            assert httpx.post(url + path, json=body, headers=OLD, verify=NOBODY).status_code == 200
        assert ("--allowed-host" in server.said()) is (bound == "0.0.0.0") or "refused" in server.said()


def test_an_allowed_host_is_answered_and_then_nothing_is_warned_of(tmp_path: Path) -> None:
    with serving(tmp_path, bound="0.0.0.0", HIRINGHALL_ALLOWED_HOSTS="hall.test www.hall.test") as server:
        assert server.said() == ""
        with httpx.Client(verify=NOBODY) as client:
            assert hello(server, client, Host="hall.test", Origin="https://www.hall.test").status_code == 200
            assert hello(server, client, Host="evil.test").status_code == 421


def test_bad_options_are_plain_sentences(tmp_path: Path) -> None:
    for options in (["--trust-proxy", "0.0.0.0/0"], ["--allowed-host", "https://hall.test"]):
        done = run("serve", "--http", "127.0.0.1:1", *options, db=tmp_path / "hall.db", check=False)
        assert done.returncode == 1
        assert done.stderr.startswith(f"hiringhall: {options[0]} ")
        assert done.stderr.count("\n") == 1
