"""Values as clients really send them, read by their meaning before they are checked.

Agent frameworks send null for what was left out, lists and objects as JSON text, and numbers and yes or no as text, or the
other way round. Each is read where the type of the parameter leaves one meaning; whatever else stays as it is, for the check
to refuse. A text stays the text it is: a password that looks like a number or like JSON is not touched."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError, WithJsonSchema
from typing_extensions import is_typeddict

from server.schema.bounds import MAX_DEPTH, unwieldy
from server.schema.parting import as_listed, parted
from tools.params import KEEPS_NULLS, MAX_ID, WITH_COMMAS
from tools.rules.sentences import worded
from tools.text import visible

# Of all JSON text in the arguments of one call, in characters.
MAX_JSON_TEXT = 1_000_000
# JSON text within JSON text.
MAX_WRAPS = 4


class Unread(Exception):
    """A value that cannot be read: where in the parameter it stands, and what is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.place = ""

    def within(self, step: str) -> Unread:
        self.place = step + self.place
        return self


class Reading:
    """The reading of one call's arguments, and what is left of its bounds."""

    __slots__ = ("characters",)

    def __init__(self) -> None:
        self.characters = MAX_JSON_TEXT

    def parsed(self, text: str, wanted: type, form: Callable[[str], Any] = lambda text: {"name": "value"}) -> Any:
        """The list or object that a text holds as JSON; Unread when it holds none and was meant as one, with the form in
        which it is sent."""
        begins = text.lstrip()[:1]
        if not begins or (wanted is dict and begins not in '{"['):
            return text
        value: Any = text
        for _ in range(MAX_WRAPS):
            self.characters -= len(value)
            if self.characters < 0:
                raise Unread(worded("was sent as text, and too much of it; {send}", send=_send(form(""))))
            value = _json(value, lambda: _send(form(text)))
            if not isinstance(value, str):
                break
        if not isinstance(value, wanted):
            raise Unread(worded("was sent as text; {send}", send=_send(form(text))))
        if fault := unwieldy(value):
            raise Unread(fault)
        return value


Reader = Callable[[Any, Reading], Any]


@dataclass(slots=True)
class Field:
    """How a parameter, or a key of an object, is read."""

    read: Reader
    # The type that clients see in the schema.
    type: str
    required: bool = True
    # What is checked afterwards; None where the operation checks by itself.
    kind: Any = None
    # The fields of an object by name, that of a list's items under None.
    parts: dict[str | None, Field] = field(default_factory=dict)
    takes_empty: bool | None = None

    def is_left_out(self, value: Any) -> bool:
        """Whether an empty text was sent where it means nothing: the parameter could as well be left out."""
        if value != "" or self.required:
            return False
        if self.takes_empty is None:
            self.takes_empty = self.type == "string" and self.kind is not None and _valid(self.kind, "")
        return not self.takes_empty


def field_of(kind: Any, required: bool = True) -> Field:
    """How a value of a parameter's type is read."""
    kind = _unqualified(kind)
    inner, schema = _bare(kind)
    if schema is not None:
        return _by_schema(schema, required, kind, KEEPS_NULLS in getattr(kind, "__metadata__", ()))
    found = _by_type(inner, required, kind)
    return replace(found, read=parted(found.read)) if WITH_COMMAS in getattr(kind, "__metadata__", ()) else found


def _unqualified(kind: Any) -> Any:
    """A type without NotRequired around it, and without None beside it."""
    while get_origin(kind) in (NotRequired, Required):
        (kind,) = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        return _unqualified(rest[0]) if len(rest) == 1 else kind
    return kind


def _bare(kind: Any) -> tuple[Any, dict[str, Any] | None]:
    """A type without what is said about it, and the schema it shows instead of its own, if any."""
    schema = None
    while get_origin(kind) is Annotated:
        kind, *about = get_args(kind)
        schemas = [one.json_schema for one in about if isinstance(one, WithJsonSchema)]
        schema = schema or (schemas[-1] if schemas else None)
        kind = _unqualified(kind)
    return kind, schema


