"""How the walks over all operations make arguments, and call without a transport between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from server.calls.messages import Answered, Asked, Refused, Reply, Request
from server.discovery.samples import sample
from server.protocol.forms import answered, refused
from server.protocol.questions import confirmation_required
from server.registry import Registry
from server.schema.schema import envelope_schemas, input_schema
from tests.contract.full_world import FullWorld
from tests.hall import TestCaller
from tools.operation import Operation

OPERATIONS = list(Registry().operations.values())
Path = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What a caller is told: the kind of reply and its text."""

    kind: type[Reply]
    text: str
    code: str = ""


async def ask(caller: TestCaller, operation: Operation, arguments: dict[str, Any]) -> Told:
    request = Request(operation.name, arguments, caller.token)
    reply = await caller.hall.app.pipeline.call(request)
    if isinstance(reply, Answered):
        return Told(Answered, answered(reply, [])["content"][0]["text"])
    if isinstance(reply, Asked):
        return Told(Asked, reply.question.text, confirmation_required(reply).code)
    return Told(Refused, refused(reply)["content"][0]["text"], reply.refusal.code)


@cache
def own_schema(operation: Operation) -> dict[str, Any]:
    """The operation's parameters without the pipeline's, except the company to act for."""
    schema = input_schema(operation)
    added = set(envelope_schemas(operation)) - {"company_id"}
    own = {name: part for name, part in schema["properties"].items() if name not in added}
    return {**schema, "properties": own}


def leaves(schema: dict[str, Any], path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every value of a schema that holds no other: its path (lists take no step) and its own schema."""
    if schema.get("type") == "object" and (schema.get("properties") or not path):
        for name, part in schema["properties"].items():
            yield from leaves(part, (*path, name))
    elif schema.get("type") == "array" and schema.get("items"):
        yield from leaves(schema["items"], path)
    else:
        yield path, schema


def base_arguments(operation: Operation, world: FullWorld) -> dict[str, Any]:
    """A call with what is required, of a company's own records."""
    schema = own_schema(operation)
    optional = (name for name in schema["properties"] if name in ALSO or f"{operation.name}.{name}" in world.ids)
    wanted = dict.fromkeys([*schema["required"], *optional])
    return {name: filled(operation.name, world, schema["properties"][name], (name,)) for name in wanted}


# Records that some operations can be given in one of two ways, so that neither is required.
ALSO = ("task_id", "freelancer_id")


def filled(tool: str, world: FullWorld, schema: dict[str, Any], path: Path) -> Any:
    """A sample of a schema with a company's own ids in it."""
    found = world.id_for(tool, path)
    if schema.get("type") == "object" and not isinstance(found, dict):
        found = None
    if found is None and schema.get("type") == "object":
        parts = {name: schema["properties"][name] for name in schema.get("required", [])}
        return {name: filled(tool, world, part, (*path, name)) for name, part in parts.items()}
    if found is None and schema.get("type") == "array":
        return [filled(tool, world, schema["items"], path)] if schema.get("items") else []
    if schema.get("type") == "array" and not isinstance(found, list):
        return [found]
    return sample(schema, path[-1]) if found is None else found


def with_value(
    operation: Operation, world: FullWorld, arguments: dict[str, Any], path: Path, value: Any
) -> dict[str, Any]:
    """The arguments with the value at the path, and nothing else at its aliases."""
    schema = own_schema(operation)
    aliases = _ALIASES.get(f"{operation.name}.{path[0]}", _ALIASES.get(path[0], ()))
    changed = {name: part for name, part in arguments.items() if name not in aliases}
    changed[path[0]] = _put(operation.name, world, schema["properties"][path[0]], changed.get(path[0]), path, 1, value)
    return changed


_ALIASES = {
    "uuid": ("task_id",), "freelancer_uuid": ("freelancer_id",), "task_id": ("uuid",), "worker_uuid": ("worker_id",),
    "freelancer_id": ("freelancer_uuid",), "file_id": ("file_name", "content_base64"), "the_contract_id": ("id",),
    "delivery_ids": ("failed_since",), "submit_evidence.work_order_id": ("task_id",),
}  # fmt: skip


def _put(tool: str, world: FullWorld, schema: dict[str, Any], given: Any, path: Path, depth: int, value: Any) -> Any:
    if schema.get("type") == "array" and schema.get("items"):
        first = given[0] if isinstance(given, list) and given else None
        return [_put(tool, world, schema["items"], first, path, depth, value)]
    if depth == len(path):
        return value
    inner = dict(given) if isinstance(given, dict) else filled(tool, world, schema, path[:depth])
    name = path[depth]
    part = schema["properties"].get(name, {})
    inner[name] = _put(tool, world, part, inner.get(name), path, depth + 1, value)
    return inner
