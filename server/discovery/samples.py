"""An example of a call that runs: what an operation's declaration gives, and samples of whatever else it requires."""

from __future__ import annotations

import re
from typing import Any

from server.schema.schema import input_schema
from tools.operation import Operation


def example(operation: Operation) -> dict[str, Any]:
    """A call with what it needs: its required arguments, the first of those of which one is required, and what its example
    gives."""
    schema = input_schema(operation)
    given = operation.example
    needed = {
        name: sample(part, name)
        for name, part in schema["properties"].items()
        if name not in given and (name in schema["required"] or _is_first_of_two(name, part, given))
    }
    return {"tool": operation.name, "arguments": {**needed, **given}}


def _is_first_of_two(name: str, part: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether one of two arguments is required, this is the one by number, and no example gives the other."""
    other = re.search(r"(?:Either this or|Or by) (\w+)", part.get("description", ""))
    return name.endswith("_id") and other is not None and other[1] not in given


def sample(schema: dict[str, Any], name: str = "") -> Any:
    """A value that fits a portable schema; the parameter's name tells what kind of text it is."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "integer":
        return max(1, int(schema.get("minimum", 1)))
    if kind == "number":
        return max(1, float(schema.get("minimum", 1)))
    if kind == "boolean":
        return True
    if kind == "array":
        return [sample(schema["items"], name)] if schema.get("items") else []
    if kind == "object":
        return {key: sample(schema["properties"][key], key) for key in schema.get("required", [])}
    return _sample_text(schema, name)


def _sample_text(schema: dict[str, Any], name: str) -> str:
    for end, value in _NAMED.items():
        if name == end or name.endswith(f"_{end}"):
            return value
    description = schema.get("description", "").lower()
    for word, value in _SAMPLES.items():
        if word in description:
            return value
    return "text".ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 100)]


_NAMED = {
    "email": "ann@example.com",
    "title": "Spring campaign",
    "label": "Consultation",
    "name": "Acme Ltd",
    "message": "When can you start?",
    "reason": "Not needed any more",
    "phone": "+4930123456",
    "country": "DE",
    "code": "123456",
    "otp": "123456",
    "password": "correct horse",
    "token": "hh_token_0123456789",
    "start": "2026-12-01T09:00:00Z",
    "end": "2026-12-01T10:00:00Z",
    "deadline": "2026-12-01T09:00:00Z",
    "date": "2026-12-01",
    "timezone": "Europe/Berlin",
    "price": "81.00",
    "amount": "81.00",
    "budget": "81.00",
    "base64": "dGV4dA==",
    "uuid": "6f1c1f9e-8f5e-4a53-9d5b-0d8f6b3b2a10",
}
_SAMPLES = {
    "moment": "2026-12-01T09:00:00Z",
    "date": "2026-12-01",
    "hh:mm": "09:00",
    "amount": "81.00",
    "decimal": "1.00",
    "e-mail": "ann@example.com",
    "zone": "Europe/Berlin",
    "uuid": "6f1c1f9e-8f5e-4a53-9d5b-0d8f6b3b2a10",
    "http": "https://example.com",
}
