"""A bill as it is kept: what it said when it was issued, whatever became of its parties and charges since."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from tools.contracts.rules.documents import Invoice


def to_snapshot(invoice: Invoice) -> str:
    """The bill as JSON: amounts in the smallest unit with their currency, days as ISO 8601, rates as decimal text."""
    return _form().dump_json(invoice).decode()


def from_snapshot(text: str) -> Invoice:
    """The bill that was kept. ValueError when the text is none."""
    return _form().validate_json(text)


@cache
def _form() -> TypeAdapter[Invoice]:
    return TypeAdapter(Invoice)
