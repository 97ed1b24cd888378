"""Who is calling: a token becomes a Caller, and what a Caller may call is decided here."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.cards import Card
from server.oauth.rules import scopes
from store.calls import callers
from store.companies.companies import role_in
from store.database import Row, Transaction
from store.secrets import hash_secret
from store.types import iso, utc_text
from tools.call import NOBODY, Caller
from tools.errors import InsufficientFunds, NotAllowed, Step, Unauthorized
from tools.operation import Operation
from tools.people.allowed_addresses import check_address
from tools.rules.sentences import OR, language_read, worded, words

AGENT_PREFIX = "hh_agent_"
PERSON_PREFIX = "hh_person_"

OPEN_WHILE_SUSPENDED = {
    "get_my_agent_profile",
    "get_wallet",
    "list_wallet_transactions",
    "get_wallet_usage",
    "get_spending_limit",
    "list_notices",
    "count_notices",
}
# A session that has ended must not keep anybody from opening the next one.
OPEN_WITH_DEAD_TOKEN = {
    "request_login_code",
    "log_in_with_code",
    "log_in_with_password",
    "refresh_token",
    "create_field_access_token",
}
# A frozen agent reads, takes back what waits for a yes, and stays on the brake.
OPEN_WHILE_FROZEN = {"withdraw_request", "freeze_payments"}
OPEN_WHILE_PENDING = {"agents", "wallet", "platform", "notices"}


def identify(tx: Transaction, token: str | None, now: datetime, origin: str) -> Caller:
    """The caller behind a token, NOBODY without one; Unauthorized when the token is not known or has ended, NotAllowed
    when its person keeps the account to other network addresses."""
    if token is None:
        return NOBODY
    caller = _agent(tx, token) if token.startswith(AGENT_PREFIX) else _person(tx, token, now, origin)
    if caller is None:
        raise Unauthorized(
            worded(
                "This credential is not known or has ended. Sign in again with request_login_code and "
                "log_in_with_code, renew a session with refresh_token, or use the agent's current key."
            ),
            next=("request_login_code", "refresh_token", "register_agent"),
        )
    return caller


def caller_of(tx: Transaction, token: str | None, operation: Operation, now: datetime, origin: str) -> Caller:
    """The caller of an operation; a token that has ended counts as none where the caller is about to get another."""
    try:
        return identify(tx, token, now, origin)
    except (Unauthorized, NotAllowed):
        if operation.name in OPEN_WITH_DEAD_TOKEN:
            return NOBODY
        raise


def caller_by_id(tx: Transaction, kind: str, id: int, company_id: int | None) -> Caller:
    """The caller who queued a job, as they stand now: it goes on although the key or session it was started with has
    ended, but not for somebody who has since left the company it was started for."""
    row = callers.agent_by_id(tx, id) if kind == "agent" else callers.person_by_id(tx, id, company_id)
    if row is None:
        raise Unauthorized(worded("Whoever started this is gone. Nothing happened."), next=("get_job",))
    caller = _agent_caller(row) if kind == "agent" else _person_caller(row)
    if caller.company_id != company_id:
        raise NotAllowed(
            worded(
                "Whoever started this acts for company {company_id} no more. Nothing happened; a member can "
                "call it again.",
                company_id=company_id,
            ),
            next=("list_my_companies",),
        )
    return caller


def maker_by_id(tx: Transaction, kind: str, id: int) -> Caller | None:
    """Whoever made something that is read without signing in, as they stand now; None when they are gone, or an agent is not
    active."""
    if kind == "person":
        row = callers.person_by_id(tx, id, None)
        return None if row is None else _person_caller(row)
    row = callers.agent_by_id(tx, id)
    return None if row is None or row["status"] != "active" else _agent_caller(row)


def _agent(tx: Transaction, token: str) -> Caller | None:
    row = callers.agent_by_key(tx, hash_secret(token))
    return None if row is None else _agent_caller(row)


def _agent_caller(row: Row) -> Caller:
    return Caller(
        kind="agent",
        id=row["id"],
        company_id=row["company_id"],
        role="user",
        name=row["name"],
        email=row["email"],
        email_verified=row["email_verified_at"] is not None,
        status=row["status"],
        currency=row["currency"],
        suspension_reason=row["suspension_reason"],
        frozen_at=row["frozen_at"],
    )


def _person(tx: Transaction, token: str, now: datetime, origin: str) -> Caller | None:
    row = callers.person_by_token(tx, hash_secret(token), utc_text(now))
    if row is None:
        return None
    if row["allowed_ips"]:
        check_address(origin, json.loads(row["allowed_ips"]))
    allowed = None if row["scopes"] is None else tuple(row["scopes"].split())
    return _person_caller(
        row,
        session_id=row["session_id"],
        session_used_at=row["last_used_at"],
        scopes=allowed,
        grant_id=row["grant_id"],
    )


def _person_caller(row: Row, **session: Any) -> Caller:
    """session: what is known of the session by which a person calls."""
    return Caller(
        kind="person",
        id=row["id"],
        company_id=row["company_id"],
        role=row["role"],
        name=row["name"],
        email=row["email"],
        email_verified=row["email_verified_at"] is not None,
        timezone=row["timezone"],
        currency=row["currency"],
        language=language_read(row["language"]),
        **session,
    )


def acting_for(tx: Transaction, caller: Caller, company_id: int | None) -> Caller:
    """The caller acting for another of their companies during one call; NotAllowed when they are not a member."""
    if company_id is None or company_id == caller.company_id:
        return caller
    if caller.scopes is not None:
        raise NotAllowed(
            worded("This app was allowed to act for one company. Log in with it again and choose the other one."),
            next=("list_my_companies",),
        )
    role = role_in(tx, caller.id, company_id) if caller.kind == "person" else None
    if role is None:
        raise NotAllowed(
            worded("You are not a member of company {company_id}.", company_id=company_id), next=("list_my_companies",)
        )
    return replace(caller, company_id=company_id, role=role)


def admit(caller: Caller, operation: Operation | Card) -> None:
    """Refuse a caller who may not call the operation. Most specific first: banned, suspended, deposit, role, e-mail."""
    if caller.status == "banned":
        raise NotAllowed(
            worded("This agent is banned for good; its key opens nothing."), code="agent_banned", state="banned"
        )
    _admit_frozen(caller, operation)
    if operation.public:
        return
    if caller.kind == "nobody":
        raise Unauthorized(
            worded("{name} needs a signed-in caller: an agent's API key or a person's token.", name=operation.name),
            next=("register_agent", "request_login_code"),
        )
    _admit_scopes(caller, operation)
    _admit_status(caller, operation)
    if not may_call(caller, operation):
        founds = caller.kind == "person" and _lacks_company(caller, operation)
        steps = ("found_company", "list_my_companies") if founds else ("find_operations",)
        raise NotAllowed(_who_may(caller, operation), next=steps)
    if operation.verified_email and caller.kind == "agent" and not caller.email_verified:
        raise NotAllowed(
            worded(
                "The agent's e-mail address is not verified yet. Pass the six digits that were mailed to "
                "verify_agent_email."
            ),
            code="email_not_verified",
            next=(
                Step("verify_agent_email", {"email": caller.email}),
                Step("resend_agent_code", {"email": caller.email}),
            ),
        )


def lacking(caller: Caller, operation: Operation | Card) -> list[str]:
    """The scopes that an app lacks for an operation."""
    if caller.scopes is None or operation.public or operation.name in scopes.NEVER:
        return []
    return scopes.missing(caller.scopes, operation.access, operation.toolset)


def _admit_scopes(caller: Caller, operation: Operation | Card) -> None:
    if caller.scopes is None:
        return
    if operation.name in scopes.NEVER:
        raise NotAllowed(
            worded(
                "{name} makes or changes what opens an account, which no app may do for a person. Use a key, "
                "or sign in with a code and call it with that token.",
                name=operation.name,
            ),
            code="not_by_app",
            next=("request_login_code",),
        )
    if lacks := lacking(caller, operation):
        raise NotAllowed(
            worded(
                "{name} needs what this app was not allowed: {lacks}. {again}",
                name=operation.name,
                lacks=" ".join(lacks),
                again=scopes.again(lacks),
            ),
            code="insufficient_scope",
            details={"scope": " ".join(lacks)},
            next=("find_operations",),
        )


def _admit_frozen(caller: Caller, operation: Operation | Card) -> None:
    if caller.frozen_at is None or operation.access == "read" or operation.name in OPEN_WHILE_FROZEN:
        return
    raise NotAllowed(
        worded(
            "Frozen: this agent was stopped at {frozen_at} and may only read until an admin of its "
            "company lifts that with unfreeze_payments.",
            frozen_at=iso(caller.frozen_at),
        ),
        code="frozen",
        state="frozen",
        next=("get_approval_policy",),
    )


def _admit_status(caller: Caller, operation: Operation | Card) -> None:
    if caller.status == "suspended" and operation.name not in OPEN_WHILE_SUSPENDED:
        reason = f": {caller.suspension_reason}" if caller.suspension_reason else ""
        raise NotAllowed(
            worded(
                "This agent is suspended{reason}. It may read its wallet until the operator lifts it.", reason=reason
            ),
            code="agent_suspended",
            state="suspended",
            next=("get_my_agent_profile", "get_wallet"),
        )
    if caller.status == "pending_deposit":
        free = operation.price == "free" and operation.toolset in OPEN_WHILE_PENDING
        if not free:
            raise InsufficientFunds(
                worded(
                    "This agent waits for its first deposit; {name} opens when it has arrived.", name=operation.name
                ),
                code="deposit_required",
                state="pending_deposit",
                next=("get_deposit_address", "get_wallet"),
            )


def may_call(caller: Caller, operation: Operation | Card) -> bool:
    """Whether the caller's role fits one of the operation's actors."""
    actors = set(operation.actors)
    if actors & {"public", "any"}:
        return True
    if caller.kind == "agent":
        return bool(actors & {"agent", "client"})
    if caller.kind == "nobody":
        return False
    fits = {"worker"}
    if caller.company_id is not None:
        fits.add("client")
        if caller.role == "admin":
            fits.add("admin")
    return bool(actors & fits)


def _lacks_company(caller: Caller, operation: Operation | Card) -> bool:
    return caller.company_id is None and bool({"client", "admin"} & set(operation.actors))


def _who_may(caller: Caller, operation: Operation | Card) -> str:
    if operation.actors == ("agent",):
        return worded("{name} is for AI agents with an API key.", name=operation.name)
    if caller.kind == "agent":
        return worded(
            "{name} is not open to agents; it needs a person: {actors}.",
            name=operation.name,
            actors=words(operation.actors, OR),
        )
    if _lacks_company(caller, operation):
        return worded(
            "{name} needs a company to act for; found_company founds one, or an admin invites you.", name=operation.name
        )
    return worded("{name} is open to: {actors}.", name=operation.name, actors=words(operation.actors))