def _by_type(inner: Any, required: bool, kind: Any) -> Field:
    origin = get_origin(inner)
    if inner in _SIMPLE:
        return Field(_READERS[_SIMPLE[inner]], _SIMPLE[inner], required, kind)
    if is_typeddict(inner):
        # Not __required_keys__, which does not look into annotations that are text.
        hints = get_type_hints(inner, include_extras=True)
        needed = {key: get_origin(part) is not NotRequired and inner.__total__ for key, part in hints.items()}
        parts = {key: field_of(part, needed[key]) for key, part in hints.items()}
        return Field(_object(parts), "object", required, kind, dict[str | None, Field](parts.items()))
    if origin is list:
        item = field_of(get_args(inner)[0])
        return Field(_list(item), "array", required, kind, {None: item})
    if origin is dict:
        return Field(_map(field_of(get_args(inner)[1])), "object", required, kind)
    if origin is Literal:
        return _choice(list(get_args(inner)), required, kind)
    return Field(_anything, "any", required, kind)


def _by_schema(schema: Mapping[str, Any], required: bool, kind: Any = None, keeps_nulls: bool = False) -> Field:
    """How a value is read whose type is told by a schema alone. keeps_nulls: of its keys, and of those of objects in it."""
    shown = schema["type"]
    if "enum" in schema:
        return _choice(schema["enum"], required, kind)
    if shown == "array":
        item = _by_schema(schema["items"], True)
        return Field(_list(item), shown, required, kind, {None: item})
    if shown == "object" and "properties" in schema:
        needed = schema.get("required", ())
        parts = {
            key: _by_schema(part, key in needed, keeps_nulls=keeps_nulls) for key, part in schema["properties"].items()
        }
        return Field(_object(parts, keeps_nulls), shown, required, kind, {**parts})
    return Field(_map(_ANY) if shown == "object" else _READERS[shown], shown, required, kind)


def _object(fields: dict[str, Field], keeps_nulls: bool = False) -> Reader:
    def read(value: Any, reading: Reading) -> Any:
        if type(value) is str:
            value = reading.parsed(value, dict, lambda text: _sampled(fields))
        if not isinstance(value, dict):
            return _anything(value, reading)
        found: dict[str, Any] = {}
        for key, part in value.items():
            name = _cleaned(key) if type(key) is str else str(key)
            field = fields.get(name)
            if field is None:
                # Not known, for the check to say so; null too, as a misspelt key is no key that was left out.
                found[name] = None if part is None else _at(f".{name}", _anything, part, reading)
                continue
            one = None if part is None else _at(f".{name}", field.read, part, reading)
            if one is not None and not field.is_left_out(one):
                found[name] = one
            elif keeps_nulls:
                found[name] = None
        return found

    return read


def _map(field: Field) -> Reader:
    def read(value: Any, reading: Reading) -> Any:
        if type(value) is str:
            value = reading.parsed(value, dict)
        if not isinstance(value, dict):
            return _anything(value, reading)
        found = {
            visible(str(key)): _at(f".{key}", field.read, part, reading)
            for key, part in value.items()
            if part is not None
        }
        return {key: part for key, part in found.items() if part is not None}

    return read


def _list(field: Field) -> Reader:
    def read(value: Any, reading: Reading) -> Any:
        if type(value) is str:
            value = reading.parsed(value, list, lambda text: _items(text, field) or [_sample(field)])
        if not isinstance(value, list):
            return _anything(value, reading)
        kept = [part for part in value if part is not None]
        found = [_at(f"[{index}]", field.read, part, reading) for index, part in enumerate(kept)]
        return _unless_nulls(value, [part for part in found if part is not None])

    return read


def _unless_nulls(value: list[Any], kept: list[Any]) -> list[Any] | None:
    """What a list held; None when that was nothing but nulls. Such a list was left out: only an empty one empties."""
    return kept if kept or not value else None


def _at(step: str, read: Reader, value: Any, reading: Reading) -> Any:
    try:
        return read(value, reading)
    except Unread as unread:
        raise unread.within(step) from None


def _choice(options: list[Any], required: bool, kind: Any) -> Field:
    """One of some words, or of some numbers."""
    if not all(isinstance(option, str) for option in options):
        return Field(_integer, "integer", required, kind)
    words = next((pair for pair in (("yes", "no"), ("true", "false")) if set(pair) <= set(options)), None)

    def read(value: Any, reading: Reading) -> Any:
        if words is not None and type(value) is bool:
            return words[0] if value else words[1]
        return as_listed(_text(value, reading), options)

    return Field(read, "string", required, kind)


