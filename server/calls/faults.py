"""What is wrong with arguments, said so that the caller can mend it: as times are meant where they are, and with what there
is to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.calls.home import home_at_fault, named_records
from server.schema.arguments import MISSING, split
from server.schema.wrapping import unwrapped
from tools.call import Call
from tools.errors import Invalid, Refusal, Step
from tools.operation import Operation
from tools.rules.sentences import by_number, worded

# Of more than so many, which one is meant is not for us to guess.
MOST_READY = 3


def told(call: Call, operation: Operation, arguments: Mapping[str, Any], fault: Refusal) -> Refusal:
    """The refusal of arguments as the caller gets it. fault: as it was found before it was known who calls."""
    try:
        given = unwrapped(operation, arguments)
    except Refusal:
        return fault
    try:
        split(operation, given, home_at_fault(call, operation, given))
    except Refusal as refusal:
        fault = refusal
    return _with_choices(call, operation, given, fault)


def _with_choices(call: Call, operation: Operation, given: Mapping[str, Any], fault: Refusal) -> Refusal:
    """Behind what was left out, what there is to choose from."""
    missing = [name for name in operation.choices if fault.fields.get(name) == MISSING]
    known = named_records(given)
    there_is = {name: found for name in missing if (found := _choices(call, operation, name, known))}
    if not there_is:
        return fault
    fields = {
        name: worded("is required: {choices}", choices=by_number(there_is[name])) if name in there_is else text
        for name, text in fault.fields.items()
    }
    return Invalid(fields, code=fault.code, next=(*_chosen(operation, fault, there_is), *fault.next))


def _chosen(operation: Operation, fault: Refusal, there_is: Mapping[str, Mapping[int, str]]) -> list[Step]:
    """The same call with each of the few things it may have meant, where nothing else is wrong with it."""
    if len(fault.fields) != 1 or len(there_is) != 1:
        return []
    [(name, found)] = there_is.items()
    return [Step(operation.name, {name: id}, again=True) for id in found] if len(found) <= MOST_READY else []


def _choices(call: Call, operation: Operation, name: str, known: Mapping[str, int]) -> Mapping[int, str]:
    try:
        return operation.choices[name](call, known)
    except Refusal:
        # What it would be of is not the caller's to see; the call itself says so.
        return {}
