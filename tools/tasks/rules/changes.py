"""What differs between the terms of a task and the ones proposed, and how the difference is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.types import Money, iso
from tools.rules.quotation import cut, in_quotes
from tools.rules.sentences import Sentence, Words, say, together

LONGEST_TITLE = 60

# The terms that can be proposed, by the names callers know, with the names they are stored under.
TERMS = {
    "title": "title",
    "description": "description",
    "price": "price",
    "deadline": "date_end",
    "deadline_type": "deadline_type",
    "attributes": "attributes",
    "copyright": "copyright",
    "need_report": "need_report",
}


def differing(old: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Of the wanted terms (stored form, by stored name; None = not mentioned) the ones that differ from the old."""
    return {name: value for name, value in wanted.items() if value is not None and value != old[name]}


def told(old: Mapping[str, Any], new: Mapping[str, Any], currency: str) -> dict[str, dict[str, Any]]:
    """{field: {old, new}} as people read it, by the names callers know; both mappings hold stored forms."""
    return {
        field: {"old": _readable(field, old[name], currency), "new": _readable(field, new[name], currency)}
        for field, name in TERMS.items()
        if name in new
    }


def as_sentence(changes: Mapping[str, Mapping[str, Any]]) -> Words:
    """The changes in one line: 'price 81.00 -> 90.00, deadline ...'; titles are quoted, long texts only named."""
    return together(*(_phrase(field, change) for field, change in changes.items()), between=", ")


def _phrase(field: str, change: Mapping[str, Any]) -> Words:
    if field == "description":
        return say("another description")
    if field == "attributes":
        return say("other attributes")
    old, new = (_quoted(change[side]) if field == "title" else change[side] for side in ("old", "new"))
    return say("{field} {old} -> {new}", field=Sentence(field), old=old, new=new)


def _quoted(title: str) -> str:
    return in_quotes(cut(title, LONGEST_TITLE))


def _readable(field: str, value: Any, currency: str) -> Any:
    if field == "price":
        return Money(value, currency).text
    if field == "deadline":
        return iso(value)
    if field in ("copyright", "need_report"):
        return bool(value)
    if field == "attributes":
        return [{"id": one["id"], "values": [choice["title"] for choice in one["values"]]} for one in value]
    return value