def _text(value: Any, reading: Reading) -> Any:
    kind = type(value)
    if kind is str:
        return _cleaned(value)
    if kind is int or kind is float:
        _bounded(value)
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    return _anything(value, reading)


def _integer(value: Any, reading: Reading) -> Any:
    kind = type(value)
    if kind is int:
        return _bounded(value)
    if kind is float:
        return int(value) if _bounded(value).is_integer() else value
    if kind is str and _WHOLE.fullmatch(text := value.strip()):
        return _bounded(int(text.partition(".")[0]))
    return _anything(value, reading)


def _number(value: Any, reading: Reading) -> Any:
    kind = type(value)
    if kind is int or kind is float:
        return _bounded(value)
    if kind is str and _DECIMAL.fullmatch(text := value.strip()):
        return _bounded(float(text))
    return _anything(value, reading)


def _boolean(value: Any, reading: Reading) -> Any:
    kind = type(value)
    if kind is bool:
        return value
    if (kind is int or kind is float) and value in (0, 1):
        return value == 1
    if kind is str:
        return _BOOLEANS.get(value.strip().lower(), _cleaned(value))
    return _anything(value, reading)


def _anything(value: Any, reading: Reading) -> Any:
    """A value of no certain type, without what nobody can see and without nulls; Unread for wild numbers in it."""
    kind = type(value)
    if kind is str:
        return _cleaned(value)
    if kind is int or kind is float:
        return _bounded(value)
    if kind is list:
        parts = [_anything(part, reading) for part in value if part is not None]
        return _unless_nulls(value, [part for part in parts if part is not None])
    if kind is dict:
        found = {visible(str(key)): _anything(part, reading) for key, part in value.items() if part is not None}
        return {key: part for key, part in found.items() if part is not None}
    return value


_READERS: dict[str, Reader] = {"string": _text, "integer": _integer, "number": _number, "boolean": _boolean}
_SIMPLE: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}(\.0{1,40})?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


_ANY = Field(_anything, "any")


def _cleaned(text: str) -> str:
    """A text without characters nobody can see; lone surrogates and NUL are gone too."""
    return text if text.isascii() and text.isprintable() else visible(text)


def _bounded(number: Any) -> Any:
    """The number; Unread for one that neither JSON clients nor the store agree on."""
    # Of NaN no comparison is true.
    if -MAX_ID <= number <= MAX_ID:
        return number
    raise Unread(worded("holds a number that is out of bounds"))


def _valid(kind: Any, value: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def _json(text: str, sends: Callable[[], str]) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refused_constant)
    except RecursionError:
        raise Unread(worded("are nested deeper than {max_depth} levels", max_depth=MAX_DEPTH)) from None
    except ValueError:
        raise Unread(worded("was sent as text; {sends}", sends=sends())) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unread(worded("was sent as text that names {twice!r} twice; send each once", twice=visible(twice[:60])))
    return found


def _refused_constant(name: str) -> Any:
    raise Unread(worded("holds {name}, which is no number", name=name))


def _send(form: Any) -> str:
    a_list, example = isinstance(form, list), json.dumps(form, ensure_ascii=False)
    return (
        worded("send a list, such as {one}", one=example)
        if a_list
        else worded("send an object, such as {one}", one=example)
    )


def _items(text: str, item: Field) -> list[Any]:
    """A few words or numbers that were sent as one text, as the list that was meant; empty when it is none."""
    if len(text) > 200 or any(mark in text for mark in '[]{}"'):
        return []
    parts = [visible(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()]
    if item.type == "string":
        return parts
    whole = item.type == "integer" and all(_WHOLE.fullmatch(part) and len(part) < 16 for part in parts)
    return [int(part.partition(".")[0]) for part in parts] if whole else []


def _sample(field: Field) -> Any:
    """What a value looks like."""
    if field.type == "object":
        return _sampled({key: part for key, part in field.parts.items() if key is not None})
    if field.type == "array":
        return [_sample(part) for part in field.parts.values()]
    return {"integer": 1, "number": 1.5, "boolean": True}.get(field.type, "text")


def _sampled(fields: Mapping[str, Field]) -> dict[str, Any]:
    """What an object looks like: with the keys it needs, or the first of those it may have."""
    needed = [key for key, field in fields.items() if field.required] or list(fields)[:1]
    return {key: _sample(fields[key]) for key in needed[:3]} or {"name": "value"}
