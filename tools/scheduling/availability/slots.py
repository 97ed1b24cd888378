"""Free slots of stored schedules: loading what the slot rules need, and asking them.

Everything that offers or takes time asks here, inside its own transaction: previews, pages, searches, bookings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from store.database import Row, Transaction
from store.scheduling import schedule_events, schedules
from store.scheduling.busy import BusyTime, busy_times, taken_by
from store.types import Owner, utc_time
from tools.scheduling.availability.lanes import Columns, Served, booked, busy_of_event, counted_calendars, lanes
from tools.scheduling.rules import slots as rules
from tools.scheduling.rules.full_slots import free_and_full
from tools.scheduling.rules.no_slots import Reason, Search, days_closed, why_none
from tools.scheduling.rules.settings import Settings, settings_of
from tools.scheduling.rules.slots import Busy, Offer, Slot, Taken

# The longest gap around a busy time reaches this far; a week of bookings counts for limits a week.
LONGEST_GAP = timedelta(days=1)
AROUND_A_WEEK = timedelta(days=8)
# A search loads so many days at a time: most end within the first.
STRIDES = (7, 14, 28, 120, 3_660)


def offered_slots(
    tx: Transaction,
    schedule: Columns,
    start: datetime,
    end: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
    without: Sequence[int] = (),
) -> Iterator[Slot]:
    """The slots of a schedule that begin in [start, end) and can be booked now, in order of time.

    schedule: a row of schedules.schedules. duration: minutes, None = the default. without: events that do not count, such
    as one that is being moved."""
    offer = offer_of(tx, schedule)
    hosts = schedules.hosts_of(tx, schedule["id"], offer.settings.owner_hosts)
    begin = start
    for days in STRIDES:
        until = min(begin + timedelta(days=days), end)
        taken = taken_of(tx, schedule, offer, begin, until, now, without, hosts)
        yield from rules.free_slots(offer, taken, begin, until, now, duration, seats)
        begin = until
        if begin >= end:
            break


def offered_and_full(
    tx: Transaction,
    schedule: Columns,
    start: datetime,
    end: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
) -> Iterator[tuple[Slot, bool]]:
    """The same with the slots that are full, which one can wait for; each with whether it is."""
    offer = offer_of(tx, schedule)
    hosts = schedules.hosts_of(tx, schedule["id"], offer.settings.owner_hosts)
    begin = start
    for days in STRIDES:
        until = min(begin + timedelta(days=days), end)
        taken = taken_of(tx, schedule, offer, begin, until, now, (), hosts)
        yield from free_and_full(offer, taken, begin, until, now, duration, seats)
        begin = until
        if begin >= end:
            break


def offered_slot(
    tx: Transaction,
    schedule: Columns,
    start: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
    without: Sequence[int] = (),
    *,
    at_any_notice: bool = False,
) -> Slot | None:
    """The slot of the rules that begins at this very moment, when it can be booked: what a booking goes by.

    Its event_id is the event to join; None = a new one, served by the first of its hosts (by all with hosts = all).
    at_any_notice: as its hosts may offer it, however soon or far ahead it is."""
    offer = offer_of(tx, schedule)
    if at_any_notice:
        offer = rules.at_any_notice(offer)
    length = timedelta(minutes=duration or offer.duration)
    taken = taken_of(tx, schedule, offer, start, start + length, now, without)
    return rules.slot_at(offer, taken, start, now, duration, seats)


def offered_session(tx: Transaction, schedule: Columns, event: Row, now: datetime, seats: int = 1) -> Slot | None:
    """The session added to a schedule, or the slot others have booked, when it has so many seats."""
    offer = offer_of(tx, schedule)
    taken = taken_of(tx, schedule, offer, utc_time(event["start_at"]), utc_time(event["end_at"]), now)
    return rules.session_slot(offer, taken, event["id"], now, seats)


def next_slots(
    tx: Transaction,
    schedule: Columns,
    after: datetime,
    now: datetime,
    count: int = 3,
    duration: int | None = None,
    seats: int = 1,
    wanted: Callable[[Slot], bool] = lambda slot: True,
    without: Sequence[int] = (),
) -> list[Slot]:
    """The first free slots from a moment on, as far ahead as the schedule offers any. wanted: only slots like that."""
    offer = offer_of(tx, schedule)
    begin = max(after, now)
    until = searched_until(tx, schedule, offer, now)
    found: list[Slot] = []
    for days in STRIDES:
        if begin >= until:
            break
        end = min(begin + timedelta(days=days), until)
        taken = taken_of(tx, schedule, offer, begin, end, now, without)
        for slot in rules.free_slots(offer, taken, begin, end, now, duration, seats):
            if wanted(slot):
                found.append(slot)
                if len(found) == count:
                    return found
        begin = end
    return found


def first_slots(tx: Transaction, schedules: Sequence[Columns], after: datetime, now: datetime) -> list[Slot | None]:
    """The first free slot of each of many schedules from a moment on: next_slots of one, all at once."""
    found: list[Slot | None] = [None] * len(schedules)
    open_: list[tuple[int, Columns, Offer]] = [(at, row, offer_of(tx, row)) for at, row in enumerate(schedules)]
    begin = max(after, now)
    for days in STRIDES:
        end = begin + timedelta(days=days)
        takens = taken_of_each(tx, [(schedule, offer) for _, schedule, offer in open_], begin, end, now)
        for (at, _, offer), taken in zip(open_, takens, strict=True):
            found[at] = next(rules.free_slots(offer, taken, begin, end, now), None)
        begin = end
        open_ = [
            (at, schedule, offer)
            for at, schedule, offer in open_
            if found[at] is None and searched_until(tx, schedule, offer, now) > begin
        ]
        if not open_:
            break
    return found


def free_hosts(
    tx: Transaction, schedule: Columns, start: datetime, end: datetime, now: datetime, without: Sequence[int] = ()
) -> list[Owner]:
    """The hosts of a schedule who are free in [start, end), with the gaps it keeps; on or off the grid.

    With hosts = all: all of them, or none."""
    offer = offer_of(tx, schedule)
    taken = taken_of(tx, schedule, offer, start, end, now, without)
    free = [lane for lane in taken.lanes if rules.has_room(lane, offer.settings, start, end)]
    return [host for lane in free for host in lane.hosts]


def busy_hosts(
    tx: Transaction, schedule: Columns, start: datetime, end: datetime, now: datetime
) -> list[tuple[Owner, BusyTime]]:
    """The taken time of a schedule's hosts that overlaps [start, end), by host and time."""
    settings = settings_of(schedule["settings"])
    hosts = schedules.hosts_of(tx, schedule["id"], settings.owner_hosts)
    times = [(host, time) for host in hosts for time in busy_of(tx, schedule, settings, host, (start, end, now))]
    return [(host, time) for host, time in times if time.start < end and time.end > start]


