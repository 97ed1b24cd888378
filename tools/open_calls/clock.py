"""What happens to open calls by themselves, applied before every read and change, at the time it was due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from store.database import Row
from store.open_calls import applications, applying, calls
from store.types import Owner, utc_text, utc_time
from tools.call import SYSTEM, Call
from tools.open_calls.notices import tell_lapsed
from tools.open_calls.rules.states import FINAL, Clock, Due, Status, due, due_at, status_at, time_stopped
from tools.open_calls.transitions import close, end

_MOST_STEPS = 10


def settle(call: Call, row: Row) -> Row:
    """The call after everything that was due by now, in its order: applications that lapse, its own moments."""
    # Whoever looks first has not done it: they are told like everybody else, and the feed does not name them.
    call = replace(call, caller=SYSTEM)
    for _ in range(_MOST_STEPS):
        lapse = applications.next_lapse(call.tx, row["id"]) if row["status"] not in (*FINAL, "suspended") else None
        next = due(clock_of(row), applications.has_live(call.tx, row["id"]))
        if lapse is not None and lapse <= call.stamp and (next is None or utc_time(lapse) <= next.at):
            _lapse(call, row, lapse)
        elif next is not None and next.at <= call.now:
            _apply(call, row, next)
        else:
            break
        row = calls.load(call.tx, row["id"])
    return row


def settle_company(call: Call, company_id: int, most: int = 50) -> None:
    """The same for what is due of all calls of a company."""
    for id in dict.fromkeys(calls.due(call.tx, call.stamp, most, company_id)):
        settle(call, calls.load(call.tx, id))


def settle_applicant(call: Call, applicant: Owner, most: int = 50) -> None:
    """The same for what is due of the calls that somebody applied for, or an agent drafted an application for."""
    for id in applying.due_calls(call.tx, applicant, call.stamp, most):
        settle(call, calls.load(call.tx, id))


def status_now(call: Call, row: Row) -> Status:
    """The state of a call after everything that is due by now, where nothing can be written."""
    return status_at(clock_of(row), applications.has_live(call.tx, row["id"]), call.now)


def clock_of(row: Row) -> Clock:
    apply_until, decide_until, sla = row["apply_until"], row["decide_until"], row["sla_due_at"]
    return Clock(
        row["status"],
        utc_time(apply_until) if apply_until else None,
        utc_time(decide_until) if decide_until else None,
        utc_time(sla) if sla else None,
        row["first_accepted_at"] is not None,
    )


def sla_due(call: Call, row: Row, hours: int) -> datetime:
    """By when somebody has to be accepted: so long after publishing, without the time the call was suspended."""
    steps = [
        (each["from_status"], each["to_status"], utc_time(each["at"])) for each in calls.history(call.tx, row["id"])
    ]
    return utc_time(row["published_at"]) + timedelta(hours=hours) + time_stopped(steps)


def keep_due(call: Call, row: Row) -> None:
    """Keep when something happens next by itself, after what was written."""
    at = due_at(clock_of(row))
    calls.change(call.tx, row["id"], due_at=utc_text(at) if at else None)


def _apply(call: Call, row: Row, next: Due) -> None:
    at = utc_text(next.at)
    if next.to == "closed" and next.decide_until is not None:
        # Where the time to decide is over too, people hear of the end alone.
        until, open_still = utc_text(next.decide_until), next.decide_until > call.now
        close(call, row, until, at, next.reason, by_itself=True, tell=open_still)
        keep_due(call, calls.load(call.tx, row["id"]))
    else:
        end(call, row, next.to, next.reason, at, by_itself=True)


def _lapse(call: Call, row: Row, at: str) -> None:
    for application in applications.lapsing(call.tx, row["id"], at):
        applications.decide(
            call.tx,
            application["id"],
            "withdrawn",
            application["send_again_by"],
            None,
            refuse_reason="terms_changed",
            shortlist_rank=None,
            send_again_by=None,
        )
        call.change(
            "application.withdrawn",
            ("application", application["id"]),
            company_id=row["company_id"],
            data={"state": "withdrawn", "open_call_id": row["id"]},
        )
        tell_lapsed(call, row, application)
