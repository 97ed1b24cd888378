"""Whether an answer is as its schema says, told in a fraction of the time that jsonschema takes.

It says yes only where it is sure. Where it does not, jsonschema is asked, which also tells what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fits = Callable[[Any], bool]
# What JSON calls them, and what they are read as.
KINDS: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, float}),
    "boolean": frozenset({bool}),
    "array": frozenset({list}),
    "object": frozenset({dict}),
}
# The words of a schema that this knows, and what each asks of a value of the right kind.
ASKS: dict[str, Callable[[Any], Fits]] = {
    "enum": lambda values: values.__contains__,
    "minLength": lambda least: lambda value: len(value) >= least,
    "maxLength": lambda most: lambda value: len(value) <= most,
    "minItems": lambda least: lambda value: len(value) >= least,
    "maxItems": lambda most: lambda value: len(value) <= most,
    "minimum": lambda least: lambda value: value >= least,
    "maximum": lambda most: lambda value: value <= most,
    "required": lambda names: frozenset(names).issubset,
    "items": lambda part: _each(fits(part)),
}
OF_OBJECTS = {"properties", "additionalProperties"}
FOR_READERS = {"type", "description"}


def fits(schema: dict[str, Any]) -> Fits:
    """What says yes to a value that a schema allows; it does to none where the schema has words it does not know."""
    kinds = KINDS.get(schema.get("type", ""))
    words = schema.keys() - FOR_READERS - OF_OBJECTS
    if kinds is None or words - ASKS.keys():
        return lambda value: False
    asked = [ASKS[word](schema[word]) for word in sorted(words)]
    if schema["type"] == "object":
        asked.append(_parts(schema.get("properties", {}), schema.get("additionalProperties", True)))
    return lambda value: type(value) in kinds and all(holds(value) for holds in asked)


def _each(holds: Fits) -> Fits:
    return lambda values: all(map(holds, values))


def _parts(properties: dict[str, Any], others: Any) -> Fits:
    known = {name: fits(part) for name, part in properties.items()}
    other: Fits = fits(others) if isinstance(others, dict) else lambda value: others is True
    return lambda value: all(known.get(name, other)(part) for name, part in value.items())
