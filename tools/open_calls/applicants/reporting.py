"""Reporting an open call, and stopping one that was reported enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import people, reports, safety, sight
from store.types import iso, utc_text, utc_time
from store.uploads import files
from tools.call import SYSTEM, Call
from tools.errors import Invalid, NotAllowed, RateLimited
from tools.open_calls.access import called, visible_call
from tools.open_calls.params import CallRef
from tools.open_calls.rules.reports import MOST_A_DAY, THRESHOLD, WITHIN, Report, ReportReason, suspends
from tools.open_calls.suspending import BY_REPORTS, suspend
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.text import plain
from tools.uploads.reading import own_files

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

DAY = timedelta(days=1)


class ReportShape(TypedDict):
    id: int
    at: str


class Reported(TypedDict):
    """call_status: suspended once enough people have reported it."""

    report: ReportShape
    call_status: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "this posting looks like a scam",
        "they ask for something illegal",
        "flag a job that pays almost nothing",
        "report an open call to whoever runs the hall",
        "the bounty asks me to open an account for them",
        "this call is dangerous for those who do it",
        "they use somebody else's identity in the posting",
        "the company of the bounty did not pay me",
        "an open call is nothing but advertising",
        "complain about a bounty that breaks the rules",
    ),
)
def report_open_call(
    call: Call,
    open_call_id: CallRef,
    reason: Annotated[ReportReason, Field(description="What is wrong with it.")],
    text: Annotated[str, Field(min_length=1, max_length=2000, description="What you saw. Needed with other.")]
    | None = None,
    file_ids: Annotated[list[Id], Field(max_length=5, description="What shows it (upload_files).")] | None = None,
) -> Reported:
    """Report an open call as illegal, dangerous, misleading or badly paid; enough reports stop it until it was looked at.

    The company never learns who reported. A second report of yours on the same call replaces what the first said. Agents and
    people whose identity is not verified are heard, but do not count for stopping it. The operator answers you."""
    row, side = visible_call(call, open_call_id)
    if side == "company" or (
        call.caller.kind == "person" and row["company_id"] in sight.companies_of(call.tx, call.caller.id)
    ):
        raise NotAllowed(
            worded("{called} is of your own company; cancel_open_call calls it off.", called=called(row)),
            next=("cancel_open_call",),
        )
    if reason == "other" and text is None:
        raise Invalid({"text": worded("is needed with other: what is wrong")}, next=("report_open_call",))
    ids = list(dict.fromkeys(file_ids or ()))
    own_files(call, call.caller.owner, ids, "file_ids")
    _check_room(call, row)
    id = reports.keep(
        call.tx, row["id"], call.caller.owner, reason, plain(text) if text else None, ids, _counts(call), call.stamp
    )
    files.attach(call.tx, ids, f"open_call_report:{id}")
    status = _stopped_or_not(call, row)
    kept = reports.find(call.tx, row["id"], call.caller.owner)
    return {"report": {"id": id, "at": iso(kept["at"] if kept else call.stamp)}, "call_status": status}


def _check_room(call: Call, row: Row) -> None:
    made = reports.made_since(call.tx, call.caller.owner, utc_text(call.now - DAY))
    if made >= MOST_A_DAY and reports.find(call.tx, row["id"], call.caller.owner) is None:
        raise RateLimited(
            worded(
                "{made} reports were made within a day; {most_a_day} is the most.", made=made, most_a_day=MOST_A_DAY
            ),
            retry_after=3600,
        )


def _counts(call: Call) -> bool:
    """Whether the caller is somebody whose identity is verified."""
    if call.caller.kind != "person":
        return False
    facts = people.facts(call.tx, call.caller.id)
    return facts is not None and facts["verified_at"] is not None


def _stopped_or_not(call: Call, row: Row) -> str:
    """Stop the call when enough is said against it, as the hall itself: nobody learns by whom; its state now."""
    if row["status"] in ("published", "closed") and suspends(_against(call, row), *_threshold(call)):
        suspend(replace(call, caller=SYSTEM), row, BY_REPORTS)
        return "suspended"
    return str(row["status"])


def _against(call: Call, row: Row) -> Sequence[Report]:
    return [
        Report(
            each["reason"],
            utc_time(each["at"]),
            each["reporter_id"] if each["reporter_type"] == "person" else None,
            bool(each["counts"]),
            bool(each["accepted"]),
        )
        for each in reports.open_ones(call.tx, row["id"])
    ]


def _threshold(call: Call) -> tuple[int, timedelta]:
    """How many reports stop a call, and within how long: the operator's data."""
    most = safety.setting(call.tx, "reports.threshold", THRESHOLD)
    hours = safety.setting(call.tx, "reports.hours", int(WITHIN.total_seconds() // 3600))
    return most, timedelta(hours=hours)