def searched_until(tx: Transaction, schedule: Columns, offer: Offer, now: datetime) -> datetime:
    """How far ahead slots can lie: to the end of what the rules offer, or to the last added session."""
    last = schedule_events.last_session_start(tx, schedule["id"], now)
    ahead = rules.last_moment(offer, now)
    return ahead if last is None else max(ahead, utc_time(last) + timedelta(seconds=1))


class Missing(NamedTuple):
    """Why next_slots found nothing. days: those on which slots would begin but for the exceptions, as date ordinals."""

    reason: Reason
    days: set[int]


def why_no_slots(
    tx: Transaction,
    schedule: Columns,
    after: datetime,
    now: datetime,
    duration: int | None,
    seats: int = 1,
    wanted: Callable[[Slot], bool] = lambda slot: True,
) -> Missing:
    """Why next_slots found nothing."""
    offer = offer_of(tx, schedule)
    begin, until = max(after, now), searched_until(tx, schedule, offer, now)
    taken = taken_of(tx, schedule, offer, begin, until, now, hosts=[])
    search = Search(begin, until, now, duration or offer.duration, seats, wanted)
    reason = why_none(offer, taken, search)
    return Missing(reason, days_closed(offer, search) if reason == "closed_by_exceptions" else set())


def offer_of(tx: Transaction, schedule: Columns) -> Offer:
    """What a schedule offers, by its own rules or those it follows."""
    return Offer(
        timezone=schedule["timezone"],
        settings=settings_of(schedule["settings"]),
        hours=settings_of(followed_settings(tx, schedule["settings"], schedule["parent_id"])).hours,
        duration=schedule["duration"],
        places=schedule["msp"],
        start=utc_time(schedule["start_at"]) if schedule["start_at"] else None,
        end=utc_time(schedule["end_at"]) if schedule["end_at"] else None,
        week_start=week_start_of(schedule["kal_settings"]),
        price=schedule["price"],
        price_per=schedule["price_per"],
    )


