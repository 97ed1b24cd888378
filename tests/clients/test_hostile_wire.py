"""Bytes that no client should send, to real servers over stdio and HTTP: each time an answer of the protocol, and soon."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tests.clients.serving import PROGRAM, ROOT, free_port, run, wait_until_healthy

# One worker starts the servers for all of these.

# Of computing, so that what else runs on the machine does not count; a server that only waits is given up after WAIT.
SECONDS = 3.0
WAIT = 60.0
# What a server holds at its worst, after 13 MB of JSON with a million keys in it; at rest it is about 100.
MOST_MEGABYTES = 700
INSIDES = re.compile(rb"Traceback|\.py\b|File \\?\"|sqlite|internal_error")
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "hostile", "version": "1"},
}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "hostile", "version": "1"}}


def call(arguments: str, name: str = '"get_task"', id: str = "7") -> bytes:
    """A call of a tool with raw JSON at any of its places."""
    params = f'{{"name":{name},"arguments":{arguments},"_meta":{json.dumps(META)}}}'
    text = f'{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{params}}}'
    return text.encode("utf-8", "surrogatepass")


def of_a_session(line: bytes) -> bytes:
    """The message without what only the newer era's messages carry."""
    return line.replace(json.dumps(META).encode(), b"{}")


def message(method: str = '"ping"', params: str = "{}", id: str = "7", version: str = '"2.0"') -> bytes:
    return f'{{"jsonrpc":{version},"id":{id},"method":{method},"params":{params}}}'.encode()


