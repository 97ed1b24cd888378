"""Operations that belong to another: first the reads that show what it needs, then those its description names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from server.cards import Card
from server.registry import Registry
from server.schema.schema import envelope_schemas, input_schema
from tools.operation import Operation

MOST = 6
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")
_ID = re.compile(r"_(ids?|uuid)$")


def related(operation: Operation, registry: Registry, usable: Callable[[Card], bool]) -> list[Card]:
    """Up to six usable operations, those to call before it first."""
    described = list(_named(operation.description, registry))
    for_parameters = [read for read in _for_parameters(operation, registry) if read.access == "read"]
    before = [one for one in described if one.access == "read"]
    found = dict.fromkeys([*for_parameters, *before, *described])
    return [one for one in found if one.name != operation.name and usable(one)][:MOST]


def _for_parameters(operation: Operation, registry: Registry) -> Iterator[Card]:
    """What the descriptions of its parameters name, and what shows a record of the kind that it takes."""
    schema, added = input_schema(operation), envelope_schemas(operation)
    for name, part in schema["properties"].items():
        if name not in added:
            yield from _named(part.get("description", ""), registry)
    ids = sorted(
        (name for name in schema["properties"] if _ID.search(name)), key=lambda name: name not in schema["required"]
    )
    nouns = [operation.name.partition("_")[2], *(_ID.sub("", name) for name in ids if name != "company_id")]
    for noun in dict.fromkeys(nouns):
        yield from _shows(noun, operation, registry)


def _shows(noun: str, operation: Operation, registry: Registry) -> Iterator[Card]:
    """The reads of a kind of record: get_task and list_tasks for task; of its own toolset also list_task_groups for group."""
    plural = re.sub(r"y$", "ie", noun) + "s"
    for one in registry.cards.values():
        if one.access != "read":
            continue
        about = one.name.partition("_")[2]
        exact = about in (noun, plural, f"my_{plural}", f"my_{noun}", f"upcoming_{plural}")
        if exact or (one.toolset == operation.toolset and about.endswith((f"_{noun}", f"_{plural}"))):
            yield one


def _named(text: str, registry: Registry) -> Iterator[Card]:
    for name in _NAME.findall(text):
        if name in registry.cards:
            yield registry.cards[name]
