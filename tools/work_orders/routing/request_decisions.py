"""What a company does with requests for its work orders: look at them, accept one, decline one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_time
from store.work_orders import requests as work_order_requests
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.paging import Page
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import say, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import order_of_company, reload, standing, write
from tools.work_orders.drafting.leaving import called, numbered, orders_together
from tools.work_orders.matching.candidates import candidate, offer_of
from tools.work_orders.matching.checks import unfit
from tools.work_orders.money import held_together, spends_on
from tools.work_orders.notices import named, tell
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.route_shapes import ClosedShape
from tools.work_orders.routing.counter_offers import agreed_columns, cost_of, counter_of, write_agreed_expenses
from tools.work_orders.routing.params import Note, RequestId
from tools.work_orders.routing.request_shapes import (
    Judged,
    RequestAnswer,
    RequestShape,
    judge,
    judged_shape,
    request_of_company,
)
from tools.work_orders.routing.transitions import assign_together
from tools.work_orders.rules.candidates import by_hand, reasons
from tools.work_orders.rules.requests import CounterOffer, Request, check_pending, check_terms_accepted
from tools.work_orders.rules.states import step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"
MOST_SORTED = 1000

RequestStatus = Annotated[
    Literal["pending", "accepted", "declined", "canceled", "expired", "closed", "all"],
    Field(description="Requests in this state. Default pending. Offers: the open ones, or all of them with all."),
]
TermsAccepted = Annotated[bool, Field(description="Must be true when the request has a counter-offer.")]


class AcceptedRequest(TypedDict):
    work_order: WorkOrderShape
    hold: MoneyShape
    request: RequestShape
    closed: ClosedShape


class CandidateList(TypedDict):
    results: list[RequestShape]
    total: int
    next_cursor: str | None


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "who applied for this ticket",
        "bids we received that wait for an answer",
        "candidates that want the job and their price",
        "which technicians asked for our posting",
        "compare counter-offers on one assignment",
        "to whom did we offer the visit and what did they say",
        "cheapest applicant for the job",
        "nearest contractor who wants it",
        "applications that were refused or ran out",
        "show all applicants for the site job",
        "what do bidders want",
        "has anybody asked for our ticket",
    ),
)
def list_work_order_pending_requests(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    status: RequestStatus | None = None,
    include: Annotated[
        Literal["requests", "routes", "both"], Field(description="Default requests; routes are offers you made.")
    ]
    | None = None,
    counter_offers: Annotated[bool, Field(description="Only requests with (true) or without (false) one.")]
    | None = None,
    sort: Annotated[
        Literal["created_date", "rating", "distance", "pay", "match"],
        Field(description="Default created_date. pay: what it would cost; match: qualifications. Unknown comes last."),
    ]
    | None = None,
    order: Annotated[Literal["asc", "desc"], Field(description="Default asc.")] | None = None,
) -> CandidateList:
    """List the providers who asked for a work order, with their counter-offers, and on demand those it was routed to.

    Each with rating, distance, how many of the qualifications they meet, and total_cost: the most the order would cost
    you at their terms, service fee included. Next: accept_work_order_request or decline_work_order_request."""
    row = order_of_company(call, work_order_id)
    wanted = status or "pending"
    kinds = include or "requests"
    offers = "open" if wanted == "pending" else wanted
    sql, params = work_order_requests.candidacies(
        row["id"],
        request_status=None if kinds == "routes" else wanted,
        route_status=None if kinds == "requests" or counter_offers is True else offers,
        countered=counter_offers,
    )
    way = order or "asc"
    if sort in (None, "created_date"):
        rows, next_cursor, total = page.rows(call.tx, sql, params, work_order_requests.by_age(way))
        found = judge(call, row, rows)
    else:
        everybody = judge(call, row, work_order_requests.oldest(call.tx, sql, params, MOST_SORTED))
        found, next_cursor, total = page.slice(_sorted(everybody, sort or "", way == "desc"))
    return {"results": [judged_shape(one, row) for one in found], "total": total, "next_cursor": next_cursor}


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    find=(
        "give the ticket to that applicant",
        "agree to the counter-offer",
        "pick one of the bidders",
        "yes to the technician who asked for the job",
        "hire the person who applied",
        "take the bid at 175",
        "assign the posting to a candidate from the list",
        "accept their application",
        "choose the winner among those who applied",
        "approve a technician's bid and book them",
        "we take your counter-proposal for the site job",
        "let the one who requested the visit have it",
    ),
)
def accept_work_order_request(
    call: Call,
    work_order_id: WorkOrderId,
    request_id: RequestId,
    client_pay_terms_accepted: TermsAccepted | None = None,
    acting_user_id: ActingUserId | None = None,
) -> AcceptedRequest:
    """Give a work order to a provider who asked for it, at the offered terms or at the counter-offer.

    Only a pending request of a published or routed order. The counter-offer's pay, schedule and expenses replace the
    order's and the hold is adjusted; client_pay_terms_accepted must then be true. All other offers and requests are
    closed and their people told. A bundled order gives the whole bundle."""
    rows = orders_together(call, work_order_id, acting_user_id)
    first = _request(call, rows[0], request_id)
    requests = [first, *(_companion(call, row, first["person_id"]) for row in rows[1:])]
    counters = [counter_of(each["counter_offer"], row) for each, row in zip(requests, rows, strict=True)]
    for row, each, counter in zip(rows, requests, counters, strict=True):
        step("accept_work_order_request", standing(row, call))
        _check_acceptable(call, row, each, counter)
    countered = any(counter is not None for counter in counters)
    check_terms_accepted(
        client_pay_terms_accepted, countered, worded("the request asks for other terms than the order's")
    )
    cost = cost_of(call, rows, counters)
    name = full_name(first["first_name"], None, first["last_name"])
    call.confirm(
        worded("Contract a provider for {numbered} for at most", numbered=numbered(rows)),
        record=f"work_order:{work_order_id}",
        amount=cost,
        payee=worded("person {person_id} {name}", person_id=first["person_id"], name=quoted(name)),
        details=(called(rows),),
        spends=spends_on(rows[0], cost - held_together(call, rows), first["person_id"]),
    )
    agreed = [_accept(call, *parts) for parts in zip(rows, requests, counters, strict=True)]
    closed = assign_together(call, agreed, first["person_id"], "request_accepted", acting_user_id=acting_user_id)
    row = reload(call, rows[0])
    return {
        "work_order": shape(call, row),
        "hold": money_shape(held_together(call, rows)),
        "request": request_of_company(call, row, request_id),
        "closed": closed[0],
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "say no to this bidder",
        "reject the application",
        "turn down the counter-offer",
        "we do not want that candidate for the job",
        "refuse a technician who asked for the ticket",
        "send a polite no to an applicant",
        "their price is too high, decline it",
        "clear a request off the list",
        "tell the applicant we chose somebody else",
        "this bid is too expensive for us",
        "do not give the site job to him",
        "turn a request from a technician down",
    ),
)
def decline_work_order_request(
    call: Call,
    work_order_id: WorkOrderId,
    request_id: RequestId,
    note: Annotated[Note, Field(description="Shown to the provider.")] | None = None,
) -> RequestAnswer:
    """Refuse a provider's pending request for a work order.

    The order keeps its status; the provider is told and may ask again. Of a bundled order the person's request for the
    whole bundle is refused. To keep somebody off an order for good use remove_work_order_provider after an assignment,
    or block the provider."""
    rows = orders_together(call, work_order_id)
    first = _request(call, rows[0], request_id)
    requests = [first, *(_companion(call, row, first["person_id"]) for row in rows[1:])]
    text = plain(note) if note else None
    for row, each in zip(rows, requests, strict=True):
        check_pending("decline_work_order_request", row["id"], _as_request(each, row), call.now)
        work_order_requests.end(call.tx, each["id"], "declined", call.stamp, call.caller.owner, text)
        write(call, row, "request_declined", detail={"user_id": each["person_id"], "note": text})
    told = say("Your request for {orders} was declined.", orders=named(rows))
    tell(call, rows, [first["person_id"]], "work_order_request_decided", told, said=text)
    return {"request": request_of_company(call, rows[0], request_id)}


def _request(call: Call, row: Row, id: int) -> Row:
    found = work_order_requests.find(call.tx, row["id"], id)
    if found is None:
        raise NotFound(
            "request", id, of=worded("of work order {id}", id=row["id"]), next=("list_work_order_pending_requests",)
        )
    return found


def _companion(call: Call, row: Row, person_id: int) -> Row:
    """The same person's request for another order of the bundle."""
    found = work_order_requests.pending_of_person(call.tx, row["id"], person_id)
    if found is None:
        named_request = f"pending request of person {person_id} for work order {row['id']} of the bundle"
        raise NotFound(named_request, next=("list_work_order_pending_requests",))
    return found


