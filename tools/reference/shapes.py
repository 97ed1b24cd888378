"""What lists of reference and records that quote them both show."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.database import Row


class OptionShape(TypedDict):
    id: int
    value: str
    value_en: str


def option_shape(row: Row) -> OptionShape:
    return {"id": row["id"], "value": row["value"], "value_en": row["value_en"]}
