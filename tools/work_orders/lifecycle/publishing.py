"""Putting work orders on the marketplace, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import Field

from store.database import Row
from store.providers import providers
from store.types import Money, Owner, iso
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import close_offers, reload, standing, write
from tools.work_orders.drafting.leaving import called, leave_draft, numbered, orders_together, to_hold
from tools.work_orders.drafting.writing import missing_of
from tools.work_orders.lifecycle.params import ProviderMessage
from tools.work_orders.money import held_together, lines, range_columns, release_hold, spends_on, terms
from tools.work_orders.notices import named, tell, tell_closed
from tools.work_orders.params import ActingUserId, NetworkIds, WorkOrderId
from tools.work_orders.references import check_networks
from tools.work_orders.rules.drafts import refuse_unready
from tools.work_orders.rules.states import ASSIGNED, DRAFT, PUBLISHED, refuse_unanswered, refuse_worked_on, step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_orders"

Reason = Annotated[str, Field(min_length=1, max_length=2000, description="Told to providers who requested it.")]
# What leaves with the way back to draft.
_NO_MILESTONES = dict.fromkeys(
    ("published_at", "routed_at", "assigned_at", "confirmed_at", "on_my_way_at", "checked_in_at", "checked_out_at",
     "work_done_at", "approved_at", "paid_at", "canceled_at", "sent_back_at")
)  # fmt: skip


class PublishedWorkOrder(WorkOrderShape):
    published_at: str
    hold: MoneyShape
    visible_to: int
    changed: bool


class ReturnedWorkOrder(WorkOrderShape):
    closed_requests: int
    closed_routes: int
    hold_released: MoneyShape
    removed_assignee: NotRequired[int | None]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    find=(
        "make the job visible to technicians",
        "let people apply for this ticket",
        "go live with the draft",
        "put the job on the marketplace",
        "post the ticket to our contractor network",
        "advertise a site visit",
        "open the job for bids",
        "start looking for somebody for this ticket",
        "list it where providers can find it",
        "look for a technician publicly",
        "everyone may apply for the site job",
        "put our field job out for bids",
        "put the field job on the market",
        "open the ticket for applications",
        "make this work order public",
        "let technicians see and request the visit",
    ),
)
def publish_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    network_ids: NetworkIds | None = None,
    acting_user_id: ActingUserId | None = None,
) -> PublishedWorkOrder:
    """List a draft or routed work order on the marketplace or networks, so that providers may request it.

    Holds the maximum cost (largest pay, bonuses, service fee) on the company's balance; open offers stay open. Needs
    a title, a type of work, a location or remote, a start in the future, pay and the required custom fields;
    get_work_order or a dry_run says what is missing. A member of a bundle publishes the whole bundle. Publishing twice
    changes nothing. Next: list_work_order_pending_requests shows who asked, accept_work_order_request picks one."""
    orders = orders_together(call, work_order_id, acting_user_id)
    for order in orders:
        step("publish_work_order", standing(order, call))
    row = orders[0]
    if row["status"] == PUBLISHED:
        call.waive_fee()
        return _published(call, orders, changed=False)
    for order in orders:
        refuse_unready(order["id"], missing_of(call, order))
    if network_ids:
        check_networks(call, network_ids)
    total = to_hold(call, orders)
    call.confirm(
        worded("Publish {numbered} and hold", numbered=numbered(orders)),
        record=f"work_order:{row['id']}",
        amount=total,
        details=(worded("The money stays in the company's balance, held for it"), called(orders)),
        spends=spends_on(row, total),
    )
    for order in orders:
        if network_ids:
            work_orders.set_networks(call.tx, order["id"], network_ids)
        columns = {**leave_draft(call, order), "status": int(PUBLISHED), "published_at": call.stamp}
        write(call, order, "published", acting_user_id=acting_user_id, **columns)
    return _published(call, orders, changed=True)


def _published(call: Call, orders: Sequence[Row], changed: bool) -> PublishedWorkOrder:
    row = reload(call, orders[0])
    networks = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    return {
        **shape(call, row),
        "published_at": iso(row["published_at"]),
        "hold": money_shape(held_together(call, orders)),
        "visible_to": providers.count_in_networks(call.tx, networks) if networks else 0,
        "changed": changed,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    takes_long=True,
    find=(
        "take the listing down again",
        "hide this job from the board",
        "stop receiving applications",
        "withdraw the posting",
        "pull the ticket off the marketplace",
        "we do not want bids any more",
        "close the job to new applicants",
        "unlist the visit and keep it as a draft",
        "remove the site job from the market",
        "nobody else should apply",
        "stop advertising our ticket",
        "take our field job offline",
        "take the job off the marketplace",
        "stop collecting requests for the visit",
        "make a published ticket private again",
    ),
)
def unpublish_work_order(
    call: Call, work_order_id: WorkOrderId, reason: Reason | None = None, acting_user_id: ActingUserId | None = None
) -> ReturnedWorkOrder:
    """Take a published work order off the marketplace and put it back to draft.

    Pending requests and open offers are closed and those providers told, the hold is released. Only from published: a
    routed order goes back with unroute_work_order or revert_work_order_to_draft, an assigned one with
    unassign_work_order first. A member of a bundle takes the whole bundle back. Next: update_work_order."""
    orders = orders_together(call, work_order_id, acting_user_id)
    for order in orders:
        step("unpublish_work_order", standing(order, call))
    return _back_to_draft(call, orders, "unpublished", reason, acting_user_id)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    takes_long=True,
    find=(
        "start over with this ticket",
        "reset the job so I can rework it",
        "undo the cancellation",
        "bring a called-off job back",
        "make the order editable again",
        "take everything back and plan it anew",
        "reopen the canceled visit",
        "return the assigned job to the drawing board",
        "put a cancelled job back to draft",
        "make a published field job a draft again",
        "undo everything and edit the visit",
        "reset it to draft",
    ),
)
def revert_work_order_to_draft(
    call: Call,
    work_order_id: WorkOrderId,
    message_to_provider: ProviderMessage | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ReturnedWorkOrder:
    """Bring a published, routed, assigned or canceled work order all the way back to draft.

    Offers and requests are closed, the assignee is removed and told, the hold is released, checklist steps go back to
    incomplete; messages and files stay. Not possible once there is a time log, the work was reported done, or a
    cancellation fee was charged. A member of a bundle takes the whole bundle back. Next: update_work_order."""
    orders = orders_together(call, work_order_id, acting_user_id)
    for order in orders:
        step("revert_work_order_to_draft", standing(order, call))
        refuse_worked_on("revert_work_order_to_draft", standing(order, call))
        refuse_unanswered("revert_work_order_to_draft", standing(order, call))
    return _back_to_draft(call, orders, "reverted_to_draft", message_to_provider, acting_user_id)


def _back_to_draft(
    call: Call, orders: Sequence[Row], act: str, message: str | None, acting_user_id: int | None
) -> ReturnedWorkOrder:
    """Close offers, let the assignee go, release the hold and clear the milestones of orders that act together."""
    asked = orders[0]
    closed_routes, closed_requests, released = 0, 0, Money(0, asked["currency"])
    waiting: list[tuple[Row, list[int]]] = []
    for order in orders:
        closed = close_offers(call, order)
        waiting.append((order, [each["person_id"] for each in closed]))
        closed_routes += sum(each["kind"] == "route" for each in closed)
        closed_requests += sum(each["kind"] == "request" for each in closed)
        released = released + release_hold(call, order)
        if order["assignee_id"] is not None:
            call.freed.add(Owner("person", order["assignee_id"]))
            work_orders.end_assignment(call.tx, order["id"], call.stamp, act)
            work_order_pay.void_provider_lines(call.tx, order["id"], order["assigned_at"], call.stamp)
        work_order_parts.reopen_tasks(call.tx, order["id"], call.stamp)
        write(
            call, order, act, acting_user_id=acting_user_id, detail={"message": message},
            status=int(DRAFT), assignee_id=None, fee_percent=None, cancel_reason_id=None, cancel_notes=None,
            **_NO_MILESTONES, **range_columns(terms(order), lines(call, order)),
        )  # fmt: skip
    _tell_withdrawn(call, orders, waiting, plain(message) if message else None)
    return {
        **shape(call, reload(call, asked)),
        "closed_requests": closed_requests,
        "closed_routes": closed_routes,
        "hold_released": money_shape(released),
        "removed_assignee": _assignee(asked),
    }


def _tell_withdrawn(
    call: Call, orders: Sequence[Row], waiting: Sequence[tuple[Row, list[int]]], message: str | None
) -> None:
    """Tell the assignee and those who waited that the company took the orders back."""
    company = quoted(orders[0]["company_name"])
    assignee = _assignee(orders[0])
    if assignee is not None:
        text = say(
            "{company} took {orders} back: you are not assigned any more, do not come.",
            company=company,
            orders=named(orders),
        )
        tell(call, orders, [assignee], "work_order_unassigned", text, said=message)
    tell_closed(call, waiting, say("{company} took it back", company=company), message, but=assignee)


def _assignee(row: Row) -> int | None:
    """Who has to leave; a canceled order only remembers who it was."""
    assignee_id: int | None = row["assignee_id"] if row["status"] == ASSIGNED else None
    return assignee_id
