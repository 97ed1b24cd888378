"""Booking the same time every week or every few weeks with one person."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import schedules
from store.scheduling.groups.booking_groups import insert_group
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import Amount, Moment
from tools.questions import quoted
from tools.rules.sentences import Count, joined, word, worded
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.shapes import asked_duration
from tools.scheduling.availability.slots import offer_of, taken_of
from tools.scheduling.bookings.checks import bookable, check_answers, check_notice
from tools.scheduling.bookings.made import Made, make_booking
from tools.scheduling.bookings.people import Booker, booker_of
from tools.scheduling.bookings.plans import Asked, plan_of
from tools.scheduling.bookings.shapes import Plan, warn_of_overlaps
from tools.scheduling.bookings.starting import in_time
from tools.scheduling.bookings.waiting_lines import serve_first
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.groups.members import at_a_start
from tools.scheduling.groups.params import GroupPay
from tools.scheduling.groups.payment import ask, check_held, check_reach, check_totals, held_together, totals
from tools.scheduling.groups.shapes import GroupBooking, GroupShape, group_booking, group_shape, money_shapes
from tools.scheduling.params import OfferedDuration, PayFrom, ScheduleId
from tools.scheduling.rules.bookings import HIRE
from tools.scheduling.rules.not_free import NotFree
from tools.scheduling.rules.runs import with_booked
from tools.scheduling.rules.series import MOST_TIMES, MOST_WEEKS, nearest, starts_of, week_around
from tools.scheduling.rules.slots import Offer, Slot, Taken, grid_slots
from tools.shapes import MoneyShape
from tools.text import plain

TOOLSET = "booking_extras"
# What no other start of the week would change.
NO_NEAREST = ("beyond_horizon", "schedule_ended")


class FailedStart(TypedDict):
    """A start that cannot be booked. reason: not_offered, taken, min_notice, beyond_horizon (max_days_ahead), day_limit,
    week_limit, host_busy or schedule_ended. nearest: free starts of that week, the nearest first."""

    start: str
    reason: str
    nearest: list[str]


class BookedSeries(TypedDict):
    group: GroupShape
    bookings: list[GroupBooking]
    failed: list[FailedStart]
    total: NotRequired[MoneyShape | None]


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked for, and what of it is free. minutes: the length of each; slots and failed by start. in_time: whether
    a slot can still be booked before it begins."""

    schedule: Row
    offer: Offer
    hosts: list[Owner]
    minutes: int
    seats: int
    in_time: Callable[[Slot], bool]
    slots: dict[datetime, Slot]
    failed: dict[datetime, NotFree]

    def with_slots(self, taken: Taken) -> Taken:
        """What is taken once the slots found so far are booked too."""
        for slot in self.slots.values():
            taken = with_booked(taken, self.offer, slot, self.seats)
        return taken


@operation(
    access="money",
    actors=("any",),
    price="creation",
    example={"start": "2026-12-01T09:00:00Z", "times": 2},
    zone=zone_of_schedule,
    find=(
        "the same hour every Thursday for ten weeks",
        "weekly lessons until summer",
        "fortnightly check-in, leave out dates that are gone",
        "a recurring appointment with the same coach",
        "every second Monday at nine with one coach",
        "repeat this booking each week",
        "standing weekly slot with my tutor, paid together",
        "series of twelve sessions at one time",
        "make my appointment a regular one",
        "which dates of a weekly series fail",
        "once a month-ish: every four weeks with the physiotherapist",
    ),
)
def book_recurring_slots(
    call: Call,
    schedule_id: ScheduleId,
    start: Annotated[Moment, Field(description="The first start, from get_schedule or find_next_slot.")],
    times: Annotated[int, Field(ge=2, le=MOST_TIMES, description="How many bookings in all.")],
    every_weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS, description="Weeks from one to the next.")] = 1,
    mode: Annotated[
        Literal["all", "possible"],
        Field(description="all: book nothing when a date fails; possible: book those that are free."),
    ] = "all",
    duration: OfferedDuration | None = None,
    seats: Annotated[int, Field(ge=1, le=100, description="How many places, of each.")] = 1,
    pay: GroupPay | None = None,
    pay_from: PayFrom | None = None,
    max_total: Annotated[Amount, Field(description="Refuse when all together cost more, as decimal text.")]
    | None = None,
    note: Annotated[str, Field(min_length=1, max_length=2000, description="To the host.")] | None = None,
    answers: Annotated[
        dict[str, Annotated[str, Field(max_length=2000)]],
        Field(description="Answers to the schedule's questions, by key; the same for each booking."),
    ]
    | None = None,
) -> BookedSeries:
    """Book the same time every week or every few weeks with one person, and pay for all of it together.

    The wall clock of the schedule's zone decides, so nine o'clock stays nine when clocks change. mode all books nothing when
    a date fails and names each with its reason and the nearest free starts of that week; possible books the others. With
    dry_run it only shows this. pay=balance takes the sum of those booked, each into an escrow of its own; too little money
    books nothing. pay=later holds all of them for the same short time. Charged once a booking; each is moved and cancelled
    by itself."""
    access = bookable(seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id))
    if access.schedule["type_id"] == HIRE:
        raise Invalid({"schedule_id": worded("is a schedule of shifts (type 3); book_schedule takes one of them")})
    booker = booker_of(call, access, None)
    offer = offer_of(call.tx, access.schedule)
    asked_duration(offer, duration)
    if 0 < offer.places < seats:
        raise Invalid({"seats": worded("a slot of this schedule has {places}", places=offer.places)})
    if start <= call.now:
        check_notice(call, offer, start)
    length = duration or offer.duration
    series = _series(call, access.schedule, offer, (length, seats, in_time(call, access.schedule, pay)))
    starts = starts_of(start, offer.zone, times, every_weeks)
    for at in starts:
        serve_first(call, access.schedule, at, None)
    _look(call, series, starts)
    failed = [_failed_start(call, series, at, reason) for at, reason in series.failed.items()]
    _check_failed(series, failed, mode)
    plans = _plans(call, series, booker, (pay, pay_from))
    most = None if max_total is None else {access.schedule["currency"]: max_total}
    check_totals(plans, most)
    kept = json.dumps(check_answers(access.settings, answers or {}), ensure_ascii=False)
    check_held(call, [(schedule_id, plan) for plan in plans])
    check_reach(call, plans)
    ask(call, _question(series, every_weeks), f"schedule:{schedule_id}", plans, _details(series))
    given = {"answers": kept, "note": plain(note) if note else None, "timezone": None, "contract_id": None}
    made = [make_booking(call, access.schedule, plan, [], given) for plan in plans]
    _warn(call, made, plans)
    return _answer(call, made, plans, failed, times)


