"""The second factor of signing in: a code by text message, or from an authenticator app."""

from __future__ import annotations

from collections.abc import Callable

from store.database import Row
from store.people import persons
from tools.call import Call
from tools.errors import Refusal
from tools.people.codes import check_code, make_code, wait_for_code
from tools.people.rules.accounts import masked_phone
from tools.people.rules.codes import SECOND_FACTOR
from tools.people.rules.sign_in import authenticator_step
from tools.rules.sentences import say, worded


def send_code(call: Call, person: Row) -> str | None:
    """Send a code to the person's phone, at most one a minute; the number it went to, masked, None when none went."""
    if wait_for_code(call, SECOND_FACTOR, _address(person)):
        return None
    sent = make_code(call, SECOND_FACTOR, _address(person))
    digits = "".join(character for character in person["phone"] or "" if character.isdigit())
    text = say("{code} is your code. It is valid for 5 minutes. Never give it to anybody.", code=sent.code)
    call.sms(digits, text, person["language"])
    return masked_phone(person["phone"] or "")


def check_sms_code(call: Call, person: Row, code: str, refuse: Callable[[str], Refusal], ask: str) -> None:
    """Use up the code sent to the person's phone. Wrong ones are refused with `refuse`, which counts them; `ask` sends
    another."""
    check_code(call, SECOND_FACTOR, _address(person), code, refuse, ask, person_id=person["id"], counted=False)


def sealed_secret(call: Call, person_id: int, secret: str) -> str:
    """The secret of a person's authenticator app as it is stored: of no use without the installation's key."""
    return call.key.sealed(_label(person_id), secret)


def seal_again(call: Call, row: Row) -> None:
    """Seal what was stored unsealed of a person: id, authenticator_secret, authenticator_pending."""
    columns = {
        name: sealed_secret(call, row["id"], secret)
        for name in ("authenticator_secret", "authenticator_pending")
        if (secret := call.key.opened(_label(row["id"]), row[name] or "")) and secret == row[name]
    }
    persons.write_person(call.tx, row["id"], call.now, **columns)


def check_app_code(call: Call, person: Row, stored: str, code: str, refuse: Callable[[str], Refusal]) -> None:
    """Use up the digits an authenticator app shows for the stored secret: each works once."""
    step = app_step(call, person, stored, code)
    if step is None:
        raise refuse(worded("The digits are not what the authenticator app shows now, or were used already.")).kept()
    use_app_step(call, person["id"], step)


def app_step(call: Call, person: Row, stored: str, code: str) -> int | None:
    """The step of time in which an app shows these digits for the stored secret; None when they are wrong or were used."""
    secret = call.key.opened(_label(person["id"]), stored)
    return authenticator_step(secret, code, call.now, person["authenticator_step"]) if secret else None


def use_app_step(call: Call, person_id: int, step: int) -> None:
    """What an app showed up to a step of time is used up."""
    persons.write_person(call.tx, person_id, call.now, authenticator_step=step)


def _label(person_id: int) -> str:
    return f"authenticator of person:{person_id}"


def _address(person: Row) -> str:
    """Codes belong to the person, whatever the number."""
    return f"person:{person['id']}"
