"""Follows a value of one of our sentences to the texts in the sources that it can be.

What a function answers, an argument is passed, a name is bound to and a table holds is followed; what comes from the database or
from outside is not ours. A text that is put together of sentences (an f-string, join, +) is English from then on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.contract.sentences.program import CLASSES, Binding, Function, Part, name_of, program
from tests.contract.test_layers import place

# Read in the reader's language, so that what stands in it is looked at by itself.
SENTENCES = {"say", "worded", "Sentence", "Worded"}
READ = SENTENCES | {
    "word",
    "words",
    "numbered",
    "told_by",
    "either",
    "listed",
    "begun",
    "together",
    "Count",
    "joined",
    "Several",
}
# The same in each language: numbers, moments, sums, and what other people wrote, which stands in “”.
ALIKE = {
    "quoted", "quote", "in_quotes", "iso", "Money", "Owner", "len", "sum", "round", "min", "max", "int", "abs", "isoformat",
    "strftime", "repr", "visible", "Decimal", "date", "datetime", "timedelta", "usd_text",
}  # fmt: skip
TYPES = {
    "int", "float", "Decimal", "date", "datetime", "timedelta", "Money", "Owner", "Sentence", "Worded", "Words", "Count",
    "Several", "bool", "None", "Fraction",
}  # fmt: skip
MANY = {"Sequence", "Iterable", "Iterator", "Collection", "list", "tuple", "set", "frozenset"}
# Hand on what they are given, or a part of it.
HANDING_ON = {
    "sorted",
    "list",
    "tuple",
    "set",
    "frozenset",
    "reversed",
    "cut",
    "one_line",
    "next",
    "islice",
    "dict",
    "iter",
}
OF_TEXT = {
    "strip", "lower", "upper", "capitalize", "replace", "get", "removeprefix", "removesuffix", "split", "rstrip", "title",
    "partition", "keys", "values", "items", "format", "format_map", "lstrip", "ljust", "rjust", "casefold", "splitlines",
}  # fmt: skip
DEEPEST = 9


@dataclass
class Following:
    """One value. texts: what it can be of what stands in the sources, and where that stands. lost: sentences that are put together
    in a way that makes them English."""

    texts: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)
    _flat: bool = False

    def follow(self, node: ast.AST | None, depth: int = 0) -> None:
        if node is None or id(node) in self._seen or depth > DEEPEST:
            return
        self._seen.add(id(node))
        for part in self._parts(node, depth):
            self.follow(part, depth + 1)

    @contextmanager
    def _flattened(self) -> Iterator[None]:
        before, self._flat = self._flat, True
        yield
        self._flat = before

    def _parts(self, node: ast.AST, depth: int) -> Iterator[ast.AST]:
        match node:
            case ast.Constant(value=str(text)):
                self.texts.add((text, _where(node)))
            case ast.JoinedStr():
                self._flat_parts(
                    [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values], depth
                )
            case ast.BinOp(op=ast.Add()) if _is_text(node.left) or _is_text(node.right):
                self._flat_parts([node.left, node.right], depth)
            case ast.BinOp(op=ast.Add() | ast.BitOr()):
                yield from (node.left, node.right)
            case ast.IfExp():
                yield from (node.body, node.orelse)
            case ast.BoolOp() | ast.Dict():
                yield from (part for part in node.values if part is not None)
            case ast.List() | ast.Tuple() | ast.Set():
                yield from node.elts
            case ast.Starred() | ast.NamedExpr() | ast.DictComp():
                yield node.value
            case ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
                yield node.elt
            case ast.Subscript(slice=ast.Constant(value=str())):
                return
            case ast.Subscript():
                yield node.value
            case ast.Call():
                yield from self._call(node, depth)
            case ast.Name():
                yield from self._name(node)
            case ast.Attribute():
                yield from self._attribute(node)

    def _flat_parts(self, parts: list[ast.expr], depth: int) -> None:
        with self._flattened():
            for part in parts:
                self.follow(part, depth + 1)

    def _call(self, node: ast.Call, depth: int) -> Iterator[ast.AST]:
        name = name_of(node.func)
        if name in READ:
            if self._flat:
                self.lost.add(_where(node))
            # A few in a row are what each of them is.
            yield from node.args[:1] if name in ("joined", "Several", "together") else ()
        elif name in ALIKE:
            return
        elif name in ("str", "join"):
            between = [node.func.value] if name == "join" and isinstance(node.func, ast.Attribute) else []
            self._flat_parts([*between, *node.args[:1]], depth)
        elif name == "map" and len(node.args) == 2:
            if name_of(node.args[0]) not in READ | ALIKE:
                yield node.args[1] if name_of(node.args[0]) == "str" else node.args[0]
        elif name == "filter":
            yield from node.args[1:]
        elif name in HANDING_ON:
            yield from node.args[:1]
        elif isinstance(node.func, ast.Attribute) and name in OF_TEXT:
            yield node.func.value
        else:
            yield from self._answers(node.func)

    def _answers(self, function: ast.expr) -> Iterator[ast.AST]:
        """What the functions of that name give back."""
        for each in _functions(function):
            if not _is_alike(each.returns):
                yield from returned(each)

    def _name(self, node: ast.Name) -> Iterator[ast.AST]:
        for scope in program().above(node):
            if isinstance(scope, Function | ast.Lambda) and (bound := program().bindings(scope).get(node.id)):
                for each in bound:
                    yield from self._binding(scope, each)
                return
        for each in program().at_top(program().module(node), node.id):
            if not isinstance(each, Function | ast.ClassDef):
                yield each
            elif isinstance(each, Function) and not _is_alike(each.returns):
                yield from returned(each)

    def _binding(self, scope: Function | ast.Lambda, bound: Binding) -> Iterator[ast.AST]:
        if isinstance(bound, ast.arg):
            if isinstance(scope, Function) and not _is_alike(bound.annotation) and bound.arg not in ("self", "cls"):
                yield from passed(scope, bound)
        elif isinstance(bound, tuple):
            yield from _part(bound)
        else:
            yield bound

    def _attribute(self, node: ast.Attribute) -> Iterator[ast.AST]:
        module = program().module_named(node.value)
        if module is not None:
            yield from program().at_top(module, node.attr)
            return
        known = program().attributes[node.attr]
        if len(known) <= CLASSES:
            for each in known:
                if isinstance(each, Function) and not _is_alike(each.returns):
                    yield from returned(each)


def returned(function: Function) -> Iterator[ast.expr]:
    return (
        node.value for node in ast.walk(function) if isinstance(node, ast.Return | ast.Yield) and node.value is not None
    )


def passed(function: Function, argument: ast.arg) -> Iterator[ast.expr]:
    """What any call passes for an argument, and what it is without."""
    of = function.args
    all_ = [*of.posonlyargs, *of.args]
    at = all_.index(argument) if argument in all_ else None
    own = 1 if all_ and all_[0].arg in ("self", "cls") else 0
    for call in program().calls_of(function):
        yield from (keyword.value for keyword in call.keywords if keyword.arg == argument.arg)
        if at is not None and at - own < len(call.args):
            yield call.args[at - own]
        elif argument is of.vararg:
            yield from call.args[len(all_) - own :]
    defaults = dict(zip(of.kwonlyargs, of.kw_defaults, strict=True))
    if at is not None and (behind := len(all_) - at) <= len(of.defaults):
        defaults[argument] = of.defaults[-behind]
    if (default := defaults.get(argument)) is not None:
        yield default


def _functions(function: ast.expr) -> list[Function]:
    module = (
        program().module_named(function.value) if isinstance(function, ast.Attribute) else program().module(function)
    )
    if module is not None:
        inner = [
            node
            for scope in program().above(function)
            if isinstance(scope, Function)
            for node in scope.body
            if isinstance(node, Function) and node.name == name_of(function)
        ]
        known = inner or program().at_top(module, name_of(function))
    else:
        known = [*program().attributes[name_of(function)]]
        known = known if len(known) == 1 else []
    return [each for each in known if isinstance(each, Function)]


def _part(part: Part) -> Iterator[ast.AST]:
    """One of several things that are given together."""
    whole, at = part
    if isinstance(whole, ast.Call):
        name = name_of(whole.func)
        if name == "enumerate":
            yield from whole.args[:1] if at else ()
        elif name == "zip":
            yield from whole.args[at : at + 1]
        elif name == "items" and isinstance(whole.func, ast.Attribute):
            yield from (whole.func.value,) if at else _keys(whole.func.value)
        else:
            for function in _functions(whole.func):
                if not _is_alike(function.returns, at):
                    yield from (each for answer in returned(function) for each in _part((answer, at)))
    elif isinstance(whole, ast.Tuple | ast.List):
        rows = [each for each in whole.elts if isinstance(each, ast.Tuple)]
        if rows:
            yield from (row.elts[at] for row in rows if at < len(row.elts))
        elif at < len(whole.elts):
            yield whole.elts[at]
    elif isinstance(whole, ast.ListComp | ast.GeneratorExp):
        yield from _part((whole.elt, at))


def _keys(node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Name):
        for each in program().at_top(program().module(node), node.id):
            if isinstance(each, ast.Dict):
                yield from _keys(each)


def _is_alike(annotation: ast.expr | None, at: int | None = None) -> bool:
    """Whether everything of a type reads the same in each language, or is read in it. at: of a tuple, which part."""
    if annotation is None:
        return False
    if at is not None:
        inner = annotation.slice if isinstance(annotation, ast.Subscript) else None
        return isinstance(inner, ast.Tuple) and at < len(inner.elts) and _is_alike(inner.elts[at])
    if isinstance(annotation, ast.BinOp):
        return _is_alike(annotation.left) and _is_alike(annotation.right)
    if isinstance(annotation, ast.Subscript) and name_of(annotation.value) in MANY:
        inner = annotation.slice
        return all(_is_alike(each) for each in (inner.elts if isinstance(inner, ast.Tuple) else [inner]))
    if isinstance(annotation, ast.Constant):
        return annotation.value in (None, ...)
    return name_of(annotation) in TYPES


def _is_text(node: ast.expr) -> bool:
    """Whether what is added to it is a text as well, and no list."""
    if isinstance(node, ast.IfExp):
        return _is_text(node.body) or _is_text(node.orelse)
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _where(node: ast.AST) -> str:
    return f"{place(program().module(node).file)}:{getattr(node, 'lineno', 0)}"
