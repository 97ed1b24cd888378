"""Codes that let a payment method be added: to the freelancer's phone, or from their authenticator app."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.database import Row
from store.people import codes, persons
from tools.call import Call
from tools.errors import Conflict, Invalid, Step, WrongState
from tools.freelancers.access import is_caller
from tools.freelancers.codes import fresh_code
from tools.freelancers.rules.freelancers import CODE_LIFETIME, CODES_IN_TEN_MINUTES
from tools.freelancers.shapes import phone_status
from tools.people.codes import check_code
from tools.people.rules.codes import Plan
from tools.people.second_factor import app_step, use_app_step
from tools.rules.sentences import say, worded

Way = Literal["SMS", "Google"]
PAYOUT_METHOD = Plan("payout_method", CODE_LIFETIME, 6 * CODES_IN_TEN_MINUTES)
ASK = "request_payout_method_code"


def send_code(call: Call, row: Row) -> tuple[Way, datetime]:
    """Let the freelancer have a code: which way, and until when it is good. A new one replaces the one before.

    The phone comes first: digits of an authenticator app would open more than this."""
    _check_registered(call, row)
    way = _way(call, row)
    sent = fresh_code(call, PAYOUT_METHOD, _address(row["id"]), way)
    if way == "SMS":
        text = say(
            "{code} is the code to add a payment method to your account. It is valid for 10 minutes. "
            "Whoever you give it to can only ask you to enter one.",
            code=sent.code,
        )
        call.sms(row["phone_digits"], text, row["language"])
    return way, sent.expires_at


def use_code(call: Call, row: Row, code: str) -> None:
    """Use up the freelancer's code. Wrong tries count and are refused; the fifth kills the code."""
    pending = codes.newest_code(call.tx, _address(row["id"]), PAYOUT_METHOD.purpose)
    if pending is None or pending["detail"] != "Google":
        check_code(call, PAYOUT_METHOD, _address(row["id"]), code, _wrong, ASK)
        return
    person = persons.find_person(call.tx, row["id"])
    secret = person["authenticator_secret"] if person is not None else None
    step = app_step(call, person, secret, code) if person is not None and secret else None
    check_code(call, PAYOUT_METHOD, _address(row["id"]), code, _wrong, ASK, fits=lambda _: step is not None)
    assert step is not None
    use_app_step(call, row["id"], step)


def _check_registered(call: Call, row: Row) -> None:
    """WrongState when a company asks for somebody who has not taken up the invite."""
    if row["registered_at"] is None and not is_caller(call, row):
        raise WrongState(
            worded(
                "Freelancer {id} has not registered yet, and adds payment methods only after that; "
                "invite_freelancer sends the invite again.",
                id=row["id"],
            ),
            state="not_registered",
            next=("invite_freelancer",),
        )


def _way(call: Call, row: Row) -> Way:
    if phone_status(row):
        return "SMS"
    person = persons.find_person(call.tx, row["id"])
    if person is not None and person["second_factor"] == "google" and person["authenticator_secret"]:
        return "Google"
    raise Conflict(
        worded(
            "The freelancer has neither a confirmed phone number nor an authenticator app, so there is "
            "no way to a code. request_freelancer_contact_change confirms a number."
        ),
        code="no_phone",
        next=(Step("request_freelancer_contact_change", {"freelancer_id": row["id"]}),),
    )


def _wrong(text: str) -> Invalid:
    return Invalid({"code": text}, next=(ASK,))


def _address(person_id: int) -> str:
    return f"person:{person_id}"
