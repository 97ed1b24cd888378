"""Freezes as they are shown."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.approvals.rules.freezes import Target
from tools.shapes import Theirs


class FreezeShape(TypedDict):
    """A freeze; without lifted_at it is in force."""

    id: int
    target: Target
    target_type: NotRequired[str | None]
    target_id: NotRequired[int | None]
    reason: Theirs
    frozen_by: str
    frozen_at: str
    lifted_by: NotRequired[int | None]
    lifted_at: NotRequired[str | None]


def freeze_shape(row: Row) -> FreezeShape:
    return {
        "id": row["id"],
        "target": row["target"],
        "target_type": row["target_type"] or None,
        "target_id": row["target_id"] or None,
        "reason": row["reason"],
        "frozen_by": f"{row['frozen_by_type']}:{row['frozen_by_id']}",
        "frozen_at": iso(row["frozen_at"]),
        "lifted_by": row["lifted_by"],
        "lifted_at": iso(row["lifted_at"]) if row["lifted_at"] else None,
    }
