"""Other definitions for a type that has orders: what becomes of their values, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.orders.rules.fields import Field
from tools.orders.rules.values import items_of, read_value, text_form
from tools.rules.sentences import worded


@dataclass(frozen=True, slots=True)
class Refit:
    """What changes for the values of orders. altered: a field before and after, where a value may not fit any more or its
    lines have to be written anew."""

    removed: tuple[str, ...]
    added: tuple[Field, ...]
    altered: tuple[tuple[Field, Field], ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.altered)


def refit_between(before: Sequence[Field], after: Sequence[Field]) -> Refit:
    """What two lists of definitions differ in, as far as it concerns values; added: new ones with a default."""
    old, new = {field.name: field for field in before}, {field.name: field for field in after}
    return Refit(
        removed=tuple(name for name in old if name not in new),
        added=tuple(field for name, field in new.items() if name not in old and field.default is not None),
        altered=tuple(
            (old[name], field)
            for name, field in new.items()
            if name in old and _value_part(old[name]) != _value_part(field)
        ),
    )


def _value_part(field: Field) -> tuple[Any, ...]:
    return field.type, field.multiple, field.longest, field.options, field.unique


def refitted(refit: Refit, data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """An order's data under the new definitions, and the names of the fields whose value does not fit them."""
    kept = {name: value for name, value in data.items() if name not in refit.removed}
    misfits: list[str] = []
    for before, after in refit.altered:
        if kept.get(after.name) is None:
            continue
        try:
            kept[after.name] = _converted(before, after, kept[after.name])
        except ValueError:
            misfits.append(after.name)
    for field in refit.added:
        kept[field.name] = field.default
    return kept, misfits


def _converted(before: Field, after: Field, value: Any) -> Any:
    """A value in the form of the new definition; ValueError when it does not fit."""
    items = items_of(before, value)
    if after.type == "file" and before.type != "file":
        # A number that was typed would become somebody's file.
        raise ValueError(worded("are no files"))
    if after.type != before.type and before.type == "json" and not all(isinstance(item, str) for item in items):
        raise ValueError(worded("is no text"))
    if after.type == "string" and before.type != "string":
        items = [text_form(item) for item in items]
    if not after.multiple and len(items) > 1:
        raise ValueError(worded("are several"))
    return read_value(after, items if after.multiple else items[0])
