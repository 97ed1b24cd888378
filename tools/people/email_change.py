"""Moving an account to another e-mail address."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.folding import same_address
from store.people import codes
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.params import Email
from tools.people.codes import check_code
from tools.people.new_address import WHY, ChangeRequested, ask_for_address, asker, take_address
from tools.people.owner_proof import ContactCode, PresentPassword, change_contact, compare_present, load_present
from tools.people.person import load_self
from tools.people.rules.codes import EMAIL_CHANGE
from tools.rules.sentences import worded

TOOLSET = "account"

NewAddress = Annotated[Email, Field(max_length=100, description="The new address.")]
AskedAddress = Annotated[Email, Field(max_length=100, description="The new address, as asked for.")]
Otp = Annotated[str, Field(min_length=6, max_length=255, description="The code received there.")]


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"email": "ann@example.com", "contact_code": "123456"},
    secret=("present_password", "contact_code"),
    load=load_present,
    prepare=compare_present,
    prepares="secrets",
    find=(
        "I have a different mailbox now",
        "move my account to another address",
        "switch where the codes are sent",
        "new e-mail for my sign-in",
        "my old mail stops working soon",
        "replace my address",
        "start an address change",
        "sign in with another mail from now on",
        "change my e-mail",
        "I have got a new mail address for logging in",
        "use another address for my account",
        "begin to switch my login mail",
    ),
)
def request_email_change(
    call: Call,
    email: NewAddress,
    present_password: PresentPassword | None = None,
    contact_code: ContactCode | None = None,
) -> ChangeRequested:
    """Start moving the signed-in person's account to another e-mail address; a code goes to the new one.

    Needs present_password, or contact_code from request_contact_code. The present address stays valid until
    confirm_email_change and is told about it. The answer is the same whether or not the new address has an account. A new
    request replaces the open one; one a minute."""
    return ask_for_address(call, email, call.prepared, contact_code)


class ChangedAddress(TypedDict):
    """Who the address belongs to now."""

    id: int
    email: str
    email_verified_at: str


class EmailChanged(TypedDict):
    """The account has moved."""

    user: ChangedAddress


@operation(
    access="write",
    actors=("any",),
    price="free",
    secret=("otp",),
    find=(
        "here is the code from my new mailbox",
        "finish switching my address",
        "prove the other mail is mine",
        "complete the address change",
        "enter the digits sent to the new mail",
        "make my new e-mail valid",
        "confirm where I can be reached now",
        "second step of moving my account",
        "the code for my new e-mail is 123456",
        "activate my changed login address",
        "verify the new mailbox of my account",
        "finalise moving to the other e-mail",
    ),
)
def confirm_email_change(call: Call, email: AskedAddress, otp: Otp) -> EmailChanged:
    """Finish moving the account to the new e-mail address with the code sent there.

    The code is valid for 10 minutes and 5 tries. From then on the person signs in with the new address; other sessions end,
    and the mail to the old address undoes it for 7 days. No request open: request_email_change."""
    require_person(call, WHY)
    person = load_self(call)
    open_request = codes.newest_code(call.tx, asker(call), EMAIL_CHANGE.purpose)
    if open_request is None or open_request["used_at"] is not None:
        raise WrongState(
            worded("No change of address is open; ask for one with request_email_change."),
            state="no_request",
            next=("request_email_change",),
        )
    if not same_address(open_request["detail"], email):
        raise Invalid(
            {"email": worded("is not the address asked for, {detail}", detail=open_request["detail"])},
            next=("request_email_change",),
        )
    check_code(call, EMAIL_CHANGE, asker(call), otp, _wrong, "request_email_change")
    take_address(call, email, person["id"])
    change_contact(call, person, email=email, email_verified_at=call.stamp)
    call.change("profile.changed", ("person", person["id"]), data={"fields": ["email"]})
    return {"user": {"id": person["id"], "email": email, "email_verified_at": iso(call.now)}}


def _wrong(text: str) -> Invalid:
    return Invalid({"otp": text}, code="wrong_code", next=("request_email_change",))
