"""What a freelancer has earned and not been paid out yet."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.companies import companies
from store.ledger import Account, find_account
from store.payouts import payouts
from store.types import Money, Owner
from tools.call import Call
from tools.freelancers.access import is_caller
from tools.operation import operation
from tools.payouts.access import whose
from tools.payouts.params import FreelancerId, FreelancerUuid
from tools.shapes import CURRENCY_IDS, CurrencyShape, currency_shape

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class FreelancerBalance(TypedDict):
    """amount: what is on the balance, of which available can be paid out now. reserved: what has left it in payouts that have
    not arrived yet; it comes back if they fail. balance_id is absent until money came in."""

    balance_id: NotRequired[int | None]
    currency: CurrencyShape
    amount: str
    available: str
    reserved: str


class FreelancerBalances(TypedDict):
    balances: list[FreelancerBalance]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "how much can this contractor withdraw",
        "my earnings in each currency",
        "funds waiting to be sent to the worker",
        "what have I earned and not taken out",
        "balance of a freelancer in our team",
        "how much of my money is on its way to the bank",
        "what can I cash out today",
        "income that was not paid out yet",
        "do I have roubles or dollars on my balance",
        "has the freelancer still money with us",
        "earnings available for a transfer",
        "reserved money of payouts under way",
    ),
)
def get_freelancer_balance(
    call: Call, freelancer_id: FreelancerId | None = None, freelancer_uuid: FreelancerUuid | None = None
) -> FreelancerBalances:
    """Show what a freelancer has on balance and what is on its way out of it.

    Freelancers see their own in roubles, dollars and euros; a company that of a freelancer of its team, in its own currency
    only. To send it out: create_task_payout for what a task brought, create_balance_payout for any amount."""
    row = whose(call, freelancer_id, freelancer_uuid)
    if is_caller(call, row):
        currencies = tuple(CURRENCY_IDS)
    else:
        currencies = (companies.terms_of(call.tx, call.caller.company_id or 0)["currency"],)
    owner, reserved = Owner("person", row["id"]), payouts.reserved(call.tx, row["id"])
    return {
        "balances": [
            _shape(find_account(call.tx, owner, "purse", currency), currency, reserved.get(currency, 0))
            for currency in currencies
        ]
    }


def _shape(purse: Account | None, currency: str, reserved: int) -> FreelancerBalance:
    return {
        "balance_id": purse.id if purse else None,
        "currency": currency_shape(currency),
        "amount": Money(purse.balance if purse else 0, currency).text,
        "available": Money(purse.available if purse else 0, currency).text,
        "reserved": Money(reserved, currency).text,
    }