def followed_settings(tx: Transaction, stored: str, parent_id: int | None) -> str:
    """The stored settings whose rules and exceptions hold: those of the schedule that is followed, as far up as they
    are."""
    seen: set[int] = set()
    while settings_of(stored).inherit and parent_id is not None and parent_id not in seen:
        seen.add(parent_id)
        parent = schedules.find_any_schedule(tx, parent_id)
        if parent is None:
            break
        stored, parent_id = parent["settings"], parent["parent_id"]
    return stored


@lru_cache(maxsize=256)
def week_start_of(calendar_settings: str) -> int:
    """The weekday weeks begin on in a calendar, 0 = Sunday; Monday where it says nothing."""
    start: int = json.loads(calendar_settings).get("week_start", 1)
    return start


def taken_of(
    tx: Transaction,
    schedule: Columns,
    offer: Offer,
    start: datetime,
    end: datetime,
    now: datetime,
    without: Sequence[int] = (),
    hosts: list[Owner] | None = None,
) -> Taken:
    """All that stands in the way of a schedule's slots in [start, end). hosts: who would serve it; None = its own."""
    if hosts is None:
        hosts = schedules.hosts_of(tx, schedule["id"], offer.settings.owner_hosts)
    return _taken_of_each(tx, [Served(schedule, offer, hosts, start, end)], start, end, now, without)[0]


def taken_of_each(
    tx: Transaction, offers: Sequence[tuple[Columns, Offer]], start: datetime, end: datetime, now: datetime
) -> list[Taken]:
    """The same for many schedules, with as many statements as for one. offers: each schedule with what it offers."""
    hosts = schedules.hosts_of_each(tx, [(schedule["id"], offer.settings.owner_hosts) for schedule, offer in offers])
    served = [Served(schedule, offer, hosts[schedule["id"]], start, end) for schedule, offer in offers]
    return _taken_of_each(tx, served, start, end, now)


def _taken_of_each(
    tx: Transaction,
    served: Sequence[Served],
    start: datetime,
    end: datetime,
    now: datetime,
    without: Sequence[int] = (),
) -> list[Taken]:
    reach = [each.reach for each in served]
    near = min((first for first, _ in reach), default=start), max((last for _, last in reach), default=end)
    around = start - LONGEST_GAP, near[1] + LONGEST_GAP
    ids = [each.schedule["id"] for each in served]
    events = _events_of_each(tx, served, start, end, now, without)
    blocked: dict[int, list[Busy]] = {}
    for row in schedule_events.blocking_exports(tx, ids, *around, now, without):
        blocked.setdefault(row["schedule_id"], []).append(busy_of_event(row))
    everyone = {host for each in served for host in each.hosts}
    busy = taken_by(tx, everyone, *around, now, blocks=near)
    serving = schedule_events.hosts_of_events(tx, [event["id"] for event in chain(*events.values())]) if events else {}
    return [
        Taken(
            tuple(lanes(each, busy, events.get(id, []), blocked.get(id, []), without)),
            tuple(booked(event, each.offer, serving.get(event["id"], ())) for event in events.get(id, ())),
        )
        for id, each in zip(ids, served, strict=True)
    ]


def _events_of_each(
    tx: Transaction,
    served: Sequence[Served],
    start: datetime,
    end: datetime,
    now: datetime,
    without: Sequence[int],
) -> dict[int, list[Row]]:
    """The live events of each schedule that has some: of most, those that may be joined; a week around where limits
    count."""
    events: dict[int, list[Row]] = {}
    kinds: dict[tuple[bool, timedelta], list[int]] = {}
    for each in served:
        margin = AROUND_A_WEEK if each.limited else LONGEST_GAP
        kinds.setdefault((each.joinable_only, margin), []).append(each.schedule["id"])
    for (joinable, margin), ids in kinds.items():
        around = start - margin, end + margin
        for row in schedule_events.live_events(tx, ids, *around, now, joinable=joinable, without=without):
            events.setdefault(row["kal_schedule_id"], []).append(row)
    return events


def busy_of(
    tx: Transaction,
    schedule: Columns,
    settings: Settings,
    host: Owner,
    span: tuple[datetime, datetime, datetime],
    without: Sequence[int] = (),
) -> list[BusyTime]:
    """A host's taken time as far as the schedule's `checks` count it. span: start, end, now."""
    start, end, now = span
    only = counted_calendars(schedule, settings)
    around = start - LONGEST_GAP, end + LONGEST_GAP
    own, id = schedule["kal_id"], schedule["id"]
    return busy_times(tx, host, *around, now, only=only, own=own, schedule=id, without=without)
