"""What the conformance suite calls, as operations like any other: admitted, charged and logged by the pipeline.

An operation answers with `text`, or with `blocks` that the fixture server shows as images, sounds and resources."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.errors import WrongState
from tools.operation import Operation, operation

TOOLSET = "conformance"

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
SOUND = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="
SAMPLE: dict[str, Any] = {"type": "text", "text": "Several kinds of content:"}
IMAGE: dict[str, Any] = {"type": "image", "data": PICTURE, "mimeType": "image/png"}
AUDIO: dict[str, Any] = {"type": "audio", "data": SOUND, "mimeType": "audio/wav"}


class Shown(TypedDict):
    text: NotRequired[str]
    blocks: NotRequired[list[dict[str, Any]]]


def embedded(uri: str, mime_type: str, text: str) -> dict[str, Any]:
    return {"type": "resource", "resource": {"uri": uri, "mimeType": mime_type, "text": text}}


def saying(name: str, text: str) -> Operation:
    """An operation that takes nothing and answers one text; what is special about it happens on the way to it."""

    def function(call: Call) -> Shown:
        """Answer one text."""
        return {"text": text}

    function.__name__ = name
    declared = operation(access="read", actors=("any",), price="search", find=("conformance",))(function)
    found: Operation = declared.operation  # type: ignore[attr-defined]
    return found


@operation(access="read", actors=("any",), price="search", find=("conformance",))
def test_image_content(call: Call) -> Shown:
    """Answer a picture."""
    return {"blocks": [IMAGE]}


@operation(access="read", actors=("any",), price="search", find=("conformance",))
def test_audio_content(call: Call) -> Shown:
    """Answer a sound."""
    return {"blocks": [AUDIO]}


@operation(access="read", actors=("any",), price="search", find=("conformance",))
def test_embedded_resource(call: Call) -> Shown:
    """Answer a resource."""
    return {"blocks": [embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")]}


@operation(access="read", actors=("any",), price="search", find=("conformance",))
def test_multiple_content_types(call: Call) -> Shown:
    """Answer a text, a picture and a resource."""
    resource = embedded("test://mixed-content-resource", "application/json", '{"test":"data","value":123}')
    return {"blocks": [SAMPLE, IMAGE, resource]}


@operation(access="write", actors=("any",), price="write", find=("conformance",))
def test_error_handling(call: Call) -> Shown:
    """Refuse."""
    raise WrongState("This tool intentionally returns an error for testing", state="broken", next=("find_operations",))


@operation(access="write", actors=("any",), price="write", find=("conformance",))
def test_sampling(call: Call, prompt: Annotated[str, Field(description="What the client's model is asked.")]) -> Shown:
    """Answer once the client's model was asked."""
    return {"text": f"Asked the model: {prompt}"}


@operation(access="write", actors=("any",), price="write", find=("conformance",))
def test_elicitation(call: Call, message: Annotated[str, Field(description="What the person is asked.")]) -> Shown:
    """Answer once the person was asked."""
    return {"text": f"Asked the person: {message}"}


@operation(access="destructive", actors=("any",), price="write", find=("conformance",))
def test_input_required_result_request_state(call: Call) -> Shown:
    """Ask the person as every destructive operation does, then answer."""
    call.confirm("Please confirm", record="conformance:1")
    return {"text": "state-ok"}


@operation(access="destructive", actors=("any",), price="write", find=("conformance",))
def test_input_required_result_tampered_state(call: Call) -> Shown:
    """Ask the person as every destructive operation does; a changed state must not pass."""
    call.confirm("Please confirm", record="conformance:2")
    return {"text": "The state was as it was sealed."}


@operation(access="destructive", actors=("any",), price="write", find=("conformance",))
def test_streaming_elicitation(call: Call) -> Shown:
    """Ask the person as every destructive operation does."""
    call.confirm("Please confirm", record="conformance:3")
    return {"text": "Agreed."}


TEXTS = {
    "test_simple_text": "This is a simple text response for testing.",
    "test_tool_with_logging": "Three lines were logged.",
    "test_logging_tool": "A line was logged for who asked for it.",
    "test_tool_with_progress": "Progress was told.",
    "test_missing_capability": "The client can sample.",
    "test_trigger_tool_change": "The tools changed.",
    "test_trigger_prompt_change": "The prompts changed.",
    "test_elicitation_sep1034_defaults": "The person was asked with defaults.",
    "test_elicitation_sep1330_enums": "The person was asked to choose.",
    "test_input_required_result_elicitation": "Hello.",
    "test_input_required_result_sampling": "The model answered.",
    "test_input_required_result_list_roots": "The roots were listed.",
    "test_input_required_result_multiple_inputs": "Three questions were answered.",
    "test_input_required_result_multi_round": "Two questions were answered.",
    "test_input_required_result_capabilities": "Only what the client can do was asked.",
}
WRITTEN = (
    test_image_content,
    test_audio_content,
    test_embedded_resource,
    test_multiple_content_types,
    test_error_handling,
    test_sampling,
    test_elicitation,
    test_input_required_result_request_state,
    test_input_required_result_tampered_state,
    test_streaming_elicitation,
)


def fixture_operations() -> dict[str, Operation]:
    written: dict[str, Operation] = {function.__name__: function.operation for function in WRITTEN}  # type: ignore[attr-defined]
    return written | {name: saying(name, text) for name, text in TEXTS.items()}
