"""The pay of a work order read as a whole, and its terms changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders import pay as work_order_pay
from tools.call import Call
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.rules.sentences import AND, joined, worded
from tools.work_orders.access import check_correlation, order_of_company, standing, visible_order
from tools.work_orders.drafting.changeset import pay_columns
from tools.work_orders.money import held, lines, terms
from tools.work_orders.params import (
    ActingUserId,
    AdditionalIn,
    BaseIn,
    CancellationFeeIn,
    CorrelationId,
    WorkOrderId,
)
from tools.work_orders.pay.breakdown import WholePay, whole_pay
from tools.work_orders.pay.notices import tell_new_terms
from tools.work_orders.pay.rules.offered import Promise, worse
from tools.work_orders.pay.transitions import ask, hold_change, settle
from tools.work_orders.rules.pay import Terms, pay_range
from tools.work_orders.rules.states import ASSIGNED, DRAFT, step, wrong_state

TOOLSET = "work_order_pay"
TOOL = "update_work_order_pay"


class HoldMove(TypedDict):
    before: str
    after: str


class ChangedPay(TypedDict):
    pay: WholePay
    hold: HoldMove
    correlation_id: str


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what will this visit cost us",
        "how much do I earn for that job",
        "break down the bill of ticket 1001",
        "pay terms and totals of a work order",
        "how is the price of the site job made up",
        "service fee and hold of the assignment",
        "how much money is held for the ticket",
        "what comes out for me after all deductions",
        "price of the visit with bonuses and expenses",
        "the most this job can cost",
        "when is the technician paid and how much",
    ),
)
def get_work_order_pay(call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None) -> WholePay:
    """Give the full pay of a work order: terms, labour, increases, bonuses, penalties, discounts, expenses, fees, totals, hold.

    An estimate until the order is approved: at the maximum before the first time log, then at what is reported so far. A
    worker sees terms and, once assigned, what they earn, not fee and hold. actions names the tools on the pay that are
    open now; of each kind the newest few lines are shown, the list tools have all."""
    row, side = visible_order(call, work_order_id, acting_user_id)
    whole = whole_pay(call, row, side)
    if whole is None:
        raise WrongState(
            worded(
                "Work order {work_order_id} has no pay yet; {tool} sets it.", work_order_id=work_order_id, tool=TOOL
            ),
            state="draft",
            next=(TOOL,),
        )
    return whole


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    example={"base": {"amount": "450.00"}},
    find=(
        "offer 75 an hour instead",
        "raise the flat rate of the ticket",
        "switch the job to payment per device",
        "change the pay terms of the work order",
        "more hours at most for the site job",
        "set the hourly rate and the cap",
        "agree on a fee when the visit is called off",
        "pay the technician sooner after approval",
        "blended pay with a flat part and extra hours",
        "lower the price of the published job",
        "higher maximum for the assignment",
    ),
)
def update_work_order_pay(
    call: Call,
    work_order_id: WorkOrderId,
    type: Annotated[
        Literal["fixed", "hourly", "device", "blended"], Field(description="In draft only; the terms are given anew.")
    ]
    | None = None,
    base: Annotated[BaseIn, Field(description="Rate, and how many units at most; blended: flat part, and its hours.")]
    | None = None,
    additional: Annotated[AdditionalIn, Field(description="Blended pay only: per hour after the base.")] | None = None,
    cancellation_fee: Annotated[CancellationFeeIn, Field(description="For an assignee who is called off.")]
    | None = None,
    payment_terms_days: Annotated[int, Field(ge=0, le=60, description="Days from approval to payment.")] | None = None,
    correlation_id: CorrelationId | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ChangedPay:
    """Change the pay terms of a work order; what is not given stays, and the hold follows the new maximum cost at once.

    Free in draft, published and routed, where providers who wait for it hear of the new terms. Once assigned nothing the
    provider accepted gets worse: rates and maximum only rise. Not once the work is done: mark_work_order_incomplete
    first. When the balance does not reach, nothing changes. For more on top: create_work_order_bonus."""
    row = order_of_company(call, work_order_id, acting_user_id)
    step(TOOL, standing(row, call))
    given = {name: call.given[name] for name in _TERMS if call.given.get(name) is not None}
    if not given:
        raise Invalid({"arguments": worded("name at least one of {terms}", terms=", ".join(_TERMS))})
    check_correlation(row, correlation_id)
    columns = _columns(row, given)
    agreed = _check(call, row, {**row, **columns})
    change = hold_change(call, row, agreed, lines(call, row))
    ask(call, row, worded("Change the pay of work order {id}", id=row["id"]), change)
    now = settle(
        call, row, "terms_changed", acting_user_id=acting_user_id, detail={"fields": ["pay"], "given": sorted(given)},
        **columns,
    )  # fmt: skip
    if row["status"] != DRAFT:
        tell_new_terms(call, now)
    whole = whole_pay(call, now, "company")
    if whole is None:
        raise LookupError(f"work order {row['id']} has no pay terms")
    hold: HoldMove = {"before": change.before.text, "after": held(call, now).text}
    return {"pay": whole, "hold": hold, "correlation_id": now["correlation_id"]}


_TERMS = ("type", "base", "additional", "cancellation_fee", "payment_terms_days")


def _columns(row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """The stored terms after what was given; Invalid by the names of this operation."""
    try:
        return pay_columns(given, row, row["currency"])
    except Invalid as no:
        raise Invalid({name.removeprefix("pay."): fault for name, fault in no.fields.items()}) from no


def _check(call: Call, row: Row, after: Mapping[str, Any]) -> Terms:
    """The new terms, which are possible in the state of the order and can come to the least that may be paid."""
    now, before, agreed = standing(row, call), terms(row), terms(after)
    if agreed is None:
        raise Invalid({"type": worded("is needed, with base: the order has no pay yet")})
    if row["status"] != DRAFT and before is not None and agreed.type != before.type:
        needs = worded("{type} pay to stay {type}: the type changes in draft only", type=before.type)
        raise wrong_state(TOOL, now, needs=needs, next=("revert_work_order_to_draft",))
    if row["status"] == ASSIGNED and before is not None:
        lost = worse(_promise(row, before), _promise(after, agreed))
        if lost:
            needs = worded("{lost}: the provider accepted the terms there are", lost=joined(lost, AND))
            raise wrong_state(TOOL, now, needs=needs, next=("get_work_order_pay", "create_work_order_bonus"))
    most = pay_range(agreed, lines(call, row))[1]
    least = Money.of(work_order_pay.minimum_payment(call.tx) or 0, row["currency"])
    if not most or most.amount < least.amount:
        raise Invalid(
            {
                "base": worded(
                    "must be able to come to {least} at least, now {most}",
                    least=least if least else worded("more than 0"),
                    most=most,
                )
            }
        )
    return agreed


def _promise(row: Row | Mapping[str, Any], agreed: Terms) -> Promise:
    return Promise(
        terms=agreed,
        calculation=row["cancellation_calculation"],
        fee=Decimal(row["cancellation_amount"]),
        short_notice=bool(row["cancellation_hours24"]),
        days=row["payment_terms_days"],
    )
