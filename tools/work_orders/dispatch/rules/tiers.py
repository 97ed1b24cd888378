"""Which tier of a search comes next, how long it has, and whether another round begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tools.work_orders.dispatch.rules.settings import Settings


def next_tier(orders: Iterable[int]) -> int | None:
    """The tier that is asked next, of those in which somebody passes who had no turn yet; None when none is left."""
    return min(orders, default=None)


def with_turn(people: Iterable[Mapping[str, Any]], tier: int) -> list[dict[str, Any]]:
    """People as a run keeps them, now that a tier is asked: it and those before it had their turn in this round.

    Marked on the people, as tiers may be rearranged while a search goes on."""
    return [{**each, "had_turn": bool(each.get("had_turn")) or each["tier_order"] <= tier} for each in people]


def deadline(settings: Settings, now: datetime, latest_arrival: datetime | None) -> datetime:
    """Until when a tier that begins now has the order: not longer than anybody could still arrive in time."""
    end = now + settings.runtime
    return end if latest_arrival is None else min(end, latest_arrival)


def begins_anew(settings: Settings, now: datetime, latest_arrival: datetime | None) -> bool:
    """Whether another round starts after the last tier."""
    return settings.reruns and latest_arrival is not None and latest_arrival - now > settings.threshold


def too_late(now: datetime, latest_arrival: datetime | None) -> bool:
    """Whether nobody could arrive in time any more."""
    return latest_arrival is not None and now >= latest_arrival


# What became of an offer, as a run tells it.
_STATES = {"open": "routed", "accepted": "accepted", "declined": "declined"}


def candidate_state(offer: str | None, is_result: bool) -> str:
    """waiting, routed, accepted, declined or expired. offer: the status of the one in this round, None without any."""
    if is_result:
        return "accepted"
    return "waiting" if offer is None else _STATES.get(offer, "expired")
