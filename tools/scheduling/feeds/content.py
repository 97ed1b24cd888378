"""What stands in a feed: events as far as whoever made it sees them, and a schedule's open hours, as iCalendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from store.database import Row
from store.scheduling import events, feeds, schedules
from store.scheduling.feeds import Window, target_of
from store.scheduling.schedule_events import hosts_of_events
from store.types import Owner, utc_time
from tools.call import Call
from tools.errors import NotFound
from tools.scheduling.availability.slots import offer_of
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import stand_of
from tools.scheduling.feeds.access import Source, source_of
from tools.scheduling.feeds.rules import feeds as rules
from tools.scheduling.feeds.rules.ical_hours import Hours, OpenTime, open_times
from tools.scheduling.feeds.rules.ical_writing import Entry, Feed, calendar_bytes, next_day, uid
from tools.scheduling.rules.events import APPOINTMENT, Place, view_of

MOST_EVENTS = 1_000
MOST_HOURS = 2_000
BACK, AHEAD = timedelta(days=366), timedelta(days=731)
MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A feed as it is sent, and when anything in it last changed."""

    body: bytes
    changed: datetime


def page_of(call: Call, feed: Row) -> Page | None:
    """The feed as its maker, who is the caller, sees it now; None when they may not see it any more.

    A year back and two ahead, by days, so that it is the same all day long."""
    source = source_of(call, target_of(feed))
    if source is None:
        return None
    today = datetime.combine(call.now.date(), time(0), call.now.tzinfo)
    window = Window(today - BACK, today + AHEAD, MOST_EVENTS)
    rows = feeds.events_shown(call.tx, source.place, source.id, window, call.now, source.guest)
    shown = rows[:MOST_EVENTS]
    installation = feeds.installation_id(call.tx)
    entries = list(_Events(call, source, feed["show"], shown, installation).entries())
    entries.sort(key=lambda entry: entry.uid)
    all_hours = True
    if source.row is not None and feed["hours"]:
        hours, all_hours = _fitting(_hours(call, source, source.row, feed["show"], installation, window))
        entries += hours
    text = rules.description(source.label, MOST_EVENTS if len(rows) > MOST_EVENTS else None, all_hours=all_hours)
    written = Feed(source.label, text, window.start.year, entries)
    return Page(calendar_bytes(written), _changed(call, source, feed, entries))


def _fitting(hours: Iterator[Entry]) -> tuple[list[Entry], bool]:
    """As many open hours as fit, and whether those are all: each counts, and each day that a series leaves out."""
    found, room = list[Entry](), MOST_HOURS
    for entry in hours:
        room -= 1 + (len(entry.series.excluded) if entry.series is not None else 0)
        if room < 0:
            return found, False
        found.append(entry)
    return found, True


def _changed(call: Call, source: Source, feed: Row, entries: list[Entry]) -> datetime:
    """When anything in a feed last changed, came into it or was taken out, or it was set otherwise itself."""
    moved = feeds.last_move(call.tx, source.place, source.id, source.guest)
    stored = [source.changed, feed["renewed_at"], *([moved] if moved else [])]
    return max([*(utc_time(text) for text in stored), *(entry.changed for entry in entries)])