def _as_request(each: Row, row: Row) -> Request:
    """A stored request as the rules see it: it ends at its own limit, else when the service window starts."""
    ends = each["expires_at"] or row["start_at"] or None
    return Request(
        each["id"],
        each["person_id"],
        each["status"],
        utc_time(ends) if ends else None,
        each["counter_offer"] is not None,
    )


def _check_acceptable(call: Call, row: Row, each: Row, counter: CounterOffer | None) -> None:
    check_pending("accept_work_order_request", row["id"], _as_request(each, row), call.now)
    window = counter.window if counter else None
    offer = offer_of(call, row)
    if window is not None:
        offer = replace(offer, window=window)
    against = by_hand(reasons(candidate(call, row, each["person_id"], window), offer))
    if against:
        remedies = ("list_work_order_pending_requests", "decline_work_order_request")
        raise unfit(call, row, each["person_id"], against, offer.window, "accept_work_order_request", remedies)


def _accept(call: Call, row: Row, each: Row, counter: CounterOffer | None) -> tuple[Row, dict[str, Any]]:
    """End the request as accepted; the order with the columns that change with it."""
    columns: dict[str, Any] = {}
    if counter is not None:
        columns = agreed_columns(call, row, counter)
        write_agreed_expenses(call, row, each["person_id"], counter)
    work_order_requests.end(call.tx, each["id"], "accepted", call.stamp, call.caller.owner)
    return row, columns


def _sorted(found: list[Judged], sort: str, descending: bool) -> list[Judged]:
    """By one measure, then id; people without it come last either way."""
    known = [one for one in found if _measure(one, sort) is not None]
    unknown = [one for one in found if _measure(one, sort) is None]
    known.sort(key=lambda one: one.row["id"])
    known.sort(key=lambda one: _measure(one, sort) or Decimal(0), reverse=descending)
    return [*known, *sorted(unknown, key=lambda one: one.row["id"])]


def _measure(one: Judged, sort: str) -> Decimal | None:
    if sort == "rating":
        return one.candidate.facts.rating
    if sort == "distance":
        return one.kilometres
    if sort == "pay":
        return None if one.cost is None else one.cost.decimal
    return Decimal(one.matches["match"])
