"""The methods of the tasks extension: how far a background call is, the answer to its question, its end before it takes effect.

Bound to the caller: somebody else's task is one that does not exist."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, METHOD_NOT_FOUND, MISSING_REQUIRED_CLIENT_CAPABILITY, ElicitResult, RequestParams
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import Field, ValidationError

from server.calls.messages import Answered, Asked, Form, Request
from server.protocol.asking import agreed, declined
from server.protocol.questions import shown_in
from server.protocol.senders import Sender
from server.protocol.tasks import EXTENSION, key_of, shown_of, takes_tasks, task_of
from server.protocol.tool_calls import ToolCalls
from store.database import Row
from store.types import Owner

Context = ServerRequestContext[Any, Any]


class TaskParams(RequestParams):
    """Which task is meant."""

    task_id: str = Field(alias="taskId", max_length=100)


class TaskUpdateParams(TaskParams):
    """Answers to the questions of a task, by their keys."""

    input_responses: dict[str, Any] = Field(alias="inputResponses", default_factory=dict)


def serve_tasks(server: Server[Any], calls: ToolCalls, sender_of: Callable[[Context], Sender]) -> None:
    """Answer the methods of the extension, and say that they are answered."""
    tasks = Tasks(calls, sender_of)
    server.extensions[EXTENSION] = {}
    server.add_request_handler("tasks/get", TaskParams, tasks.get)
    server.add_request_handler("tasks/update", TaskUpdateParams, tasks.update)
    server.add_request_handler("tasks/cancel", TaskParams, tasks.cancel)


class Tasks:
    """The jobs of callers, as tasks."""

    def __init__(self, calls: ToolCalls, sender_of: Callable[[Context], Sender]) -> None:
        self._calls = calls
        self._sender_of = sender_of

    async def get(self, ctx: Context, params: TaskParams) -> Form:
        _must_follow(ctx)
        job = await self._job(ctx, params.task_id)
        waits_for = await self._calls.app.jobs.request_of(job["id"]) if job["state"] == "queued" else None
        return task_of(job, self._calls.written_by_others, waits_for)

    async def update(self, ctx: Context, params: TaskUpdateParams) -> Form:
        """Hand the person's answer to the job that asked. Answers to what is not asked (any more) change nothing."""
        _must_follow(ctx)
        job = await self._job(ctx, params.task_id)
        given = params.input_responses.get(key_of(job)) if job["question"] is not None else None
        if given is not None:
            await self._answer(job, _read(given))
        return {}

    async def cancel(self, ctx: Context, params: TaskParams) -> Form:
        """End a task that has not taken effect; one that has stays as it is. Whoever cancels has agreed to it. One that waits for
        a person's yes is taken back like the request for it, which no policy keeps waiting."""
        _must_follow(ctx)
        job = await self._job(ctx, params.task_id)
        waits_for = await self._calls.app.jobs.request_of(job["id"])
        if waits_for is not None:
            await self._calls.app.pipeline.call(self._request(ctx, "withdraw_request", approval_id=waits_for))
            return {}
        request = self._request(ctx, "cancel_job", job_id=job["id"])
        reply = await self._calls.app.pipeline.call(request)
        if isinstance(reply, Asked):
            request.agreed = self._yes(reply.digest, shown_in(reply.question))
            await self._calls.app.pipeline.call(request)
        return {}

    async def _job(self, ctx: Context, task_id: str) -> Row:
        """A task of whoever sent this message."""
        reply = await self._calls.app.pipeline.call(self._request(ctx, "get_job", job_id=task_id))
        caller = reply.caller if isinstance(reply, Answered) else None
        job = await self._calls.app.jobs.whole(task_id, caller.owner) if caller is not None else None
        if job is None:
            raise MCPError(INVALID_PARAMS, "There is no such task any more; list_jobs names those there are.")
        return job

    def _request(self, ctx: Context, tool: str, **arguments: Any) -> Request:
        request = self._calls.said(self._sender_of(ctx), tool, arguments)
        # Whatever the client was shown, it may follow what it started.
        request.toolsets, request.read_only = None, False
        return request

    async def _answer(self, job: Row, answer: ElicitResult) -> None:
        jobs, question = self._calls.app.jobs, json.loads(job["question"])
        owner, number = Owner(job["caller_type"], job["caller_id"]), job["questions"]
        if agreed(answer, shown_of(question)):
            await jobs.agree(job["id"], owner, number, self._yes(question["digest"], shown_of(question)))
        else:
            await jobs.decline(job["id"], owner, number, declined(answer))

    def _yes(self, digest: str, shown: dict[str, str]) -> str:
        """The person's yes to what was asked."""
        seal, now = self._calls.app.parts.seal, self._calls.app.clock()
        return seal.yes(seal.close(digest, now, "form", shown), now, "form")


def _must_follow(ctx: Context) -> None:
    """Refuse whoever did not say, with this message, that it follows tasks."""
    if ctx.protocol_version not in MODERN_PROTOCOL_VERSIONS:
        raise MCPError(METHOD_NOT_FOUND, "Tasks are of protocol version 2026-07-28 and newer; get_job shows a job.")
    if not takes_tasks((ctx.params or {}).get("_meta")):
        needs: Form = {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}
        raise MCPError(
            MISSING_REQUIRED_CLIENT_CAPABILITY, f"The client has to declare {EXTENSION}; get_job shows a job.", needs
        )


def _read(given: object) -> ElicitResult:
    try:
        return ElicitResult.model_validate(given)
    except ValidationError:
        raise MCPError(
            INVALID_PARAMS, "That is no answer to a question: it has an action, and after accept its content."
        ) from None
