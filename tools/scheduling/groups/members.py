"""Several schedules taken together: loaded as a caller may see them, with what they offer and all that is taken from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Literal

from store.database import Row
from store.scheduling import schedule_events, schedules
from store.scheduling.groups.workload import booked_events
from store.types import utc_time
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.rules.sentences import worded
from tools.scheduling.availability.access import Access, seen_schedule
from tools.scheduling.availability.slots import STRIDES, offer_of, taken_of_each
from tools.scheduling.bookings.checks import bookable
from tools.scheduling.bookings.shapes import PayChoice
from tools.scheduling.bookings.starting import in_time
from tools.scheduling.rules.bookings import HIRE
from tools.scheduling.rules.groups import AROUND, Joint, Work, Workload, each_start, joint, joint_slots
from tools.scheduling.rules.not_free import NotFree, Times
from tools.scheduling.rules.slots import Offer, Slot, Taken, grid_slots, slot_at
from tools.scheduling.rules.wanted import Wanted

Mode = Literal["all", "any"]
FIND = ("find_group_slots", "get_schedule")


@dataclass(frozen=True, slots=True)
class Member:
    """One of the schedules, and what it offers."""

    access: Access
    offer: Offer

    @property
    def id(self) -> int:
        return self.access.id

    @property
    def schedule(self) -> Row:
        return self.access.schedule

    @property
    def all_needed(self) -> bool:
        return self.offer.settings.hosts == "all"


@dataclass(frozen=True, slots=True)
class Found:
    """A time: of whom it is, by place in the list given, with the slot of each; whose turn it is, and what each has booked."""

    starts: int
    slots: dict[int, Slot]
    works: dict[int, Work] | None = None


def members_of(call: Call, ids: Sequence[int]) -> list[Member]:
    """The schedules in the order given. NotFound names the place of one that is not the caller's to see."""
    if len(set(ids)) < len(ids):
        twice = next(id for at, id in enumerate(ids) if id in ids[:at])
        raise Invalid({"schedule_ids": worded("schedule {twice} is named twice", twice=twice)})
    rows = schedules.find_schedules(call.tx, ids)
    return [_member(call, rows.get(id), id, at) for at, id in enumerate(ids)]


def _member(call: Call, row: Row | None, id: int, at: int) -> Member:
    try:
        access = seen_schedule(call, row, id)
    except NotFound:
        raise NotFound(
            "schedule", f"{id} (schedule_ids[{at}])", next=("list_schedules", "search_specialists")
        ) from None
    if access.schedule["type_id"] == HIRE:
        raise Invalid(
            {f"schedule_ids[{at}]": worded("schedule {id} offers shifts (type 3); book_schedule takes one", id=id)}
        )
    return Member(bookable(access), offer_of(call.tx, access.schedule))


def asked_minutes(members: Sequence[Member], duration: int | None) -> int:
    """The length that is meant, in minutes. Invalid names who does not offer it, and what all share."""
    minutes = duration or members[0].offer.duration
    lacking = [member for member in members if minutes not in member.offer.durations]
    if lacking:
        shared = sorted(set.intersection(*(set(member.offer.durations) for member in members)))
        lengths = (
            worded("all of them offer {shared}", shared=", ".join(map(str, shared)))
            if shared
            else worded("they share no length")
        )
        named = ", ".join(str(member.id) for member in lacking)
        raise Invalid(
            {
                "duration": worded(
                    "{minutes} minutes are not offered by schedule {named}; {lengths}",
                    minutes=minutes,
                    named=named,
                    lengths=lengths,
                )
            },
            next=FIND,
        )
    return minutes


def found_times(
    call: Call, members: Sequence[Member], mode: Mode, span: tuple[datetime, datetime], minutes: int, wanted: Wanted
) -> Iterator[Found | Joint]:
    """The times that suit, in order. In mode all also what of the first schedule does not suit the others, and why."""
    begin, end = span
    for days in STRIDES:
        if begin >= end:
            return
        until = min(begin + timedelta(days=days), end)
        takens = _takens(call, members, begin, until)
        if mode == "all":
            yield from _joint(call, members, takens, (begin, until), minutes, wanted)
        else:
            yield from _each(call, members, takens, (begin, until), minutes, wanted)
        begin = until


def next_times(call: Call, members: Sequence[Member], mode: Mode, after: datetime, minutes: int) -> list[Found]:
    """The first three times that suit from a moment on, within the weeks that are searched."""
    begin = max(after, call.now)
    zone = members[0].schedule["timezone"]
    span = begin, begin + timedelta(days=62)
    found = found_times(call, members, mode, span, minutes, Wanted(zone, None, None, None))
    return list(islice((each for each in found if isinstance(each, Found)), 3))


