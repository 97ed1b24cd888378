"""Requests of the protocol in their plainest form: what is read here the library would read alike.

Whoever gets None leaves the message to the library, which says what is wrong with it, or does what it asks."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, NoReturn

VERSION = "io.modelcontextprotocol/protocolVersion"
CLIENT = "io.modelcontextprotocol/clientInfo"
CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"
ENVELOPE = (VERSION, CLIENT, CAPABILITIES)
MODERN = ("2026-07-28",)
PARTS = frozenset({"jsonrpc", "id", "method", "params"})
CALL = frozenset({"name", "arguments", "_meta"})
# Under these the protocol and the hall say what changes how a call is answered.
RESERVED = ("io.modelcontextprotocol/", "x402/")
# No id is longer; and the library reads JSON less deep than Python does.
LONGEST_ID, GREATEST_ID, MOST_BRACKETS = 256, 2**53, 150
HALVES = re.compile(rb"\\u[dD][89a-fA-F]")


class PlainRequest(NamedTuple):
    """A request with nothing unusual around its params."""

    id: str | int
    method: str
    params: dict[str, Any]


class PlainCall(NamedTuple):
    """A call of a tool that asks for nothing but its answer. can_ask: its client says that it puts questions to the person."""

    id: str | int
    name: str
    arguments: dict[str, Any]
    meta: dict[str, Any]
    can_ask: bool = False


def message_in(text: bytes) -> dict[str, Any]:
    """The object that a text is in JSON; empty when it is none, or when the two readers might differ about it."""
    if text.count(b"{") + text.count(b"[") > MOST_BRACKETS:
        return {}
    try:
        read = _decode(text.decode())
        if HALVES.search(text):
            # Halves of a character are mended elsewhere; two that belong together are one.
            json.dumps(read, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return read if type(read) is dict else {}


def is_no_json(text: bytes) -> bool:
    """Whether no reader takes this for JSON, however it reads long numbers and deep lists."""
    try:
        json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return True
    except (ValueError, RecursionError):
        return False
    return False


def request_in(message: dict[str, Any]) -> PlainRequest | None:
    """The request that a message is."""
    if message.get("jsonrpc") != "2.0" or not message.keys() <= PARTS:
        return None
    id, method, params = message.get("id"), message.get("method"), message.get("params", {})
    if type(method) is not str or type(params) is not dict:
        return None
    whole = type(id) is int and -GREATEST_ID < id < GREATEST_ID
    if not whole and not (type(id) is str and id.isascii() and len(id) <= LONGEST_ID):
        return None
    return PlainRequest(id, method, params)  # type: ignore[arg-type]


def call_in(request: PlainRequest) -> PlainCall | None:
    """The call that a request is: of a tool, with arguments, asking for no progress and bringing no payment."""
    params = request.params
    if request.method != "tools/call" or not params.keys() <= CALL:
        return None
    name, arguments, meta = params.get("name"), params.get("arguments", {}), params.get("_meta", {})
    if type(name) is not str or type(arguments) is not dict or type(meta) is not dict:
        return None
    if not all(key in ENVELOPE or _is_others(key) for key in meta):
        return None
    return PlainCall(request.id, name, arguments, meta)


def modern_call(call: PlainCall) -> PlainCall | None:
    """A call of a client without a handshake, which says with each message who it is."""
    if not is_enveloped(call.meta) or call.meta[VERSION] not in MODERN:
        return None
    return call._replace(can_ask="elicitation" in call.meta[CAPABILITIES])


def legacy_call(call: PlainCall, capabilities: dict[str, Any]) -> PlainCall | None:
    """A call of a client that said in the handshake who it is."""
    if VERSION in call.meta:
        return None
    return call._replace(can_ask="elicitation" in capabilities)


def is_enveloped(meta: object) -> bool:
    """Whether this is what a client without a handshake says of itself, in its usual form."""
    if type(meta) is not dict or type(meta.get(VERSION)) is not str or not meta[VERSION].isascii():
        return False
    return is_client(meta.get(CLIENT)) and are_capabilities(meta.get(CAPABILITIES))


def is_client(client: object) -> bool:
    """Whether a client names itself and nothing unusual."""
    return (
        type(client) is dict
        and type(client.get("name")) is str
        and type(client.get("version")) is str
        and all(type(value) is str for value in client.values())
    )


def are_capabilities(capabilities: object) -> bool:
    return type(capabilities) is dict and all(type(value) is dict for value in capabilities.values())


def _is_others(key: str) -> bool:
    return "/" in key and not key.startswith(RESERVED)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_no_number).decode
