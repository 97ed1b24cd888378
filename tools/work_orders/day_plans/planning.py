"""Working out who does which orders of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Day, Id, Zone
from tools.rules.sentences import joined, worded
from tools.work_orders.day_plans.loading import Found, Wish, day_of, why_barred
from tools.work_orders.day_plans.orders_to_plan import check_priorities, named_orders, open_orders
from tools.work_orders.day_plans.params import Clock, Distance, PoolIds, Priorities
from tools.work_orders.day_plans.people import check_named, people_of, pool_of
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.rules.plans import Plan, plan_of
from tools.work_orders.day_plans.rules.reasons import NO_COORDINATES
from tools.work_orders.day_plans.settings import MAX_STOPS, MAX_TRAVEL_MINUTES, Settings
from tools.work_orders.day_plans.shapes import PlanShape, plan_shape
from tools.work_orders.day_plans.vroom import OWN, solver
from tools.work_orders.day_plans.writing import store_plan
from tools.work_orders.references import company_id

TOOLSET = "day_plans"
MOST_PEOPLE = 50


class Planned(TypedDict):
    """A proposal. allowed: the tools that go on with it."""

    plan: PlanShape
    allowed: list[str]


class Worked(NamedTuple):
    """A day that was read and its plan. plan: None while it is only rehearsed."""

    found: Found
    plan: Plan | None
    solver: str


def _load(call: Call, arguments: Mapping[str, Any]) -> Found:
    settings = _settings(call, arguments)
    warnings: list[str] = []
    if arguments.get("work_order_ids"):
        rows = named_orders(call, settings, arguments["work_order_ids"])
    else:
        rows, warnings = open_orders(call, settings)
    check_priorities({row["id"] for row in rows}, [each["work_order_id"] for each in arguments.get("priorities") or ()])
    people, barred, more = _people(call, settings, rows)
    if not rows or not people:
        raise _nothing(len(rows), len(people))
    found = day_of(call, settings.for_people(tuple(people)), [Wish(row) for row in rows], barred=barred)
    if not found.people:
        raise _nothing(len(rows), 0, joined(found.warnings, "; "))
    found.warnings[:0] = [*warnings, *more, *_hints(arguments, settings, rows, found)]
    return found


def _hints(arguments: Mapping[str, Any], settings: Settings, rows: Sequence[Row], found: Found) -> list[str]:
    """What to set so that more can be planned: places on the map, and the zone of the day."""
    hints = []
    nowhere = [str(id) for id, reason in found.left_out if reason == NO_COORDINATES]
    if nowhere:
        hints.append(
            worded(
                "Without coordinates nobody knows the way, so these are left out: {nowhere}. Set latitude "
                "and longitude with update_work_order_location.",
                nowhere=", ".join(nowhere),
            )
        )
    zones = sorted({row["time_zone"] for row in rows if row["time_zone"]})
    if not arguments.get("time_zone") and zones and settings.time_zone not in zones:
        hints.append(
            worded(
                "The day and its usual hours are those of {time_zone}, the company's zone, but the sites are "
                "in {zones}: pass time_zone.",
                time_zone=settings.time_zone,
                zones=", ".join(zones[:3]),
            )
        )
    return hints


def _work_out(arguments: Mapping[str, Any], found: Found) -> Worked:
    chosen = solver()
    return Worked(found, plan(found.day, chosen), chosen.name if chosen is not None else OWN)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    background=True,
    load=_load,
    prepare=_work_out,
    find=(
        "plan tomorrow's routes for the crew",
        "who does what on Tuesday with the least driving",
        "spread the open tickets over five technicians",
        "work out the best routes for a day of visits",
        "optimise the stops of all our engineers",
        "which technician should go to which site in which order",
        "make a schedule for all open jobs of a day",
        "route optimisation over many work orders",
        "draw up the day's tour for every contractor",
        "combine the week's open visits into short trips on one day",
        "how can we fit all these jobs into tomorrow",
        "suggest a dispatch board for Friday",
    ),
    example={"date": "2026-03-24", "user_ids": [25]},
)
def plan_day(
    call: Call,
    date: Annotated[Day, Field(description="The day, YYYY-MM-DD; today or later.")],
    time_zone: Annotated[Zone, Field(description="IANA zone of the day. Default the company's.")] | None = None,
    work_order_ids: Annotated[
        list[Id],
        Field(min_length=1, max_length=200, description="Default: all published and routed orders that touch the day."),
    ]
    | None = None,
    include_drafts: Annotated[bool, Field(description="Drafts that are complete too. Default false.")] | None = None,
    user_ids: Annotated[
        list[Id], Field(min_length=1, max_length=MOST_PEOPLE, description="The people to plan for. Default the pools.")
    ]
    | None = None,
    pool_ids: PoolIds | None = None,
    priorities: Priorities | None = None,
    max_stops: Annotated[int, Field(ge=1, le=30, description="Of one person. Default 12.")] | None = None,
    max_travel_minutes: Annotated[int, Field(ge=10, le=960, description="Of one person. Default 240.")] | None = None,
    max_distance_km: Distance | None = None,
    setup_minutes: Annotated[int, Field(ge=0, le=120, description="Added to every visit. Default 0.")] | None = None,
    not_before: Clock | None = None,
) -> Planned:
    """Work out who does which open work orders of a day in which order, with arrival times and the least travel.

    A proposal: nobody is told, nothing is held or assigned until apply_day_plan; it stands for 24 hours. Keeps to skills,
    blocks, rates, service windows, working hours (else 08:00-18:00), bookings, and work people have already. Everybody
    starts and ends at home, reckoned to the neighbourhood. Orders of higher priority come first, then as many as fit,
    then little travel. What found no place says why. People: those named, else the pools named, else the talent pools of
    the orders' projects, else your networks. At most 200 orders and 50 people; wait false answers a job. For one order
    use dispatch_work_order."""
    worked: Worked | None = call.prepared
    if worked is None:
        # Rehearsed: nothing of this stays.
        found = _load(call, dict(call.given))
        worked = Worked(found, None, OWN)
    for warning in worked.found.warnings:
        call.warn(warning)
    made = worked.plan or plan_of(worked.found.day, [()] * len(worked.found.day.workers))
    row = store_plan(call, worked.found, made, worked.solver)
    return {"plan": plan_shape(row), "allowed": ["apply_day_plan", "replan_day"]}


def _settings(call: Call, given: Mapping[str, Any]) -> Settings:
    day: Date = given["date"]
    zone = given.get("time_zone") or terms_of(call.tx, company_id(call))["timezone"]
    today = call.now.astimezone(ZoneInfo(zone)).date()
    if day < today:
        raise Invalid({"date": worded("is over in {zone}: today is {today}", zone=zone, today=today.isoformat())})
    distance: Decimal | None = given.get("max_distance_km")
    return Settings(
        date=day,
        time_zone=zone,
        user_ids=tuple(dict.fromkeys(given.get("user_ids") or ())),
        pool_ids=tuple(dict.fromkeys(given.get("pool_ids") or ())),
        include_drafts=bool(given.get("include_drafts")),
        priorities={each["work_order_id"]: each["priority"] for each in given.get("priorities") or ()},
        max_stops=given.get("max_stops") or MAX_STOPS,
        max_travel_minutes=given.get("max_travel_minutes") or MAX_TRAVEL_MINUTES,
        max_distance_km=distance,
        setup_minutes=given.get("setup_minutes") or 0,
        not_before=given.get("not_before"),
    )


def _people(
    call: Call, settings: Settings, rows: Sequence[Row]
) -> tuple[list[int], dict[tuple[int, int], str], list[str]]:
    """Whom the plan looks at, by id; what bars them from which order; and what to say of those who are left out."""
    looked_at = sorted(pool_of(call, rows, settings.user_ids, settings.pool_ids).orders)
    known = people_of(call, looked_at)
    if settings.user_ids:
        check_named(call, settings.user_ids)
    people = [known[id] for id in looked_at if id in known]
    barred = why_barred(call, settings, rows, people)
    if len(people) <= MOST_PEOPLE:
        return [person.id for person in people], barred, []
    kept_from = dict.fromkeys(known, 0)
    for _, id in barred:
        kept_from[id] += 1
    chosen = sorted(sorted(known, key=lambda id: (known[id].home is None, kept_from[id], id))[:MOST_PEOPLE])
    barred = {pair: reason for pair, reason in barred.items() if pair[1] in chosen}
    return (
        chosen,
        barred,
        [f"{len(people)} people could be asked: the {MOST_PEOPLE} who may do most orders are planned."],
    )


def _nothing(orders: int, people: int, more: str = "") -> Invalid:
    what = worded("no open order touches that day") if not orders else worded("there is nobody to do them")
    return Invalid(
        {
            "date": worded(
                "{what}: {orders} orders and {people} people were found{more}",
                what=what,
                orders=orders,
                people=people,
                more=joined((". ", more), "") if more else "",
            )
        },
        code="not_eligible",
        next=("list_work_orders", "find_capacity", "publish_work_order"),
        details={"counts": {"orders": orders, "people": people}},
    )
