"""Open calls and applications as those may see them who ask, as they stand at this moment."""

from __future__ import annotations

from typing import Literal

from store.database import Row
from store.open_calls import applications, calls
from store.types import Money
from tools.call import Call
from tools.errors import NotFound
from tools.open_calls import money
from tools.open_calls.clock import settle, settle_company
from tools.open_calls.rules.states import check_step
from tools.rules.sentences import worded

# company: a member or agent of its company. outsider: everybody else who may see it.
Side = Literal["company", "outsider"]

# In which everybody signed in sees what is public.
SEEN = ("published", "closed", "filled")


def own_call(call: Call, ref: str) -> Row:
    """An open call of the company the caller acts for; the same NotFound for an unknown one and somebody else's."""
    row = calls.find(call.tx, ref)
    if row is None or row["company_id"] != call.caller.company_id:
        raise not_found(ref)
    return settle(call, row)


def call_for_step(call: Call, ref: str) -> Row:
    """A call of the company in a state that allows the operation called."""
    row = own_call(call, ref)
    check_step(call.tool, called(row), row["status"])
    return row


def visible_call(call: Call, ref: str) -> tuple[Row, Side]:
    """An open call the caller may see, and from which side. A person's own look at somebody else's call is free."""
    row = calls.find(call.tx, ref)
    if row is None:
        raise not_found(ref)
    if row["company_id"] == call.caller.company_id:
        return settle(call, row), "company"
    row = settle(call, row)
    if not _is_seen(call, row):
        raise not_found(ref)
    return row, "outsider"


def check_funds(call: Call, row: Row, needed: Money, freed: Money, effect: str) -> None:
    """InsufficientFunds unless the company's money reaches, with what is freed by the same act and what is due to come back
    from its other calls. Nothing of the call itself was changed."""
    if money.purse(call, row).available + freed.amount < needed.amount:
        settle_company(call, row["company_id"])
    money.refuse_short(call, row, needed, freed, effect)


def called(row: Row) -> str:
    """How messages speak of a call."""
    return worded("Open call {id} '{title}'", id=row["id"], title=row["title"])


def not_found(ref: object) -> NotFound:
    return NotFound("open call", ref, next=("list_open_calls", "search_open_calls"))


def sees_call(call: Call, id: int) -> bool:
    """Whether the caller may see a call, as the feed of changes asks."""
    row = calls.find(call.tx, str(id))
    return row is not None and (row["company_id"] == call.caller.company_id or _is_seen(call, row))


def sees_application(call: Call, id: int) -> bool:
    """Whether an application is the caller's to see: the company's once it was sent, its person's, its drafter's."""
    row = applications.find(call.tx, id)
    if row is None:
        return False
    if call.caller.kind == "person" and row["person_id"] == call.caller.id:
        return True
    if call.caller.kind == "agent" and row["drafted_by_agent_id"] == call.caller.id:
        return True
    return row["sent_at"] is not None and row["call_company_id"] == call.caller.company_id


def _is_seen(call: Call, row: Row) -> bool:
    caller = call.caller
    if caller.kind == "nobody" or row["status"] == "draft":
        return False
    if caller.kind == "person" and applications.latest_of_person(call.tx, row["id"], caller.id) is not None:
        return True
    if row["status"] not in SEEN:
        return False
    if row["visibility"] == "public":
        return True
    return caller.kind == "person" and calls.is_in_team(call.tx, row["company_id"], caller.id)
