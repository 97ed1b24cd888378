"""Our own server with the suite's tools, resources and prompts mounted on it.

Everything the suite calls goes the whole way: HTTP, transport, pipeline, one transaction with its charge. What only the
suite wants (sampling, roots, log lines, lists that change) is done here, before the call goes on or after it came back."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPDeprecationWarning, MCPError
from mcp.shared.subscriptions import PromptsListChanged, ToolsListChanged
from mcp.types import (
    INVALID_PARAMS,
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequest,
    InputRequiredResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    SetLevelRequestParams,
    SubscribeRequestParams,
    UnsubscribeRequestParams,
)

from server.app import App
from server.protocol.tool_handlers import HallServer
from server.registry import Registry
from server.schema.listing import tool
from tests.conformance.beyond import SuitesBeyond
from tests.conformance.operations import fixture_operations
from tests.conformance.questions import CHOICES, DEFAULTS, ROUNDS, USER, Round, model
from tools.errors import Refusal
from tools.operation import Operation

Context = ServerRequestContext[Any, Any]
warnings.simplefilter("ignore", MCPDeprecationWarning)


class FixtureRegistry(Registry):
    """All our operations, and the suite's."""

    def __init__(self) -> None:
        super().__init__()
        self.fixtures = fixture_operations()

    def find(self, name: str) -> Operation | None:
        return self.fixtures.get(name) or super().find(name)


