"""Check-ins and check-outs: which may be, what they count for, and which of an order's milestones follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from store.types import iso
from tools.errors import Invalid
from tools.rules.places import Point, distance_km, rounded_km
from tools.rules.sentences import worded

# So much may the clock of a device be ahead of ours.
CLOCK_DIFFERENCE = timedelta(minutes=5)
AT_THE_SITE_KM = 1.6
LONG = timedelta(hours=24)
MOST_DEVICES = 100_000

_FOUR_PLACES = Decimal("0.0001")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Log:
    """One visit; end None while somebody is checked in. id 0: not stored yet."""

    id: int
    start: datetime
    end: datetime | None

    def overlaps(self, other: Log) -> bool:
        begins_before = other.end is None or self.start < other.end
        return begins_before and (self.end is None or other.start < self.end)

    def text(self, zone: str) -> str:
        until = iso(self.end, zone) if self.end else worded("now (checked in)")
        return worded("time log {id} from {start} to {until}", id=self.id, start=iso(self.start, zone), until=until)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in regard to the site. kilometres, ok: None where the order has no site to compare with."""

    point: Point
    kilometres: Decimal | None
    ok: bool | None


def hours_between(start: datetime, end: datetime) -> Decimal:
    """Real hours, to 4 places: wall clocks do not count, so that a clock change adds nothing and takes nothing."""
    elapsed = end.astimezone(UTC) - start.astimezone(UTC)
    return (Decimal(elapsed // timedelta(milliseconds=1)) / Decimal(_HOUR // timedelta(milliseconds=1))).quantize(
        _FOUR_PLACES, rounding=ROUND_HALF_UP
    )


def check_times(start: datetime, end: datetime | None, now: datetime, zone: str, prefix: str = "") -> None:
    """Invalid when a stated time lies ahead, or the end does not come after the start."""
    faults: dict[str, str] = {}
    for name, stated in (("check_in", start), ("check_out", end)):
        if stated is not None and stated > now + CLOCK_DIFFERENCE:
            faults[f"{prefix}{name}.created"] = worded("lies in the future; now is {now}", now=iso(now, zone))
    if end is not None and end <= start and not faults:
        faults[f"{prefix}check_out.created"] = worded("must be after the check-in at {start}", start=iso(start, zone))
    if faults:
        raise Invalid(faults)


def overlapping(logs: Sequence[Log]) -> tuple[Log, Log] | None:
    """The first two that share time; logs that only touch do not."""
    ordered = sorted(logs, key=lambda log: (log.start, log.id))
    for before, after in pairwise(ordered):
        if before.overlaps(after):
            return before, after
    return None


def met_by(log: Log, others: Iterable[Log]) -> Log | None:
    """The first of the others that shares time with a log."""
    return min((each for each in others if each.overlaps(log)), key=lambda each: (each.start, each.id), default=None)


def placed(point: Point, site: Point | None) -> Place:
    """A point in regard to the site: at most 1.6 km off is at the site."""
    if site is None:
        return Place(point, None, None)
    kilometres = distance_km(point, site)
    return Place(point, rounded_km(kilometres), kilometres <= AT_THE_SITE_KM)


def check_devices(pay_type: str | None, devices: int | None, checked_out: bool, field: str = "devices") -> None:
    """Device pay counts devices at the end of a visit, and only device pay does."""
    if devices is not None and pay_type != "device":
        raise Invalid(
            {field: worded("is for device pay only; this order has {pay_type} pay", pay_type=pay_type or worded("no"))}
        )
    if devices is not None and not checked_out:
        raise Invalid({field: worded("goes with check_out: they are counted at the end of the visit")})
    if devices is None and pay_type == "device" and checked_out:
        raise Invalid(
            {field: worded("is needed with check_out, as pay goes by device: how many were done on this visit")}
        )


def milestones(logs: Iterable[Log]) -> tuple[datetime | None, datetime | None]:
    """When somebody checked in first, and when they checked out last; the second None while they are checked in."""
    found = list(logs)
    ended = [log.end for log in found if log.end is not None]
    first = min((log.start for log in found), default=None)
    return first, max(ended) if ended and len(ended) == len(found) else None
