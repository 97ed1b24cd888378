"""Costs of a job: claimed with a receipt, looked at, approved or denied."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders import catalog
from store.work_orders import parts as work_order_parts
from store.work_orders.pay_lines import expenses
from tools.call import Call
from tools.errors import Invalid, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import Words, say, worded
from tools.text import plain
from tools.work_orders.access import Side, actor, note, order_to_work_on, standing
from tools.work_orders.catalog.choices import of_company
from tools.work_orders.money import lines, pay, terms
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.pay.access import check_author, check_decides, order_worked_on, sight
from tools.work_orders.pay.notices import tell_other_side
from tools.work_orders.pay.params import (
    CategoryId,
    ExpenseId,
    ExpenseText,
    Quantity,
    Receipts,
    StatusText,
    UnitPrice,
)
from tools.work_orders.pay.rules.claims import Cost, approved_amount, check_decision, check_editable, cost
from tools.work_orders.pay.shapes import ExpenseShape, expense_shape, maxima
from tools.work_orders.pay.transitions import ask, hold_change, settle
from tools.work_orders.pay_shapes import PayShape, pay_shape
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.states import step

TOOLSET = "work_order_pay"

ExpenseStatus = Annotated[
    Literal["pending", "approved", "denied", "voided", "all"], Field(description="Only these. Default all.")
]
ApprovedAmount = Annotated[PositiveAmount, Field(description="With status approved: how much of it. Default all.")]


class Expenses(TypedDict):
    sum_approved: str
    sum_pending: str
    currency: str
    results: list[ExpenseShape]
    total: int
    next_cursor: str | None


class NewExpense(TypedDict):
    expense: ExpenseShape
    currency: str


class DecidedExpense(TypedDict):
    expense: ExpenseShape
    pay: PayShape | None


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what material costs were claimed",
        "receipts waiting for a decision",
        "parking and travel billed on this job",
        "expenses of the ticket",
        "which costs were refused and why",
        "was my mileage approved",
        "out-of-pocket spending on the visit",
        "undecided cost claims of a work order",
        "how much did the technician spend",
        "reimbursements on this assignment",
        "costs with their receipts",
    ),
)
def list_work_order_expenses(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    status: ExpenseStatus = "all",
    category_id: CategoryId | None = None,
) -> Expenses:
    """List the costs claimed on a work order with category, receipts and decision, newest first.

    The sums are of the whole order. For the company and the assignee. Next: update_work_order_expense decides those
    that are pending."""
    row, side = order_worked_on(call, work_order_id)
    sql, params = expenses.all_of(row["id"], *sight(call, row, side), status, category_id)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=expenses.NEWEST)
    most = maxima(call, row["company_id"])
    approved, pending = expenses.sums(call.tx, row["id"])
    whole = pay(call, row)
    return {
        "sum_approved": (whole.expenses if whole else Money(approved, row["currency"])).text,
        "sum_pending": Money(pending, row["currency"]).text,
        "currency": row["currency"],
        "results": [expense_shape(each, row["currency"], most) for each in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    example={"category_id": 1, "description": "Cable", "amount": "18.40"},
    choices={"category_id": of_company("expense_category")},
    find=(
        "I had to buy a cable for 18.40",
        "add the parking cost",
        "claim mileage for this trip",
        "submit a receipt for the ticket",
        "bill the material I bought for the job",
        "get my spending on the visit back",
        "enter an expense for the technician",
        "reimburse the freight of the parts",
        "hand in the invoice of the tool rental",
        "put travel costs on the work order",
        "charge the ferry to the customer",
    ),
)
def create_work_order_expense(
    call: Call,
    work_order_id: WorkOrderId,
    category_id: CategoryId,
    description: ExpenseText,
    amount: UnitPrice,
    quantity: Quantity = Decimal(1),
    attachment_ids: Receipts | None = None,
) -> NewExpense:
    """Claim a cost on a work order that is assigned or done: for its assignee, or the company in their place.

    It waits as pending and moves no money: the company decides with update_work_order_expense. Categories, their maximum
    for one claim and whether a receipt is needed: list_expense_categories; receipts are files uploaded to the order
    before."""
    row, side = order_to_work_on(call, work_order_id, "create_work_order_expense")
    claim = _claim(call, row, category_id, amount, quantity, attachment_ids or [])
    text = plain(description)
    id = expenses.insert(
        call.tx, row["id"], call.stamp, actor(call), category_id=category_id, description=text,
        attachment_ids=json.dumps(attachment_ids or []), **_columns(claim),
    )  # fmt: skip
    note(call, row, "expense_claimed", detail={"expense_id": id, "total": claim.total.text})
    about = {"id": id, "total": claim.total, "orders": named([row])}
    told: Words
    if side == "company":
        told = say("Your company entered expense {id} of {total} for you on {orders}.", **about)
    else:
        told = say("{who} claims {total} (expense {id}) on {orders}.", who=quoted(call.caller.name), **about)
    tell_other_side(call, row, side, told, text, claim.total)
    return {"expense": _shape(call, row, side, id), "currency": row["currency"]}


def _claim(call: Call, row: Row, category_id: int, amount: Decimal, quantity: Decimal, receipts: Sequence[int]) -> Cost:
    """A cost as it may be claimed on the order: category, maximum and receipts checked."""
    category = catalog.expense_category(call.tx, row["company_id"], category_id)
    if category is None:
        fault = worded("the company has no expense category {category_id}", category_id=category_id)
        raise invalid_reference(
            "category_id", fault, Step("list_expense_categories", {"company_id": row["company_id"]})
        )
    for id in receipts:
        if not work_order_parts.has_attachment(call.tx, row["id"], id):
            raise invalid_reference(
                "attachment_ids", worded("{id} is no file of this work order", id=id), "get_work_order"
            )
    if len(set(receipts)) != len(receipts):
        raise Invalid({"attachment_ids": worded("names one file twice")})
    if category["receipt_required"] and not receipts:
        raise Invalid(
            {
                "attachment_ids": worded(
                    "is needed: {name} wants a receipt, uploaded to the order before", name=category["name"]
                )
            }
        )
    most = Money(category["max_amount"], row["currency"]) if category["max_amount"] is not None else None
    return cost(amount, quantity, row["currency"], most)


@operation(
    access="money",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"status": "approved"},
    find=(
        "allow the material cost",
        "refuse the taxi receipt",
        "pay only 20 of the 25 claimed",
        "approve the parking expense",
        "deny the travel claim",
        "take back an approval of an expense",
        "correct my cost claim and hand it in again",
        "add the missing receipt to my expense",
        "decide on the reimbursement",
        "accept part of the claimed costs",
        "change the amount of my claimed expense",
    ),
)
def update_work_order_expense(
    call: Call,
    work_order_id: WorkOrderId,
    expense_id: ExpenseId,
    status: Annotated[Literal["approved", "denied", "pending"], Field(description="The company's decision.")]
    | None = None,
    approved_amount: ApprovedAmount | None = None,
    status_description: StatusText | None = None,
    category_id: CategoryId | None = None,
    description: ExpenseText | None = None,
    amount: UnitPrice | None = None,
    quantity: Quantity | None = None,
    attachment_ids: Clearable[Receipts] | None = None,
) -> DecidedExpense:
    """Approve or deny a claimed cost (company), or correct it while it is pending or denied (its author).

    Approval pays it besides the labour and raises the hold by the approved amount, at once; when the balance does not
    reach, nothing changes. pending takes an approval back; both are possible until the order is approved. A denied
    claim that its author corrects waits again. Decide with status, correct with the other fields: one of the two."""
    row, side = order_worked_on(call, work_order_id)
    found = _find(call, row, side, expense_id)
    step("update_work_order_expense", standing(row, call))
    edits = {name: [] if value is CLEARED else value for name in _EDITED if (value := call.given.get(name)) is not None}
    if any(each is not None for each in (status, approved_amount, status_description)):
        check_decides(side, "expense", expense_id)
        if status is None or edits:
            raise Invalid(
                {"status": worded("is needed to decide, and alone: what it says is corrected by its author apart")}
            )
        now = _decide(call, row, found, status, approved_amount, status_description)
    elif edits:
        now = _edit(call, row, side, found, edits)
    else:
        raise Invalid({"status": worded("or a field to correct is needed: decide it or correct it")})
    return {"expense": _shape(call, now, side, expense_id), "pay": pay_shape(call, now, side)}


_EDITED = ("category_id", "description", "amount", "quantity", "attachment_ids")


def _decide(call: Call, row: Row, found: Row, status: str, given: Decimal | None, why: str | None) -> Row:
    """The company's answer; the hold follows what it pays."""
    id, currency = found["id"], row["currency"]
    check_decision("expense", id, found["status"], status)
    if given is not None and status != "approved":
        raise Invalid({"approved_amount": worded("goes with status approved only")})
    before = Money(found["approved_amount"] or 0, currency)
    after = approved_amount(Money(found["total"], currency), given) if status == "approved" else Money(0, currency)
    spent = lines(call, row)
    change = hold_change(call, row, terms(row), replace(spent, expenses=spent.expenses - before + after))
    verb = {"approved": worded("Approve"), "denied": worded("Deny"), "pending": worded("Take back the approval of")}[
        status
    ]
    ask(call, row, worded("{verb} expense {id} of work order {row_id}", verb=verb, id=id, row_id=row["id"]), change)
    by, decided = actor(call), status != "pending"
    expenses.change(
        call.tx, id, call.stamp, status=status, approved_amount=after.amount or None,
        status_description=plain(why) if why else None, decided_at=call.stamp if decided else None,
        decided_by_type=by.kind if decided else None, decided_by_id=by.id if decided else None,
    )  # fmt: skip
    now = settle(call, row, f"expense_{status}", detail={"expense_id": id, "approved_amount": after.text})
    tell_other_side(call, now, "company", _decided(now, found, status, after), why, after if after else None)
    return now


