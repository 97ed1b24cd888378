"""Blanks of a template: which a text has, which are declared, and what it reads like once they are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tools.rules.decimals import read_decimal
from tools.rules.sentences import worded

_BLANK = re.compile(r"\{\{\s*([a-z0-9][a-z0-9_-]*)\s*\}\}")
# One whose name has capitals is meant as a blank too, and would never be filled in.
_MEANT = re.compile(r"\{\{\s*(\w[\w-]*)\s*\}\}")
# The fields of a template that may have blanks; of lists and objects all texts in them.
WITH_BLANKS = ("title", "description", "start_instructions", "done", "location")
LONGEST = 500


def blanks_of(body: Mapping[str, Any]) -> list[str]:
    """The names of the blanks that a body has, in the order they come in."""
    return _names(body, _BLANK)


def fault_of(body: Mapping[str, Any], fills: Sequence[Mapping[str, Any]]) -> str | None:
    """What keeps a body and its declared blanks from fitting together: one undeclared, unused or declared twice."""
    names = [fill["name"] for fill in fills]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return worded("declared twice: {twice}", twice=", ".join(twice))
    there = blanks_of(body)
    if undeclared := [name for name in _names(body, _MEANT) if name not in names]:
        return worded("placeholders that are not declared: {undeclared}", undeclared=", ".join(undeclared))
    if unused := [name for name in names if name not in there]:
        return worded("declared, but in no text: {unused}", unused=", ".join(unused))
    for fill in fills:
        if fill["kind"] == "choice" and not fill.get("options"):
            return worded("{name} is a choice without options", name=fill["name"])
    return None


def filled(
    body: Mapping[str, Any], fills: Sequence[Mapping[str, Any]], values: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The body with its blanks filled in, and what is wrong with the values, by the name of the blank.

    A value is put in as it is: what looks like a blank in it stays."""
    faults = {
        name: worded("is no blank of this template") for name in values if name not in {one["name"] for one in fills}
    }
    for fill in fills:
        if fault := _value_fault(fill, values.get(fill["name"])):
            faults[fill["name"]] = fault
    done = {name: _filled_in(value, values) if name in WITH_BLANKS else value for name, value in body.items()}
    return done, faults


def _value_fault(fill: Mapping[str, Any], value: str | None) -> str | None:
    if value is None or not value.strip():
        return worded("is required: {label}", label=fill["label"]) if fill.get("required", True) else None
    longest = fill.get("max_length") or LONGEST
    if len(value) > longest:
        return worded("is longer than {longest} characters", longest=longest)
    kind = fill["kind"]
    if kind == "number" and not _reads(lambda: read_decimal(value.strip(), signed=True)):
        return worded("must be a number")
    if kind == "date" and not _reads(lambda: date.fromisoformat(value.strip())):
        return worded("must be a date YYYY-MM-DD")
    if kind == "choice" and value not in fill["options"]:
        return worded("must be one of {options}", options=", ".join(fill["options"]))
    return None


def _reads(read: Any) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True


def _filled_in(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _BLANK.sub(lambda blank: values.get(blank[1], ""), value)
    if isinstance(value, Mapping):
        return {name: _filled_in(one, values) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled_in(one, values) for one in value]
    return value


def _names(body: Mapping[str, Any], blank: re.Pattern[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in WITH_BLANKS:
        for text in _texts(body.get(name)):
            found.update(dict.fromkeys(blank.findall(text)))
    return list(found)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
