"""Sending money from a purse to an outside address."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, utc_time
from store.wallet.deposit_addresses import is_given
from store.wallet.withdrawals import add_withdrawal, find_withdrawal, sandbox_requests
from tools.acts import Spends
from tools.call import Call
from tools.errors import Invalid, NotAllowed, short
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import PositiveAmount
from tools.rules.sentences import OR, Several, told_by, worded
from tools.text import plain
from tools.wallet.params import Crypto
from tools.wallet.rules.addresses import MINIMUM, NETWORK_FEE, NETWORKS, address_fault
from tools.wallet.rules.chain_addresses import as_written
from tools.wallet.shapes import WithdrawalShape, withdrawal_shape
from tools.wallet.withdrawal_ends import finish

TOOLSET = "wallet"

SETTLED_AFTER_SECONDS = 60


class Withdrawal(TypedDict):
    withdrawal: WithdrawalShape
    balance: str
    available: str


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"currency": "USDT", "amount": "20.00", "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
    find=(
        "cash out my stablecoins",
        "move my earnings to my own address",
        "take the remaining credit out",
        "send crypto to an external wallet",
        "withdraw bitcoin",
        "pay out my balance on chain",
        "transfer USDT to my ledger device",
        "empty the purse to an outside account",
    ),
)
def request_withdrawal(
    call: Call,
    currency: Annotated[Crypto, Field(description="Currency to send.")],
    amount: Annotated[PositiveAmount, Field(description="What the receiver gets; the network fee comes on top.")],
    address: Annotated[str, Field(min_length=10, max_length=120, description="Outside address of the receiver.")],
    network: Annotated[Literal["bitcoin", "ethereum", "tron"], Field(description="For USDT: ethereum or tron.")]
    | None = None,
) -> Withdrawal:
    """Send crypto from the caller's purse to an outside address.

    Amount and network fee are reserved at once and leave when the transfer is final. Of a company only an admin; an agent only
    within its spending limits. Until then get_wallet shows it among pending_withdrawals. With sandbox true the transfer reaches
    no real network; else the operator sends it, and money that cannot be sent comes back."""
    owner = call.caller.purse_owner
    if owner.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(
            worded("Only an admin of the company withdraws from its purse."), next=("list_users", "get_wallet")
        )
    address = plain(address)
    chain = network or NETWORKS[currency][0]
    money, fee = _checked(call, currency, amount, address, chain), Money.of(NETWORK_FEE[currency], currency)
    call.books.spender.check_money(owner, money + fee)
    purse = call.books.purse(owner, currency)
    if purse.available < (money + fee).amount:
        raise short(owner, money + fee, Money(purse.available, currency), worded("Nothing happened."))
    call.confirm(
        worded("Send"),
        record=f"withdrawal:{address}",
        amount=money + fee,
        payee=worded("{address} on {chain}", address=address, chain=chain),
        details=(
            worded("{money} arrive, {fee} are the network's fee", money=money, fee=fee),
            worded("From the purse of {owner}", owner=owner),
        ),
        spends=Spends("withdrawal", owner, [(None, money + fee)]),
    )
    hold = call.books.hold(purse, money + fee, kind="withdrawal")
    sandbox = not call.chains.watches(chain)
    id = add_withdrawal(call.tx, owner, money, fee, address, chain, sandbox, hold, call.caller.owner, call.now)
    left = call.books.purse(owner, currency)
    return {
        "withdrawal": withdrawal_shape(_load(call, id)),
        "balance": Money(left.balance, currency).text,
        "available": Money(left.available, currency).text,
    }


@scheduled(every=30)
def settle_withdrawals(call: Call) -> int:
    """Sandbox transfers become final a minute after they were asked for; there is no network to wait for."""
    rows = sandbox_requests(call.tx, 200)
    due = [row for row in rows if (call.now - utc_time(row["created_at"])).total_seconds() >= SETTLED_AFTER_SECONDS]
    return one_by_one(call, due, _settle)


def _settle(call: Call, row: Row) -> None:
    finish(call, row, f"sandbox:{call.new_uuid()}")


def _checked(call: Call, currency: str, amount: Decimal, address: str, network: str) -> Money:
    """The amount as money, when everything about the request is right."""
    faults: dict[str, str] = {}
    if network not in NETWORKS[currency]:
        faults["network"] = worded(
            "{currency} is sent on {networks}", currency=currency, networks=Several([*NETWORKS[currency]], OR)
        )
    elif fault := address_fault(currency, network, address):
        faults["address"] = fault
    elif (written := as_written(network, address)) is not None and is_given(call.tx, network, written):
        faults["address"] = worded("is an address of this platform; withdrawals go outside")
    money = None
    try:
        money = Money.of(amount, currency)
        if money < Money.of(MINIMUM[currency], currency):
            faults["amount"] = worded(
                "must be at least {minimum} {currency}", minimum=MINIMUM[currency], currency=currency
            )
    except ValueError as error:
        faults["amount"] = told_by(error)
    if faults or money is None:
        raise Invalid(faults, next=("request_withdrawal", "get_wallet"))
    return money


def _load(call: Call, id: int) -> Row:
    row = find_withdrawal(call.tx, id)
    if row is None:
        raise LookupError(f"withdrawal {id}")
    return row
