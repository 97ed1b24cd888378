"""What a refused caller can do next: calls that can be sent as they stand, in the way this client can make them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from server.calls.auth import admit
from server.calls.messages import Form, Request
from server.registry import Registry, is_visible
from server.schema.arguments import MISSING
from server.schema.listing import is_listed
from server.schema.schema import fixed_schema, parameters
from tools.call import NOBODY, Caller, Finder
from tools.errors import (
    PURSE_TOOLS,
    Conflict,
    InsufficientFunds,
    Invalid,
    NotAllowed,
    NotFound,
    Refusal,
    Step,
    UnknownOperation,
    WrongState,
)
from tools.operation import Operation
from tools.text import visible

# Values longer than this, as JSON, are not repeated in a refusal.
LONGEST = 1_000
MOST_NEAR = 3
# No operation takes nearly as many.
MOST_KNOWN = 200
# What the pipeline takes of a call beside the operation's own parameters, and what of it another call needs as well.
COMMON = frozenset({"company_id"})


@dataclass(frozen=True, slots=True)
class NextCall:
    """A call of an operation, and which of its required arguments only the caller knows."""

    operation: Operation
    arguments: dict[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def rehearsal(self) -> dict[str, Any]:
        """The arguments with which it changes nothing."""
        return self.arguments if self.operation.access == "read" else {**self.arguments, "dry_run": True}

    def form(self, request: Request) -> Form:
        """The call as the client of a request can make it: by name, or through the dispatcher where it is not listed."""
        operation = self.operation
        shape: Form = {"tool": operation.name, "arguments": _shown(self.arguments)}
        if not is_listed(operation, request.toolsets):
            shape = {"tool": f"run_{operation.access}", "arguments": shape}
        return {**shape, "add": list(self.missing)} if self.missing else shape


def _shown(value: Any) -> Any:
    """Arguments without characters that nobody can see, which a caller may have sent and no answer can hold."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {visible(str(name)): _shown(part) for name, part in value.items()}
    return [_shown(part) for part in value] if isinstance(value, list) else value


def next_calls(
    refusal: Refusal, registry: Registry, finder: Finder, request: Request, caller: Caller | None
) -> list[NextCall]:
    """The refusal's own next steps as far as this caller can take them, else where to look for one."""
    who = caller or NOBODY
    if isinstance(refusal, UnknownOperation):
        found = list(_near(refusal.name, registry, finder, request, who))
    else:
        found = [*_with_its_right_name(refusal, registry, request), *_own(refusal, registry, request, who)]
    if isinstance(refusal, UnknownOperation) or not found:
        found += elsewhere(refusal, registry, request)
    return list({(call.operation.name, str(call.arguments)): call for call in found}.values())


def open_to(caller: Caller, operation: Operation, request: Request) -> bool:
    """Whether this caller may use an operation here, as they stand now."""
    if not is_visible(operation, request.toolsets, request.read_only):
        return False
    try:
        admit(caller, operation)
    except Refusal:
        return False
    return True


def again(request: Request, operation: Operation, **more: Any) -> NextCall:
    """The refused call once more, with some arguments changed. Secrets are not repeated, nor what is long."""
    known = {name: value for name, value in request.arguments.items() if not isinstance(value, str) or value}
    repeated = {name: value for name, value in known.items() if name not in operation.secret and _is_short(value)}
    return NextCall(operation, {**repeated, **more}, tuple(sorted(known.keys() - repeated.keys() - more.keys())))


def _own(refusal: Refusal, registry: Registry, request: Request, caller: Caller) -> Iterator[NextCall]:
    known, refused = _known(refusal, request), registry.find(request.tool)
    if caller.kind == "nobody":
        # Addresses that a stranger tries are answered alike, known or not.
        known = {name: value for name, value in known.items() if not isinstance(value, str)}
    for step in refusal.next:
        name, given = (step, {}) if isinstance(step, str) else (step.tool, dict(step.arguments))
        operation = registry.find(name)
        if operation is None or not (open_to(caller, operation, request) or _is_other_way(refusal, operation, request)):
            continue
        if isinstance(step, Step) and step.again:
            yield again(request, operation, **given)
            continue
        call = _filled(operation, {**_for(operation, refused, known), **given}, given)
        if call.missing == ("tool",):
            yield from _described(request.tool, registry)
        elif call.missing == ("query",):
            yield from _looked_for(_words(request.tool), registry)
        elif isinstance(refusal, Invalid) and (call.missing or _lacks_the_same(refusal, request, operation)):
            # Another call that lacks something would be refused in the same way.
            yield from _described(operation.name, registry)
        else:
            yield call


