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

from server.protocol.plain.messages import (
    ENVELOPE,
    VERSION,
    PlainCall,
    PlainRequest,
    are_capabilities,
    call_in,
    is_client,
    is_enveloped,
    legacy_call,
    message_in,
    modern_call,
    request_in,
)

FILE = Path(__file__).resolve().parents[2] / "generated" / "greeting.json"
UNSUPPORTED_VERSION = -32022
# The id under which the library is told of a client whose own first request was answered here.
BEGUN = "hiringhall/begun"


class Heard(NamedTuple):
    """What is answered to a line at once, what of it the library is to read, and the call that it is; None where that is
    nothing. told: passed on only so that the library knows of it, whenever it is there."""

    answer: bytes | None
    passed_on: bytes | None
    call: PlainCall | None = None
    told: bool = False


class Greeting:
    """How one client has begun, and what is answered to its plain messages."""

    def __init__(self, tools: bytes | None = None) -> None:
        """tools: those that tools/list shows this client, as a JSON list; None when only the library can tell."""
        self._tools = tools
        # Whether anything is still answered here.
        self.open = True
        # The requests that were answered here and are passed on all the same: the library's answers to them go nowhere.
        self.answered: set[str | int] = set()
        # How the client has begun: "handshake", or "modern" without one.
        self.era = ""
        self._capabilities: dict[str, Any] = {}
        # What the client called itself in the handshake.
        self.client: object = None

    @cached_property
    def _answers(self) -> dict[str, Any]:
        return answers_in(FILE)

    def hear(self, line: bytes) -> Heard:
        """What becomes of a line."""
        if not self.open or not line.strip():
            return Heard(None, line)
        message = message_in(line)
        if "id" not in message and isinstance(message.get("method"), str):
            return Heard(None, line, told=True)
        request = request_in(message) if self._answers else None
        heard = self._asked(line, request) if request is not None else None
        if heard is not None:
            return heard
        if not self.era or (request is not None and request.method == "initialize"):
            # How the client begins, or begins anew, is for the library to say.
            self.open = False
        return Heard(None, line)

    def _asked(self, line: bytes, request: PlainRequest) -> Heard | None:
        """What becomes of a request; None when it is left to the library."""
        id, method, params = request
        if method == "tools/call":
            return self._called(line, request)
        if method == "server/discover" and self.era != "handshake":
            shape = self._discovered(params)
            return None if shape is None else Heard(_line({"id": id, **shape}), None)
        if method == "initialize" and not self.era:
            result = self._initialized(params)
            return None if result is None else self._open_handshake(line, id, params, result)
        if self.era == "handshake" and method in ("ping", "tools/list") and _says_nothing(params):
            return self._listed(id, None) if method == "tools/list" else Heard(_line({"id": id, "result": {}}), None)
        if method == "tools/list" and self.era != "handshake" and self._speaks_modern(params):
            return self._listed(id, params)
        return None

    def _called(self, line: bytes, request: PlainRequest) -> Heard | None:
        """A plain call, which whoever holds this answers or passes on. Nobody calls before the client has begun."""
        call = call_in(request)
        if call is None:
            return None
        if self.era == "handshake":
            call = legacy_call(call, self._capabilities)
            return None if call is None else Heard(None, line, call)
        call = modern_call(call)
        if call is None:
            return None
        return Heard(None, line, call)

    def begun_by(self, call: PlainCall) -> None:
        """Note how a client has begun whose first call is the library's."""
        self.era = self.era or "modern"

    def begun_modern(self, call: PlainCall) -> bytes | None:
        """Note that a client speaks without a handshake and was answered here; what the library is told of it, once."""
        if self.era:
            return None
        self.era = "modern"
        self.answered.add(BEGUN)
        return _line({"id": BEGUN, "method": "server/discover", "params": {"_meta": call.meta}})

    def _open_handshake(self, line: bytes, id: str | int, params: dict[str, Any], result: dict[str, Any]) -> Heard:
        self.era = "handshake"
        self._capabilities = params["capabilities"]
        self.client = params["clientInfo"]
        self.answered.add(id)
        return Heard(_line({"id": id, "result": result}), line, told=True)

    def _listed(self, id: str | int, params: dict[str, Any] | None) -> Heard | None:
        """The tools. params: of a client without a handshake; the library hears of its first such request as a discovery."""
        if self._tools is None:
            return None
        answer = around_tools(id, {} if params is None else self._answers["list"], self._tools) + b"\n"
        if params is None or self.era:
            return Heard(answer, None)
        self.era = "modern"
        self.answered.add(id)
        return Heard(answer, _line({"id": id, "method": "server/discover", "params": params}), told=True)

    def _discovered(self, params: dict[str, Any]) -> dict[str, Any] | None:
        if not is_enveloped(params.get("_meta")):
            return None
        requested, versions = params["_meta"][VERSION], self._answers["discover"]["supportedVersions"]
        if requested in versions:
            return {"result": self._answers["discover"]}
        data = {"supported": versions, "requested": requested}
        return {"error": {"code": UNSUPPORTED_VERSION, "message": "Unsupported protocol version", "data": data}}

    def _initialized(self, params: dict[str, Any]) -> dict[str, Any] | None:
        if not (is_client(params.get("clientInfo")) and are_capabilities(params.get("capabilities"))):
            return None
        version = params.get("protocolVersion")
        if not isinstance(version, str):
            return None
        by_version: dict[str, Any] = self._answers["initialize"]
        return dict(by_version.get(version) or by_version[self._answers["latest"]])

    def _speaks_modern(self, params: dict[str, Any]) -> bool:
        """Whether a request says nothing but who asks, in a version of the protocol that needs no handshake."""
        said = params.keys() == {"_meta"} and is_enveloped(params["_meta"]) and params["_meta"].keys() == set(ENVELOPE)
        return said and params["_meta"][VERSION] in self._answers["discover"]["supportedVersions"]


def answers_in(file: Path) -> dict[str, Any]:
    """The answers that were generated; none when the file is not there."""
    try:
        read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read


def around_tools(id: str | int, result: dict[str, Any], tools: bytes | None = None) -> bytes:
    """An answer, with the tools where there are any: their list is long, and put in as the text that it is."""
    if tools is None:
        return _line({"id": id, "result": result})[:-1]
    told = _line({"id": id, "result": {**result, "tools": []}})
    return told[: told.rindex(b"[]")] + tools + b"}}"


def _says_nothing(params: dict[str, Any]) -> bool:
    return params in ({}, {"_meta": {}})


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode() + b"\n"