class _Events:
    """The events of a feed, looked at together."""

    def __init__(self, call: Call, source: Source, show: str, rows: list[Row], installation: str) -> None:
        self._call, self._source, self._show, self._rows = call, source, show, rows
        self._installation = installation
        ids = [row["id"] for row in rows]
        self._hosts = hosts_of_events(call.tx, ids) if ids else {}
        self._people = feeds.people_of_events(call.tx, ids) if ids and show == "full" else {}
        self._names: dict[Owner, str | None] = {}
        self._blocking: dict[int, bool] = {}
        elsewhere = [row["id"] for row in rows if row[source.place] != source.id]
        self._taken = feeds.blocking(call.tx, source.place, source.id) if elsewhere else set()
        self._booked = feeds.booked_by(call.tx, call.caller.owner, elsewhere) if elsewhere and source.guest else {}

    def entries(self) -> Iterator[Entry]:
        for row in self._rows:
            view = rules.shown(self._view(row), self._show)
            status = rules.STATUSES[self._booked.get(row["id"]) or state_now(self._call, row)]
            if view is None or self._is_nothing(row, view, status):
                continue
            start, end = _times(row)
            yield Entry(
                uid=uid("event", row["id"], self._installation),
                start=start,
                end=end,
                summary=row["label"] if view != "busy" else rules.BUSY,
                changed=utc_time(row["updated_at"]),
                created=utc_time(row["created_at"]),
                sequence=row["version"] - 1,
                description=self._description(row) if view == "full" else None,
                status=status,
                busy=isinstance(start, datetime) and self._takes_time(row),
                private=bool(row["private"]),
            )

    def _is_nothing(self, row: Row, view: str, status: str) -> bool:
        """Whether nobody misses it: a task where only taken time is told, what was called off and is over, and time that was
        only kept and never taken."""
        if view == "busy" and row["type_id"] != APPOINTMENT:
            return True
        if status != "CANCELLED":
            return False
        over = row["end_at"] is not None and utc_time(row["end_at"]) <= self._call.now
        return view == "busy" or over or row["hold_until"] is not None or not row["bookable"]

    def _view(self, row: Row) -> str | None:
        """How much of an event its maker sees. What their place in the feed's source does not tell, their part in the event
        may, which is asked for it alone."""
        source = self._source
        if self._is_mine(row):
            return "full"
        if row["contract_id"] in (None, source.contract_id):
            place = Place(schedule=source.schedule, contract=source.contract if row["contract_id"] else None)
            if view_of(place, private=bool(row["private"]), calendar_is_public=False) == "full":
                return "full"
        try:
            return stand_of(self._call, row["id"]).view
        except NotFound:
            return None

    def _is_mine(self, row: Row) -> bool:
        in_my_calendar = row["kal_id"] is not None and row["kal_id"] == self._source.calendar_id
        return in_my_calendar or (row["owner_type"], row["owner_id"]) == (self._call.caller.kind, self._call.caller.id)

    def _sees_list(self, row: Row) -> bool:
        """Whether they see everybody on an event's list: those who serve it do, and everybody outside schedules."""
        if row["kal_schedule_id"] is None or self._is_mine(row):
            return True
        schedule = self._source.schedule
        manages = schedule is not None and schedule.write >= 3
        return manages or self._call.caller.owner in self._hosts.get(row["id"], [])

    def _description(self, row: Row) -> str:
        people = self._people.get(row["id"], []) if self._sees_list(row) else []
        names = [self._name(Owner(each["user_type"], each["user_id"])) if each["user_id"] else None for each in people]
        called = [each["name"] or name for each, name in zip(people, names, strict=True)]
        return rules.event_text(row["description"], [name for name in called if name], MOST_NAMES)

    def _name(self, owner: Owner) -> str | None:
        if owner not in self._names:
            self._names[owner] = events.name_of(self._call.tx, owner)
        return self._names[owner]

    def _takes_time(self, row: Row) -> bool:
        """Whether an event makes its maker busy: by its calendar, and what only is shown here as it is shown."""
        if row[self._source.place] == self._source.id:
            return self._blocks(row["kal_id"])
        return row["id"] in self._booked or row["id"] in self._taken

    def _blocks(self, kal_id: int | None) -> bool:
        """Whether what stands in a calendar takes its owner's time."""
        if kal_id is None:
            return True
        if kal_id not in self._blocking:
            calendar = events.calendar_of(self._call.tx, kal_id)
            self._blocking[kal_id] = calendar is None or rules.blocks_time(calendar["settings"])
        return self._blocking[kal_id]


def _times(row: Row) -> tuple[datetime, datetime] | tuple[date, date]:
    """When an event is: moments, or its day."""
    if row["start_at"] and row["end_at"]:
        return utc_time(row["start_at"]), utc_time(row["end_at"])
    day = date.fromisoformat(row["date"])
    return day, next_day(day)


def _hours(call: Call, source: Source, schedule: Row, show: str, installation: str, window: Window) -> Iterator[Entry]:
    """A schedule's open hours of whole years, so that they are the same all year long."""
    offer = offer_of(call.tx, schedule)
    hours = Hours(
        open=offer.hours,
        zone=offer.zone,
        week_start=offer.week_start,
        anchor=offer.anchor,
        start=int(offer.start.timestamp()) if offer.start else None,
        end=int(offer.end.timestamp()) if offer.end else None,
    )
    first = date(window.start.year, 1, 1).toordinal()
    last = date(window.end.year, 12, 31).toordinal()
    summary = rules.hours_text(schedule["type_id"], schedule["label"] if show != "busy" else None)
    changed = _rules_changed(call, schedule)
    for open_time in open_times(hours, first, last):
        yield _hours_entry(
            uid("hours", f"{source.id}-{open_time.key}", installation), open_time, summary, changed, schedule
        )


def _hours_entry(name: str, open_time: OpenTime, summary: str, changed: datetime, schedule: Row) -> Entry:
    return Entry(
        uid=name,
        start=open_time.start,
        end=open_time.end,
        summary=summary,
        changed=changed,
        created=utc_time(schedule["created_at"]),
        sequence=schedule["version"] - 1,
        busy=False,
        series=open_time.series,
    )


def _rules_changed(call: Call, schedule: Row) -> datetime:
    """When the rules of a schedule may last have changed: with it, its calendar, or a schedule that it follows."""
    calendar = events.calendar_of(call.tx, schedule["kal_id"])
    stored = [schedule["updated_at"], *([calendar["updated_at"]] if calendar is not None else [])]
    seen, parent_id = {schedule["id"]}, schedule["parent_id"]
    while parent_id is not None and parent_id not in seen:
        seen.add(parent_id)
        parent = schedules.find_any_schedule(call.tx, parent_id)
        if parent is None:
            break
        stored.append(parent["updated_at"])
        parent_id = parent["parent_id"]
    return utc_time(max(stored))
