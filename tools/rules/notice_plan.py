"""When and by which ways a notice goes out: urgency, what was chosen, quiet hours and digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tools.rules.notice_kinds import Channel, NoticeKind

Digest = Literal["off", "hourly", "daily"]
PutOff = Literal["quiet", "digest"]
SOON = timedelta(hours=24)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Quiet:
    """Wall time in which nothing is sent that can wait, [start, end), over midnight when end is not later. days: on which
    a quiet time begins, 0 = Sunday."""

    start: time
    end: time
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Settings:
    """What an owner chose. channels: of a kind, a group or all; what is not named stays as shipped."""

    channels: Mapping[str, tuple[Channel, ...]] = field(default_factory=dict)
    quiet: Quiet | None = None
    timezone: str = "UTC"
    digest: Digest = "off"
    digest_at: time = time(8)

    @property
    def puts_off(self) -> bool:
        return self.quiet is not None or self.digest != "off"


AS_SHIPPED = Settings()


def is_urgent(kind: NoticeKind, starts_at: datetime | None, now: datetime) -> bool:
    """Whether it is never put off. starts_at: when the record starts or its deadline passes."""
    if kind.urgency == "within_24h":
        return starts_at is not None and starts_at - now < SOON
    return kind.urgency == "always"


def ways(kind: NoticeKind, urgent: bool, *settings: Settings) -> tuple[Channel, ...]:
    """By which channels a notice of the kind goes out besides the inbox. settings: the receiver's own first.

    Each is asked for the kind, then its group, then all; without an answer the kind's defaults hold, of which a text message
    is for what is urgent only. Mail of kinds that must have it stays."""
    chosen = chosen_channels(kind, *settings)
    found = set(kind.channels if chosen is None else chosen)
    if chosen is None and not urgent:
        found.discard("sms")
    if kind.must and "mail" in kind.channels:
        found.add("mail")
    return tuple(channel for channel in ("mail", "sms", "callback") if channel in found)


def chosen_channels(kind: NoticeKind, *settings: Settings) -> tuple[Channel, ...] | None:
    """What was chosen for a kind; None when nothing was."""
    for one in settings:
        for name in (kind.name, kind.group, "all"):
            if name in one.channels:
                return one.channels[name]
    return None


def agent_ways(kind: NoticeKind, urgent: bool, *settings: Settings) -> tuple[Channel, ...]:
    """The same for an agent: a callback wherever mail or callback stands, and nothing else."""
    return ("callback",) if {"mail", "callback"} & set(ways(kind, urgent, *settings)) else ()


def due(channel: Channel, urgent: bool, now: datetime, settings: Settings) -> tuple[datetime, PutOff | None]:
    """When a notice of this moment is sent by a channel, and what puts it off."""
    if urgent or channel == "callback":
        return now, None
    if channel == "mail" and settings.digest != "off":
        return after_quiet(next_digest(now, settings), settings), "digest"
    later = after_quiet(now, settings)
    return later, None if later == now else "quiet"


def after_quiet(moment: datetime, settings: Settings) -> datetime:
    """The moment, or the end of the quiet time it lies in."""
    quiet, zone = settings.quiet, ZoneInfo(settings.timezone)
    if quiet is None:
        return moment
    today = moment.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        if day.isoweekday() % 7 in quiet.days:
            until = _end_of(moment, day, quiet, zone)
            if until is not None:
                return until
    return moment


def _end_of(moment: datetime, day: date, quiet: Quiet, zone: ZoneInfo) -> datetime | None:
    """When the quiet time that begins on a day ends; None when the moment does not lie in it."""
    last = day + timedelta(days=1) if quiet.end <= quiet.start else day
    begins, ends = _moments(day, quiet.start, zone), _moments(last, quiet.end, zone)
    wall = moment.astimezone(zone).replace(tzinfo=None)
    # An hour that comes twice is quiet both times; one that is skipped is read with the offset before.
    begun = moment >= begins[0] if _is_skipped(day, quiet.start, zone) else wall >= datetime.combine(day, quiet.start)
    over = moment >= ends[0] if _is_skipped(last, quiet.end, zone) else wall >= datetime.combine(last, quiet.end)
    if not begun or over:
        return None
    return next((end for end in ends if end > moment), None)


def next_digest(moment: datetime, settings: Settings) -> datetime:
    """When the next digest after a moment is due."""
    zone = ZoneInfo(settings.timezone)
    local = moment.astimezone(zone)
    if settings.digest == "hourly":
        later = (moment - _past_the_hour(local)).astimezone(UTC) + timedelta(hours=1)
        off = _past_the_hour(later.astimezone(zone))
        return later if not off else later - off + timedelta(hours=1)
    today = _moments(local.date(), settings.digest_at, zone)[0]
    return today if today > moment else _moments(local.date() + timedelta(days=1), settings.digest_at, zone)[0]


def _past_the_hour(local: datetime) -> timedelta:
    return timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def _moments(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """The moments in UTC at which clocks show a time on a day: one, or two when they are set back over it. A time that is
    skipped is read with the offset before the gap."""
    wall = datetime.combine(day, at, zone)
    first, second = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return [first] if first >= second else [first, second]


def _is_skipped(day: date, at: time, zone: ZoneInfo) -> bool:
    """Whether clocks are set forward over a time on a day."""
    wall = datetime.combine(day, at, zone)
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)
