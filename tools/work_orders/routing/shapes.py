"""Answer shapes that the routing tools share."""

from __future__ import annotations

from typing_extensions import TypedDict


class RejectedShape(TypedDict):
    """Why somebody was not chosen."""

    user_id: int
    reasons: list[str]
