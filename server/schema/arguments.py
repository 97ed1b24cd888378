"""The arguments of a call: read by their meaning, checked against the operation's types, every fault in plain words at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from server.schema.bounds import unwieldy
from server.schema.near_names import hint, inside, names_within
from server.schema.reading import Field, Reading, Unread, field_of
from server.schema.schema import Envelope, clearable, envelope_schemas, fixed_schema, model_of, parameters
from tools.errors import MOST_FAULTS, Invalid
from tools.operation import Operation
from tools.paging import MAX_LIMIT
from tools.params import CLEARED, MAX_ID, Cleared, Home, zone_or_none
from tools.rules.sentences import Count, Words, either, joined, told_by, worded
from tools.text import visible

# Of an argument that is required and was left out.
MISSING = worded("is required")


@dataclass(slots=True)
class Arguments:
    """What a call was given: the pipeline's own and the operation's."""

    envelope: Envelope
    values: dict[str, Any]
    # As they were sent, without nulls and in the form that the schema shows.
    plain: dict[str, Any] = field(default_factory=dict)
    # What was read otherwise than it was written, in sentences for the answer.
    remarks: list[str] = field(default_factory=list)
    # A time without an offset was read as if the caller lived in UTC: it is to be read again, once it is known where.
    lacks_zone: bool = False


def split(operation: Operation, arguments: Mapping[str, Any], home: Home | None = None) -> Arguments:
    """The pipeline's own arguments and the operation's, read and checked; Invalid names every fault at once.

    home: where times without an offset are meant; None while nobody knows who calls."""
    if fault := unwieldy(arguments):
        raise Invalid({"arguments": fault}, next=("describe_operation",))
    own, added = parameters(operation), envelope_schemas(operation)
    unknown = [name for name in arguments if name not in own and name not in added]
    faults = {
        # All that there are is said once.
        visible(name[:60]): _unknown(worded("is not a parameter"), _instead(operation, name, listing=nth == 0))
        for nth, name in enumerate(unknown[:MOST_FAULTS])
    }
    reading = Reading()
    envelope = _envelope(operation, arguments, reading, faults)
    given, cleared, remarks = _read(operation, arguments, reading, envelope.clear, faults)
    home = _there(given, home or Home(None))
    values = _checked(operation, given, cleared, home, faults)
    if faults:
        raise Invalid(faults, next=("describe_operation",))
    plain = {name: given.get(name, value) for name, value in arguments.items() if not _is_null(value)}
    return Arguments(envelope, values, plain, remarks + home.remarks, home.was_asked and not home.known)


def _is_null(value: Any) -> bool:
    return value is None or (isinstance(value, list) and bool(value) and all(map(_is_null, value)))


def meaning_of(values: Any) -> str:
    """A text that is the same for the same values, in whatever form they came."""
    return _sorted(values)


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Cleared):
        return {"": "cleared"}
    return str(value)


_sorted = json.JSONEncoder(sort_keys=True, default=_written).encode


def _instead(operation: Operation, name: str, *, listing: bool) -> str:
    schema = fixed_schema(operation)
    place = inside(schema, name)
    return (
        worded("it stands inside another: {place}", place=place)
        if place
        else hint(name, schema["properties"], listing=listing)
    )


def _unknown(what: str, more: str) -> str:
    return joined((what, more), "; ") if more else what


def _envelope(operation: Operation, arguments: Mapping[str, Any], reading: Reading, faults: dict[str, str]) -> Envelope:
    envelope = Envelope(limit=operation.page_size)
    for name in envelope_schemas(operation):
        value = _one(_ENVELOPE[name], arguments.get(name), name, reading, faults)
        # An empty text means nothing in any of them.
        if value is None or value == "":
            continue
        fault = _ENVELOPE_CHECKS[name](value)
        if fault:
            faults[name] = fault
        else:
            setattr(envelope, name, value)
    return envelope


def _one(field: Field, value: Any, name: str, reading: Reading, faults: dict[str, str]) -> Any:
    """One argument, read; None when it was left out or cannot be read, which is noted."""
    if value is None:
        return None
    try:
        return field.read(value, reading)
    except Unread as unread:
        faults[f"{name}{unread.place}"[:120]] = unread.text
        return None


def _whole(value: Any, low: int, high: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return ""
    return worded("must be a whole number from {low} to {high}", low=low, high=high)


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else worded("must be true or false")


def _text_up_to(length: int) -> Any:
    def check(value: Any) -> str:
        fits = isinstance(value, str) and len(value) <= length and value == visible(value)
        return "" if fits else worded("must be text of 1 to {length} characters", length=length)

    return check


def _names(value: Any) -> str:
    if isinstance(value, list) and len(value) <= 50 and all(isinstance(part, str) for part in value):
        return ""
    return worded("must be a list of field names")


_ENVELOPE_CHECKS: dict[str, Any] = {
    "dry_run": _flag,
    "wait": _flag,
    "idempotency_key": _text_up_to(100),
    "confirm": _text_up_to(2000),
    "cursor": _text_up_to(1000),
    "limit": lambda value: _whole(value, 1, MAX_LIMIT),
    "company_id": lambda value: _whole(value, 1, MAX_ID),
    "fields": _names,
    "clear": _names,
}
_ENVELOPE = {
    # Keys and tokens are taken as they are or not at all: what a client changed on the way is another one.
    **{name: Field(lambda value, reading: value, "string") for name in ("idempotency_key", "confirm", "cursor")},
    **{name: field_of(bool) for name in ("dry_run", "wait")},
    **{name: field_of(int) for name in ("limit", "company_id")},
    **{name: field_of(list[str]) for name in ("fields", "clear")},
}


@lru_cache(maxsize=1024)
def _fields(operation: Operation) -> dict[str, Field]:
    return {name: field_of(kind, default is ...) for name, (kind, default) in parameters(operation).items()}


def _read(
    operation: Operation,
    arguments: Mapping[str, Any],
    reading: Reading,
    clear: list[str],
    faults: dict[str, str],
) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """The operation's arguments: those that are given, those that are cleared, and what is to be said about them."""
    own = parameters(operation)
    given: dict[str, Any] = {}
    cleared: dict[str, Any] = dict.fromkeys(clear, CLEARED)
    remarks: list[str] = []
    for name, one in _fields(operation).items():
        value = _one(one, arguments.get(name), name, reading, faults)
        if value is None:
            if one.required and name in arguments and name not in cleared and clearable(own[name][0]):
                faults.setdefault(
                    name, worded('is required; null empties nothing, pass clear: ["{name}"] for that', name=name)
                )
            continue
        if value == {} and _names_something(arguments[name]) and clearable(own[name][0]):
            # Nothing but nulls and empty texts, each as left out: so is the whole.
            continue
        if value in _EMPTY and clearable(own[name][0]):
            if value == _EMPTY_VALUE.get(one.type) or one.required:
                cleared[name] = CLEARED
            elif name not in cleared:
                remarks.append(f'{name} was empty and stays as it is; to empty it, pass clear: ["{name}"].')
        elif not one.is_left_out(value):
            given[name] = value
    if clear:
        _check_clear(own, clear, given, faults)
    return given, cleared, remarks


