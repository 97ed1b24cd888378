"""Schemas and strict arguments, from an operation's signature.

What goes out is the portable profile that every client accepts: a root object, nothing referenced, no unions, no nulls,
closed objects. What comes in is checked by pydantic against the same types, and every fault is said in plain words at once.
"""

from __future__ import annotations

import inspect
import math
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from server.schema.portable import portable
from tools.errors import MOST_FAULTS, Invalid
from tools.operation import Operation
from tools.paging import DEFAULT_LIMIT, MAX_LIMIT
from tools.params import CLEARABLE, CLEARED, MAX_ID
from tools.text import visible

MAX_DEPTH = 12
# No operation takes nearly as many, and each costs time before anything is known about the caller.
MAX_VALUES = 10_000


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
    if operation.access != "read":
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
        found[name] = (kind, ... if parameter.default is parameter.empty else parameter.default)
    return found


@lru_cache(maxsize=1024)
def _model(operation: Operation) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for name, (kind, default) in parameters(operation).items():
        fields[name] = (kind, default)
        if default is ... and clearable(kind):
            # null is a value here, so pydantic cannot say whether it was left out; _values does.
            fields[name] = (kind, None)
    # Objects inside refuse keys they do not know too: pydantic hands the setting on to them.
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, protected_namespaces=())
    return create_model(operation.name, __config__=config, **fields)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        if len(rest) == 1:
            return rest[0]
    return kind


def input_schema(operation: Operation) -> dict[str, Any]:
    """The portable JSON schema of an operation's arguments."""
    schema = portable(_model(operation).model_json_schema(mode="validation"), {})
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


def split(operation: Operation, arguments: Mapping[str, Any]) -> tuple[Envelope, dict[str, Any]]:
    """The pipeline's own arguments and the operation's, validated; Invalid names every fault at once."""
    if fault := unwieldy(arguments):
        raise Invalid({"arguments": fault}, next=("describe_operation",))
    own, added = parameters(operation), envelope_schemas(operation)
    unknown = [name for name in arguments if name not in own and name not in added]
    faults = {visible(name[:60]): _unknown(name, {*own, *added}) for name in unknown[:MOST_FAULTS]}
    envelope = _envelope(operation, arguments, faults)
    values = _values(operation, arguments, faults)
    if faults:
        raise Invalid(faults, next=("describe_operation",))
    return envelope, values


def _unknown(name: str, known: set[str]) -> str:
    # Imported here: a start, and a call without faults, should not pay for the library.
    from rapidfuzz import process

    near = process.extractOne(name[:80], sorted(known), score_cutoff=60)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"is not a parameter; {hint}It takes {', '.join(sorted(known)) or 'none'}"


def _envelope(operation: Operation, arguments: Mapping[str, Any], faults: dict[str, str]) -> Envelope:
    envelope = Envelope(limit=operation.page_size)
    for name in envelope_schemas(operation):
        value = arguments.get(name)
        if value is None:
            continue
        fault = _ENVELOPE_CHECKS[name](value)
        if fault:
            faults[name] = fault
        else:
            setattr(envelope, name, value)
    return envelope


def _whole(value: Any, low: int, high: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return ""
    return f"must be a whole number from {low} to {high}"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _text_up_to(length: int) -> Any:
    def check(value: Any) -> str:
        fits = isinstance(value, str) and 0 < len(value) <= length and value == visible(value)
        return "" if fits else f"must be text of 1 to {length} characters"

    return check


def _field_names(value: Any) -> str:
    if isinstance(value, list) and len(value) <= 50 and all(isinstance(part, str) for part in value):
        return ""
    return "must be a list of field names"


_ENVELOPE_CHECKS: dict[str, Any] = {
    "dry_run": _flag,
    "wait": _flag,
    "idempotency_key": _text_up_to(100),
    "confirm": _text_up_to(2000),
    "cursor": _text_up_to(1000),
    "limit": lambda value: _whole(value, 1, MAX_LIMIT),
    "company_id": lambda value: _whole(value, 1, MAX_ID),
    "fields": _field_names,
}


def _values(operation: Operation, arguments: Mapping[str, Any], faults: dict[str, str]) -> dict[str, Any]:
    own = parameters(operation)
    given: dict[str, Any] = {}
    cleared: dict[str, Any] = {}
    for name, (kind, _) in own.items():
        if name not in arguments:
            continue
        if wild(arguments[name]):
            faults[name] = "holds a number that is out of bounds"
            continue
        value = cleaned(arguments[name])
        if value in (None, "", [], {}) and clearable(kind):
            cleared[name] = CLEARED
        elif value is not None:
            given[name] = value
    try:
        model = _model(operation).__pydantic_validator__.validate_python(given, strict=True)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            faults.setdefault(_where(fault["loc"]), _what(dict(fault)))
        return {}
    for name, (kind, default) in own.items():
        if default is ... and clearable(kind) and name not in given and name not in cleared:
            faults[name] = _PLAIN["missing"]
    values = {name: getattr(model, name) for name in model.model_fields_set}
    return {**values, **cleared}


def clearable(kind: Any) -> bool:
    """Whether null, or the empty value of its type, is a value for this parameter: it empties what is stored."""
    return CLEARABLE in getattr(kind, "__metadata__", ())


def cleaned(value: Any) -> Any:
    """Incoming values without characters nobody can see; lone surrogates and NUL are gone too."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else visible(value)
    if isinstance(value, list):
        return [cleaned(part) for part in value]
    if isinstance(value, dict):
        return {visible(str(key)): cleaned(part) for key, part in value.items()}
    return value


def wild(value: Any) -> bool:
    """Whether there is a number in it that neither JSON clients nor the store agree on."""
    if isinstance(value, int):
        return abs(value) > MAX_ID
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, dict):
        return any(map(wild, value.values()))
    return isinstance(value, list) and any(map(wild, value))


def unwieldy(arguments: Mapping[str, Any]) -> str:
    """Why arguments are not looked at any further; empty when they are of a reasonable shape."""
    level: list[Any] = [arguments]
    values = 0
    for _ in range(MAX_DEPTH):
        values += sum(map(len, level))
        if values > MAX_VALUES:
            return f"hold more than {MAX_VALUES} values"
        inside = (part for held in level for part in (held.values() if isinstance(held, Mapping) else held))
        level = [part for part in inside if isinstance(part, dict | list)]
        if not level:
            return ""
    return f"are nested deeper than {MAX_DEPTH} levels"


def _where(loc: tuple[Any, ...]) -> str:
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text[:120]


_PLAIN = {
    "missing": "is required",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "typed_dict_type": "must be an object",
    "extra_forbidden": "is not known here",
}


def _what(fault: dict[str, Any]) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    # Of a text that was tidied first (OneLine) its library counts items.
    kind = f"string_{kind}" if kind in ("too_short", "too_long") and isinstance(fault.get("input"), str) else kind
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "value_error":
        return str(context.get("error", "cannot be"))
    if kind == "literal_error":
        return f"must be {str(context.get('expected', '')).replace(chr(39), '')}"
    for name, text in _BOUNDS.items():
        if kind == name:
            return text.format(**context)
    return str(fault.get("msg", "cannot be")).lower()


_BOUNDS = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
    "string_pattern_mismatch": "must look like {pattern}",
}