MEGA = 1_000_000
BIG = '"' + "A" * (10 * MEGA) + '"'
# Requests, and what is none: each wants an answer.
LINES = {
    "no JSON": b"not json",
    "an open string": b'{"jsonrpc":"2.0',
    "a list": b"[]",
    "a batch": b"[" + message() + b"," + message() + b"]",
    "a number": b"7",
    "null": b"null",
    "an empty object": b"{}",
    "another version": message(version='"1.0"'),
    "a version that is a number": message(version="2.0"),
    "no method": b'{"jsonrpc":"2.0","id":7}',
    "a method that is a number": message("5"),
    "a method that is not there": message('"no/such"'),
    "a method of a megabyte": message('"' + "m" * MEGA + '"'),
    "a method that is half a character": message('"\\ud800"'),
    "an id without end": message(id="9" * 5_000),
    "an id that is half a character": message('"tools/list"', id='"\\ud800"'),
    "an empty id": message(id='""'),
    "params that are a list": message('"tools/call"', "[1]"),
    "params that are null": message('"tools/call"', "null"),
    "no name": message('"tools/call"'),
    "a name that is a number": call("{}", "5"),
    "a name of a megabyte": call("{}", '"' + "n" * MEGA + '"'),
    "a name with NUL and markup": call("{}", '"<script>\\u0000\\u202e</script>"'),
    "a name that is half a character": call("{}", '"\\udfff"'),
    "arguments that are a list": call("[]"),
    "arguments that are null": call("null"),
    "a dispatcher of itself": call('{"tool":"run_read","arguments":{"tool":"run_read"}}', '"run_read"'),
    "a dispatcher of nothing": call('{"tool":null,"arguments":7}', '"run_money"'),
    "1e400": call('{"task_id":1e400}'),
    "10**5000": call('{"task_id":1' + "0" * 5_000 + "}"),
    "10**300000": call('{"task_id":1' + "0" * 300_000 + "}"),
    "minus nothing": call('{"task_id":-0.0}'),
    "NaN": call('{"task_id":NaN}'),
    "Infinity": call('{"task_id":-Infinity}'),
    "half a character": call('{"uuid":"\\ud83d"}'),
    "half a character as a key": call('{"\\ud800":1}'),
    "half a character in bytes": call('{"uuid":"\ud800"}'),
    "NUL in bytes": call('{"uuid":"a\0b"}'),
    "NUL": call('{"uuid":"a\\u0000b"}'),
    "a byte order mark": b"\xef\xbb\xbf" + call('{"task_id":1}'),
    "no UTF-8": b"\xff\xfe" + call("{}"),
    "no UTF-8 within a text": call('{"uuid":"QQ"}').replace(b"QQ", b"\xff\xc0\x80"),
    "keys twice": call('{"task_id":"x","task_id":1}'),
    "10 MB of text": call(f'{{"task_id":{BIG}}}'),
    "10 MB of key": call(f"{{{BIG}:1}}"),
    "a million items": call(f'{{"task_id":[{",".join("1" * MEGA)}]}}'),
    "a million keys": call("{" + ",".join(f'"{n}":1' for n in range(MEGA)) + "}"),
    "100 levels": call('{"task_id":' + "[" * 100 + "]" * 100 + "}"),
    "100,000 levels": call('{"task_id":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "100,000 levels of objects": call('{"a":' * 100_000 + "1" + "}" * 100_000),
    "levels without end": b"[" * (10 * MEGA),
    "100,000 levels beside the call": message(params='{"_meta":' + '{"a":' * 100_000 + "1" + "}" * 100_001),
    "an address of 10 MB": message('"resources/read"', f'{{"uri":{BIG}}}'),
    "an address elsewhere": message('"resources/read"', '{"uri":"file:///etc/passwd"}'),
    "an address above": message('"resources/read"', '{"uri":"hiringhall://files/../../etc/passwd"}'),
    "an address with half a character": message('"resources/read"', '{"uri":"hiringhall://tasks/\\ud800"}'),
    "somebody's address": message('"resources/subscribe"', '{"uri":"hiringhall://tasks/1"}'),
    "a prompt that is none": message('"prompts/get"', '{"name":"<b>\\u0000","arguments":{}}'),
    "a prompt with code": message('"prompts/get"', '{"name":"pay_freelancer","arguments":{"task_id":"{0.__class__}"}}'),
    "a completion of a megabyte": message(
        '"completion/complete"',
        '{"ref":{"type":"ref/prompt","name":"\\u0000"},"argument":{"name":"a","value":"' + "v" * MEGA + '"}}',
    ),
    "a level that is none": message('"logging/setLevel"', '{"level":"x"}'),
    "a greeting of another age": message('"initialize"', '{"protocolVersion":5}'),
}  # fmt: skip
# What wants no answer, and must do no harm.
UNANSWERED = {
    "nothing": b"",
    "blanks": b"  \t ",
    "an answer nobody asked for": b'{"jsonrpc":"2.0","id":99,"result":{}}',
    "an error nobody asked for": b'{"jsonrpc":"2.0","id":99,"error":{"code":1,"message":"x"}}',
    "a cancellation of nothing": b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}',
    "a notification nobody knows": b'{"jsonrpc":"2.0","method":"\\u0000"}',
}


@dataclass
class Server:
    """A server process, and where its stderr goes."""

    process: subprocess.Popen[bytes]
    told: Path
    port: int = 0
    token: str = ""
    session: str = ""

    @property
    def most_megabytes(self) -> int:
        """The most memory it ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        assert found is not None
        return int(found.group(1)) // 1024

    @property
    def computed(self) -> float:
        """The seconds of processor time it has used."""
        used = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def is_unharmed(self) -> bool:
        assert self.process.poll() is None
        assert self.most_megabytes < MOST_MEGABYTES
        assert "Traceback" not in self.told.read_text()
        return True


@pytest.fixture(scope="module")
def stdio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("stdio")
    own = {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}
    with (folder / "stderr").open("w") as told:
        process = subprocess.Popen(
            [*PROGRAM, "serve", "--db", str(folder / "hall.db")],
            cwd=ROOT,
            env={**own, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
        )
    try:
        put(process, message('"initialize"', json.dumps(HELLO), id='"hello"'))
        assert heard_until(process, "hello")[-1]["result"]
        put(process, b'{"jsonrpc":"2.0","method":"notifications/initialized"}')
        # What is loaded at the first unusual message counts for none of these.
        put(process, message('"prompts/list"', id='"loaded"'))
        assert heard_until(process, "loaded")[-1]["result"]
        yield Server(process, folder / "stderr")
    finally:
        process.kill()
        process.communicate()


def put(process: subprocess.Popen[bytes], line: bytes) -> None:
    stdin: IO[bytes] | None = process.stdin
    assert stdin is not None
    stdin.write(line + b"\n")
    stdin.flush()


def heard_until(process: subprocess.Popen[bytes], id: Any) -> list[dict[str, Any]]:
    """The messages up to the answer to a request."""
    assert process.stdout is not None
    heard: list[dict[str, Any]] = []
    while not heard or heard[-1].get("id") != id:
        line = process.stdout.readline()
        assert line, "the server ended"
        assert not INSIDES.search(line)
        heard.append(json.loads(line))
    return heard


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_hostile_line_has_one_answer_and_the_next_has_its_own(stdio: Server, line: bytes) -> None:
    began = stdio.computed
    put(stdio.process, of_a_session(line))
    put(stdio.process, of_a_session(call('{"tool":"list_prices"}', '"run_read"', id='"next"')))
    heard = heard_until(stdio.process, "next")
    assert "prices" in json.dumps(heard[-1])
    # The two are worked on at the same time; the shorter may be done first.
    if len(heard) == 1:
        assert stdio.process.stdout is not None
        heard.append(json.loads(stdio.process.stdout.readline()))
    assert len(heard) == 2
    assert stdio.computed - began < SECONDS
    assert stdio.is_unharmed()


@pytest.mark.parametrize("line", UNANSWERED.values(), ids=UNANSWERED)
def test_a_line_that_wants_no_answer_has_none(stdio: Server, line: bytes) -> None:
    put(stdio.process, line)
    put(stdio.process, message(id='"next"'))
    assert len(heard_until(stdio.process, "next")) == 1
    assert stdio.is_unharmed()


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("http")
    db, port = folder / "hall.db", free_port()
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    with (folder / "stderr").open("w") as told:
        process = subprocess.Popen(
            [*PROGRAM, "serve", "--http", f"127.0.0.1:{port}", "--db", str(db)], cwd=ROOT, stderr=told
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        server = Server(process, folder / "stderr", port, token)
        hello = exchange(server, request(server, message('"initialize"', json.dumps(HELLO))))
        found = re.search(rb"mcp-session-id: (\w+)", hello)
        assert found is not None
        server.session = found.group(1).decode()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def request(
    server: Server, body: bytes = b"", method: str = "POST", path: str = "/mcp", **headers: str | None
) -> bytes:
    """An HTTP request; a header that is None is left out."""
    named: dict[str, str | None] = {
        "Host": f"127.0.0.1:{server.port}", "Content-Type": "application/json", "Connection": "close",
        "Accept": "application/json, text/event-stream", "Authorization": f"Bearer {server.token}",
        "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items() if value is not None)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def exchange(server: Server, sent: bytes) -> bytes:
    """All that a connection answers before it is closed."""
    told = bytearray()
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT) as wire:
        try:
            wire.sendall(sent)
            while part := wire.recv(1 << 16):
                told += part
        except ConnectionError:
            # It was refused before it was read to its end.
            assert told or len(sent) > 60_000
    return bytes(told)


MODERN = {"Mcp_Protocol_Version": "2026-07-28", "Mcp_Method": "tools/call", "Mcp_Name": "get_task"}


@pytest.mark.parametrize("era", ["modern", "session", "bare"])
@pytest.mark.parametrize("body", [*LINES.values(), *UNANSWERED.values()], ids=[*LINES, *UNANSWERED])
def test_a_hostile_body_is_answered_and_the_next_too(http: Server, body: bytes, era: str) -> None:
    sessions = {"Mcp_Session_Id": http.session, "Mcp_Protocol_Version": "2025-11-25"}
    headers = {"modern": MODERN, "session": sessions, "bare": {}}[era]
    began = http.computed
    told = exchange(http, request(http, body if era == "modern" else of_a_session(body), **headers))
    assert re.match(rb"HTTP/1\.1 (200|202|400|404|413) ", told), told[:300]
    assert not INSIDES.search(told)
    assert http.computed - began < SECONDS
    assert http.is_unharmed()
    assert b'"ok"' in exchange(http, request(http, method="GET", path="/health"))


GOOD = call('{"task_id":5}')
CHUNKED = {"Transfer_Encoding": "chunked", "Content_Length": None}
REQUESTS: dict[str, tuple[int, dict[str, Any]]] = {
    "no content type": (400, {"Content_Type": None}),
    "another content type": (400, {"Content_Type": "text/plain"}),
    "another charset": (200, {"Content_Type": "application/json; charset=\xff"}),
    "no accept": (406, {"Accept": None}),
    "accepts pages": (406, {"Accept": "text/html"}),
    "another site's host": (421, {"Host": "evil.example"}),
    "no host": (400, {"Host": None}),
    "another site's origin": (403, {"Origin": "https://evil.example"}),
    "a page of nowhere": (403, {"Origin": "null"}),
    "a key of bytes": (200, {"Authorization": "Bearer \xff\xfe"}),
    "a key of 50 kB": (200, {"Authorization": "Bearer " + "a" * 50_000}),
    "another scheme": (200, {"Authorization": "Basic eDp5"}),
    "headers within headers": (400, {"X_Hiringhall_Toolsets": "a\r\nX-Evil: 1"}),
    "toolsets of bytes": (400, {"X_Hiringhall_Toolsets": "\xff,;'\""}),
    "another age": (400, {"Mcp_Protocol_Version": '\xff"<b>'}),
    "another name": (400, {"Mcp_Name": "\xff"}),
    "a session that is none": (404, {"Mcp_Session_Id": "\xff../..", "Mcp_Protocol_Version": "2025-11-25"}),
    "a header of 200 kB": (400, {"X_A": "a" * 200_000}),
    "3,000 headers": (200, {f"X_{number}": "a" for number in range(3_000)}),
    "a length below nothing": (400, {"Content_Length": "-5"}),
    "a length that is none": (400, {"Content_Length": "abc"}),
    "a length beyond the bound": (413, {"Content_Length": "99999999999999"}),
    "another encoding": (400, {"Transfer_Encoding": "gzip, chunked", "Content_Length": None}),
    "chunks that are none": (400, {**CHUNKED, "body": b"zz\r\n"}),
    "chunks beyond the bound": (413, {**CHUNKED, "body": b"d00000\r\n" + b"A" * 0xD00000 + b"\r\n0\r\n\r\n"}),
    "another method": (405, {"method": "PUT"}),
    "another path": (404, {"path": "/mcp/../etc/passwd"}),
    "a path of 200 kB": (400, {"path": "/" + "a" * 200_000}),
    "toolsets in the path": (400, {"path": "/mcp/toolsets/%00%ff%2e%2e"}),
}


@pytest.mark.parametrize(("status", "what"), REQUESTS.values(), ids=REQUESTS)
def test_a_hostile_request_is_answered_with_its_status(http: Server, status: int, what: dict[str, Any]) -> None:
    told = exchange(http, request(http, **{"body": GOOD, **MODERN, **what}))
    assert told.startswith(b"HTTP/1.1 %d " % status), told[:300]
    assert b"x-evil" not in told.lower()
    assert not INSIDES.search(told)
    assert http.is_unharmed()


@pytest.mark.parametrize("sent", [b"GET /\r\n\r\n", b"\x16\x03\x01" + b"\0" * 500, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
def test_what_is_not_http_is_answered_as_http(http: Server, sent: bytes) -> None:
    told = b""
    with socket.create_connection(("127.0.0.1", http.port), timeout=WAIT) as wire:
        wire.sendall(sent)
        told = wire.recv(1 << 16)
    assert re.match(rb"HTTP/1\.1 (400|404) ", told)
    assert http.is_unharmed()


def test_a_client_that_leaves_within_its_request_leaves_no_trace(http: Server) -> None:
    for body in (b"POST /mcp HTT", request(http, b"{", **{**MODERN, "Content_Length": "1000"})):
        with socket.create_connection(("127.0.0.1", http.port), timeout=WAIT) as wire:
            wire.sendall(body)
    assert b'"ok"' in exchange(http, request(http, method="GET", path="/health"))
    assert http.is_unharmed()
