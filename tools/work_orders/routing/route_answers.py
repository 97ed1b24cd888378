"""What providers answer to an offer of a work order, and offers that lapse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Owner
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from store.work_orders import routes as work_order_routes
from store.work_orders.dispatch import runs as dispatch_runs
from tools.approvals.authority import check_payee
from tools.call import Call
from tools.errors import Invalid
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, together, worded
from tools.shapes import Theirs
from tools.text import plain
from tools.work_orders.access import check_correlation, is_assignee, note_route, reload, standing, window_of, write
from tools.work_orders.drafting.leaving import bundle_ids, offered_together
from tools.work_orders.matching.busy import is_taken, obstacle
from tools.work_orders.matching.candidates import candidate, offer_of
from tools.work_orders.notices import named, tell_closed, tell_company
from tools.work_orders.params import CorrelationId, WorkOrderId
from tools.work_orders.route_shapes import RouteShape, route_of, route_shape
from tools.work_orders.routing.params import Note
from tools.work_orders.routing.transitions import assign_together
from tools.work_orders.rules.candidates import SCHEDULE_CONFLICT, by_hand, reasons, without
from tools.work_orders.rules.routing import Route, check_answer, not_eligible
from tools.work_orders.rules.service_window import Span
from tools.work_orders.rules.states import ROUTED
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"
DUE = 200

Accepted = Annotated[bool, Field(description="true: you agree to the pay terms as shown.")]
Declined = Annotated[
    Literal["schedule", "distance", "pay", "skills", "scope", "other"], Field(description="Why you say no.")
]


class ContactShape(TypedDict):
    id: int
    name: Theirs
    role: NotRequired[Theirs | None]
    email: NotRequired[str | None]
    phone: NotRequired[str | None]
    ext: NotRequired[str | None]
    notes: NotRequired[Theirs | None]


class AcceptedOrder(WorkOrderShape):
    """The order that is now the caller's, with what only its provider sees."""

    confidential: NotRequired[Theirs | None]
    standard_instructions: NotRequired[Theirs | None]
    contacts: list[ContactShape]
    bundle_work_order_ids: NotRequired[list[int] | None]


class DeclinedRoute(TypedDict):
    route: RouteShape
    work_order_id: int
    company_blocked: bool


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "take the job that was offered",
        "say yes to the offer from the company",
        "claim the ticket that was sent to me",
        "I want the assignment they proposed",
        "agree to do the visit I was invited to",
        "be the first to grab an offered job",
        "confirm that I will do the work as offered",
        "accept the invitation to a field job",
        "I'll take the site job you sent me",
        "agree to a job routed to me",
        "lock in the field job I was offered",
        "okay, I'm coming, count on me for that ticket",
    ),
)
def accept_work_order_route(
    call: Call, work_order_id: WorkOrderId, pay_terms_accepted: Accepted, correlation_id: CorrelationId | None = None
) -> AcceptedOrder:
    """Accept a work order that was offered to you and become its assigned provider.

    Needs an open offer of yours, free time with 30 minutes to travel, and the required qualifications. The first to
    accept gets the order; everybody else's offers and requests are closed. Give the correlation_id you read the terms
    under to be refused when they changed since. A bundled order accepts its whole bundle. An offer with a planned_arrival
    has its visit then; set_work_order_eta confirms it.
    Without an offer use request_work_order."""
    rows = offered_together(call, work_order_id)
    mine = [_my_route(call, "accept_work_order_route", row) for row in rows]
    if pay_terms_accepted is not True:
        raise Invalid(
            {"pay_terms_accepted": worded("must be true: accepting binds you to the pay terms shown in get_work_order")}
        )
    check_correlation(rows[0], correlation_id)
    check_payee(call, Owner("company", rows[0]["company_id"]), call.caller.owner)
    arrivals = {row["id"]: _planned(call, row, route) for row, route in zip(rows, mine, strict=True)}
    for row, route in zip(rows, mine, strict=True):
        _check_fit(call, row, route, arrivals[row["id"]] is not None)
    for row, route in zip(rows, mine, strict=True):
        work_order_routes.end(call.tx, route.id, "accepted", call.stamp)
        note_route(call, row, "answered", route.id, "accepted")
    planned = {id: visit for id, visit in arrivals.items() if visit is not None}
    assign_together(call, [(row, {}) for row in rows], call.caller.id, "accepted", arrivals=planned)
    row = reload(call, rows[0])
    return {
        **shape(call, row, "assignee"),
        "confidential": row["confidential"],
        "standard_instructions": row["standard_instructions"],
        "contacts": _contacts(call, row),
        "bundle_work_order_ids": bundle_ids(rows),
    }


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "not interested in this offer",
        "I cannot do that visit, pass",
        "refuse the invitation",
        "no thanks to the proposed job",
        "the pay is too low, I will not do it",
        "reject an assignment that was offered to me",
        "stop this customer from sending me work",
        "too far away for me, say no",
        "I don't want the site job they sent me",
        "decline the field job, I have no time",
        "tell the company I will not take their ticket",
        "say no to a routed job",
    ),
)
def decline_work_order_route(
    call: Call,
    work_order_id: WorkOrderId,
    decline_reason: Declined,
    note: Annotated[Note, Field(description="Told to the company.")] | None = None,
    block_company: Annotated[bool, Field(description="true: no more offers from this company. Default false.")]
    | None = None,
) -> DeclinedRoute:
    """Turn down a work order that was offered to you.

    Only your own open offer; the company is told the reason. Dispatch does not ask you again for this order until its
    terms change. A bundled order declines the offer of the whole bundle."""
    rows = offered_together(call, work_order_id)
    routes = [_my_route(call, "decline_work_order_route", row) for row in rows]
    text = plain(note) if note else None
    for row, route in zip(rows, routes, strict=True):
        work_order_routes.end(
            call.tx, route.id, "declined", call.stamp, decline_reason=decline_reason, decline_note=text
        )
        write(call, row, "declined", detail={"user_id": call.caller.id, "reason": decline_reason})
        note_route(call, row, "answered", route.id, "declined")
    _tell_declined(call, rows, decline_reason, text)
    if block_company:
        work_order_routes.block_company(call.tx, call.caller.id, rows[0]["company_id"], call.stamp)
    declined = work_order_routes.find(call.tx, routes[0].id)
    if declined is None:
        raise LookupError(f"route {routes[0].id} is gone")
    return {"route": route_shape(declined), "work_order_id": work_order_id, "company_blocked": block_company is True}


