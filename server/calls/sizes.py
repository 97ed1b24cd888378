"""No answer is longer than a client reads: pages end where the bytes do, lists inside an answer are cut, and the answer says
how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from server.calls.answers import compact
from server.registry import Registry
from server.schema.schema import parameters
from tools.operation import Operation

# Bytes of a page of which no limit was asked for, and of any other answer.
PAGE_BYTES, MOST_BYTES = 8_000, 45_000
# A text of more characters is cut, when lists cannot be cut any more; bytes of a file never are.
LONG_TEXT = 2_000
WHOLE = ("content_base64", "next_cursor")
# Parameters by which an answer can be made smaller.
NARROWING = (
    "include",
    "view",
    "fields",
    "limit",
    "days",
    "start",
    "end",
    "date_from",
    "date_to",
    "show_from",
    "show_until",
)

Answer = dict[str, Any]


def bytes_of(value: Any) -> int:
    """How long a value is as compact JSON, without the bytes of files."""
    text = compact(value)
    if '"content_base64":"' in text:
        text = compact(_without_files(value))
    return len(text.encode())


def _without_files(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "" if name == "content_base64" else _without_files(part) for name, part in value.items()}
    return [_without_files(part) for part in value] if isinstance(value, list) else value


def page_that_fits(read: Callable[[int], Answer], limit: int, most: int) -> Answer:
    """A page of at most so many items that is not too long; read gives the page of a limit. One that ends early says so."""
    answer, fits = read(limit), limit
    while (size := bytes_of(answer)) > most and fits > 1 and (items := rows_of(answer)):
        rest = size - bytes_of(items)
        fitting = (most - rest) * len(items) // max(1, size - rest)
        fits = max(1, min(fitting, len(items) - 1, fits - 1))
        answer, was = read(fits), len(items)
        if len(rows_of(answer) or ()) >= was:
            # The list does not go by the limit.
            break
    if fits < limit and "next_cursor" in answer:
        count = len(rows_of(answer) or ())
        answer["note"] = (
            f"{count} instead of {limit} items, so that the page is not too long. Go on with cursor, or pass fields for less of "
            "each."
        )
    return answer


def rows_of(answer: Answer) -> list[Any] | None:
    """The items of a page: the longest of its lists of objects; where that holds one object with results, those."""
    lists = [value for value in answer.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    rows = max(lists, key=bytes_of, default=None)
    inner = rows[0].get("results") if rows is not None and len(rows) == 1 else None
    return inner if isinstance(inner, list) and inner and isinstance(inner[0], dict) else rows


def how_much(answer: Answer, first: bool) -> str | None:
    """What part of a list a page shows: all, or so many of how many."""
    rows = rows_of(answer)
    if rows is None:
        return None
    if "next_cursor" not in answer:
        return "all" if first else "the last"
    total = answer.get("total")
    if not isinstance(total, int):
        return f"{len(rows)}, more follow"
    return f"{len(rows)} of {'more than ' if answer.get('total_capped') else ''}{total}"


def cut_to_fit(answer: Answer, operation: Operation, registry: Registry, most: int = MOST_BYTES) -> str | None:
    """Cut the lists inside an answer, in place, until it fits; what was cut and how to go on, None when nothing was."""
    was: dict[str, int] = {}
    while (size := bytes_of(answer)) > most and (longest := _longest_list(answer)) is not None:
        path, items = longest
        was.setdefault(path, len(items))
        del items[max(1, len(items) * (bytes_of(items) - size + most) // bytes_of(items), len(items) // 4) :]
    shown = {path: len(items) for path, items in _lists(answer, "")}
    said = [f"{path}: the first {shown.get(path, 0)} of {count}" for path, count in was.items()]
    if bytes_of(answer) > most:
        said += _cut_texts(answer)
    if not said:
        return None
    return f"Too long, so cut. {'; '.join(said)}. {_how_to_go_on(operation, registry, list(was))}".rstrip()


def _longest_list(answer: Answer) -> tuple[str, list[Any]] | None:
    lists = [(path, items) for path, items in _lists(answer, "") if len(items) > 1]
    # The inner of two lists that are nearly as long: of one long message the messages are cut, not of all records the last.
    return max(lists, key=lambda found: bytes_of(found[1]) * (1 + 0.1 * found[0].count(".")), default=None)


def _lists(value: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _lists(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        yield path, value
        for place, part in enumerate(value):
            yield from _lists(part, f"{path}[{place}]")


def _cut_texts(value: Any, path: str = "") -> list[str]:
    """Cut the long texts in a value, in place; which, and how long each was."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    said = []
    for name, part in list(parts):
        where = f"{path}.{name}" if path else str(name)
        if isinstance(part, str) and len(part) > LONG_TEXT and name not in WHOLE:
            value[name] = f"{part[:LONG_TEXT]}…"
            said.append(f"{where}: the first {LONG_TEXT} of {len(part)} characters, so do not write it back")
        else:
            said += _cut_texts(part, where)
    return said


def _how_to_go_on(operation: Operation, registry: Registry, paths: list[str]) -> str:
    """The lists that show what was cut, and the parameters that ask for less."""
    names = {path.rsplit(".", 1)[-1].split("[")[0] for path in paths}
    lists = [
        one.name
        for one in registry.cards.values()
        if one.name != operation.name
        and one.paged
        and one.toolset == operation.toolset
        and one.name.endswith(tuple(names))
    ]
    less = [
        name for name in NARROWING if name in parameters(operation) or (operation.paged and name in ("fields", "limit"))
    ]
    ways = [
        f"The rest is in {' or '.join(lists[:2])}." if lists else "",
        f"Ask for less with {', '.join(less)}." if less else "",
    ]
    return " ".join(way for way in ways if way)
