"""What signs somebody in or reaches them is changed by nobody else: who changes it shows the present password, or a code
that went to the present contact a moment ago. A session alone is not enough: it may be borrowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from store.database import Row
from store.people import contact_changes, persons
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, Refusal
from tools.people.codes import check_code
from tools.people.passwords import Compared, check_not_locked, compared, is_password_of, wrong
from tools.people.person import load_self
from tools.people.rules.codes import PRESENT_CONTACT
from tools.rules.sentences import AND, say, together, worded
from tools.telling import Guest, Record

UNDO = "hh_undo_"
UNDONE_FOR = timedelta(days=7)
ASK = "request_contact_code"

PresentPassword = Annotated[
    str, Field(min_length=1, max_length=255, description="The present password, where a change asks for proof.")
]
ContactCode = Annotated[
    str, Field(pattern=r"^\d{6}$", description="Instead of it: six digits from request_contact_code.")
]


def user_name(person: Row) -> str:
    """What wrong passwords of a person are counted at."""
    return str(person["username"] or person["email"] or f"person:{person['id']}")


def address_of(person: Row) -> str:
    """Codes to the present contact belong to the person, whatever the contact."""
    return f"person:{person['id']}"


def load_present(call: Call, arguments: Mapping[str, Any], field: str = "present_password") -> str | None:
    """What a present password is to be compared with; None when none was passed. RateLimited while the name is locked."""
    if field not in arguments or call.caller.kind != "person":
        return None
    person = load_self(call)
    check_not_locked(call, user_name(person), person)
    stored: str | None = person["password_hash"]
    return stored


def compare_present(
    arguments: Mapping[str, Any], stored: str | None, field: str = "present_password"
) -> Compared | None:
    return compared(arguments[field], stored) if field in arguments else None


def check_owner(call: Call, person: Row, password: Compared | None, code: str | None) -> None:
    """NotAllowed without proof that it is the owner who asks; a wrong one is counted."""
    if password is not None:
        check_not_locked(call, user_name(person), person)
        if not is_password_of(person, password):
            raise wrong(call, user_name(person), worded("The present password is wrong."), (ASK,))
        return
    if code is not None:
        check_code(call, PRESENT_CONTACT, address_of(person), code, _wrong_code, ASK, person_id=person["id"])
        return
    raise NotAllowed(
        worded(
            "A session alone does not change what signs somebody in or reaches them. Pass "
            "present_password, or have a code sent to the present address with {ask} and pass it as "
            "contact_code. Nothing changed.",
            ask=ASK,
        ),
        code="owner_proof_required",
        next=(ASK,),
    )


def _wrong_code(text: str) -> Refusal:
    return Invalid({"contact_code": text}, code="wrong_code", next=(ASK,))


def change_sign_in(
    call: Call,
    person: Row,
    given: Mapping[str, Any],
    password_hash: str | None,
    present: Compared | None,
    contact_code: str | None,
) -> None:
    """Write what of a changed profile signs in or reaches its person: a new password and a number, with proof."""
    columns = _sign_in_columns(person, given, password_hash)
    if columns:
        check_owner(call, person, present, contact_code)
        change_contact(call, person, **columns)


def _sign_in_columns(person: Row, given: Mapping[str, Any], password_hash: str | None) -> dict[str, Any]:
    """Conflict for a number in place of the one that the second factor goes to."""
    columns: dict[str, Any] = {}
    if password_hash is not None:
        columns["password_hash"] = password_hash
    if "phone" in given and given["phone"] != person["phone"]:
        columns["phone"] = given["phone"]
        if person["second_factor"] == "sms":
            raise Conflict(
                worded(
                    "The codes of your second factor go to the present number. Switch it to another method with "
                    "set_two_factor_method first, and on again once the new number is on record."
                ),
                code="second_factor_uses_phone",
                next=("set_two_factor_method",),
            )
    return columns


# What a changed column is called in the mail about it.
_CALLED = {
    "email": say("e-mail address"),
    "phone": say("phone number"),
    "password_hash": say("password"),
    "second_factor": say("second factor of signing in"),
}


def change_contact(call: Call, person: Row, **columns: Any) -> None:
    """Write what signs in or reaches a person, end their other sessions, and mail the address that was proven until now how
    to undo it."""
    what = together(*(called for column, called in _CALLED.items() if column in columns), between=AND)
    before = {column: person[column] for column in contact_changes.COLUMNS}
    persons.write_person(call.tx, person["id"], call.now, **columns)
    keep = call.caller.session_id if call.caller.kind == "person" and call.caller.id == person["id"] else None
    persons.end_sessions(call.tx, person["id"], call.now, keep=keep)
    if person["email"] is None or person["email_verified_at"] is None:
        return
    token = call.new_secret(UNDO)
    contact_changes.add_change(
        call.tx, person["id"], hash_secret(token), json.dumps(before), call.now, call.now + UNDONE_FOR
    )
    body = say(
        "If it was not you, call undo_contact_change with this token within 7 days. It puts back what there was before and "
        "ends all sessions.\n\n{token}",
        token=token,
    )
    text = say("The {what} of your account was changed, and your other sessions have ended.", what=what)
    if "email" not in columns and "phone" not in columns:
        call.tell(Owner("person", person["id"]), "account_security", text, body=body)
        return
    record = Record("person", person["id"], say("Your account"))
    # To the address that was proven until now, whoever signs in with another: it is where a thief does not read.
    before_it = Guest(person["email"], person["name"], proven=True, language=person["language"])
    call.tell(before_it, "contact_changed", text, record=record, body=body)
    if "email" in columns:
        said = say("This is the address of your account from now on. Your other sessions have ended.")
        new = Guest(columns["email"], person["name"], proven=True, language=person["language"])
        call.tell(new, "contact_changed", said, record=record)
