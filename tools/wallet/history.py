"""What went in and out of the purses that pay for calls, and how much was used in a month."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import free_views_left, month_of, usd_rates, views_used
from store.database import Row
from store.ledger import purses
from store.types import Money, Owner, iso
from store.wallet.chain_deposits import pending_of
from store.wallet.transactions import charged_in_month, price_class_of, transactions_query, usage_of_month
from store.wallet.withdrawals import pending_withdrawals
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.wallet.params import Crypto
from tools.wallet.rules.wallet import KINDS_OF_TYPE, start_of_next_month, transaction_type, usd_cents, usd_value
from tools.wallet.shapes import PendingDeposit, WithdrawalShape, pending_deposit, withdrawal_shape

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
    pending_withdrawals: NotRequired[list[WithdrawalShape] | None]
    pending_deposits: NotRequired[list[PendingDeposit] | None]
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
    charged: NotRequired[list[MoneyShape] | None]


class ViewQuota(TypedDict):
    used: int
    free_left: int


class Usage(TypedDict):
    period: str
    usage: list[UsageLine]
    profile_views: ViewQuota
    total: str
    currency: str
    charged: list[MoneyShape]
    resets_at: str


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
        "what was charged to my wallet",
        "history of my credit",
        "show each fee I paid for calls",
    ),
)
def list_wallet_transactions(
    call: Call,
    page: Page,
    type: Annotated[Literal["deposit", "charge", "refund", "transfer"], Field(description="Only this kind.")]
    | None = None,
    currency: Annotated[Crypto, Field(description="Only this wallet.")] | None = None,
) -> TransactionList:
    """Page through deposits, charges, refunds and transfers of the caller's wallets, newest first.

    Single movements of the purse that pays for calls; what is not final yet is in pending_withdrawals
    and pending_deposits of the first page. Sums by tool are in get_wallet_usage, task payments of a company in
    list_company_transactions. In a company, admins see who called and other members only their own charges."""
    owner = call.caller.purse_owner
    ids = [account.id for account in purses(call.tx, owner) if currency in (None, account.currency)]
    coming = _coming(call, owner, currency) if page.cursor is None and type in (None, "deposit") else []
    if not ids:
        return {"transactions": [], "total": 0, "pending_deposits": coming or None}
    sql, params = _asked(call, ids, type)
    rows, cursor, total = page.rows(call.tx, sql, params, [("id", "desc")])
    rates = usd_rates(call.tx, call.now)
    shapes: list[TransactionShape] = [_shape(call, row, rates) for row in rows]
    wanted = (None, "transfer") if page.cursor is None else ()
    pending = [
        row for row in pending_withdrawals(call.tx, owner) if type in wanted and currency in (None, row["currency"])
    ]
    return {
        "transactions": shapes,
        "total": total,
        "pending_withdrawals": [withdrawal_shape(row) for row in pending] or None,
        "pending_deposits": coming or None,
        "next_cursor": cursor,
    }


def _coming(call: Call, owner: Owner, currency: str | None) -> list[PendingDeposit]:
    rows = pending_of(call.tx, owner)
    return [pending_deposit(call, row) for row in rows if currency in (None, row["currency"])]


def _asked(call: Call, account_ids: list[int], type: str | None) -> tuple[str, dict[str, Any]]:
    """The transactions of these accounts that the caller asks for and may see."""
    only_own = call.caller.kind == "person" and call.caller.company_id is not None and not call.caller.is_admin
    named = [kind for kinds in KINDS_OF_TYPE.values() for kind in kinds]
    return transactions_query(
        account_ids,
        kinds=KINDS_OF_TYPE.get(type or ""),
        without=named if type == "transfer" else (),
        charges_of_person=call.caller.id if only_own else None,
    )


def _shape(call: Call, row: Row, rates: dict[str, Any]) -> TransactionShape:
    money = Money(row["sign"] * row["amount"], row["currency"])
    price_class = None
    if row["kind"] == "charge":
        price_class = price_class_of(call.tx, row["call_id"])
    shows_caller = call.caller.is_admin and row["caller_id"]
    return {
        "id": row["id"],
        "type": transaction_type(row["kind"]),
        "status": "confirmed",
        "amount": money.text,
        "currency": money.currency,
        "balance_after": Money(row["after"], row["currency"]).text,
        "usd_value": usd_cents(usd_value(money, rates)),
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

    Amounts are what the calls are worth in USD, rounded to cents; charged is what was taken from the purses, to the last place.
    resets_at is when the month ends (UTC) and the free views begin anew. The single movements are in
    list_wallet_transactions. Months without calls answer empty usage."""
    month = period or month_of(call.now)
    if not _is_month(month):
        raise Invalid({"period": worded("must be a month YYYY-MM with 01 to 12")}, next=("get_wallet_usage",))
    payer = call.caller.purse_owner
    sees_all = payer.kind != "company" or call.caller.is_admin
    rows = usage_of_month(call.tx, payer, month, only=None if sees_all else call.caller.owner)
    charged = charged_in_month(call.tx, payer, month, only=None if sees_all else call.caller.owner)
    running = month_of(call.now)
    now = call.now if month == running else call.now.replace(year=int(month[:4]), month=int(month[5:]), day=1)
    left = free_views_left(call.tx, payer, now) if month >= running else 0
    return {
        "period": month,
        "usage": [_usage_line(row, charged) for row in rows],
        "profile_views": {"used": views_used(call.tx, payer, now), "free_left": left},
        "total": usd_cents(sum(row["usd_micros"] for row in rows)),
        "currency": "USD",
        "charged": _sums(charged),
        "resets_at": iso(start_of_next_month(month)),
    }


def _usage_line(row: Row, charged: list[Row]) -> UsageLine:
    return {
        "tool": row["tool"],
        "usage_type": row["usage_type"] or "none",
        "price_class": row["price_class"],
        "calls": row["calls"],
        "free_calls": row["free_calls"],
        "billed_calls": row["billed_calls"],
        "amount": usd_cents(row["usd_micros"]),
        "currency": "USD",
        "charged": _sums([each for each in charged if each["tool"] == row["tool"]]) or None,
    }


def _sums(charged: list[Row]) -> list[MoneyShape]:
    """What was taken, one sum a currency."""
    sums: dict[str, int] = {}
    for row in charged:
        sums[row["currency"]] = sums.get(row["currency"], 0) + row["amount"]
    return [money_shape(Money(amount, currency)) for currency, amount in sorted(sums.items())]


def _is_month(text: str) -> bool:
    year, dash, month = text[:4], text[4:5], text[5:]
    digits = year.isascii() and year.isdigit() and month.isascii() and month.isdigit()
    return len(text) == 7 and dash == "-" and digits and 1 <= int(month) <= 12 and int(year) > 0
