"""What a call costs and who pays: the charge is written in the call's own transaction, after the operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import Any

from store.calls.bills import Bill, PayingPurse, bill_of
from store.calls.callers import note_use
from store.calls.usage import LoggedCall, count_view, free_views_left, log_call, usd_rates
from store.database import Transaction
from store.ledger import Account
from store.oauth.grants import find_grant
from store.people.members import find_company
from store.types import DECIMALS, Money, Owner, utc_text
from store.wallet.wallets import selected_currency
from tools.call import Call, Caller
from tools.errors import InsufficientFunds, short
from tools.operation import Operation
from tools.rules.sentences import worded
from tools.wallet.rules.call_payments import CURRENCY, asked_for

# After the selected wallet, purses are tried in this order; prices are in dollars, so what equals a dollar comes first.
PAYING_ORDER = ("USDT", "USDC", "USD", "EUR", "RUB", "ETH", "BTC")
MICROS = Decimal(1_000_000)
SESSION_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Fee:
    """What one call costs: in dollars, and what a purse gives for it. `purse` is None when nothing is due. bill: what was
    found, of what was looked for."""

    usd_micros: int
    free_view: bool = False
    waived: bool = False
    purse: PayingPurse | None = None
    money: Money | None = None
    bill: Bill | None = None

    @property
    def account(self) -> Account | None:
        return self.purse.account if self.purse else None


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee as it was taken."""

    fee: Fee
    transfer_id: int | None
    balance_after: Money | None
    free_views_left: int | None


def fee_for(tx: Transaction, call: Call, operation: Operation) -> Fee:
    """What the call costs its payer; InsufficientFunds when no purse or a limit does not reach."""
    if operation.price == "free" or call.caller.kind == "nobody":
        return Fee(0)
    if call.fee_waived:
        return Fee(0, waived=True)
    payer = call.caller.purse_owner
    bill = bill_of(tx, operation.price, payer, call.caller.id if call.caller.kind == "agent" else None, call.now)
    if bill.price.free_allowance and free_views_left(tx, payer, call.now):
        return Fee(0, free_view=True)
    if bill.price.usd_micros == 0:
        return Fee(0)
    usd_micros = bill.price.usd_micros * call.fees
    if bill.capped:
        call.books.spender.check_price(payer, usd_micros, operation.name)
    purse, money = _purse_for(tx, call, operation, payer, usd_micros, bill.purses)
    return Fee(usd_micros, purse=purse, money=money, bill=bill)


def charge(tx: Transaction, call: Call, operation: Operation, digest: str) -> Charge:
    """Take the fee, count the call, and write its line in the call log."""
    fee = fee_for(tx, call, operation)
    transfer_id, balance_after = _take(call, operation, fee)
    left = None
    nobody = call.caller.kind == "nobody"
    if operation.price == "profile_view" and not nobody:
        if not fee.waived:
            count_view(tx, call.caller.purse_owner, call.now)
        left = free_views_left(tx, call.caller.purse_owner, call.now)
    if not (nobody and operation.access == "read"):
        line = _line(call, operation, digest, fee, transfer_id)
        line.performed_by, line.on_behalf_of = _who(tx, call.caller)
        line.client, line.approval = call.client, call.approval
        _note_about(line, call)
        log_call(tx, line, fee.bill.ends.calls if fee.bill else None)
    _note_session(tx, call)
    return Charge(fee, transfer_id, balance_after, left)


def _take(call: Call, operation: Operation, fee: Fee) -> tuple[int | None, Money | None]:
    """Take what is due; the transfer, and what is left in the purse."""
    purse, money, bill = fee.purse, fee.money, fee.bill
    if purse is None or money is None or bill is None:
        return None, None
    account, limits = purse.account, {"capped": bill.capped, "watched": purse.watched}
    transfer_id = call.books.take_fee(account, purse.fees, money, operation.name, bill.ends, **limits)
    return transfer_id, Money(account.balance - money.amount, money.currency)


def _who(tx: Transaction, caller: Caller) -> tuple[str | None, str | None]:
    """Who did it, and whose rights it had."""
    if caller.kind == "nobody":
        return None, None
    own = f"{caller.kind}:{caller.id}"
    if caller.kind == "agent":
        return own, None if caller.company_id is None else f"company:{caller.company_id}"
    if caller.scopes is None:
        return own, own
    grant = None if caller.grant_id is None else find_grant(tx, caller.grant_id)
    return f"app:{grant['client_id']}" if grant else "app:", own


