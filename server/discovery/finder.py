"""The operations as seen by the operations that look for operations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from server.calls.auth import may_call
from server.registry import Registry
from server.schema.answer import output_schema
from server.schema.schema import input_schema, parameters
from tools.call import Caller
from tools.operation import Operation

if TYPE_CHECKING:
    from server.discovery.ranking import Index


class RegistryFinder:
    """Finds and describes operations of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @cached_property
    def _index(self) -> Index:
        # Imported here: a start should not pay for what only the first search needs.
        from server.discovery.ranking import Index

        return Index(list(self._registry.operations.values()))

    def find(
        self, query: str, caller: Caller, toolset: str | None, access: str | None, limit: int
    ) -> list[dict[str, Any]]:
        """Operations that fit the words, best first."""
        hits = self._index.search(query, caller, toolset, access, limit)
        return [self._hit(operation, caller, score) for operation, score in hits]

    def _hit(self, operation: Operation, caller: Caller, score: float) -> dict[str, Any]:
        allowed = may_call(caller, operation)
        return {
            "tool": operation.name,
            "title": operation.name.replace("_", " ").capitalize(),
            "does": operation.summary,
            "toolset": operation.toolset,
            "access": operation.access,
            "price": operation.price,
            "requires": [name for name, (_, default) in parameters(operation).items() if default is ...],
            "call_with": "run_" + operation.access,
            "not_allowed": None if allowed else f"open to: {', '.join(operation.actors)}",
            "score": f"{score:.2f}",
        }

    def describe(self, name: str) -> dict[str, Any] | None:
        """All there is to know about one operation, None when there is none of that name."""
        operation = self._registry.find(name)
        if operation is None:
            return None
        schema = input_schema(operation)
        return {
            "tool": operation.name,
            "toolset": operation.toolset,
            "does": operation.description,
            "access": operation.access,
            "actors": list(operation.actors),
            "price": operation.price,
            "call_with": "run_" + operation.access,
            "input_schema": schema,
            "output_schema": output_schema(operation),
            "example": example(operation.name, schema),
            "related": self._related(operation),
        }

    def near(self, name: str) -> list[str]:
        return self._registry.near(name)

    def toolsets(self) -> list[str]:
        return self._registry.toolsets

    def price_classes(self) -> dict[str, list[str]]:
        """The operations of each price class."""
        classes: dict[str, list[str]] = {}
        for operation in self._registry.operations.values():
            classes.setdefault(operation.price, []).append(operation.name)
        return classes

    def _related(self, operation: Operation) -> list[str]:
        words = operation.description.replace(".", " ").replace(",", " ").replace(";", " ").replace(":", " ").split()
        return sorted({word for word in words if word in self._registry.names and word != operation.name})


def example(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A call with its required arguments filled in."""
    return {"tool": name, "arguments": {key: sample(schema["properties"][key], key) for key in schema["required"]}}


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
