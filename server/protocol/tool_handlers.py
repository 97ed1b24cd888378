"""The MCP server: protocol messages in, pipeline requests out, answers back, over stdio and HTTP in both protocol eras."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, Literal, TypeVar

from mcp.server.caching import CacheableMethod, CacheHint
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    InputRequiredResult,
    ListToolsResult,
    PaginatedRequestParams,
    Tool,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from opentelemetry.trace import NoOpTracerProvider, ProxyTracerProvider, get_tracer_provider

from server import __version__
from server.app import App
from server.calls.messages import Asked, Refused, Reply, Request
from server.protocol.asking import (
    QUICKEST_NO,
    AskedAt,
    agreed,
    can_ask,
    declined,
)
from server.protocol.beyond.apps import serve_apps
from server.protocol.beyond.handlers import BeyondTools
from server.protocol.beyond.skills import serve_skills
from server.protocol.beyond.tasks import serve_tasks
from server.protocol.encoding import PAYMENT, Result, finished, is_plain_call, with_extensions, with_payment
from server.protocol.forms import refused
from server.protocol.instructions import INSTRUCTIONS
from server.protocol.origins import UNKNOWN, origin_of
from server.protocol.plain.messages import CLIENT
from server.protocol.questions import form_of, shown_in, unasked, unread
from server.protocol.senders import Sender, UnknownToolsets, View, bearer, client_in, truthy, wish_in
from server.protocol.tasks import is_task, takes_tasks
from server.protocol.tool_calls import ToolCalls
from server.schema.listing import listed
from tools.errors import Refusal

Context = ServerRequestContext[Any, Any]
LIST_CACHE = CacheHint(ttl_ms=300_000, scope="public")
# Lists that are the same for everybody until the next release.
UNCHANGING: tuple[CacheableMethod, ...] = ("tools/list", "prompts/list", "resources/list", "resources/templates/list")
QUESTION = "confirm"
Done = TypeVar("Done")


class HallServer:
    """Handlers of the low-level MCP server over one App. `token` is who stdio calls are made as.

    calls: those of somebody who also answers without the library; they hold token and view then."""

    def __init__(
        self, app: App, token: str | None = None, view: View | None = None, calls: ToolCalls | None = None
    ) -> None:
        self.app = app
        self.calls = calls or ToolCalls(app, token, view)
        self._asked_at = AskedAt()
        self._listings: dict[tuple[frozenset[str] | None, bool], list[Tool]] = {}
        self._beyond = BeyondTools(app, self._call_for)
        self.mcp: Server[Any] = Server(
            "hiringhall",
            version=__version__,
            title="Hiring Hall",
            instructions=INSTRUCTIONS,
            cache_hints=dict.fromkeys(UNCHANGING, LIST_CACHE),
            # No parameter of ours travels in headers; without this the SDK lists all tools before every HTTP call.
            get_tool_input_schema=lambda name: None,
            on_list_tools=self._list_tools,
            # A task is an answer that the library knows no type for.
            on_call_tool=self._call_tool,  # type: ignore[arg-type]
            on_list_resources=self._beyond.list_resources,
            on_list_resource_templates=self._beyond.list_templates,
            on_read_resource=self._beyond.read_resource,
            on_subscribe_resource=self._beyond.subscribe,
            on_unsubscribe_resource=self._beyond.unsubscribe,
            on_subscriptions_listen=self._beyond.listen,
            on_list_prompts=self._beyond.list_prompts,
            on_get_prompt=self._beyond.get_prompt,
            on_completion=self._beyond.complete,
        )
        # Innermost where somebody traces, so that every call has its span.
        self.mcp.middleware.insert(len(self.mcp.middleware) if traced() else 0, self._call_plainly)
        serve_skills(self.mcp)
        serve_apps(self.mcp)
        # Tasks are of the protocol without a handshake alone.
        self._everywhere = dict(self.mcp.extensions)
        serve_tasks(self.mcp, self.calls, self._sender)
        self._stamp = self.mcp.server_info_stamp

    async def _list_tools(self, ctx: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        view = self._view_of(ctx)
        key = (view.toolsets, view.read_only)
        if key not in self._listings:
            self._listings[key] = listed(self.app.parts.registry, view.toolsets, view.read_only)
        # A listing that a header narrowed must not be handed to the next client at the same address.
        scope: Literal["public", "private"] = "public" if view == self.calls.view else "private"
        return ListToolsResult(tools=self._listings[key], cache_scope=scope)

    async def _call_tool(self, ctx: Context, params: CallToolRequestParams) -> HandlerResult:
        called = await self._called(ctx, params.name, params.arguments or {}, params)
        if not isinstance(called, dict) or is_task(called):
            return called
        return CallToolResult.model_validate(called)

    async def _call_plainly(self, ctx: Context, call_next: CallNext) -> HandlerResult:
        """The SDK's seam around every message: a plain call is answered here, in the form it has on the wire."""
        if ctx.method == "initialize":
            return with_extensions(await call_next(ctx), self._everywhere)
        if not self._is_plain(ctx):
            return await call_next(ctx)
        params = ctx.params or {}
        called = await self._called(ctx, params["name"], params.get("arguments") or {})
        return finished(called, ctx.protocol_version, self._stamp)

    def _is_plain(self, ctx: Context) -> bool:
        return is_plain_call(ctx)

    def is_own(self, name: str) -> bool:
        """Whether a tool of this name is none of the hall's, but this server's own."""
        return False

    async def _called(
        self, ctx: Context, name: str, arguments: dict[str, Any], resumed: CallToolRequestParams | None = None
    ) -> Result:
        sender = self._sender(ctx)
        try:
            request = self.calls.request(sender, name, arguments)
        except Refusal as refusal:
            return await self.calls.refused(sender, name, arguments, refusal)
        if resumed is not None and resumed.request_state is not None:
            return await self._resume(ctx, resumed, request)
        return await self._outcome(ctx, request)

    async def _call_for(self, ctx: Context, tool: str, arguments: dict[str, Any]) -> Reply:
        """A call of an operation on behalf of whoever sent this message."""
        sender = self._sender(ctx)
        return await self.app.pipeline.call(
            Request(
                tool,
                arguments,
                sender.token,
                toolsets=sender.view.toolsets,
                read_only=True,
                origin=sender.origin,
                client=sender.client,
            )
        )

    def _sender(self, ctx: Context) -> Sender:
        if ctx.request is None:
            sender = self.calls.over_stdio()
        else:
            headers, client = ctx.request.headers, getattr(ctx.request, "client", None)
            sender = Sender(
                token=bearer(headers.get("authorization", "")),
                view=self._view_of(ctx),
                # Nobody on the network counts as this machine's own, whose calls some bounds leave out.
                origin=origin_of(client.host) if client else UNKNOWN,
                wish=wish_in(headers.get("x-hiringhall-confirm", "")),
            )
        sender.client = told_by(ctx)
        sender.takes_tasks = ctx.protocol_version in MODERN_PROTOCOL_VERSIONS and takes_tasks(
            (ctx.params or {}).get("_meta")
        )
        if self.app.payments is not None:
            sender.payment = payment_in(ctx)
        return sender

    async def _ask(self, ctx: Context, request: Request, asked: Asked) -> Result:
        """Put the question to the person where the client can and should; else answer with a token for a second call."""
        if asked.way == "token" or request.asking.unread or not can_ask(ctx):
            if asked.to_desk:
                return await self.calls.form(self._sender(ctx), await self.app.pipeline.leave_at_desk(request))
            return refused(Refused(asked.tool, unasked(asked, request.asking.unread), asked.next, asked.language))
        shown = shown_in(asked.question)
        message, form = asked.question.read(asked.language), form_of(shown, asked.language)
        token = self.app.parts.seal.close(asked.digest, self.app.clock(), "form", shown)
        self._asked_at.note(token)
        if ctx.protocol_version in MODERN_PROTOCOL_VERSIONS:
            question = ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=form))
            return InputRequiredResult(input_requests={QUESTION: question}, request_state=token)
        try:
            answer = await ctx.session.elicit_form(message, form, ctx.request_id)
        except MCPError:
            # The client said it can ask, and could not.
            if asked.to_desk:
                return await self.calls.form(self._sender(ctx), await self.app.pipeline.leave_at_desk(request))
            return refused(Refused(asked.tool, unasked(asked), asked.next, asked.language))
        return await self._after_answer(ctx, request, token, answer)

    async def _resume(self, ctx: Context, params: CallToolRequestParams, request: Request) -> Result:
        """A call that comes back with the person's answer, or without it: then it is asked for again."""
        token = params.request_state or ""
        if not self.app.parts.seal.made(token):
            raise MCPError(INVALID_PARAMS, "requestState is not as this server sealed it; call again without it.")
        answer = (params.input_responses or {}).get(QUESTION)
        if answer is None:
            return await self._outcome(ctx, request)
        return await self._after_answer(ctx, request, token, answer)

    async def _after_answer(self, ctx: Context, request: Request, token: str, answer: object) -> Result:
        if not agreed(answer, self.app.parts.seal.shown(token)):
            if not self._of_a_person(token, answer):
                return await self._nobody_asked(ctx, request, token)
            return refused(await self.app.pipeline.refused(request, declined(answer)))
        # A question older than ten minutes was not agreed to, and neither was one asked in another way: it is asked anew.
        with contextlib.suppress(Refusal):
            request.agreed = self.app.parts.seal.yes(token, self.app.clock(), "form")
        return await self._outcome(ctx, request)

    def _of_a_person(self, token: str, answer: object) -> bool:
        """Whether anybody can have said no: a form takes longer to read than a program takes to turn it down."""
        if not isinstance(answer, ElicitResult):
            return False
        _, asked_at = self.app.parts.seal.asked(token)
        by_clock = (self.app.clock() - asked_at).total_seconds()
        return answer.action == "accept" or max(by_clock, self._asked_at.seconds_since(token)) >= QUICKEST_NO

    async def _nobody_asked(self, ctx: Context, request: Request, token: str) -> Result:
        """A no that nobody said: the act does not happen. Said again to the same question, it is no use asking this client."""
        digest, _ = self.app.parts.seal.asked(token)
        if not await self.app.pipeline.failed_again(digest):
            return refused(await self.app.pipeline.refused(request, unread()))
        request.asking = replace(request.asking, unread=True)
        return await self._outcome(ctx, request)

    async def _outcome(self, ctx: Context, request: Request) -> Result:
        """Run the call. What was asked before may no longer be what would happen: then what is, is asked."""
        sender = self._sender(ctx)
        reply, told = await with_progress(ctx, self.calls.reply(sender, request))
        if isinstance(reply, Asked):
            return with_payment(await self._ask(ctx, request, reply), told)
        return with_payment(await self.calls.form(sender, reply), told)

    def _view_of(self, ctx: Context) -> View:
        if ctx.request is None:
            return self.calls.view
        headers, path = ctx.request.headers, ctx.request.path_params
        toolsets = path.get("toolsets") or headers.get("x-hiringhall-toolsets")
        read_only = ctx.request.scope["path"].rstrip("/").endswith("/readonly") or truthy(
            headers.get("x-hiringhall-readonly")
        )
        try:
            return self.calls.view.named(toolsets, read_only, self.app.parts.registry.toolsets)
        except UnknownToolsets as wrong:
            raise MCPError(INVALID_PARAMS, str(wrong)) from None


