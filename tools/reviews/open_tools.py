"""What the caller can do now about a review they were told of."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.reviews import engagements, reviews
from store.types import utc_time
from tools.call import Call
from tools.review_scores import settings_of
from tools.reviews.access import side_in


def open_tools(call: Call, review_id: int) -> tuple[str, ...] | None:
    """By the number of a review, written or not; None for whoever stands on neither side. What the other side wrote is not
    looked at before it is revealed."""
    work = engagements.find_by_id(call.tx, (review_id + 1) // 2)
    side = None if work is None else side_in(call, work["id"])
    if work is None or side is None:
        return None
    if work["status"] == "open" and not work["reversed"] and work["due_at"] > call.stamp:
        return ("create_review",) if reviews.number(work["id"], side) == review_id else ()
    row = reviews.find(call.tx, review_id)
    return ("reply_to_review",) if row is not None and side != row["side"] and _awaits_reply(call, row) else ()


def _awaits_reply(call: Call, row: Row) -> bool:
    if row["status"] != "revealed" or row["reply"] is not None or call.caller.kind != "person":
        return False
    return call.now < utc_time(row["revealed_at"]) + timedelta(days=settings_of(call.tx).reply_days)
