"""Renewing a session: its refresh token is exchanged once for new ones, of the same person, company and agent."""

from __future__ import annotations

import json

from store.database import Row
from store.people import persons
from store.secrets import hash_secret
from store.types import Owner, utc_time
from tools.call import Call
from tools.errors import Unauthorized
from tools.people.allowed_addresses import check_address
from tools.people.sessions import Tokens, issue_tokens
from tools.people.wrong_tries import wrong_try
from tools.rules.sentences import say

_NOT_KNOWN = "This refresh token is not known, has ended or has run out."


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
    return _sign_in_again("This refresh token was used before, so every session it led to has ended.").kept()


def _sign_in_again(text: str) -> Unauthorized:
    return Unauthorized(
        f"{text} Sign in again.", code="refresh_token_ended", next=("log_in_with_password", "request_login_code")
    )