def _names_something(sent: Any) -> bool:
    """Whether an object, or the text of one, has names in it."""
    return ":" in sent if isinstance(sent, str) else bool(sent)


_EMPTY: tuple[Any, ...] = ("", [], {})
_EMPTY_VALUE: dict[str, Any] = {"string": "", "array": [], "object": {}}


def _check_clear(own: Mapping[str, Any], clear: list[str], given: Mapping[str, Any], faults: dict[str, str]) -> None:
    able = [name for name, (kind, _) in own.items() if clearable(kind)]
    for name in clear:
        if name not in able:
            faults["clear"] = worded(
                "cannot empty {name!r}; it can empty {able}", name=visible(name[:60]), able=", ".join(able)
            )
        elif name in given:
            faults[name] = worded("is given and cleared; do one of the two")


def _there(given: Mapping[str, Any], home: Home) -> Home:
    """Where times without an offset are meant: in the time zone the call itself names, if it does, else at home."""
    wholes = [given, *(given[name] for name in ("body", "values") if isinstance(given.get(name), dict))]
    parts = [part[name] for part in wholes for name in ("schedule", "location") if isinstance(part.get(name), dict)]
    named = next((part[name] for part in (given, *parts) for name in ("timezone", "time_zone") if part.get(name)), None)
    zone = zone_or_none(named) if named is not None else None
    return Home(zone, known=True, named=True) if zone is not None else home