def _series(call: Call, schedule: Row, offer: Offer, asked: tuple[int, int, Callable[[Slot], bool]]) -> Series:
    hosts = schedules.hosts_of(call.tx, schedule["id"], offer.settings.owner_hosts)
    return Series(schedule, offer, hosts, *asked, {}, {})


def _look(call: Call, series: Series, starts: Sequence[datetime]) -> None:
    """Sort the starts into those that are free, each once those before it are booked, and those that are not."""
    offer, schedule = series.offer, series.schedule
    for start in starts:
        end = start + timedelta(minutes=series.minutes)
        taken = series.with_slots(taken_of(call.tx, schedule, offer, start, end, call.now, hosts=series.hosts))
        said = at_a_start(call, schedule, offer, taken, start, series.minutes, series.seats, on_grid=True)
        if not isinstance(said, Slot):
            series.failed[start] = said
        elif series.in_time(said):
            series.slots[start] = said
        else:
            series.failed[start] = "min_notice"


def _failed_start(call: Call, series: Series, start: datetime, reason: NotFree) -> FailedStart:
    zone, free = series.schedule["timezone"], []
    if reason not in NO_NEAREST:
        begin, end = week_around(series.offer, start)
        taken = taken_of(call.tx, series.schedule, series.offer, begin, end, call.now, hosts=series.hosts)
        around = series.with_slots(taken)
        slots = grid_slots(series.offer, around, begin, end, call.now, series.minutes, series.seats)
        free = nearest(start, filter(series.in_time, slots))
    return {"start": iso(start, zone), "reason": reason, "nearest": [iso(slot.start, zone) for slot in free]}


def _check_failed(series: Series, failed: list[FailedStart], mode: str) -> None:
    """Conflict when a start fails that has to be booked."""
    if not failed or (mode == "possible" and series.slots):
        return
    named = joined(
        [worded("{start} ({reason})", start=each["start"], reason=word(each["reason"])) for each in failed], ", "
    )
    of_all = len(failed) + len(series.slots)
    hint = worded(" mode=possible books the others.") if series.slots else ""
    raise Conflict(
        worded(
            "{count} of the {of_all} starts of schedule {id} cannot be booked: {named}. Nothing was "
            "booked or charged.{hint}",
            count=len(failed),
            of_all=of_all,
            id=series.schedule["id"],
            named=named,
            hint=hint,
        ),
        code="starts_not_free" if series.slots else "no_start_free",
        next=(Step("book_recurring_slots", {"mode": "possible"}, again=True), "find_next_slot")
        if series.slots
        else ("find_next_slot", "get_schedule"),
        details={"failed": failed},
    )


def _plans(
    call: Call, series: Series, booker: Booker, how: tuple[Literal["balance", "later"] | None, str | None]
) -> list[Plan]:
    plans: list[Plan] = []
    spent = 0
    for slot in series.slots.values():
        plan = plan_of(call, series.schedule, booker, slot, Asked(series.seats, *how, prepaid_spent=spent))
        spent += plan.amount.amount if plan.is_prepaid and plan.amount is not None else 0
        plans.append(plan)
    return held_together(plans)


def _question(series: Series, every_weeks: int) -> str:
    first = iso(min(series.slots), series.schedule["timezone"])
    return worded(
        "Book schedule {id} {times}, every {weeks}, the first on {first}",
        id=series.schedule["id"],
        times=Count(len(series.slots), "time"),
        weeks=worded("week") if every_weeks == 1 else Count(every_weeks, "week"),
        first=first,
    )


def _details(series: Series) -> list[str]:
    last = worded("The last one is on {last}", last=iso(max(series.slots), series.schedule["timezone"]))
    left_out = [worded("Dates that are left out: {count}", count=len(series.failed))] if series.failed else []
    return [last, *left_out, worded("The schedule is called {label}", label=quoted(series.schedule["label"]))]


def _warn(call: Call, made: Sequence[Made], plans: Sequence[Plan]) -> None:
    events = [each.booking.event_id for each in made]
    for plan in plans:
        if len(call.warnings) < 3:
            warn_of_overlaps(call, plan, events)


def _answer(
    call: Call, made: Sequence[Made], plans: Sequence[Plan], failed: list[FailedStart], times: int
) -> BookedSeries:
    call.charge_for(len(made))
    ids = [each.booking.id for each in made]
    group_id = insert_group(call.tx, "series", call.caller.owner, times, ids, call.stamp)
    total = money_shapes(totals(plans))
    return {
        "group": group_shape(call, group_id, "series", times, len(made)),
        "bookings": [group_booking(call, each) for each in made],
        "failed": failed,
        "total": total[0] if total else None,
    }
