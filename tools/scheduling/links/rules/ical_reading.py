"""Reading the calendar of somebody elsewhere: from its bytes to the times that are taken, in UTC.

Whole or not at all: what cannot be read as a file is Unreadable; an appointment that cannot be read is left out, counted
and said, since its time then counts as free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from store.types import utc_text
from tools.rules.sentences import Count, Words, told_by, worded
from tools.scheduling.links.rules.ical_busy import stretches
from tools.scheduling.links.rules.ical_recurrence import Steps, TooOften
from tools.scheduling.links.rules.ical_series import Appointment, Period, Time, appointment, times, uid_of
from tools.scheduling.links.rules.ical_text import Component, Unreadable, parsed
from tools.scheduling.links.rules.ical_values import BadValue, shown, text_of
from tools.scheduling.links.rules.ical_zones import UnknownZone, Zones, name_of

__all__ = ["OutsideEvent", "Reading", "Unreadable", "read_calendar"]

MOST_EVENTS, MOST_WARNINGS = 25_000, 20
# The work of one series, and of a file with its zones: about a second, and less than five.
MOST_STEPS, MOST_STEPS_OF_ALL = 300_000, 1_500_000

MET = (
    "busy", "free", "cancelled", "transparent", "without_length", "moved", "excluded", "repeating", "own", "replaced",
    "unreadable", "too_often",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutsideEvent:
    """A time taken elsewhere, in UTC. uid and occurrence name it: occurrence is '' for a single appointment, for one of a
    series the moment it was planned at, as UTC text.

    busy: False for what is marked free, called off, or has no length; kept so that a calendar can show it. zone: the IANA
    name it was written in, None where the file describes a zone of its own."""

    uid: str
    occurrence: str
    summary: str
    start: datetime
    end: datetime
    busy: bool
    zone: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says of a period. events: in order of time. warnings: short sentences for the owner of the calendar, worded.

    met: how many of each were met, by the names in MET: times in the period; for own, replaced, unreadable and too_often
    entries of the file."""

    events: tuple[OutsideEvent, ...]
    name: str | None
    warnings: tuple[str, ...]
    met: Mapping[str, int]


def read_calendar(
    data: bytes, *, start: datetime, end: datetime, zone: str, own: str, owner: Collection[str] = ()
) -> Reading:
    """The times a file says are taken in [start, end). Unreadable when it is no calendar, or holds too much.

    zone: for times that name none and for whole days. own: how the UIDs of this server's events end; they are left out.
    owner: the addresses of whose calendar it is: what they have declined is free."""
    file = parsed(data)
    period, notes = Period(start, end), _Notes()
    if file.guessed:
        notes.say(worded("The file does not say its encoding, so letters with accents in titles may be wrong."))
    found: dict[tuple[str, str], OutsideEvent] = {}
    by_uid: dict[str, list[Appointment]] = {}
    work = Steps(MOST_STEPS_OF_ALL)
    for calendar in file.calendars:
        described = [part for part in calendar.parts if part.name == "VTIMEZONE"]
        zones = Zones(described, ZoneInfo(zone), start, end, notes.differs, work)
        for each in _appointments(calendar, zones, own, owner, notes):
            by_uid.setdefault(each.uid, []).append(each)
        _add_stretches(found, calendar, zones, period, notes)
        _check_size(found, work)
    for uid, versions in by_uid.items():
        with work.part(MOST_STEPS) as steps:
            _add_times(found, uid, versions, period, steps, notes)
        _check_size(found, work)
    events = tuple(sorted(found.values(), key=lambda event: (event.start, event.end, event.uid)))
    return Reading(events, _name(file.calendars[0]), notes.warnings(), notes.counted(events))


def _check_size(found: Mapping[tuple[str, str], OutsideEvent], work: Steps) -> None:
    if len(found) > MOST_EVENTS:
        raise Unreadable(
            worded(
                "The calendar has more than {most:,} appointments in the period that is imported. Link one that holds fewer.",
                most=MOST_EVENTS,
            ),
            heavy=True,
        )
    if work.left <= 0:
        raise Unreadable(
            worded(
                "The calendar's repeating appointments are too many or too frequent to work out. Link one that holds fewer."
            ),
            heavy=True,
        )


def _name(calendar: Component) -> str | None:
    return text_of(calendar.text("X-WR-CALNAME") or calendar.text("NAME")) or None


def _appointments(
    calendar: Component, zones: Zones, own: str, owner: Collection[str], notes: _Notes
) -> Iterator[Appointment]:
    """The appointments of a calendar that are not this server's own."""
    called_off = calendar.text("METHOD").strip().upper() == "CANCEL"
    for component in calendar.parts:
        if component.name != "VEVENT":
            continue
        if own and uid_of(component).casefold().endswith(own.casefold()):
            notes.met["own"] += 1
            continue
        try:
            yield appointment(component, zones, called_off, owner)
        except TooOften:
            notes.too_often(text_of(component.text("SUMMARY")))
        except (BadValue, OverflowError) as fault:
            notes.unreadable(text_of(component.text("SUMMARY")), fault)


