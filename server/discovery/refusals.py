"""What an operation refuses and why, read from its sources: every refusal it raises, itself or in functions it calls.

So there is no second list to keep true. Texts with values in them show the values' names, as in 'Job <job_id> is <state>.'"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

from tools.errors import Invalid, NotFound, Refusal, WrongState
from tools.operation import Operation

# How far from the operation a refusal may be raised, counted in calls.
DEPTH = 5
LINE = 120
MOST = 10
# Helpers that are called everywhere and refuse nothing of an operation's own.
SKIPPED = ("tools.operation", "tools.paging")

# What is said where only the call can say more.
UNNAMED = {Invalid.code: "each fault by its argument", WrongState.code: "names the state and what moves it on"}

# A place in a worded text, with how its value is written.
PLACE = re.compile(r"(?<!\{)\{(\w+)[^}]*\}")

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Raised:
    """A refusal as the source raises it."""

    status: int
    code: str
    text: str


@lru_cache(maxsize=1024)
def errors_of(operation: Operation) -> tuple[str, ...]:
    """A line for each kind of refusal, the nearest to the operation first: '409 wrong_state: ...'."""
    lines: dict[tuple[int, str], str] = {}
    for raised in _raised(operation.function):
        kind = (raised.status, raised.code)
        known = lines.get(kind)
        if known is None:
            lines[kind] = _cut(
                f"{raised.status} {raised.code}: {raised.text or UNNAMED.get(raised.code, '')}".rstrip(": ")
            )
        elif raised.code == Invalid.code and _adds_to(known, raised.text):
            lines[kind] = f"{known}; {raised.text}"
    return tuple(lines.values())[:MOST]


def _adds_to(known: str, text: str) -> bool:
    return bool(text) and text not in known and len(known) + len("; ") + len(text) <= LINE


def _raised(function: Function) -> Iterator[Raised]:
    """Breadth first, so that what the operation itself says comes before what its helpers say."""
    level, seen = [function], {function}
    for _ in range(DEPTH):
        inner: list[Function] = []
        for one in level:
            for node in _nodes(one):
                if isinstance(node, ast.Call):
                    called = _called(one, node.func)
                    if isinstance(called, type) and issubclass(called, Refusal):
                        yield _described(called, node)
                    elif inspect.isfunction(called) and called not in seen and _is_ours(called):
                        seen.add(called)
                        inner.append(called)
        level = inner


def _is_ours(function: Function) -> bool:
    return function.__module__.startswith("tools.") and function.__module__ not in SKIPPED


def _called(function: Function, target: ast.expr) -> Any:
    """What a call in a function calls, when that is a name of its module or an attribute of one."""
    known = function.__globals__
    if isinstance(target, ast.Name):
        return known.get(target.id)
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        module = known.get(target.value.id)
        return getattr(module, target.attr, None) if isinstance(module, ModuleType) else None
    return None


@lru_cache(maxsize=4096)
def _nodes(function: Function) -> tuple[ast.AST, ...]:
    """The calls in a function, in the order they are written."""
    tree = _functions(inspect.getsourcefile(function) or "").get(function.__code__.co_firstlineno)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
    return tuple(sorted(calls, key=lambda node: (node.lineno, node.col_offset)))


@lru_cache(maxsize=512)
def _functions(path: str) -> dict[int, ast.FunctionDef]:
    """The functions of a file by the line they begin on, decorators included."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {min([node.lineno, *(one.lineno for one in node.decorator_list)]): node for node in found}


def _described(kind: type[Refusal], node: ast.Call) -> Raised:
    code = next((part.value for part in node.keywords if part.arg == "code"), None)
    named = code.value if isinstance(code, ast.Constant) else kind.code
    return Raised(kind.status, str(named), _text(kind, node.args))


def _text(kind: type[Refusal], args: list[ast.expr]) -> str:
    first = args[0] if args else None
    if issubclass(kind, NotFound):
        return f"no such {_plain(first)}, or none that you can see"
    if isinstance(first, ast.Dict):
        pairs = zip(first.keys, first.values, strict=True)
        faults = [(_plain(key), _plain(value)) for key, value in pairs]
        return "; ".join(f"{name}: {fault}" for name, fault in faults if not _says_nothing(name + fault))
    text = _plain(first)
    return "" if _says_nothing(text) else text


def _says_nothing(text: str) -> bool:
    """Whether it is made of values alone, of which a call that is refused will say more."""
    return not re.sub(r"<[^>]*>|[\W_]", "", text)


def _plain(node: ast.expr | None) -> str:
    """A text of the source with the names of its values in place of them."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_plain(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return f"<{_name(node.value)}>"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "worded":
        return PLACE.sub(r"<\1>", _plain(node.args[0])).replace("{{", "{").replace("}}", "}")
    if isinstance(node, ast.BinOp):
        return _plain(node.left) + _plain(node.right)
    if isinstance(node, ast.IfExp):
        return _plain(node.body)
    return f"<{_name(node)}>"


def _name(node: ast.expr | None) -> str:
    if isinstance(node, ast.Name):
        return node.id.lower()
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return str(node.slice.value) if isinstance(node.slice, ast.Constant) else _name(node.value)
    if isinstance(node, ast.Call):
        return _name(node.args[0] if node.args else node.func)
    return "..."


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LINE else f"{text[: LINE - 1].rstrip()}…"
