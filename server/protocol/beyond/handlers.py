"""Resources, prompts, completion and subscriptions: the handlers beside the tools."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.subscriptions import ListenHandler
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    BlobResourceContents,
    CompleteRequestParams,
    CompleteResult,
    Completion,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    PaginatedRequestParams,
    PromptReference,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    SubscribeRequestParams,
    SubscriptionsListenRequestParams,
    SubscriptionsListenResult,
    TextResourceContents,
    UnsubscribeRequestParams,
)

from server.app import App
from server.calls.answers import compact, refusal_text
from server.calls.changes import MOST_PER_CONNECTION, OwnersBus
from server.calls.messages import Answered, Refused, Reply
from server.protocol.beyond import apps, skills
from server.protocol.beyond.prompts import find_job, playbook, prompts, written_out
from server.resources import ADDRESSES, JSON, NOTICES, resolve, template_of

Context = ServerRequestContext[Any, Any]
CallFor = Callable[[Context, str, dict[str, Any]], Awaitable[Reply]]
MOST_VALUES = 100


class BeyondTools:
    """Every read goes through the pipeline as the caller's own call, so nobody sees here what tools would not show."""

    def __init__(self, app: App, call_for: CallFor) -> None:
        self._app = app
        self._call_for = call_for
        self._listen = ListenHandler(app.changes.bus)

    async def list_resources(self, ctx: Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=[*resources(), *skills.resources(), *apps.resources()])

    async def list_templates(self, ctx: Context, params: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=templates())

    async def read_resource(self, ctx: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(params.uri)
        if (skill := skills.find_skill(uri)) is not None:
            return ReadResourceResult(contents=[skills.contents(skill)])
        if (page := apps.find_page(uri)) is not None:
            return ReadResourceResult(contents=[apps.contents(page)])
        answered = await self._read(ctx, uri)
        # The bytes of a file or document, unless they are only a part of it.
        if "content_base64" in answered.answer and "next_offset" not in answered.answer:
            blob, mime_type = answered.answer["content_base64"], answered.answer["mime_type"]
            return ReadResourceResult(contents=[BlobResourceContents(uri=uri, mime_type=mime_type, blob=blob)])
        text = compact({name: value for name, value in answered.answer.items() if name != "content_base64"})
        return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=JSON, text=text)])

    async def subscribe(self, ctx: Context, params: SubscribeRequestParams) -> EmptyResult:
        """Old era: only what the caller can read can be listened to."""
        uri = str(params.uri)
        owners = _owners(await self._read(ctx, uri))
        if not self._app.changes.subscribe(uri, ctx.session, owners):
            raise MCPError(INVALID_PARAMS, f"One connection listens to at most {MOST_PER_CONNECTION} resources.")
        return EmptyResult()

    async def unsubscribe(self, ctx: Context, params: UnsubscribeRequestParams) -> EmptyResult:
        self._app.changes.unsubscribe(str(params.uri), ctx.session)
        return EmptyResult()

    async def listen(self, ctx: Context, params: SubscriptionsListenRequestParams) -> SubscriptionsListenResult:
        """New era: addresses the caller cannot read, or beyond the bound, are left out of what is acknowledged."""
        wanted = (params.notifications.resource_subscriptions or [])[:MOST_PER_CONNECTION]
        answers = [(uri, await self._readable(ctx, str(uri))) for uri in wanted]
        readable = [uri for uri, answered in answers if answered is not None]
        filter = params.notifications.model_copy(update={"resource_subscriptions": readable or None})
        owners = next((_owners(answered) for uri, answered in answers if answered and str(uri) == NOTICES), ())
        listen = ListenHandler(OwnersBus(self._app.changes.bus, owners)) if owners else self._listen
        with self._app.changes.streaming([str(uri) for uri in readable], owners):
            return await listen(ctx, params.model_copy(update={"notifications": filter}))

    async def list_prompts(self, ctx: Context, params: PaginatedRequestParams | None) -> ListPromptsResult:
        return ListPromptsResult(prompts=prompts())

    async def get_prompt(self, ctx: Context, params: GetPromptRequestParams) -> GetPromptResult:
        if (written := playbook(params.name)) is not None:
            return written
        job = find_job(params.name)
        if job is None:
            raise MCPError(INVALID_PARAMS, f"There is no prompt {params.name!r}; prompts/list names them.")
        try:
            return written_out(job, params.arguments or {})
        except ValueError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None

    async def complete(self, ctx: Context, params: CompleteRequestParams) -> CompleteResult:
        """Values of enums, and ids of the caller's own records."""
        typed = params.argument.value
        values = await self._values(ctx, params)
        fitting = [value for value in values if value.lower().startswith(typed.lower())]
        shown = fitting[:MOST_VALUES]
        return CompleteResult(
            completion=Completion(values=shown, total=len(fitting), has_more=len(fitting) > len(shown))
        )

    async def _values(self, ctx: Context, params: CompleteRequestParams) -> list[str]:
        if isinstance(params.ref, PromptReference):
            job = find_job(params.ref.name)
            blank = next((one for one in job.arguments if one.name == params.argument.name), None) if job else None
            if blank is None:
                return []
            return list(blank.values) or await self._ids(ctx, blank.listed_by)
        address = template_of(str(params.ref.uri))
        return await self._ids(ctx, address.listed_by if address and params.argument.name == "id" else None)

    async def _ids(self, ctx: Context, listed_by: tuple[str, str] | None) -> list[str]:
        if listed_by is None:
            return []
        tool, name = listed_by
        reply = await self._call_for(ctx, tool, {"limit": MOST_VALUES})
        if not isinstance(reply, Answered):
            return []
        return [str(item["id"]) for item in reply.answer.get(name, []) if "id" in item]

    async def _readable(self, ctx: Context, uri: str) -> Answered | None:
        try:
            return await self._read(ctx, uri)
        except MCPError:
            return None

    async def _read(self, ctx: Context, uri: str) -> Answered:
        resolved = resolve(uri)
        if resolved is None:
            raise MCPError(INVALID_PARAMS, f"There is no resource {uri[:200]}.", {"uri": uri[:200]})
        reply = await self._call_for(ctx, *resolved)
        if isinstance(reply, Answered):
            return reply
        text = (
            refusal_text(reply.refusal, reply.tool, reply.next, reply.language) if isinstance(reply, Refused) else "{}"
        )
        raise MCPError(INVALID_PARAMS, json.loads(text).get("error", "cannot be read"), {"uri": uri, "refusal": text})


def _owners(answered: Answered) -> tuple[str, ...]:
    """Who called, and the company they act for."""
    caller = answered.caller
    if caller is None or caller.kind == "nobody":
        return ()
    return (str(caller.owner), *([f"company:{caller.company_id}"] if caller.company_id is not None else []))


def resources() -> list[Resource]:
    return [
        Resource(uri=one.uri, name=one.name, title=one.title, description=one.about, mime_type=one.mime_type)
        for one in ADDRESSES
        if one.parameter is None
    ]


def templates() -> list[ResourceTemplate]:
    return [
        ResourceTemplate(
            uri_template=one.uri, name=one.name, title=one.title, description=one.about, mime_type=one.mime_type
        )
        for one in ADDRESSES
        if one.parameter is not None
    ]
