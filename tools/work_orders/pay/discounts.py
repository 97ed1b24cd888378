"""What a provider takes off their own pay."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.types import Money
from store.work_orders import pay as work_order_pay
from store.work_orders.pay_lines import discounts
from tools.call import Call
from tools.errors import NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import PositiveAmount, Said
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import order_to_work_on
from tools.work_orders.money import pay
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.pay.access import order_worked_on, sight
from tools.work_orders.pay.notices import tell_other_side
from tools.work_orders.pay.rules.claims import check_discount
from tools.work_orders.pay.shapes import DiscountShape, discount_shape
from tools.work_orders.pay.transitions import settle

TOOLSET = "work_order_pay"


class Discounts(TypedDict):
    sum: str
    currency: str
    results: list[DiscountShape]
    total: int
    next_cursor: str | None


class ReducedPay(TypedDict):
    provider_total: str
    currency: str


class NewDiscount(TypedDict):
    discount: DiscountShape
    pay: ReducedPay


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "did the technician give us something off",
        "reductions on this bill",
        "price cuts granted",
        "discounts on the ticket",
        "how much was taken off the pay",
        "goodwill reductions of the contractor",
        "what did I knock off my own bill",
        "rebates on this site job",
        "voided discounts of a work order",
        "is the visit cheaper than agreed",
        "why is the provider's total lower",
    ),
)
def list_work_order_discounts(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    status: Annotated[Literal["active", "voided", "all"], Field(description="Only these. Default active.")] = "active",
) -> Discounts:
    """List what the provider took off their pay on a work order, newest first.

    sum: the active ones together. For the company and the assignee. create_work_order_discount grants one."""
    row, side = order_worked_on(call, work_order_id)
    sql, params = discounts.all_of(row["id"], *sight(call, row, side), status)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=discounts.NEWEST)
    return {
        "sum": Money(work_order_pay.discount_sum(call.tx, row["id"]), row["currency"]).text,
        "currency": row["currency"],
        "results": [discount_shape(each, row["currency"]) for each in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("worker",),
    price="free",
    example={"amount": "10.00", "description": "Less to do than planned"},
    find=(
        "I give 10 dollars off",
        "lower my own bill",
        "make a goodwill reduction",
        "take something off my pay for this job",
        "grant the customer a discount on my work",
        "charge less than agreed for the visit",
        "reduce what I earn on this ticket",
        "I was late, I take less money",
        "knock 20 off the price of my assignment",
        "offer a rebate to the company",
        "waive a part of my pay",
    ),
)
def create_work_order_discount(
    call: Call,
    work_order_id: WorkOrderId,
    amount: PositiveAmount,
    description: Annotated[Said, Field(min_length=1, max_length=500, description="Why, in words.")],
) -> NewDiscount:
    """Grant a reduction on your own pay for a work order you are assigned to, while it is assigned or done.

    At most what labour, increases and bonuses come to, earlier discounts taken off. Several may be granted; nobody takes
    one back. Expenses are paid in full all the same."""
    row, side = order_to_work_on(call, work_order_id, "create_work_order_discount")
    whole = pay(call, row)
    if side != "assignee" or whole is None:
        raise NotAllowed(
            worded(
                "Only the provider of work order {work_order_id} takes something off their pay.",
                work_order_id=work_order_id,
            ),
            next=("get_work_order_pay",),
        )
    earned = whole.labor + whole.increases + whole.bonus_sum
    off = check_discount(amount, earned, whole.discounts)
    text = plain(description)
    id = discounts.insert(call.tx, row["id"], call.caller.id, off.amount, text, call.stamp)
    now = settle(call, row, "discount_granted", detail={"discount_id": id, "amount": off.text})
    told = say(
        "{who} takes {amount} off the pay for {orders}.", who=quoted(call.caller.name), amount=off, orders=named([row])
    )
    tell_other_side(call, row, side, told, text, off)
    made, left = discounts.find(call.tx, row["id"], id), pay(call, now)
    if made is None or left is None:
        raise LookupError(f"discount {id} is gone")
    return {
        "discount": discount_shape(made, row["currency"]),
        "pay": {"provider_total": left.provider_total.text, "currency": row["currency"]},
    }
