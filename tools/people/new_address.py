"""Asking for another e-mail address of one's own account."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.database import Row
from store.folding import same_address
from store.people.identity import find_person_by_email
from store.types import Owner, iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid
from tools.people.codes import make_code
from tools.people.first_proof import is_taken, make_way
from tools.people.owner_proof import check_owner
from tools.people.passwords import Compared
from tools.people.person import load_self
from tools.people.rules.codes import EMAIL_CHANGE
from tools.rules.sentences import say, worded

WHY = worded("An account's address is a person's.")


class ChangeRequested(TypedDict):
    """A code is on its way to the new address."""

    message: str
    expires_at: str


def ask_for_address(call: Call, email: str, present: Compared | None, contact_code: str | None) -> ChangeRequested:
    """Send a code to the new address and tell the present one. Invalid when it is one's own already.

    An address that another account has proven gets a mail without a code: whoever asks is not told."""
    require_person(call, WHY)
    person = load_self(call)
    if person["email"] and same_address(email, person["email"]):
        raise Invalid({"email": worded("is your address already")})
    check_owner(call, person, present, contact_code)
    sent = make_code(call, EMAIL_CHANGE, asker(call), detail=email)
    _mail_code(call, email, person, sent.code)
    if person["email"] and person["email_verified_at"]:
        call.tell(
            Owner("person", person["id"]),
            "account_security",
            say(
                "Somebody signed in to your account asked to move it to {email}; so far nothing has changed. If it was not you, "
                "sign in, set a new password with update_my_profile and so end all other sessions.",
                email=email,
            ),
        )
    return {
        "message": f"A code was sent to {email}, unless it has an account. Pass it to confirm_email_change.",
        "expires_at": iso(sent.expires_at),
    }


def _mail_code(call: Call, email: str, person: Row, code: str) -> None:
    """The code, unless another account has proven the address."""
    holder = holder_of(call, email, person["id"])
    if holder is None:
        text = say(
            "{code} is the code that makes this your sign-in address. It is valid for 10 minutes.\n"
            "If you did not ask for it, ignore this mail.",
            code=code,
        )
        call.mail(email, say("Confirm your new address"), text, person["language"])
        return
    text = say(
        "Somebody asked to move another account to this address. It has an account of its own, so nothing happens.\n"
        "If it was you, sign in here with request_login_code. If not, ignore this mail."
    )
    call.mail(email, say("You have an account already"), text, holder["language"])


def asker(call: Call) -> str:
    """Codes for a change belong to the person who asked, whatever the address."""
    return f"person:{call.caller.id}"


def holder_of(call: Call, email: str, person_id: int) -> Row | None:
    """Another living account that has the address. One that has no owner yet holds nothing."""
    holder = find_person_by_email(call.tx, email)
    if holder is None or holder["id"] == person_id or not is_taken(call, holder):
        return None
    return holder


def take_address(call: Call, email: str, person_id: int) -> None:
    """Make an address free for the person who has just proven it. Invalid when another account has it."""
    if holder_of(call, email, person_id) is not None:
        raise Invalid({"email": worded("is used by another account")}, code="email_taken")
    make_way(call, email, person_id)
