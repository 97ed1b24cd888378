"""The list of somebody's payment methods."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.payouts import methods
from tools.call import Call
from tools.operation import operation
from tools.payouts.access import whose
from tools.payouts.params import FreelancerId, FreelancerUuid
from tools.payouts.shapes import (
    BankAccountShape,
    CardShape,
    WalletShape,
    bank_account_shape,
    card_shape,
    wallet_shape,
)

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class PayoutMethods(TypedDict):
    """ibans: bank accounts of every kind."""

    wallets: list[WalletShape]
    cards: list[CardShape]
    ibans: list[BankAccountShape]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "where can we send this contractor's money",
        "cards on file for a person",
        "which bank accounts has the worker added",
        "my payout options",
        "which of my cards is verified",
        "is automatic payout switched on for a freelancer",
        "ids of a freelancer's e-wallets",
        "what currencies can be paid to this worker",
        "payment methods of a team member",
        "is the contractor's bank account verified",
        "show where my earnings are sent",
        "has the freelancer finished adding a card",
    ),
)
def list_payout_methods(
    call: Call,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    include_deleted: Annotated[bool, Field(description="Those that are gone as well.")] = False,
) -> PayoutMethods:
    """List a freelancer's bank cards, e-wallets and bank accounts, with state, currency and automatic payout.

    A payout takes the id and type of a usable one; accepted_currency_ids says what can be paid to it. Numbers are masked.
    request_payout_method_code is the first step to another one."""
    row = whose(call, freelancer_id, freelancer_uuid)
    found = methods.of_person(call.tx, row["id"], deleted=include_deleted)
    return {
        "wallets": [wallet_shape(it) for it in found if it["kind"] == "wallet"],
        "cards": [card_shape(it) for it in found if it["kind"] == "card"],
        "ibans": [bank_account_shape(it) for it in found if it["kind"] == "bank_account"],
    }
