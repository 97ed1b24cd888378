"""Mending a day that was planned, with few changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders.day_plans import days
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.work_orders.day_plans.access import allowed_on, detached, plan_of_company, wrong_plan_state
from tools.work_orders.day_plans.loading import Found, Wish, day_of
from tools.work_orders.day_plans.orders_to_plan import check_priorities, named_orders
from tools.work_orders.day_plans.params import PlanId, Priorities
from tools.work_orders.day_plans.people import check_named, visit_at
from tools.work_orders.day_plans.rules.changes import changes_of
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.rules.plans import Plan, plan_of
from tools.work_orders.day_plans.settings import NOTICE, Settings, settings_of
from tools.work_orders.day_plans.shapes import PlanShape, content, plan_shape
from tools.work_orders.day_plans.vroom import OWN
from tools.work_orders.day_plans.writing import store_plan
from tools.work_orders.references import company_id
from tools.work_orders.rules.states import ASSIGNED, DRAFT, OPEN

TOOLSET = "day_plans"


class LateIn(TypedDict):
    user_id: Id
    minutes: Annotated[int, Field(ge=5, le=480, description="So much later their present stop ends.")]


class DifferenceShape(TypedDict):
    planned: int
    travel_seconds: int


class Replanned(TypedDict):
    """changed false: nothing has to change, and the plan is the old one. difference: to doing nothing."""

    plan: PlanShape
    changed: bool
    difference: DifferenceShape
    allowed: list[str]


@dataclass(frozen=True, slots=True)
class _Before:
    """A stop of the plan that is mended."""

    order_id: int
    user_id: int
    start: datetime


@dataclass(frozen=True, slots=True)
class Mended:
    """The day as it is now, and what of the plan before still stands in it. plan: None while it is only rehearsed."""

    base: Row
    before: tuple[_Before, ...]
    found: Found
    plan: Plan | None = None


def _load(call: Call, arguments: Mapping[str, Any]) -> Mended:
    base = plan_of_company(call, arguments["plan_id"])
    if base["standing"] not in ("proposed", "applied"):
        raise wrong_plan_state(call, base, "replan_day")
    before = _stops_of(base)
    settings = _settings(call, base, arguments)
    added = arguments.get("add_work_order_ids") or []
    new = named_orders(call, settings, added, "add_work_order_ids") if added else []
    wishes = _wishes(call, settings, base, before, arguments, {row["id"] for row in new})
    asked = [each["work_order_id"] for each in arguments.get("priorities") or ()]
    check_priorities({*(wish.row["id"] for wish in wishes), *(row["id"] for row in new)}, asked)
    found = day_of(call, settings, [*wishes, *(Wish(row) for row in new)], mended=True)
    return Mended(detached(base), before, found)


def _work_out(arguments: Mapping[str, Any], mended: Mended) -> Mended:
    return replace(mended, plan=plan(mended.found.day))


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    background=True,
    load=_load,
    prepare=_work_out,
    find=(
        "one technician called in sick, mend the day",
        "squeeze the new ticket into today without turning everything over",
        "she runs 40 minutes late, what now",
        "replan after a cancellation",
        "update the routes with as few changes as possible",
        "somebody fell out, who takes over the stops",
        "add an urgent visit to the running plan",
        "repair the tour of today",
        "a customer cancelled, fill the gap",
        "move the stops of an absent engineer to others",
        "the van broke down, redistribute the visits",
        "adjust the plan because of a delay",
    ),
)
def replan_day(
    call: Call,
    plan_id: PlanId,
    add_work_order_ids: Annotated[list[Id], Field(min_length=1, max_length=100, description="New orders for the day.")]
    | None = None,
    unavailable_user_ids: Annotated[
        list[Id], Field(min_length=1, max_length=50, description="People who fell out; their open stops go to others.")
    ]
    | None = None,
    late: Annotated[list[LateIn], Field(min_length=1, max_length=50, description="People who run late.")] | None = None,
    user_ids: Annotated[list[Id], Field(min_length=1, max_length=50, description="Further people who may help.")]
    | None = None,
    priorities: Priorities | None = None,
    may_move_confirmed: Annotated[bool, Field(description="Arrivals that were confirmed may move. Default false.")]
    | None = None,
    max_points: Annotated[
        int, Field(ge=0, le=1000, description="Refuse when more changes are needed: 10 a moved order, 1 a shifted one.")
    ]
    | None = None,
) -> Replanned:
    """Work out a new proposal for a day already planned, changing as little as possible, when something fell out.

    Orders that were cancelled, done or given to somebody else are left out by themselves; the past, whoever is on the way,
    and confirmed arrivals stay. What counts: priority, orders placed, then few changes, then little travel. An order with
    another person counts 10 points, one that is dropped 10, a start moved by more than half an hour 1. Nothing changes until
    apply_day_plan; only people whose route changes are told then. Nothing to do: changed false. A new day: plan_day."""
    mended: Mended = call.prepared or _load(call, dict(call.given))
    found = mended.found
    made = mended.plan or plan_of(found.day, [()] * len(found.day.workers))
    if mended.plan is not None and _is_as_before(mended, made):
        call.waive_fee()
        return {
            "plan": plan_shape(mended.base),
            "changed": False,
            "difference": {"planned": 0, "travel_seconds": 0},
            "allowed": allowed_on(mended.base),
        }
    needed = changes_of(found.day, made).points
    if mended.plan is not None and max_points is not None and needed > max_points:
        raise Conflict(
            worded(
                "The best plan changes more than {max_points} points allow: {needed} are needed. Nothing was kept.",
                max_points=max_points,
                needed=needed,
            ),
            code="too_many_changes",
            next=(Step("replan_day", {"max_points": needed}, again=True),),
            details={"points": needed},
        )
    for warning in found.warnings:
        call.warn(warning)
    row = store_plan(call, found, made, OWN, mended.base["id"])
    return {
        "plan": plan_shape(row),
        "changed": True,
        "difference": _difference(mended, made),
        "allowed": allowed_on(row),
    }


def _stops_of(base: Row) -> tuple[_Before, ...]:
    return tuple(
        _Before(stop["work_order_id"], route["user_id"], datetime.fromisoformat(stop["start_at"]))
        for route in content(base)["routes"]
        for stop in route["stops"]
    )


def _settings(call: Call, base: Row, arguments: Mapping[str, Any]) -> Settings:
    """Those of the plan before, with other priorities, without who fell out and with who comes to help."""
    before = settings_of(base["date"], base["time_zone"], json.loads(base["settings"]))
    more = arguments.get("user_ids") or []
    if more:
        check_named(call, more)
    gone = set(arguments.get("unavailable_user_ids") or ())
    _check_people(before, arguments)
    given = {each["work_order_id"]: each["priority"] for each in arguments.get("priorities") or ()}
    people = tuple(sorted({*before.user_ids, *more} - gone))
    return replace(before.for_people(people), priorities={**before.priorities, **given})


def _check_people(before: Settings, arguments: Mapping[str, Any]) -> None:
    """Who fell out or runs late is one of the people of the plan."""
    named = {
        f"unavailable_user_ids[{place}]": id for place, id in enumerate(arguments.get("unavailable_user_ids") or ())
    }
    named |= {f"late[{place}].user_id": each["user_id"] for place, each in enumerate(arguments.get("late") or ())}
    strange = {
        name: worded("person {id} is not among the people of this plan", id=id)
        for name, id in named.items()
        if id not in before.user_ids
    }
    if strange:
        raise Invalid(strange, code="invalid_reference", next=("get_day_plan",))
    late = [each["user_id"] for each in arguments.get("late") or ()]
    gone = set(arguments.get("unavailable_user_ids") or ())
    both = {f"late[{place}].user_id": id for place, id in enumerate(late) if id in gone or id in late[:place]}
    both |= {f"user_ids[{place}]": id for place, id in enumerate(arguments.get("user_ids") or ()) if id in gone}
    if both:
        raise Invalid(
            {
                name: worded("person {id} is named twice, or fell out by the same call", id=id)
                for name, id in both.items()
            }
        )


def _wishes(
    call: Call,
    settings: Settings,
    base: Row,
    before: Sequence[_Before],
    arguments: Mapping[str, Any],
    new: set[int],
) -> list[Wish]:
    """What of the plan before is still to be done, with whom it was; and what it had no place for."""
    left = [each["work_order_id"] for each in content(base)["unplanned"]]
    ids = [*(stop.order_id for stop in before), *left]
    rows = days.orders(call.tx, company_id(call), ids) if ids else {}
    gone = set(arguments.get("unavailable_user_ids") or ())
    longer = _longer(call, before, arguments)
    found = []
    for stop in before:
        row = rows.get(stop.order_id)
        if row is None or row["id"] in new or row["status"] not in (DRAFT, *OPEN, ASSIGNED):
            continue
        if row["status"] == ASSIGNED and row["assignee_id"] != stop.user_id:
            continue
        pinned = stop.user_id not in gone and _stays(call, row, stop, bool(arguments.get("may_move_confirmed")))
        at = visit_at(row) if row["status"] == ASSIGNED else None
        start = at.start if at is not None else stop.start
        found.append(Wish(row, (stop.user_id, start), pinned, longer.get(stop.order_id, 0)))
    placed = {wish.row["id"] for wish in found} | new
    again = [rows[id] for id in left if id in rows and id not in placed and rows[id]["status"] in (DRAFT, *OPEN)]
    return [*found, *(Wish(row) for row in again)]


def _stays(call: Call, row: Row, stop: _Before, may_move_confirmed: bool) -> bool:
    """Whether a visit is under way, about to begin, or promised, so that it stays where it is."""
    if row["status"] != ASSIGNED:
        return False
    under_way = row["eta_condition"] == "on_my_way" or row["open_logs"] or row["closed_logs"]
    promised = row["eta_status"] == "confirmed" and not may_move_confirmed
    return bool(under_way or promised or stop.start <= call.now + NOTICE)


def _longer(call: Call, before: Sequence[_Before], arguments: Mapping[str, Any]) -> dict[int, int]:
    """By how many seconds which stop ends later: of everybody who runs late, the one they are at, or their first."""
    found = {}
    for each in arguments.get("late") or ():
        route = [stop for stop in before if stop.user_id == each["user_id"]]
        begun = [stop for stop in route if stop.start <= call.now]
        if route:
            found[(begun[-1] if begun else route[0]).order_id] = each["minutes"] * 60
    return found


def _is_as_before(mended: Mended, made: Plan) -> bool:
    """Whether the day is what it was, to the minute of every visit."""
    found = mended.found
    now = {
        (found.day.visits[index].id, found.people[worker].id, found.settings.moment(start))
        for worker, route in enumerate(made.routes)
        for index, start in zip(route, made.times[worker].starts, strict=True)
    }
    return now == {(stop.order_id, stop.user_id, stop.start) for stop in mended.before}


def _difference(mended: Mended, made: Plan) -> DifferenceShape:
    """What the plan is better by than what is left of the one before."""
    found = mended.found
    places = {visit.id: index for index, visit in enumerate(found.day.visits)}
    workers = {person.id: worker for worker, person in enumerate(found.people)}
    routes: dict[int, list[int]] = {}
    for stop in mended.before:
        if stop.order_id in places and stop.user_id in workers:
            routes.setdefault(workers[stop.user_id], []).append(places[stop.order_id])
    travel = 0
    for worker, route in routes.items():
        stops = [found.day.workers[worker].place, *(found.day.visits[index].place for index in route)]
        travel += sum(found.day.travel[here][there] for here, there in zip(stops, [*stops[1:], stops[0]], strict=True))
    return {
        "planned": sum(map(len, made.routes)) - sum(map(len, routes.values())),
        "travel_seconds": sum(times.travel for times in made.times) - travel,
    }