def _decided(row: Row, found: Row, status: str, approved: Money) -> Words:
    about = {"id": found["id"], "total": Money(found["total"], row["currency"]), "orders": named([row])}
    if status == "approved":
        return say("Expense {id} on {orders} is approved: {amount} of {total}.", amount=approved, **about)
    if status == "denied":
        return say("Expense {id} of {total} on {orders} is denied.", **about)
    return say("The approval of expense {id} of {total} on {orders} was taken back; it waits again.", **about)


def _edit(call: Call, row: Row, side: Side, found: Row, edits: Mapping[str, Any]) -> Row:
    """What its author corrects; it waits for a decision then, also when it was denied before."""
    check_author(call, "expense", found)
    check_editable("expense", found["id"], found["status"])
    stored = {
        "category_id": found["category_id"], "amount": Money(found["amount"], row["currency"]).decimal,
        "quantity": Decimal(found["quantity"]), "attachment_ids": json.loads(found["attachment_ids"]),
    }  # fmt: skip
    wish = {**stored, **edits}
    claim = _claim(call, row, wish["category_id"], wish["amount"], wish["quantity"], wish["attachment_ids"])
    text = plain(edits["description"]) if "description" in edits else found["description"]
    expenses.change(
        call.tx, found["id"], call.stamp, status="pending", status_description=None, decided_at=None,
        decided_by_type=None, decided_by_id=None, category_id=wish["category_id"], description=text,
        attachment_ids=json.dumps(wish["attachment_ids"]), **_columns(claim),
    )  # fmt: skip
    note(call, row, "expense_corrected", detail={"expense_id": found["id"], "total": claim.total.text})
    about = {"id": found["id"], "total": claim.total, "orders": named([row])}
    told = say("Expense {id} on {orders} was corrected by its author: {total}. It waits for a decision.", **about)
    tell_other_side(call, row, side, told, text, claim.total)
    return row


def _find(call: Call, row: Row, side: Side, id: int) -> Row:
    found = expenses.find(call.tx, row["id"], id, *sight(call, row, side))
    if found is None:
        raise NotFound("expense", id, next=("list_work_order_expenses",))
    return found


def _shape(call: Call, row: Row, side: Side, id: int) -> ExpenseShape:
    return expense_shape(_find(call, row, side, id), row["currency"], maxima(call, row["company_id"]))


def _columns(claim: Cost) -> dict[str, Any]:
    return {
        "amount": claim.amount.amount,
        "quantity": f"{claim.quantity.normalize():f}",
        "total": claim.total.amount,
    }
