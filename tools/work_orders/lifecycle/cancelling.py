"""Calling work orders off: who is told, what it costs, what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, Owner, iso, utc_text
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, together, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import close_offers, order_of_company, standing, write
from tools.work_orders.catalog.choices import of_company
from tools.work_orders.drafting.leaving import called
from tools.work_orders.lifecycle.params import ProviderMessage
from tools.work_orders.money import fee, release_hold, spends_on, take_from_hold, terms
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.references import check_cancel_reason
from tools.work_orders.rules.cancellation import Wish, charged_fee
from tools.work_orders.rules.pay import cancellation_fee
from tools.work_orders.rules.states import CANCELED, Status, refuse_open_log, refuse_unanswered, step

TOOLSET = "work_orders"

CancelReason = Annotated[
    int, Field(ge=1, description="A reason of the company, by number; 58 = the customer called it off.")
]
Notes = Annotated[str, Field(min_length=1, max_length=2000, description="Internal note, kept in the history.")]
Waive = Annotated[bool, Field(description="Admins only: waive the cancellation fee. Default false.")]
Insist = Annotated[bool, Field(description="Charge the fee although more than 24 hours are left. Default false.")]


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
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    example={"cancel_reason": 57},
    choices={"cancel_reason": of_company("cancel_reason")},
    takes_long=True,
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
    mark_work_order_incomplete or approve_work_order. Work that was reported done and sent back is not ended unpaid: for
    7 days only its provider can give it up (remove_work_order_provider) or report it again. A member of a bundle is
    canceled alone. A canceled order without a charged fee comes back with revert_work_order_to_draft."""
    row = order_of_company(call, work_order_id, acting_user_id)
    after = _state_after(call, row)
    reason = check_cancel_reason(call, cancel_reason)
    if reason["needs_note"] and not (notes and plain(notes)):
        raise Invalid(
            {"notes": worded("are needed with reason {id} ({name})", id=reason["id"], name=word(reason["name"]))}
        )
    wish = _wish(call, cancel_request_not_charge, apply_passive_cancellation_fee)
    owed = _owed(call, row, wish)
    _ask(call, row, owed)
    released = _settle(call, row, owed)
    closed = close_offers(call, row)
    if row["assignee_id"] is not None:
        call.freed.add(Owner("person", row["assignee_id"]))
        work_orders.end_assignment(call.tx, row["id"], call.stamp, "canceled")
    work_order_bundles.leave(call.tx, [row["id"]], call.stamp)
    due = utc_text(call.now + timedelta(days=row["payment_terms_days"])) if owed.fee else None
    write(
        call, row, "canceled" if after is CANCELED else "deleted", acting_user_id=acting_user_id,
        detail={"reason_id": reason["id"], "notes": notes, "fee": owed.fee.text},
        status=int(after), canceled_at=call.stamp, cancel_reason_id=reason["id"], cancel_notes=notes,
        cancellation_charged=owed.fee.amount, payment_due_at=due,
    )  # fmt: skip
    _tell(call, row, [each["person_id"] for each in closed], owed.fee, message_to_provider)
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


def _state_after(call: Call, row: Row) -> Status:
    """What the order becomes; WrongState while it cannot be called off."""
    now = standing(row, call)
    after = step("cancel_work_order", now)
    refuse_open_log("cancel_work_order", now)
    refuse_unanswered("cancel_work_order", now)
    return after


def _tell(call: Call, row: Row, waiting: Sequence[int], fee: Money, message: str | None) -> None:
    """Nobody drives to a job that is off: the assignee, and whoever had an offer or a request, hear of it."""
    about = {"company": quoted(row["company_name"]), "orders": named([row])}
    figures: dict[str, object] = {"cancellation_fee": str(fee)} if fee else {}
    paid = say("You get a cancellation fee of {fee}.", fee=fee) if fee else None
    said = plain(message) if message else None
    text = together(say("{company} called {orders} off: do not come.", **about), paid)
    tell(call, [row], [row["assignee_id"]], "work_order_cancelled", text, said=said, figures=figures)
    others = [id for id in waiting if id != row["assignee_id"]]
    text = say("{company} called {orders} off; your offer or request is closed.", **about)
    tell(call, [row], others, "work_order_cancelled", text, said=said)
    if fee:
        paid = say(
            "{fee} of cancellation fee for {orders} left the balance of the company, and the platform's fee on it.",
            fee=fee,
            orders=named([row]),
        )
        tell_company(call, [row], "money_out", paid, figures=figures)


@dataclass(frozen=True, slots=True)
class _Owed:
    """What calling off costs: to the provider, and to the platform on top."""

    fee: Money
    platform_fee: Money


def _wish(call: Call, waive: bool, insist: bool) -> Wish:
    if waive and insist:
        fault = worded("contradicts apply_passive_cancellation_fee; give one of the two")
        raise Invalid({"cancel_request_not_charge": fault})
    if waive and not call.caller.is_admin:
        raise NotAllowed(
            worded("Only an admin of the company may waive a cancellation fee."), next=("cancel_work_order",)
        )
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


def _ask(call: Call, row: Row, owed: _Owed) -> None:
    """Name the act, with the fee where one is due."""
    act, payee = worded("Cancel work order {id} for good", id=row["id"]), None
    details: tuple[str, ...] = (called([row]),)
    if owed.fee:
        act = worded("Cancel work order {id} for good and pay a cancellation fee of", id=row["id"])
        payee = worded("the assigned provider, person {assignee_id}", assignee_id=row["assignee_id"])
        details = (worded("The platform gets {platform_fee}", platform_fee=owed.platform_fee), *details)
    call.confirm(
        act,
        record=f"work_order:{row['id']}",
        amount=owed.fee or None,
        payee=payee,
        details=details,
        spends=spends_on(row, None, row["assignee_id"]) if owed.fee else None,
    )


def _settle(call: Call, row: Row, owed: _Owed) -> Money:
    """Take what is owed out of the hold and release the rest; how much was released."""
    if owed.fee:
        return take_from_hold(call, row, row["assignee_id"], owed.fee, owed.platform_fee)
    return release_hold(call, row)
