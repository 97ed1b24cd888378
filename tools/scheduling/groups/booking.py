"""Booking one time with several people at once, or with whoever of them is free and has least to do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, NoReturn

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling.groups.booking_groups import Kind, insert_group
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import Amount, Currency, Id, Moment
from tools.questions import quoted
from tools.rules.sentences import joined, word, worded
from tools.scheduling.bookings.checks import check_answers, check_notice
from tools.scheduling.bookings.made import Made, make_booking
from tools.scheduling.bookings.notices import tell
from tools.scheduling.bookings.people import Companion, booker_of, check_companions, insert_companions
from tools.scheduling.bookings.plans import Asked, plan_of
from tools.scheduling.bookings.seats import own_hold
from tools.scheduling.bookings.shapes import Plan, warn_of_overlaps
from tools.scheduling.bookings.transitions import appointment_of
from tools.scheduling.bookings.waiting_lines import serve_first
from tools.scheduling.clock import zone_of_schedules
from tools.scheduling.groups.checks import check_weights
from tools.scheduling.groups.members import Found, Member, Mode, asked_minutes, members_of, next_times, time_at
from tools.scheduling.groups.params import BookedPeople, GroupMode, GroupPay, ScheduleIds, SharedDuration, Weights
from tools.scheduling.groups.payment import ask, check_held, check_reach, check_totals, totals
from tools.scheduling.groups.shapes import (
    GroupBooking,
    GroupShape,
    group_booking,
    group_shape,
    group_slot,
    money_shapes,
)
from tools.scheduling.params import PayFrom
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules.groups import Joint, turn
from tools.shapes import MoneyShape
from tools.text import plain

TOOLSET = "booking_extras"


class SumLimit(TypedDict):
    """The most that may be spent in a currency."""

    amount: Annotated[Amount, Field(description="Decimal text.")]
    currency: Currency


class ScheduleAnswer(TypedDict):
    """An answer to a question of one of the schedules."""

    schedule_id: Id
    key: Annotated[str, Field(min_length=1, max_length=60, description="Key of the question.")]
    value: Annotated[str, Field(max_length=2000)]


class BookedGroup(TypedDict):
    """total: what the bookings cost, a sum a currency."""

    group: GroupShape
    bookings: list[GroupBooking]
    total: list[MoneyShape]


@operation(
    access="money",
    actors=("any",),
    price="creation",
    example={"schedule_ids": [1, 2], "start": "2026-12-01T09:00:00Z", "mode": "all"},
    zone=zone_of_schedules,
    find=(
        "one meeting with all three of them",
        "get me whoever of the coaches is free then",
        "joint session with designer and lawyer on Friday ten",
        "several people for the same time at once",
        "panel interview with four specialists, all or nothing",
        "round robin between our advisers",
        "take the tutor who has the fewest lessons",
        "one appointment with both consultants together",
        "the whole group together for that hour",
        "assign my call to any free agent of these schedules",
        "reserve a shared slot across three schedules",
    ),
)
def book_group_slot(
    call: Call,
    schedule_ids: ScheduleIds,
    mode: GroupMode,
    start: Annotated[Moment, Field(description="A start from find_group_slots.")],
    duration: SharedDuration | None = None,
    weights: Weights | None = None,
    pay: GroupPay | None = None,
    pay_from: PayFrom | None = None,
    max_total: Annotated[
        list[SumLimit], Field(min_length=1, max_length=20, description="Refuse when the sum of a currency is higher.")
    ]
    | None = None,
    note: Annotated[str, Field(min_length=1, max_length=2000, description="To the hosts.")] | None = None,
    answers: Annotated[list[ScheduleAnswer], Field(max_length=400, description="Answers to the schedules' questions.")]
    | None = None,
    attendees: Annotated[
        list[BookedPeople], Field(max_length=20, description="Who else comes: shown to every host, invited once.")
    ]
    | None = None,
) -> BookedGroup:
    """Book one time with several people at once, all or nothing, or with whichever of them is free and least booked.

    In one step the time is checked again and every place taken, one in each schedule, each price into an escrow of its own;
    when it does not suit, who is in the way and why is said with the next three times, and nothing is booked or charged.
    Charged once a booking. Where hosts confirm, that booking waits for them and the others stand. Each booking is moved,
    paid and cancelled by itself: when one of a joint time ends, you and the other hosts are told, no more."""
    members = members_of(call, schedule_ids)
    _check_not_own(members)
    given = _answers_by_schedule(members, answers or [])
    minutes = asked_minutes(members, duration)
    check_weights(weights, mode, len(members))
    for member in members:
        serve_first(call, member.schedule, start, None)
    chosen = _chosen(call, members, mode, start, minutes, weights, pay)
    plans = [_plan(call, member, found, pay, pay_from) for member, found in chosen]
    asked = [member for member, _ in chosen]
    check_totals(plans, _limits(max_total))
    companions = check_companions(call, attendees or [], len(attendees or []))
    kept = _check_answers(asked, given)
    check_held(call, [(member.id, plan) for member, plan in zip(asked, plans, strict=True)])
    check_reach(call, plans)
    ask(call, _question(asked, start), f"schedule:{asked[0].id}", plans, [_named(asked)])
    made = [
        make_booking(call, member.schedule, plan, [], _given(kept[member.id], note))
        for member, plan in zip(asked, plans, strict=True)
    ]
    _invite(call, made, companions)
    warn_of_overlaps(call, plans[0], [each.booking.event_id for each in made])
    return _answer(call, "collective" if mode == "all" else "round_robin", made, plans)


def _check_not_own(members: Sequence[Member]) -> None:
    faults = {
        f"schedule_ids[{at}]": worded(
            "schedule {id} is your own; put sessions and people into it with add_schedule_event", id=member.id
        )
        for at, member in enumerate(members)
        if member.access.is_owner
    }
    if faults:
        raise Invalid(faults, code="own_schedule", next=("add_schedule_event",))


def _chosen(
    call: Call,
    members: Sequence[Member],
    mode: Mode,
    start: datetime,
    minutes: int,
    weights: Sequence[int] | None,
    pay: GroupPay | None,
) -> list[tuple[Member, Found]]:
    """Who is booked, each with the time as it was found: all, or the one whose turn it is."""
    if start <= call.now:
        check_notice(call, members[0].offer, start)
    found = time_at(call, members, mode, start, minutes, pay)
    if isinstance(found, Joint):
        _refuse(call, members, mode, start, minutes, found)
    places = sorted(found.slots) if found.works is None else [turn(found.works, weights)]
    return [(members[at], Found(found.starts, {0: found.slots[at]})) for at in places]


def _refuse(call: Call, members: Sequence[Member], mode: Mode, start: datetime, minutes: int, found: Joint) -> NoReturn:
    zone = members[0].schedule["timezone"]
    reasons = [{"schedule_id": members[at].id, "reason": reason} for at, reason in found.misses.items()]
    free = [group_slot(members, each, minutes, zone) for each in next_times(call, members, mode, start, minutes)]
    said = joined(
        [
            worded("schedule {id}: {reason}", id=each["schedule_id"], reason=word(str(each["reason"])))
            for each in reasons
        ],
        ", ",
    )
    whom = worded("not all of them are free") if mode == "all" else worded("none of them is free")
    then = (
        worded("The next times: {free}.", free=", ".join(each["start"] for each in free))
        if free
        else worded("No other time was found.")
    )
    mine = [hold for at in found.misses if (hold := own_hold(call, members[at].id, start, minutes)) is not None]
    named = ", ".join(hold.public_id for hold in mine)
    kept = (
        worded("You keep that time yourself: let go of it first with release_slot_hold ({named}). ", named=named)
        if mine
        else ""
    )
    next = [Step("release_slot_hold", {"hold_id": hold.public_id}) for hold in mine]
    if free and not mine:
        next = [Step("book_group_slot", {"start": free[0]["start"]}, again=True)]
    raise Conflict(
        worded(
            "{kept}At {start} {whom} for {minutes} minutes ({said}). Nothing was booked or charged. {then}",
            kept=kept,
            start=iso(start, zone),
            whom=whom,
            minutes=minutes,
            said=said,
            then=then,
        ),
        code="does_not_fit",
        next=(*next, Step("find_group_slots", {"start": iso(start, zone)})),
        details={"misses": reasons, "next_slots": [{"start": each["start"], "end": each["end"]} for each in free]},
    )


def _plan(call: Call, member: Member, found: Found, pay: GroupPay | None, pay_from: str | None) -> Plan:
    booker = booker_of(call, member.access, None)
    return plan_of(call, member.schedule, booker, found.slots[0], Asked(1, pay, pay_from))


def _limits(max_total: Sequence[SumLimit] | None) -> dict[str, Decimal] | None:
    if max_total is None:
        return None
    twice = [
        each["currency"]
        for at, each in enumerate(max_total)
        if each["currency"] in [before["currency"] for before in max_total[:at]]
    ]
    if twice:
        raise Invalid({"max_total": worded("names {twice} twice", twice=twice[0])})
    return {each["currency"]: each["amount"] for each in max_total}


def _answers_by_schedule(members: Sequence[Member], answers: Sequence[ScheduleAnswer]) -> dict[int, dict[str, str]]:
    """The answers to each schedule's questions. Invalid names those of others."""
    given: dict[int, dict[str, str]] = {member.id: {} for member in members}
    faults: dict[str, str] = {}
    for at, each in enumerate(answers):
        if each["schedule_id"] in given:
            given[each["schedule_id"]][each["key"]] = each["value"]
        else:
            faults[f"answers[{at}].schedule_id"] = worded(
                "schedule {schedule_id} is none of schedule_ids", schedule_id=each["schedule_id"]
            )
    if faults:
        raise Invalid(faults)
    return given