@scheduled(every=30)
def expire_work_order_routes(call: Call) -> int:
    """Offers past their time lapse; the company hears of an order that nobody is asked for any more."""
    return one_by_one(call, work_order_routes.orders_due(call.tx, call.stamp, DUE), _expire)


def _expire(call: Call, order_id: int) -> None:
    ended = work_order_routes.expire_due(call.tx, call.stamp, DUE, order_id)
    row = work_orders.find(call.tx, order_id)
    if row is None:
        return
    people = [route["person_id"] for route in ended]
    write(call, row, "offers_expired", detail={"user_ids": people})
    for route in ended:
        note_route(call, row, "closed", route["id"], "expired")
    tell_closed(call, [(row, people)], say("the time to accept is over"))
    if _is_unfilled(call, row):
        text = say("{orders} is unfilled: no offer of it is open any more.", orders=named([row]))
        tell_company(call, [row], "dispatch_ended", text)


def _my_route(call: Call, tool: str, row: Row) -> Route:
    """The caller's open offer of an order; WrongState tells why there is none."""
    found = work_order_routes.latest_of(call.tx, row["id"], call.caller.id)
    return check_answer(tool, standing(row, call), route_of(found) if found else None, is_assignee(call, row))


def _planned(call: Call, row: Row, route: Route) -> Span | None:
    """The visit as a day plan has it, when the caller is still free for it."""
    visit = route.arrival(window_of(row), call.now)
    return None if visit is None or is_taken(call, call.caller.id, visit, row["id"]) else visit


def _check_fit(call: Call, row: Row, route: Route, has_time: bool) -> None:
    """The caller may have the order by now: qualified unless the offer was forced, and free in any case.

    has_time: a plan has found it."""
    offer = offer_of(call, row)
    found = reasons(candidate(call, row, call.caller.id), offer)
    found = without(found, SCHEDULE_CONFLICT) if has_time else found
    against = by_hand(without(found, SCHEDULE_CONFLICT), route.forced)
    window = window_of(row)
    if SCHEDULE_CONFLICT in found and window is not None:
        met = obstacle(call, call.caller.id, window, row["id"])
        what = met.text if met else worded("other visits take the time")
        raise not_eligible(
            worded(
                "you are not free for work order {id}: {what}. Make room for it, or ask for another time "
                "with request_work_order and a counter_offer where the order is published, or decline",
                id=row["id"],
                what=what,
            ),
            {call.caller.id: [*against, SCHEDULE_CONFLICT]},
            next=("list_upcoming_events", "request_work_order", "decline_work_order_route"),
        )
    if against:
        next = ("list_work_order_qualifications",)
        raise not_eligible(
            worded("you cannot have work order {id}", id=row["id"]), {call.caller.id: against}, next=next
        )


def _tell_declined(call: Call, rows: Sequence[Row], reason: str, note: str | None) -> None:
    """The company hears why; and that nobody is asked any more, when this was the last open offer."""
    text = say(
        "{who} declined the offer of {orders}: {reason}.",
        who=quoted(call.caller.name),
        orders=named(rows),
        reason=Sentence(reason),
    )
    if _is_unfilled(call, rows[0]):
        unfilled = together(text, say("It is unfilled: no offer is open any more."))
        tell_company(call, rows, "dispatch_ended", unfilled, said=note)
    else:
        tell_company(call, rows, "work_order_offer_closed", text, said=note)


def _is_unfilled(call: Call, row: Row) -> bool:
    """Whether the last offer of an order that is only routed has ended, and no automatic search goes on to the next ones."""
    now = reload(call, row)
    searched = dispatch_runs.running_of(call.tx, row["id"]) is not None
    return now["status"] == ROUTED and not now["open_routes"] and not searched


def _contacts(call: Call, row: Row) -> list[ContactShape]:
    rows: Sequence[Row] = work_order_parts.contacts(call.tx, row["id"])
    return [
        {
            "id": each["id"],
            "name": each["name"],
            "role": each["role"],
            "email": each["email"],
            "phone": each["phone"],
            "ext": each["ext"],
            "notes": each["notes"],
        }
        for each in rows
    ]
