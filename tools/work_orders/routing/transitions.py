"""What becomes of a work order when it is offered, given to a provider and taken away again, whatever the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.database import Row
from store.scheduling.busy import busy_times
from store.types import Owner, iso, utc_text
from store.work_orders import assignments as work_order_assignments
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from store.work_orders import pay as work_order_pay
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.errors import Conflict, WrongState
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import say, together, worded
from tools.work_orders import steps
from tools.work_orders.access import actor, close_offers, note_route, reload, standing, window_of, write
from tools.work_orders.drafting.leaving import leave_draft
from tools.work_orders.drafting.writing import take_visit_time
from tools.work_orders.money import lines, place_hold, range_columns, release_hold, terms
from tools.work_orders.notices import named, tell, tell_closed, tell_company, when_and_where
from tools.work_orders.route_shapes import ClosedShape
from tools.work_orders.routing.networks import NETWORK_PEOPLE
from tools.work_orders.rules.assignment import Departure, check_departure, returns_to
from tools.work_orders.rules.checklist import CHECK_IN, CHECK_OUT, SET_ETA
from tools.work_orders.rules.schedule import visit_time
from tools.work_orders.rules.service_window import Span
from tools.work_orders.rules.states import ASSIGNED, DRAFT, PUBLISHED, ROUTED, refuse_unanswered


def add_routes(
    call: Call,
    rows: Sequence[Row],
    people: Sequence[int],
    source: str,
    *,
    tiers: Mapping[int, tuple[str | None, int | None]] | None = None,
    message: str | None = None,
    expires_at: datetime | None = None,
    forced: bool = False,
    acting_user_id: int | None = None,
) -> dict[int, int]:
    """Offer orders to people who have no open offer of them; {person: route id of the first order}."""
    more = (tiers, message, expires_at, forced, acting_user_id)
    offers = [open_offers(call, row, people, source, *more) for row in rows]
    told = {person_id for each in offers for person_id in each.fresh}
    tell_closed(call, [each.lapsed for each in offers], say("the time to accept is over"))
    _tell_offered(call, rows, told, message, expires_at)
    return offers[0].ids if offers else {}


@dataclass(frozen=True, slots=True)
class Offers:
    """One order's offers to some people: the route of each, whose is new, and whose had lapsed and is told so."""

    ids: dict[int, int]
    fresh: list[int]
    lapsed: tuple[Row, set[int]]


def open_offers(
    call: Call,
    row: Row,
    people: Sequence[int],
    source: str,
    tiers: Mapping[int, tuple[str | None, int | None]] | None = None,
    message: str | None = None,
    expires_at: datetime | None = None,
    forced: bool = False,
    acting_user_id: int | None = None,
    arrival: Span | None = None,
) -> Offers:
    """Offer one order to people who have no open offer of it. Nobody is told.

    arrival: when a day plan has the visit; an offer that stands already is for that time from now on."""
    lapsed = row, _lapse(call, row) - set(people)
    standing_offers = {each["person_id"]: each["id"] for each in work_order_routes.open_of(call.tx, row["id"])}
    fresh = [person_id for person_id in people if person_id not in standing_offers]
    if fresh:
        write(call, row, "routed", acting_user_id=acting_user_id, detail={"to": fresh}, **_route_columns(call, row))
    for person_id in fresh:
        group, tier = (tiers or {}).get(person_id, (None, None))
        standing_offers[person_id] = work_order_routes.insert(
            call.tx,
            row["id"],
            person_id,
            source,
            actor(call),
            call.stamp,
            talent_pool_group_id=group,
            tier_id=tier,
            message=message,
            expires_at=utc_text(expires_at) if expires_at else None,
            forced=int(forced),
            acting_person_id=acting_user_id,
        )
        note_route(call, row, "opened", standing_offers[person_id], "open")
    if arrival is not None:
        for person_id in people:
            work_order_routes.plan(call.tx, standing_offers[person_id], utc_text(arrival.start), utc_text(arrival.end))
    return Offers({person_id: standing_offers[person_id] for person_id in people}, fresh, lapsed)


def _lapse(call: Call, row: Row) -> set[int]:
    """End the offers of an order whose time is over; whose they were."""
    lapsed = work_order_routes.expire_due(call.tx, call.stamp, NETWORK_PEOPLE, row["id"])
    for route in lapsed:
        note_route(call, row, "closed", route["id"], "expired")
    return {route["person_id"] for route in lapsed}


def _tell_offered(
    call: Call, rows: Sequence[Row], people: Collection[int], message: str | None, expires_at: datetime | None
) -> None:
    row = rows[0]
    text = say(
        "{company} offers you {orders}: {about}.",
        company=quoted(row["company_name"]),
        orders=named(rows),
        about=when_and_where(row, exactly=False),
    )
    ends = say("The offer stands until {until}.", until=iso(expires_at, row["time_zone"])) if expires_at else None
    figures = {"expires_at": iso(expires_at)} if expires_at else None
    tell(call, rows, people, "work_order_offered", together(text, ends), said=message, figures=figures)


