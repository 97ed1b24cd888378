"""What one currency is worth in another when earnings are paid out."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.payouts.rates import SHIPPED, current_rate
from store.types import Money, iso
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import PositiveAmount
from tools.payouts.rules.conversion import PAIRS, Conversion, convert, is_crumb, spread
from tools.rules.sentences import told_by
from tools.shapes import CURRENCY_IDS, CurrencyShape, currency_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True
CURRENCY_OF_ID = {id: currency for currency, id in CURRENCY_IDS.items()}
SIGNS = {"multiply": "*", "divide": "/"}

CurrencyId = Literal[1, 2, 3]


class RateItem(TypedDict):
    """rate: units of the weaker currency for one of the stronger (EUR > USD > RUB); operation: how base becomes target.
    shipped: an example that came with the program, the operator has loaded none."""

    base: CurrencyShape
    target: CurrencyShape
    rate: str
    operation: str
    valid_from: str
    shipped: NotRequired[bool | None]


class ExchangeRates(TypedDict):
    items: list[RateItem]


class Spread(TypedDict):
    """percent: what the way to the other currency and back takes. borne_by: whose loss it is."""

    percent: str
    borne_by: Literal["freelancer"]


class ConversionPreview(TypedDict):
    """rate, valid_from and spread are absent within one currency."""

    amount: str
    base: CurrencyShape
    target: CurrencyShape
    target_amount: str
    rate: NotRequired[str | None]
    operation: str
    calculation: str
    valid_from: NotRequired[str | None]
    spread: NotRequired[Spread | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what is a dollar worth in roubles here",
        "euro quotation used for withdrawals",
        "buy and sell prices of money",
        "exchange rates of today",
        "at which rate are earnings converted",
        "rouble rate for payouts",
        "how is EUR converted to USD",
        "since when does this exchange rate count",
        "currency table of the hall",
        "forward and backward price of a currency pair",
        "which forex rates apply when money is paid out",
    ),
)
def list_exchange_rates(call: Call) -> ExchangeRates:
    """List the current rates between RUB, USD and EUR, one for each direction, and how to apply them.

    A payout uses the row with exactly its base (the balance) and target (what is paid out), never the opposite row: between
    the two lies the spread, which the freelancer bears. A new rate counts from its valid_from on, never for payouts made
    before. To work out an amount: preview_currency_conversion."""
    rows = {pair: current_rate(call.tx, *pair, call.now) for pair in PAIRS}
    return {"items": [_rate_item(row) for row in rows.values() if row is not None]}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "how many euros are 1000 roubles after the exchange",
        "estimate what the worker gets abroad",
        "calculate a withdrawal in another money",
        "convert dollars into another currency",
        "what arrives on the card if we pay out in another currency",
        "currency calculator",
        "how much is 500 USD in RUB",
        "try a conversion before paying out",
        "what does the exchange cost me",
        "who pays for the exchange spread",
        "value of my rouble balance in dollars",
    ),
)
def preview_currency_conversion(
    call: Call,
    amount: Annotated[PositiveAmount, Field(description="In the base currency, at most 2 decimals.")],
    base_currency_id: Annotated[CurrencyId, Field(description="Taken from the balance: 1 RUB, 2 USD, 3 EUR.")],
    target_currency_id: Annotated[CurrencyId, Field(description="Paid out: 1 RUB, 2 USD, 3 EUR.")],
) -> ConversionPreview:
    """Work out what an amount of one currency becomes in another at the current rate; nothing is moved.

    The same figures as a payout made now would have; a payout keeps its rate, whatever changes later. The freelancer bears
    the spread between the two directions. A payout fee, if the hall takes one, comes out of target_amount. All rates are in
    list_exchange_rates, the ids in list_currencies."""
    base, target = CURRENCY_OF_ID[base_currency_id], CURRENCY_OF_ID[target_currency_id]
    try:
        money = Money.of(amount, base)
    except ValueError as error:
        raise Invalid({"amount": told_by(error)}) from None
    row = current_rate(call.tx, base, target, call.now)
    made = convert(money.amount, base, target, Decimal(row["rate"]) if row else None)
    if not made.target_amount:
        call.warn(f"{money} is less than the smallest amount of {target}: it cannot be paid out in {target}.")
    elif row is not None and is_crumb(money.amount, base, target, Decimal(row["rate"])):
        call.warn(f"Rounding makes too much of {money}: so little cannot be paid out in {target}, more at once can.")
    return {
        "amount": money.text,
        "base": currency_shape(base),
        "target": currency_shape(target),
        "target_amount": Money(made.target_amount, target).text,
        "rate": row["rate"] if row else None,
        "operation": made.operation,
        "calculation": _calculation(made),
        "valid_from": iso(row["valid_from"]) if row else None,
        "spread": _spread(call, made),
    }


def _rate_item(row: Row) -> RateItem:
    return {
        "base": currency_shape(row["base_currency"]),
        "target": currency_shape(row["target_currency"]),
        "rate": row["rate"],
        "operation": row["operation"],
        "valid_from": iso(row["valid_from"]),
        "shipped": True if row["source"] == SHIPPED else None,
    }


def _calculation(made: Conversion) -> str:
    taken, arriving = Money(made.base_amount, made.base), Money(made.target_amount, made.target)
    if made.rate is None:
        return f"{taken}, not converted"
    return f"{taken} {SIGNS[made.operation]} {made.rate:f} = {arriving}"


def _spread(call: Call, made: Conversion) -> Spread | None:
    opposite = current_rate(call.tx, made.target, made.base, call.now)
    if made.rate is None or opposite is None:
        return None
    other = Decimal(opposite["rate"])
    there, back = (made.rate, other) if made.operation == "multiply" else (other, made.rate)
    return {"percent": f"{spread(there, back):.2f}", "borne_by": "freelancer"}
