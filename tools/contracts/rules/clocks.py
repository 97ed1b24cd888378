"""What a clock counts: elapsed moments, rounded as the contract says; and where its end is guessed to be."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

RUNNING, DISCARDED, RECORDED = 100, 444, 777
STATES = {RUNNING: "running", DISCARDED: "discarded", RECORDED: "recorded"}

# Less than this was started by mistake: no charge.
SHORTEST_SECONDS = 60
LEAST_MINUTES, MOST_MINUTES = 15, 1440
# A running clock is shown to end this many minutes on, again and again.
LEAST_STEP, MOST_STEP = 25, 55


def counted_minutes(start: datetime, end: datetime, rounding: int) -> int | None:
    """The minutes between two moments that are billed: rounded up to the step, at least 15, at most 1440. None when it is
    too short to count. Elapsed real time, whatever the clocks on the wall did meanwhile."""
    seconds = int((end - start).total_seconds())
    if seconds < SHORTEST_SECONDS:
        return None
    steps = -(-seconds // (rounding * 60))
    return min(max(steps * rounding, LEAST_MINUTES), MOST_MINUTES)


def elapsed_minutes(start: datetime, now: datetime) -> int:
    """Whole minutes a clock has run."""
    return max(0, int((now - start).total_seconds()) // 60)


def estimated_end(start: datetime, seed: int, now: datetime) -> datetime:
    """Where a running clock is drawn to end: 25 to 55 minutes on, and as much again whenever that has passed. It follows from
    the seed alone; it never stops the clock and is never billed."""
    end, step = start, 0
    while end <= now or step == 0:
        end += timedelta(minutes=_step(seed, step))
        step += 1
    return end


def _step(seed: int, number: int) -> int:
    drawn = hashlib.sha256(f"{seed}:{number}".encode()).digest()
    return LEAST_STEP + int.from_bytes(drawn[:4], "big") % (MOST_STEP - LEAST_STEP + 1)


def day_worked(start: datetime, zone: str) -> date:
    """The day a session counts for: that of its start in the contract's zone, even when it runs past midnight."""
    return start.astimezone(ZoneInfo(zone)).date()


def stops_at(start: datetime, most_hours: int) -> datetime:
    """When a clock that nobody stops is stopped."""
    return (start + timedelta(hours=most_hours)).astimezone(UTC)
