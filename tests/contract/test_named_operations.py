"""Whatever a client or a person reads names only operations that there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from server.protocol.instructions import INSTRUCTIONS
from server.registry import Registry
from server.schema.answer import output_schema
from server.schema.listing import DISPATCHERS
from server.schema.schema import input_schema
from tests.answer_checks import ROOT, known_codes
from tools.rules import notice_kinds

REGISTRY = Registry()
OPERATIONS = REGISTRY.operations
KNOWN = {*OPERATIONS, *REGISTRY.aliases, *DISPATCHERS}
WORD = re.compile(r"(?<![\w./:-])[a-z]+(?:_[a-z0-9]+)+(?![\w/(*…-])")
# Words like the names of operations that name something else: kinds of pydantic's, columns of joins, changes, prompts.
NO_OPERATIONS = {
    "book_time", "bundle_overlaps", "end_at", "find_specialist", "list_type", "pay_freelancer", "refresh_token_ended",
    "request_accepted", "request_canceled", "request_declined", "request_staff", "route_field_work", "sign_in_or_guest",
    "sign_in_to_pay", "start_at", "undo_ended", "invite_ended", "decline_note", "record_id", "record_type", "pay_min", "pay_max",
    "pay_to",
    "test_answers", "test_garbage", "test_strangers", "test_strangers_elsewhere",
}  # fmt: skip


# Lists of tools to come, which other tests hold against those that there are; nobody reads them as they stand.
OF_THE_CATALOGUE = {"notice_kinds.py", "open_tools.py"}


@cache
def other_names() -> frozenset[str]:
    """Parameters, fields, values, columns, codes and kinds of notices."""
    found: set[str] = set(known_codes()) | set(notice_kinds.KINDS)
    for operation in OPERATIONS.values():
        for schema in (input_schema(operation), output_schema(operation)):
            found.update(names_in(schema))
    for migration in (ROOT / "store" / "migrations").glob("*.sql"):
        found.update(re.findall(r"\w+", migration.read_text(encoding="utf-8")))
    return frozenset(found)


def names_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (str(value) for value in schema.get("enum", ()))
        for part in schema.values():
            yield from names_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from names_in(part)


def texts() -> Iterator[tuple[Path, str]]:
    """Every text of the sources that may reach somebody, docstrings among them, and the documents."""
    for path in [*ROOT.glob("tools/**/*.py"), *ROOT.glob("server/**/*.py")]:
        if path.name in OF_THE_CATALOGUE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/operations/*.md")]:
        yield path, path.read_text(encoding="utf-8")


def test_no_text_names_an_operation_that_there_is_not() -> None:
    verbs = {name.split("_")[0] for name in OPERATIONS} | {"log"}
    read, wrong = 0, set()
    for path, text in texts():
        read += 1
        for word in WORD.findall(text):
            if word.split("_")[0] in verbs and word not in KNOWN | NO_OPERATIONS | other_names():
                wrong.add(f"{word} in {path.relative_to(ROOT)}")
    assert read > 10_000, f"only {read} texts read: mend where this looks"
    assert not wrong, "name what there is today:\n" + "\n".join(sorted(wrong))


def test_whoever_is_told_is_told_of_tools_that_there_are() -> None:
    named = {tool for kind in notice_kinds.KINDS.values() for tool in kind.answers}
    assert named - OPERATIONS.keys() == set()


def test_the_instructions_name_operations_that_there_are() -> None:
    named = {word for word in WORD.findall(INSTRUCTIONS) if word not in other_names()}
    assert named - KNOWN <= {"confirmation_required"}
