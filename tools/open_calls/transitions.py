"""How an open call is closed and how it ends, by whatever way: money, applications, history and notices go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.open_calls import applications, calls
from store.types import Money
from tools.call import Call
from tools.open_calls import money
from tools.open_calls.notices import tell_closed, tell_ended
from tools.open_calls.rules.states import Status

# What stands in applications that a call's end has refused.
REFUSED_BY = {"filled": "seats_full", "expired": "expired", "cancelled": "cancelled"}


@dataclass(frozen=True, slots=True)
class Ended:
    """What an end did: money given back, and how many people were refused."""

    released: Money
    refused: int


def note(call: Call, row: Row, to: Status, at: str, reason: str | None = None, *, by_itself: bool = False) -> None:
    """The history line of a step, and the change in the feed."""
    by, tool = (None, None) if by_itself else (call.caller.owner, call.tool)
    before = None if to == "draft" else row["status"]
    calls.add_history(call.tx, row["id"], before, to, at, by, tool, reason)
    verb = {"draft": "created", "suspended": "changed"}.get(to, to)
    data: dict[str, Any] = {"state": to, "public_id": row["public_id"], **({"reason": reason} if reason else {})}
    call.change(f"open_call.{verb}", ("open_call", row["id"]), company_id=row["company_id"], data=data)
    call.changed("open-calls", row["public_id"])


def close(
    call: Call,
    row: Row,
    decide_until: str,
    at: str,
    reason: str | None,
    *,
    by_itself: bool = False,
    tell: bool = True,
) -> None:
    """Take no further applications; those there are wait for a decision."""
    calls.change(
        call.tx, row["id"], status="closed", status_reason=reason, decide_until=decide_until, version=row["version"] + 1
    )
    note(call, row, "closed", at, reason, by_itself=by_itself)
    if tell:
        tell_closed(call, row, decide_until, by_itself=by_itself)


def end(
    call: Call,
    row: Row,
    to: Status,
    reason: str | None,
    at: str,
    *,
    said: str | None = None,
    by_itself: bool = False,
    held: bool = True,
) -> Ended:
    """End a call for good: what is still held goes back, live applications are refused and everybody is told.

    held: False when every seat became work, which took what was held."""
    released = money.release(call, row) if held else Money(0, row["currency"])
    calls.change(
        call.tx,
        row["id"],
        status=to,
        status_reason=reason,
        ended_at=at,
        due_at=None,
        hold_id=None,
        suspended_from=None,
        version=row["version"] + 1,
    )
    live = applications.with_status(call.tx, row["id"], applications.LIVE)
    for application in live:
        refuse(call, row, application, REFUSED_BY[to], at, by_itself=by_itself, said=said)
    note(call, row, to, at, reason, by_itself=by_itself)
    tell_ended(call, row, to, reason, released, live, said)
    return Ended(released, sum(application["status"] != "unsent" for application in live))


def refuse(
    call: Call, row: Row, application: Row, reason: str, at: str, *, by_itself: bool = False, said: str | None = None
) -> None:
    """Refuse an application that is still live. said: what the company wrote to it."""
    applications.decide(
        call.tx,
        application["id"],
        "refused",
        at,
        None if by_itself else call.caller.owner,
        refuse_reason=reason,
        said=said,
        shortlist_rank=None,
        send_again_by=None,
        terms_version_refused=row["terms_version"],
    )
    note_decided(call, row, application, "refused")


def note_decided(call: Call, row: Row, application: Row, state: str) -> None:
    """A decision in the feed of changes."""
    data = {"state": state, "open_call_id": row["id"]}
    call.change("application.decided", ("application", application["id"]), company_id=row["company_id"], data=data)
