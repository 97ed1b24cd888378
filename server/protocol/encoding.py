"""Answers to tools/call in the form they have on the wire.

The SDK checks any handler's request twice and its answer twice. Its middleware may instead return the finished form, which
for a plain call (a name, arguments, no answers to earlier questions) is the same and costs a tenth.
"""

from __future__ import annotations

from typing import Any

from mcp.server.context import HandlerResult, ServerRequestContext
from mcp.types import InputRequiredResult
from mcp_types import SERVER_INFO_META_KEY
from mcp_types.methods import serialize_server_result
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from server.calls.messages import Form

# Of tools/call, as an object with the protocol's own names, or a question.
Result = Form | InputRequiredResult
# Under which a call brings a payment (x402), and an answer says what became of it.
PAYMENT, PAYMENT_RESPONSE = "x402/payment", "x402/payment-response"
PLAIN = frozenset({"name", "arguments", "_meta"})


def is_plain_call(ctx: ServerRequestContext[Any, Any]) -> bool:
    """Whether a message is a call of a tool that needs none of the SDK's checks: all there is to check is checked here."""
    params = ctx.params
    if ctx.method != "tools/call" or params is None or not params.keys() <= PLAIN:
        return False
    if type(params.get("name")) is not str or type(params.get("arguments", {})) is not dict:
        return False
    if "_meta" in params and (ctx.meta is None or "progress_token" in ctx.meta):
        return False
    # Before the handshake there is nothing to call.
    return ctx.protocol_version in MODERN_PROTOCOL_VERSIONS or ctx.session.client_params is not None


def with_extensions(initialized: HandlerResult, extensions: dict[str, dict[str, Any]]) -> HandlerResult:
    """The answer to initialize with the extensions served: the SDK leaves them out of versions that came before them, and
    clients look for them there all the same."""
    if not isinstance(initialized, dict) or not extensions:
        return initialized
    return {**initialized, "capabilities": {**initialized["capabilities"], "extensions": extensions}}


def finished(result: Result, version: str, server: dict[str, Any]) -> Form:
    """A result with what the protocol's version adds to it; server: how the server describes itself."""
    if not isinstance(result, dict):
        dumped = result.model_dump(by_alias=True, mode="json", exclude_none=True)
        result = serialize_server_result("tools/call", version, dumped)
    if version in MODERN_PROTOCOL_VERSIONS:
        result.setdefault("resultType", "complete")
        result["_meta"] = {**result.get("_meta", {}), SERVER_INFO_META_KEY: dict(server)}
    return result


def with_payment(result: Result, told: Form | None) -> Result:
    """A result with what became of the payment that came with its call."""
    if told is not None and isinstance(result, dict):
        result["_meta"] = {**result.get("_meta", {}), PAYMENT_RESPONSE: told}
    return result
