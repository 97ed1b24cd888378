"""Filling in the attributes of a service when a task is ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.rules.sentences import joined, told_by, worded

MAX_VALUE = 2000


@dataclass(frozen=True, slots=True)
class Option:
    id: int
    value: str
    value_en: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a service; options only for select and multiselect."""

    id: int
    title: str
    type: str
    options: tuple[Option, ...] = ()
    required: bool = False


def filled_in(attributes: Mapping[int, Attribute], given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The chosen values in their stored form, [{id, values: [{id, title, title_en}]}], in the order given.

    given: items with id and value (or values, for multiselect). ValueError names every fault at once."""
    faults: list[str] = []
    chosen: list[dict[str, Any]] = []
    for item in given:
        try:
            chosen.append(_one(attributes, item, {one["id"] for one in chosen}))
        except ValueError as fault:
            faults.append(told_by(fault))
    mentioned = {item["id"] for item in given}
    faults += [
        worded("{id} ({title}) is required", id=one.id, title=one.title)
        for one in attributes.values()
        if one.required and one.id not in mentioned
    ]
    if faults:
        raise ValueError(joined(faults, "; "))
    return chosen


def _one(attributes: Mapping[int, Attribute], item: Mapping[str, Any], seen: set[int]) -> dict[str, Any]:
    attribute = attributes.get(item["id"])
    if attribute is None:
        known = ", ".join(f"{one.id} {one.title}" for one in attributes.values()) or worded("none")
        raise ValueError(
            worded("{id} is not an attribute of this service; its attributes: {known}", id=item["id"], known=known)
        )
    if attribute.id in seen:
        raise ValueError(worded("{id} ({title}) comes twice", id=attribute.id, title=attribute.title))
    return {"id": attribute.id, "values": _values(attribute, _texts(attribute, item))}


def _texts(attribute: Attribute, item: Mapping[str, Any]) -> list[str]:
    texts = [text for text in (item.get("value"), *item.get("values", ())) if text is not None and text.strip()]
    texts = list(dict.fromkeys(text.strip() for text in texts))
    if not texts:
        raise ValueError(worded("{id} ({title}) needs a value", id=attribute.id, title=attribute.title))
    if len(texts) > 1 and attribute.type != "multiselect":
        raise ValueError(worded("{id} ({title}) takes one value", id=attribute.id, title=attribute.title))
    return texts


def _values(attribute: Attribute, texts: list[str]) -> list[dict[str, Any]]:
    if attribute.type == "text":
        if len(texts[0]) > MAX_VALUE:
            raise ValueError(
                worded(
                    "{id} ({title}) takes at most {max_value} characters",
                    id=attribute.id,
                    title=attribute.title,
                    max_value=MAX_VALUE,
                )
            )
        return [{"title": texts[0]}]
    return [_option(attribute, text) for text in texts]


def _option(attribute: Attribute, text: str) -> dict[str, Any]:
    for option in attribute.options:
        if text.casefold() in (option.value.casefold(), option.value_en.casefold()):
            return {"id": option.id, "title": option.value, "title_en": option.value_en}
    possible = ", ".join(option.value_en for option in attribute.options)
    raise ValueError(
        worded(
            "{id} ({title}) has no option {text!r}; its options: {possible}",
            id=attribute.id,
            title=attribute.title,
            text=text,
            possible=possible,
        )
    )
