"""What went in and out of the purses that pay for calls, and how much was used in a month."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import free_views_left, month_of, usd_rates, views_used
from store.database import Row
from store.ledger import purses
from store.types import Money, iso
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.wallet.rules.wallet import transaction_type, usd_text, usd_value

TOOLSET = "wallet"


class TransactionShape(TypedDict):
    id: int
    type: str
    status: str
    amount: str
    currency: str
    balance_after: str
    usd_value: str
    tool: NotRequired[str | None]
    price_class: NotRequired[str | None]
    description: NotRequired[str | None]
    external_reference: NotRequired[str | None]
    caller: NotRequired[str | None]
    created_at: str


class TransactionList(TypedDict):
    transactions: list[TransactionShape]
    total: int
    next_cursor: NotRequired[str | None]


class UsageLine(TypedDict):
    tool: str
    usage_type: str
    price_class: str
    calls: int
    free_calls: int
    billed_calls: int
    amount: str
    currency: str


class ViewQuota(TypedDict):
    used: int
    free_left: int


class Usage(TypedDict):
    period: str
    usage: list[UsageLine]
    profile_views: ViewQuota
    total: str
    currency: str


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what was I billed for yesterday",
        "history of my top-ups",
        "did my payment arrive",
        "list of charges to the wallet",
        "statement of deposits and fees",
        "where did my credit go",
        "refunds I received",
        "movements of my prepaid money",
        "which call cost me that much",
        "why did my balance go down",
        "deposits and fees one by one",
        "every debit from this bot's credit",
    ),
)
def list_wallet_transactions(
    call: Call,
    page: Page,
    type: Annotated[Literal["deposit", "charge", "refund", "transfer"], Field(description="Only this kind.")]
    | None = None,
    currency: Annotated[Literal["BTC", "ETH", "USDT", "USDC"], Field(description="Only this wallet.")] | None = None,
) -> TransactionList:
    """Page through deposits, charges, refunds and transfers of the caller's wallets, newest first.

    Single movements of the purse that pays for calls; sums by tool are in get_wallet_usage, task payments of a company in
    list_company_transactions. In a company, admins see who called and other members only their own charges."""
    owner = call.caller.purse_owner
    ids = [account.id for account in purses(call.tx, owner) if currency in (None, account.currency)]
    if not ids:
        return {"transactions": [], "total": 0}
    sql, params = _sql(call, ids, type)
    rows, cursor, total = page.rows(call.tx, sql, params, [("id", "desc")])
    rates = usd_rates(call.tx, call.now)
    shapes: list[TransactionShape] = [_shape(call, row, rates) for row in rows]
    return {"transactions": shapes, "total": total, "next_cursor": cursor}


def _sql(call: Call, account_ids: list[int], type: str | None) -> tuple[str, dict[str, Any]]:
    """One row for each side of a transfer that is one of these accounts."""
    inside = ", ".join(str(id) for id in account_ids)
    own = ""
    params: dict[str, Any] = {}
    if call.caller.kind == "person" and call.caller.company_id is not None and not call.caller.is_admin:
        own = " AND (kind <> 'charge' OR (caller_type = 'person' AND caller_id = :caller))"
        params["caller"] = call.caller.id
    kinds = {"deposit": "IN ('deposit', 'top_up')", "charge": "= 'charge'", "refund": "IN ('refund', 'task_refund')"}
    if type in kinds:
        own += f" AND kind {kinds[type]}"
    elif type == "transfer":
        own += " AND kind NOT IN ('deposit', 'top_up', 'charge', 'refund', 'task_refund')"
    columns = "id, kind, amount, currency, tool, note, external_reference, caller_type, caller_id, call_id, created_at"
    sql = f"""SELECT * FROM (
                  SELECT {columns}, -1 AS sign, debit_balance_after AS after FROM ledger_transfers
                  WHERE debit_account_id IN ({inside})
                  UNION ALL
                  SELECT {columns}, 1 AS sign, credit_balance_after AS after FROM ledger_transfers
                  WHERE credit_account_id IN ({inside})) AS sides
              WHERE 1 = 1{own}"""
    return sql, params


def _shape(call: Call, row: Row, rates: dict[str, Any]) -> TransactionShape:
    money = Money(row["sign"] * row["amount"], row["currency"])
    price_class = None
    if row["kind"] == "charge":
        price_class = call.tx.value("SELECT price_class FROM calls WHERE id = :id", id=row["call_id"])
    shows_caller = call.caller.is_admin and row["caller_id"]
    return {
        "id": row["id"],
        "type": transaction_type(row["kind"]),
        "status": "confirmed",
        "amount": money.text,
        "currency": money.currency,
        "balance_after": Money(row["after"], row["currency"]).text,
        "usd_value": usd_text(usd_value(money, rates)),
        "tool": row["tool"],
        "price_class": price_class,
        "description": row["note"],
        "external_reference": row["external_reference"],
        "caller": f"{row['caller_type']}:{row['caller_id']}" if shows_caller else None,
        "created_at": iso(row["created_at"]),
    }


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "how many lookups did we make in March",
        "are my hundred free views used up",
        "monthly statistics of my calls",
        "usage report by tool",
        "what did I spend on searches this month",
        "how many calls did this agent make",
        "consumption of the month",
        "cost per tool so far",
        "call counts for billing",
        "what did we use this month",
        "number of calls by operation",
        "how many of the free ones are gone",
    ),
)
def get_wallet_usage(
    call: Call,
    period: Annotated[str, Field(max_length=7, description="Month YYYY-MM (UTC); default the running one.")]
    | None = None,
) -> Usage:
    """Count the caller's tool calls of one calendar month by tool, with what was free and what was charged.

    Sums for a month; the single movements are in list_wallet_transactions. Months without calls answer empty usage."""
    month = period or month_of(call.now)
    if not _is_month(month):
        raise Invalid({"period": "must be a month YYYY-MM with 01 to 12"}, next=("get_wallet_usage",))
    payer = call.caller.purse_owner
    rows = call.tx.all(
        """SELECT u.tool, u.price_class, p.usage_type, sum(u.calls) AS calls, sum(u.free_calls) AS free_calls,
                  sum(u.billed_calls) AS billed_calls, sum(u.usd_micros) AS usd_micros
           FROM usage_counters u
           LEFT JOIN (SELECT price_class, max(usage_type) AS usage_type FROM prices GROUP BY price_class) p
               ON p.price_class = u.price_class
           WHERE u.payer_type = :type AND u.payer_id = :id AND u.period = :month
             AND (:everybody = 1 OR (u.caller_type = :caller_type AND u.caller_id = :caller_id))
           GROUP BY u.tool, u.price_class, p.usage_type ORDER BY u.tool""",
        type=payer.kind,
        id=payer.id,
        month=month,
        everybody=int(payer.kind != "company" or call.caller.is_admin),
        caller_type=call.caller.kind,
        caller_id=call.caller.id,
    )
    now = (
        call.now if month == month_of(call.now) else call.now.replace(year=int(month[:4]), month=int(month[5:]), day=1)
    )
    return {
        "period": month,
        "usage": [_usage_line(row) for row in rows],
        "profile_views": {"used": views_used(call.tx, payer, now), "free_left": free_views_left(call.tx, payer, now)},
        "total": usd_text(sum(row["usd_micros"] for row in rows)),
        "currency": "USD",
    }


def _usage_line(row: Row) -> UsageLine:
    return {
        "tool": row["tool"],
        "usage_type": row["usage_type"] or "none",
        "price_class": row["price_class"],
        "calls": row["calls"],
        "free_calls": row["free_calls"],
        "billed_calls": row["billed_calls"],
        "amount": usd_text(row["usd_micros"]),
        "currency": "USD",
    }


def _is_month(text: str) -> bool:
    year, dash, month = text[:4], text[4:5], text[5:]
    digits = year.isascii() and year.isdigit() and month.isascii() and month.isdigit()
    return len(text) == 7 and dash == "-" and digits and 1 <= int(month) <= 12 and int(year) > 0
