"""Who could take a job at all in a given time and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from store.types import Money, iso
from tools.call import Call
from tools.operation import operation
from tools.params import Id, Moment, PositiveAmount
from tools.rules.names import full_name
from tools.rules.places import Point, box, distance_km, rounded_km
from tools.shapes import MoneyShape, Theirs, money_shape
from tools.work_orders.access import zone_of_order
from tools.work_orders.day_plans.asked import (
    Asked,
    asked_for,
    dates_of,
    moment_of,
    second_of,
    usual_hours,
    whole_days,
)
from tools.work_orders.day_plans.params import PoolIds
from tools.work_orders.day_plans.people import Person, due, hours_of, people_of, taken_of, visit_at
from tools.work_orders.day_plans.rules.capacity import Chance, Task, Wanted, chance_of, free_seconds, is_within, outside
from tools.work_orders.day_plans.rules.day import joined
from tools.work_orders.day_plans.rules.travel import travel_seconds
from tools.work_orders.drafting.site_homes import zone_of_point
from tools.work_orders.matching.candidates import site_of, timeless
from tools.work_orders.matching.pools import AFTER_ALL_TIERS, Pool, chosen
from tools.work_orders.params import Latitude, Longitude, Qualifications
from tools.work_orders.references import company_id
from tools.work_orders.rules.candidates import Candidate, reasons

TOOLSET = "day_plans"
MOST_LOOKED_AT = 500
TOO_FAR, NO_HOME, NO_TIME, OTHER_WORK = "too_far", "no_coordinates", "no_time", "type_of_work"


class PlaceIn(TypedDict):
    latitude: Latitude
    longitude: Longitude


class FromShape(TypedDict):
    kind: Literal["home", "visit"]
    work_order_id: NotRequired[int | None]


# Somebody who could come. latest_start: the last moment to begin; slack_seconds: from arrive_at until then. from: whence.
AvailableShape = TypedDict(
    "AvailableShape",
    {
        "user_id": int,
        "name": Theirs,
        "arrive_at": str,
        "latest_start": str,
        "end_at": str,
        "from": FromShape,
        "distance_km": str,
        "travel_seconds": int,
        "slack_seconds": int,
        "within_hours": bool,
        "rating": NotRequired[str | None],
        "minimum_rate": NotRequired[MoneyShape | None],
        "tier_order": NotRequired[int | None],
    },
)


class CountShape(TypedDict):
    reason: str
    count: int


class Capacity(TypedDict):
    """free_hours: all free time of everybody who could come, inside the window."""

    providers: list[AvailableShape]
    not_available: list[CountShape]
    total: int
    free_hours: str


def _zone_there(call: Call, arguments: Mapping[str, Any]) -> str | None:
    return zone_of_point(arguments.get("place")) or zone_of_order(call, arguments)


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    zone=_zone_there,
    find=(
        "who can take an emergency tonight within 30 km",
        "is anybody free for a leak this afternoon",
        "how many technicians have room tomorrow morning",
        "who could be on site soonest",
        "which engineer is closest and has time now",
        "do we have capacity for one more job on Friday",
        "can I promise the customer somebody by six",
        "free hours of the crew tomorrow",
        "find a technician near the site with an open slot",
        "who could squeeze in an urgent visit",
        "when could somebody get there at the earliest",
        "availability of field people around an address",
    ),
    example={
        "place": {"latitude": 44.98, "longitude": -93.26},
        "start": "2026-03-10T18:00:00Z",
        "end": "2026-03-10T22:00:00Z",
    },
)
def find_capacity(
    call: Call,
    work_order_id: Annotated[Id, Field(description="Take place, time, duration and rules from this order.")]
    | None = None,
    place: Annotated[PlaceIn, Field(description="Where; needed without work_order_id.")] | None = None,
    start: Annotated[Moment, Field(description="Work may begin from then; needed without work_order_id.")]
    | None = None,
    end: Annotated[Moment, Field(description="Work must be done by then; at most 72 hours after start.")] | None = None,
    duration_minutes: Annotated[int, Field(ge=15, le=1440, description="Default 60, or as the order says.")]
    | None = None,
    radius_km: Annotated[
        PositiveAmount, Field(le=300, description="From home or from the visit before, as text. Default 50.")
    ]
    | None = None,
    type_of_work_id: Annotated[Id, Field(description="From list_types_of_work.")] | None = None,
    qualifications: Qualifications | None = None,
    max_rate: Annotated[PositiveAmount, Field(description="An hourly minimum above it rules out; as text.")]
    | None = None,
    hours: Annotated[Literal["within", "any"], Field(description="within: inside working hours only. Default any.")]
    | None = None,
    pool_ids: PoolIds | None = None,
    count: Annotated[int, Field(ge=1, le=100, description="Most people told. Default 20.")] | None = None,
) -> Capacity:
    """Find who could take a job in a given time and area at all, soonest arrival first.

    Looks at skills, blocks, visits, bookings, working hours and the way there: from the visit before on the same date,
    else from their neighbourhood, as homes are private, in time for the next one. Nobody is told and nothing is kept:
    route_work_order or assign_work_order follow. For a whole day over many orders use plan_day."""
    asked = asked_for(call, call.given)
    pool = _pool(call, asked, pool_ids or ())
    people = people_of(call, pool.orders)
    free, against = _free(call, asked, people, pool)
    free.sort(key=lambda one: (one.chance.arrives, one.distance, -(one.rating or Decimal(0)), one.person.id))
    whole = sum(one.free for one in free)
    return {
        "providers": [_told(call, asked, one) for one in free[: count or 20]],
        "not_available": [
            {"reason": reason, "count": number}
            for reason, number in sorted(against.items(), key=lambda x: (-x[1], x[0]))
        ],
        "total": len(free),
        "free_hours": str((Decimal(whole) / 3600).quantize(Decimal("0.01"))),
    }


@dataclass(frozen=True, slots=True)
class _Free:
    """Somebody who could come, and what decides the order. free: seconds of free time."""

    person: Person
    chance: Chance
    distance: Decimal
    rating: Decimal | None
    minimum: Money | None
    tier: int
    within: bool
    free: int


def _pool(call: Call, asked: Asked, pool_ids: Sequence[str]) -> Pool:
    pool = Pool()
    for uuid in pool_ids:
        for id, order in chosen(call, (), None, uuid, None).orders.items():
            pool.add(id, order)
    if pool_ids:
        return pool
    company = company_id(call)
    project_id = asked.work["project_id"] if asked.work["id"] else None
    if project_id is not None:
        pool.add_rows(providers.members_of_project(call.tx, company, project_id))
    if not pool.orders:
        near = []
        for part in (8, 4, 2, 1):
            bounds = box(asked.place, ceil(asked.radius_km * 2 / part))
            south, north, west, east = (round(degrees * 1_000_000) for degrees in bounds)
            near.append((south, north, west, east))
        networks = providers.company_networks(call.tx, company)
        for id in providers.in_networks(call.tx, networks, near, MOST_LOOKED_AT):
            pool.add(id, AFTER_ALL_TIERS)
    return pool


def _free(call: Call, asked: Asked, people: Mapping[int, Person], pool: Pool) -> tuple[list[_Free], Counter[str]]:
    """Who could come, and how many could not for which reason."""
    against: Counter[str] = Counter()
    start, end = whole_days(asked)
    tasks = due(call, list(people), start, end)
    hours = hours_of(call, list(people), start, end)
    found = []
    for one in timeless(call, cast(Row, asked.work), sorted(pool.orders)):
        reason = _barred(asked, one, people)
        if reason is None:
            person = people[one.user_id]
            has = tasks.get(person.id, [])
            free = _chance(call, asked, one, person, has, hours.get(person.id), pool)
            if isinstance(free, _Free):
                found.append(free)
                continue
            reason = free
        against[reason] += 1
    return found, against


def _barred(asked: Asked, one: Candidate, people: Mapping[int, Person]) -> str | None:
    against = reasons(one, asked.offer)
    if against:
        return against[0]
    types, wanted = one.facts.type_of_work, asked.work["type_of_work_id"]
    if wanted is not None and types and str(wanted) not in types:
        return OTHER_WORK
    return NO_HOME if people[one.user_id].home is None else None


def _chance(
    call: Call,
    asked: Asked,
    one: Candidate,
    person: Person,
    has: Sequence[Row],
    hours: Sequence[Any] | None,
    pool: Pool,
) -> _Free | str:
    """Somebody's first chance, or why there is none."""
    start, end = whole_days(asked)
    sites = {
        row["id"]: site
        for row in has
        if row["company_id"] == asked.work["company_id"]
        and visit_at(row) is not None
        and (site := site_of(row)) is not None
    }
    loose = [row for row in has if row["id"] not in sites and visit_at(row) is None]
    taken = taken_of(call, person.id, start, end, sites, loose)
    tasks = [
        Task(row["id"], second_of(at.start), second_of(at.end), _way(sites[row["id"]], asked.place))
        for row in has
        if row["id"] in sites and (at := visit_at(row)) is not None
    ]
    windows = (
        [(second_of(span.start), second_of(span.end)) for span in hours] if hours is not None else usual_hours(asked)
    )
    closed = list(joined([(second_of(span.start), second_of(span.end)) for span in taken]))
    if asked.within:
        closed = list(joined([*closed, *outside(windows, second_of(start), second_of(end))]))
    wanted = Wanted(
        second_of(asked.start), second_of(asked.end), int(asked.duration.total_seconds()), second_of(call.now)
    )
    if person.home is None:
        return NO_HOME
    chance = chance_of(wanted, dates_of(asked), tasks, _way(person.home, asked.place), closed)
    if chance is None:
        return NO_TIME
    places = [person.home, *([sites[chance.after]] if chance.after is not None else [])]
    distance = min(distance_km(place, asked.place) for place in places)
    if Decimal(distance) > asked.radius_km:
        return TOO_FAR
    within = is_within(windows, chance.arrives, chance.arrives + wanted.duration)
    tier = pool.orders[person.id]
    free = free_seconds(wanted, tasks, closed)
    return _Free(person, chance, rounded_km(distance), one.facts.rating, one.minimum_hourly, tier, within, free)


def _told(call: Call, asked: Asked, one: _Free) -> AvailableShape:
    profile, chance, zone = one.person.profile, one.chance, asked.zone
    return {
        "user_id": one.person.id,
        "name": full_name(profile["first_name"], None, profile["last_name"]),
        "arrive_at": iso(moment_of(chance.arrives), zone),
        "latest_start": iso(moment_of(chance.latest), zone),
        "end_at": iso(moment_of(chance.arrives) + asked.duration, zone),
        "from": {"kind": "visit" if chance.after is not None else "home", "work_order_id": chance.after},
        "distance_km": str(one.distance),
        "travel_seconds": chance.way,
        "slack_seconds": chance.latest - chance.arrives,
        "within_hours": one.within,
        "rating": str(one.rating) if one.rating else None,
        "minimum_rate": money_shape(one.minimum) if one.minimum else None,
        "tier_order": one.tier if one.tier < AFTER_ALL_TIERS else None,
    }


def _way(a: Point, b: Point) -> int:
    return travel_seconds(distance_km(a, b))
