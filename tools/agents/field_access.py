"""Signing in integrations: an agent's key and a user's password are exchanged for a token of that user."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.agents.agents import find_active_agent
from store.companies.companies import role_in
from store.database import Row
from store.people import persons, sign_ins
from store.people.identity import TOKEN_LIFETIME
from store.people.sign_ins import note_origin
from store.secrets import hash_secret
from tools.call import Call
from tools.errors import Invalid, NotAllowed, Refusal, Unauthorized
from tools.operation import operation
from tools.people.allowed_addresses import check_address
from tools.people.origins import origin_digest
from tools.people.passwords import Compared, check_not_locked, compared, is_password_of, stored_hash, wrong_for_client
from tools.people.second_factor import check_app_code, check_sms_code, send_code
from tools.people.sessions import issue_tokens, renewed
from tools.people.wrong_tries import forget_wrong_tries, wrong_try
from tools.rules.sentences import worded

TOOLSET = "field_access"

WRONG = worded("The client, its secret, the user name or the password is wrong.")


class FieldAccessToken(TypedDict):
    """The token, valid for expires_in seconds; or code_required without one, then call again with the code."""

    access_token: NotRequired[str | None]
    token_type: NotRequired[str | None]
    expires_in: NotRequired[int | None]
    scope: NotRequired[str | None]
    refresh_token: NotRequired[str | None]
    code_required: NotRequired[bool | None]
    method: NotRequired[str | None]
    sent_to: NotRequired[str | None]


def _load(call: Call, arguments: dict[str, Any]) -> str | None:
    return stored_hash(call, arguments["username"]) if arguments.get("username") else None


def _compare(arguments: dict[str, Any], stored: str | None) -> Compared | None:
    return compared(arguments["password"], stored) if arguments.get("password") else None


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("client_secret", "password", "code", "access_token", "refresh_token"),
    load=_load,
    prepare=_compare,
    prepares="secrets",
    find=(
        "get a bearer key for the field API",
        "sign in an integration with client id and secret",
        "renew my API key with the refresh string",
        "OAuth password grant for field work",
        "exchange client credentials for a token",
        "access token for our dispatch software",
        "authenticate a script as one of our users",
        "token endpoint of the field service API",
        "connect an old field integration",
        "log a system in through an agent",
    ),
)
def create_field_access_token(
    call: Call,
    client_id: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20,
            description="Number of an agent of the user's company, from list_company_agents.",
        ),
    ],
    client_secret: Annotated[str, Field(min_length=1, max_length=255, description="The API key of that agent.")],
    grant_type: Annotated[
        Literal["password", "refresh_token"], Field(description="What is exchanged. Default password.")
    ] = "password",
    username: Annotated[str, Field(min_length=1, max_length=255, description="For password: the user name.")]
    | None = None,
    password: Annotated[str, Field(min_length=1, max_length=255, description="For password: the user's password.")]
    | None = None,
    code: Annotated[
        str, Field(pattern=r"^\d{6}$", description="Six digits of the second factor, when it is asked for.")
    ]
    | None = None,
    refresh_token: Annotated[
        str, Field(min_length=1, max_length=255, description="For refresh_token: from the last answer.")
    ]
    | None = None,
) -> FieldAccessToken:
    """Exchange an API client's and a user's credentials for a bearer token of the field work tools.

    The token acts for 1 hour as this user in the agent's company; send it as Authorization: Bearer. It ends when the user
    signs out everywhere or changes the password, and with the agent's key. The refresh token lasts 30 days and works
    once; used again, every session it led to ends. code_required: call again with the code. 5 wrong tries lock the user
    name for 15 minutes where they came from. This connection stays whoever it is. People sign in with
    log_in_with_password; list_company_agents shows an admin the agents."""
    if grant_type == "refresh_token":
        return _renewed(call, client_id, client_secret, _needed(refresh_token, "refresh_token", grant_type))
    name = _needed(username, "username", grant_type)
    _needed(password, "password", grant_type)
    person, agent = _checked(call, client_id, client_secret, name)
    check_address(call.origin, json.loads(person["allowed_ips"] or "[]"))
    if person["second_factor"] is not None and code is None:
        sent_to = send_code(call, person) if person["second_factor"] == "sms" else None
        return {"code_required": True, "method": person["second_factor"], "sent_to": sent_to}
    if person["second_factor"] is not None and code is not None:
        _check_code(call, name, person, code)
    forget_wrong_tries(call, name)
    persons.write_person(call.tx, person["id"], call.now, last_login_at=call.stamp)
    note_origin(call.tx, person["id"], origin_digest(call), call.now)
    key = (agent["id"], agent["api_key_hash"])
    tokens = issue_tokens(call, person["id"], agent["company_id"], None, agent=key, takes_over=False)
    return _shape(tokens["token"], tokens["refresh_token"])


def _needed(value: str | None, name: str, grant_type: str) -> str:
    if value is None:
        raise Invalid({name: worded("is needed for grant_type {grant_type}", grant_type=grant_type)})
    return value


def _checked(call: Call, client_id: str, client_secret: str, username: str) -> tuple[Row, Row]:
    """The person and the agent; one refusal for whatever of them does not fit."""
    person = sign_ins.find_by_username(call.tx, username)
    check_not_locked(call, username, person)
    agent = _agent(call, client_id, client_secret)
    fits = call.prepared is not None and is_password_of(person, call.prepared)
    if person is None or agent is None or not fits or role_in(call.tx, person["id"], agent["company_id"]) is None:
        raise wrong_for_client(call, username, WRONG, ("log_in_with_password",))
    if person["email"] is not None and person["email_verified_at"] is None:
        raise NotAllowed(
            worded(
                "The address of this account is not proven yet, so its password opens nothing. Sign in with "
                "a mailed code first."
            ),
            code="email_not_verified",
            next=("request_login_code",),
        )
    return person, agent


def _agent(call: Call, client_id: str, client_secret: str) -> Row | None:
    """The active agent of that number and key."""
    number = int(client_id) if client_id.isascii() and client_id.isdecimal() and len(client_id) < 16 else 0
    agent = find_active_agent(call.tx, number)
    return agent if agent is not None and agent["api_key_hash"] == hash_secret(client_secret) else None


def _check_code(call: Call, username: str, person: Row, code: str) -> None:
    def refuse(text: str) -> Refusal:
        return wrong_for_client(call, username, text, ("create_field_access_token",))

    if person["second_factor"] == "sms":
        check_sms_code(call, person, code, refuse, worded("create_field_access_token, called without code"))
    else:
        check_app_code(call, person, person["authenticator_secret"], code, refuse)


def _renewed(call: Call, client_id: str, client_secret: str, token: str) -> FieldAccessToken:
    agent = _agent(call, client_id, client_secret)
    if agent is None:
        raise wrong_try(call, "token", Unauthorized(WRONG, code="invalid_credentials", next=("log_in_with_password",)))
    tokens = renewed(call, token, (agent["id"], agent["api_key_hash"]))
    return _shape(tokens["token"], tokens["refresh_token"])


def _shape(token: str, refresh: str) -> FieldAccessToken:
    return {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(TOKEN_LIFETIME.total_seconds()),
        "scope": "basic",
        "refresh_token": refresh,
    }
