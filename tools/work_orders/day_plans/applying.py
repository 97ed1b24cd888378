"""Carrying out a day plan: everything it says, as one act."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from store.types import Money, Owner, iso
from store.work_orders import requests as work_order_requests
from store.work_orders.day_plans import days, plans
from tools.acts import Spends
from tools.call import Call
from tools.errors import Conflict, Invalid, Step, short
from tools.operation import operation
from tools.rules.sentences import joined, say, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import reload, write
from tools.work_orders.day_plans.access import changed_orders, plan_of_company, wrong_plan_state
from tools.work_orders.day_plans.checked import Checked, Stop, checked
from tools.work_orders.day_plans.notices import tell_company_of_plan, tell_route, tell_taken_off
from tools.work_orders.day_plans.params import PlanId
from tools.work_orders.day_plans.shapes import PlanShape, content, plan_shape
from tools.work_orders.day_plans.writing import content_of
from tools.work_orders.drafting.leaving import check_offerable
from tools.work_orders.money import held, needed_hold, purse, spends_on
from tools.work_orders.notices import tell_closed
from tools.work_orders.references import company_id
from tools.work_orders.routing.transitions import (
    check_endings,
    contract,
    end_assignment,
    open_offers,
    plan_arrival,
)
from tools.work_orders.rules.assignment import Departure
from tools.work_orders.rules.states import ASSIGNED

TOOLSET = "day_plans"
# An offer made with a plan stands until so long before the visit.
ANSWER_BEFORE = timedelta(hours=2)
REPLANNED = Departure("unassign_work_order", "replanned")


class AssignedShape(TypedDict):
    work_order_id: int
    user_id: int
    start_at: str


class UnassignedShape(TypedDict):
    work_order_id: int
    user_id: int


class SkippedShape(TypedDict):
    work_order_id: int
    reason: str


class Applied(TypedDict):
    """assigned: given to somebody, or offered when offer is true. unassigned: taken from somebody by a re-plan."""

    plan: PlanShape
    assigned: list[AssignedShape]
    unassigned: list[UnassignedShape]
    skipped: list[SkippedShape]
    holds_placed: MoneyShape
    balance: MoneyShape


@dataclass(slots=True)
class _Act:
    """What carrying out a plan does. given: stops that are new to their person. shifted: at another time than before.

    taken: orders with who has them now, who loses them."""

    given: list[Stop] = field(default_factory=list)
    shifted: list[Stop] = field(default_factory=list)
    taken: list[Row] = field(default_factory=list)


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    find=(
        "yes, send the crew out like that",
        "carry out the proposed routes",
        "assign tomorrow as suggested",
        "make the day plan real",
        "accept the proposed tours and assign everybody",
        "go with the plan for Friday",
        "offer the planned routes to the technicians",
        "confirm the dispatch proposal",
        "put the mended plan in force",
        "assign all stops of the plan at once",
        "book the whole crew as planned",
        "release the routes to the engineers",
    ),
)
def apply_day_plan(
    call: Call,
    plan_id: PlanId,
    skip_changed: Annotated[
        bool, Field(description="true leaves out orders that changed since; false (default) then refuses all.")
    ]
    | None = None,
    offer: Annotated[bool, Field(description="true offers each order to its person instead of assigning it.")]
    | None = None,
    message: Annotated[str, Field(min_length=1, max_length=2000, description="To everybody, with their route.")]
    | None = None,
) -> Applied:
    """Assign everything a proposed day plan says as one act, after going through it all again; all or nothing.

    Each order goes to its person with its planned arrival, which takes their time and which they still confirm; drafts
    have their maximum cost held. A re-plan first takes off who loses an order. Everybody affected is told once, with their
    whole route. With offer, offers stand until two hours before the visit. Refused when an order changed (or use
    skip_changed), when somebody is not free or may not have it any more, and when the money does not reach."""
    row = plan_of_company(call, plan_id)
    if row["standing"] != "proposed":
        raise wrong_plan_state(call, row, "apply_day_plan")
    said, settings = content(row), json.loads(row["settings"])
    changed = changed_orders(call, row)
    if changed and not skip_changed:
        raise _changed(row, changed)
    skipped = _skipped(call, said, dict(changed))
    if skipped.keys() >= {stop["work_order_id"] for route in said["routes"] for stop in route["stops"]}:
        raise _nothing_left(row, skipped)
    found = checked(call, row, said, settings, skipped)
    act = _act(call, found, said, skipped)
    if row["base_plan_id"] is None and not act.given:
        raise _nothing_left(row, skipped)
    before = sum(held(call, each.row).amount for each in act.given)
    _authorise(call, row, act, offer is True)
    written = content_of(call, found.found, found.plan, said["solver"])
    _carry_out(call, row, found, act, offer is True, plain(message) if message else None)
    written |= _kept_of(said, written, skipped)
    written["stamps"] = _stamps(call, found.stops)
    plans.apply(call.tx, row["id"], call.caller.owner, call.stamp, written)
    if row["base_plan_id"] is not None:
        plans.replace_base(call.tx, row["base_plan_id"], row["id"])
    return _answer(call, row, act, skipped, before)


def _act(call: Call, found: Checked, said: dict[str, Any], skipped: Collection[int]) -> _Act:
    act = _Act()
    for stop in found.stops:
        if stop.fixed:
            continue
        if stop.row["assignee_id"] == stop.user_id:
            act.shifted.append(stop)
            continue
        act.given.append(stop)
        if stop.row["assignee_id"] is not None:
            act.taken.append(stop.row)
    dropped = [id for id in (said["changes"] or {}).get("dropped", ()) if id not in skipped]
    for row in days.orders(call.tx, company_id(call), dropped).values() if dropped else ():
        if row["status"] == ASSIGNED:
            act.taken.append(row)
    check_endings(call, act.taken, REPLANNED, reason_needed=True)
    check_offerable(call, [stop.row for stop in act.given if stop.row["assignee_id"] is None], "assign_work_order")
    return act


def _authorise(call: Call, row: Row, act: _Act, offer: bool) -> None:
    """The money of all orders is there, and the person agrees to the whole."""
    rows = [stop.row for stop in act.given]
    people = sorted({stop.user_id for stop in act.given})
    if not rows:
        return
    currency = rows[0]["currency"]
    missing = Money(sum(needed_hold(call, each).amount - held(call, each).amount for each in rows), currency)
    account = purse(call, rows[0])
    if missing.amount > account.available:
        raise short(account.owner, missing, Money(account.available, currency), worded("Nothing was assigned."))
    whole = Money(sum(needed_hold(call, each).amount for each in rows), currency)
    if offer:
        held_now = worded(" and hold") if missing.amount > 0 else ""
        text, amount = (
            worded(
                "Offer {count} work orders to {people} providers{held_now}",
                count=len(rows),
                people=len(people),
                held_now=held_now,
            ),
            missing,
        )
    else:
        text, amount = (
            worded("Contract {count} providers for {rows} work orders for at most", count=len(people), rows=len(rows)),
            whole,
        )
    call.confirm(
        text,
        record=f"day_plan:{row['id']}",
        amount=amount if amount.amount > 0 else None,
        details=(
            worded(
                "It is the plan of {date}; the providers are {people}",
                date=row["date"],
                people=joined([worded("person {id}", id=id) for id in people], ", "),
            ),
            worded("The work orders are {rows}", rows=", ".join(str(each["id"]) for each in rows)),
        ),
        spends=_spends(rows[0], missing, people),
    )


def _spends(row: Row, missing: Money, people: Sequence[int]) -> Spends:
    """What the plan newly holds; each of many providers is named with nothing of its own, so that a stop of one is heeded."""
    whole = spends_on(row, missing, people[0] if len(people) == 1 else None)
    named = [(Owner("person", id), Money(0, row["currency"])) for id in people] if len(people) > 1 else []
    return replace(whole, parts=[*whole.parts, *named])


def _carry_out(call: Call, row: Row, found: Checked, act: _Act, offer: bool, said: str | None) -> None:
    for taken in act.taken:
        end_assignment(call, taken, REPLANNED, "unassigned")
    closed: list[tuple[Row, Collection[int]]] = []
    for stop in act.given:
        now = reload(call, stop.row)
        if offer:
            until = _answer_until(call, stop)
            opened = open_offers(
                call, now, [stop.user_id], "dispatch", message=said, expires_at=until, arrival=stop.visit
            )
            closed.append(opened.lapsed)
            continue
        asked = work_order_requests.pending_of_person(call.tx, now["id"], stop.user_id)
        if asked is not None and asked["counter_offer"] is None:
            work_order_requests.end(call.tx, asked["id"], "accepted", call.stamp, call.caller.owner)
        waiting = contract(call, now, stop.user_id, "dispatched", arrival=stop.visit)
        closed.append((now, {each["person_id"] for each in waiting} - {stop.user_id}))
    for stop in act.shifted:
        now = reload(call, stop.row)
        write(call, now, "arrival_planned", detail={"start": iso(stop.visit.start)})
        plan_arrival(call, now, stop.visit)
    _tell(call, row, found, act, offer, said, closed)


def _tell(
    call: Call,
    row: Row,
    found: Checked,
    act: _Act,
    offer: bool,
    said: str | None,
    closed: Sequence[tuple[Row, Collection[int]]],
) -> None:
    zone = row["time_zone"]
    new, moved = {stop.user_id for stop in act.given}, {stop.user_id for stop in act.shifted}
    losers: dict[int, list[Row]] = {}
    for taken in act.taken:
        losers.setdefault(taken["assignee_id"], []).append(taken)
    for user_id in sorted(new | moved):
        stops = [stop for stop in (act.given if offer else found.stops) if stop.user_id == user_id]
        kind = "work_order_schedule_changed" if user_id not in new else "work_order_assigned"
        tell_route(
            call, "work_order_offered" if offer and user_id in new else kind, stops, losers.pop(user_id, []), zone, said
        )
    for user_id, rows in sorted(losers.items()):
        tell_taken_off(call, user_id, rows)
    why = say("the time to accept is over") if offer else say("it went to somebody else")
    tell_closed(call, closed, why)
    if act.given and not offer:
        tell_company_of_plan(call, act.given, row["date"], len(new))


def _answer_until(call: Call, stop: Stop) -> datetime:
    """Until when an offer of a planned visit stands; Invalid when that is over already."""
    until = stop.visit.start - ANSWER_BEFORE
    if until <= call.now:
        raise Invalid(
            {
                "offer": worded(
                    "work order {id} is to begin at {start}: less than two hours are left to accept it. Assign "
                    "the plan without offer",
                    id=stop.row["id"],
                    start=iso(stop.visit.start),
                )
            },
            next=(Step("apply_day_plan", {"offer": False}, again=True),),
        )
    return until


def _skipped(call: Call, said: dict[str, Any], changed: dict[int, str]) -> dict[int, str]:
    """Orders that are left out: those that changed, and whoever is bundled with them."""
    ids = [stop["work_order_id"] for route in said["routes"] for stop in route["stops"]]
    rows = days.orders(call.tx, company_id(call), ids) if changed else {}
    torn = {rows[id]["bundle_id"] for id in changed if id in rows} - {None}
    with_them = {id: "bundle" for id, row in rows.items() if row["bundle_id"] in torn}
    return {**with_them, **changed}


def _kept_of(said: dict[str, Any], written: dict[str, Any], skipped: dict[int, str]) -> dict[str, Any]:
    """What of the proposal goes on to hold: what found no place, what it changed, and what was left out of it besides."""
    in_routes = {stop["work_order_id"] for route in said["routes"] for stop in route["stops"]}
    left = [
        {"work_order_id": id, "best_reason": f"changed:{what}", "reasons": []}
        for id, what in sorted(skipped.items())
        if id in in_routes
    ]
    totals = {**written["totals"], "orders": said["totals"]["orders"]}
    return {"unplanned": [*said["unplanned"], *left], "changes": said["changes"], "totals": totals}


def _stamps(call: Call, stops: Sequence[Stop]) -> list[dict[str, Any]]:
    rows = days.orders(call.tx, company_id(call), [stop.row["id"] for stop in stops])
    return [{"work_order_id": id, "correlation_id": row["correlation_id"]} for id, row in sorted(rows.items())]


def _answer(call: Call, row: Row, act: _Act, skipped: dict[int, str], before: int) -> Applied:
    applied = plans.find(call.tx, row["id"], call.stamp)
    if applied is None:
        raise LookupError(f"day plan {row['id']} is gone")
    rows = [reload(call, stop.row) for stop in act.given]
    after = sum(held(call, each).amount for each in rows)
    zone, currency = row["time_zone"], terms_of(call.tx, row["company_id"])["currency"]
    account = call.books.purse(Owner("company", row["company_id"]), currency)
    return {
        "plan": plan_shape(applied),
        "assigned": [
            {"work_order_id": stop.row["id"], "user_id": stop.user_id, "start_at": iso(stop.visit.start, zone)}
            for stop in act.given
        ],
        "unassigned": [{"work_order_id": taken["id"], "user_id": taken["assignee_id"]} for taken in act.taken],
        "skipped": [{"work_order_id": id, "reason": what} for id, what in sorted(skipped.items())],
        "holds_placed": money_shape(Money(max(0, after - before), currency)),
        "balance": money_shape(Money(account.available, currency)),
    }


def _changed(row: Row, changed: Sequence[tuple[int, str]]) -> Conflict:
    named = ", ".join(f"{id} ({what})" for id, what in changed[:20])
    return Conflict(
        worded(
            "Work orders of day plan {public_id} have changed since it was made: {named}. Nothing was "
            "assigned. Leave them out with skip_changed true, or plan again with replan_day.",
            public_id=row["public_id"],
            named=named,
        ),
        code="changed",
        next=(Step("apply_day_plan", {"skip_changed": True}, again=True), "replan_day", "get_day_plan"),
        details={"changed": [{"work_order_id": id, "what": what} for id, what in changed]},
    )


def _nothing_left(row: Row, skipped: dict[int, str]) -> Invalid:
    return Invalid(
        {
            "plan_id": worded(
                "has nothing left to assign: {count} orders changed, and the rest stays as it is", count=len(skipped)
            )
        },
        code="not_eligible",
        next=(Step("plan_day", {"date": row["date"], "time_zone": row["time_zone"]}), "get_day_plan"),
    )
