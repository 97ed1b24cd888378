"""Signing a person in: a session with a token for an hour and a refresh token for 30 days, which renews it once."""

from __future__ import annotations

import json

from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.people.identity import TOKEN_LIFETIME, open_session
from store.people.sign_ins import note_origin
from store.secrets import hash_secret
from store.types import Owner, iso, utc_text, utc_time
from tools.call import Call
from tools.errors import Unauthorized
from tools.people.allowed_addresses import check_address
from tools.people.origins import origin_digest
from tools.people.wrong_tries import wrong_try
from tools.rules.sentences import say, worded

TOKEN = "hh_person_"
REFRESH = "hh_refresh_"
SECRET = ("token", "refresh_token")
_NOT_KNOWN = worded("This refresh token is not known, has ended or has run out.")


class Tokens(TypedDict):
    """What opens the later calls. Over HTTP the token goes into the Authorization header as Bearer."""

    token: str
    refresh_token: str
    token_type: str
    expires_at: str


class CompanyOfPerson(TypedDict):
    """A company the person belongs to."""

    id: int
    name: str
    role: str


class SignedInPerson(TypedDict):
    """Who is signed in now."""

    id: int
    email: str | None
    name: str
    timezone: str
    companies: list[CompanyOfPerson]


def sign_in(call: Call, person: Row) -> Tokens:
    """Open a session of a person, acting for their default company; this client is signed in from now on."""
    persons.write_person(call.tx, person["id"], call.now, last_login_at=call.stamp)
    note_origin(call.tx, person["id"], origin_digest(call), call.now)
    return issue_tokens(call, person["id"], company_to_act_for(call, person), chain_id=None)


def issue_tokens(
    call: Call,
    person_id: int,
    company_id: int | None,
    chain_id: int | None,
    *,
    agent: tuple[int, str] | None = None,
    takes_over: bool = True,
) -> Tokens:
    """Store a session and answer its tokens, of which only hashes are kept. chain_id: the first session it renews.

    agent: the agent it is opened through, and the hash of its key. takes_over: this client is signed in with it from now on."""
    token, refresh = call.new_secret(TOKEN), call.new_secret(REFRESH)
    open_session(
        call.tx,
        person_id,
        company_id,
        hash_secret(token),
        hash_secret(refresh),
        call.now,
        chain_id=chain_id,
        opened_by=call.tool,
        origin="local" if call.origin == "local" else "network",
        agent=agent,
    )
    if takes_over:
        call.session_token = token
    return {
        "token": token,
        "refresh_token": refresh,
        "token_type": "Bearer",
        "expires_at": iso(utc_text(call.now + TOKEN_LIFETIME)),
    }


def renewed(call: Call, refresh_token: str, agent: tuple[int, str] | None = None) -> Tokens:
    """New tokens for a refresh token. Spent before, it ends every session it led to.

    agent: the only one it is renewed for, with the hash of its key; that client stays whoever it is."""
    session = persons.find_session_by_refresh(call.tx, hash_secret(refresh_token))
    if session is not None and session["renewed_at"] is not None:
        raise _spent(call, session)
    if session is None or session["ended_at"] is not None or utc_time(session["refresh_expires_at"]) <= call.now:
        raise wrong_try(call, "token", _sign_in_again(_NOT_KNOWN))
    opened_by = (session["agent_id"], session["agent_key_hash"]) if session["agent_id"] is not None else None
    live = persons.is_agents_session_live(call.tx, session["id"]) and agent in (None, opened_by)
    person = persons.find_person(call.tx, session["person_id"])
    if person is None or not live:
        raise wrong_try(call, "token", _sign_in_again(_NOT_KNOWN))
    check_address(call.origin, json.loads(person["allowed_ips"] or "[]"))
    persons.renew_session(call.tx, session["id"], call.now)
    return issue_tokens(
        call,
        session["person_id"],
        session["company_id"],
        session["chain_id"],
        agent=opened_by,
        takes_over=agent is None,
    )


def _spent(call: Call, session: Row) -> Unauthorized:
    """A refresh token that was used a second time: somebody has copied it."""
    persons.end_chain(call.tx, session["chain_id"], call.now)
    call.tell(
        Owner("person", session["person_id"]),
        "account_security",
        say(
            "A refresh token of your account was used a second time, so every session of that sign-in has ended. If you did "
            "not do it, somebody has copied it: sign in again and set a new password with update_my_profile."
        ),
    )
    return _sign_in_again(worded("This refresh token was used before, so every session it led to has ended.")).kept()


def _sign_in_again(text: str) -> Unauthorized:
    return Unauthorized(
        worded("{text} Sign in again.", text=text),
        code="refresh_token_ended",
        next=("log_in_with_password", "request_login_code"),
    )


def company_to_act_for(call: Call, person: Row) -> int | None:
    """The default company while the person belongs to it, else the first they belong to."""
    ids = [row["id"] for row in persons.companies_of(call.tx, person["id"])]
    if person["default_company_id"] in ids:
        default: int = person["default_company_id"]
        return default
    return ids[0] if ids else None


def signed_in_person(call: Call, person: Row) -> SignedInPerson:
    return {
        "id": person["id"],
        "email": person["email"],
        "name": person["name"],
        "timezone": person["timezone"],
        "companies": [
            {"id": row["id"], "name": row["name"], "role": row["role"]}
            for row in persons.companies_of(call.tx, person["id"])
        ],
    }
