"""Moving an account to another e-mail address."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.people import codes, persons
from store.people.identity import find_person_by_email
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.params import Email
from tools.people.codes import check_code, make_code
from tools.people.person import load_self
from tools.people.rules.codes import EMAIL_CHANGE

TOOLSET = "account"
WHY = "An account's address is a person's."

NewAddress = Annotated[Email, Field(max_length=100, description="The new address.")]
AskedAddress = Annotated[Email, Field(max_length=100, description="The new address, as asked for.")]
Otp = Annotated[str, Field(min_length=6, max_length=255, description="The code received there.")]


class ChangeRequested(TypedDict):
    """A code is on its way to the new address."""

    message: str
    expires_at: str


@operation(
    access="write",
    actors=("any",),
    price="free",
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
def request_email_change(call: Call, email: NewAddress) -> ChangeRequested:
    """Start moving the signed-in person's account to another e-mail address; a code goes to the new one.

    The present address stays valid until confirm_email_change and is told about it. A new request replaces the open
    one; one a minute. A colleague's address is changed with update_user."""
    require_person(call, WHY)
    person = load_self(call)
    if person["email"] and email.lower() == person["email"].lower():
        raise Invalid({"email": "is your address already"})
    _check_free(call, email)
    sent = make_code(call, EMAIL_CHANGE, _asker(call), detail=email)
    call.mail(
        email,
        "Confirm your new address",
        f"{sent.code} is the code that makes this your sign-in address. It is valid for 10 minutes.\n"
        "If you did not ask for it, ignore this mail.",
    )
    if person["email"]:
        call.mail(
            person["email"],
            "Your account is about to move",
            f"Somebody signed in to your account asked to move it to {email}; so far nothing has changed.\n"
            "If it was not you, sign in, set a new password with update_my_profile and so end all other sessions.",
        )
    return {
        "message": f"A code was sent to {email}. Pass it to confirm_email_change.",
        "expires_at": iso(sent.expires_at),
    }


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

    The code is valid for 10 minutes and 5 tries. From then on the person signs in with the new address. No request
    open: request_email_change."""
    require_person(call, WHY)
    person = load_self(call)
    open_request = codes.newest_code(call.tx, _asker(call), EMAIL_CHANGE.purpose)
    if open_request is None or open_request["used_at"] is not None:
        raise WrongState(
            "No change of address is open; ask for one with request_email_change.",
            state="no_request",
            next=("request_email_change",),
        )
    if open_request["detail"].lower() != email.lower():
        raise Invalid(
            {"email": f"is not the address asked for, {open_request['detail']}"}, next=("request_email_change",)
        )
    check_code(call, EMAIL_CHANGE, _asker(call), otp, _wrong, "request_email_change")
    _check_free(call, email)
    persons.write_person(call.tx, person["id"], call.now, email=email, email_verified_at=call.stamp)
    return {"user": {"id": person["id"], "email": email, "email_verified_at": iso(call.now)}}


def _asker(call: Call) -> str:
    """Codes for a change belong to the person who asked, whatever the address."""
    return f"person:{call.caller.id}"


def _check_free(call: Call, email: str) -> None:
    owner = find_person_by_email(call.tx, email)
    if owner is not None and owner["id"] != call.caller.id:
        raise Invalid({"email": "is used by another account"}, code="email_taken")


def _wrong(text: str) -> Invalid:
    return Invalid({"otp": text}, code="wrong_code", next=("request_email_change",))
