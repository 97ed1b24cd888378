"""Answers a client's first words over stdio while the program still loads.

Some clients wait a second for the first answer, which is less than a start takes on a busy machine. What is answered to
`server/discover` and `initialize` does not depend on the database, so it is generated, and read here without loading
anything. A client that did not like what it discovered may still begin with `initialize`: the discoveries answered here
are not passed on, so they open nothing."""

from __future__ import annotations

import json
import os
import select
import stat
import sys
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "generated" / "greeting.json"
VERSION = "io.modelcontextprotocol/protocolVersion"
ENVELOPE = (VERSION, "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/clientCapabilities")
UNSUPPORTED_VERSION = -32022
LONGEST_WORDS = 64 * 1024


class Greeting:
    """The first messages of one client, and what has been answered to them."""

    def __init__(self) -> None:
        # Whether the client may still say any of its first words.
        self.open = True
        # The request that was answered here and is passed on all the same, so that the rest of the program knows the client.
        self.answered: str | int | None = None

    @cached_property
    def _answers(self) -> dict[str, Any]:
        try:
            read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read

    def answer(self, line: bytes) -> tuple[bytes | None, bool]:
        """What is answered to a line at once, if anything, and whether the line is passed on."""
        if not self.open or not line.strip():
            return None, True
        message = _message(line)
        method, id = message.get("method"), message.get("id")
        params = message.get("params")
        if type(id) not in (str, int) or type(params) is not dict or not self._answers:
            self.open = id is None and isinstance(method, str)
            return None, True
        if method == "server/discover" and (shape := self._discovered(params)) is not None:
            return _line({"jsonrpc": "2.0", "id": id, **shape}), False
        self.open = False
        if method == "initialize" and (result := self._initialized(params)) is not None:
            self.answered = id
            return _line({"jsonrpc": "2.0", "id": id, "result": result}), True
        return None, True

    def _discovered(self, params: dict[str, Any]) -> dict[str, Any] | None:
        meta = params.get("_meta")
        if type(meta) is not dict or not all(name in meta for name in ENVELOPE) or not isinstance(meta[VERSION], str):
            return None
        if type(meta[ENVELOPE[1]]) is not dict or type(meta[ENVELOPE[2]]) is not dict:
            return None
        versions = self._answers["discover"]["supportedVersions"]
        if meta[VERSION] in versions:
            return {"result": self._answers["discover"]}
        data = {"supported": versions, "requested": meta[VERSION]}
        return {"error": {"code": UNSUPPORTED_VERSION, "message": "Unsupported protocol version", "data": data}}

    def _initialized(self, params: dict[str, Any]) -> dict[str, Any] | None:
        client = params.get("clientInfo")
        whole = type(client) is dict and all(isinstance(client.get(name), str) for name in ("name", "version"))
        if (
            not whole
            or type(params.get("capabilities")) is not dict
            or not isinstance(params.get("protocolVersion"), str)
        ):
            return None
        by_version: dict[str, Any] = self._answers["initialize"]
        return dict(by_version.get(params["protocolVersion"]) or by_version[self._answers["latest"]])


class Doorman:
    """Reads stdin on a thread of its own until somebody takes over, and answers what can be answered at once."""

    def __init__(self) -> None:
        self.greeting = Greeting()
        # What was read and not answered here for good.
        self._left = bytearray()
        self._stop, self._stopping = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @classmethod
    def at_the_pipes(cls) -> Doorman | None:
        """At work, when stdin and stdout are pipes; else None, and the first words wait like all others."""
        if sys.platform == "win32" or not (is_pipe(0) and is_pipe(1)):
            return None
        doorman = cls()
        doorman._thread.start()
        return doorman

    def relieve(self) -> bytes:
        """Stop reading; what was read and is not dealt with."""
        os.write(self._stopping, b"x")
        self._thread.join()
        os.close(self._stop)
        os.close(self._stopping)
        return bytes(self._left)

    def _run(self) -> None:
        waiting = bytearray()
        try:
            while self.greeting.open and len(waiting) < LONGEST_WORDS:
                ready, _, _ = select.select([0, self._stop], [], [])
                if self._stop in ready:
                    break
                read = os.read(0, 4096)
                if not read:
                    break
                waiting += read
                while self.greeting.open and (end := waiting.find(b"\n")) >= 0:
                    self._hear(bytes(waiting[: end + 1]))
                    del waiting[: end + 1]
        except OSError:
            # Whoever takes over finds the pipe as it is.
            pass
        self._left += waiting

    def _hear(self, line: bytes) -> None:
        answer, passed_on = self.greeting.answer(line)
        if passed_on:
            self._left += line
        if answer is not None:
            write_whole(1, answer)


def is_pipe(descriptor: int) -> bool:
    """Whether the event loop can wait for it."""
    if sys.platform == "win32":
        return False
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def write_whole(descriptor: int, text: bytes) -> None:
    while text:
        text = text[os.write(descriptor, text) :]


def _message(line: bytes) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and read.get("jsonrpc") == "2.0" else {}


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
