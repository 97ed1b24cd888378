"""Answer shapes that the routing tools share."""

from __future__ import annotations

from typing_extensions import TypedDict


# Why somebody was not chosen.
class RejectedShape(TypedDict):
    user_id: int
    reasons: list[str]
