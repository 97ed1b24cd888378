"""What is odd about the rules of a schedule, though nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import Any

from tools.rules.sentences import worded
from tools.scheduling.rules.open_hours import OpenHours, Rule, clock_change, joined, local_day, open_days
from tools.scheduling.rules.slots import Offer

MOST = 10


def rule_warnings(settings: Mapping[str, Any], hours: OpenHours, today: date) -> list[str]:
    """Rules without days, rules that overlap, exceptions that are over. settings: as stored; hours: what they mean."""
    found = [f"rules[{index}] names no days and never holds" for index, rule in enumerate(hours.rules) if not rule.days]
    for (first, one), (second, other) in combinations(enumerate(hours.rules), 2):
        if one.days & other.days and _overlap(one, other):
            found.append(
                worded(
                    "rules[{first}] and rules[{second}] overlap; they count as one window there",
                    first=first,
                    second=second,
                )
            )
    for index, exception in enumerate(settings.get("exceptions", ())):
        last = exception.get("date") or exception["until"]
        if date.fromisoformat(last) < today:
            found.append(worded("exceptions[{index}] lies in the past ({last})", index=index, last=last))
    return _shortened(found)


def clock_change_warnings(offer: Offer, start: datetime, end: datetime) -> list[str]:
    """The days in [start, end) on which clocks change and the rules make more or fewer slots than they would else."""
    return _shortened(list(_clock_changes(offer, start, end)))


def _clock_changes(offer: Offer, start: datetime, end: datetime) -> Iterator[str]:
    first, last = local_day(int(start.timestamp()), offer.zone), local_day(int(end.timestamp()) - 1, offer.zone)
    for day in range(first, last + 1):
        if not clock_change(day, offer.zone):
            continue
        windows = offer.hours.windows(day, offer.week_start, offer.anchor)
        usual = _slots([(begin * 60, until * 60) for begin, until in joined(windows)], offer)
        real = _slots(
            [
                stretch
                for on, stretches in open_days(offer.hours, offer.zone, day, day, offer.week_start, offer.anchor)
                for stretch in stretches
                if on == day
            ],
            offer,
        )
        if real != usual:
            yield f"clock change on {date.fromordinal(day)}: {real} slots instead of {usual}"


def _slots(stretches: Sequence[tuple[int, int]], offer: Offer) -> int:
    """How many slots of the default length fit."""
    length = offer.duration * 60
    step = offer.step_of(offer.duration) * 60
    return sum(max(0, (end - begin - length) // step + 1) for begin, end in stretches)


def _overlap(one: Rule, other: Rule) -> bool:
    """Whether two rules that share a weekday can be open at the same time of the same day."""
    in_time = one.start < other.end and other.start < one.end
    before = one.last is not None and other.first is not None and one.last < other.first
    after = other.last is not None and one.first is not None and other.last < one.first
    return in_time and not before and not after


def _shortened(found: list[str]) -> list[str]:
    return found if len(found) <= MOST else [*found[:MOST], f"and {len(found) - MOST} more like these"]
