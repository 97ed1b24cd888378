"""The suite's resources, prompts and completions, put before our own: what is not the suite's, our handlers answer."""

from __future__ import annotations

import json
import re
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.types import (
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
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    SubscribeRequestParams,
    TextResourceContents,
    UnsubscribeRequestParams,
)

from server.protocol.beyond.handlers import BeyondTools
from tests.conformance.operations import IMAGE, PICTURE, embedded

Context = ServerRequestContext[Any, Any]
TEXT_URI, PICTURE_URI, WATCHED_URI = "test://static-text", "test://static-binary", "test://watched-resource"
TEMPLATE = "test://template/{id}/data"
ARGUMENTS = {
    "test_simple_prompt": (),
    "test_prompt_with_arguments": ("arg1", "arg2"),
    "test_prompt_with_embedded_resource": ("resourceUri",),
    "test_prompt_with_image": (),
    "test_input_required_result_prompt": (),
}


class SuitesBeyond:
    """Handlers beside the tools that know the suite's fixtures and pass on everything else."""

    def __init__(self, ours: BeyondTools) -> None:
        self._ours = ours
        self._watched: set[str] = set()

    async def list_resources(self, ctx: Context, params: PaginatedRequestParams) -> ListResourcesResult:
        listed = await self._ours.list_resources(ctx, params)
        listed.resources += [
            Resource(uri=TEXT_URI, name="text", mime_type="text/plain"),
            Resource(uri=PICTURE_URI, name="picture", mime_type="image/png"),
            Resource(uri=WATCHED_URI, name="watched", mime_type="text/plain"),
        ]
        return listed

    async def list_templates(self, ctx: Context, params: PaginatedRequestParams) -> ListResourceTemplatesResult:
        listed = await self._ours.list_templates(ctx, params)
        listed.resource_templates.append(ResourceTemplate(uri_template=TEMPLATE, name="template"))
        return listed

    async def read_resource(self, ctx: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(params.uri)
        if uri == PICTURE_URI:
            return ReadResourceResult(contents=[BlobResourceContents(uri=uri, mime_type="image/png", blob=PICTURE)])
        if uri in (TEXT_URI, WATCHED_URI):
            return text_resource(uri, "text/plain", "This is the content of the static text resource.")
        if found := re.fullmatch(r"test://template/(\w+)/data", uri):
            data = {"id": found[1], "templateTest": True, "data": f"Data for ID: {found[1]}"}
            return text_resource(uri, "application/json", json.dumps(data))
        return await self._ours.read_resource(ctx, params)

    async def subscribe(self, ctx: Context, params: SubscribeRequestParams) -> EmptyResult:
        if str(params.uri) != WATCHED_URI:
            return await self._ours.subscribe(ctx, params)
        self._watched.add(WATCHED_URI)
        return EmptyResult()

    async def unsubscribe(self, ctx: Context, params: UnsubscribeRequestParams) -> EmptyResult:
        self._watched.discard(str(params.uri))
        return await self._ours.unsubscribe(ctx, params)

    async def list_prompts(self, ctx: Context, params: PaginatedRequestParams) -> ListPromptsResult:
        listed = await self._ours.list_prompts(ctx, params)
        for name, arguments in ARGUMENTS.items():
            blanks = [PromptArgument(name=argument, description="A text.", required=True) for argument in arguments]
            listed.prompts.append(Prompt(name=name, description="A prompt of the suite.", arguments=blanks or None))
        return listed

    async def get_prompt(self, ctx: Context, params: GetPromptRequestParams) -> GetPromptResult:
        given = params.arguments or {}
        if params.name not in ARGUMENTS:
            return await self._ours.get_prompt(ctx, params)
        if params.name == "test_prompt_with_image":
            return messages(IMAGE, "Please analyze the image above.")
        if params.name == "test_prompt_with_embedded_resource":
            resource = embedded(given["resourceUri"], "text/plain", "Embedded resource content for testing.")
            return messages(resource, "Please process the embedded resource above.")
        if params.name == "test_prompt_with_arguments":
            return messages(f"Prompt with arguments: arg1='{given['arg1']}', arg2='{given['arg2']}'")
        return messages("This is a simple prompt for testing.")

    async def complete(self, ctx: Context, params: CompleteRequestParams) -> CompleteResult:
        if getattr(params.ref, "name", None) == "test_prompt_with_arguments":
            fitting = [value for value in ("testing", "tested", "other") if value.startswith(params.argument.value)]
            return CompleteResult(completion=Completion(values=fitting, total=len(fitting), has_more=False))
        return await self._ours.complete(ctx, params)


def text_resource(uri: str, mime_type: str, text: str) -> ReadResourceResult:
    return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=mime_type, text=text)])


def messages(*contents: str | dict[str, Any]) -> GetPromptResult:
    """A prompt of the person's messages, texts or content blocks."""
    blocks = [{"type": "text", "text": one} if isinstance(one, str) else one for one in contents]
    said = [PromptMessage.model_validate({"role": "user", "content": block}) for block in blocks]
    return GetPromptResult(messages=said)