def _check_answers(asked: Sequence[Member], given: dict[int, dict[str, str]]) -> dict[int, dict[str, str]]:
    """The same, checked, of the schedules that are booked. Invalid names schedule and key of what is missing or not asked."""
    faults: dict[str, str] = {}
    kept: dict[int, dict[str, str]] = {}
    for member in asked:
        try:
            kept[member.id] = check_answers(member.access.settings, given[member.id])
        except Invalid as no:
            faults |= {f"{name} (schedule {member.id})": fault for name, fault in no.fields.items()}
    if faults:
        raise Invalid(faults, next=("get_schedule",))
    return kept


def _question(asked: Sequence[Member], start: datetime) -> str:
    ids = [str(member.id) for member in asked]
    zone = asked[0].schedule["timezone"]
    if len(ids) == 1:
        return worded("Book schedule {id} on {start}", id=ids[0], start=iso(start, zone))
    return worded(
        "Book schedules {ids} and {last} together on {start}",
        ids=", ".join(ids[:-1]),
        last=ids[-1],
        start=iso(start, zone),
    )


def _named(asked: Sequence[Member]) -> str:
    names = ", ".join(quoted(member.schedule["label"]) for member in asked)
    if len(asked) > 1:
        return worded("They are called {names}", names=names)
    return worded("The schedule is called {label}", label=names)


def _given(answers: dict[str, str], note: str | None) -> dict[str, str | None]:
    kept = json.dumps(answers, ensure_ascii=False)
    return {"answers": kept, "note": plain(note) if note else None, "timezone": None, "contract_id": None}


def _invite(call: Call, made: Sequence[Made], companions: Sequence[Companion]) -> None:
    """Put who else comes on every list, so that all hosts see them; they are invited once, to the first."""
    if not companions:
        return
    for each in made:
        insert_companions(call, each.booking, companions)
    first = made[0].booking
    tell(call, appointment_of(call, first.event_id), first, notices.invited())


def _answer(call: Call, kind: Kind, made: Sequence[Made], plans: Sequence[Plan]) -> BookedGroup:
    call.charge_for(len(made))
    group_id = insert_group(call.tx, kind, call.caller.owner, len(made), [each.booking.id for each in made], call.stamp)
    return {
        "group": group_shape(call, group_id, kind, len(made), len(made)),
        "bookings": [group_booking(call, each) for each in made],
        "total": money_shapes(totals(plans)),
    }
