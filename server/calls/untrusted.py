"""Which fields of an answer other people wrote, so that a model reads them as data and not as instructions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from pydantic.fields import FieldInfo
from typing_extensions import is_typeddict

from tools.operation import Operation
from tools.shapes import THEIRS

# Field name -> what is marked inside it; nothing inside: the field itself was written by others.
Marks = dict[str, Any]


def fields_of_others(operation: Operation, answer: dict[str, Any]) -> list[str]:
    """Paths of the fields that an answer holds and other people wrote, such as tasks[].title."""
    marks = marks_of(operation)
    return sorted(set(_present(answer, marks, ""))) if marks else []


def warning(fields: list[str]) -> str:
    """What is said beside an answer that holds such fields."""
    return f"{THEIRS} This holds for: {', '.join(fields)}."


@lru_cache(maxsize=1024)
def marks_of(operation: Operation) -> Marks:
    """The fields marked as written by others in the type of an operation's answer."""
    hints = get_type_hints(operation.function, include_extras=True)
    return _marked(hints["return"], ()) or {}


def _marked(kind: Any, inside: tuple[Any, ...]) -> Marks | None:
    """{} for text of others, the marks inside an object (or list of them), None where there are none."""
    if any(isinstance(note, FieldInfo) and note.description == THEIRS for note in getattr(kind, "__metadata__", ())):
        return {}
    if is_typeddict(kind):
        if kind in inside:
            return None
        parts = get_type_hints(kind, include_extras=True).items()
        found = {name: marks for name, part in parts if (marks := _marked(part, (*inside, kind))) is not None}
        return found or None
    return next((marks for part in get_args(kind) if (marks := _marked(part, inside)) is not None), None)


def _present(value: Any, marks: Marks, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _present(item, marks, f"{path}[]")
    elif not marks:
        yield path
    elif isinstance(value, dict):
        for name, inner in marks.items():
            if value.get(name) not in (None, "", [], {}):
                yield from _present(value[name], inner, f"{path}.{name}" if path else name)
