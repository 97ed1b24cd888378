"""Payouts: their states, which step leads where, what is left of a task to pay out, what of a partial payment returns, and
when a provider that cannot take one now is asked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tools.rules.sentences import worded

CREATED, IN_PROGRESS, COMPLETED, DECLINED, PARTIAL = 10, 1, 2, 3, 5
TITLES = {
    CREATED: "created",
    IN_PROGRESS: "in_progress",
    COMPLETED: "completed",
    DECLINED: "declined",
    PARTIAL: "partially_completed",
}
ENDED = (COMPLETED, DECLINED, PARTIAL)
# The money has left the balance and not arrived.
UNDER_WAY = (CREATED, IN_PROGRESS)
# A task in one of these has no second payout; in one of COUNTED it counts as paid out.
BLOCKING = (*UNDER_WAY, COMPLETED)
COUNTED = (*BLOCKING, PARTIAL)

# From which state a step may be taken, and where it leads; nothing leads on from an end.
TRANSITIONS: dict[str, tuple[int | None, int]] = {
    "create": (None, CREATED),
    "send": (CREATED, IN_PROGRESS),
    "complete": (IN_PROGRESS, COMPLETED),
    "complete_in_part": (IN_PROGRESS, PARTIAL),
    "decline": (IN_PROGRESS, DECLINED),
}

# A provider that cannot take a payout now is asked again after so many minutes; after the last of them it is declined.
WAITS = (1, 5, 15, 60, 180, 360, 720)


@dataclass(frozen=True, slots=True)
class Part:
    """What a partial payment comes to: what arrived and what was kept as fee, in the currency that is paid, and what returns,
    in the one it came from."""

    paid: int
    fee: int
    returned: int


def used(status: int, base_amount: int, returned: int) -> int:
    """How much of what a task brought a payout has used up: all while it is under way or has arrived, nothing when declined."""
    return 0 if status == DECLINED else base_amount - returned


def left_of_task(received: int, payouts: Iterable[tuple[int, int, int]]) -> int:
    """What can still be paid out of a task that brought so much. payouts: its earlier ones, (status, base amount, returned)."""
    return received - sum(used(*payout) for payout in payouts)


def has_payout(statuses: Iterable[int]) -> bool:
    """Whether a task counts as paid out, by the states of its payouts."""
    return any(status in COUNTED for status in statuses)


def fee_of(target_amount: int, percent: Decimal) -> int:
    """The fee that is taken out of what is paid."""
    return int((Decimal(target_amount) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def partial(base_amount: int, target_amount: int, fee: int, paid: int) -> Part:
    """What becomes of a payout of which only so much arrived: more than nothing, less than all.

    The fee is kept in proportion. What was used is rounded up, so what returns is never too much."""
    whole = target_amount - fee
    if not 0 < paid < whole:
        raise ValueError(worded("{paid} of {whole} is no part", paid=paid, whole=whole))
    kept = int((Decimal(fee) * paid / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    used_up = -(-base_amount * (paid + kept) // target_amount)
    return Part(paid, kept, base_amount - used_up)


def next_attempt(failed: int, now: datetime) -> datetime | None:
    """When a provider is asked again after so many attempts that failed; None when it is not."""
    return now + timedelta(minutes=WAITS[failed - 1]) if failed <= len(WAITS) else None
