"""Arguments out of their wrappings.

Some clients fill any parameter named `arguments` with all the arguments there are, some put the arguments of the inner
operation beside `tool`, some can send no free object and write it as text. All of it means the same call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.schema.bounds import unwieldy
from server.schema.reading import Reading, Unread
from server.schema.schema import parameters
from tools.errors import Invalid, Step
from tools.operation import Operation
from tools.rules.sentences import worded
from tools.text import visible

WRAPPERS = ("arguments", "arguments_json")
# No client was seen to wrap oftener than twice.
MOST_LAYERS = 8

Find = Callable[[str], Operation | None]


def unwrapped(operation: Operation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an operation that was called by its own name."""
    if not (WRAPPERS[0] in arguments or WRAPPERS[1] in arguments):
        return dict(arguments)
    _, found = _opened(arguments, operation.name, (), lambda name: operation if name in _names(operation) else None)
    return found


def dispatched(arguments: Mapping[str, Any], dispatchers: Mapping[str, Any], find: Find) -> tuple[str, dict[str, Any]]:
    """The operation a dispatcher is to run, and its arguments. Invalid when it names none, or no arguments come out."""
    tool, found = _opened(arguments, None, dispatchers, find)
    if tool is None:
        raise _no_tool(found, find)
    return tool, found


def _no_tool(found: Mapping[str, Any], find: Find) -> Invalid:
    """The refusal of a call that names no tool; where another argument names one, with the call that was meant."""
    named = {name: value.strip() for name, value in found.items() if isinstance(value, str) and find(value.strip())}
    if len(named) != 1:
        return Invalid({"tool": worded("is required: the name of an operation")}, next=("find_operations",))
    [(name, meant)] = named.items()
    rest = {other: value for other, value in found.items() if other != name and value is not None}
    return Invalid(
        {"tool": worded("is required: the name of an operation; you gave it as {name}", name=visible(name[:60]))},
        next=(Step(meant, rest),),
    )


def _names(operation: Operation) -> tuple[str, ...]:
    return (operation.name, *operation.formerly)


def _opened(
    given: Mapping[str, Any], tool: str | None, dispatchers: Mapping[str, Any] | tuple[()], find: Find
) -> tuple[str | None, dict[str, Any]]:
    """Layer by layer, outermost first: the tool that is named, and all the arguments there are for it."""
    if fault := unwieldy(given):
        raise Invalid({"arguments": fault}, next=("describe_operation",))
    reading, flat, layers = Reading(), dict[str, Any](), [given]
    for layer in layers:
        if len(layers) > MOST_LAYERS:
            raise Invalid(
                {"arguments": worded("are wrapped too often; send them as they are")}, next=("describe_operation",)
            )
        rest = dict(layer)
        wraps = {name: rest.pop(name) for name in WRAPPERS if name in rest}
        tool = _tool(rest, tool, bool(wraps), dispatchers, find)
        for name, value in rest.items():
            _add(flat, name, value)
        layers += [inner for name, value in wraps.items() if (inner := _inner(name, value, reading))]
    return tool, flat


def _tool(
    rest: dict[str, Any], tool: str | None, wraps: bool, dispatchers: Mapping[str, Any] | tuple[()], find: Find
) -> str | None:
    """The tool named so far; what a layer says about it is taken out, unless the tool itself has such a parameter."""
    if rest.get("tool") is None:
        rest.pop("tool", None)
        return tool
    if tool is None:
        named = rest.pop("tool")
        if not isinstance(named, str) or not named.strip():
            raise Invalid({"tool": worded("must be text: the name of an operation")}, next=("find_operations",))
        return None if named.strip() in dispatchers else named.strip()
    operation = find(tool)
    if operation is None or (not wraps and "tool" in parameters(operation)):
        return tool
    named = rest.pop("tool")
    if named in dispatchers or named in (tool, *_names(operation)):
        return tool
    raise Invalid(
        {
            "arguments": worded(
                "name {named!r} as tool again; {tool} is named already, so leave it out",
                named=visible(str(named)[:60]),
                tool=tool,
            )
        },
        next=("describe_operation",),
    )


def _inner(name: str, value: Any, reading: Reading) -> Mapping[str, Any] | None:
    """The arguments in a wrapping; None when it is empty, as clients leave it that have nothing to put there."""
    if value is None or value in ("", [], {}):
        return None
    try:
        opened = reading.parsed(value, dict) if isinstance(value, str) else value
    except Unread as unread:
        raise Invalid({name: unread.text}, next=("describe_operation",)) from None
    if not isinstance(opened, Mapping):
        raise Invalid(
            {name: worded('must be an object with the operation\'s own arguments, such as {{"limit": 5}}')},
            next=("describe_operation",),
        )
    return opened


def _add(flat: dict[str, Any], name: str, value: Any) -> None:
    if flat.get(name) is not None and value is not None and flat[name] != value:
        raise Invalid(
            {visible(name[:60]): worded("is given twice and not alike; send it once, in arguments")},
            next=("describe_operation",),
        )
    if flat.get(name) is None:
        flat[name] = value
