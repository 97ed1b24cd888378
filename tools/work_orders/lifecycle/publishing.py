"""Putting work orders on the marketplace, taking them back, calling them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from store.types import Money, iso, utc_text
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.shapes import MoneyShape, money_shape
from tools.work_orders.access import actor, order_of_company, reload, standing, tell, write
from tools.work_orders.drafting.leaving import leave_draft, named, orders_together, to_hold
from tools.work_orders.drafting.writing import missing_of
from tools.work_orders.money import fee, held, lines, range_columns, release_hold, take_from_hold, terms
from tools.work_orders.params import ActingUserId, NetworkIds, WorkOrderId
from tools.work_orders.references import check_cancel_reason, check_networks
from tools.work_orders.rules.cancellation import Wish, charged_fee
from tools.work_orders.rules.drafts import refuse_unready
from tools.work_orders.rules.pay import cancellation_fee
from tools.work_orders.rules.states import (
    ASSIGNED,
    CANCELED,
    DRAFT,
    PUBLISHED,
    refuse_open_log,
    refuse_worked_on,
    step,
)
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_orders"

Reason = Annotated[str, Field(min_length=1, max_length=2000, description="Told to providers who requested it.")]
CancelReason = Annotated[int, Field(ge=1, description="From list_cancel_reasons; 58 = the customer called it off.")]
Notes = Annotated[str, Field(min_length=1, max_length=2000, description="Internal note, kept in the history.")]
ProviderMessage = Annotated[
    str, Field(min_length=1, max_length=2000, description="Sent to the assignee and to providers with open offers.")
]
Waive = Annotated[bool, Field(description="Admins only: waive the cancellation fee. Default false.")]
Insist = Annotated[bool, Field(description="Charge the fee although more than 24 hours are left. Default false.")]

# What leaves with the way back to draft.
_NO_MILESTONES = dict.fromkeys(
    ("published_at", "routed_at", "assigned_at", "confirmed_at", "on_my_way_at", "checked_in_at", "checked_out_at",
     "work_done_at", "approved_at", "paid_at", "canceled_at")
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


class CanceledMilestone(TypedDict):
    canceled: str


class CancellationFeeShape(TypedDict):
    amount: MoneyShape
    charged: bool
    platform_fee: MoneyShape


class CanceledWorkOrder(TypedDict):
    work_order_id: int
    status: str
    milestones: CanceledMilestone
    hold_released: MoneyShape
    cancellation_fee: CancellationFeeShape


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    waitable=True,
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
        return _published(call, row, changed=False)
    for order in orders:
        refuse_unready(order["id"], missing_of(call, order))
    if network_ids:
        check_networks(call, network_ids)
    total = to_hold(call, orders)
    call.confirm(
        f"Publish {named(orders)} and hold {total} of the company's balance for it",
        record=f"work_order:{row['id']}",
        amount=total,
    )
    for order in orders:
        if network_ids:
            work_orders.set_networks(call.tx, order["id"], network_ids)
        columns = {**leave_draft(call, order), "status": int(PUBLISHED), "published_at": call.stamp}
        write(call, order, "published", acting_user_id=acting_user_id, **columns)
    return _published(call, reload(call, row), changed=True)


def _published(call: Call, row: Row, changed: bool) -> PublishedWorkOrder:
    networks = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    return {
        **shape(call, row),
        "published_at": iso(row["published_at"]),
        "hold": money_shape(held(call, row)),
        "visible_to": providers.count_in_networks(call.tx, networks) if networks else 0,
        "changed": changed,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    waitable=True,
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
    waitable=True,
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
    return _back_to_draft(call, orders, "reverted_to_draft", message_to_provider, acting_user_id)


def _back_to_draft(
    call: Call, orders: Sequence[Row], act: str, message: str | None, acting_user_id: int | None
) -> ReturnedWorkOrder:
    """Close offers, let the assignee go, release the hold and clear the milestones of orders that act together."""
    asked = orders[0]
    closed_routes, closed_requests, released = 0, 0, Money(0, asked["currency"])
    for order in orders:
        closed = work_orders.close_offers(call.tx, order["id"], call.stamp, actor(call))
        closed_routes += sum(each["kind"] == "route" for each in closed)
        closed_requests += sum(each["kind"] == "request" for each in closed)
        released = released + release_hold(call, order)
        if order["assignee_id"] is not None:
            work_orders.end_assignment(call.tx, order["id"], call.stamp, act)
            work_order_pay.void_provider_lines(call.tx, order["id"], call.stamp)
        work_order_parts.reopen_tasks(call.tx, order["id"], call.stamp)
        write(
            call, order, act, acting_user_id=acting_user_id, detail={"message": message},
            status=int(DRAFT), assignee_id=None, fee_percent=None, cancel_reason_id=None, cancel_notes=None,
            **_NO_MILESTONES, **range_columns(terms(order), lines(call, order)),
        )  # fmt: skip
        people = [*(each["person_id"] for each in closed), _assignee(order)]
        tell(call, people, order, _withdrawn(order, message))
    return {
        **shape(call, reload(call, asked)),
        "closed_requests": closed_requests,
        "closed_routes": closed_routes,
        "hold_released": money_shape(released),
        "removed_assignee": _assignee(asked),
    }


def _assignee(row: Row) -> int | None:
    """Who has to leave; a canceled order only remembers who it was."""
    assignee_id: int | None = row["assignee_id"] if row["status"] == ASSIGNED else None
    return assignee_id


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    waitable=True,
    find=(
        "call off the visit, the customer no longer needs it",
        "throw away this draft ticket",
        "delete a job and tell the technician why",
        "the job is not needed any more",
        "scrap the site visit",
        "drop the assignment for good",
        "tell the contractor not to come",
        "remove a ticket created by mistake",
        "abort the job and pay the call-off fee",
        "kill the site job, the shop is closed",
        "we won't need the technician after all",
        "void a field job with a reason",
    ),
)
def cancel_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    cancel_reason: CancelReason,
    notes: Notes | None = None,
    message_to_provider: ProviderMessage | None = None,
    cancel_request_not_charge: Waive = False,
    apply_passive_cancellation_fee: Insist = False,
    acting_user_id: ActingUserId | None = None,
) -> CanceledWorkOrder:
    """Cancel a work order for good: a draft is thrown away, an open or assigned one is called off.

    Offers and requests are closed, all concerned are told, the calendar is freed, the hold is released. An assigned
    provider gets the agreed cancellation fee when the latest arrival is 24 hours away or less; the platform fee comes
    on top. Not while the provider is checked in, and not once the work is reported done: then
    mark_work_order_incomplete or approve_work_order. A member of a bundle is canceled alone. A canceled order without a
    charged fee comes back with revert_work_order_to_draft."""
    row = order_of_company(call, work_order_id, acting_user_id)
    now = standing(row, call)
    after = step("cancel_work_order", now)
    refuse_open_log("cancel_work_order", now)
    reason = check_cancel_reason(call, cancel_reason)
    if reason["needs_note"] and not notes:
        raise Invalid({"notes": f"are needed with reason {reason['id']} ({reason['name']})"})
    wish = _wish(call, cancel_request_not_charge, apply_passive_cancellation_fee)
    owed = _owed(call, row, wish)
    call.confirm(_cancel_question(row, owed), record=f"work_order:{row['id']}", amount=owed.fee)
    released = _settle(call, row, owed)
    closed = work_orders.close_offers(call.tx, row["id"], call.stamp, actor(call))
    if row["assignee_id"] is not None:
        work_orders.end_assignment(call.tx, row["id"], call.stamp, "canceled")
    work_order_bundles.leave(call.tx, [row["id"]], call.stamp)
    due = utc_text(call.now + timedelta(days=row["payment_terms_days"])) if owed.fee else None
    write(
        call, row, "canceled" if after is CANCELED else "deleted", acting_user_id=acting_user_id,
        detail={"reason_id": reason["id"], "notes": notes, "fee": owed.fee.text},
        status=int(after), canceled_at=call.stamp, cancel_reason_id=reason["id"], cancel_notes=notes,
        cancellation_charged=owed.fee.amount, payment_due_at=due,
    )  # fmt: skip
    people = [*(each["person_id"] for each in closed), row["assignee_id"]]
    tell(call, people, row, _withdrawn(row, message_to_provider))
    return {
        "work_order_id": row["id"],
        "status": after.word,
        "milestones": {"canceled": iso(call.now)},
        "hold_released": money_shape(released),
        "cancellation_fee": {
            "amount": money_shape(owed.fee),
            "charged": bool(owed.fee),
            "platform_fee": money_shape(owed.platform_fee),
        },
    }


@dataclass(frozen=True, slots=True)
class _Owed:
    """What calling off costs: to the provider, and to the platform on top."""

    fee: Money
    platform_fee: Money


def _wish(call: Call, waive: bool, insist: bool) -> Wish:
    if waive and insist:
        fault = "contradicts apply_passive_cancellation_fee; give one of the two"
        raise Invalid({"cancel_request_not_charge": fault})
    if waive and not call.caller.is_admin:
        raise NotAllowed("Only an admin of the company may waive a cancellation fee.", next=("cancel_work_order",))
    return Wish(waive=waive, insist=insist)


def _owed(call: Call, row: Row, wish: Wish) -> _Owed:
    agreed = terms(row)
    if agreed is None:
        nothing = Money(0, row["currency"])
        return _Owed(nothing, nothing)
    maximum = Money(row["pay_max"], row["currency"])
    amount = cancellation_fee(row["cancellation_calculation"], Decimal(row["cancellation_amount"]), maximum)
    charged = charged_fee(standing(row, call), amount, bool(row["cancellation_hours24"]), wish)
    return _Owed(charged, fee(call, row).on(charged))


def _settle(call: Call, row: Row, owed: _Owed) -> Money:
    """Take what is owed out of the hold and release the rest; how much was released."""
    if owed.fee:
        return take_from_hold(call, row, row["assignee_id"], owed.fee, owed.platform_fee)
    return release_hold(call, row)


def _cancel_question(row: Row, owed: _Owed) -> str:
    question = f"Cancel work order {row['id']} '{row['title']}' for good"
    if not owed.fee:
        return question
    return f"{question}; the assigned provider gets a cancellation fee of {owed.fee}, the platform {owed.platform_fee}"


def _withdrawn(row: Row, message: str | None) -> str:
    text = f"{row['company_name']} has withdrawn work order {row['id']} '{row['title']}'."
    return f"{text} {message}" if message else text
