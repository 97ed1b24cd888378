"""Paying an amount of somebody's earnings out, whatever they come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.payouts import payouts
from store.types import Money, Owner, iso
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.freelancers.access import is_caller
from tools.freelancers.shapes import full_name
from tools.operation import operation
from tools.params import PositiveAmount
from tools.payouts.access import whose
from tools.payouts.handing_over import begin
from tools.payouts.params import FreelancerId, MethodType
from tools.payouts.sending.checks import (
    ask_to_pay_out,
    check_covers,
    person_called,
    quoted_for,
    short_of,
    usable_method,
)
from tools.payouts.sending.params import EndpointId, TargetCurrency
from tools.payouts.settlement import create
from tools.rules.sentences import told_by, worded
from tools.shapes import CurrencyShape, MoneyShape, currency_shape, money_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class BalancePayout(TypedDict):
    """status: 10 created, 1 in progress, 2 completed, 3 declined. amount left the balance, converted_amount is what it came to,
    of which fee is kept."""

    id: int
    status: int
    amount: str
    currency: str
    converted_amount: str
    converted_currency: CurrencyShape
    rate: NotRequired[str | None]
    operation: str
    fee: str
    number: str
    sandbox: NotRequired[bool | None]
    created_at: str
    decline_reason: NotRequired[str | None]


class BalancePayoutAnswer(TypedDict):
    """balance: what can still be paid out."""

    payout: BalancePayout
    balance: MoneyShape


@operation(
    access="money",
    actors=("worker", "client", "admin", "agent"),
    price="money_move",
    find=(
        "withdraw what I earned from field jobs to my card",
        "send my whole balance to the bank",
        "get my booking income paid out",
        "cash out my earnings from work orders",
        "transfer 50 euros of my income to my IBAN",
        "take part of my balance out",
        "withdraw contract income to WebMoney",
        "move the money from my lessons to my bank account",
        "pay a field technician's earnings out to their card",
        "empty my balance to the card",
        "take out income that belongs to no task",
        "withdraw a sum in dollars from what I made",
    ),
    example={"amount": "10.00", "currency": "EUR", "payout_endpoint_type": 1},
)
def create_balance_payout(
    call: Call,
    amount: PositiveAmount,
    currency: Annotated[Literal["RUB", "USD", "EUR"], Field(description="The balance it comes from.")],
    payout_endpoint_type: MethodType,
    payout_endpoint_id: EndpointId,
    freelancer_id: Annotated[FreelancerId, Field(description="Whose earnings; left out: your own.")] | None = None,
    currency_id: TargetCurrency | None = None,
) -> BalancePayoutAnswer:
    """Pay an amount of your available earnings (bookings, contracts, work orders, anything) to one of your payment methods.

    The amount leaves the balance at once, converted if currency_id says so, and comes back if the transfer fails. A company may
    do it with the right act_for_freelancers, and only with what it paid itself. What a task brought goes out whole with
    create_task_payout. What there is: get_freelancer_balance."""
    row = _whose(call, freelancer_id)
    base = _money(amount, currency)
    method = usable_method(call, row["id"], payout_endpoint_type, payout_endpoint_id)
    made = quoted_for(call, method, base, currency_id)
    company_id = None if is_caller(call, row) else call.caller.company_id
    if company_id is not None:
        _check_is_its_own(call, row["id"], company_id, base)
    check_covers(call, row["id"], base)
    person = person_called(row["id"], full_name(row))
    ask_to_pay_out(
        call,
        f"person:{row['id']}",
        person,
        method,
        made,
        (worded("From the balance in {currency}", currency=currency),),
    )
    payout = begin(call, create(call, method, made, company_id=company_id))
    left = call.books.purse(Owner("person", row["id"]), currency)
    return {"payout": _shape(payout), "balance": money_shape(Money(left.available, currency))}


def _whose(call: Call, freelancer_id: int | None) -> Row:
    """Whose earnings: the caller's own when nobody is named; a company names one, and needs the right to act for them."""
    if freelancer_id is None and call.caller.kind == "person":
        freelancer_id = call.caller.id
    row = whose(call, freelancer_id, None)
    if not is_caller(call, row) and not _acts_for_freelancers(call):
        raise NotAllowed(
            worded(
                "Paying out a freelancer's balance is their own step, and the company lacks the right "
                "act_for_freelancers. The freelancer can call it, or the operator grants the right with "
                "set_company_terms. A task is paid out with create_task_payout, without that right."
            ),
            code="right_missing",
            details={"right": "act_for_freelancers"},
            next=("create_task_payout",),
        )
    return row


def _acts_for_freelancers(call: Call) -> bool:
    company = companies.company(call.tx, call.caller.company_id or 0)
    return company is not None and bool(company["act_for_freelancers"])


def _check_is_its_own(call: Call, person_id: int, company_id: int, base: Money) -> None:
    """InsufficientFunds when a company would pay out what others paid the freelancer."""
    left = max(payouts.left_of_company(call.tx, person_id, company_id, base.currency), 0)
    if left < base.amount:
        why = worded(" Only what your company paid for other work than tasks counts.")
        raise short_of(person_id, base, Money(left, base.currency), why)


def _money(amount: Decimal, currency: str) -> Money:
    try:
        return Money.of(amount, currency)
    except ValueError as error:
        raise Invalid({"amount": told_by(error)}) from None


def _shape(row: Row) -> BalancePayout:
    target = row["target_currency"]
    return {
        "id": row["id"],
        "status": row["status"],
        "amount": Money(row["base_amount"], row["base_currency"]).text,
        "currency": row["base_currency"],
        "converted_amount": Money(row["target_amount"], target).text,
        "converted_currency": currency_shape(target),
        "rate": row["rate"],
        "operation": row["operation"],
        "fee": Money(row["fee"], target).text,
        "number": row["number"],
        "sandbox": True if row["sandbox"] else None,
        "created_at": iso(row["created_at"]),
        "decline_reason": row["decline_reason"],
    }
