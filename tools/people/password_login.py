"""Signing in with user name and password, and renewing a session."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import sign_ins
from store.people.members import find_company
from store.people.wrong_tries import sweep_tries
from store.types import Owner
from tools.call import Call
from tools.errors import NotAllowed, Refusal
from tools.operation import operation, scheduled
from tools.people.allowed_addresses import check_address
from tools.people.passwords import Compared, check_not_locked, compared, is_password_of, stored_hash, wrong
from tools.people.rules.sign_in import HOUR, KNOWN_FOR
from tools.people.second_factor import check_app_code, check_sms_code, send_code
from tools.people.sessions import SECRET, Tokens, company_to_act_for, renewed, sign_in
from tools.people.wrong_tries import forget_wrong_tries
from tools.rules.names import full_name
from tools.rules.sentences import say, worded

TOOLSET = "access"

Username = Annotated[
    str, Field(min_length=1, max_length=255, description="User name: the address, or a proven number.")
]
Password = Annotated[str, Field(min_length=1, max_length=255, description="The password.")]
SecondCode = Annotated[
    str, Field(pattern=r"^\d{6}$", description="Six digits of the second factor. Left out: they are asked for.")
]
RefreshToken = Annotated[str, Field(min_length=1, max_length=255, description="From the sign-in or the last renewal.")]


class PersonOfSession(TypedDict):
    """Who is signed in."""

    id: int
    full_name: str
    type: str


class CurrentCompany(TypedDict):
    """The company the session acts for."""

    id: int
    company_name: str


class SignedInByPassword(TypedDict):
    """Tokens, the person and their company; or code_required without tokens, then call again with the code."""

    token: str | None
    refresh_token: str | None
    token_type: str | None
    expires_at: str | None
    person: PersonOfSession | None
    company: CurrentCompany | None
    code_required: bool | None
    method: str | None
    sent_to: str | None


def _load(call: Call, arguments: dict[str, Any]) -> str | None:
    return stored_hash(call, arguments["username"])


def _compare(arguments: dict[str, Any], stored: str | None) -> Compared:
    return compared(arguments["password"], stored)


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("password", "code", *SECRET),
    load=_load,
    prepare=_compare,
    prepares="secrets",
    find=(
        "authenticate as a client",
        "get a bearer for my account",
        "enter my credentials and the texted number",
        "sign in with user name and password",
        "log on as a company member",
        "use my authenticator app to get in",
        "start a session with a password",
        "I have a login and a secret word",
        "log me in, I have a password",
        "sign in the classic way",
        "username plus password",
        "connect with my login and 2FA code",
    ),
)
def log_in_with_password(
    call: Call, username: Username, password: Password, code: SecondCode | None = None
) -> SignedInByPassword:
    """Sign a person in with user name and password, plus a code when their account asks for a second factor.

    Answers a token for 1 hour and a refresh token for 30 days, acting for the default company; over standard input and
    output this session is signed in. code_required: repeat the call with the code that was texted or that the
    authenticator app shows. A password opens nothing before the account's address was proven with a mailed code. 5 wrong
    tries lock the user name for 15 minutes where they came from, not where its owner signs in. Without a password:
    request_login_code."""
    person = sign_ins.find_by_username(call.tx, username)
    check_not_locked(call, username, person)
    if not is_password_of(person, call.prepared) or person is None:
        raise wrong(call, username, worded("The user name or the password is wrong."), ("request_login_code",))
    if person["email"] is not None and person["email_verified_at"] is None:
        raise NotAllowed(
            worded(
                "The address of this account is not proven yet, so its password opens nothing. Sign in with "
                "a mailed code first."
            ),
            code="email_not_verified",
            next=("request_login_code",),
        )
    check_address(call.origin, json.loads(person["allowed_ips"] or "[]"))
    if person["second_factor"] is not None and code is None:
        return _code_required(call, person)
    if person["second_factor"] is not None and code is not None:
        _check_code(call, username, person, code)
    forget_wrong_tries(call, username)
    _notify(call, person)
    return _signed_in(call, person, sign_in(call, person))


def _code_required(call: Call, person: Row) -> SignedInByPassword:
    sent_to = send_code(call, person) if person["second_factor"] == "sms" else None
    return {**_NOTHING, "code_required": True, "method": person["second_factor"], "sent_to": sent_to}


_NOTHING: SignedInByPassword = {
    "token": None,
    "refresh_token": None,
    "token_type": None,
    "expires_at": None,
    "person": None,
    "company": None,
    "code_required": None,
    "method": None,
    "sent_to": None,
}


def _check_code(call: Call, username: str, person: Row, code: str) -> None:
    def refuse(text: str) -> Refusal:
        return wrong(call, username, text, ("log_in_with_password",))

    if person["second_factor"] == "sms":
        check_sms_code(call, person, code, refuse, worded("log_in_with_password, called without code"))
    else:
        check_app_code(call, person, person["authenticator_secret"], code, refuse)


def _notify(call: Call, person: Row) -> None:
    if person["login_notification"] and person["email"]:
        call.tell(
            Owner("person", person["id"]),
            "account_security",
            say(
                "Somebody signed in to your account with your password. If it was not you, set another one with update_my_profile."
            ),
        )


def _signed_in(call: Call, person: Row, tokens: Tokens) -> SignedInByPassword:
    details = sign_ins.personal_details(call.tx, person["id"])
    company_id = company_to_act_for(call, person)
    company = find_company(call.tx, company_id) if company_id is not None else None
    is_freelancer = company is None and details is not None and details["freelancer_id"] is not None
    return {
        **_NOTHING,
        "token": tokens["token"],
        "refresh_token": tokens["refresh_token"],
        "token_type": tokens["token_type"],
        "expires_at": tokens["expires_at"],
        "person": {
            "id": person["id"],
            "full_name": full_name(person["name"], person["middle_name"], person["last_name"]),
            "type": "freelancer" if is_freelancer else "customer",
        },
        "company": {"id": company["id"], "company_name": company["company_name"]} if company else None,
    }


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=SECRET,
    find=(
        "my session ran out, renew it",
        "stay signed in",
        "new bearer without the password",
        "exchange the long-lived token",
        "the token expired after an hour",
        "keep the session going",
        "extend my sign-in",
        "get a fresh access token",
        "get a new access token",
        "I was logged out because time ran out, continue",
        "prolong my login",
        "use the refresh token",
    ),
)
def refresh_token(call: Call, refresh_token: RefreshToken) -> Tokens:
    """Exchange a refresh token for a new token and a new refresh token, for the same person and company.

    A refresh token works once, for 30 days; used again, every session that came from the same sign-in ends. Without one
    sign in anew: request_login_code, or log_in_with_password."""
    return renewed(call, refresh_token)


@scheduled(every=3600)
def sweep_wrong_tries(call: Call) -> int:
    """Forget wrong tries past counting, and where nobody signed in from for long."""
    sign_ins.sweep_origins(call.tx, call.now - KNOWN_FOR)
    return sweep_tries(call.tx, call.now - HOUR)
