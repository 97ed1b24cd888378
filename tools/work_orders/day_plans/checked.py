"""A stored plan gone through again over what the store has now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from store.database import Row
from store.work_orders.day_plans import days
from tools.call import Call
from tools.errors import Invalid, Step
from tools.rules.sentences import joined, worded
from tools.work_orders.day_plans.loading import Found, Wish, day_of
from tools.work_orders.day_plans.rules.plan_check import MAY_NOT, OUTSIDE, Fault, faults
from tools.work_orders.day_plans.rules.plans import Plan
from tools.work_orders.day_plans.rules.timing import at_starts
from tools.work_orders.day_plans.settings import settings_of
from tools.work_orders.references import company_id
from tools.work_orders.rules.service_window import Span

# Faults that say what happened to the person, not to the plan.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a stored plan. fixed: it was this person's before, at this time."""

    row: Row
    user_id: int
    visit: Span
    fixed: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan that can be carried out now, and its stops in order."""

    found: Found
    plan: Plan
    stops: list[Stop]


def checked(
    call: Call, row: Row, said: Mapping[str, Any], settings: Mapping[str, Any], skipped: Collection[int]
) -> Checked:
    """The plan without the orders skipped, its times as they were. Refused when a person cannot go that way any more."""
    stops = _stops(call, said, skipped)
    people = tuple(dict.fromkeys(stop.user_id for stop in stops))
    found = day_of(
        call,
        settings_of(row["date"], row["time_zone"], settings).for_people(people),
        [Wish(stop.row) for stop in stops if not stop.fixed],
        only={stop.row["id"] for stop in stops if stop.fixed},
        earliest=settings_of(row["date"], row["time_zone"], settings).second(call.now),
    )
    plan = _as_planned(found, stops)
    if plan is None:
        raise _not_any_more(row, _gone(found, stops))
    wrong = faults(found.day, plan)
    if wrong:
        late = {stop.row["id"] for stop in stops if stop.visit.start < call.now}
        raise _not_any_more(row, [_explained(fault, found, late) for fault in wrong])
    return Checked(found, plan, stops)


def _stops(call: Call, said: Mapping[str, Any], skipped: Collection[int]) -> list[Stop]:
    ids = [stop["work_order_id"] for route in said["routes"] for stop in route["stops"]]
    rows = days.orders(call.tx, company_id(call), ids) if ids else {}
    return [
        Stop(rows[stop["work_order_id"]], route["user_id"], _visit(stop), stop["fixed"])
        for route in said["routes"]
        for stop in route["stops"]
        if stop["work_order_id"] in rows and stop["work_order_id"] not in skipped
    ]


def _visit(stop: Mapping[str, Any]) -> Span:
    return Span(datetime.fromisoformat(stop["start_at"]), datetime.fromisoformat(stop["end_at"]))


def _as_planned(found: Found, stops: Sequence[Stop]) -> Plan | None:
    """The stored routes in the day of now; None when a person or an order is not in it."""
    places = {visit.id: index for index, visit in enumerate(found.day.visits)}
    workers = {person.id: worker for worker, person in enumerate(found.people)}
    if any(stop.row["id"] not in places or stop.user_id not in workers for stop in stops):
        return None
    routes: list[list[int]] = [[] for _ in found.people]
    starts: list[list[int]] = [[] for _ in found.people]
    for stop in stops:
        routes[workers[stop.user_id]].append(places[stop.row["id"]])
        starts[workers[stop.user_id]].append(found.settings.second(stop.visit.start))
    times = tuple(at_starts(found.day, worker, routes[worker], starts[worker]) for worker in range(len(routes)))
    return Plan(tuple(tuple(route) for route in routes), times, ())


def _gone(found: Found, stops: Sequence[Stop]) -> list[Fault]:
    """People and orders that are not in the day any more."""
    people, orders = {person.id for person in found.people}, {visit.id for visit in found.day.visits}
    return [
        *(Fault(worded("has no known home any more"), id) for id in sorted({stop.user_id for stop in stops} - people)),
        *(
            Fault(worded("cannot be visited any more"), order_id=id)
            for id in sorted({stop.row["id"] for stop in stops} - orders)
        ),
    ]


def _explained(fault: Fault, found: Found, late: Collection[int]) -> Fault:
    """A fault in the words of what has changed since: the filter that keeps somebody out, the time that has come."""
    if fault.what == MAY_NOT and fault.order_id is not None and fault.user_id is not None:
        barred = found.barred.get((fault.order_id, fault.user_id))
        return replace(fault, what=joined((MAY_NOT, barred), ": ")) if barred else fault
    if fault.what == OUTSIDE and fault.order_id in late:
        return replace(fault, what="was to begin before now")
    return fault


def _not_any_more(row: Row, wrong: Sequence[Fault]) -> Invalid:
    named = joined([fault.text for fault in wrong[:MOST_NAMED]], "; ")
    return Invalid(
        {"plan_id": worded("can no longer be carried out: {named}. Nothing was assigned", named=named)},
        code="not_eligible",
        next=(
            Step("replan_day", {"plan_id": row["public_id"]}),
            Step("plan_day", {"date": row["date"], "time_zone": row["time_zone"]}),
            Step("get_day_plan", {"plan_id": row["public_id"]}),
        ),
        details={
            "faults": [
                {"user_id": fault.user_id, "work_order_id": fault.order_id, "reason": fault.what}
                for fault in wrong[:MOST_NAMED]
            ]
        },
    )
