"""Schemas, from an operation's signature: the portable profile that every client accepts, with a root object, nothing
referenced, no unions, no nulls, closed objects. server/schema/arguments.py checks what comes in against the same types."""

from __future__ import annotations

import inspect
import types
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from server.schema.made import made_tool
from server.schema.portable import portable
from tools.operation import Operation, published
from tools.paging import DEFAULT_LIMIT, MAX_LIMIT
from tools.params import CLEARABLE


@dataclass(slots=True)
class Envelope:
    """What the pipeline itself takes from the arguments of a call."""

    dry_run: bool = False
    idempotency_key: str | None = None
    confirm: str | None = None
    wait: bool = True
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    fields: list[str] = field(default_factory=list)
    company_id: int | None = None
    clear: list[str] = field(default_factory=list)


@lru_cache(maxsize=1024)
def envelope_schemas(operation: Operation) -> dict[str, dict[str, Any]]:
    """The parameters the pipeline adds to an operation."""
    added: dict[str, dict[str, Any]] = {}
    if operation.access != "read":
        added["dry_run"] = {"type": "boolean", "description": "Only show what would happen and cost."}
    if takes_key(operation):
        added["idempotency_key"] = {
            "type": "string",
            "maxLength": 100,
            "description": "Your key: for 30 days a repeat answers the same, uncharged.",
        }
    if operation.asks:
        added["confirm"] = {"type": "string", "description": "Token of a confirmation_required answer, after a yes."}
    if operation.access != "read" or operation.waitable:
        added["wait"] = {
            "type": "boolean",
            "description": "false: answer a job for get_job.",
        }
    if operation.paged:
        added["limit"] = {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_LIMIT,
            "description": f"Default {operation.page_size}.",
        }
        added["cursor"] = {"type": "string", "description": "next_cursor of the page before."}
        added["fields"] = {
            "type": "array",
            "items": {"type": "string"},
            "description": "Only these fields of each item.",
        }
    if names := [name for name, (kind, _) in parameters(operation).items() if clearable(kind)]:
        added["clear"] = {
            "type": "array",
            "items": {"type": "string", "enum": names},
            "description": "What to empty; null leaves it as it is.",
        }
    if acts_for_companies(operation):
        added["company_id"] = {"type": "integer", "minimum": 1, "description": "Another of your companies to act for."}
    return added


def takes_key(operation: Operation) -> bool:
    """Whether a repeat could do or cost something again."""
    return operation.access != "read" or operation.price != "free"


def acts_for_companies(operation: Operation) -> bool:
    """Whether a company_id among the arguments chooses the company to act for."""
    if operation.company_is_target or not operation.acts_for_companies:
        return False
    return bool({"client", "admin", "agent"} & set(operation.actors))


@lru_cache(maxsize=1024)
def hints(operation: Operation) -> dict[str, Any]:
    return get_type_hints(operation.function, include_extras=True)


@lru_cache(maxsize=1024)
def parameters(operation: Operation) -> dict[str, tuple[Any, Any]]:
    """An operation's own parameters: name -> (type without None, default or ... when required)."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, parameter in inspect.signature(operation.function).parameters.items():
        if name in ("call", operation.page_parameter):
            continue
        kind = _without_none(hints(operation)[name])
        found[published(name)] = (kind, ... if parameter.default is parameter.empty else parameter.default)
    return found


@lru_cache(maxsize=1024)
def model_of(operation: Operation) -> type[BaseModel]:
    """What checks an operation's own arguments."""
    fields: dict[str, Any] = {}
    for name, (kind, default) in parameters(operation).items():
        fields[name] = (kind, default)
        if default is ... and clearable(kind):
            # It may be given in clear instead, so pydantic cannot say that it is missing; arguments.py does.
            fields[name] = (kind, None)
    # Objects inside refuse keys they do not know too: pydantic hands the setting on to them.
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, protected_namespaces=())
    return create_model(operation.name, __config__=config, **fields)


def clearable(kind: Any) -> bool:
    """Whether the parameter can be emptied: by the empty value of its type, or by its name in clear."""
    return CLEARABLE in getattr(kind, "__metadata__", ())


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        if len(rest) == 1:
            return rest[0]
    return kind


@lru_cache(maxsize=1024)
def fixed_schema(operation: Operation) -> dict[str, Any]:
    """input_schema, made once, for whoever only reads it: making it takes longer than most calls."""
    return input_schema(operation)


def input_schema(operation: Operation) -> dict[str, Any]:
    """The portable JSON schema of an operation's arguments."""
    made = made_tool(operation)
    return derived_input(operation) if made is None else made["inputSchema"]


def derived_input(operation: Operation) -> dict[str, Any]:
    """The same, made from its types."""
    schema = portable(model_of(operation).model_json_schema(mode="validation"), {})
    properties = schema.setdefault("properties", {})
    for name, added in envelope_schemas(operation).items():
        properties.setdefault(name, added)
    own = parameters(operation)
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, (_, default) in own.items() if default is ...],
        "additionalProperties": False,
    }
