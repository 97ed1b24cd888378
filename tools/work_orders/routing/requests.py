"""Providers asking for published work orders, with or without a counter-offer, and requests that lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from store.database import Row
from store.types import utc_text
from store.work_orders import orders as work_orders
from store.work_orders import requests as work_order_requests
from tools.call import Call
from tools.errors import NotFound
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Moment
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import standing, window_of, write, zone_of_order
from tools.work_orders.drafting.leaving import offered_together
from tools.work_orders.matching.candidates import candidate, offer_of
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import WorkOrderId
from tools.work_orders.routing.counter_offers import counter_from, stored
from tools.work_orders.routing.params import CounterOfferGiven, Message
from tools.work_orders.routing.request_shapes import RequestAnswer, request_of_provider
from tools.work_orders.rules.candidates import (
    BLOCKED,
    INACTIVE,
    MISSING_QUALIFICATION,
    REMOVED_BEFORE,
    SCHEDULE_CONFLICT,
    reasons,
)
from tools.work_orders.rules.requests import CounterOffer, check_counter_offer, request_end
from tools.work_orders.rules.routing import not_eligible
from tools.work_orders.rules.service_window import ServiceWindow
from tools.work_orders.rules.states import step, wrong_state

TOOLSET = "work_order_routing"
DUE = 200

CounterOfferParam = Annotated[
    CounterOfferGiven, Field(description="Other terms you ask for, in the order's currency; what is left out stays.")
]
RequestEnd = Annotated[Moment, Field(description="Until when it stands. Default the start of the service window.")]


@operation(
    access="write",
    actors=("worker",),
    price="free",
    zone=zone_of_order,
    find=(
        "apply for this posting",
        "I would do it for 175 dollars",
        "put my name down for the install",
        "bid on a published job",
        "ask to get that ticket, but a day later",
        "offer my services for a listed visit",
        "propose a different price for the work",
        "tell the company I am interested in the assignment",
        "I am interested in this site job",
        "apply as a technician",
        "can I have the field job for more money",
        "tell them I could do it on Tuesday",
        "I want this marketplace ticket",
        "put in a bid for the site visit",
        "ask to be given this work order",
        "apply for a field job with my own price",
    ),
)
def request_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    message: Annotated[Message, Field(description="To the company.")] | None = None,
    counter_offer: CounterOfferParam | None = None,
    expires_at: RequestEnd | None = None,
) -> RequestAnswer:
    """Ask to be given a published work order, as offered or with a counter-offer on pay or time.

    Only published orders you can see; the company decides. Without the required qualifications only where the order
    says that missing ones are ignored. A new request replaces your earlier one. It lapses at expires_at or when the
    service window starts. Of a bundled order you ask for the whole bundle, and only pay_percent can be countered. If
    the order was offered to you directly, accept_work_order_route takes it at once."""
    rows = offered_together(call, work_order_id)
    counters = [_countered(call, row, counter_offer) for row in rows]
    for row, counter in zip(rows, counters, strict=True):
        _check_askable(call, row, counter)
    text = plain(message) if message else None
    for row, counter in zip(rows, counters, strict=True):
        _ask(call, row, text, counter, _end(call, row, counter, expires_at))
    told = say("{who} asks for {orders} at its terms.", who=quoted(call.caller.name), orders=named(rows))
    if counters[0]:
        told = say("{who} asks for {orders} with a counter-offer.", who=quoted(call.caller.name), orders=named(rows))
    tell_company(call, rows, "work_order_requested", told, said=text, figures={"user_id": call.caller.id})
    return {"request": request_of_provider(call, rows[0], _pending(call, rows[0])["id"])}


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "withdraw my application",
        "take my bid back",
        "I no longer want to be considered",
        "cancel what I asked for on that posting",
        "retract my counter-offer",
        "remove my name from the candidates",
        "I changed my mind about the job I applied for",
        "stop my request for the visit",
        "take me out of the running for that site job",
        "I no longer want the field job I bid on",
        "delete my bid",
        "undo that I applied",
    ),
)
def cancel_work_order_request(call: Call, work_order_id: WorkOrderId) -> RequestAnswer:
    """Withdraw your own pending request for a work order.

    Nothing else changes; you may ask again with request_work_order. Of a bundled order the request for the whole
    bundle is withdrawn. An accepted request is an assignment: remove_work_order_provider drops out of it."""
    rows = offered_together(call, work_order_id)
    requests = [_pending(call, row) for row in rows]
    for row, request in zip(rows, requests, strict=True):
        work_order_requests.end(call.tx, request["id"], "canceled", call.stamp, call.caller.owner)
        write(call, row, "request_canceled", detail={"user_id": call.caller.id})
    text = say("{who} withdrew the request for {orders}.", who=quoted(call.caller.name), orders=named(rows))
    tell_company(call, rows, "work_order_offer_closed", text)
    return {"request": request_of_provider(call, rows[0], requests[0]["id"])}


@scheduled(every=60)
def expire_work_order_requests(call: Call) -> int:
    """Requests past their time, or past the start of the service window, lapse."""
    return one_by_one(call, work_order_requests.orders_due(call.tx, call.stamp, DUE), _expire)


def _expire(call: Call, order_id: int) -> None:
    people = [request["person_id"] for request in work_order_requests.expire_due(call.tx, call.stamp, order_id)]
    row = work_orders.find(call.tx, order_id)
    if row is not None:
        write(call, row, "requests_expired", detail={"user_ids": people})
        text = say("Your request for {orders} has expired without an answer.", orders=named([row]))
        tell(call, [row], people, "work_order_request_decided", text)


def _countered(call: Call, row: Row, given: CounterOfferGiven | None) -> CounterOffer | None:
    if given is None:
        return None
    offer = counter_from(call, row, given)
    check_counter_offer(offer, bool(row["allow_counter_offers"]), row["bundle_id"] is not None, call.now)
    return offer


def _check_askable(call: Call, row: Row, counter: CounterOffer | None) -> None:
    """The order takes requests, and the caller may have it."""
    now = standing(row, call)
    step("request_work_order", now)
    window = _window(row, counter)
    if window_of(row) is None or window is None or window.start <= call.now:
        needs = worded("a service window that has not begun")
        raise wrong_state("request_work_order", now, needs=needs, next=("list_work_orders",))
    found = reasons(candidate(call, row, call.caller.id, window), replace(offer_of(call, row), window=window))
    final = (INACTIVE, BLOCKED, REMOVED_BEFORE, MISSING_QUALIFICATION)
    against = [reason for reason in found if reason.split(":", 1)[0] in final]
    if against:
        next = ("list_work_order_qualifications", "update_provider_profile", "list_work_orders")
        raise not_eligible(
            worded("you cannot have work order {id}", id=row["id"]), {call.caller.id: against}, next=next
        )
    if SCHEDULE_CONFLICT in found:
        call.warn(
            f"You are not free at the time of work order {row['id']}; unless that changes it cannot be given to you."
        )


def _window(row: Row, counter: CounterOffer | None) -> ServiceWindow | None:
    return counter.window if counter is not None and counter.window is not None else window_of(row)


def _end(call: Call, row: Row, counter: CounterOffer | None, expires_at: datetime | None) -> str | None:
    """The request's own limit as stored."""
    window = window_of(row)
    if window is None:
        return None
    end = request_end(expires_at, counter, window.start, call.now)
    return utc_text(end) if end else None


def _ask(call: Call, row: Row, message: str | None, counter: CounterOffer | None, expires_at: str | None) -> None:
    """Store the request in place of an earlier one."""
    earlier = work_order_requests.pending_of_person(call.tx, row["id"], call.caller.id)
    if earlier is not None:
        note = "replaced by a newer request"
        work_order_requests.end(call.tx, earlier["id"], "canceled", call.stamp, call.caller.owner, note)
    work_order_requests.insert(
        call.tx,
        row["id"],
        call.caller.id,
        call.stamp,
        message=message,
        counter_offer=stored(counter, row["time_zone"]) if counter else None,
        expires_at=expires_at,
    )
    write(call, row, "requested", detail={"user_id": call.caller.id, "counter_offer": counter is not None})


def _pending(call: Call, row: Row) -> Row:
    """The caller's pending request for an order."""
    found = work_order_requests.pending_of_person(call.tx, row["id"], call.caller.id)
    if found is None:
        raise NotFound(
            worded("pending request of yours for work order {id}", id=row["id"]), next=("request_work_order",)
        )
    return found
