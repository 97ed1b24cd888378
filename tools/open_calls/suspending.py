"""A call that is stopped, put back or taken away for the safety of those who work: by reports, or by whoever runs the hall."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.open_calls import applications, calls, reports
from store.types import Owner, iso, utc_text, utc_time
from tools.call import Call
from tools.open_calls.clock import keep_due
from tools.open_calls.notices import named, tell_company, tell_person
from tools.open_calls.transitions import end, note
from tools.questions import quoted
from tools.rules.sentences import Sentence, begun, say
from tools.telling import Record

LONGEST_REASON = 200

# Reasons of states, as they stand with a call.
BY_REPORTS, BY_OPERATOR, REMOVED = "reports", "operator", "removed"


def suspend(call: Call, row: Row, reason: str, words: str | None = None) -> None:
    """Stop a published or closed call: nobody finds it, its money stays held. Who reported it, nobody learns.

    call: of the hall itself. reason: BY_REPORTS or BY_OPERATOR; words: the operator's."""
    calls.change(
        call.tx,
        row["id"],
        status="suspended",
        status_reason=reason,
        suspended_from=row["status"],
        suspended_at=call.stamp,
        due_at=None,
        version=row["version"] + 1,
    )
    note(call, row, "suspended", call.stamp, words or reason, by_itself=True)
    text = say("{call} is held back until whoever runs this hall has looked at it; its money stays set aside.")
    figures = {"status": "suspended", "reason": reason}
    tell_company(
        call, row, "open_call_ended", text.using(call=named(row)), figures=figures, open_tools=("cancel_open_call",)
    )
    theirs = say("{call} is held back until whoever runs this hall has looked at it; your application waits.")
    for application in applications.with_status(call.tx, row["id"], applications.LIVE):
        person = application["person_id"]
        tell_person(call, person, row, "open_call_ended", theirs.using(call=named(row)), figures=figures)


def restore(call: Call, row: Row, words: str) -> None:
    """Put a suspended call back as it was; its times, and those to send an application again, move by the time it lost."""
    lost = call.now - utc_time(row["suspended_at"])
    moved = {
        name: utc_text(utc_time(row[name]) + lost)
        for name in ("apply_until", "decide_until", "sla_due_at")
        if row[name] is not None
    }
    calls.change(
        call.tx,
        row["id"],
        status=row["suspended_from"],
        status_reason=None,
        suspended_from=None,
        suspended_at=None,
        version=row["version"] + 1,
        **moved,
    )
    now = calls.load(call.tx, row["id"])
    keep_due(call, now)
    note(call, row, now["status"], call.stamp, words, by_itself=True)
    text = say("The operator has looked at {call}: it goes on as before. {reason}")
    _tell_decision(call, Owner("company", row["company_id"]), row, text, words)
    for application in applications.with_status(call.tx, row["id"], applications.LIVE):
        again = _counted_again(call, application, lost).using(call=named(row))
        tell_person(call, application["person_id"], row, "open_call_decided", again, figures={"status": now["status"]})
    answer_reporters(
        call, row, say("The operator has looked at {call}, which you reported: it goes on. {reason}"), words
    )


def _counted_again(call: Call, application: Row, lost: timedelta) -> Sentence:
    """What an applicant is told when the call goes on. One made on earlier terms has the time it lost to be sent again."""
    if application["send_again_by"] is None:
        return say("{call} goes on; your application counts as before.")
    until = utc_text(utc_time(application["send_again_by"]) + lost)
    applications.change(call.tx, application["id"], send_again_by=until)
    return say("{call} goes on; your application counts again once you send it again, until {until}.", until=iso(until))


def remove(call: Call, row: Row, words: str) -> None:
    """Take a call away for good: the money of its free seats goes back, accepted work lives on."""
    end(call, row, "cancelled", REMOVED, call.stamp, by_itself=True)
    text = say("The operator has taken {call} away. {reason}")
    _tell_decision(call, Owner("company", row["company_id"]), row, text, words)
    answer_reporters(call, row, say("The operator has taken {call} away, which you reported. {reason}"), words)


def release(call: Call, row: Row, words: str) -> None:
    """Let a single call pass the rules on kinds of work; floors of pay hold for it as for all."""
    calls.change(call.tx, row["id"], safety_released_at=call.stamp)
    calls.add_history(
        call.tx, row["id"], row["status"], row["status"], call.stamp, None, "operator", f"released: {words}"
    )
    data = {"state": row["status"], "public_id": row["public_id"], "fields": ["safety"]}
    call.change("open_call.changed", ("open_call", row["id"]), company_id=row["company_id"], data=data)
    text = say("The operator lets {call} pass: it may be published. {reason}")
    _tell_decision(call, Owner("company", row["company_id"]), row, text, words)


def answer_alone(call: Call, row: Row, words: str) -> None:
    """Nothing becomes of what was reported."""
    answer_reporters(call, row, say("The operator has looked at {call}, which you reported: it stays. {reason}"), words)


def answer_reporters(call: Call, row: Row, text: Sentence, words: str) -> None:
    """Tell everybody who reported a call what came of it."""
    for report in reports.open_ones(call.tx, row["id"]):
        _tell_decision(call, Owner(report["reporter_type"], report["reporter_id"]), row, text, words)
    reports.answer_all(call.tx, row["id"], call.stamp)


def _tell_decision(call: Call, owner: Owner, row: Row, text: Sentence, words: str) -> None:
    call.tell(
        owner,
        "operator_decision",
        begun(text.using(call=named(row), reason=say("Why: {words}", words=quoted(words, LONGEST_REASON)))),
        record=Record("open_call", row["id"], row["title"]),
        responsible=Owner(row["creator_type"], row["creator_id"]) if owner.kind == "company" else None,
    )