def _add_times(
    found: dict[tuple[str, str], OutsideEvent],
    uid: str,
    versions: list[Appointment],
    period: Period,
    steps: Steps,
    notes: _Notes,
) -> None:
    """Add the times of all appointments with one UID, or none of them when they are too many."""
    masters = _newest([each for each in versions if each.replaces is None])
    changes = [each for each in versions if each.replaces is not None]
    try:
        all_times = list(times(masters, changes, period, steps))
    except TooOften:
        notes.too_often(versions[0].summary)
        return
    except (BadValue, OverflowError) as fault:
        notes.unreadable(versions[0].summary, fault)
        return
    notes.met["replaced"] += len([each for each in versions if each.replaces is None]) - len(masters)
    for time in all_times:
        if time is None:
            notes.met["excluded"] += 1
            continue
        notes.count(time)
        _keep(found, _event(uid, time))


def _newest(masters: list[Appointment]) -> list[Appointment]:
    """Of several versions of an appointment the one with the highest SEQUENCE. Where that does not tell, each that begins
    at another time counts: better some time too much taken than too little."""
    newest = max((each.sequence for each in masters), default=0)
    return list({each.begin: each for each in masters if each.sequence == newest}.values())


def _event(uid: str, time: Time) -> OutsideEvent:
    return OutsideEvent(
        uid,
        utc_text(time.occurrence) if time.occurrence else "",
        time.of.summary,
        time.start,
        time.end,
        time.of.busy,
        name_of(time.of.begin.zone),
    )


def _keep(found: dict[tuple[str, str], OutsideEvent], event: OutsideEvent) -> None:
    """Of two with one name the one that takes more time is kept."""
    key = event.uid, event.occurrence
    other = found.get(key)
    if other is None or (event.busy, event.end - event.start) > (other.busy, other.end - other.start):
        found[key] = event


def _add_stretches(
    found: dict[tuple[str, str], OutsideEvent], calendar: Component, zones: Zones, period: Period, notes: _Notes
) -> None:
    for component in calendar.parts:
        if component.name != "VFREEBUSY":
            continue
        if component.broken:
            notes.unreadable("", BadValue(worded("its lines are not whole")))
            continue
        for stretch in stretches(component, zones, period):
            if isinstance(stretch, BadValue):
                notes.unreadable("", stretch)
                continue
            start, end = stretch.start, stretch.end
            _keep(found, OutsideEvent(stretch.uid, utc_text(start), "", start, end, stretch.busy, "UTC"))


@dataclass(slots=True)
class _Notes:
    """What is to be said and counted of a file."""

    met: Counter[str] = field(default_factory=Counter)
    _said: dict[str, None] = field(default_factory=dict)
    _left_out: dict[str, None] = field(default_factory=dict)
    _unknown: dict[str, list[str]] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        self._said[sentence] = None

    def _leave_out(self, sentence: str) -> None:
        self._left_out[sentence] = None

    def differs(self, zone: str, moment: datetime) -> None:
        self.say(
            worded(
                "The calendar describes {zone} otherwise than the world's time zone tables do, first on {day}. The tables were "
                "used; check a time on that day.",
                zone=zone,
                day=moment.date().isoformat(),
            )
        )

    def too_often(self, summary: str) -> None:
        self.met["too_often"] += 1
        self._leave_out(
            worded(
                "{appointment} repeats too often and was left out, so its times count as free.",
                appointment=_title(summary),
            )
        )

    def unreadable(self, summary: str, fault: Exception) -> None:
        self.met["unreadable"] += 1
        if isinstance(fault, UnknownZone):
            self._unknown.setdefault(fault.tzid, []).append(summary)
            return
        why = told_by(fault) if isinstance(fault, BadValue) else worded("a date in it is out of range")
        self._leave_out(
            worded(
                "{appointment} was left out, so its time counts as free: {why}.", appointment=_title(summary), why=why
            )
        )

    def count(self, time: Time) -> None:
        of = time.of
        self.met["cancelled"] += of.cancelled
        self.met["transparent"] += of.transparent and not of.cancelled
        self.met["without_length"] += of.without_length
        self.met["moved"] += time.moved
        self.met["repeating"] += time.occurrence is not None

    def warnings(self) -> tuple[str, ...]:
        """The sentences, questions first; what is too much is said as a number."""
        sentences = [
            worded(
                "Which time zone is {zone}? Nothing tells, so what is written in it was left out and counts as free: "
                "{appointments}.",
                zone=shown(tzid),
                appointments=_how_many(titles),
            )
            for tzid, titles in self._unknown.items()
        ]
        sentences += [*self._said, *self._left_out]
        if len(sentences) > MOST_WARNINGS:
            more = len(sentences) - MOST_WARNINGS + 1
            sentences = [
                *sentences[: MOST_WARNINGS - 1],
                worded("There are {more} more such faults in the file.", more=more),
            ]
        return tuple(sentences)

    def counted(self, events: tuple[OutsideEvent, ...]) -> dict[str, int]:
        self.met["busy"] = sum(event.busy for event in events)
        self.met["free"] = len(events) - self.met["busy"]
        return {name: self.met[name] for name in MET}


def _title(summary: str) -> str:
    return shown(summary) if summary else worded("An appointment without a title")


def _how_many(titles: list[str]) -> Words:
    count = Count(len(titles), "appointment")
    named = next((shown(title) for title in titles if title), None)
    return count if named is None else worded("{count}, such as {title}", count=count, title=named)
