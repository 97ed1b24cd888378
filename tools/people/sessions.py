"""Signing a person in: a session with a token for an hour and a refresh token for 30 days."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.people.identity import TOKEN_LIFETIME, open_session
from store.people.sign_ins import note_origin
from store.secrets import hash_secret
from store.types import iso, utc_text
from tools.call import Call
from tools.people.origins import origin_digest

TOKEN = "hh_person_"
REFRESH = "hh_refresh_"
SECRET = ("token", "refresh_token")


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
