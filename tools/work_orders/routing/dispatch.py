"""Letting the rules find the provider for one work order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_time
from store.work_orders import requests as work_order_requests
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.operation import operation
from tools.params import Id, PositiveAmount, Uuid
from tools.rules.sentences import joined, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.work_orders.access import reload, standing, window_of
from tools.work_orders.drafting.leaving import and_hold, called, check_offerable, numbered, orders_together, to_hold
from tools.work_orders.matching.candidates import candidate, candidates, offer_of
from tools.work_orders.matching.checks import stretches
from tools.work_orders.matching.pools import AFTER_ALL_TIERS, Pool, dispatch_pool
from tools.work_orders.money import fee, held_together, lines, spends_on, terms
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.routing.counter_offers import agreed_columns, cost_of, counter_of, write_agreed_expenses
from tools.work_orders.routing.shapes import RejectedShape
from tools.work_orders.routing.transitions import add_routes, assign_together
from tools.work_orders.rules.candidates import Area, Candidate, Offer, Ranked, ranked, reason_counts, reasons
from tools.work_orders.rules.requests import CounterOffer, Request, company_cost, countered_terms
from tools.work_orders.rules.routing import not_eligible
from tools.work_orders.rules.states import step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"

MOST_SHOWN = 50
NEAR = Decimal(100)
# Before every tier: who asked at the order's terms, then who asked at other terms that cost no more.
ASKED, COUNTERED = -2, -1

ALREADY_ROUTED = "already_routed"
COUNTER_OFFER_TOO_HIGH = "counter_offer_too_high"

Mode = Literal["assign", "route", "preview"]
Whom = Literal["requests_first", "requests_only", "pool"]


class PickedShape(TypedDict):
    """distance_km: from their neighbourhood to the site, in whole kilometres."""

    user_id: int
    rank: int
    score: int
    distance_km: NotRequired[str | None]
    tier: NotRequired[int | None]
    source: Literal["request", "counter_offer", "pool"]


class Dispatched(TypedDict):
    picked: list[PickedShape]
    rejected: list[RejectedShape]
    rejected_total: int
    reason_counts: dict[str, int]
    action: Literal["assigned", "routed", "none"]
    work_order: WorkOrderShape
    hold: MoneyShape


@dataclass(frozen=True, slots=True)
class _Field:
    """Everybody looked at: the tier of each, who asked, and the requests of each order by person."""

    pool: Pool
    asked: list[dict[int, CounterOffer | None]]
    too_high: set[int]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    find=(
        "find the best person and send it out for me",
        "auto dispatch this ticket",
        "let the system choose a technician",
        "pick somebody qualified near the site automatically",
        "who would be the top candidate for that job",
        "match this visit with a provider by rules",
        "fill the job without me picking",
        "send it to the three best contractors",
        "preview whom the machine would take",
        "automatic assignment of a technician",
        "choose whoever is nearest and best rated",
        "I don't care who, just get someone there",
    ),
)
def dispatch_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    mode: Annotated[
        Mode, Field(description="assign contracts the best; route (default) offers to them; preview changes nothing.")
    ]
    | None = None,
    candidates: Annotated[
        Whom, Field(description="requests_first (default): who asked comes before the pool. Or only one of the two.")
    ]
    | None = None,
    talent_pool_group_id: Annotated[
        Uuid, Field(description="Pool to look in. Default the project's territory or groups, then networks.")
    ]
    | None = None,
    preferred_group_id: Annotated[Id, Field(description="Look in this preferred group.")] | None = None,
    max_distance_km: Annotated[PositiveAmount, Field(description="Home to site, as text. Default 100.")] | None = None,
    route_count: Annotated[int, Field(ge=1, le=20, description="How many to offer it to. Default 1.")] | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Dispatched:
    """Let the rules pick the best qualified provider for one work order and route or assign it to that person.

    Keeps out who is inactive, blocked, was removed, declined these terms, lives too far, lacks a requirement, is not
    free or wants a higher rate; ranks by tier, preferences, rating, distance, orders done for you. Counter-offers count
    only when they cost no more than offered. Of a network it looks at the 500 people nearest to the site. From draft
    (must be complete; its maximum cost is held), published or routed. Nobody eligible: refused with the reasons, and
    nothing changes. A bundled order goes as a whole. To choose yourself use route_work_order or assign_work_order."""
    rows = orders_together(call, work_order_id, acting_user_id)
    how: Mode = mode or "route"
    _check_order(call, rows, how)
    nearest = max_distance_km or NEAR
    field = _look(call, rows, candidates or "requests_first", talent_pool_group_id, preferred_group_id, nearest)
    area = field.pool.territory.area(nearest) if field.pool.territory else Area(nearest)
    places, rejected = _judge(call, rows, field, area, leave_out_routed=how != "assign")
    if not places and how != "preview":
        raise _nobody(call, rows[0], rejected)
    chosen = places[: route_count or 1] if how == "route" else places[:1] if how == "assign" else places[:MOST_SHOWN]
    if how == "route":
        _route(call, rows, chosen, field, acting_user_id)
    elif how == "assign":
        _assign(call, rows, chosen[0], field, acting_user_id)
    return _answer(call, rows, chosen, rejected, field, how)


def _check_order(call: Call, rows: Sequence[Row], how: Mode) -> None:
    if how != "preview":
        check_offerable(call, rows, "dispatch_work_order")
        return
    for row in rows:
        step("dispatch_work_order", standing(row, call))


def _look(
    call: Call, rows: Sequence[Row], whom: Whom, group: str | None, preferred_group_id: int | None, nearest: Decimal
) -> _Field:
    """Who is looked at, and what those who asked have asked for."""
    pool, too_high = Pool(), set[int]()
    if whom != "requests_only":
        pool = dispatch_pool(call, rows[0], group, preferred_group_id, nearest)
    asked = [_requests(call, row) if whom != "pool" else {} for row in rows]
    for person_id, counter in asked[0].items():
        if counter is None:
            pool.add(person_id, ASKED)
        elif _within_cost(call, rows, asked, person_id):
            pool.add(person_id, COUNTERED)
        elif person_id not in pool.orders:
            pool.add(person_id, AFTER_ALL_TIERS)
            too_high.add(person_id)
    return _Field(pool, asked, too_high)


def _requests(call: Call, row: Row) -> dict[int, CounterOffer | None]:
    """Pending requests by person that have not lapsed, with their counter-offers."""
    found: dict[int, CounterOffer | None] = {}
    for each in work_order_requests.pending_of(call.tx, row["id"]):
        ends = each["expires_at"] or row["start_at"]
        request = Request(each["id"], each["person_id"], each["status"], utc_time(ends) if ends else None)
        if request.at(call.now) == "pending":
            found[each["person_id"]] = counter_of(each["counter_offer"], row)
    return found


def _within_cost(
    call: Call, rows: Sequence[Row], asked: Sequence[Mapping[int, CounterOffer | None]], person_id: int
) -> bool:
    """Whether a counter-offer costs no more than the orders as offered."""
    for row, requests in zip(rows, asked, strict=True):
        agreed, counter = terms(row), requests.get(person_id)
        if agreed is None:
            return False
        others, rate = lines(call, row), fee(call, row)
        if company_cost(agreed, others, rate) < company_cost(agreed, others, rate, counter):
            return False
    return True


def _judge(
    call: Call, rows: Sequence[Row], field: _Field, area: Area, leave_out_routed: bool
) -> tuple[list[Ranked], dict[int, list[str]]]:
    """Who passes for all of the orders, best first by the first of them; and why the others do not."""
    against: dict[int, list[str]] = {id: [] for id in sorted(field.pool.orders)}
    first: list[Candidate] = []
    for row, asked in zip(rows, field.asked, strict=True):
        people = candidates(call, row, field.pool.orders)
        first = first or people
        offer = offer_of(call, row)
        waiting = {each["person_id"] for each in work_order_routes.open_of(call.tx, row["id"])}
        for one in people:
            counter = asked.get(one.user_id) if one.tier_order == COUNTERED else None
            if counter is not None and counter.window is not None:
                one = replace(candidate(call, row, one.user_id, counter.window), tier_order=COUNTERED)
            against[one.user_id] += reasons(one, _countered(offer, row, counter), area)
            if leave_out_routed and one.user_id in waiting:
                against[one.user_id].append(ALREADY_ROUTED)
    for person_id in field.too_high:
        against[person_id].append(COUNTER_OFFER_TOO_HIGH)
    passing = [one for one in first if not against[one.user_id]]
    rejected = {id: list(dict.fromkeys(found)) for id, found in against.items() if found}
    return ranked(passing, offer_of(call, rows[0])), rejected


def _countered(offer: Offer, row: Row, counter: CounterOffer | None) -> Offer:
    """The order as a counter-offer would have it."""
    agreed = terms(row) if counter is not None else None
    if counter is None or agreed is None:
        return offer
    after = countered_terms(agreed, counter)
    window = counter.window or offer.window
    return replace(offer, pay_type=after.type, base=after.base, base_units=after.base_units, window=window)


def _route(
    call: Call, rows: Sequence[Row], chosen: Sequence[Ranked], field: _Field, acting_user_id: int | None
) -> None:
    people = [place.candidate.user_id for place in chosen]
    amount = to_hold(call, rows)
    call.confirm(
        worded(
            "Offer {numbered} to {count} provider(s){and_hold}",
            numbered=numbered(rows),
            count=len(people),
            and_hold=and_hold(amount),
        ),
        record=f"work_order:{rows[0]['id']}",
        amount=amount or None,
        details=(
            worded(
                "The providers are {people}",
                people=joined([worded("person {id}", id=person) for person in people], ", "),
            ),
            called(rows),
        ),
        spends=spends_on(rows[0], amount, people[0] if len(people) == 1 else None),
    )
    add_routes(call, rows, people, "dispatch", tiers=field.pool.found_in, acting_user_id=acting_user_id)


def _assign(call: Call, rows: Sequence[Row], top: Ranked, field: _Field, acting_user_id: int | None) -> None:
    person_id = top.candidate.user_id
    took_counter = field.pool.orders[person_id] == COUNTERED
    counters = [asked.get(person_id) if took_counter else None for asked in field.asked]
    cost = cost_of(call, rows, counters)
    call.confirm(
        worded("Contract a provider for {numbered} for at most", numbered=numbered(rows)),
        record=f"work_order:{rows[0]['id']}",
        amount=cost,
        payee=worded("person {person_id}", person_id=person_id),
        details=(called(rows),),
        spends=spends_on(rows[0], cost - held_together(call, rows), person_id),
    )
    agreed: list[tuple[Row, Mapping[str, Any]]] = []
    for row, counter in zip(rows, counters, strict=True):
        request = work_order_requests.pending_of_person(call.tx, row["id"], person_id)
        if request is not None and (counter is not None or request["counter_offer"] is None):
            work_order_requests.end(call.tx, request["id"], "accepted", call.stamp, call.caller.owner)
        agreed.append((row, agreed_columns(call, row, counter) if counter else {}))
        if counter:
            write_agreed_expenses(call, row, person_id, counter)
    assign_together(call, agreed, person_id, "dispatched", acting_user_id=acting_user_id)


def _nobody(call: Call, row: Row, rejected: Mapping[int, list[str]]) -> Exception:
    counts = reason_counts(rejected.values())
    named = [joined((word(reason), str(count)), " ") for reason, count in list(counts.items())[:10]]
    text = (
        worded(
            "nobody of {count} people looked at is eligible: {named}", count=len(rejected), named=joined(named, ", ")
        )
        if rejected
        else worded("nobody to look at")
    )
    refusal = not_eligible(
        worded(
            "{text}; the order stays as it is{stretches}",
            text=text,
            stretches=stretches(call, row, rejected, window_of(row)),
        ),
        dict(list(rejected.items())[:MOST_SHOWN]),
        next=("list_work_order_qualifications", "publish_work_order", "update_work_order"),
    )
    refusal.details["counts"] = counts
    return refusal


def _answer(
    call: Call,
    rows: Sequence[Row],
    chosen: Sequence[Ranked],
    rejected: Mapping[int, list[str]],
    field: _Field,
    how: Mode,
) -> Dispatched:
    now = reload(call, rows[0])
    return {
        "picked": [_picked(place, rank, field) for rank, place in enumerate(chosen, start=1)],
        "rejected": [{"user_id": user_id, "reasons": found} for user_id, found in list(rejected.items())[:MOST_SHOWN]],
        "rejected_total": len(rejected),
        "reason_counts": reason_counts(rejected.values()),
        "action": "assigned" if how == "assign" else "routed" if how == "route" else "none",
        "work_order": shape(call, now),
        "hold": money_shape(held_together(call, rows)),
    }


def _picked(place: Ranked, rank: int, field: _Field) -> PickedShape:
    order = field.pool.orders[place.candidate.user_id]
    return {
        "user_id": place.candidate.user_id,
        "rank": rank,
        "score": place.score,
        "distance_km": str(place.told_km) if place.told_km is not None else None,
        "tier": order if 0 < order < AFTER_ALL_TIERS else None,
        "source": "request" if order == ASKED else "counter_offer" if order == COUNTERED else "pool",
    }
