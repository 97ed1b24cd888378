"""Lines for full slots: who gets a place that became free, and for how long it is kept for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.types import Money

MOST_IN_LINE = 10
# Of guests from one network address: in the lines of a schedule, and that joined any within an hour.
MOST_GUESTS_IN_LINE, MOST_GUESTS_WITHIN, WITHIN = 3, 10, timedelta(hours=1)
# An offer is made so long before the start at the latest, and ends so long before it.
LATEST_OFFER, OFFER_ENDS = timedelta(minutes=20), timedelta(minutes=15)


def closes_at(start: datetime) -> datetime:
    """From when on nobody waits for a start any more."""
    return start - LATEST_OFFER


def offer_until(now: datetime, start: datetime, offer_minutes: int) -> datetime | None:
    """Until when a place that becomes free now is kept for who waits; None when it is too late to offer it."""
    if start - now < LATEST_OFFER:
        return None
    return min(now + timedelta(minutes=offer_minutes), start - OFFER_ENDS)


def suits(seats: int, max_price: Money | None, free: int | None, price: Money | None) -> bool:
    """Whether somebody in line takes what is free. free None: there is no limit. price: of all their seats, None = free of
    charge; in another currency than they named it is not what they meant."""
    if free is not None and seats > free:
        return False
    if max_price is None or price is None:
        return True
    return price.currency == max_price.currency and price.amount <= max_price.amount
