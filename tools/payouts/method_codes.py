"""The code that a new payment method needs."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from store.types import iso
from tools.call import Call
from tools.freelancers.rules.freelancers import masked_phone
from tools.operation import operation
from tools.payouts.access import whose
from tools.payouts.codes import send_code
from tools.payouts.params import FreelancerId, FreelancerUuid

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class SentMethodCode(TypedDict):
    """type: SMS, sent to number (masked); Google, shown by the freelancer's authenticator app."""

    type: Literal["SMS", "Google"]
    number: NotRequired[str | None]
    expires_at: str


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "text the contractor before linking a card",
        "get the confirmation number for new bank details",
        "first step of adding a withdrawal option",
        "I want to be paid on another card, what comes first",
        "send the worker the digits for new account details",
        "ask for permission to add a freelancer's bank data",
        "start adding a place to pay somebody out to",
        "the contractor has no card on file yet",
        "request an OTP for a new payout destination",
        "let me add where my earnings go",
        "confirmation SMS for withdrawal details",
        "begin linking a wallet for a team member",
    ),
)
def request_payout_method_code(
    call: Call, freelancer_id: FreelancerId | None = None, freelancer_uuid: FreelancerUuid | None = None
) -> SentMethodCode:
    """Send a freelancer the code that adding a bank card, bank account or e-wallet needs.

    It goes to their confirmed phone; type Google means that their authenticator app shows it. Six digits, for one use
    within 10 minutes and 5 tries; a new one replaces it, three in 10 minutes at most. Next, with the code:
    add_payout_card, add_payout_bank_account or add_payout_wallet."""
    row = whose(call, freelancer_id, freelancer_uuid)
    way, expires_at = send_code(call, row)
    return {
        "type": way,
        "number": masked_phone(row["phone_digits"]) if way == "SMS" else None,
        "expires_at": iso(expires_at),
    }
