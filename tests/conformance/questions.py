"""What the fixture tools of the conformance suite ask the client, round by round, and the forms they ask with."""

from __future__ import annotations

from typing import Any

from mcp.types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    InputRequest,
    ListRootsRequest,
    SamplingMessage,
    TextContent,
)

Round = dict[str, InputRequest]


def form(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def person(message: str, **properties: dict[str, Any]) -> ElicitRequest:
    return ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=form(**properties)))


def model(prompt: str) -> CreateMessageRequest:
    message = SamplingMessage(role="user", content=TextContent(type="text", text=prompt))
    return CreateMessageRequest(params=CreateMessageRequestParams(messages=[message], max_tokens=100))


TEXT = {"type": "string"}
NAME = person("What is your name?", name=TEXT)
ROUNDS: dict[str, list[Round]] = {
    "test_input_required_result_elicitation": [{"user_name": NAME}],
    "test_input_required_result_sampling": [{"capital_question": model("What is the capital of France?")}],
    "test_input_required_result_list_roots": [{"client_roots": ListRootsRequest()}],
    "test_input_required_result_multiple_inputs": [
        {"user_name": NAME, "greeting": model("Generate a greeting"), "client_roots": ListRootsRequest()}
    ],
    "test_input_required_result_multi_round": [
        {"step1": person("Step 1: What is your name?", name=TEXT)},
        {"step2": person("Step 2: What is your favorite color?", color=TEXT)},
    ],
    "test_input_required_result_capabilities": [{"user_name": NAME, "greeting": model("Generate a greeting")}],
    "test_input_required_result_prompt": [
        {"user_context": person("What context should the prompt use?", context=TEXT)}
    ],
}

DEFAULTS = form(
    name={"type": "string", "default": "John Doe"},
    age={"type": "integer", "default": 30},
    score={"type": "number", "default": 95.5},
    status={"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
    verified={"type": "boolean", "default": True},
)
PLAIN, VALUES = ["option1", "option2", "option3"], ["value1", "value2", "value3"]
TITLED = [{"const": value, "title": f"Choice {value[-1]}"} for value in VALUES]
CHOICES = form(
    untitledSingle={"type": "string", "enum": PLAIN},
    titledSingle={"type": "string", "oneOf": TITLED},
    legacyEnum={"type": "string", "enum": ["opt1", "opt2", "opt3"], "enumNames": ["One", "Two", "Three"]},
    untitledMulti={"type": "array", "items": {"type": "string", "enum": PLAIN}},
    titledMulti={"type": "array", "items": {"anyOf": TITLED}},
)
USER = form(username=TEXT, email=TEXT)