def time_at(
    call: Call, members: Sequence[Member], mode: Mode, start: datetime, minutes: int, pay: PayChoice | None = None
) -> Found | Joint:
    """One start, as it stands now: of whom it is, or who is not free and why. One who could not be booked before it begins is
    named only when there is nobody else."""
    until = start + timedelta(minutes=minutes)
    takens = _takens(call, members, start, until)
    grids = [mode == "any" or at == 0 for at in range(len(members))]
    said = [
        at_a_start(call, member.schedule, member.offer, taken, start, minutes, on_grid=on_grid)
        for member, taken, on_grid in zip(members, takens, grids, strict=True)
    ]
    starts = int(start.timestamp())
    if mode == "all":
        together = joint(starts, said, [member.all_needed for member in members])
        return Found(starts, dict(enumerate(together.slots))) if together.slots else together
    free = {at: each for at, each in enumerate(said) if isinstance(each, Slot)}
    if not free:
        return Joint(starts, (), {at: each for at, each in enumerate(said) if isinstance(each, str)})
    free = {at: each for at, each in free.items() if in_time(call, members[at].schedule, pay)(each)} or free
    loads = workloads(call, members, start, start + timedelta(seconds=1))
    return Found(starts, free, {at: loads[at].around(starts) for at in free})


def at_a_start(
    call: Call,
    schedule: Row,
    offer: Offer,
    taken: Taken,
    start: datetime,
    minutes: int,
    seats: int = 1,
    *,
    on_grid: bool,
) -> Slot | NotFree:
    """The slot of a schedule that begins at this very moment, or why there is none. on_grid: only one of its own grid."""
    end = start + timedelta(minutes=minutes)
    if on_grid:
        slot = slot_at(offer, taken, start, call.now, minutes, seats)
        if slot is not None:
            return slot
    said = Times(offer, taken, (start, end), call.now, minutes, seats).at(int(start.timestamp()))
    if start.microsecond or (on_grid and isinstance(said, Slot)):
        return "not_offered"
    if said != "host_busy":
        return said
    # Slots with one place are not loaded: they stand in their host's time.
    live = schedule_events.live_events(call.tx, [schedule["id"]], start, end, call.now, joinable=False)
    return "taken" if live else "host_busy"


def workloads(call: Call, members: Sequence[Member], start: datetime, end: datetime) -> list[Workload]:
    """What is booked of each schedule around the starts in [start, end)."""
    around = timedelta(seconds=AROUND)
    ids = [member.id for member in members]
    booked: dict[int, list[tuple[int, int, str]]] = {}
    for row in booked_events(call.tx, ids, start - around, end + around, call.now):
        first, last = (int(utc_time(row[name]).timestamp()) for name in ("start_at", "end_at"))
        booked.setdefault(row["kal_schedule_id"], []).append((first, last, row["booked_at"]))
    return [Workload(booked.get(id, [])) for id in ids]


def _takens(call: Call, members: Sequence[Member], begin: datetime, until: datetime) -> list[Taken]:
    return taken_of_each(call.tx, [(member.schedule, member.offer) for member in members], begin, until, call.now)


def _joint(
    call: Call,
    members: Sequence[Member],
    takens: Sequence[Taken],
    span: tuple[datetime, datetime],
    minutes: int,
    wanted: Wanted,
) -> Iterator[Found | Joint]:
    lead = grid_slots(members[0].offer, takens[0], *span, call.now, minutes, 1)
    early = [in_time(call, member.schedule) for member in members]
    lead = (slot for slot in lead if wanted(slot) and all(each(slot) for each in early))
    others = [
        Times(member.offer, taken, (span[0], span[1] + timedelta(minutes=minutes)), call.now, minutes)
        for member, taken in zip(members[1:], takens[1:], strict=True)
    ]
    for each in joint_slots(lead, others, [member.all_needed for member in members]):
        yield Found(each.starts, dict(enumerate(each.slots))) if each.slots else each


def _each(
    call: Call,
    members: Sequence[Member],
    takens: Sequence[Taken],
    span: tuple[datetime, datetime],
    minutes: int,
    wanted: Wanted,
) -> Iterator[Found]:
    streams = [
        filter(
            in_time(call, member.schedule), filter(wanted, grid_slots(member.offer, taken, *span, call.now, minutes, 1))
        )
        for member, taken in zip(members, takens, strict=True)
    ]
    loads = workloads(call, members, *span)
    for starts, free in each_start(streams):
        yield Found(starts, dict(free), {at: loads[at].around(starts) for at, _ in free})


def moment(starts: int) -> datetime:
    """Seconds since 1970 as a moment."""
    return datetime.fromtimestamp(starts, UTC)
