"""A plan that was worked out, as it is stored and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from store.companies.companies import terms_of
from store.database import Row
from store.types import Money, Owner, iso, utc_text
from store.work_orders.day_plans import plans
from tools.call import Call
from tools.rules.places import Point, distance_km, rounded_km
from tools.shapes import money_shape
from tools.work_orders.day_plans.loading import Found
from tools.work_orders.day_plans.people import visit_at
from tools.work_orders.day_plans.rules.changes import Changes, changes_of
from tools.work_orders.day_plans.rules.plans import Plan
from tools.work_orders.day_plans.rules.reasons import why_unplanned
from tools.work_orders.day_plans.rules.timing import Timed
from tools.work_orders.matching.candidates import site_of
from tools.work_orders.money import held, needed_hold
from tools.work_orders.references import company_id

LIFETIME = timedelta(hours=24)


def store_plan(call: Call, found: Found, plan: Plan, solver: str, base_id: int | None = None) -> Row:
    """Keep a proposal; the row. It ends in 24 hours, or when its day is over."""
    settings = found.settings
    id = plans.insert(
        call.tx,
        call.caller.owner,
        call.stamp,
        settings=settings.stored(),
        content=content_of(call, found, plan, solver),
        public_id=f"dpl_{call.new_uuid().replace('-', '')[:16]}",
        company_id=company_id(call),
        date=settings.date.isoformat(),
        time_zone=settings.time_zone,
        base_plan_id=base_id,
        read_at=found.read_at,
        expires_at=utc_text(min(call.now + LIFETIME, settings.ends)),
    )
    row = plans.find(call.tx, id, call.stamp)
    if row is None:
        raise LookupError(f"day plan {id} is gone")
    return row


def content_of(call: Call, found: Found, plan: Plan, solver: str) -> dict[str, Any]:
    """Everything a plan says, in the form in which it is stored and told."""
    routes = [
        _route(found, worker, plan.routes[worker], plan.times[worker])
        for worker in range(len(plan.routes))
        if plan.routes[worker]
    ]
    changes = changes_of(found.day, plan)
    return {
        "routes": routes,
        "unplanned": _unplanned(found, plan),
        "totals": _totals(found, plan, routes),
        "changes": _changes(changes) if found.day.mended else None,
        "cost": _cost(call, found, plan),
        "stamps": [
            {"work_order_id": id, "correlation_id": row["correlation_id"]} for id, row in sorted(found.rows.items())
        ],
        "solver": solver,
    }


def _changes(changes: Changes) -> dict[str, Any]:
    return {name: getattr(changes, name) for name in ("points", "moved", "shifted", "added", "dropped")}


def _route(found: Found, worker: int, route: Sequence[int], times: Timed) -> dict[str, Any]:
    settings, person, who = found.settings, found.people[worker], found.day.workers[worker]
    zone, here, kilometres, stops = settings.time_zone, person.home, Decimal(0), []
    for position, (index, arrival, start) in enumerate(zip(route, times.arrivals, times.starts, strict=True), start=1):
        visit = found.day.visits[index]
        row, before = found.rows[visit.id], found.day.visits[route[position - 2]] if position > 1 else None
        way, here = _way(here, site_of(row)), site_of(row)
        kilometres += way
        stops.append(
            {
                "position": position,
                "work_order_id": visit.id,
                "arrive_at": iso(settings.moment(arrival), zone),
                "start_at": iso(settings.moment(start), zone),
                "end_at": iso(settings.moment(start + visit.service), zone),
                "travel_seconds": found.day.travel[before.place if before else who.place][visit.place],
                "travel_km": str(way),
                "waiting_seconds": start - arrival,
                "service_seconds": visit.service,
                "fixed": _stays(found, row, person.id, visit.keeper is not None, start),
            }
        )
    return {
        "user_id": person.id,
        "leave_home_at": iso(settings.moment(times.leaves), zone),
        "back_home_at": iso(settings.moment(times.back), zone),
        "work_from": iso(settings.moment(who.starts), zone),
        "work_to": iso(settings.moment(who.ends), zone),
        "stops": stops,
        "travel_seconds": times.travel,
        "travel_km": str(kilometres + _way(here, person.home)),
        "waiting_seconds": times.waiting,
        "service_seconds": sum(found.day.visits[index].service for index in route),
    }


def _way(a: Point | None, b: Point | None) -> Decimal:
    if a is None or b is None:
        raise LookupError("everything in a route has its place")
    return rounded_km(distance_km(a, b))


def _stays(found: Found, row: Row, person_id: int, kept: bool, start: int) -> bool:
    """Whether the order was this person's before and is begun when it was to be."""
    if kept or row["assignee_id"] != person_id:
        return kept
    at = visit_at(row)
    return at is not None and found.settings.second(at.start) == start


def _unplanned(found: Found, plan: Plan) -> list[dict[str, Any]]:
    left = {id: {"work_order_id": id, "best_reason": reason, "reasons": []} for id, reason in found.left_out}
    for one in why_unplanned(found.day, plan, found.barred):
        reasons = [{"user_id": user_id, "reason": reason} for user_id, reason in one.reasons]
        left[one.id] = {"work_order_id": one.id, "best_reason": one.best, "reasons": reasons}
    return [left[id] for id in sorted(left)]


def _totals(found: Found, plan: Plan, routes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    placed = [found.day.visits[index] for route in plan.routes for index in route]
    return {
        "orders": len(found.day.visits) + len(found.left_out),
        "planned": len(placed),
        "priority_sum": sum(visit.priority + 1 for visit in placed),
        "travel_seconds": sum(times.travel for times in plan.times),
        "travel_km": str(sum((Decimal(route["travel_km"]) for route in routes), Decimal(0))),
        "waiting_seconds": sum(times.waiting for times in plan.times),
        "providers_used": len(routes),
    }


def _cost(call: Call, found: Found, plan: Plan) -> dict[str, Any]:
    """What is held for the orders of the routes now, and what will be once they are assigned."""
    placed = {found.day.visits[index].id for route in plan.routes for index in route}
    rows = [row for id, row in sorted(found.rows.items()) if id in placed]
    currency = terms_of(call.tx, company_id(call))["currency"]
    purse = call.books.purse(Owner("company", company_id(call)), currency)
    now = sum(held(call, row).amount for row in rows)
    after = sum(max(held(call, row).amount, needed_hold(call, row).amount) for row in rows)
    return {
        "holds_now": money_shape(Money(now, currency)),
        "holds_after": money_shape(Money(after, currency)),
        "available": money_shape(Money(purse.available, currency)),
    }
