"""The people of a day: who is looked at, when each of them works, and what takes their time besides the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil, floor

from store.database import Row
from store.providers import providers
from store.scheduling.busy import busy_times
from store.types import Owner, utc_text, utc_time
from store.work_orders.day_plans import days
from tools.call import Call
from tools.rules.places import Point, rounded_home
from tools.rules.sentences import worded
from tools.scheduling.availability.slots import offer_of
from tools.scheduling.rules.slots import open_stretches
from tools.work_orders.access import window_of
from tools.work_orders.day_plans.access import detached
from tools.work_orders.matching.busy import span_of
from tools.work_orders.matching.pools import Pool, chosen, dispatch_pool
from tools.work_orders.references import company_id
from tools.work_orders.rules.routing import not_eligible
from tools.work_orders.rules.service_window import TRAVEL, Span, placement

# Of a network so many are looked at, those first who live near or have done most.
MOST_LOOKED_AT = 150


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the day. home: None when it is not known where they start from."""

    id: int
    profile: Row
    home: Point | None


def people_of(call: Call, ids: Collection[int]) -> dict[int, Person]:
    """Providers among these people, by id."""
    return {
        profile["person_id"]: Person(profile["person_id"], detached(profile), _home(profile))
        for profile in providers.profiles(call.tx, sorted(ids))
    }


def pool_of(call: Call, rows: Sequence[Row], user_ids: Sequence[int], pool_ids: Sequence[str]) -> Pool:
    """Whom a plan looks at: the people or pools named, else the groups of the orders' projects, else the networks."""
    pool = Pool()
    for user_id in user_ids:
        pool.add(user_id, 1)
    for uuid in pool_ids:
        _add(pool, chosen(call, (), None, uuid, None))
    if user_ids or pool_ids:
        return pool
    for project_id in sorted({row["project_id"] for row in rows if row["project_id"] is not None}):
        pool.add_rows(providers.members_of_project(call.tx, rows[0]["company_id"], project_id))
    if not pool.orders and rows:
        _add(pool, dispatch_pool(call, rows[0], None, None, Decimal(300)))
    first = list(pool.orders)[:MOST_LOOKED_AT]
    return Pool({id: pool.orders[id] for id in first}, {id: pool.found_in[id] for id in first})


def _add(pool: Pool, others: Pool) -> None:
    for id, order in others.orders.items():
        pool.add(id, order, *others.found_in.get(id, (None, None)))


def check_named(call: Call, user_ids: Sequence[int]) -> None:
    """Everybody named takes field work and is not blocked."""
    active = {row["person_id"] for row in providers.profiles(call.tx, user_ids) if row["active"]}
    blocked = providers.blocked(call.tx, company_id(call), user_ids)
    against = {id: ["blocked"] for id in user_ids if id in blocked} | {
        id: ["inactive"] for id in user_ids if id not in active
    }
    if against:
        raise not_eligible(worded("cannot be planned for"), against, next=("list_company_networks",))


def hours_of(call: Call, ids: Collection[int], start: datetime, end: datetime) -> dict[int, list[Span]]:
    """The stretches of their working hours that reach into [start, end), of everybody who keeps any."""
    found: dict[int, list[Span]] = {}
    first, last = floor(start.timestamp()), ceil(end.timestamp())
    for schedule in days.working_hours(call.tx, ids):
        of_one = found.setdefault(schedule["owner_id"], [])
        offer = offer_of(call.tx, schedule)
        for begins, ends in open_stretches(offer, first, last):
            begin = max(datetime.fromtimestamp(begins, start.tzinfo), start, offer.start or start)
            until = min(datetime.fromtimestamp(ends, start.tzinfo), end, offer.end or end)
            if begin < until:
                of_one.append(Span(begin, until))
    return found


def taken_of(
    call: Call, person_id: int, start: datetime, end: datetime, placed: Collection[int], loose: Sequence[Row]
) -> list[Span]:
    """What takes a person's time at no known place, with the time to get there and back.

    placed: orders that stand in the day with their places. loose: orders of the person that do not, and have no time yet:
    each gets the first that is free for it."""
    around = timedelta(hours=12)
    taken = [
        span_of(busy)
        for busy in busy_times(call.tx, Owner("person", person_id), start - around, end + around, call.now)
        if not (busy.source_type == "work_order" and busy.source_id in placed)
    ]
    for row in loose:
        window = window_of(row)
        visit = placement(window, taken, TRAVEL) if window is not None else None
        if visit is not None:
            taken.append(visit)
    return [span.widened(TRAVEL) for span in taken if span.start - TRAVEL < end and span.end + TRAVEL > start]


def due(call: Call, ids: Collection[int], start: datetime, end: datetime) -> dict[int, list[Row]]:
    """Assigned orders of these people that are due in this time, by person."""
    found: dict[int, list[Row]] = {}
    for row in days.assigned_on(call.tx, ids, utc_text(start), utc_text(end)) if ids else ():
        found.setdefault(row["assignee_id"], []).append(row)
    return found


def visit_at(row: Row) -> Span | None:
    """When an assigned order is visited, as far as that is settled: at its planned arrival or its exact start."""
    window = window_of(row)
    if row["eta_start_at"]:
        start = utc_time(row["eta_start_at"])
        ends = utc_time(row["eta_end_at"]) if row["eta_end_at"] else None
        return Span(start, ends or start + (window.duration if window else timedelta(hours=1)))
    if window is not None and window.mode == "exact":
        return Span(window.start, window.start + window.duration)
    return None


def _home(profile: Mapping[str, int | None] | Row) -> Point | None:
    """Where somebody starts from, to their neighbourhood: a plan tells times to the second, and from those a door."""
    if profile["latitude_e6"] is None or profile["longitude_e6"] is None:
        return None
    return rounded_home(Point(profile["latitude_e6"] / 1_000_000, profile["longitude_e6"] / 1_000_000))
