"""The purse that pays for calls: what is in it, how to top it up, and what calls cost."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import free_views_left_soon, usd_rates_soon
from store.database import Row
from store.ledger import purses_soon
from store.types import CRYPTO, Money, Owner, iso
from store.wallet.chain_deposits import pending_of_soon
from store.wallet.deposit_addresses import network_of_wallet
from store.wallet.prices import prices_in_force
from store.wallet.wallets import deposited, find_wallet, select_wallet, wallets_soon
from store.wallet.withdrawals import pending_withdrawals_soon
from tools.call import Call
from tools.errors import NotAllowed, UnknownOperation
from tools.operation import operation
from tools.rules.sentences import worded
from tools.wallet.deposit_addresses import wallet_to_pay_into
from tools.wallet.params import Crypto
from tools.wallet.rules.activation import MIN_DEPOSIT, deposit_missing
from tools.wallet.rules.wallet import usd_cents, usd_text, usd_value
from tools.wallet.shapes import PendingDeposit, WithdrawalShape, pending_deposit, withdrawal_shape

TOOLSET = "wallet"


class WalletShape(TypedDict):
    id: NotRequired[int | None]
    currency: str
    balance: str
    held: str
    available: str
    use: Annotated[str, Field(description="calls: credit that pays for calls; work: money that pays for work.")]
    deposit_address: NotRequired[str | None]
    sandbox: NotRequired[bool | None]
    selected: bool
    min_deposit: NotRequired[str | None]


class Wallets(TypedDict):
    owner: str
    wallets: list[WalletShape]
    total: Annotated[str, Field(description="What the call credit is worth.")]
    work_total: Annotated[str, Field(description="What the money for work is worth; not in total.")]
    total_currency: str
    pending_withdrawals: NotRequired[list[WithdrawalShape] | None]
    pending_deposits: NotRequired[list[PendingDeposit] | None]
    free_profile_views_left: int
    status: NotRequired[str | None]
    deposit_missing: NotRequired[str | None]


class DepositAddress(TypedDict):
    wallet: WalletShape
    deposit_address: str
    currency: str
    min_deposit: str
    sandbox: bool
    message: str


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "how much credit do I have left",
        "can I still afford more calls",
        "what is my prepaid amount in USDT",
        "show my balance",
        "am I running out of money",
        "remaining funds for tool calls",
        "which currency am I charged in",
        "account balance of this assistant",
        "how many free profile views remain",
        "how much money is in my wallet",
        "what funds does this bot still have",
        "balance in each coin",
    ),
)
def get_wallet(call: Call) -> Wallets:
    """Show the wallets that pay for the caller's tool calls, with the balance of each and the total.

    Call credit (BTC, ETH, USDT, USDC) and money for work (fiat: bookings, tasks, orders, earnings) are told apart: use, total,
    work_total. A fee is taken from money for work only when no credit reaches. Agents see their own; people see the wallet of
    the company they act for, or their own without one. What is under way is in pending_withdrawals and
    pending_deposits. Free, and open while an agent waits for its first deposit or is suspended. To add money:
    get_deposit_address. What was spent: get_wallet_usage."""
    owner = call.caller.purse_owner
    rates, left = usd_rates_soon(call.tx, call.now), free_views_left_soon(call.tx, owner, call.now)
    withdrawals, deposits = pending_withdrawals_soon(call.tx, owner), pending_of_soon(call.tx, owner)
    shapes = _shapes(call, owner)
    worth, usd = {"calls": 0, "work": 0}, rates()
    for shape in shapes:
        worth[shape["use"]] += usd_value(Money.of(shape["balance"], shape["currency"]), usd)
    return {
        "owner": str(owner),
        "wallets": shapes,
        "total": usd_cents(worth["calls"]),
        "work_total": usd_cents(worth["work"]),
        "total_currency": "USD",
        "pending_withdrawals": [withdrawal_shape(row) for row in withdrawals()] or None,
        "pending_deposits": [pending_deposit(call, row) for row in deposits()] or None,
        "free_profile_views_left": left(),
        "status": call.caller.status,
        "deposit_missing": _deposit_missing(call),
    }


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "where do I send the crypto",
        "top up my account",
        "fund the assistant with stablecoins",
        "add money to my wallet",
        "pay in bitcoin",
        "address for a deposit in ETH",
        "my balance is too low, how do I pay",
        "switch the currency I am charged in",
        "activate the agent with a first payment",
        "how do I put crypto in",
        "charge up my credit",
        "wallet address to transfer to",
    ),
)
def get_deposit_address(
    call: Call, currency: Annotated[Crypto, Field(description="Currency to pay in.")]
) -> DepositAddress:
    """Get the address to send money to, in BTC, ETH, USDT or USDC, and make that wallet the one charged first.

    Opens the wallet when there is none; asking again gives the same address. Money counts once it is confirmed. With sandbox
    true the address is a reference that no real network accepts. Next: get_wallet shows what is on its way and what arrived."""
    owner = call.caller.purse_owner
    if owner.kind == "company" and not call.caller.is_admin and find_wallet(call.tx, owner, currency) is None:
        raise NotAllowed(
            worded("The company has no {currency} wallet yet, and only its admin may open one.", currency=currency),
            next=("get_wallet", "list_users"),
        )
    wallet = wallet_to_pay_into(call, owner, currency)
    select_wallet(call.tx, owner, currency, call.now)
    shape = next(shape for shape in _shapes(call, owner) if shape["currency"] == currency)
    return {
        "wallet": shape,
        "deposit_address": wallet["deposit_address"],
        "currency": currency,
        "min_deposit": MIN_DEPOSIT[currency],
        "sandbox": bool(wallet["sandbox"]),
        "message": _how_to_pay(call, wallet),
    }


def _how_to_pay(call: Call, wallet: Row) -> str:
    """What becomes of money that is sent there: on networks that nobody watches, a person has to see it."""
    network = network_of_wallet(call.tx, wallet["id"])
    if network is None:
        return "Sandbox: no real network accepts this address; the operator credits it by command."
    sent = f"Send {wallet['currency']} to this address, on the network {network} only; "
    if not call.chains.watches(network):
        return sent + "it counts once the operator has seen it and credited it by hand."
    count = call.chains.nodes[network].confirmations
    return sent + f"it counts after {count} confirmation{'s' if count > 1 else ''}."


def _shapes(call: Call, owner: Owner) -> list[WalletShape]:
    """Every purse and every opened wallet of an owner, one entry a currency."""
    purses, opened = purses_soon(call.tx, owner), wallets_soon(call.tx, owner)
    accounts = {account.currency: account for account in purses()}
    wallets = {row["currency"]: row for row in opened()}
    shapes: list[WalletShape] = []
    for currency in [*wallets, *(currency for currency in accounts if currency not in wallets)]:
        account, wallet = accounts.get(currency), wallets.get(currency)
        balance, held = (account.balance, account.held) if account else (0, 0)
        shapes.append(
            {
                "id": wallet["id"] if wallet else None,
                "currency": currency,
                "balance": Money(balance, currency).text,
                "held": Money(held, currency).text,
                "available": Money(balance - held, currency).text,
                "use": "calls" if currency in CRYPTO else "work",
                "deposit_address": wallet["deposit_address"] if wallet else None,
                "sandbox": bool(wallet["sandbox"]) if wallet else None,
                "selected": bool(wallet and wallet["selected"]),
                "min_deposit": MIN_DEPOSIT[currency] if wallet else None,
            }
        )
    return shapes


def _deposit_missing(call: Call) -> str | None:
    """What a pending agent still has to deposit, in its first currency."""
    if call.caller.status != "pending_deposit":
        return None
    return str(deposit_missing(call.caller.currency or "USDT", deposited(call.tx, call.caller.owner)))


class PriceShape(TypedDict):
    price_class: str
    usage_type: str
    unit: str
    amount: str
    currency: str
    free_allowance: int
    allowance_period: NotRequired[str | None]
    tools: list[str]
    valid_from: str


class Prices(TypedDict):
    prices: list[PriceShape]
    free_profile_views_left: NotRequired[int | None]


PriceClassName = Literal["search", "profile_view", "creation", "write", "dispatch", "money_move", "free"]


@operation(
    access="read",
    actors=("public",),
    price="free",
    find=(
        "what does a lookup of a person cost",
        "tariff of the platform",
        "is creating an inquiry free of charge",
        "price list",
        "how much is one call",
        "fees for paying somebody",
        "which tools are free",
        "cost of a search",
        "how much does each call cost",
        "what is charged and what is free",
        "fees of this server",
        "overview of costs per operation",
    ),
)
def list_prices(
    call: Call,
    tool: Annotated[str, Field(min_length=1, max_length=100, description="Only the price of this tool.")] | None = None,
    price_class: Annotated[PriceClassName, Field(description="Only this class.")] | None = None,
) -> Prices:
    """Show what each kind of tool call costs, what is free each month, and which tools belong to it.

    The price book of calls; what was really spent is in get_wallet_usage. Free, no sign-in needed."""
    if call.finder is None:
        raise LookupError("a system move has no price list")
    classes = call.finder.price_classes()
    if tool is not None and not any(tool in tools for tools in classes.values()):
        raise UnknownOperation(tool)
    shown = [
        _price_shape(row, classes.get(row["price_class"], []))
        for row in prices_in_force(call.tx, call.now)
        if (price_class is None or row["price_class"] == price_class)
        and (tool is None or tool in classes.get(row["price_class"], []))
    ]
    left = None if call.caller.kind == "nobody" else call.free_views_left()
    return {"prices": shown, "free_profile_views_left": left}


def _price_shape(row: Row, tools: list[str]) -> PriceShape:
    return {
        "price_class": row["price_class"],
        "usage_type": row["usage_type"],
        "unit": row["unit"],
        "amount": usd_text(row["usd_micros"]),
        "currency": "USD",
        "free_allowance": row["free_allowance"],
        "allowance_period": "calendar month" if row["free_allowance"] else None,
        "tools": tools,
        "valid_from": iso(row["valid_from"]),
    }
