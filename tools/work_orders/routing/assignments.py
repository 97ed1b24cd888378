"""Contracting a provider directly, ending an assignment, and acknowledging that a provider runs late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field

from store.database import Row
from store.work_orders import requests as work_order_requests
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import say, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import reload, standing
from tools.work_orders.drafting.leaving import bundle_ids, called, check_offerable, numbered, orders_together
from tools.work_orders.matching.checks import check_may_ignore
from tools.work_orders.money import held_together, spends_on
from tools.work_orders.notices import named, tell
from tools.work_orders.params import ActingUserId, IgnoreConflicts, WorkOrderId
from tools.work_orders.route_shapes import ClosedShape
from tools.work_orders.routing.counter_offers import agreed_columns, cost_of, counter_of, write_agreed_expenses
from tools.work_orders.routing.eligibility import check_eligible, provider
from tools.work_orders.routing.params import Message, ProviderId, ReturnTo, VoidTimeLogs
from tools.work_orders.routing.transitions import assign_together, check_endings, end_assignment
from tools.work_orders.rules.assignment import Departure, check_assignee, check_reassignable
from tools.work_orders.rules.candidates import SCHEDULE_CONFLICT
from tools.work_orders.rules.requests import CounterOffer, check_terms_accepted
from tools.work_orders.rules.states import DRAFT
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"

UseCounterOffer = Annotated[bool, Field(description="Take the terms of this provider's pending counter-offer.")]
PayTermsAccepted = Annotated[
    bool,
    Field(description="Must be true when the terms differ from what the provider saw, or a counter-offer is pending."),
]


class Assigned(WorkOrderShape):
    """The assigned order, and which offers and requests that closed."""

    hold: MoneyShape
    closed: ClosedShape
    changed: bool
    bundle_work_order_ids: NotRequired[list[int] | None]


class Unassigned(WorkOrderShape):
    """The order without its provider. listed: it is back on the marketplace."""

    previous_assignee: int
    listed: bool
    hold: MoneyShape
    bundle_work_order_ids: NotRequired[list[int] | None]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    find=(
        "put technician 25 on the job",
        "hire our own employee for this ticket",
        "book this contractor straight away",
        "give the visit to somebody without asking first",
        "contract a certain provider directly",
        "skip the offer, just assign the person",
        "fill the job with the engineer I agreed with on the phone",
        "make Ann the technician of that order",
        "Joe gets the site job, no need to ask him",
        "set the technician for that visit",
        "fix a provider for the field job",
        "put a name on the ticket directly",
        "give the visit to this technician right away",
        "make Joe the technician on the job",
        "put a chosen provider on the ticket without asking",
    ),
)
def assign_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    user_id: ProviderId,
    client_pay_terms_accepted: PayTermsAccepted | None = None,
    use_counter_offer: UseCounterOffer | None = None,
    ignore_conflicts: IgnoreConflicts | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Assigned:
    """Contract a chosen provider for a work order directly, without an offer and acceptance.

    Binding for both; from draft (which must be complete; its maximum cost is then held), published or routed. The
    provider must be active, not blocked, qualified unless missing qualifications are ignored, and free unless an admin
    sets ignore_conflicts. All offers and requests are closed. Somebody else assigned: unassign_work_order first. The
    same person again: changed false. A bundled order assigns its whole bundle. To ask first use route_work_order."""
    rows = orders_together(call, work_order_id, acting_user_id)
    free = [check_reassignable("assign_work_order", standing(row, call), row["assignee_id"], user_id) for row in rows]
    if not any(free):
        call.waive_fee()
        return _assigned(call, rows, {"routes": [], "requests": []}, changed=False)
    check_may_ignore(call, ignore_conflicts)
    check_offerable(call, rows, "assign_work_order")
    person = provider(call, user_id)
    counters = [_counter(call, row, user_id, client_pay_terms_accepted, use_counter_offer is True) for row in rows]
    set_aside = (SCHEDULE_CONFLICT,) if ignore_conflicts else ()
    windows = [counter.window if counter else None for counter in counters]
    check_eligible(call, rows, user_id, "assign_work_order", set_aside=set_aside, windows=windows)
    cost = cost_of(call, rows, counters)
    name = full_name(person["first_name"], None, person["last_name"])
    call.confirm(
        worded("Contract a provider for {numbered} for at most", numbered=numbered(rows)),
        record=f"work_order:{work_order_id}",
        amount=cost,
        payee=worded("person {user_id} {name}", user_id=user_id, name=quoted(name)),
        details=(called(rows),),
        spends=spends_on(rows[0], cost - held_together(call, rows), user_id),
    )
    agreed = [_agree(call, row, user_id, each) for row, each in zip(rows, counters, strict=True)]
    closed = assign_together(call, agreed, user_id, "assigned", acting_user_id=acting_user_id)
    return _assigned(call, rows, closed[0], changed=True)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "free the technician from this visit",
        "swap the contractor, take him off first",
        "cancel the assignment but keep the ticket",
        "put the job back on the board",
        "we need another person for an assigned order",
        "undo the assignment",
        "release the provider, maybe use them again",
        "reopen an assigned job for others",
        "remove the technician but keep the site job",
        "the provider can't come, find another",
        "unassign the visit",
        "take back the assignment for now",
    ),
)
def unassign_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    user_id: Annotated[Id, Field(description="Must be the assignee when given.")] | None = None,
    reason: Annotated[Message, Field(description="Told to the provider; needed once they confirmed the arrival.")]
    | None = None,
    return_to: ReturnTo | None = None,
    void_time_logs: VoidTimeLogs | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Unassigned:
    """Take the assigned provider off a work order; the person may be considered again later.

    Only while assigned and without an open time log. The arrival, the provider's open expenses, increases and discounts
    fall away, their calendar is free again. Work that was reported done and sent back waits 7 days for the provider.
    Back in the listing the hold stays, back in draft it is released. A bundled order frees its whole bundle. To also
    keep the person out of this order use remove_work_order_provider."""
    rows = orders_together(call, work_order_id, acting_user_id)
    provider_id = rows[0]["assignee_id"]
    text = plain(reason) if reason else None
    departure = Departure("unassign_work_order", text, return_to, void_time_logs is True)
    confirmed = any(row["confirmed_at"] is not None for row in rows)
    check_endings(call, rows, departure, reason_needed=confirmed)
    for row in rows:
        check_assignee(row["id"], row["assignee_id"], user_id)
    for row in rows:
        end_assignment(call, row, departure, "unassigned", acting_user_id=acting_user_id)
    told = say("You were taken off {orders}: do not come.", orders=named(rows))
    tell(call, rows, [provider_id], "work_order_unassigned", told, said=text)
    row = reload(call, rows[0])
    return {
        **shape(call, row),
        "previous_assignee": provider_id,
        "listed": row["status"] != DRAFT,
        "hold": money_shape(held_together(call, rows)),
        "bundle_work_order_ids": bundle_ids(rows),
    }


def _counter(call: Call, row: Row, user_id: int, accepted: bool | None, use: bool) -> CounterOffer | None:
    """The counter-offer whose terms are taken; Invalid when the company has to accept terms and did not."""
    request = work_order_requests.pending_of_person(call.tx, row["id"], user_id)
    counter = counter_of(request["counter_offer"], row) if request is not None else None
    if use and counter is None:
        raise Invalid(
            {
                "use_counter_offer": worded(
                    "person {user_id} has no pending counter-offer for work order {id}", user_id=user_id, id=row["id"]
                )
            }
        )
    route = work_order_routes.latest_of(call.tx, row["id"], user_id)
    offered = route is not None and route["status"] == "open" and route["terms_changed"]
    asked = request is not None and request["terms_changed"]
    check_terms_accepted(accepted, counter is not None, worded("a counter-offer of this provider is pending"))
    check_terms_accepted(accepted, bool(offered or asked), worded("the terms have changed since the provider saw them"))
    return counter if use else None


def _agree(call: Call, row: Row, user_id: int, counter: CounterOffer | None) -> tuple[Row, dict[str, Any]]:
    """End the person's request as accepted when its terms are taken; the order with the columns that change with it."""
    columns: dict[str, Any] = {}
    request = work_order_requests.pending_of_person(call.tx, row["id"], user_id)
    if counter is not None:
        columns = agreed_columns(call, row, counter)
        write_agreed_expenses(call, row, user_id, counter)
    if request is not None and (counter is not None or request["counter_offer"] is None):
        work_order_requests.end(call.tx, request["id"], "accepted", call.stamp, call.caller.owner)
    return row, columns


def _assigned(call: Call, rows: Sequence[Row], closed: ClosedShape, changed: bool) -> Assigned:
    row = reload(call, rows[0])
    return {
        **shape(call, row),
        "hold": money_shape(held_together(call, rows)),
        "closed": closed,
        "changed": changed,
        "bundle_work_order_ids": bundle_ids(rows),
    }
