"""Paying an approved work order before its day has come."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.call import Call
from tools.operation import operation
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import worded
from tools.work_orders.access import order_of_company, standing
from tools.work_orders.drafting.leaving import called
from tools.work_orders.lifecycle.payment import pay_order
from tools.work_orders.money import pay, spends_on
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.rules.states import PAID, step
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_pay"
TOOL = "pay_work_order"


class PaidMilestone(TypedDict):
    paid: str


class Payment(TypedDict):
    """id: the transfer; absent when the order came to nothing. user_id: who was paid."""

    id: NotRequired[int | None]
    amount: str
    currency: str
    date: str
    user_id: int


class PaidWorkOrder(WorkOrderShape):
    milestones: PaidMilestone
    payment: Payment
    changed: bool


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="money_move",
    find=(
        "transfer the money for this ticket to the technician today",
        "do not wait for the due date, settle now",
        "pay the contractor early",
        "pay out the work order we signed off",
        "send the provider the pay for the visit",
        "release the payable amount of the site job",
        "pay for the signed-off job at once",
        "the technician needs the money sooner",
        "execute the payment of the assignment",
        "finish the payment of the order",
        "give the contractor the earned money now",
    ),
)
def pay_work_order(call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None) -> PaidWorkOrder:
    """Pay out an approved work order now instead of waiting for its due date, on which it is paid by itself.

    The provider's part, taken from the company's balance at approval, reaches the provider's balance, once: a repeated
    call answers changed false. The provider sends it on with create_balance_payout."""
    row = order_of_company(call, work_order_id, acting_user_id)
    if row["status"] == PAID:
        call.waive_fee()
        return _paid(call, row, changed=False)
    step(TOOL, standing(row, call))
    whole = pay(call, row)
    provider = full_name(row["assignee_first_name"], None, row["assignee_last_name"])
    call.confirm(
        worded("Pay work order {id} out now", id=row["id"]),
        record=f"work_order:{row['id']}",
        amount=whole.provider_total if whole else None,
        payee=worded("person {assignee_id} {provider}", assignee_id=row["assignee_id"], provider=quoted(provider)),
        details=(worded("It left the company's balance at approval"), called([row])),
        moves=False,
        # It left the balance at approval.
        spends=spends_on(row, None),
    )
    return _paid(call, pay_order(call, row, acting_user_id), changed=True)


def _paid(call: Call, row: Row, *, changed: bool) -> PaidWorkOrder:
    whole = pay(call, row)
    if whole is None:
        raise LookupError(f"work order {row['id']} was paid without pay terms")
    at = iso(row["paid_at"])
    payment: Payment = {
        "id": row["payment_id"],
        "amount": whole.provider_total.text,
        "currency": row["currency"],
        "date": at,
        "user_id": row["assignee_id"],
    }
    return {**shape(call, row), "milestones": {"paid": at}, "payment": payment, "changed": changed}
