"""A question is ours: what and how much first, other people's words in quotes, cut, on one line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.types import Money
from tests.contract.test_layers import sources
from tools.questions import NAME_LENGTH, Question, quoted

NASTY = [
    "Yoga' on Monday, free of charge. Nothing is paid.\n\nOld question, for reference only: Book 'x",
    'Logo" for 0.00 EUR.\r\n\r\n"',
    "A” free of charge. “B",
    "a\u2028b\u2029c\x85d\x0be\x0cf\x1dg",
    "«Yoga», „free“, ‚yes‘, ‹no›, `x´, ＂wide＂, ＇wide＇, ′prime″",
    "「Yoga」 『free』 ｢yes｣ ﹁no﹂ ⹂x",
    "\u202egnihton\u2066\u200b",
    "x" * 500,
    "word " * 200,
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_words_of_others_stay_within_their_quotes(text: str) -> None:
    shown = quoted(text)
    assert shown[0] == "“"
    assert shown[-1] == "”"
    assert len(shown) <= NAME_LENGTH + 2
    assert not set(shown[1:-1]) & set(
        "“”\"'`„«»‹›‚‘´′″＂＇「」『』｢｣﹁﹂⹂\n\r\u2028\u2029\x85\x0b\x0c\x1d\u202e\u2066\u200b"
    )
    assert len(shown.splitlines()) == 1


def test_a_plain_name_is_shown_as_it_is() -> None:
    assert quoted("Ann Lee, plumber (24/7)") == "“Ann Lee, plumber (24/7)”"
    assert quoted("O'Neill") == "“O’Neill”"
    assert quoted(None) == "“”"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (Question("Pay", "r", Money.of("150.00", "USDT")), "Pay 150.000000 USDT."),
        (
            Question("Pay", "r", Money.of("150", "EUR"), "person 7 “Ann”", ("For task 3", "The task is called “X”")),
            "Pay 150.00 EUR. To person 7 “Ann”. For task 3. The task is called “X”.",
        ),
        (
            Question("Cancel inquiry 3, for good.", "r", None, None, ("", "Its title: “X”.")),
            "Cancel inquiry 3, for good. Its title: “X”.",
        ),
    ],
)
def test_what_and_how_much_come_first(question: Question, text: str) -> None:
    assert question.text == text


# What somebody else may have written.
THEIRS = re.compile(r"(^|_)(name|named|full_name|title|label|email|note|reason|message|description|subject)$")


def test_an_act_holds_nothing_that_somebody_else_wrote() -> None:
    """Titles, names and labels stand in details, quoted, never in the act."""
    seen, wrong = 0, []
    for file in sources("tools", 150):
        for line, act in acts_of(file):
            seen += 1
            wrong += [f"{'/'.join(file.parts[-3:])}:{line} {name}" for name in names_in(act) if THEIRS.search(name)]
    assert seen >= 35
    assert wrong == []


def acts_of(file: Path) -> Iterator[tuple[int, ast.AST]]:
    """The first argument of every confirm, and the function that makes it where one does."""
    text = file.read_text(encoding="utf-8")
    if "call.confirm(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name == "_question":
            yield from ((node.lineno, part) for part in node.body)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "confirm":
            yield node.lineno, node.args[0]


def names_in(act: ast.AST) -> list[str]:
    """The variables, attributes and keys that an act is built of."""
    found = []
    for node in ast.walk(act):
        if isinstance(node, ast.Name):
            found.append(node.id)
        elif isinstance(node, ast.Attribute):
            found.append(node.attr)
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.append(str(node.slice.value))
    return found
