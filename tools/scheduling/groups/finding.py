"""Finding a time that several people share, or that any of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import iso
from tools.call import Call
from tools.operation import operation
from tools.params import Moment
from tools.scheduling.availability.shapes import asked_range, asked_times
from tools.scheduling.clock import zone_of_schedules
from tools.scheduling.groups.checks import check_weights
from tools.scheduling.groups.members import Found, Member, asked_minutes, found_times, members_of, moment
from tools.scheduling.groups.params import GroupMode, ScheduleIds, SharedDuration, Weights
from tools.scheduling.groups.shapes import GroupSlot, group_slot
from tools.scheduling.params import DEFAULT_RANGE_DAYS, FromTime, OnWeekdays, ShowZone, ToTime
from tools.scheduling.rules.groups import Joint
from tools.scheduling.rules.wanted import Wanted

TOOLSET = "booking_extras"


class Misses(TypedDict):
    """How many starts of the first schedule one of them ruled out, by reason: not_offered (outside its hours), host_busy,
    taken (full), min_notice, beyond_horizon, day_limit, week_limit, schedule_ended, same_host."""

    schedule_id: int
    reasons: dict[str, int]


class GroupSlots(TypedDict):
    """searched_until: all starts up to then were looked at."""

    slots: list[GroupSlot]
    timezone: str
    searched_until: str
    misses: NotRequired[list[Misses] | None]


@operation(
    access="read",
    actors=("any", "public"),
    price="free",
    takes_long=True,
    example={"schedule_ids": [1, 2], "mode": "all"},
    zone=zone_of_schedules,
    find=(
        "when can all four of us meet",
        "any of the three coaches on Monday morning",
        "time that suits the designer and the lawyer",
        "a common free slot of several specialists",
        "which of these people is free first and has the least to do",
        "find an hour when both consultants are available",
        "joint availability of several schedules",
        "round robin between our advisers, who is next",
        "when is the whole panel free at once",
        "whichever tutor has room this week",
        "compare the free times of three people",
    ),
)
def find_group_slots(
    call: Call,
    schedule_ids: ScheduleIds,
    mode: GroupMode,
    start: Annotated[Moment, Field(description="From when. Default now.")] | None = None,
    end: Annotated[Moment, Field(description="Until when; default start + 14 days, at most 62 days.")] | None = None,
    duration: SharedDuration | None = None,
    days: OnWeekdays | None = None,
    from_time: FromTime | None = None,
    to_time: ToTime | None = None,
    timezone: Annotated[ShowZone, Field(description="IANA zone of days, times and answer. Default the first one's.")]
    | None = None,
    weights: Weights | None = None,
    count: Annotated[int, Field(ge=1, le=50, description="How many times at most.")] = 10,
) -> GroupSlots:
    """Find times when several people are all free, keeping each one's booking rules, or when any of them is.

    all: slots of the first schedule at which the others can be booked too, whatever their own slots are; misses counts what
    each of the others ruled out, so that one sees whom to leave out. any: the slots of each, with pick, whose turn it is: the
    least booked time in the 14 days before and after, for their weight. Earliest first. It reserves nothing:
    book_group_slot books, hold_slot keeps one of them. Added sessions are no part of it."""
    members = members_of(call, schedule_ids)
    minutes = asked_minutes(members, duration)
    check_weights(weights, mode, len(members))
    asked_times(from_time, to_time)
    begin = start or call.now
    until = end or begin + timedelta(days=DEFAULT_RANGE_DAYS)
    asked_range(begin, until)
    zone = timezone or members[0].schedule["timezone"]
    found: list[Found] = []
    misses: dict[int, Counter[str]] = {}
    span = max(begin, call.now), until
    for each in found_times(call, members, mode, span, minutes, Wanted(zone, days, from_time, to_time)):
        if isinstance(each, Joint):
            for at, reason in each.misses.items():
                misses.setdefault(at, Counter())[reason] += 1
            continue
        found.append(each)
        if len(found) == count:
            until = moment(each.starts)
            break
    return {
        "slots": [group_slot(members, each, minutes, zone, weights) for each in found],
        "timezone": zone,
        "searched_until": iso(until, zone),
        "misses": _misses(members, misses) if mode == "all" else None,
    }


def _misses(members: Sequence[Member], misses: dict[int, Counter[str]]) -> list[Misses]:
    return [{"schedule_id": members[at].id, "reasons": dict(reasons)} for at, reasons in sorted(misses.items())]
