"""Changing what signs a person in or reaches them: proving that it is the owner, and undoing what was not."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import contact_changes, persons
from store.people.identity import find_person_by_email
from store.search.index import reindex
from store.secrets import hash_secret
from store.types import Owner, iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Conflict
from tools.operation import operation, scheduled
from tools.people.codes import make_code
from tools.people.owner_proof import address_of
from tools.people.person import load_self
from tools.people.rules.accounts import masked_email, masked_phone
from tools.people.rules.codes import PRESENT_CONTACT
from tools.people.wrong_tries import wrong_try
from tools.rules.sentences import say, together, worded
from tools.telling import Guest, Record

TOOLSET = "account"

UndoToken = Annotated[str, Field(min_length=1, max_length=255, description="From the mail about the change.")]


class ContactCodeSent(TypedDict):
    """A code is on its way to the address or number the person has now."""

    sent_to: str
    expires_at: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "prove that this account is mine before I change it",
        "send me the digits that let me set a password",
        "I have no password, how do I change my phone",
        "owner_proof_required, what now",
        "code to my present address",
        "confirm it is really me",
        "get the number needed to change my e-mail",
        "I forgot my password and want to set a new one while signed in",
        "security check before changing my sign-in data",
        "text me a code so that I can change my contacts",
        "verify my identity before a change of address",
        "contact code",
    ),
)
def request_contact_code(call: Call) -> ContactCodeSent:
    """Have a code sent to the signed-in person's present contact, to prove that its owner changes how they sign in.

    It goes to the proven e-mail address, or to the number when there is none. Six digits for 10 minutes, good for one
    change; one a minute. Pass it as contact_code to update_my_profile (password, phone), request_email_change or
    close_my_account. With a password pass present_password instead."""
    require_person(call, worded("An account's contacts are a person's."))
    person = load_self(call)
    has_address = person["email"] is not None and person["email_verified_at"] is not None
    if not has_address and person["phone"] is None:
        raise Conflict(
            worded(
                "There is neither a proven address nor a number a code could go to. Signing in with "
                "request_login_code proves an address; whoever runs this server can help, too."
            ),
            code="no_contact",
            next=("request_login_code",),
        )
    sent = make_code(call, PRESENT_CONTACT, address_of(person))
    code = say(
        "{code} is the code to change how you sign in or are reached. It is valid for 10 minutes.\n", code=sent.code
    )
    if has_address:
        call.mail(
            person["email"],
            say("Your code for a change"),
            together(
                code,
                say("Never give it to anybody who asks you for it. If you did not ask for it, end your sessions."),
                between="",
            ),
            person["language"],
        )
        return {"sent_to": masked_email(person["email"]), "expires_at": iso(sent.expires_at)}
    digits = "".join(character for character in person["phone"] if character.isdigit())
    call.sms(digits, together(code, say("Never give it to anybody."), between=""), person["language"])
    return {"sent_to": masked_phone(person["phone"]), "expires_at": iso(sent.expires_at)}


class ContactChangeUndone(TypedDict):
    """What the account is signed in with and reached by again."""

    message: str


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("token",),
    find=(
        "it was not me who changed my address",
        "undo a change of my e-mail",
        "somebody took my account, give it back",
        "I got a mail that my password was changed and did not do it",
        "reverse the new phone number",
        "my account was stolen, here is the token from the mail",
        "put back my old sign-in address",
        "take back a change of contact",
        "recover a hijacked account",
        "cancel the change of my second factor",
        "restore my previous contact details",
        "end all sessions after somebody else changed my account",
    ),
)
def undo_contact_change(call: Call, token: UndoToken) -> ContactChangeUndone:
    """Undo a change of address, number, password or second factor with the token that was mailed about it, within 7 days.

    Puts back what there was before that change, ends all sessions, and removes the password unless a second factor goes
    with it: whoever made the change may know it. Works once; changes made after it are undone too. Next:
    request_login_code, and set a password with update_my_profile."""
    change = contact_changes.open_change(call.tx, hash_secret(token), call.now)
    person = persons.find_person(call.tx, change["person_id"]) if change is not None else None
    if change is None or person is None:
        ended = Conflict(
            worded("This token is not known, was used, or is older than 7 days. Nothing changed."),
            code="undo_ended",
            next=("request_login_code",),
        )
        raise wrong_try(call, "token", ended)
    before: dict[str, Any] = json.loads(change["before"])
    holder = find_person_by_email(call.tx, before["email"])
    if holder is not None and holder["id"] != person["id"]:
        raise Conflict(
            worded("Another account has the former address by now; whoever runs this server can help."),
            code="address_in_use",
        )
    if before["second_factor"] is None:
        before["password_hash"] = None
    persons.write_person(call.tx, person["id"], call.now, **before)
    persons.end_sessions(call.tx, person["id"], call.now)
    contact_changes.end_changes(call.tx, person["id"], change["id"], call.now)
    reindex(call.tx, person["id"], call.now)
    call.changed("profile", person["id"])
    fields = sorted({"email", "phone"} & {name for name, value in before.items() if value != person[name]})
    call.change("profile.changed", ("person", person["id"]), data={"fields": fields})
    _tell_undone(call, person, before)
    return {
        "message": "The change was undone and all sessions have ended. Sign in with request_login_code"
        + ("." if before["password_hash"] is None else " or log_in_with_password.")
    }


def _tell_undone(call: Call, person: Row, before: dict[str, Any]) -> None:
    """The person, where they are reached again, and the address that was theirs until now."""
    text = say(
        "A change of how you sign in or are reached was undone with the token mailed about it, and all sessions have ended."
    )
    call.tell(Owner("person", person["id"]), "contact_changed", text)
    if person["email"] and person["email"] != before["email"]:
        said = say("This is no longer the address of the account it was given for: that change was undone.")
        proven = person["email_verified_at"] is not None
        former = Guest(person["email"], person["name"], proven=proven, language=person["language"])
        call.tell(former, "contact_changed", said, record=Record("person", person["id"], say("Your account")))


@scheduled(every=3600)
def sweep_contact_changes(call: Call) -> int:
    """Forget what can no longer be undone."""
    return contact_changes.sweep_changes(call.tx, call.now)
