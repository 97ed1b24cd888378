"""Movements on a company's balance."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.ledger import find_account
from store.types import Money, Owner, iso
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import WholeDay
from tools.rules.day_range import day_range
from tools.shapes import CurrencyShape, currency_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

TransactionType = Annotated[Literal[1, 2, 3], Field(description="1 top-up, 2 withdrawal, 3 refund.")]


class CompanyTransaction(TypedDict):
    """amount is always positive; the type gives the direction: 1 and 3 in, 2 out."""

    id: int
    type: int
    amount: str
    created_at: str
    currency: CurrencyShape
    balance_id: int
    task_id: NotRequired[int | None]
    work_order_id: NotRequired[int | None]
    reason: str


class CompanyTransactions(TypedDict):
    items: list[CompanyTransaction]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "what left our account last week",
        "statement of our funds",
        "show incoming deposits",
        "history of the organisation's money",
        "payments we made to contractors this month",
        "did our transfer get credited",
        "money that came back to us",
        "debits and credits of the employer account",
        "account statement of the company",
        "money in and out of the organisation",
        "list top-ups and refunds",
        "when was our balance charged",
        "money movements of our company",
        "what did the company pay last month",
        "statement of our firm's balance",
        "all debits and credits of the organisation",
    ),
)
def list_company_transactions(
    call: Call,
    page: Page,
    type: TransactionType | None = None,
    date_from: Annotated[WholeDay, Field(description="On or after this day, in the company's time zone.")]
    | None = None,
    date_to: Annotated[WholeDay, Field(description="On or before this day.")] | None = None,
) -> CompanyTransactions:
    """List the movements on the company's balance, newest first: top-ups 1, withdrawals 2 and refunds 3.

    Holding money and releasing a hold are no movements; get_company_balance shows what is held. task_id and
    work_order_id tell what was paid for. For a caller's own
    wallet use list_wallet_transactions."""
    company_id = call.caller.company_id or 0
    terms = companies.terms_of(call.tx, company_id)
    days = day_range(date_from, date_to, terms["timezone"])
    account = find_account(call.tx, Owner("company", company_id), "purse", terms["currency"])
    if account is None:
        return {"items": [], "total": 0}
    params = {"account_id": account.id, "type": type, "start": days.start, "end": days.end}
    rows, next_cursor, total = page.rows(call.tx, companies.MOVEMENTS, params, order=[("t.id", "desc")])
    items: list[CompanyTransaction] = [
        {
            "id": row["id"],
            "type": row["type"],
            "amount": Money(row["amount"], row["currency"]).text,
            "created_at": iso(row["created_at"]),
            "currency": currency_shape(row["currency"]),
            "balance_id": account.id,
            "task_id": row["record_id"] if row["record_type"] == "task" else None,
            "work_order_id": row["record_id"] if row["record_type"] == "work_order" else None,
            "reason": row["kind"],
        }
        for row in rows
    ]
    return {"items": items, "total": total, "next_cursor": next_cursor}
