"""What tools/list shows: a small default, or whole toolsets when they are asked for."""

from __future__ import annotations

from typing import Any

from mcp.types import Tool, ToolAnnotations

from server.pipeline import is_visible
from server.registry import Registry
from server.schema import input_schema, output_schema
from tools.operation import Access, Operation

FLAGSHIP = (
    "search_specialists",
    "get_specialist_profile",
    "create_inquiry",
    "find_next_slot",
    "book_schedule",
    "create_task",
    "pay_task",
    "create_work_order",
    "route_work_order",
    "get_wallet",
)
GATEWAY = ("find_operations", "describe_operation")
ALWAYS_LOAD = {"anthropic/alwaysLoad": True}

DISPATCHERS: dict[str, tuple[Access, str]] = {
    "run_read": ("read", "Run any operation that only reads (access read)."),
    "run_write": ("write", "Run any operation that creates or changes something (access write)."),
    "run_destructive": ("destructive", "Run any operation that removes, cancels or ends something (access destructive)."),
    "run_money": ("money", "Run any operation that moves or commits funds (access money)."),
}


def listed(registry: Registry, toolsets: frozenset[str] | None, read_only: bool) -> list[Tool]:
    """The tools a client is shown, in an order that never varies."""
    if toolsets is None:
        names = [name for name in FLAGSHIP if name in registry.operations]
    else:
        names = [name for name, operation in registry.operations.items() if operation.toolset in toolsets]
    operations = [registry.operations[name] for name in names if name not in GATEWAY]
    shown = [tool(operation) for operation in operations if is_visible(operation, toolsets, read_only)]
    gateway = [tool(registry.operations[name]) for name in GATEWAY if name in registry.operations]
    dispatchers = [dispatcher(name) for name in DISPATCHERS if not read_only or name == "run_read"]
    return [*gateway, *dispatchers, *shown]


def tool(operation: Operation) -> Tool:
    """An operation as a client sees it."""
    return Tool(
        name=operation.name,
        title=operation.name.replace("_", " ").capitalize(),
        description=operation.description,
        input_schema=input_schema(operation),
        output_schema=output_schema(operation),
        annotations=hints(operation.access),
        _meta=ALWAYS_LOAD if operation.name in GATEWAY else None,
    )


def hints(access: Access) -> ToolAnnotations:
    """What the access class tells a client."""
    return ToolAnnotations(
        read_only_hint=access == "read",
        destructive_hint=access in ("destructive", "money"),
        idempotent_hint=access == "read",
        open_world_hint=access == "money",
    )


def dispatcher(name: str) -> Tool:
    """A tool that runs any operation of one access class."""
    access, summary = DISPATCHERS[name]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            "tool": {"type": "string", "description": "Name of the operation, from find_operations."},
            "arguments": {
                "type": "object",
                "description": "Its arguments, as describe_operation shows them.",
                "additionalProperties": True,
            },
        },
        "required": ["tool"],
        "additionalProperties": False,
    }
    return Tool(
        name=name,
        title=name.replace("_", " ").capitalize(),
        description=f"{summary} Find its name with find_operations and its arguments with describe_operation. "
        "Price, confirmation and receipt are the operation's own.",
        input_schema=schema,
        annotations=hints(access),
        _meta=ALWAYS_LOAD,
    )
