"""What goes by mail and text message when a freelancer is reached elsewhere from now on."""

from __future__ import annotations

from store.database import Row
from store.freelancers import freelancers
from tools.call import Call
from tools.errors import Conflict
from tools.freelancers.codes import NEW_CONTACT
from tools.people.codes import replace_code
from tools.people.new_address import holder_of
from tools.rules.sentences import say, worded
from tools.unproven_mail import mail_unproven


def send_to_new(call: Call, row: Row, email: str | None, digits: str | None) -> None:
    """Codes to the new contacts. One that another account has proven gets none; whoever asks is not told."""
    person_id, language = row["id"], row["language"]
    if email is not None:
        code = replace_code(call, NEW_CONTACT, new_address(person_id, "email"), email).code
        text = say(
            "{code} is the code that makes this your address as a freelancer. It is valid for 10 minutes.", code=code
        )
        holder = holder_of(call, email, person_id)
        if holder is not None:
            text = say(
                "This address has an account already, so it becomes nobody else's. Sign in with request_login_code."
            )
        reads = language if holder is None else holder["language"]
        _mailed(email, mail_unproven(call, email, "new_contact", {}, {"said": text}, reads))
    if digits is not None:
        code = replace_code(call, NEW_CONTACT, new_address(person_id, "phone"), digits).code
        if not number_is_taken(call, person_id, digits):
            text = say("{code} is the code that makes this your number. It is valid for 10 minutes.", code=code)
            call.sms(digits, text, language)


def mail_code(call: Call, row: Row, code: str, new: str) -> None:
    """To an address that somebody else typed, and nobody has proven yet. Conflict when no mail may go there now."""
    email = row["email"]
    _mailed(email, mail_unproven(call, email, "contact_code", {"new": new}, {"code": code}, row["language"]))


def tell_old_number(call: Call, row: Row, digits: str | None) -> None:
    if digits is not None and row["phone_digits"]:
        call.sms(
            row["phone_digits"],
            say("Your contact was changed and no longer reaches this account. Not you? Tell the company you work for."),
            row["language"],
        )


def _mailed(email: str, why_not: str | None) -> None:
    if why_not is not None:
        raise Conflict(
            worded(
                "The code was not mailed to {email}, because {why_not}; nothing has changed.",
                email=email,
                why_not=why_not,
            ),
            code="not_mailed",
        )


def number_is_taken(call: Call, person_id: int, digits: str) -> bool:
    holder = freelancers.find_by_phone(call.tx, None, digits)
    return holder is not None and holder["id"] != person_id


def new_address(person_id: int, channel: str) -> str:
    return f"person:{person_id}:{channel}"
