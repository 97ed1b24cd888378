"""The fields that an order type defines: what a definition may say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tools.orders.rules.fields import Field
from tools.orders.rules.values import read_value
from tools.rules.sentences import told_by, worded

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
# Of these no two orders can be told to be different, or hardly any two could differ.
_NEVER_UNIQUE = ("boolean", "json", "file")


def definition_faults(fields: Sequence[Field]) -> dict[str, str]:
    """What is wrong with the definitions of a type, by where it stands among them: '[1].name'."""
    faults: dict[str, str] = {}
    times = Counter(field.name for field in fields)
    for index, field in enumerate(fields):
        if not _NAME.fullmatch(field.name):
            faults[f"[{index}].name"] = worded(
                "{name!r} must begin with a letter and hold letters of a to z, digits and underscores, at most 64",
                name=field.name[:80],
            )
        elif times[field.name] > 1:
            faults[f"[{index}].name"] = worded(
                "{name} is defined {times} times; each name stands once", name=field.name, times=times[field.name]
            )
        for part, fault in _faults_of(field):
            faults[f"[{index}].{part}"] = f"{field.name[:64]}: {fault}"
    return faults


def _faults_of(field: Field) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if field.type != "string":
        if field.max_length is not None:
            found.append(
                ("max_length", worded("goes with fields of type string only; this one is {type}", type=field.type))
            )
        if field.options:
            found.append(("options", worded("go with fields of type string only; this one is {type}", type=field.type)))
    elif twice := [option for option, count in Counter(field.options).items() if count > 1]:
        found.append(("options", worded("name {twice!r} twice", twice=twice[0])))
    elif long := [option for option in field.options if len(option) > field.longest]:
        found.append(
            (
                "options",
                worded(
                    "{long!r} has more than the {longest} characters that a value may have",
                    long=long[0][:60],
                    longest=field.longest,
                ),
            )
        )
    if field.unique:
        found += _faults_of_unique(field)
    if field.type == "file" and field.default is not None:
        found.append(("default", worded("does not go with files; each order has its own")))
    elif field.default is not None and not found:
        try:
            read_value(field, field.default)
        except ValueError as fault:
            found.append(("default", told_by(fault)))
    return found


def _faults_of_unique(field: Field) -> list[tuple[str, str]]:
    if field.type in _NEVER_UNIQUE:
        return [("unique", f"goes with strings, numbers, dates and datetimes; this one is {field.type}")]
    if field.multiple:
        return [("unique", "does not go with multiple")]
    if field.default is not None:
        return [("unique", "does not go with a default, which every order would have")]
    return []
