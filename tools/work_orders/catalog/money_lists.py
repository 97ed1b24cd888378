"""What a company pays besides labour, and keeps back: expense categories, bonuses and penalties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.types import Money
from store.work_orders.catalog import by_name
from store.work_orders.entries import Entry, entries
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.shapes import MoneyShape, money_shape
from tools.work_orders.catalog.params import Calculation, OfCompany, Search, Shown
from tools.work_orders.catalog.shown import lists_of, shown
from tools.work_orders.references import company_id as own_company

TOOLSET = "company_catalog"


class ExpenseCategory(TypedDict):
    """max_amount: the most that may be claimed at once; absent: no limit."""

    id: int
    name: str
    api_code: NotRequired[str | None]
    description: NotRequired[str | None]
    max_amount: NotRequired[MoneyShape | None]
    receipt_required: bool


class ExpenseCategories(TypedDict):
    results: list[ExpenseCategory]
    total: int
    next_cursor: NotRequired[str | None]


class Extra(TypedDict):
    """modifier: an amount in the company's currency for fixed, percent of the labour pay for percent."""

    id: int
    name: str
    description: NotRequired[str | None]
    calculation: Literal["fixed", "percent"]
    modifier: str


class Extras(TypedDict):
    results: list[Extra]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "what costs may be claimed",
        "is mileage reimbursed",
        "limits per kind of expense",
        "which expense categories are there",
        "do I need a receipt for parking",
        "how much may be spent on materials",
        "number of the category for travel costs",
        "kinds of out-of-pocket costs",
        "can tools be put on the bill",
        "what does the company pay back",
        "cost types for reimbursements",
    ),
)
def list_expense_categories(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    company_id: OfCompany | None = None,
) -> ExpenseCategories:
    """List the expense categories that may be claimed on the company's work orders, with their limits.

    By name, with whether a receipt is needed. A worker gives company_id to see those of the company they work for, else
    the ones all companies share. create_work_order_expense and counter-offers take a number as category_id."""
    company = lists_of(call, company_id)
    found = shown(sorted(entries(call.tx, "expense_category", company), key=by_name), search, active)
    part, next_cursor, total = page.slice(found)
    currency = terms_of(call.tx, company)["currency"] if company is not None else None
    return {"results": [_category(each, currency) for each in part], "total": total, "next_cursor": next_cursor}


def _category(entry: Entry, currency: str | None) -> ExpenseCategory:
    most = entry["max_amount"]
    return {
        "id": entry["id"],
        "name": entry["name"],
        "api_code": entry["api_code"],
        "description": entry["description"],
        "max_amount": money_shape(Money(most, currency)) if most is not None and currency else None,
        "receipt_required": bool(entry["receipt_required"]),
    }


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "incentives we can promise",
        "what extras are defined",
        "ids of rewards",
        "which bonuses may we put on a ticket",
        "how much is the bonus for urgent dispatch",
        "extra pay for weekend work",
        "rewards for good technicians",
        "list our bonuses",
        "premiums we pay on top",
        "number of a bonus for a work order",
        "what do we pay for excellent service",
    ),
)
def list_company_bonuses(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    calculation: Calculation | None = None,
) -> Extras:
    """List the bonuses a company may put on work orders.

    By number. create_work_order and update_work_order take numbers as pay.bonus_ids, create_work_order_bonus puts one on
    an order at any time; an order keeps the terms it was given. set_company_catalog_entry adds one (kind bonus)."""
    return _extras(page, entries(call.tx, "bonus", own_company(call)), search, active, calculation)


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "deductions we have defined",
        "fines for being late",
        "ids of possible cuts",
        "which penalties may we apply",
        "how much do we keep back for missing photos",
        "what does late arrival cost a technician",
        "list our penalties",
        "number of a penalty for a work order",
        "sanctions on field jobs",
        "pay cuts for unfinished tasks",
        "what can be deducted from the pay",
    ),
)
def list_company_penalties(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    calculation: Calculation | None = None,
) -> Extras:
    """List the penalties a company may apply to work orders.

    By number. create_work_order and update_work_order take numbers as pay.penalty_ids, create_work_order_penalty
    announces or applies one at any time; an order keeps the terms it was given. set_company_catalog_entry adds one (kind
    penalty)."""
    return _extras(page, entries(call.tx, "penalty", own_company(call)), search, active, calculation)


def _extras(page: Page, found: Sequence[Entry], search: str | None, active: Any, calculation: str | None) -> Extras:
    kept = [each for each in shown(found, search, active) if calculation in (None, each["calculation"])]
    part, next_cursor, total = page.slice(kept)
    results: list[Extra] = [
        {
            "id": each["id"],
            "name": each["name"],
            "description": each["description"],
            "calculation": each["calculation"],
            "modifier": each["modifier"],
        }
        for each in part
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}
