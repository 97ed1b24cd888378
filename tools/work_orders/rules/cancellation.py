"""Calling a work order off: whether the provider is owed something for it, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from store.types import Money
from tools.work_orders.rules.states import ASSIGNED, Standing

SHORT_NOTICE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the company asks for beside the rule. waive: charge nothing. insist: charge although notice was long."""

    waive: bool = False
    insist: bool = False


def fee_is_due(standing: Standing, short_notice_counts: bool, wish: Wish) -> bool:
    """Only an assigned provider is owed a fee: when called off within 24 hours of the latest arrival, or on request."""
    if standing.status is not ASSIGNED or wish.waive:
        return False
    if wish.insist:
        return True
    arrival = standing.latest_arrival
    return short_notice_counts and arrival is not None and arrival - standing.now <= SHORT_NOTICE


def charged_fee(standing: Standing, fee: Money, short_notice_counts: bool, wish: Wish) -> Money:
    """The fee that is taken: the agreed one when due, else nothing."""
    return fee if fee_is_due(standing, short_notice_counts, wish) else Money(0, fee.currency)
