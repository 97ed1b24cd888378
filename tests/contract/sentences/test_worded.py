"""What a refusal says is worded, so that it can be read in the language of whoever calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.contract.test_layers import place, sources
from tools import errors
from tools.errors import Refusal

# Classes that say what their first argument is; Invalid says what each field's is.
SAY = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal) and name not in ("NotFound", "UnknownOperation", "Invalid")
}


def said_by(node: ast.Call) -> Iterator[ast.expr]:
    """The texts that a call of a refusal's class is given as they stand."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in SAY:
        yield from node.args[:1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "fields")
    if name == "Invalid":
        yield from node.args[:1]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "confirm":
        yield from node.args[:1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg in ("payee", "details"))


def plain_in(node: ast.expr) -> Iterator[ast.expr]:
    """Texts in an expression that are not worded."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    ):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from plain_in(node.body)
        yield from plain_in(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from plain_in(value)
    elif isinstance(node, ast.DictComp):
        yield from plain_in(node.value)
    elif isinstance(node, ast.Tuple | ast.List):
        for part in node.elts:
            yield from plain_in(part)
    elif isinstance(node, ast.BinOp):
        yield from plain_in(node.left)
        yield from plain_in(node.right)


def plain_texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            for text in (plain for said in said_by(node) for plain in plain_in(said)):
                yield f"{place(file)}:{text.lineno} {ast.unparse(text)[:80]}"


def test_every_text_of_a_refusal_or_a_question_is_worded() -> None:
    plain = [
        text
        for package in ("tools", "server")
        for file in sources(package, 30)
        if "server/cli/" not in place(file)
        for text in plain_texts(file)
    ]
    assert not plain
