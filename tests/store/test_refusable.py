"""Statements that a rule of the schema may refuse without ending the unit they stand in, on either store."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from store.database import IntegrityError, Transaction
from tests.hall import Hall

ROOT = Path(__file__).parents[2]
ADD = "INSERT INTO settings (name, value, updated_at) VALUES (:name, '', '')"


async def test_a_unit_goes_on_without_the_statement_that_was_refused(hall: Hall) -> None:
    def work(tx: Transaction) -> int:
        tx.run(ADD, name="first")
        with pytest.raises(IntegrityError, match=r"UNIQUE.*settings.name"), tx.refusable():
            tx.run(ADD, name="first")
        with tx.refusable():
            tx.run(ADD, name="second")
        found: int = tx.value("SELECT count(*) FROM settings WHERE name IN ('first', 'second')")
        return found

    assert await hall.app.database.write(work) == 2


def test_whoever_expects_to_be_refused_says_so_to_the_store() -> None:
    """On a server the unit could not even read afterwards."""
    handled, unsaid = 0, []
    for path in (*ROOT.glob("store/**/*.py"), *ROOT.glob("tools/**/*.py"), *ROOT.glob("server/**/*.py")):
        text = path.read_text(encoding="utf-8")
        if "except IntegrityError" not in text or path.parent.name == "postgresql":
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Try) or not any(_is_broken_rule(handler) for handler in node.handlers):
                continue
            handled += 1
            body = "".join(ast.unparse(line) for line in node.body)
            # Around a whole unit there is nothing that has to go on.
            if "tx.refusable()" not in body and "database.write(" not in body:
                unsaid.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert handled >= 3
    assert unsaid == []


def _is_broken_rule(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.type, ast.Name) and handler.type.id == "IntegrityError"
