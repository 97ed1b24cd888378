"""Plain calls of tools, answered without the library: by the same hall, in the same words.

Left to the library before anything is done are the calls of whoever can be asked, where the hall may ask; and should it ask
all the same, nothing has happened, so that the library can make the call from the beginning."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

from server import __version__
from server.calls.messages import Asked, Form, Refused
from server.protocol.forms import refused
from server.protocol.plain.messages import CLIENT, PlainCall
from server.protocol.questions import unasked
from server.protocol.senders import Sender, client_in
from server.protocol.tasks import takes_tasks
from server.protocol.tool_calls import ToolCalls
from tools.errors import Refusal

logger = logging.getLogger("hiringhall")

MAY_ASK = ("destructive", "money")
MAY_ASK_INSIDE = ("run_destructive", "run_money")
INTERNAL_ERROR = -32603
# How the server describes itself in each answer to a client without a handshake.
STAMP = {
    "io.modelcontextprotocol/serverInfo": {"name": "hiringhall", "version": __version__, "title": "Hiring Hall"},
}

Leaves = Callable[[str], bool]


class PlainCalls:
    """Answers plain calls. leaves: whether a tool of this name is the library's alone."""

    def __init__(self, calls: ToolCalls, leaves: Leaves = lambda name: False) -> None:
        self.calls = calls
        self._leaves = leaves

    def takes(self, call: PlainCall) -> bool:
        """Whether a call is answered here; decided before anything is done."""
        return not self._leaves(call.name) and not (call.can_ask and self._may_ask(call.name))

    async def answer(self, call: PlainCall, sender: Sender, *, modern: bool) -> bytes | None:
        """The answer as JSON; None when the call is to be made by the library, and nothing has happened."""
        if CLIENT in call.meta:
            sender.client = client_in(call.meta[CLIENT])
        sender.takes_tasks = modern and takes_tasks(call.meta)
        try:
            form = await self._form(call, sender)
        except Exception:
            logger.exception("unexpected error in a call of %s", call.name)
            error = {"code": INTERNAL_ERROR, "message": "Internal server error"}
            return _json({"jsonrpc": "2.0", "id": call.id, "error": error}).encode()
        return None if form is None else written(call.id, form, modern=modern)

    async def _form(self, call: PlainCall, sender: Sender) -> Form | None:
        try:
            request = self.calls.request(sender, call.name, call.arguments)
        except Refusal as refusal:
            return await self.calls.refused(sender, call.name, call.arguments, refusal)
        reply = await self.calls.app.pipeline.call(request)
        if not isinstance(reply, Asked):
            return await self.calls.form(sender, reply)
        if call.can_ask and reply.way != "token":
            return None
        if reply.to_desk:
            return await self.calls.form(sender, await self.calls.app.pipeline.leave_at_desk(request))
        return refused(Refused(reply.tool, unasked(reply), reply.next, reply.language))

    def _may_ask(self, name: str) -> bool:
        if name in MAY_ASK_INSIDE:
            return True
        operation = self.calls.app.parts.registry.find(name)
        return operation is not None and operation.access in MAY_ASK


def written(id: str | int, form: Form, *, modern: bool) -> bytes:
    """A result as the answer to a request. The text of an answer is its structured content: it is written once."""
    structured = "structuredContent" in form
    rest = {name: part for name, part in form.items() if name != "structuredContent"}
    if modern:
        rest.setdefault("resultType", "complete")
        rest["_meta"] = {**rest.get("_meta", {}), **STAMP}
    result = _json(rest)
    if structured:
        result = f'{result[:-1]},"structuredContent":{form["content"][0]["text"]}}}'
    return f'{{"jsonrpc":"2.0","id":{_json(id)},"result":{result}}}'.encode()


def is_traced() -> bool:
    """Whether somebody may follow calls by the library's spans."""
    trace: Any = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return False
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider | trace.NoOpTracerProvider)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