def traced() -> bool:
    """Whether spans go anywhere: a tracer was configured before the server was built."""
    return not isinstance(get_tracer_provider(), ProxyTracerProvider | NoOpTracerProvider)


def told_by(ctx: Context) -> tuple[str, str] | None:
    """What a client says of itself: with each message, or in the handshake."""
    meta = (ctx.params or {}).get("_meta")
    if isinstance(meta, dict) and CLIENT in meta:
        return client_in(meta[CLIENT])
    params = ctx.session.client_params
    return None if params is None else client_in(params.client_info.model_dump())


def payment_in(ctx: Context) -> Any:
    """The payment that came with a call (x402), as it was sent; None without one."""
    meta = (ctx.params or {}).get("_meta")
    return meta.get(PAYMENT) if isinstance(meta, dict) else None


async def with_progress(ctx: Context, work: Coroutine[Any, Any, Done]) -> Done:
    """Await a call; a client that asked for progress hears once a second that it is still at work."""
    if (ctx.meta or {}).get("progress_token") is None:
        return await work
    task = asyncio.ensure_future(work)
    seconds = 0
    try:
        while not (await asyncio.wait({task}, timeout=1))[0]:
            seconds += 1
            await ctx.session.report_progress(seconds, None, f"Still at work after {seconds} s.")
    finally:
        # Whoever cancelled the request cancelled the work.
        task.cancel()
    return task.result()
