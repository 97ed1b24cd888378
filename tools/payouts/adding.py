"""Beginning a new payment method: the link under which its owner enters a card, bank account or wallet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from store.database import Row
from store.payouts import methods
from store.types import utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, WrongState
from tools.freelancers.access import is_caller
from tools.operation import operation
from tools.params import Uuid
from tools.payouts.access import whose
from tools.payouts.codes import use_code
from tools.payouts.notices import tell_begun
from tools.payouts.params import Code, FreelancerId, FreelancerUuid, RedirectUrl
from tools.payouts.rules.methods import BEGUN, DELETED, LINK_LIFETIME, MOST_METHODS, Kind, state_title
from tools.payouts.shapes import MethodLink, link_of, method_link
from tools.rules.sentences import word, worded

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

BankAccountType = Annotated[
    Literal[1, 2, 6], Field(description="1 SEPA (eurozone), 2 SWIFT, 6 BIC (account in Russia).")
]
WalletType = Annotated[Literal[3], Field(description="3 WebMoney.")]
UnfinishedUuid = Annotated[Uuid, Field(description="An account whose details were not entered yet: a new link for it.")]


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "link a visa for a contractor",
        "new plastic to withdraw to",
        "let the worker enter a mastercard",
        "add my debit card for earnings",
        "the contractor wants to be paid on a Mir card",
        "page where the freelancer types the card number",
        "register a bank card for withdrawals",
        "second step after the code: a card",
        "put a payment card on file for a team member",
        "replace my expired card with a new one",
        "attach plastic to the worker's account",
        "link for entering card details",
    ),
    secret=("code",),
)
def add_payout_card(
    call: Call,
    code: Code,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    redirect_url: RedirectUrl | None = None,
) -> MethodLink:
    """Begin adding a bank card for a freelancer: the answer is the personal link under which they enter it.

    The code comes from request_payout_method_code and is used up. Pass redirect on to the freelancer, who calls
    confirm_payout_method with uuid within 30 minutes, else the card ends as deleted (7). Never take the card number
    yourself."""
    row = whose(call, freelancer_id, freelancer_uuid)
    return _begun(call, row, "card", code, redirect_url)


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "link an iban for a contractor",
        "let the worker enter a russian giro number",
        "withdraw by wire in future",
        "add a SEPA account for my earnings",
        "the freelancer has a new bank, add the account",
        "register a SWIFT account abroad",
        "page where bank details are typed in",
        "put an account at a bank on file for payouts",
        "send me a new link for the unfinished bank account",
        "have a contractor's salary account linked",
        "add BIC and account number of a person in Russia",
        "receive my pay by bank transfer",
    ),
    secret=("code",),
)
def add_payout_bank_account(
    call: Call,
    code: Code,
    bank_account_type: BankAccountType,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    redirect_url: RedirectUrl | None = None,
    uuid: UnfinishedUuid | None = None,
) -> MethodLink:
    """Begin adding a bank account for a freelancer: the answer is the personal link under which they enter it.

    The code comes from request_payout_method_code and is used up. Pass redirect on to the freelancer, who calls
    confirm_payout_method with uuid within 30 minutes, else the account ends as deleted (2). uuid of one whose details are
    still missing gives it a new link of 30 minutes."""
    row = whose(call, freelancer_id, freelancer_uuid)
    if uuid is None:
        return _begun(call, row, "bank_account", code, redirect_url, bank_account_type=bank_account_type)
    method = _unfinished(call, row["id"], uuid, bank_account_type)
    use_code(call, row, code)
    methods.open_again(call.tx, method["id"], call.now + LINK_LIFETIME, redirect_url)
    return _linked(call, row, method["id"])


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "link webmoney for a contractor",
        "new electronic purse",
        "withdraw to an online account",
        "add an e-wallet for my earnings",
        "let the freelancer enter a WebMoney number",
        "the worker has no bank, only a digital wallet",
        "register an electronic wallet for payouts",
        "page where the wallet number is typed",
        "be paid into WebMoney",
        "put an e-money account of a team member on file",
        "attach a digital purse to a freelancer",
        "WebMoney instead of a card",
    ),
    secret=("code",),
)
def add_payout_wallet(
    call: Call,
    code: Code,
    wallet_type: WalletType,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    redirect_url: RedirectUrl | None = None,
) -> MethodLink:
    """Begin adding an e-wallet for a freelancer: the answer is the personal link under which they enter its number.

    The code comes from request_payout_method_code and is used up. Pass redirect on to the freelancer, who calls
    confirm_payout_method with uuid within 30 minutes, else the wallet ends as deleted (2). Wallets of stablecoins are no
    e-wallets: request_withdrawal sends to those."""
    row = whose(call, freelancer_id, freelancer_uuid)
    return _begun(call, row, "wallet", code, redirect_url, wallet_type=wallet_type)


def _begun(call: Call, row: Row, kind: Kind, code: str, redirect_url: str | None, **type: int) -> MethodLink:
    if methods.count(call.tx, row["id"]) >= MOST_METHODS:
        raise Conflict(
            worded(
                "The freelancer has {most_methods} payment methods already, the most allowed; remove one "
                "that is not used.",
                most_methods=MOST_METHODS,
            ),
            code="too_many_methods",
            next=("list_payout_methods",),
        )
    use_code(call, row, code)
    method_id = methods.add(
        call.tx,
        row["id"],
        kind,
        BEGUN[kind],
        call.now,
        uuid=call.new_uuid(),
        link_ends_at=utc_text(call.now + LINK_LIFETIME),
        company_id=None if is_caller(call, row) else call.caller.company_id,
        redirect_url=redirect_url,
        **type,
    )
    return _linked(call, row, method_id)


def _linked(call: Call, row: Row, method_id: int) -> MethodLink:
    method = methods.find(call.tx, row["id"], method_id)
    assert method is not None
    if not is_caller(call, row):
        tell_begun(call, method, link_of(method["uuid"]))
    call.changed("freelancer", row["id"])
    return method_link(method)


def _unfinished(call: Call, person_id: int, uuid: str, bank_account_type: int) -> Row:
    """A bank account whose details are still to come. WrongState when they did, or it is gone."""
    method = methods.find_by_uuid(call.tx, uuid)
    if method is None or method["person_id"] != person_id or method["kind"] != "bank_account":
        raise NotFound("bank account", uuid, next=("list_payout_methods",))
    if method["entered_at"] is not None or method["status"] == DELETED["bank_account"]:
        title = state_title("bank_account", method["status"])
        raise WrongState(
            worded(
                "The bank account {id} is not waiting for its details any more: its state is {title} "
                "({status}). Leave uuid out to add another.",
                id=method["id"],
                title=word(title),
                status=method["status"],
            ),
            state=title,
            next=("list_payout_methods",),
        )
    if method["bank_account_type"] != bank_account_type:
        raise Invalid(
            {
                "bank_account_type": worded(
                    "is {bank_account_type} of the account with this uuid",
                    bank_account_type=method["bank_account_type"],
                )
            }
        )
    return method
