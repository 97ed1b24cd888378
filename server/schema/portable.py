"""The portable profile of JSON schema: what every client accepts. No references, unions, nulls or titles."""

from __future__ import annotations

from typing import Any


def portable(schema: Any, definitions: dict[str, Any]) -> Any:
    """A pydantic schema in the portable profile: references inlined, nulls and titles gone."""
    if isinstance(schema, list):
        return [portable(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    definitions = {**definitions, **schema.get("$defs", {})}
    if "$ref" in schema:
        target = definitions[schema["$ref"].rsplit("/", 1)[-1]]
        return portable({**target, **{key: value for key, value in schema.items() if key != "$ref"}}, definitions)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            rest = [part for part in schema[union] if part.get("type") != "null"]
            others = {key: value for key, value in schema.items() if key not in (union, "default")}
            return portable({**rest[0], **others}, definitions)
    kept = {
        key: value
        for key, value in schema.items()
        if key not in ("title", "$defs", "$schema", "discriminator") and not (key == "default" and value is None)
    }
    if "const" in kept:
        kept["enum"] = [kept.pop("const")]
    if "properties" in kept:
        nullable = {name for name, part in kept["properties"].items() if _nullable(part)}
        kept["properties"] = {name: portable(part, definitions) for name, part in kept["properties"].items()}
        if kept.get("required"):
            kept["required"] = [name for name in kept["required"] if name not in nullable]
        if not kept.get("required"):
            kept.pop("required", None)
        return kept
    return {
        key: portable(value, definitions) if key in ("items", "additionalProperties") else value
        for key, value in kept.items()
    }


def _nullable(schema: dict[str, Any]) -> bool:
    return any(part.get("type") == "null" for part in schema.get("anyOf", []))