def _route_columns(call: Call, row: Row) -> dict[str, Any]:
    """What an order becomes when it is offered to somebody."""
    status = ROUTED if row["status"] == DRAFT else row["status"]
    return {**leave_draft(call, row), "status": int(status), "routed_at": call.stamp}


def assign_together(
    call: Call,
    orders: Sequence[tuple[Row, Mapping[str, Any]]],
    person_id: int,
    act: str,
    *,
    arrivals: Mapping[int, Span] | None = None,
    acting_user_id: int | None = None,
) -> list[ClosedShape]:
    """Contract a provider for orders that passed all checks; what was closed by it, of each.

    Each order with the terms that change with it. arrivals: by order, when its visit is planned. The person's own offers
    and requests are ended before."""
    planned = arrivals or {}
    closed = [
        contract(
            call, row, person_id, act, columns=columns, arrival=planned.get(row["id"]), acting_user_id=acting_user_id
        )
        for row, columns in orders
    ]
    rows = [reload(call, row) for row, _ in orders]
    waiting = [(row, [each["person_id"] for each in of_one]) for row, of_one in zip(rows, closed, strict=True)]
    tell_closed(call, waiting, say("it went to somebody else"), but=person_id)
    _tell_assigned(call, rows, person_id, act)
    return [_closed_shape(of_one) for of_one in closed]


def contract(
    call: Call,
    row: Row,
    person_id: int,
    act: str,
    *,
    columns: Mapping[str, Any] | None = None,
    arrival: Span | None = None,
    acting_user_id: int | None = None,
) -> list[Row]:
    """Contract the provider for one order; the offers and requests closed by it. Nobody is told.

    arrival: when the visit is planned; it takes the provider's time like a confirmed one."""
    columns = {**(columns or {}), **leave_draft(call, row)}
    closed = close_offers(call, row)
    if not work_order_assignments.claim(call.tx, row["id"], person_id, call.stamp):
        raise WrongState(
            worded(
                "Work order {id} was given to somebody else a moment ago; trying again does not help.", id=row["id"]
            ),
            state="already_assigned",
            next=("list_work_orders",),
        )
    detail = {"user_id": person_id}
    write(call, row, act, acting_user_id=acting_user_id, detail=detail, status=int(ASSIGNED), **columns)
    work_orders.start_assignment(call.tx, row["id"], person_id, call.stamp)
    now = reload(call, row)
    place_hold(call, now)
    _refuse_overlap(call, now)
    if arrival is None:
        take_visit_time(call, now)
    else:
        plan_arrival(call, now, arrival)
    return closed


def plan_arrival(call: Call, row: Row, arrival: Span) -> None:
    """Put a planned visit in place of what was agreed on with the assignee; they have yet to confirm it."""
    hours = (Decimal(int((arrival.end - arrival.start).total_seconds())) / 3600).quantize(Decimal("0.0001")).normalize()
    start_at, end_at = utc_text(arrival.start), utc_text(arrival.end)
    work_order_assignments.drop_arrival(call.tx, row["id"], call.stamp)
    steps.reopen(call, row, (SET_ETA,))
    work_order_assignments.plan_arrival(call.tx, row["id"], start_at, end_at, f"{hours:f}", call.stamp)
    work_orders.block_time(call.tx, row["id"], row["assignee_id"], arrival.start, arrival.end)


def _tell_assigned(call: Call, rows: Sequence[Row], person_id: int, act: str) -> None:
    """The provider hears where to be and when; the company, who comes."""
    row = rows[0]
    company, about = quoted(row["company_name"]), when_and_where(row, exactly=True)
    yours = say("You are assigned to {orders} of {company}: {about}.")
    if act == "request_accepted":
        yours = say("{orders} of {company} is yours: {about}.")
    yours = yours.using(orders=named(rows), company=company, about=about)
    tell(call, rows, [person_id], "work_order_assigned", yours)
    name = full_name(row["assignee_first_name"], None, row["assignee_last_name"])
    theirs = say("{who} is assigned to {orders}: {about}.")
    if act == "accepted":
        theirs = say("{who} accepted {orders}: {about}.")
    who = say("person {id} {name}", id=person_id, name=quoted(name))
    theirs = theirs.using(who=who, orders=named(rows), about=about)
    tell_company(call, rows, "work_order_assigned", theirs, figures={"user_id": person_id})


def _closed_shape(closed: Sequence[Row]) -> ClosedShape:
    return {
        "routes": sorted(each["id"] for each in closed if each["kind"] == "route"),
        "requests": sorted(each["id"] for each in closed if each["kind"] == "request"),
    }


