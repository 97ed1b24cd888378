"""Calls of tools, whoever read them: from a name and arguments to the answer in the form it has on the wire.

Nothing here needs the protocol's library."""

from __future__ import annotations

from typing import Any

from server.app import App
from server.calls.messages import Answered, Form, Refused, Reply, Request
from server.calls.untrusted import fields_of_others
from server.calls.ways import Asking
from server.protocol.forms import answered, refused
from server.protocol.senders import Sender, View
from server.protocol.tasks import begun, job_begun, request_named
from server.schema.wrapping import dispatched
from server.shown import DISPATCHERS
from tools.errors import Refusal

SIGN_IN = ("log_in_with_code", "log_in_with_password")
SIGNED_IN = (
    "Over stdio this sign-in holds for the server process that answered, and ends with it. A client that starts a process for "
    "each call stays who it was: start hiringhall serve with this token in the environment variable HIRINGHALL_TOKEN."
)


class ToolCalls:
    """Carries out calls in one App. token: who stdio calls are made as, until somebody signs in."""

    def __init__(self, app: App, token: str | None = None, view: View | None = None) -> None:
        self.app = app
        self.view = view or View()
        self._token = token
        self._session_token: str | None = None

    def over_stdio(self) -> Sender:
        return Sender(self._session_token or self._token, self.view, over_stdio=True)

    def request(self, sender: Sender, name: str, given: dict[str, Any]) -> Request:
        """What is asked for: the inner operation and its arguments when a dispatcher was called. A Refusal when it names none."""
        if name not in DISPATCHERS:
            return self.said(sender, name, given)
        tool, arguments = dispatched(given, DISPATCHERS, self.app.parts.registry.find)
        request = self.said(sender, tool, arguments)
        request.via = name
        return request

    def _in_background(self, sender: Sender, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Arguments as they are for a client that follows tasks: what takes long becomes one unless it is told to wait."""
        operation = self.app.parts.registry.find(tool) if sender.takes_tasks and "wait" not in arguments else None
        return (
            {**arguments, "wait": False}
            if operation is not None and operation.takes_long and operation.waitable
            else arguments
        )

    def said(self, sender: Sender, tool: str, arguments: dict[str, Any]) -> Request:
        return Request(
            tool=tool,
            arguments=self._in_background(sender, tool, arguments),
            token=sender.token,
            toolsets=sender.view.toolsets,
            read_only=sender.view.read_only,
            origin=sender.origin,
            asking=Asking(sender.view.confirm, sender.wish),
            client=sender.client,
            follows_jobs=sender.takes_tasks,
        )

    async def refused(self, sender: Sender, name: str, given: dict[str, Any], refusal: Refusal) -> Form:
        """The answer to a call that did not come to be one."""
        return refused(await self.app.pipeline.refused(self.said(sender, name, given), refusal))

    async def reply(self, sender: Sender, request: Request) -> tuple[Reply, Form | None]:
        """What came of a call, and of the payment that came with it."""
        if sender.payment is not None and self.app.payments is not None:
            return await self.app.payments.call(request, sender.payment, self.app.pipeline.call)
        return await self.app.pipeline.call(request), None

    async def form(self, sender: Sender, reply: Reply) -> Form:
        """A reply that is no question, as the result of a call."""
        if isinstance(reply, Answered):
            if reply.changes:
                await self.app.changes.tell(reply.changes)
            if reply.session_token is not None and sender.over_stdio:
                self._session_token = reply.session_token or None
                if reply.tool in SIGN_IN:
                    reply.answer["note"] = SIGNED_IN
            job_id = job_begun(reply) if sender.takes_tasks else None
            if job_id is not None:
                return begun(job_id, await self.app.jobs.begun_at(job_id), reply.receipt, request_named(reply))
            return answered(reply, self.written_by_others(reply))
        if isinstance(reply, Refused):
            return refused(reply)
        raise TypeError(f"no result for {reply!r}")

    def written_by_others(self, reply: Answered) -> list[str]:
        operation = self.app.parts.registry.find(reply.tool)
        return fields_of_others(operation, reply.answer) if operation else []
