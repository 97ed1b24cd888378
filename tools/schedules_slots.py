"""Free slots of stored schedules: loading what the slot rules need, and asking them.

Everything that offers or takes time asks here, inside its own transaction: previews, pages, searches, bookings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Protocol

from store import schedule_events as booked
from store import schedules as store
from store.busy import BusyTime, busy_times
from store.database import Row, Transaction
from store.types import Owner, utc_time
from tools.rules import slots as rules
from tools.rules.open_hours import OpenHours
from tools.rules.schedule_settings import Settings, settings_of
from tools.rules.slots import Booked, Busy, Lane, Offer, Slot, Taken

# The longest gap around a busy time reaches this far; a week of bookings counts for limits a week.
LONGEST_GAP = timedelta(days=1)
AROUND_A_WEEK = timedelta(days=8)
# A search for the next slot loads so many days at a time.
STRIDES = (7, 28, 120, 600)
HIRE = 3


class Columns(Protocol):
    """A schedule by column names: a row of store.schedules, or one that is only being tried out (id 0)."""

    def __getitem__(self, name: str, /) -> Any: ...


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

    schedule: a row of store.schedules. duration: minutes, None = the default. without: events that do not count, such
    as one that is being moved."""
    offer = offer_of(tx, schedule)
    taken = taken_of(tx, schedule, offer, start, end, now, without)
    return rules.free_slots(offer, taken, start, end, now, duration, seats)


def offered_slot(
    tx: Transaction,
    schedule: Columns,
    start: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
    without: Sequence[int] = (),
) -> Slot | None:
    """The slot of the rules that begins at this very moment, when it can be booked: what a booking goes by.

    Its event_id is the event to join; None = a new one, served by the first of its hosts (by all with hosts = all)."""
    offer = offer_of(tx, schedule)
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
    hosts = store.hosts_of(tx, schedule["id"], settings.owner_hosts)
    times = [(host, time) for host in hosts for time in busy_of(tx, schedule, settings, host, (start, end, now))]
    return [(host, time) for host, time in times if time.start < end and time.end > start]


def searched_until(tx: Transaction, schedule: Columns, offer: Offer, now: datetime) -> datetime:
    """How far ahead slots can lie: to the end of what the rules offer, or to the last added session."""
    last = booked.last_session_start(tx, schedule["id"], now)
    ahead = rules.last_moment(offer, now)
    return ahead if last is None else max(ahead, utc_time(last) + timedelta(seconds=1))


def why_no_slots(
    tx: Transaction, schedule: Columns, after: datetime, now: datetime, duration: int | None
) -> rules.Reason:
    """Why next_slots found nothing."""
    offer = offer_of(tx, schedule)
    until = searched_until(tx, schedule, offer, now)
    taken = taken_of(tx, schedule, offer, max(after, now), until, now)
    return rules.why_none(offer, taken, max(after, now), until, now, duration or offer.duration)


def offer_of(tx: Transaction, schedule: Columns) -> Offer:
    """What a schedule offers, by its own rules or those it follows."""
    settings = settings_of(schedule["settings"])
    hours = followed_hours(tx, settings, schedule["parent_id"])
    return Offer(
        timezone=schedule["timezone"],
        settings=settings,
        hours=hours,
        duration=schedule["duration"],
        places=schedule["msp"],
        start=utc_time(schedule["start_at"]) if schedule["start_at"] else None,
        end=utc_time(schedule["end_at"]) if schedule["end_at"] else None,
        week_start=week_start_of(schedule["kal_settings"]),
        price=schedule["price"],
        price_per=schedule["price_per"],
    )


def followed_hours(tx: Transaction, settings: Settings, parent_id: int | None) -> OpenHours:
    """The rules and exceptions that hold: those of the schedule that is followed, as far up as they are."""
    seen: set[int] = set()
    while settings.inherit and parent_id is not None and parent_id not in seen:
        seen.add(parent_id)
        parent = store.find_any_schedule(tx, parent_id)
        if parent is None:
            break
        settings, parent_id = settings_of(parent["settings"]), parent["parent_id"]
    return settings.hours


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
    limited = offer.settings.max_per_day is not None or offer.settings.max_per_week is not None
    margin = AROUND_A_WEEK if limited else LONGEST_GAP
    if hosts is None:
        hosts = store.hosts_of(tx, schedule["id"], offer.settings.owner_hosts)
    # Slots with one place that are taken stand in their hosts' busy time; where that says enough they are not loaded.
    joinable = bool(hosts) and not limited
    around = start - margin, end + margin
    events = booked.live_events(tx, schedule["id"], *around, now, joinable=joinable, without=without)
    blocked = [
        _busy(row)
        for row in booked.blocking_exports(tx, schedule["id"], start - LONGEST_GAP, end + LONGEST_GAP, now, without)
    ]
    return Taken(
        tuple(_lanes(tx, schedule, offer.settings, hosts, events, blocked, (start, end, now), without)),
        tuple(_booked(tx, schedule, events, *around)),
    )


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
    only = {"all": None, "own": {schedule["kal_id"]}, "listed": {schedule["kal_id"], *settings.check_kal_ids}}
    return busy_times(
        tx,
        host,
        start - LONGEST_GAP,
        end + LONGEST_GAP,
        now,
        only=only[settings.checks],
        own=schedule["kal_id"],
        without=without,
    )


def _lanes(
    tx: Transaction,
    schedule: Columns,
    settings: Settings,
    hosts: list[Owner],
    events: list[Row],
    blocked: list[Busy],
    span: tuple[datetime, datetime, datetime],
    without: Sequence[int],
) -> Iterator[Lane]:
    """Who could serve: each host alone, or all together. A hire without hosts has only its own events in the way."""
    if not hosts and schedule["type_id"] == HIRE:
        own = [_busy(row) for row in events if row["status_id"] != 777]
        yield Lane((), (*own, *blocked))
        return
    busy = {host: [_as_busy(time) for time in busy_of(tx, schedule, settings, host, span, without)] for host in hosts}
    if settings.hosts == "any":
        for host in hosts:
            yield Lane((host,), (*busy[host], *blocked))
    elif hosts:
        yield Lane(tuple(hosts), (*(time for times in busy.values() for time in times), *blocked))


def _booked(tx: Transaction, schedule: Columns, events: list[Row], start: datetime, end: datetime) -> Iterator[Booked]:
    hosts: dict[int, list[Owner]] = {}
    if events:
        for row in booked.hosts_of_events(tx, schedule["id"], start, end):
            hosts.setdefault(row["event_id"], []).append(Owner(row["user_type"], row["user_id"]))
    for event in events:
        session = event["slot"] == "session"
        yield Booked(
            event_id=event["id"],
            start=_seconds(event["start_at"]),
            end=_seconds(event["end_at"]),
            places=event["capacity"],
            seats_taken=event["seats_taken"],
            bookings=event["bookings"],
            open=bool(event["bookable"]) and event["status_id"] in ((200,) if session else (100, 200)),
            session=session,
            hosts=tuple(hosts.get(event["id"], ())),
            price=event["seat_price"] if session else None,
        )


def _busy(row: Row) -> Busy:
    return Busy(
        _seconds(row["start_at"]), _seconds(row["end_at"]), row["pause"], row["buffer_before"], row["buffer_after"]
    )


def _as_busy(time: BusyTime) -> Busy:
    start, end = int(time.start.timestamp()), ceil(time.end.timestamp())
    return Busy(start, end, time.pause, time.buffer_before, time.buffer_after)


def _seconds(stored: str) -> int:
    return int(utc_time(stored).timestamp())
