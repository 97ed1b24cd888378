"""Names, labels, titles and subjects are one line, so that none of them can write a second sentence into a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NotRequired, Required, get_args, get_origin, get_type_hints
from typing import NotRequired as ExtNotRequired

from typing_extensions import is_typeddict

from server.registry import Registry
from tools.operation import Operation
from tools.params import OneLine

ONE_LINE = get_args(OneLine)[1]
NAMED = re.compile(r"(name|label|title|subject)(_en)?$")
# Texts of such a name that are not OneLine, and why.
OTHERWISE = {
    "filename": "names of files are cut to their last part and cleaned where files are kept",
    "add_contract_entry.label": "the text of a comment, which may have lines; sentences of ours have it on one line, quoted",
    "log_in_with_password.username": "looked up as it is, never kept",
    "create_field_access_token.username": "looked up as it is, never kept",
}


def texts(
    kind: Any, path: tuple[str, ...], notes: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """Every text inside a parameter's type: where it is, and what is noted about it."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        yield from texts(inner, path, (*notes, *more))
    elif origin in (NotRequired, ExtNotRequired, Required):
        yield from texts(get_args(kind)[0], path, notes)
    elif origin is Literal:
        return
    elif is_typeddict(kind):
        for name, part in get_type_hints(kind, include_extras=True).items():
            yield from texts(part, (*path, name))
    elif kind is str:
        yield path, notes
    else:
        for part in get_args(kind):
            yield from texts(part, path, notes)


def named_texts() -> Iterator[tuple[Operation, str, tuple[Any, ...]]]:
    for operation in Registry().operations.values():
        hints = get_type_hints(operation.function, include_extras=True)
        for name, kind in hints.items():
            if name not in ("call", "return", "page"):
                for path, notes in texts(kind, (name,)):
                    if NAMED.search(path[-1]):
                        yield operation, ".".join(path), notes


def test_every_name_label_title_and_subject_is_one_line() -> None:
    found = list(named_texts())
    assert len(found) >= 90, f"only {len(found)} named texts seen: mend where this guard looks"
    loose = [
        f"{operation.name}.{path}"
        for operation, path, notes in found
        if ONE_LINE not in notes
        and path.rpartition(".")[2] not in OTHERWISE
        and f"{operation.name}.{path}" not in OTHERWISE
    ]
    assert not loose, f"{loose}: use OneLine, or say in OTHERWISE why not"


def test_no_exception_has_gone_stale() -> None:
    seen = {
        name for operation, path, _ in named_texts() for name in (path.rpartition(".")[2], f"{operation.name}.{path}")
    }
    assert not OTHERWISE.keys() - seen
