"""The first words of a client over stdio, and what is answered to them without the protocol's library.

A client that is started begins with `server/discover` or `initialize`, and asks for `tools/list`. The answers depend on no
database and no caller, so they are generated; whoever holds a Greeting can give them while the program still loads. Words
that are anything else, or said in any unusual way, are left to the library, and so is all that comes after them.

What the library must know of is passed on to it, and its own answer left out: the handshake, and that a client speaks the
protocol without one. Discoveries are not passed on, so they open nothing: a client that did not like what it discovered may
still begin with `initialize`."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).resolve().parents[2] / "generated" / "greeting.json"
VERSION = "io.modelcontextprotocol/protocolVersion"
ENVELOPE = (VERSION, "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/clientCapabilities")
UNSUPPORTED_VERSION = -32022


class Heard(NamedTuple):
    """What is answered to a line at once, and what of it the library is to read; None where that is nothing."""

    answer: bytes | None
    passed_on: bytes | None


class Greeting:
    """The first messages of one client, and what has been answered to them."""

    def __init__(self, tools: bytes | None = None) -> None:
        """tools: those that tools/list shows this client, as a JSON list; None when only the library can tell."""
        self._tools = tools
        # Whether the client may still say any of its first words.
        self.open = True
        # The requests that were answered here and are passed on all the same: the library's answers to them go nowhere.
        self.answered: set[str | int] = set()
        # How the client has begun: "handshake", or "modern" without one.
        self._era = ""

    @cached_property
    def _answers(self) -> dict[str, Any]:
        try:
            read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read

    def hear(self, line: bytes) -> Heard:
        """What becomes of a line."""
        if not self.open or not line.strip():
            return Heard(None, line)
        message = _message(line)
        if "id" not in message and isinstance(message.get("method"), str):
            return Heard(None, line)
        heard = self._asked(line, message) if self._is_plain(message) else None
        if heard is None:
            self.open = False
            return Heard(None, line)
        return heard

    def _is_plain(self, message: dict[str, Any]) -> bool:
        usual = message.keys() <= {"jsonrpc", "id", "method", "params"} and type(message.get("params", {})) is dict
        id = message.get("id")
        return usual and (type(id) is int or (type(id) is str and id.isascii())) and bool(self._answers)

    def _asked(self, line: bytes, message: dict[str, Any]) -> Heard | None:
        """What becomes of a request; None when it is left to the library."""
        id, method, params = message["id"], message.get("method"), message.get("params", {})
        if method == "server/discover" and self._era != "handshake":
            shape = self._discovered(params)
            return None if shape is None else Heard(_line({"id": id, **shape}), None)
        if method == "initialize" and not self._era:
            result = self._initialized(params)
            return None if result is None else self._open_handshake(line, id, result)
        if self._era == "handshake" and method in ("ping", "tools/list") and _says_nothing(params):
            return self._listed(id, None) if method == "tools/list" else Heard(_line({"id": id, "result": {}}), None)
        if method == "tools/list" and self._era != "handshake" and self._speaks_modern(params):
            return self._listed(id, params)
        return None

    def _open_handshake(self, line: bytes, id: str | int, result: dict[str, Any]) -> Heard:
        self._era = "handshake"
        self.answered.add(id)
        return Heard(_line({"id": id, "result": result}), line)

    def _listed(self, id: str | int, params: dict[str, Any] | None) -> Heard | None:
        """The tools. params: of a client without a handshake; the library hears of its first such request as a discovery."""
        if self._tools is None:
            return None
        around = {} if params is None else self._answers["list"]
        told = _line({"id": id, "result": {**around, "tools": []}})
        # The tools come last, and the list is long: it is put in as the text that it is.
        answer = told[: told.rindex(b"[]")] + self._tools + b"}}\n"
        if params is None or self._era:
            return Heard(answer, None)
        self._era = "modern"
        self.answered.add(id)
        return Heard(answer, _line({"id": id, "method": "server/discover", "params": params}))

    def _discovered(self, params: dict[str, Any]) -> dict[str, Any] | None:
        if not _is_enveloped(params):
            return None
        requested, versions = params["_meta"][VERSION], self._answers["discover"]["supportedVersions"]
        if requested in versions:
            return {"result": self._answers["discover"]}
        data = {"supported": versions, "requested": requested}
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

    def _speaks_modern(self, params: dict[str, Any]) -> bool:
        """Whether a request says nothing but who asks, in a version of the protocol that needs no handshake."""
        said = params.keys() == {"_meta"} and _is_enveloped(params) and params["_meta"].keys() == set(ENVELOPE)
        return said and params["_meta"][VERSION] in self._answers["discover"]["supportedVersions"]


def _is_enveloped(params: dict[str, Any]) -> bool:
    meta = params.get("_meta")
    if type(meta) is not dict or not all(name in meta for name in ENVELOPE):
        return False
    return (
        isinstance(meta[VERSION], str)
        and meta[VERSION].isascii()
        and all(type(meta[name]) is dict for name in ENVELOPE[1:])
    )


def _says_nothing(params: dict[str, Any]) -> bool:
    return params in ({}, {"_meta": {}})


def _message(line: bytes) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and read.get("jsonrpc") == "2.0" else {}


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode() + b"\n"
