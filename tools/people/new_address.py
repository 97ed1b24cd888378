"""Asking for another e-mail address of one's own account."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.people.identity import find_person_by_email
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid
from tools.people.codes import make_code
from tools.people.first_proof import is_taken
from tools.people.person import load_self
from tools.people.rules.codes import EMAIL_CHANGE

WHY = "An account's address is a person's."


class ChangeRequested(TypedDict):
    """A code is on its way to the new address."""

    message: str
    expires_at: str


def ask_for_address(call: Call, email: str) -> ChangeRequested:
    """Send a code to the new address and tell the present one. Invalid when it is one's own already or taken."""
    require_person(call, WHY)
    person = load_self(call)
    if person["email"] and email.lower() == person["email"].lower():
        raise Invalid({"email": "is your address already"})
    check_address_is_free(call, email, person["id"])
    sent = make_code(call, EMAIL_CHANGE, asker(call), detail=email)
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


def asker(call: Call) -> str:
    """Codes for a change belong to the person who asked, whatever the address."""
    return f"person:{call.caller.id}"


def check_address_is_free(call: Call, email: str, person_id: int) -> None:
    """Invalid when another living account than the person's has the address. One nobody has proven is not taken."""
    owner = find_person_by_email(call.tx, email)
    if owner is not None and owner["id"] != person_id and is_taken(call, owner):
        raise Invalid({"email": "is used by another account"}, code="email_taken")
