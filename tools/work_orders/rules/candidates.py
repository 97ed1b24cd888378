"""Who may be offered a work order, and who comes first: the filters and the ranking that every dispatch uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from store.types import Money
from tools.rules.places import Point, distance_km, rounded_km, told_km
from tools.work_orders.rules.qualifications import Facts, Rule, missing, score
from tools.work_orders.rules.service_window import ServiceWindow, Span, has_room

INACTIVE = "inactive"
BLOCKED = "blocked"
REMOVED_BEFORE = "removed_before"
DECLINED = "declined"
OUTSIDE_TERRITORY = "outside_territory"
TOO_FAR = "too_far"
MISSING_QUALIFICATION = "missing_qualification"
SCHEDULE_CONFLICT = "schedule_conflict"
RATE_BELOW_MINIMUM = "rate_below_minimum"

# What a company's admin may route in spite of; the person still decides.
FORCEABLE = (REMOVED_BEFORE, MISSING_QUALIFICATION, SCHEDULE_CONFLICT)
# What stands in the way of an offer or assignment by hand; the rest only guides dispatch.
BY_HAND = (INACTIVE, BLOCKED, REMOVED_BEFORE, MISSING_QUALIFICATION, SCHEDULE_CONFLICT)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider as seen from one work order.

    taken: time blocked around its window. movable: windows of assigned orders there whose time is not fixed yet."""

    user_id: int
    active: bool = True
    blocked: bool = False
    removed_before: bool = False
    declined: bool = False
    home: Point | None = None
    max_travel_km: Decimal | None = None
    minimum_hourly: Money | None = None
    minimum_device: Money | None = None
    completed_for_company: int = 0
    tier_order: int = 1
    facts: Facts = field(default_factory=Facts)
    taken: tuple[Span, ...] = ()
    movable: tuple[ServiceWindow, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What the work order asks and pays. rate: base amount and units of its pay type; units None when not set."""

    rules: tuple[Rule, ...]
    window: ServiceWindow | None
    pay_type: str | None
    base: Money | None
    base_units: Decimal | None
    ignores_missing: bool = False
    site: Point | None = None


class Covers(Protocol):
    """An outline on the map."""

    def covers(self, place: Point) -> bool: ...


@dataclass(frozen=True, slots=True)
class Area:
    """Where dispatch looks: at most so far from the site, and, with a territory that was drawn, inside its circle or outline."""

    max_distance_km: Decimal | None = None
    center: Point | None = None
    radius_km: Decimal | None = None
    outline: Covers | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate who passed, with what decided the place. told_km: the distance as the company is told it."""

    candidate: Candidate
    score: int
    distance_km: Decimal | None
    told_km: Decimal | None = None


def reasons(candidate: Candidate, offer: Offer, area: Area = Area()) -> list[str]:
    """Everything that speaks against a candidate, in the fixed order of the filters; empty = passes."""
    found = [
        (INACTIVE, not candidate.active),
        (BLOCKED, candidate.blocked),
        (REMOVED_BEFORE, candidate.removed_before),
        (DECLINED, candidate.declined),
        (OUTSIDE_TERRITORY, _outside(candidate, area)),
        (TOO_FAR, _too_far(candidate, offer, area)),
    ]
    lacking = [] if offer.ignores_missing else missing(offer.rules, candidate.facts)
    busy = offer.window is not None and not has_room(offer.window, candidate.taken, candidate.movable)
    return [
        *(reason for reason, holds in found if holds),
        *(f"{MISSING_QUALIFICATION}:{name}" for name in lacking),
        *([SCHEDULE_CONFLICT] if busy else []),
        *([RATE_BELOW_MINIMUM] if _below_minimum(candidate, offer) else []),
    ]


def by_hand(found: Iterable[str], forced: bool = False) -> list[str]:
    """Of these reasons, those that forbid an offer or assignment by hand; force sets some of them aside."""
    standing = [reason for reason in found if _kind(reason) in BY_HAND]
    return [reason for reason in standing if _kind(reason) not in FORCEABLE] if forced else standing


def without(found: Iterable[str], *kinds: str) -> list[str]:
    return [reason for reason in found if _kind(reason) not in kinds]


def ranked(candidates: Iterable[Candidate], offer: Offer) -> list[Ranked]:
    """Best first: tier, preferences, rating, distance (unknown last), orders done for the company, id."""
    places = [
        Ranked(one, score(offer.rules, one.facts), _distance(one, offer), _told(one, offer)) for one in candidates
    ]
    return sorted(places, key=_rank_key)


def joined(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each person once, with the lowest tier order."""
    best: dict[int, Candidate] = {}
    for one in candidates:
        if one.user_id not in best or one.tier_order < best[one.user_id].tier_order:
            best[one.user_id] = one
    return list(best.values())


def reason_counts(rejected: Iterable[Sequence[str]]) -> dict[str, int]:
    """How many people each reason keeps out."""
    counts = Counter(reason for reasons_of_one in rejected for reason in reasons_of_one)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rank_key(place: Ranked) -> tuple[int, int, Decimal, Decimal, int, int]:
    one = place.candidate
    return (
        one.tier_order,
        -place.score,
        -(one.facts.rating or Decimal(0)),
        Decimal("Infinity") if place.distance_km is None else place.distance_km,
        -one.completed_for_company,
        one.user_id,
    )


def _kind(reason: str) -> str:
    return reason.split(":", 1)[0]


def _way(candidate: Candidate, offer: Offer) -> Decimal | None:
    """Kilometres from home to the site, which the facts may tell already; None when either is unknown."""
    if candidate.home is None or offer.site is None:
        return None
    known = candidate.facts.distance_km
    return Decimal(str(distance_km(candidate.home, offer.site))) if known is None else known


def _distance(candidate: Candidate, offer: Offer) -> Decimal | None:
    way = _way(candidate, offer)
    return None if way is None else rounded_km(way)


def _told(candidate: Candidate, offer: Offer) -> Decimal | None:
    return None if candidate.home is None or offer.site is None else told_km(candidate.home, offer.site)


def _outside(candidate: Candidate, area: Area) -> bool:
    if candidate.home is None:
        return False
    if area.outline is not None:
        return not area.outline.covers(candidate.home)
    if area.center is None or area.radius_km is None:
        return False
    return Decimal(distance_km(candidate.home, area.center)) > area.radius_km


def _too_far(candidate: Candidate, offer: Offer, area: Area) -> bool:
    way = _way(candidate, offer)
    if way is None:
        return False
    limits = (area.max_distance_km, candidate.max_travel_km)
    return any(limit is not None and way > limit for limit in limits)


def _below_minimum(candidate: Candidate, offer: Offer) -> bool:
    if offer.base is None:
        return False
    if offer.pay_type == "device":
        return _less(offer.base, candidate.minimum_device, Decimal(1))
    if offer.pay_type == "hourly":
        return _less(offer.base, candidate.minimum_hourly, Decimal(1))
    hours = offer.base_units if offer.pay_type == "blended" else _estimated(offer)
    return hours is not None and _less(offer.base, candidate.minimum_hourly, hours)


def _estimated(offer: Offer) -> Decimal | None:
    return offer.window.estimated_hours if offer.window else None


def _less(pay: Money, minimum: Money | None, units: Decimal) -> bool:
    if minimum is None or minimum.currency != pay.currency or units <= 0:
        return False
    return Decimal(pay.amount) < Decimal(minimum.amount) * units
