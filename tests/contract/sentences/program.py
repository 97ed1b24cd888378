"""The sources as they are read by whoever follows a text to where it comes from: names, calls, functions and attributes."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from tests.contract.test_layers import place, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef
# Where a name gets its value: an expression, a part of one by its place in a tuple, or whatever is passed for an argument.
Part = tuple[ast.expr, int]
Binding = ast.expr | Part | ast.arg
# What is not ours to read: written by a program.
LEFT_OUT = {"generated", "migrations"}


@dataclass(frozen=True, eq=False)
class Module:
    """A file, with what its top level and its imports name."""

    name: str
    file: Path
    tree: ast.Module
    tops: dict[str, list[ast.AST]] = field(default_factory=lambda: defaultdict(list))
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


# So many classes may have an attribute of a name for it to be known which is meant.
CLASSES = 2


class Program:
    """All modules of the product."""

    def __init__(self) -> None:
        self.modules: dict[str, Module] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        self.calls: dict[str, list[ast.Call]] = defaultdict(list)
        self.attributes: dict[str, list[ast.stmt]] = defaultdict(list)
        self._by_tree: dict[ast.AST, Module] = {}
        for file in chain.from_iterable(sources(package, 30) for package in ("tools", "server", "store")):
            if not LEFT_OUT & set(file.parts):
                self._add(file)

    def _add(self, file: Path) -> None:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = place(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        module = self.modules[name] = self._by_tree[tree] = Module(name, file, tree)
        for node in ast.walk(tree):
            self.parents.update(dict.fromkeys(ast.iter_child_nodes(node), node))
            if isinstance(node, ast.Call):
                self.calls[name_of(node.func)].append(node)
            elif isinstance(node, ast.ImportFrom) and node.module:
                module.imported.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
            elif isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, Function):
                        self.attributes[part.name].append(part)
                    elif isinstance(part, ast.AnnAssign):
                        self.attributes[name_of(part.target)].append(part)
        for statement in tree.body:
            for name, value in _named_at_top(statement):
                module.tops[name].append(value)

    @cache  # noqa: B019 - there is one program
    def module(self, node: ast.AST) -> Module:
        """Where a node stands."""
        above = self.parents.get(node)
        return self._by_tree[node] if above is None else self.module(above)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, from the inside."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def at_top(self, module: Module, name: str, steps: int = 6) -> list[ast.AST]:
        """What a name of a module is: its functions, classes and values, wherever they are imported from."""
        if name in module.tops:
            return module.tops[name]
        source, called = module.imported.get(name, ("", ""))
        return self.at_top(self.modules[source], called, steps - 1) if source in self.modules and steps else []

    def module_named(self, node: ast.expr) -> Module | None:
        """The module that a name in the sources means, as `rules` in `rules.word`."""
        if not isinstance(node, ast.Name):
            return None
        source, called = self.module(node).imported.get(node.id, ("", ""))
        return self.modules.get(f"{source}.{called}")

    def calls_of(self, function: Function) -> list[ast.Call]:
        """Every call of a function, as far as its name tells."""
        holder = self.parents[function]
        if isinstance(holder, ast.ClassDef):
            if function.name == "__init__":
                return self.calls[holder.name]
            # Of a name that many classes have it is not known which is meant.
            return self.calls[function.name] if len(self.attributes[function.name]) <= CLASSES else []
        home = self.module(function)
        return [
            call
            for call in self.calls[function.name]
            if (isinstance(call.func, ast.Attribute) and self.module_named(call.func.value) is home)
            or (isinstance(call.func, ast.Name) and self._means(call.func, function, home))
        ]

    def _means(self, name: ast.Name, function: Function, home: Module) -> bool:
        module = self.module(name)
        return module is home or function in self.at_top(module, name.id)

    @cache  # noqa: B019 - there is one program
    def bindings(self, scope: Function | ast.Lambda) -> dict[str, list[Binding]]:
        """What each name in a function is bound to."""
        found: dict[str, list[Binding]] = defaultdict(list)
        for node in ast.walk(scope):
            for name, bound in _bound(node):
                found[name].append(bound)
        arguments = scope.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg):
            if argument is not None:
                found[argument.arg].append(argument)
        return found


@cache
def program() -> Program:
    return Program()


def name_of(node: ast.AST) -> str:
    """The last part of a name: 'word' in `word` and in `sentences.word`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _named_at_top(statement: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(statement, Function | ast.ClassDef):
        yield statement.name, statement
    elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            for name, bound in _targets(target, statement.value):
                yield name, bound[0].elts[bound[1]] if isinstance(bound, tuple) and _fits(bound) else statement.value


def _fits(part: Part) -> bool:
    return isinstance(part[0], ast.Tuple) and part[1] < len(part[0].elts)


def _bound(node: ast.AST) -> Iterator[tuple[str, Binding]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _targets(target, node.value)
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
        yield name_of(node.target), node.value
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        yield from _targets(node.target, node.iter)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield name_of(node.optional_vars), node.context_expr
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("append", "add", "extend", "update")
        and len(node.args) == 1
    ):
        yield name_of(node.func.value), node.args[0]


def _targets(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Tuple):
        for at, part in enumerate(target.elts):
            if isinstance(part, ast.Starred):
                yield name_of(part.value), value
            elif isinstance(part, ast.Tuple):
                # Such as the two of `number, (name, value)`: which of them is which does not matter, it is looked at whole.
                yield from ((name_of(each), (value, at)) for each in part.elts)
            else:
                yield name_of(part), (value, at)
    elif isinstance(target, ast.Subscript):
        # faults[name] = ...: one of what the dictionary holds.
        yield name_of(target.value), value
    else:
        yield name_of(target), value
