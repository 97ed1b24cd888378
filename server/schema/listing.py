"""What tools/list shows: a small default, or whole toolsets when they are asked for.

The protocol's library is loaded where a listing is made: commands that serve nobody need the names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.registry import Registry, is_visible
from server.schema.answer import derived_output
from server.schema.schema import derived_input
from server.shown import ALWAYS_LOAD, DISPATCHERS, FLAGSHIP, GATEWAY, app_of, shown_texts
from tools.operation import Access, Operation
from tools.params import MAX_ID

if TYPE_CHECKING:
    from mcp.types import Tool, ToolAnnotations

SELF_EVIDENT = (("minLength", 1), ("minItems", 1), ("minimum", 1), ("maximum", MAX_ID))


def listed(registry: Registry, toolsets: frozenset[str] | None, read_only: bool) -> list[Tool]:
    """The tools a client is shown, in an order that never varies."""
    from mcp.types import Tool

    if registry.index is not None and (texts := shown_texts(registry.index, toolsets, read_only)) is not None:
        return [Tool.model_validate_json(text) for text in texts]
    if toolsets is None:
        names = [name for name in FLAGSHIP if name in registry.operations]
    else:
        names = [name for name, operation in registry.operations.items() if operation.toolset in toolsets]
    operations = [registry.operations[name] for name in names if name not in GATEWAY]
    shown = [operation for operation in operations if is_visible(operation, toolsets, read_only)]
    gateway = [tool(registry.operations[name], brief=True) for name in GATEWAY]
    dispatchers = [dispatcher(name) for name in DISPATCHERS if not read_only or name == "run_read"]
    return [*gateway, *dispatchers, *(tool(operation, brief=toolsets is None) for operation in shown)]


def is_listed(operation: Operation, toolsets: frozenset[str] | None) -> bool:
    """Whether a client that was shown these toolsets knows the operation by name."""
    if operation.name in GATEWAY:
        return True
    return operation.name in FLAGSHIP if toolsets is None else operation.toolset in toolsets


def tool(operation: Operation, *, brief: bool) -> Tool:
    """An operation as a client sees it, derived; brief leaves the answer's schema to describe_operation."""
    from mcp.types import Tool

    schema = derived_input(operation)
    return Tool(
        name=operation.name,
        title=operation.name.replace("_", " ").capitalize(),
        description=operation.description,
        input_schema=sparing(brief_schema(schema)) if brief else schema,
        output_schema=None if brief else derived_output(operation),
        annotations=hints(operation.access),
        _meta=ALWAYS_LOAD if operation.name in GATEWAY else app_of(operation.name, operation.access) or None,
    )


def brief_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the insides of optional objects; their keys are named, describe_operation shows them."""
    properties = {
        name: part if name in schema["required"] else _outside(part) for name, part in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _outside(part: dict[str, Any]) -> dict[str, Any]:
    inner = part.get("items", part)
    if inner.get("type") != "object" or not inner.get("properties"):
        return part
    about = part.get("description", "").rstrip(".")
    keys = ", ".join(inner["properties"])
    shell: dict[str, Any] = {"type": "object"} if inner is part else {"type": "array", "items": {"type": "object"}}
    return {**shell, "description": f"{about}. Keys: {keys}.".lstrip(". ")}


def sparing(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema in fewer words for the same: what goes without saying is left out."""
    found = {name: part for name, part in schema.items() if (name, part) not in SELF_EVIDENT}
    if "properties" in schema:
        found["properties"] = {name: sparing(part) for name, part in schema["properties"].items()}
    if isinstance(schema.get("items"), dict):
        found["items"] = sparing(schema["items"])
    return found


def hints(access: Access) -> ToolAnnotations:
    """What the access class tells a client."""
    from mcp.types import ToolAnnotations

    return ToolAnnotations(
        read_only_hint=access == "read",
        destructive_hint=access in ("destructive", "money"),
        idempotent_hint=access == "read",
        open_world_hint=access == "money",
    )


def dispatcher(name: str) -> Tool:
    """A tool that runs any operation of one access class."""
    from mcp.types import Tool

    access, summary = DISPATCHERS[name]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            "tool": {"type": "string", "description": "The operation's name."},
            "arguments": {
                "type": "object",
                "description": "As describe_operation shows them.",
            },
            "arguments_json": {
                "type": "string",
                "description": "The same as JSON text, for clients that cannot send the object.",
            },
        },
        "required": ["tool"],
        "additionalProperties": False,
    }
    return Tool(
        name=name,
        title=name.replace("_", " ").capitalize(),
        description=f"{summary} find_operations finds its name, describe_operation its arguments. "
        "Price, confirmation and receipt are the operation's own.",
        input_schema=schema,
        annotations=hints(access),
        _meta={**ALWAYS_LOAD, **app_of(name, access)},
    )