def _checked(
    operation: Operation,
    given: Mapping[str, Any],
    cleared: Mapping[str, Any],
    home: Home,
    faults: dict[str, str],
) -> dict[str, Any]:
    try:
        model = model_of(operation).__pydantic_validator__.validate_python(given, strict=True, context=home)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            # Of those that are not named the refusal says only how many they are.
            meant = _meant(operation, dict(fault)) if len(faults) < MOST_FAULTS else ""
            faults.setdefault(
                _where(fault["loc"]), joined((_what(dict(fault)), meant), "") if meant else _what(dict(fault))
            )
        return {}
    for name, (kind, default) in parameters(operation).items():
        if default is ... and clearable(kind) and name not in given and name not in cleared:
            faults.setdefault(name, _PLAIN["missing"])
    values = {name: getattr(model, name) for name in model.model_fields_set}
    return {**values, **cleared}


def _where(loc: tuple[Any, ...]) -> str:
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text[:120]


_PLAIN = {
    "missing": MISSING,
    "int_type": worded("must be a whole number"),
    "int_from_float": worded("must be a whole number"),
    "float_type": worded("must be a number"),
    "string_type": worded("must be text"),
    "bool_type": worded("must be true or false"),
    "list_type": worded("must be a list"),
    "dict_type": worded("must be an object"),
    "typed_dict_type": worded("must be an object"),
    "extra_forbidden": worded("is not known here"),
}


def _meant(operation: Operation, fault: dict[str, Any]) -> str:
    """Of a name that is not known inside a parameter, and of what should be an object: the names that are."""
    *path, name = fault["loc"]
    if fault["type"] in ("dict_type", "typed_dict_type"):
        names = names_within(fixed_schema(operation), fault["loc"])
        return _unknown("", hint("", names, listing=True)) if names else ""
    if fault["type"] != "extra_forbidden":
        return ""
    return _unknown("", hint(str(name), names_within(fixed_schema(operation), path), listing=True))


def _what(fault: dict[str, Any]) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    # Of a text that was tidied first (OneLine) its library counts items.
    kind = f"string_{kind}" if kind in ("too_short", "too_long") and isinstance(fault.get("input"), str) else kind
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "value_error":
        return told_by(context["error"]) if "error" in context else worded("cannot be")
    if kind == "literal_error":
        return worded("must be {expected}", expected=_choices(str(context.get("expected", ""))))
    return _bound(kind, context) or str(fault.get("msg", "cannot be")).lower()


def _choices(expected: str) -> Words:
    """The values of a Literal, which the library names as 'a', 'b' or 'c'."""
    others, _, last = expected.replace("'", "").rpartition(" or ")
    return either([*others.split(", "), last] if others else [last])


def _bound(kind: str, context: Mapping[str, Any]) -> str:
    """What a bound asks for; empty when the kind of fault is none."""
    if kind == "greater_than":
        return worded("must be more than {least}", least=context["gt"])
    if kind == "greater_than_equal":
        return worded("must be at least {least}", least=context["ge"])
    if kind == "less_than":
        return worded("must be less than {most}", most=context["lt"])
    if kind == "less_than_equal":
        return worded("must be at most {most}", most=context["le"])
    if kind == "string_pattern_mismatch":
        return worded("must look like {pattern}", pattern=context["pattern"])
    if kind == "string_too_short":
        return worded("must have at least {count}", count=Count(context["min_length"], "character"))
    if kind == "string_too_long":
        return worded("must have at most {count}", count=Count(context["max_length"], "character"))
    if kind == "too_short":
        return worded("must have at least {count}", count=Count(context["min_length"], "item"))
    if kind == "too_long":
        return worded("must have at most {count}", count=Count(context["max_length"], "item"))
    return ""