def _with_its_right_name(refusal: Refusal, registry: Registry, request: Request) -> Iterator[NextCall]:
    """The refused call with the one argument that has no such name as the one that is missing, where it fits."""
    operation = registry.find(request.tool)
    if operation is None or len(refusal.fields) != 2 or not isinstance(refusal, Invalid):
        return
    own, schema = parameters(operation), fixed_schema(operation)
    named = [name for name in refusal.fields if name in request.arguments and name not in own]
    missing = [name for name, fault in refusal.fields.items() if name in own and fault.startswith(MISSING)]
    if (
        not named
        or not missing
        or not _may_mean(named[0], request.arguments[named[0]], missing[0])
        or not _fits(request.arguments[named[0]], schema["properties"][missing[0]])
    ):
        return
    known = {name: value for name, value in request.arguments.items() if name != named[0]}
    yield again(replace(request, arguments=known), operation, **{missing[0]: request.arguments[named[0]]})


def _may_mean(given: str, value: Any, missing: str) -> bool:
    """Whether a value may be what is missing. A number alone says nothing: the names have to have a word in common."""
    return isinstance(value, str | list | dict) or bool({*given.split("_")} & {*missing.split("_")})


def _is_other_way(refusal: Refusal, operation: Operation, request: Request) -> bool:
    """Whether the refused call is only to come through another tool; who calls is looked at after that."""
    same = refusal.code == "wrong_dispatcher" and operation.name == request.tool
    return same and is_visible(operation, request.toolsets, request.read_only)


def _lacks_the_same(refusal: Invalid, request: Request, operation: Operation) -> bool:
    """Whether the same call without its faults is what it was: something was not wrong but left out."""
    return operation.name == request.tool and not _heads(refusal) & request.arguments.keys()


def _heads(refusal: Refusal) -> set[str]:
    """The parameters in which the faults are."""
    return {name.partition(".")[0].partition("[")[0] for name in refusal.fields}


def _for(operation: Operation, refused: Operation | None, known: dict[str, Any]) -> dict[str, Any]:
    """What is known, for another call: a company the refused one was about is not the company to act for."""
    if refused is None or not refused.company_is_target or operation.company_is_target:
        return known
    return {name: value for name, value in known.items() if name not in COMMON}


def _known(refusal: Refusal, request: Request) -> dict[str, Any]:
    """What may be an argument of the next call: what the refusal tells and the refused call gave, but for its faults."""
    faulty = _heads(refusal)
    given = {
        name: value
        for name, value in islice(request.arguments.items(), MOST_KNOWN)
        if name not in faulty and value not in (None, "", [], {})
    }
    if isinstance(refusal, NotFound):
        # What was not found here is found nowhere else.
        missing = {str(refusal.id)} if refusal.id is not None else {str(value) for value in given.values()}
        given = {name: value for name, value in given.items() if str(value) not in missing}
    if isinstance(refusal, InsufficientFunds):
        # The currency that is short is not the one of what was to be bought.
        return {**given, **refusal.details}
    return {**refusal.details, **given}


def _filled(operation: Operation, known: Mapping[str, Any], given: Mapping[str, Any]) -> NextCall:
    """The call with the required arguments that are known, and of the optional ones those that name its record."""
    schema = fixed_schema(operation)
    # What is above a record is of the kind of the operation's own, which another operation's is not.
    own = [name for name in parameters(operation) if _names_a_record(name) and name != "parent_id"]
    ways = _ways_to_name(operation)
    # A write is about one record; who else was named in the refused call has nothing to do with it.
    wanted = {*schema["required"], *COMMON, *(own if operation.access == "read" else ways)}
    arguments = {name: value for name, value in given.items() if name not in operation.secret and _is_short(value)}
    for name, part in schema["properties"].items():
        if name in wanted and name in known and name not in operation.secret and _fits(known[name], part):
            arguments.setdefault(name, known[name])
    missing = [name for name in schema["required"] if name not in arguments]
    if not missing and ways and not arguments.keys() & set(ways):
        missing.append(ways[0])
    missing += [name for name in given if name not in arguments and name not in missing]
    return NextCall(operation, arguments, tuple(missing))


