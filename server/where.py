"""Where an operation stands and what it reaches: `make where OP=pay_task`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from server.registry import Registry
from tools.operation import Operation

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The files of one operation, as paths from the root; what every operation uses is left out.

    helpers: files of its domain that its own file imports. rules and store: what these and its own file import.
    tests: the test of its file first, then every other that names it."""

    definition: str
    helpers: list[str]
    rules: list[str]
    store: list[str]
    tests: list[str]


@click.command()
@click.argument("name")
def main(name: str) -> None:
    """Print the files of the operation NAME."""
    registry = Registry.quick()
    operation = registry.find(name)
    if operation is None:
        raise click.ClickException(f"there is no operation {name}. Near: {', '.join(registry.near(name)) or 'none'}")
    found = whereabouts(operation)
    click.echo(found.definition)
    for kind in ("helpers", "rules", "store", "tests"):
        click.echo(f"{kind}:" + "".join(f"\n  {path}" for path in getattr(found, kind) or ["none"]))


def whereabouts(operation: Operation) -> Whereabouts:
    """Where an operation stands, read from the sources."""
    file = source(operation)
    helpers = [path for path in imported(file) if _is_helper(path, file)]
    reached = {path for each in (file, *helpers) for path in imported(each)}
    return Whereabouts(
        definition=f"{file}:{_line(operation, file)}",
        helpers=helpers,
        rules=sorted(path for path in reached if "/rules/" in path),
        store=sorted(path for path in reached if path.startswith("store/") and not _is_kit(path)),
        tests=list(_tests(operation, file)),
    )


def source(operation: Operation) -> str:
    """The file of an operation, as a path from the root."""
    return operation.function.__module__.replace(".", "/") + ".py"


@cache
def imported(file: str) -> list[str]:
    """The files of tools and store that a file imports, by path; `from tools.tasks import access` is the file access."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("tools", "store"):
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found |= {module.replace(".", "/") + ".py" for module in modules}
    return sorted(path for path in found if (ROOT / path).is_file())


def _is_helper(path: str, file: str) -> bool:
    """Whether a file is of the same domain as another, and no rule of it."""
    return path.split("/")[:2] == file.split("/")[:2] and "/rules/" not in path


def _is_kit(path: str) -> bool:
    """Whether a file stands at the root of tools or store, where everybody's things are."""
    return path.count("/") == 1


def _line(operation: Operation, file: str) -> int:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    name = operation.function.__name__
    return next(node.lineno for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def _tests(operation: Operation, file: str) -> Iterator[str]:
    own = Path("tests", file).with_name(f"test_{Path(file).name}")
    if (ROOT / own).is_file():
        yield own.as_posix()
    for path, text in _texts_of_tests().items():
        if path != own and f'"{operation.name}"' in text:
            yield path.as_posix()


@cache
def _texts_of_tests() -> dict[Path, str]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return {file.relative_to(ROOT): file.read_text(encoding="utf-8") for file in files}


if __name__ == "__main__":
    main()
