"""What holds for every operation there is, and for every one there will be."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
import textwrap
from typing import Any

import jsonschema

from server.registry import Registry
from server.schema.answer import ENVELOPE, envelope, output_schema
from server.schema.schema import input_schema
from tests.answer_checks import ROOT, own
from tests.every import of_every
from tools.operation import Operation

OPERATIONS = list(Registry().operations.values())
all_of_them = of_every(OPERATIONS, lambda operation: operation.name)


@all_of_them
def test_its_name_fits_every_client(operation: Operation) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{2,39}", operation.name)


@all_of_them
def test_its_description_is_short_plain_and_complete(operation: Operation) -> None:
    text = operation.description
    assert 60 <= len(text) <= 1024
    assert len(operation.summary) <= 200
    assert operation.summary.endswith(".")
    assert not re.search(r"[*`#<>]|\bTODO\b", text)


@all_of_them
def test_it_has_eight_to_eighteen_search_phrases_of_its_own(operation: Operation) -> None:
    assert 8 <= len(operation.find) <= 18
    assert len({phrase.lower() for phrase in operation.find}) == len(operation.find)


def test_no_two_operations_share_a_search_phrase() -> None:
    owners: dict[str, list[str]] = {}
    for operation in OPERATIONS:
        for phrase in operation.find:
            owners.setdefault(phrase.lower(), []).append(operation.name)
    assert {phrase: names for phrase, names in owners.items() if len(names) > 1} == {}


@all_of_them
def test_what_moves_money_or_ends_something_asks_the_person(operation: Operation) -> None:
    if operation.access in ("destructive", "money") and operation.name not in IS_THE_YES:
        assert asks(operation.function, depth=3), f"{operation.name} never calls call.confirm"


# Whoever calls them agrees by it.
IS_THE_YES = {"approve_request"}


def asks(function: Any, depth: int) -> bool:
    """Whether a function, or one it calls in our own modules, calls confirm."""
    if depth == 0:
        return False
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "confirm":
            return True
        if isinstance(node.func, ast.Name):
            inner = inspect.unwrap(function).__globals__.get(node.func.id)
            if inspect.isfunction(inner) and inner.__module__.startswith("tools.") and asks(inner, depth - 1):
                return True
    return False


@all_of_them
def test_only_the_pipeline_takes_its_own_parameters(operation: Operation) -> None:
    names = set(inspect.signature(operation.function).parameters)
    assert not names & {"dry_run", "idempotency_key", "confirm", "wait", "cursor", "fields"}


def test_what_waits_for_a_job_says_for_which_and_how_long() -> None:
    waiting = [operation for operation in OPERATIONS if operation.waits_for is not None]
    assert waiting, "no operation waits for a job: drop waits_for, or mend where this guard looks"
    for operation in waiting:
        properties = input_schema(operation)["properties"]
        assert {operation.waits_for, "wait_seconds"} <= properties.keys(), (
            f"{operation.name} waits for {operation.waits_for}: it needs that parameter and wait_seconds"
        )


def test_the_modules_of_a_toolset_agree_whether_a_client_may_act_for_its_companies() -> None:
    said: dict[str, dict[bool, set[str]]] = {}
    for operation in OPERATIONS:
        modules = said.setdefault(operation.toolset, {}).setdefault(operation.acts_for_companies, set())
        modules.add(operation.function.__module__)
    assert any(True in by_answer for by_answer in said.values()), "mend where this guard looks"
    for toolset, by_answer in said.items():
        assert len(by_answer) == 1, (
            f"the modules of {toolset} do not agree: {sorted(by_answer[False])} lack ACTS_FOR_COMPANIES = True beside TOOLSET, "
            f"which {sorted(by_answer[True])} have"
        )


@all_of_them
def test_its_schemas_are_portable(operation: Operation) -> None:
    for schema in (input_schema(operation), output_schema(operation)):
        assert schema["type"] == "object"
        check_portable(schema, operation.name)
    assert input_schema(operation)["additionalProperties"] is False


@all_of_them
def test_its_answer_declares_no_name_of_the_envelope(operation: Operation) -> None:
    declared = own(operation.name).get("properties", {})
    assert not declared.keys() & ENVELOPE
    assert not declared.keys() & envelope(operation).keys()
    assert envelope(operation).keys() - {"job"} <= ENVELOPE


def test_schemas_are_the_same_whatever_was_built_before() -> None:
    """Those that were generated, and those that another process derives from the last to the first."""
    program = (
        "import json\n"
        "from server.registry import Registry\n"
        "from server.schema.answer import derived_output\n"
        "from server.schema.schema import derived_input\n"
        "last_first = sorted(Registry().operations.items(), reverse=True)\n"
        "print(json.dumps({name: [derived_output(one), derived_input(one)] for name, one in last_first}))\n"
    )
    back = json.loads(subprocess.check_output([sys.executable, "-c", program], cwd=ROOT))
    forth = {operation.name: [output_schema(operation), input_schema(operation)] for operation in OPERATIONS}
    assert [name for name in forth if forth[name] != back[name]] == []


def check_portable(schema: Any, where: str) -> None:
    assert isinstance(schema, dict), where
    check_sound(schema)
    for word in ("anyOf", "oneOf", "allOf", "$ref", "$defs", "$schema", "title", "not", "if", "const", "prefixItems"):
        assert word not in schema, f"{where}: {word}"
    assert "type" in schema or schema == {}, where
    assert isinstance(schema.get("type", ""), str), f"{where}: one type only"
    assert schema.get("default", 0) is not None, f"{where}: default null"
    if "enum" in schema:
        assert all(isinstance(value, str | int) and not isinstance(value, bool) for value in schema["enum"]), where
        assert all(len(str(value)) <= 60 for value in schema["enum"]), where
    if schema.get("type") == "array":
        assert isinstance(schema.get("items"), dict), f"{where}: items"
        assert schema["items"].get("type") != "array", f"{where}: an array of arrays"
        check_portable(schema["items"], f"{where}[]")
    for name, part in schema.get("properties", {}).items():
        check_portable(part, f"{where}.{name}")


SOUND: set[str] = set()


def check_sound(schema: dict[str, Any]) -> None:
    """A schema without its parts, once however often there is one like it: most schemas are made of the same ones."""
    alone = dict(schema)
    if isinstance(schema.get("properties"), dict):
        alone["properties"] = {name: {} for name in schema["properties"]}
    if isinstance(schema.get("items"), dict):
        alone["items"] = {}
    if isinstance(schema.get("description"), str):
        alone["description"] = ""
    text = json.dumps(alone, sort_keys=True)
    if text not in SOUND:
        jsonschema.Draft202012Validator.check_schema(alone)
        SOUND.add(text)


@all_of_them
def test_every_parameter_is_described_or_speaks_for_itself(operation: Operation) -> None:
    for name, schema in input_schema(operation)["properties"].items():
        assert schema.get("description") or "enum" in schema or schema.get("type") == "boolean", (
            f"{operation.name}.{name}"
        )


@all_of_them
def test_a_required_parameter_is_also_a_property(operation: Operation) -> None:
    schema = input_schema(operation)
    assert set(schema["required"]) <= set(schema["properties"])
