"""What holds for every answer of every call that any test makes: tests/hall.py checks each one."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from mcp.types import CallToolResult

from server.registry import Registry
from server.schema.answer import output_schema, own_schema
from server.schema.listing import DISPATCHERS
from server.schema.schema import input_schema
from tests.quick_check import Fits, fits
from tools.errors import Refusal

ROOT = Path(__file__).parent.parent
# A test imports the operations that it calls.
REGISTRY = Registry.quick()
# Operations that some test of this session got an answer from.
ANSWERED: set[str] = set()
# The only fractions there are: places, distances and shares in percent. Money is text.
NUMBERS = {"latitude", "longitude", "lat", "lng", "distance_km", "allocation", "vat"}
NEEDS_NEXT = {404, 409, 410, 422}
STATUSES = {400, 401, 402, 403, 404, 409, 410, 422, 429, 503}


def check(name: str, arguments: dict[str, Any], result: CallToolResult) -> None:
    """Fail when an answer or refusal is not what its operation declares."""
    if name in DISPATCHERS:
        name = str(((result.meta or {}).get("hiringhall/receipt") or arguments).get("tool"))
    if result.is_error:
        check_refusal(name, result)
    else:
        check_answer(name, result)


def check_answer(name: str, result: CallToolResult) -> None:
    answer = result.structured_content
    assert answer is not None, f"{name}: no structured content"
    assert json.loads(result.content[0].text) == answer, f"{name}: the text says something else"  # type: ignore[union-attr]
    assert not holds_null(answer), f"{name}: null in {answer}"
    assert not inexact(answer), f"{name}: {inexact(answer)} would not survive JSON"
    operation = REGISTRY.find(name)
    assert operation is not None
    ANSWERED.add(operation.name)
    if not answer.keys() & {"job", "replayed", "approval"}:
        missing = [part for part in required(operation.name) if part not in answer]
        assert not missing, f"{name} answers without {missing}"
    if not quick(operation.name)(answer):
        fault = jsonschema.exceptions.best_match(validator(operation.name).iter_errors(answer))
        assert fault is None, f"{name} answers what it does not declare, at {fault.json_path}: {fault.message[:400]}"


def check_refusal(name: str, result: CallToolResult) -> None:
    assert result.structured_content is None, f"{name}: a refusal is text alone"
    assert len(result.content) == 1
    shape = json.loads(result.content[0].text)  # type: ignore[union-attr]
    told = f"{name}: {shape}"
    assert shape["error"], told
    assert shape["retry"], told
    assert shape["code"] in known_codes() or shape["code"].startswith("store_"), told
    assert shape["status"] in STATUSES, told
    if shape["status"] in NEEDS_NEXT:
        assert shape.get("next"), f"no next step in {told}"
    for call in shape.get("next", []):
        fault = fault_of_call(call)
        assert not fault, f"{fault} in {call} of {told}"


def fault_of_call(call: dict[str, Any]) -> str:
    """Why a call that a refusal names cannot be sent as it stands; empty when it can, once what `add` names is added."""
    if not call.keys() <= {"tool", "arguments", "add", "when"}:
        return "an unknown part"
    tool, arguments = call["tool"], call["arguments"]
    if tool in DISPATCHERS:
        tool, arguments = arguments["tool"], arguments["arguments"]
    operation = REGISTRY.find(tool)
    if operation is None or operation.name != tool:
        return f"{tool} is not registered"
    if call["tool"] in DISPATCHERS and call["tool"] != f"run_{operation.access}":
        return "the wrong dispatcher"
    taken, needed = parameters(tool)
    unknown = arguments.keys() - taken
    missing = needed - arguments.keys() - set(call.get("add", ()))
    return f"unknown {sorted(unknown)}, missing {sorted(missing)}" if unknown or missing else ""


@cache
def parameters(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The parameters an operation takes, and those it needs."""
    operation = REGISTRY.find(name)
    assert operation is not None
    schema = input_schema(operation)
    return frozenset(schema["properties"]), frozenset(schema["required"])


@cache
def required(name: str) -> tuple[str, ...]:
    """What an operation always answers."""
    operation = REGISTRY.find(name)
    assert operation is not None
    # What is generated is at hand, but requires less where something else may be answered.
    less = operation.waitable or operation.asks or operation.secret
    return tuple((own(name) if less else output_schema(operation)).get("required", []))


@cache
def own(name: str) -> dict[str, Any]:
    """What an operation itself declares to answer: to derive it takes longer than most calls."""
    operation = REGISTRY.find(name)
    assert operation is not None
    return own_schema(operation)


@cache
def quick(name: str) -> Fits:
    operation = REGISTRY.find(name)
    assert operation is not None
    return fits(closed(output_schema(operation)))


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    operation = REGISTRY.find(name)
    assert operation is not None
    return jsonschema.Draft202012Validator(closed(output_schema(operation)))


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with nothing allowed in its objects that is not declared."""
    inner = dict(schema)
    if "properties" in schema:
        inner["properties"] = {name: closed(part) for name, part in schema["properties"].items()}
        inner.setdefault("additionalProperties", False)
    if "items" in schema:
        inner["items"] = closed(schema["items"])
    return inner


def inexact(value: Any, name: str = "") -> str:
    """A number in it that some JSON reader would round, with its name; empty when there is none."""
    if isinstance(value, dict):
        return next((found for key, part in value.items() if (found := inexact(part, key))), "")
    if isinstance(value, list):
        return next((found for part in value if (found := inexact(part, name))), "")
    wrong = (isinstance(value, float) and name not in NUMBERS) or (isinstance(value, int) and abs(value) >= 2**53)
    return f"{name}={value!r}" if wrong else ""


def holds_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(holds_null, value.values()))
    if isinstance(value, list):
        return any(map(holds_null, value))
    return value is None


def known_codes() -> frozenset[str]:
    """Every code that the sources give to a refusal; an unexpected error is none of them."""
    # Not kept: whoever refuses may have been imported for this very call.
    return codes_given().union(kind.code for kind in Refusal.__subclasses__()) - {"internal_error"}


@cache
def codes_given() -> frozenset[str]:
    """Those that the sources give where they raise."""
    codes: set[str] = set()
    for path in [*ROOT.glob("tools/**/*.py"), *ROOT.glob("server/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "code=" in text else ():
            if isinstance(node, ast.keyword) and node.arg == "code":
                codes |= {str(part.value) for part in ast.walk(node.value) if isinstance(part, ast.Constant)}
    return frozenset(codes)