class FixtureServer(HallServer):
    """A hall server that also serves what the suite expects to find."""

    def __init__(self, app: App, registry: FixtureRegistry) -> None:
        super().__init__(app)
        self._fixtures = registry.fixtures
        self._beyond_suite = SuitesBeyond(self._beyond)
        self._before: dict[str, Callable[[Context, dict[str, Any]], Awaitable[None]]] = {
            "test_tool_with_logging": self._log_three_lines,
            "test_logging_tool": self._log_three_lines,
            "test_tool_with_progress": self._tell_progress,
            "test_missing_capability": self._want_sampling,
            "test_sampling": self._ask_model,
            "test_elicitation": self._ask_person(USER),
            "test_elicitation_sep1034_defaults": self._ask_person(DEFAULTS),
            "test_elicitation_sep1330_enums": self._ask_person(CHOICES),
            "test_trigger_tool_change": self._change_tools,
            "test_trigger_prompt_change": self._change_prompts,
        }
        self._mount()

    def _mount(self) -> None:
        suite, add = self._beyond_suite, self.mcp.add_request_handler
        add("resources/list", PaginatedRequestParams, suite.list_resources)
        add("resources/templates/list", PaginatedRequestParams, suite.list_templates)
        add("resources/read", ReadResourceRequestParams, suite.read_resource)
        add("resources/subscribe", SubscribeRequestParams, suite.subscribe)
        add("resources/unsubscribe", UnsubscribeRequestParams, suite.unsubscribe)
        add("prompts/list", PaginatedRequestParams, suite.list_prompts)
        add("prompts/get", GetPromptRequestParams, self._get_prompt)
        add("completion/complete", CompleteRequestParams, suite.complete)
        add("logging/setLevel", SetLevelRequestParams, self._set_level)

    async def _list_tools(self, ctx: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        ours = await super()._list_tools(ctx, params)
        return ListToolsResult(tools=[*ours.tools, *(tool(one, brief=True) for one in self._fixtures.values())])

    def _is_plain(self, ctx: Context) -> bool:
        """The suite's own tools take the way that may ask and resume."""
        return super()._is_plain(ctx) and not self.is_own((ctx.params or {}).get("name", ""))

    def is_own(self, name: str) -> bool:
        return name in ROUNDS or name in self._before or name in self._fixtures

    async def _call_tool(self, ctx: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
        if params.name in ROUNDS:
            asked = self._next_round(ctx, params.name, params.request_state, params.input_responses)
            if asked is not None:
                return asked
            params = params.model_copy(update={"request_state": None, "input_responses": None})
        elif params.name in self._before:
            await self._before[params.name](ctx, params.arguments or {})
        result = await super()._call_tool(ctx, params)
        return shown(result) if isinstance(result, CallToolResult) else result

    async def _get_prompt(self, ctx: Context, params: GetPromptRequestParams) -> GetPromptResult | InputRequiredResult:
        if params.name in ROUNDS:
            asked = self._next_round(ctx, params.name, params.request_state, params.input_responses)
            if asked is not None:
                return asked
        return await self._beyond_suite.get_prompt(ctx, params)

    def _next_round(
        self, ctx: Context, name: str, state: str | None, answers: dict[str, Any] | None
    ) -> InputRequiredResult | None:
        """What is still to be asked; None when everything was answered. The round reached is sealed as ours are."""
        reached = self._reached(name, state)
        rounds = ROUNDS[name]
        asked = askable(ctx, rounds[reached])
        if answers and asked.keys() <= answers.keys():
            reached += 1
        if reached == len(rounds):
            return None
        sealed = self.app.parts.seal.close(f"{name}:{reached}", self.app.clock())
        return InputRequiredResult(input_requests=askable(ctx, rounds[reached]), request_state=sealed)

    def _reached(self, name: str, state: str | None) -> int:
        if state is None:
            return 0
        try:
            sealed = self.app.parts.seal.yes(state, self.app.clock()).partition(".")[0]
            whose, _, reached = sealed.partition(":")
        except Refusal as refusal:
            raise MCPError(INVALID_PARAMS, refusal.message) from None
        if whose != name:
            raise MCPError(INVALID_PARAMS, "The state is of another call.")
        return int(reached)

    async def _log_three_lines(self, ctx: Context, arguments: dict[str, Any]) -> None:
        for line in ("Tool execution started", "Tool processing data", "Tool execution completed"):
            await ctx.session.send_log_message("info", line, related_request_id=ctx.request_id)
            await asyncio.sleep(0.05)

    async def _tell_progress(self, ctx: Context, arguments: dict[str, Any]) -> None:
        for part in (0, 50, 100):
            await ctx.session.report_progress(part, 100, f"{part} of 100")
            await asyncio.sleep(0.05)

    async def _want_sampling(self, ctx: Context, arguments: dict[str, Any]) -> None:
        can = ctx.session.client_capabilities
        if can is None or can.sampling is None:
            wanted = {"requiredCapabilities": {"sampling": {}}}
            raise MCPError(MISSING_REQUIRED_CLIENT_CAPABILITY, "The client must be able to sample.", wanted)

    async def _ask_model(self, ctx: Context, arguments: dict[str, Any]) -> None:
        params = model(arguments["prompt"]).params
        await ctx.session.create_message(params.messages, max_tokens=100, related_request_id=ctx.request_id)

    def _ask_person(self, schema: dict[str, Any]) -> Callable[[Context, dict[str, Any]], Awaitable[None]]:
        async def ask(ctx: Context, arguments: dict[str, Any]) -> None:
            message = arguments.get("message", "Please answer")
            await ctx.session.elicit_form(message, schema, ctx.request_id)

        return ask

    async def _change_tools(self, ctx: Context, arguments: dict[str, Any]) -> None:
        await self.app.changes.bus.publish(ToolsListChanged())

    async def _change_prompts(self, ctx: Context, arguments: dict[str, Any]) -> None:
        await self.app.changes.bus.publish(PromptsListChanged())

    async def _set_level(self, ctx: Context, params: SetLevelRequestParams) -> EmptyResult:
        return EmptyResult()


def askable(ctx: Context, round: Round) -> Round:
    """The questions of a round that this client said it can answer."""
    can = ctx.session.client_capabilities

    def answers(request: InputRequest) -> bool:
        kind = request.method.split("/")[0]
        return can is not None and getattr(can, kind) is not None

    return {key: request for key, request in round.items() if answers(request)}


def shown(result: CallToolResult) -> CallToolResult:
    """The answer with its text or blocks as the content a client displays."""
    answer = result.structured_content or {}
    blocks = answer.get("blocks") or ([{"type": "text", "text": answer["text"]}] if "text" in answer else None)
    if blocks is None:
        return result
    wire = {**result.model_dump(by_alias=True, exclude_none=True), "content": blocks}
    return CallToolResult.model_validate(wire)