def _note_about(line: LoggedCall, call: Call) -> None:
    """Note what a call was about: the first record that it changed by the feed, else the one that the person was asked about."""
    about = call.about
    line.origin = "stdio" if call.origin == "local" else "http"
    names = [about.record, *call.changes] if about is not None else call.changes
    line.record = call.touched or next(filter(None, map(_record, names)), None)
    line.act = about.amount if about is not None else None
    acting = call.given.get("acting_user_id")
    line.acting_user = acting if isinstance(acting, int) else None


def _record(name: str) -> tuple[str, int] | None:
    """The record that 'task:3' or 'task/3' names; None for what has no number."""
    type, _, number = name.replace("/", ":").partition(":")
    return (type, int(number)) if number.isdecimal() else None


def _note_session(tx: Transaction, call: Call) -> None:
    """Note that the session was used, to a few minutes: not every call should write one more row."""
    id, noted = call.caller.session_id, call.caller.session_used_at
    if id is not None and (noted is None or noted < utc_text(call.now - SESSION_NOTED_EVERY)):
        note_use(tx, id, call.stamp)


def _line(call: Call, operation: Operation, digest: str, fee: Fee, transfer_id: int | None) -> LoggedCall:
    return LoggedCall(
        id=call.id,
        at=call.now,
        caller_type=call.caller.kind,
        caller_id=call.caller.id,
        company_id=call.caller.company_id,
        payer=None if call.caller.kind == "nobody" else call.caller.purse_owner,
        tool=operation.name,
        access=operation.access,
        price_class=operation.price,
        free_view=fee.free_view,
        waived=fee.waived,
        usd_micros=fee.usd_micros,
        currency=fee.money.currency if fee.money else None,
        amount=fee.money.amount if fee.money else 0,
        transfer_id=transfer_id,
        arguments_digest=digest,
    )


@lru_cache(maxsize=1024)
def in_currency(usd_micros: int, currency: str, usd: Decimal) -> Money:
    """A dollar price in a currency worth so many dollars, rounded up at its last place."""
    units = Decimal(usd_micros) / MICROS / usd
    return Money(int(units.scaleb(DECIMALS[currency]).to_integral_value(rounding=ROUND_CEILING)), currency)


def _purse_for(
    tx: Transaction, call: Call, operation: Operation, payer: Owner, usd_micros: int, accounts: list[PayingPurse]
) -> tuple[PayingPurse, Money]:
    accounts.sort(key=lambda purse: (not purse.selected, PAYING_ORDER.index(purse.account.currency)))
    for purse in accounts:
        price = in_currency(usd_micros, purse.account.currency, purse.usd)
        if purse.account.available >= price.amount:
            return purse, price
    shown = selected_currency(tx, payer) or _own_currency(tx, call, payer)
    price = in_currency(usd_micros, shown, usd_rates(tx, call.now)[shown])
    available = next((purse.account.available for purse in accounts if purse.account.currency == shown), 0)
    missing = _fee_is_missing(operation.name, payer, price, Money(available, shown))
    missing.payable, missing.payer = _payable(tx, call, accounts, usd_micros), payer
    raise missing


def _payable(tx: Transaction, call: Call, accounts: list[PayingPurse], usd_micros: int) -> Mapping[str, Any] | None:
    """What a payment that comes with the call would have to be; None where the operator takes none."""
    facilitator = call.chains.facilitator
    if facilitator is None or call.dry_run:
        return None
    price = in_currency(usd_micros, CURRENCY, usd_rates(tx, call.now)[CURRENCY])
    available = next((purse.account.available for purse in accounts if purse.account.currency == CURRENCY), 0)
    return asked_for(facilitator, price.amount - available)


def _own_currency(tx: Transaction, call: Call, payer: Owner) -> str:
    """In what somebody is told what is missing who has chosen no wallet: a company's currency, an agent's, else USDT."""
    if payer.kind == "company" and (company := find_company(tx, payer.id)) is not None:
        return str(company["currency"])
    return (call.caller.currency if payer.kind == "agent" else None) or "USDT"


def _fee_is_missing(tool: str, payer: Owner, fee: Money, balance: Money) -> InsufficientFunds:
    """No purse reaches for a fee; with the names that x402 clients look for."""
    asked = {"price": fee.text, "balance": balance.text, "shortfall": (fee - balance).text}
    return short(payer, fee, balance, worded("It is the fee of {tool}. Nothing happened.", tool=tool), details=asked)


def affordable(tx: Transaction, call: Call, operation: Operation) -> None:
    """Refuse a priced read before it runs when it could not be paid."""
    fee_for(tx, call, operation)
