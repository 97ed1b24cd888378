"""Who could serve a schedule's slots, and all that takes their time: stored rows turned into what the slot rules know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from math import ceil
from typing import Any, NamedTuple, Protocol

from store.database import Row
from store.scheduling.busy import NOTHING, BusyTime, TakenBy, block_times, events_counting
from store.types import Owner, utc_time
from tools.scheduling.rules.bookings import HIRE
from tools.scheduling.rules.elsewhere import Elsewhere
from tools.scheduling.rules.settings import Settings
from tools.scheduling.rules.slots import Booked, Busy, Lane, Offer


class Columns(Protocol):
    """A schedule by column names: a row of schedules.schedules, or one that is only being tried out (id 0)."""

    def __getitem__(self, name: str, /) -> Any: ...


class Served(NamedTuple):
    """A schedule, what it offers, and who serves it, for slots that begin in [start, end)."""

    schedule: Columns
    offer: Offer
    hosts: list[Owner]
    start: datetime
    end: datetime

    @property
    def reach(self) -> tuple[datetime, datetime]:
        """In what time something elsewhere is in the way of a slot, by its length and the minutes it keeps free around."""
        settings = self.offer.settings
        gap = timedelta(minutes=max(settings.pause, settings.buffer_before, settings.buffer_after))
        return self.start - gap, self.end + timedelta(minutes=max(self.offer.durations)) + gap

    @property
    def limited(self) -> bool:
        return self.offer.settings.max_per_day is not None or self.offer.settings.max_per_week is not None

    @property
    def joinable_only(self) -> bool:
        """Slots with one place that are taken stand in their hosts' busy time; where that says enough they are not
        loaded. Those made when a slot had one place have as many as the schedule says now."""
        return bool(self.hosts) and not self.limited and self.offer.places == 1


def lanes(
    served: Served, taken: dict[Owner, TakenBy], events: list[Row], blocked: list[Busy], without: Sequence[int]
) -> Iterator[Lane]:
    """Who could serve: each host alone, or all together. A hire without hosts has only its own events in the way."""
    schedule, offer, hosts = served.schedule, served.offer, served.hosts
    if not hosts and schedule["type_id"] == HIRE:
        hired = [busy_of_event(row) for row in events if row["status_id"] != 777]
        yield Lane((), (*hired, *blocked))
        return
    only = counted_calendars(schedule, offer.settings)
    alone = [
        Lane(
            (host,),
            _served(taken.get(host, NOTHING), served, only, without),
            _elsewhere(taken.get(host, NOTHING), served, only),
        )
        for host in hosts
    ]
    if offer.settings.hosts == "any":
        for lane in alone:
            yield lane._replace(busy=(*lane.busy, *blocked)) if blocked else lane
    elif hosts:
        together = chain(*(lane.busy for lane in alone), blocked)
        yield Lane(tuple(hosts), tuple(together), tuple(chain(*(lane.elsewhere for lane in alone))))


def _served(taken: TakenBy, served: Served, only: set[int] | None, without: Sequence[int]) -> tuple[Busy, ...]:
    schedule = served.schedule
    times = events_counting(taken, only=only, own=schedule["kal_id"], schedule=schedule["id"], without=without)
    return tuple(map(_as_busy, times))


def _elsewhere(taken: TakenBy, served: Served, only: set[int] | None) -> tuple[Elsewhere, ...]:
    if not taken.blocks:
        return ()
    times = block_times(taken, *served.reach, only=only, own=served.schedule["kal_id"])
    return (Elsewhere.of(times),) if times else ()


def counted_calendars(schedule: Columns, settings: Settings) -> set[int] | None:
    """The calendars whose time counts for a schedule; None = all."""
    if settings.checks == "all":
        return None
    return {schedule["kal_id"], *(settings.check_kal_ids if settings.checks == "listed" else ())}


def booked(event: Row, offer: Offer, hosts: Sequence[Owner]) -> Booked:
    """A slot of the grid has the places its schedule gives a slot now; a session has its own."""
    session = event["slot"] == "session"
    return Booked(
        event_id=event["id"],
        start=_seconds(event["start_at"]),
        end=_seconds(event["end_at"]),
        places=event["capacity"] if session else offer.places,
        seats_taken=event["seats_taken"],
        bookings=event["bookings"],
        open=bool(event["bookable"]) and event["status_id"] in ((200,) if session else (100, 200)),
        session=session,
        hosts=tuple(hosts),
        price=event["seat_price"] if session else None,
    )


def busy_of_event(row: Row) -> Busy:
    return Busy(
        _seconds(row["start_at"]), _seconds(row["end_at"]), row["pause"], row["buffer_before"], row["buffer_after"]
    )


def _as_busy(time: BusyTime) -> Busy:
    start, end = int(time.start.timestamp()), ceil(time.end.timestamp())
    return Busy(start, end, time.pause, time.buffer_before, time.buffer_after)


def _seconds(stored: str) -> int:
    return int(utc_time(stored).timestamp())
