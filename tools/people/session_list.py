"""A person's own sessions: where they are signed in, and signing out there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import own_sessions, persons
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.rules.sentences import worded
from tools.shapes import NamedShape

TOOLSET = "access"
WHY = worded("Sessions are a person's.")
# What opened a session, by operation; the command line opens one as machine.
WAYS: dict[str, Literal["code", "password", "switch", "app", "machine"]] = {
    "log_in_with_code": "code",
    "log_in_with_password": "password",
    "switch_company": "switch",
    "oauth": "app",
}


class SessionShape(TypedDict):
    """A sign-in that still works. way: code, password, switch (another company from a session), app (an app that was allowed
    to) or machine (made by the operator of this hall). origin: local is this very machine. used_at is right to five minutes."""

    id: int
    current: bool
    way: Literal["code", "password", "switch", "app", "machine"]
    origin: Literal["local", "network"]
    company: NamedShape | None
    signed_in_at: str
    used_at: str
    expires_at: str
    renewable_until: str | None


class SessionList(TypedDict):
    """A page of sessions."""

    sessions: list[SessionShape]
    total: int
    next_cursor: str | None


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "where am I signed in",
        "which devices have access to my account",
        "is somebody else in my account",
        "list the sessions I have open",
        "when was my account used last",
        "active logins of mine",
        "tokens that still work for me",
        "did I forget to sign out somewhere",
        "how was my last session opened",
        "see everything that is logged in as me",
    ),
)
def list_my_sessions(call: Call, page: Page) -> SessionList:
    """List where the signed-in person is signed in: when and how, when last used, for which company, newest first.

    current marks the session of this call. A renewed session is one, since its sign-in. Next: end_my_session."""
    require_person(call, WHY)
    sql, params = own_sessions.sessions_query(call.caller.id, call.now)
    rows, next_cursor, total = page.rows(call.tx, sql, params, own_sessions.NEWEST_FIRST)
    return {"sessions": [_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


def _shape(call: Call, row: Row) -> SessionShape:
    company: NamedShape | None = None
    if row["company_id"] is not None:
        company = {"id": row["company_id"], "name": row["company_name"]}
    return {
        "id": row["id"],
        "current": row["id"] == call.caller.session_id,
        "way": WAYS.get(row["opened_by"], "machine"),
        "origin": row["origin"],
        "company": company,
        "signed_in_at": iso(row["signed_in_at"]),
        "used_at": iso(row["used_at"]),
        "expires_at": iso(row["expires_at"]),
        "renewable_until": iso(row["refresh_expires_at"]) if row["refresh_expires_at"] else None,
    }


class Ended(TypedDict):
    """How many sessions ended."""

    ended: int


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "sign me out on my other computer",
        "end all sessions but this one",
        "lock everybody else out of my account",
        "I lost my laptop, close its session",
        "make another token of mine worthless",
        "log off elsewhere",
        "throw a stranger out of my account",
        "close one of my open logins",
        "stop a session I do not know",
        "revoke access of a device",
    ),
)
def end_my_session(
    call: Call,
    session_id: Annotated[Id, Field(description="From list_my_sessions. Either this or all_others.")] | None = None,
    all_others: Annotated[bool, Field(description="End every session but the one of this call.")] | None = None,
) -> Ended:
    """End one of the signed-in person's own sessions, or all but this one; their tokens stop working at once.

    The session of this call ends with log_out. Agents' keys are no sessions: replace one with regenerate_agent_key."""
    require_person(call, WHY)
    if (session_id is None) == (not all_others):
        raise Invalid({"session_id": worded("give either session_id, or all_others true")}, next=("list_my_sessions",))
    if session_id is None:
        return {"ended": persons.end_sessions(call.tx, call.caller.id, call.now, keep=call.caller.session_id)}
    if own_sessions.find_open_session(call.tx, call.caller.id, session_id, call.now) is None:
        raise NotFound("session", session_id, next=("list_my_sessions",))
    persons.end_session(call.tx, session_id, call.now)
    return {"ended": 1}
