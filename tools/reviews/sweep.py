"""What the hall does of reviews by itself."""

from __future__ import annotations

from tools.call import Call
from tools.operation import scheduled
from tools.reviews.settling import bring_up_to_date, remind_of_reviews


@scheduled(every=30)
def settle_reviews(call: Call) -> int:
    """Paid work that ended may be reviewed; where time is over, what was written is revealed."""
    return bring_up_to_date(call)


@scheduled(every=600)
def remind_of_missing_reviews(call: Call) -> int:
    """Sides that have not written are reminded some days before time is over."""
    return remind_of_reviews(call)