def _ways_to_name(operation: Operation) -> list[str]:
    """The parameters of an operation on one record that may be named in several ways, so that none of them is required."""
    if operation.name.startswith(("list_", "search_", "find_")):
        return []
    own = parameters(operation)
    ways = [name for name in own if _names_a_record(name) or name.endswith(("_email", "slug", "_number"))]
    if len(ways) > 1 and ways[0] == next(iter(own)) and own[ways[0]][1] is not ...:
        return ways
    said = {name: str(part.get("description", "")) for name, part in fixed_schema(operation)["properties"].items()}
    optional = [name for name in ways if own[name][1] is not ...]
    for first in optional:
        # What comes after what is required are ways of one record where each says that it may be the other.
        if others := [name for name in optional if _says(said[first], name) and _says(said[name], first)]:
            return [first, *others]
    return []


def _says(description: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", description) is not None


# Codes of roles, states and kinds: they choose, and name no record.
CODES = frozenset({"role_id", "status_id", "payment_status_id", "type_id"})


def _names_a_record(parameter: str) -> bool:
    return parameter not in CODES and (parameter == "uuid" or parameter.endswith(("_id", "_uuid")))


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {
        "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
    }  # fmt: skip
    if "enum" in schema and value not in schema["enum"]:
        return False
    kind = kinds.get(schema.get("type", ""), object)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool)) and _is_short(value)


def _is_short(value: Any) -> bool:
    return len(str(value)) <= LONGEST


def _near(name: str, registry: Registry, finder: Finder, request: Request, caller: Caller) -> Iterator[NextCall]:
    """What an unknown name was meant to be: a slip of the pen, else what comes near in meaning. Reads that need nothing more
    are calls, the others are described."""
    named = registry.misspelt(name) or [hit["tool"] for hit in finder.find(_words(name), caller, None, None, 12)]
    operations = [operation for tool in named if (operation := registry.find(tool)) is not None]
    # Nobody is nobody only until they sign in, and may read about anything.
    if caller.kind == "nobody":
        near = [one for one in operations if is_visible(one, request.toolsets, request.read_only)]
    else:
        near = [one for one in operations if open_to(caller, one, request)]
    for operation in near[:MOST_NEAR]:
        call = _filled(operation, request.arguments, {})
        if operation.access == "read" and not call.missing and open_to(caller, operation, request):
            yield call
        else:
            yield from _described(operation.name, registry)


def elsewhere(refusal: Refusal, registry: Registry, request: Request) -> Iterator[NextCall]:
    """Where to look when no step of the refusal's own leads on."""
    if isinstance(refusal, UnknownOperation):
        yield from _looked_for(_words(refusal.name), registry)
    elif isinstance(refusal, InsufficientFunds):
        known = _known(refusal, request)
        yield from (_filled(operation, known, {}) for name in PURSE_TOOLS if (operation := registry.find(name)))
    elif isinstance(refusal, Invalid):
        yield from _described(request.tool, registry)
    elif isinstance(refusal, NotFound | WrongState | Conflict | NotAllowed):
        yield from _looked_for(_words(request.tool), registry)


def mended(call: NextCall, refusal: Invalid, registry: Registry) -> NextCall | None:
    """A next call that was refused for its arguments: with what it lacks, else the description of its operation."""
    lacks = [name for name in refusal.fields if name in parameters(call.operation) and name not in call.arguments]
    if lacks:
        return replace(call, missing=tuple(lacks))
    return described(call.operation.name, registry)


def described(tool: str, registry: Registry) -> NextCall | None:
    """The description of an operation, as a call."""
    operation = registry.find("describe_operation")
    if operation is None:
        return None
    return NextCall(operation, {"tool": tool if registry.find(tool) else "find_operations"})


def _described(tool: str, registry: Registry) -> Iterator[NextCall]:
    if (call := described(tool, registry)) is not None:
        yield call


def _looked_for(words: str, registry: Registry) -> Iterator[NextCall]:
    operation = registry.find("find_operations")
    if operation is not None:
        yield NextCall(operation, {"query": words})


def _words(name: str) -> str:
    """A name as words to look for; never empty."""
    return " ".join(name.replace("_", " ").replace("-", " ").split())[:80] or "what can be done here"
