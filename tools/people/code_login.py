"""Signing in with a one-time code, and signing out."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.oauth import clients, grants
from store.people import codes, persons
from store.people.foundings import sweep_foundings
from store.people.identity import find_person_by_email
from store.people.sign_ups import sweep_sign_ups
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, NotAllowed, Unauthorized
from tools.operation import operation, scheduled
from tools.params import Email
from tools.people.allowed_addresses import check_address
from tools.people.codes import COUNTDOWN, check_code, make_code
from tools.people.first_proof import JOINED, is_taken, prove_address
from tools.people.founding import take_up_founding
from tools.people.origins import origin_digest
from tools.people.rules.accounts import SIGN_UP_SPAN
from tools.people.rules.codes import HOUR, SIGN_IN
from tools.people.sessions import SECRET, SignedInPerson, Tokens, sign_in, signed_in_person
from tools.people.sign_in_codes import mail_sign_in_code
from tools.rules.sentences import worded

TOOLSET = "account"
MOST_A_RUN = 200
# Of apps: how long the answer to a renewal is kept at the least, and a registration that nobody signs in with.
LOST_ANSWER, UNUSED = timedelta(minutes=2), timedelta(days=180)

SignInEmail = Annotated[Email, Field(max_length=100, description="The address you sign in with.")]
Code = Annotated[str, Field(min_length=6, max_length=255, description="The one-time code from the mail.")]
RequestId = Annotated[str, Field(min_length=1, max_length=64, description="From request_login_code.")]
OldCode = Annotated[str, Field(min_length=6, max_length=255, description="Older name of code.")]


class CodeRequested(TypedDict):
    """What is said whether or not the address has an account."""

    message: str
    countdown: int
    expires_at: str
    request_id: str


@operation(
    access="write",
    actors=("public",),
    price="free",
    find=(
        "I want to sign in, send me the digits",
        "mail me an OTP",
        "start authenticating as a person",
        "log in without a password",
        "get a one-time code by e-mail",
        "my sign-in code has run out",
        "how do people sign in here",
        "begin a session as a human",
        "send me a login code",
        "I forgot my password, get me in by mail",
        "I'd like to sign in with my e-mail only",
        "how can I log in without a password",
        "mail me a code to sign in",
        "sign in without a password",
        "start the login by e-mail",
    ),
)
def request_login_code(call: Call, email: SignInEmail) -> CodeRequested:
    """Have a one-time code for signing in sent to a person's e-mail address.

    Six digits, valid for 10 minutes; one a minute and 10 an hour, and the two newest are good. The answer is the same
    whether or not the address has an account: without one, join with register_account. Next: log_in_with_code, with the
    request_id answered here. Agents have a key and need no code; the one that proves their address comes from
    resend_agent_code."""
    person = find_person_by_email(call.tx, email)
    sent = make_code(call, SIGN_IN, email, person_id=person["id"] if person is not None else None)
    if person is not None:
        # To the address of the account, never to one that only looks the same.
        language = person["language"] if is_taken(call, person) else call.language or person["language"]
        mail_sign_in_code(call, person["email"], sent.code, language)
    return {
        "message": "If this address has an account, a code is on its way to it.",
        "countdown": COUNTDOWN,
        "expires_at": iso(sent.expires_at),
        "request_id": sent.request_id,
    }


class SignedInByCode(Tokens):
    """Tokens for later calls, and who is signed in."""

    user: SignedInPerson


@operation(
    access="write",
    actors=("public",),
    price="free",
    example={"code": "123456"},
    secret=("code", "password", *SECRET),
    find=(
        "here are the digits from my mail",
        "authenticate me by OTP",
        "get a bearer token for a person",
        "enter the sign-in code",
        "finish signing in",
        "use my account for the first time",
        "open a session with the mailed code",
        "become signed in as a human",
        "sign in with the code I was sent",
        "my login code is 123456",
        "confirm the one-time code and get in",
        "use the code from the e-mail",
    ),
)
def log_in_with_code(
    call: Call,
    email: SignInEmail,
    code: Code | None = None,
    password: OldCode | None = None,
    request_id: RequestId | None = None,
) -> SignedInByCode:
    """Sign a person in with their e-mail address and the one-time code mailed to it.

    Answers a token for 1 hour and a refresh token for 30 days (refresh_token renews both). Over standard input and
    output this session is signed in from now on; over HTTP send the token as Authorization: Bearer. The session acts
    for the default company (switch_company changes it). 5 wrong tries kill a code; with request_id only those that name it
    count. With a second factor switched on use log_in_with_password. No code yet: request_login_code."""
    if (code is None) == (password is None):
        raise Invalid(
            {"code": worded("is required") if code is None else worded("pass code alone; password is its older name")}
        )
    person = find_person_by_email(call.tx, email)
    row = check_code(
        call,
        SIGN_IN,
        email,
        code or password or "",
        _not_signed_in,
        "request_login_code",
        request_id=request_id,
        person_id=person["id"] if person is not None else None,
    )
    _check_is_opened_by_code(call, person)
    asked_here = row["origin_digest"] == origin_digest(call)
    person = take_up_founding(call, email, row["detail"], person, asked_here) or person
    if person is None:
        raise _not_signed_in(worded("The code is not right for this address. {ask}", ask=_ASK))
    if person["email_verified_at"] is None:
        mark = person["joined_mark"]
        joined_by_it = mark is not None and row["detail"] == f"{JOINED}{mark}"
        prove_address(call, person, own_words=joined_by_it, own_password=joined_by_it and asked_here)
        person = find_person_by_email(call.tx, email) or person
    tokens = sign_in(call, person)
    return {**tokens, "user": signed_in_person(call, person)}


_ASK = worded("Tries left: 0; ask for a new one with request_login_code.")


def _not_signed_in(text: str) -> Unauthorized:
    return Unauthorized(text, code="wrong_code", next=("request_login_code",))


def _check_is_opened_by_code(call: Call, person: Row | None) -> None:
    """NotAllowed where the account, if there is one, is kept to other network addresses or has a second factor."""
    if person is None:
        return
    check_address(call.origin, json.loads(person["allowed_ips"] or "[]"))
    if person["second_factor"] is not None:
        raise NotAllowed(
            worded("This account has a second factor; a mailed code alone does not open it. Use log_in_with_password."),
            code="second_factor_required",
            next=("log_in_with_password",),
        )


class SignedOut(TypedDict):
    """The session is over."""

    message: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "end my session",
        "sign me off",
        "make this bearer token worthless",
        "leave the account",
        "I am done, close the session",
        "log off",
        "forget my token",
        "stop being signed in here",
        "sign out",
        "close my access",
        "stop this session",
        "I want to leave now, log me off",
    ),
)
def log_out(call: Call) -> SignedOut:
    """Sign the person out: the token of this call and its refresh token stop working.

    Other sessions of the person go on. Agent keys are no sessions: replace one with regenerate_agent_key."""
    if call.caller.kind == "agent":
        raise Invalid(
            {"credential": worded("an agent's key is not a session; regenerate_agent_key makes it worthless")},
            code="not_a_session",
            next=("regenerate_agent_key",),
        )
    if call.caller.session_id is None:
        raise Unauthorized(worded("There is no session to end."), next=("request_login_code",))
    persons.end_session(call.tx, call.caller.session_id, call.now)
    call.session_token = ""
    return {"message": "Signed out. Sign in again with request_login_code and log_in_with_code."}


@scheduled(every=3600)
def sweep_spent_codes(call: Call) -> int:
    """Forget codes and foundings that ran out a day ago, sign-ups past counting, and apps that nobody has used for long."""
    sweep_sign_ups(call.tx, call.now - SIGN_UP_SPAN)
    sweep_foundings(call.tx, call.now - 24 * HOUR, MOST_A_RUN)
    grants.sweep_answers(call.tx, call.now - LOST_ANSWER)
    grants.sweep_codes(call.tx, call.now - 24 * HOUR, MOST_A_RUN)
    clients.sweep_clients(call.tx, call.now - UNUSED, MOST_A_RUN)
    return codes.sweep(call.tx, call.now - 24 * HOUR, MOST_A_RUN)