def _refuse_overlap(call: Call, row: Row) -> None:
    """Conflict when another order of the bundle takes the same time: one of them was moved after they were bundled."""
    window = window_of(row)
    visit = visit_time(window) if window is not None and row["bundle_id"] is not None else None
    if visit is None:
        return
    bundled = set(work_order_bundles.members(call.tx, row["bundle_id"]))
    for busy in busy_times(call.tx, Owner("person", row["assignee_id"]), visit.start, visit.end, call.now):
        if busy.source_type == "work_order" and busy.source_id in bundled:
            raise Conflict(
                worded(
                    "Work order {id} and work order {source_id} of the same bundle came to overlap, so nobody "
                    "can do both. Nothing changed; move one with update_work_order or take it out with "
                    "unbundle_work_orders.",
                    id=row["id"],
                    source_id=busy.source_id,
                ),
                code="bundle_overlaps",
                next=("update_work_order", "unbundle_work_orders", "validate_work_order_bundle"),
            )


def check_endings(
    call: Call, rows: Sequence[Row], departure: Departure, reason_needed: bool, leaves: bool = False
) -> None:
    """Every one of the orders may lose its provider now. leaves: it is the provider who goes."""
    for row in rows:
        if not leaves:
            refuse_unanswered(departure.tool, standing(row, call))
        check_departure(standing(row, call), departure, reason_needed)


def end_assignment(call: Call, row: Row, departure: Departure, act: str, *, acting_user_id: int | None = None) -> Row:
    """Take the provider off an order that passed all checks; the order as it is now.

    The arrival, their open pay lines, their time in the calendar and what they said of the job go, and the steps of the
    checklist they had completed, but for those whose files, values and parcels stay with the order; back in draft nothing
    is held."""
    status = returns_to(departure.return_to, row["published_at"] is not None)
    provider_id = row["assignee_id"]
    steps.reopen(call, row, (SET_ETA,))
    if departure.void_time_logs:
        work_order_assignments.void_time_logs(call.tx, row["id"], call.stamp)
        steps.reopen(call, row, (CHECK_IN, CHECK_OUT))
    has_notes = steps.reopen_of(call, row, provider_id)
    work_order_pay.void_provider_lines(call.tx, row["id"], row["assigned_at"], call.stamp)
    call.freed.add(Owner("person", row["assignee_id"]))
    work_orders.end_assignment(call.tx, row["id"], call.stamp, departure.reason or act)
    write(
        call,
        row,
        act,
        acting_user_id=acting_user_id,
        detail={"user_id": provider_id, "reason": departure.reason, **_said(row, provider_id, has_notes)},
        **_forgotten(row, provider_id, has_notes),
        **_columns_without_provider(call, row, status == PUBLISHED),
        **range_columns(terms(row), lines(call, row)),
    )
    now = reload(call, row)
    if status == PUBLISHED:
        place_hold(call, now)
        _warn_when_begun(call, now)
    else:
        release_hold(call, now)
    return now


def _said(row: Row, provider_id: int, has_notes: bool) -> dict[str, Any]:
    """What the provider had said of the job, for the history: the next one says it anew."""
    gone = _forgotten(row, provider_id, has_notes)
    return {name: row[name] for name in ("closing_notes", "job_status") if name in gone and row[name] is not None}


def _forgotten(row: Row, provider_id: int, has_notes: bool) -> dict[str, Any]:
    """The columns of what a provider said of how the job ended, emptied. has_notes: the notes are theirs by a step."""
    reported = row["job_status_by_type"] == "person" and row["job_status_by_id"] == provider_id
    columns: dict[str, Any] = {"closing_notes": None} if has_notes or reported else {}
    if reported:
        names = ("incomplete_reason_id", "job_status_reason", "job_status_at", "job_status_by_type", "job_status_by_id")
        columns |= {"job_status": "unset", **dict.fromkeys(names)}
    return columns


def _columns_without_provider(call: Call, row: Row, listed: bool) -> dict[str, Any]:
    cleared = (
        "assigned_at",
        "confirmed_at",
        "on_my_way_at",
        "checked_in_at",
        "checked_out_at",
        "routed_at",
        "sent_back_at",
    )
    return {
        **dict.fromkeys(cleared),
        "assignee_id": None,
        "status": int(PUBLISHED if listed else DRAFT),
        "published_at": (row["published_at"] or call.stamp) if listed else None,
        "fee_percent": row["fee_percent"] if listed else None,
    }


def _warn_when_begun(call: Call, row: Row) -> None:
    window = window_of(row)
    if window is not None and window.start <= call.now:
        call.warn("The service window has begun already: move it with update_work_order to get requests.")


def take_out_of_running(
    call: Call, row: Row, person_id: int, reason: str, reason_id: int | None, note: str | None
) -> None:
    """Keep a person out of later dispatch and requests of an order; open offers and requests of theirs go."""
    for each in work_order_routes.open_of(call.tx, row["id"]):
        if each["person_id"] == person_id:
            work_order_routes.end(call.tx, each["id"], "removed", call.stamp, removal_reason=reason)
            note_route(call, row, "closed", each["id"], "removed")
    work_order_routes.exclude(call.tx, row["id"], person_id, actor(call), call.stamp, reason, reason_id, note)
