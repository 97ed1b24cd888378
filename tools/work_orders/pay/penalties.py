"""Penalties on a work order: announced or applied."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders.pay_lines import extras
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Said
from tools.questions import quoted
from tools.rules.sentences import Words, say, worded
from tools.work_orders.access import order_of_company, standing, visible_order
from tools.work_orders.catalog.choices import of_company
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.pay.extras import Placed, amounts, available, charged_sum, hold_with, placed, put
from tools.work_orders.pay.notices import tell_new_terms, tell_other_side
from tools.work_orders.pay.params import Charged, ExtraAmount, WithAvailable
from tools.work_orders.pay.shapes import AvailableShape, PenaltyShape, available_shape, penalty_shape
from tools.work_orders.pay.transitions import ask
from tools.work_orders.pay_shapes import PayShape, pay_shape
from tools.work_orders.rules.states import ASSIGNED, OPEN, WORK_DONE, step

TOOLSET = "work_order_pay"

Why = Annotated[
    Said,
    Field(min_length=1, max_length=1000, description="Needed to apply it once assigned or done; the provider sees it."),
]


class Penalties(TypedDict):
    sum: str
    currency: str
    results: list[PenaltyShape]
    available: NotRequired[list[AvailableShape] | None]
    total: int
    next_cursor: str | None


class PlacedPenalty(TypedDict):
    penalty: PenaltyShape
    pay: PayShape | None


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what is deducted on this job",
        "fines on the ticket",
        "possible deductions for lateness",
        "penalties attached to the work order",
        "is something held back for missing photos",
        "why was my pay for the visit cut",
        "announced deductions of an assignment",
        "which penalty was applied to the site job",
        "what could we deduct on this order",
        "how much do the penalties come to",
        "sanctions the technician risks here",
    ),
)
def list_work_order_penalties(
    call: Call, work_order_id: WorkOrderId, page: Page, include_available: WithAvailable = False
) -> Penalties:
    """List the penalties attached to a work order, with what each comes to now; once approved, what it came to.

    sum: those that are applied (charged). include_available adds the company's other ones, for its members.
    create_work_order_penalty announces or applies one."""
    row, side = visible_order(call, work_order_id)
    now = amounts(call, "penalty", row)
    rows, next_cursor, total = page.slice(extras.all_of(call.tx, "penalty", row["id"]))
    answer: Penalties = {
        "sum": charged_sum(call, "penalty", row).text,
        "currency": row["currency"],
        "results": [penalty_shape(each, now.get(each["penalty_id"])) for each in rows],
        "total": total,
        "next_cursor": next_cursor,
    }
    if include_available and side == "company":
        answer["available"] = [available_shape(each) for each in available(call, "penalty", row)]
    return answer


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    example={"penalty_id": 1, "charged": False},
    choices={"penalty_id": of_company("penalty")},
    find=(
        "deduct 15 for arriving late",
        "fine the contractor for missing photos",
        "announce a no-show deduction",
        "put a penalty on the ticket",
        "hold back a part of the pay",
        "apply the announced deduction",
        "cut the pay for incomplete tasks",
        "charge the technician for being late",
        "lift a penalty again",
        "warn that lateness will cost money",
        "take five percent off for sloppy work",
    ),
)
def create_work_order_penalty(
    call: Call,
    work_order_id: WorkOrderId,
    penalty_id: Annotated[Id, Field(description="From list_company_penalties.")],
    charged: Charged = True,
    amount: ExtraAmount | None = None,
    reason: Why | None = None,
) -> PlacedPenalty:
    """Put one of the company's penalties on a work order as a possible deduction (charged false), or apply it.

    Until the order is approved; once for each penalty_id, a second call changes it, and charged false lifts it again. It
    lowers the pay, never below 0, and never the hold. Percent is of labour and increases. The provider is told."""
    row = order_of_company(call, work_order_id)
    step("create_work_order_penalty", standing(row, call))
    if charged and reason is None and row["status"] in (ASSIGNED, WORK_DONE):
        raise Invalid({"reason": worded("is needed to apply a penalty to an order that is assigned or done")})
    wish = placed(call, "penalty", row, penalty_id, charged, amount, {"reason": reason})
    verb = worded("Apply") if charged else worded("Announce")
    ask(
        call,
        row,
        worded("{verb} penalty {penalty_id} on work order {id}", verb=verb, penalty_id=penalty_id, id=row["id"]),
        hold_with(call, "penalty", row, wish),
    )
    now = put(call, "penalty", row, wish)
    made = extras.find(call.tx, "penalty", row["id"], penalty_id)
    if made is None:
        raise LookupError(f"penalty {penalty_id} is not on work order {row['id']}")
    worth = amounts(call, "penalty", now).get(penalty_id)
    _tell(call, now, wish, made, worth)
    return {"penalty": penalty_shape(made, worth), "pay": pay_shape(call, now, "company")}


def _tell(call: Call, row: Row, wish: Placed, made: Row, worth: Money | None) -> None:
    if row["status"] in OPEN:
        tell_new_terms(call, row)
    elif row["assignee_id"] is not None and worth is not None:
        about = {"name": quoted(made["name"]), "amount": worth, "orders": named([row])}
        text: Words
        if wish.extra.charged:
            text = say("The penalty {name}, {amount}, is taken off your pay for {orders}.", **about)
        else:
            text = say("The penalty {name}, {amount}, may be taken off your pay for {orders}; it is not now.", **about)
        tell_other_side(call, row, "company", text, made["reason"], worth)
