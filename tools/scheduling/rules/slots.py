"""The slots a schedule offers: computed from its rules and from what is taken, never stored.

One function answers every question about free time, from previews to the check inside a booking. It works on what was
loaded, in whole seconds since 1970, in order of time, and only as far as the caller reads on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from math import ceil
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from store.types import Owner
from tools.scheduling.rules.elsewhere import Elsewhere, ElsewhereCursor
from tools.scheduling.rules.open_hours import (
    SECONDS_A_DAY,
    OpenHours,
    Stretch,
    instant,
    joined,
    local_day,
    open_days,
    week_of,
    zone_named,
)
from tools.scheduling.rules.settings import MOST_DAYS_AHEAD, Settings

FAR = 2**40


class Busy(NamedTuple):
    """Time somebody is not free, and the minutes its own schedule keeps free around it."""

    start: int
    end: int
    pause: int = 0
    buffer_before: int = 0
    buffer_after: int = 0


class Lane(NamedTuple):
    """Who would serve a slot together, and all the time one of them is busy. No hosts: nobody is needed.

    elsewhere: time taken outside schedules, which keeps no minutes free around it of its own."""

    hosts: tuple[Owner, ...]
    busy: tuple[Busy, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


class Booked(NamedTuple):
    """A live event of the schedule itself. places: as many as it has now, 0 = no limit. price: for a seat, where it
    differs from the schedule's.

    open: more bookers may join; session: added by hand, outside the grid."""

    event_id: int
    start: int
    end: int
    places: int = 1
    seats_taken: int = 0
    bookings: int = 0
    open: bool = True
    session: bool = False
    hosts: tuple[Owner, ...] = ()
    price: int | None = None

    def has_room_for(self, seats: int) -> bool:
        return self.open and (self.places == 0 or self.places - self.seats_taken >= seats)

    @property
    def seats_left(self) -> int | None:
        """None: no limit. Places may have been taken away since they were booked, so never below 0."""
        return None if self.places == 0 else max(0, self.places - self.seats_taken)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken from a schedule: the lanes its hosts form, and its own events (also past ones that count)."""

    lanes: tuple[Lane, ...]
    booked: tuple[Booked, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A schedule as far as slots go. price in the smallest unit, None = free; places 0 = no limit.

    hours: the rules that hold, which may be its parent's."""

    timezone: str
    settings: Settings
    hours: OpenHours
    duration: int
    places: int = 1
    start: datetime | None = None
    end: datetime | None = None
    week_start: int = 1
    price: int | None = None
    price_per: Literal["slot", "hour"] = "slot"

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_named(self.timezone)

    @property
    def durations(self) -> tuple[int, ...]:
        """The lengths a booker may choose, in minutes, the default first."""
        return tuple(dict.fromkeys((self.duration, *self.settings.durations)))

    @cached_property
    def anchor(self) -> int | None:
        return None if self.start is None else self.day_of(int(self.start.timestamp()))

    def day_of(self, second: int) -> int:
        """The date on the schedule's wall calendar at an instant."""
        return local_day(second, self.zone)

    def step_of(self, minutes: int) -> int:
        """The distance of slot starts for a length, in minutes."""
        return self.settings.step or minutes + self.settings.pause

    def price_of(self, minutes: int, seats: int = 1) -> int | None:
        """What so many seats cost for so many minutes, half up to the smallest unit, rounded once."""
        if self.price is None or self.price_per == "slot":
            return self.price and self.price * seats
        price = Decimal(self.price * minutes * seats) / 60
        return int(price.quantize(Decimal(1), rounding=ROUND_HALF_UP))


class Slot(NamedTuple):
    """A free slot. seats_left: what one booking can take, None = no limit. price: for one seat, in the smallest unit.

    event_id: the event to join (an added session, or others have booked it), with its hosts; else hosts are those free:
    with hosts any the first of them serves, with hosts all every one."""

    starts: int
    ends: int
    seats_left: int | None
    price: int | None
    event_id: int | None
    hosts: tuple[Owner, ...]

    @property
    def start(self) -> datetime:
        return datetime.fromtimestamp(self.starts, UTC)

    @property
    def end(self) -> datetime:
        return datetime.fromtimestamp(self.ends, UTC)

    @property
    def minutes(self) -> int:
        return (self.ends - self.starts) // 60


def free_slots(
    offer: Offer,
    taken: Taken,
    start: datetime,
    end: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
) -> Iterator[Slot]:
    """The slots that begin in [start, end) and can be booked now, in order of time.

    duration: in minutes, one of the offer's; None = its default, and added sessions of any length."""
    minutes = duration or offer.duration
    sessions = [
        joining(offer, session)
        for session in sorted(taken.booked, key=lambda booked: booked.start, reverse=True)
        if session.session and session.has_room_for(seats) and session.start > now.timestamp()
        if begins(session.start, start, end) and (duration is None or session.end - session.start == duration * 60)
    ]
    in_grid = grid_slots(offer, taken, start, end, now, minutes, seats)
    if not sessions:
        yield from in_grid
        return
    for slot in in_grid:
        while sessions and sessions[-1].starts <= slot.starts:
            yield sessions.pop()
        yield slot
    yield from reversed(sessions)


def slot_at(
    offer: Offer, taken: Taken, start: datetime, now: datetime, duration: int | None = None, seats: int = 1
) -> Slot | None:
    """The slot of the grid that begins at this very moment, when it can be booked."""
    if start.microsecond:
        return None
    until = datetime.fromtimestamp(start.timestamp() + 1, UTC)
    return next(grid_slots(offer, taken, start, until, now, duration or offer.duration, seats), None)


def session_slot(offer: Offer, taken: Taken, event_id: int, now: datetime, seats: int = 1) -> Slot | None:
    """The added session, or slot with other bookers, of this event, when it has room."""
    booked = next((booked for booked in taken.booked if booked.event_id == event_id), None)
    if booked is None or not booked.has_room_for(seats):
        return None
    if booked.session:
        return joining(offer, booked) if booked.start > now.timestamp() else None
    start = datetime.fromtimestamp(booked.start, UTC)
    offered = slot_at(offer, taken, start, now, (booked.end - booked.start) // 60, seats)
    return joining(offer, booked) if offered else None


def at_any_notice(offer: Offer) -> Offer:
    """The same without what only binds bookers: how late and how far ahead one may book."""
    return replace(offer, settings=replace(offer.settings, min_notice=0, max_days_ahead=MOST_DAYS_AHEAD))


def has_room(lane: Lane, settings: Settings, start: datetime, end: datetime) -> bool:
    """Whether a lane is free for so long, with the gaps the settings keep around it."""
    return _LaneCursor(lane, settings).is_free(int(start.timestamp()), ceil(end.timestamp()))


def last_moment(offer: Offer, now: datetime) -> datetime:
    """Until when slots are offered: the end of the last day ahead, or the schedule's end."""
    last_day = offer.day_of(int(now.timestamp())) + offer.settings.max_days_ahead
    ahead = datetime.fromtimestamp(instant(last_day + 1, 0, offer.zone), UTC)
    return ahead if offer.end is None else min(ahead, offer.end)


def grid(offer: Offer, minutes: int, first: int, last: int) -> Iterator[int]:
    """The starts in [first, last] the rules make for a length, whether free or not."""
    length = minutes * 60
    step = offer.step_of(minutes) * 60
    if offer.start is not None:
        first = max(first, ceil(offer.start.timestamp()))
    if offer.end is not None:
        last = min(last, int(offer.end.timestamp()) - length)
    for begin, end in open_stretches(offer, first, last):
        skipped = max(0, -((begin - first) // step))
        yield from range(begin + skipped * step, min(end - length, last) + 1, step)


def open_stretches(offer: Offer, first: int, last: int) -> Iterator[Stretch]:
    """The stretches of time the rules leave open around [first, last], not cut to it."""
    if first > last or not offer.hours.has_any:
        return
    # A window reaches into the next day, over a skipped one even two; where midnight comes twice, dates go back once.
    days = offer.day_of(first) - 2, offer.day_of(last) + 1
    for _, stretches in open_days(offer.hours, offer.zone, *days, offer.week_start, offer.anchor):
        yield from stretches


def is_within_hours(offer: Offer, start: datetime, end: datetime) -> bool:
    """Whether a booking lies in the open hours and the schedule's time."""
    if (offer.start and start < offer.start) or (offer.end and end > offer.end):
        return False
    first, last = int(start.timestamp()), int(end.timestamp())
    return any(begin <= first and last <= until for begin, until in joined(list(open_stretches(offer, first, last))))


def starts_around(offer: Offer, minutes: int, moment: datetime) -> tuple[datetime, ...]:
    """Where slots of this length begin next to a moment of the open hours at which none does, free or not: the last one
    before it and the first after it, as far as there are any that day. Nothing when one begins then, or all is closed."""
    second = int(moment.timestamp())
    if not any(begin <= second < until for begin, until in open_stretches(offer, second, second)):
        return ()
    near = list(grid(offer, minutes, second - SECONDS_A_DAY, second + SECONDS_A_DAY))
    if second in near and not moment.microsecond:
        return ()
    before, later = [start for start in near if start <= second], [start for start in near if start > second]
    return tuple(datetime.fromtimestamp(start, UTC) for start in (*before[-1:], *later[:1]))


def begins(starts: int, start: datetime, end: datetime) -> bool:
    return start.timestamp() <= starts < end.timestamp()


def joining(offer: Offer, booked: Booked) -> Slot:
    minutes = (booked.end - booked.start) // 60
    price = offer.price_of(minutes) if booked.price is None else booked.price
    return Slot(booked.start, booked.end, booked.seats_left, price, booked.event_id, booked.hosts)


def bounds(offer: Offer, start: datetime, end: datetime, now: datetime) -> Stretch:
    """The first and last moment a bookable slot of the grid may begin."""
    earliest = max(start.timestamp(), now.timestamp() + offer.settings.min_notice * 60)
    latest = min(end.timestamp(), last_moment(offer, now).timestamp())
    return ceil(earliest), ceil(latest) - 1


def grid_slots(
    offer: Offer, taken: Taken, start: datetime, end: datetime, now: datetime, minutes: int, seats: int
) -> Iterator[Slot]:
    """The free slots of the grid."""
    slot_at_start = Openings(offer, taken, minutes, seats).at
    for begin in grid(offer, minutes, *bounds(offer, start, end, now)):
        slot = slot_at_start(begin)
        if slot is not None:
            yield slot


class Openings:
    """Answers what is free at a start, on the grid or off it, for starts asked in order of time: whether the hours are open,
    and how late one may book, is not asked here.

    A slot with other bookers is joined while it has room; else somebody must be free."""

    __slots__ = ("_joinable", "_lanes", "_length", "_offer", "_places", "_price", "_single", "quota")

    def __init__(self, offer: Offer, taken: Taken, minutes: int, seats: int = 1) -> None:
        self._offer, self._length, self._price = offer, minutes * 60, offer.price_of(minutes)
        self._joinable: dict[int, list[Booked]] = {}
        for booked in taken.booked:
            if not booked.session and booked.end - booked.start == self._length and booked.has_room_for(seats):
                self._joinable.setdefault(booked.start, []).append(booked)
        self._places = offer.places or None
        enough = self._places is None or self._places >= seats
        self._lanes = [_LaneCursor(lane, offer.settings) for lane in taken.lanes] if enough else []
        self._single = self._lanes[0] if len(self._lanes) == 1 else None
        self.quota = Quota(offer, taken)

    def at(self, begin: int) -> Slot | None:
        """The slot that begins then, when it can be booked."""
        if begin in self._joinable:
            return _fullest(self._offer, self._joinable[begin])
        if self.quota.limited and self.quota.reached(begin):
            return None
        end, single = begin + self._length, self._single
        if single is not None:
            hosts = single.hosts
            return Slot(begin, end, self._places, self._price, None, hosts) if single.is_free(begin, end) else None
        free = [lane for lane in self._lanes if lane.is_free(begin, end)]
        if not free:
            return None
        hosts = tuple(host for lane in free for host in lane.hosts)
        return Slot(begin, end, self._places, self._price, None, hosts)


def _fullest(offer: Offer, candidates: Sequence[Booked]) -> Slot:
    """Fill up what has been begun before somebody else is asked to serve."""
    booked = min(candidates, key=lambda booked: (booked.seats_left or FAR, booked.event_id))
    return joining(offer, booked)


class _LaneCursor:
    """Answers whether a lane is free, for slots asked in order of time."""

    __slots__ = ("_elsewhere", "_ends", "_gap_after", "_gap_before", "_index", "_starts", "hosts")

    def __init__(self, lane: Lane, settings: Settings) -> None:
        self.hosts = lane.hosts
        self._elsewhere = [ElsewhereCursor(each) for each in lane.elsewhere]
        self._gap_before = 60 * max(settings.pause, settings.buffer_before)
        self._gap_after = 60 * max(settings.pause, settings.buffer_after)
        before = [
            (
                busy.start - 60 * max(settings.pause, busy.pause, settings.buffer_after, busy.buffer_before),
                busy.end + 60 * max(settings.pause, busy.pause, settings.buffer_before, busy.buffer_after),
            )
            for busy in lane.busy
        ]
        merged = joined(before)
        self._starts = [start for start, _ in merged] + [FAR]
        self._ends = [end for _, end in merged] + [FAR]
        self._index = 0

    def is_free(self, begin: int, end: int) -> bool:
        while self._ends[self._index] <= begin:
            self._index += 1
        if self._starts[self._index] < end:
            return False
        first, last = begin - self._gap_before, end + self._gap_after
        return not self._elsewhere or all(elsewhere.is_free(first, last) for elsewhere in self._elsewhere)


class Quota:
    """Most booked slots a day and a week, in the schedule's zone: how many come to one of them is its places' matter."""

    def __init__(self, offer: Offer, taken: Taken) -> None:
        self._day_of = offer.day_of
        self._week_start = offer.week_start
        self._most = offer.settings.max_per_day, offer.settings.max_per_week
        self.limited = self._most != (None, None)
        self._days: Counter[int] = Counter()
        if self.limited:
            for booked in taken.booked:
                self._days[self._day_of(booked.start)] += 1 if booked.bookings else 0
        self._weeks: Counter[int] = Counter()
        for day, count in self._days.items():
            self._weeks[week_of(day, self._week_start)] += count

    def reached(self, begin: int) -> Literal["day_limit", "week_limit"] | None:
        """Which limit stands in the way of one more slot on that day."""
        day = self._day_of(begin)
        a_day, a_week = self._most
        if a_day is not None and self._days[day] >= a_day:
            return "day_limit"
        return "week_limit" if a_week is not None and self._weeks[week_of(day, self._week_start)] >= a_week else None
