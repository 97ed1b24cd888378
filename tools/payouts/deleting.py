"""Taking a payment method away from a freelancer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.payouts import methods
from tools.call import Call
from tools.operation import operation
from tools.params import Id
from tools.payouts.access import method_of, whose
from tools.payouts.notices import tell_removed
from tools.payouts.params import FreelancerId, FreelancerUuid
from tools.payouts.rules.methods import NOUNS, Kind, check_removable
from tools.rules.sentences import word, worded

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class DeletedMethod(TypedDict):
    id: int
    status: int


class DeletedCard(TypedDict):
    card: DeletedMethod


class DeletedWallet(TypedDict):
    wallet: DeletedMethod


class DeletedBankAccount(TypedDict):
    bank_account: DeletedMethod


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "forget the contractor's visa",
        "my plastic was stolen, take it off",
        "unlink a mastercard",
        "remove a bank card of a freelancer",
        "the card on file is not valid any more",
        "delete my card from payouts",
        "never pay to this card again",
        "wipe a team member's card",
        "I lost my debit card",
        "take the Mir card away from the worker",
        "cancel a card that was not entered yet",
        "drop an expired card from the list",
    ),
)
def delete_payout_card(
    call: Call,
    card_id: Annotated[Id, Field(description="The card, from list_payout_methods.")],
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> DeletedCard:
    """Remove a bank card from a freelancer's payment methods, for good.

    Its state becomes deleted (7) and automatic payout to it ends; the freelancer is told. Not while a payout to it is under
    way. add_payout_card adds another."""
    return {"card": _deleted(call, "card", card_id, freelancer_id, freelancer_uuid)}


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "unlink webmoney",
        "drop an electronic purse",
        "the online account is closed",
        "remove an e-wallet of a freelancer",
        "delete my WebMoney number",
        "never pay to this digital wallet again",
        "I do not use my e-wallet any more",
        "take a wallet off a team member",
        "forget the contractor's electronic wallet",
        "the wallet number was wrong, remove it",
        "stop payouts to an e-money account for good",
        "wipe the worker's WebMoney purse",
    ),
)
def delete_payout_wallet(
    call: Call,
    wallet_id: Annotated[Id, Field(description="The e-wallet, from list_payout_methods.")],
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> DeletedWallet:
    """Remove an e-wallet from a freelancer's payment methods, for good.

    Its state becomes deleted (2), its number is erased and automatic payout to it ends; the freelancer is told. Not while a
    payout to it is under way. add_payout_wallet adds another."""
    return {"wallet": _deleted(call, "wallet", wallet_id, freelancer_id, freelancer_uuid)}


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "the iban is no longer valid, take it off",
        "unlink a wire destination",
        "contractor changed banks",
        "remove a bank account of a freelancer",
        "delete my IBAN from payouts",
        "never transfer to this account again",
        "I closed my bank account",
        "forget a team member's bank details",
        "the account number was wrong, remove it",
        "drop the SWIFT account of the worker",
        "erase my bank data",
        "take the old SEPA account away",
    ),
)
def delete_payout_bank_account(
    call: Call,
    bank_account_id: Annotated[Id, Field(description="The bank account, from list_payout_methods.")],
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> DeletedBankAccount:
    """Remove a bank account from a freelancer's payment methods, for good.

    Its state becomes deleted (2), its number is erased and automatic payout to it ends; the freelancer is told. Not while a
    payout to it is under way. add_payout_bank_account adds another."""
    return {"bank_account": _deleted(call, "bank_account", bank_account_id, freelancer_id, freelancer_uuid)}


def _deleted(
    call: Call, kind: Kind, method_id: int, freelancer_id: int | None, freelancer_uuid: str | None
) -> DeletedMethod:
    row = whose(call, freelancer_id, freelancer_uuid)
    method = method_of(call, row["id"], method_id, kind)
    status = check_removable(kind, method["status"], method["id"], methods.payout_under_way(call.tx, method["id"]))
    call.confirm(
        worded(
            "Remove the {nouns} {shown} of person {id} from their payment methods",
            nouns=word(NOUNS[kind]),
            shown=_shown(method),
            id=row["id"],
        ),
        record=f"payout_method:{method['id']}",
    )
    methods.delete(call.tx, method["id"], status, call.now)
    tell_removed(call, method)
    call.changed("freelancer", row["id"])
    return {"id": method["id"], "status": status}


def _shown(method: Row) -> str:
    number: str = method["number"]
    return number or worded("number {id}, whose details were never entered,", id=method["id"])
