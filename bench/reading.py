"""What somebody reads who wants to know everything one operation does: files, lines, and switches between files.

python -m bench.reading OPERATION [...] [--files]

The reader starts at the operation and reads depth first. At every call of a function or method of ours, in the order of
the source, they look it up: the first time they read it whole and look up what it calls in turn; when they know it
already, they look at it once more and come back. A look within the file they are in is no switch; a look at another file is
one switch there and, when done, one back. Names are followed through each module's imports (`take_slot(..)`,
`seats.take_slot(..)`, `Terms.stored(..)`, a function handed on as an argument), methods through the declared type of a
parameter or of the function a local came from (`stand.again(call)`). Making a value of a class, and reading its fields
and properties, is not a call. What every reader of this code knows is not looked up: KIT."""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("tools", "store")
KIT = {
    *(f"tools.{name}" for name in ("operation", "call", "callers", "errors", "params", "paging", "shapes", "text")),
    *(f"store.{name}" for name in ("types", "database", "rows", "ledger", "secrets", "filestore")),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Module:
    """A file of ours: what it defines (methods as Class.method), and what its names stand for elsewhere."""

    name: str
    file: Path
    definitions: dict[str, Definition]
    imports: dict[str, str]


@dataclass(slots=True)
class Reading:
    """What was read so far. trail: the files in the order they were looked at, each step another file."""

    trail: list[str] = field(default_factory=list)
    read: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def switches(self) -> int:
        return len(self.trail) - 1

    @property
    def visits(self) -> Counter[str]:
        return Counter(self.trail)

    @property
    def lines(self) -> int:
        return sum(self.read.values())

    def look(self, module: str) -> None:
        if not self.trail or self.trail[-1] != module:
            self.trail.append(module)


@cache
def modules() -> dict[str, Module]:
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = str(file.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
            found[name] = _module(name, file)
    return found


def _module(name: str, file: Path) -> Module:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    definitions: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, Definition):
            definitions[node.name] = node
        if isinstance(node, ast.ClassDef):
            definitions |= {f"{node.name}.{each.name}": each for each in node.body if isinstance(each, Function)}
    imports = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return Module(name, file, definitions, imports)


def operation_module(operation: str) -> str:
    """The module of an operation. LookupError when there is none of that name."""
    for module in modules().values():
        node = module.definitions.get(operation)
        if isinstance(node, Function) and node.decorator_list:
            return module.name
    raise LookupError(f"no operation {operation}")


def read(operation: str) -> Reading:
    """Read an operation and all it calls."""
    reading = Reading()
    _read(reading, operation_module(operation), operation)
    return reading


def _read(reading: Reading, module: str, name: str) -> None:
    """Look a function up; read it, and what it calls, when it is new."""
    reading.look(module)
    node = _function((module, name))
    if node is None or (module, name) in reading.read:
        return
    # Without its decorators: what an operation is found by is not what it does.
    reading.read[module, name] = (node.end_lineno or node.lineno) - node.lineno + 1
    for other, callee in _callees(modules()[module], name.rpartition(".")[0], node):
        _read(reading, other, callee)
        reading.look(module)


def _callees(module: Module, owner: str, node: Function) -> list[tuple[str, str]]:
    """The functions of ours a body calls or hands on, in the order of the source."""
    types = _types(module, owner, node)
    seen: list[tuple[int, int, tuple[str, str]]] = []
    for call in (each for statement in node.body for each in ast.walk(statement) if isinstance(each, ast.Call)):
        for part in (call.func, *call.args, *(keyword.value for keyword in call.keywords)):
            target = _target(module, types, part)
            if target is not None and target[0] not in KIT and _function(target) is not None:
                seen.append((part.lineno, part.col_offset, target))
    return [target for _, _, target in sorted(seen)]


def _types(module: Module, owner: str, node: Function) -> dict[str, tuple[str, str]]:
    """The classes of ours that parameters, and locals made by a function of ours, are of."""
    types: dict[str, tuple[str, str]] = {}
    for argument in (*node.args.args, *node.args.kwonlyargs):
        if (found := _class(module, argument.annotation)) is not None:
            types[argument.arg] = found
    if owner:
        types["self"] = types["cls"] = (module.name, owner)
    for each in ast.walk(node):
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call) and isinstance(each.targets[0], ast.Name):
            made_by = _target(module, types, each.value.func)
            if made_by is None:
                continue
            function = _function(made_by)
            found = _class(modules()[made_by[0]], function.returns) if function is not None else made_by
            if found is not None:
                types[each.targets[0].id] = found
    return types


def _class(module: Module, annotation: ast.expr | None) -> tuple[str, str] | None:
    if isinstance(annotation, ast.BinOp):
        return _class(module, annotation.left)
    found = _target(module, {}, annotation) if annotation is not None else None
    return found if found is not None and _function(found) is None else None


def _target(module: Module, types: dict[str, tuple[str, str]], node: ast.expr) -> tuple[str, str] | None:
    """What a name or an attribute stands for, when it is one of ours."""
    if isinstance(node, ast.Name):
        return _defined(module, node.id)
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return None
    name = node.value.id
    whole = module.imports.get(name)
    if whole in modules():
        return _defined(modules()[whole], node.attr)
    owner = types.get(name) or _defined(module, name)
    if owner is None or f"{owner[1]}.{node.attr}" not in modules()[owner[0]].definitions:
        return None
    return owner[0], f"{owner[1]}.{node.attr}"


def _defined(module: Module, name: str) -> tuple[str, str] | None:
    if name in module.definitions:
        return module.name, name
    source, _, original = module.imports.get(name, "").rpartition(".")
    return _defined(modules()[source], original) if source in modules() else None


def _function(target: tuple[str, str]) -> Function | None:
    node = modules()[target[0]].definitions[target[1]]
    if not isinstance(node, Function):
        return None
    is_property = any(isinstance(each, ast.Name) and each.id == "property" for each in node.decorator_list)
    return None if is_property else node


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("operations", nargs="+", metavar="OPERATION")
    arguments.add_argument("--files", action="store_true", help="name the files by how often they are looked at")
    given = arguments.parse_args()
    print(f"{'operation':<28} {'files':>5} {'lines':>6} {'switches':>8}  most revisited")
    for operation in given.operations:
        try:
            reading = read(operation)
        except LookupError as error:
            sys.exit(str(error))
        file, times = reading.visits.most_common(1)[0]
        print(f"{operation:<28} {len(reading.visits):>5} {reading.lines:>6} {reading.switches:>8}  {file} {times}")
        if given.files:
            for file, times in reading.visits.most_common():
                print(f"{'':<28} {times:>5}  {file}")


if __name__ == "__main__":
    main()
