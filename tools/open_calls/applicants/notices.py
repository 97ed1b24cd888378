"""What a company hears of those who apply, once an hour by mail at most; and what the feed of changes says."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.open_calls import applying
from store.types import Owner, utc_text, utc_time
from tools.call import Call
from tools.open_calls.notices import LONGEST_MESSAGE, LONGEST_WORDS, named
from tools.open_calls.rules.states import OPEN
from tools.questions import quoted
from tools.rules.sentences import Sentence, begun, say, together
from tools.telling import Record

MAIL_EVERY = timedelta(hours=1)


def tell_company_of_applicant(call: Call, row: Row, text: Sentence, said: str | None) -> None:
    """Into the inbox each time; by mail or callback at most once an hour for a call, with how many are new since the last."""
    mailed = row["applications_mailed_at"]
    waits = mailed is not None and mailed > utc_text(call.now - MAIL_EVERY)
    words = say("They write: {words}", words=quoted(said, LONGEST_WORDS)) if said else None
    call.tell(
        Owner("company", row["company_id"]),
        "open_call_application",
        begun(together(text, words)),
        record=Record("open_call", row["id"], row["title"]),
        figures={"new_applications": new_since_mailed(call, row)},
        responsible=Owner(row["creator_type"], row["creator_id"]),
        body=say("All of what they write: {words}", words=quoted(said, LONGEST_MESSAGE)) if said else None,
        inbox_only=waits,
        open_tools=("decide_applications", "accept_applications"),
    )
    if waits:
        applying.mail_later(call.tx, row["id"], utc_text(utc_time(mailed) + MAIL_EVERY))
    else:
        applying.note_mailed(call.tx, row["id"], call.stamp)


def mail_company(call: Call, row: Row) -> None:
    """Once the hour is over: how many came since the last mail and wait for a decision, if any do."""
    count = applying.waiting_since(call.tx, row["id"], row["applications_mailed_at"])
    applying.note_mailed(call.tx, row["id"], call.stamp)
    if not count or row["status"] not in OPEN:
        return
    call.tell(
        Owner("company", row["company_id"]),
        "open_call_application",
        say("New applications for {call} that wait for a decision: {count}.", count=count, call=named(row)),
        record=Record("open_call", row["id"], row["title"]),
        figures={"new_applications": count},
        responsible=Owner(row["creator_type"], row["creator_id"]),
        open_tools=("decide_applications", "accept_applications"),
    )


def new_since_mailed(call: Call, row: Row) -> int:
    """How many applications for a call were sent since its company was last mailed of one."""
    return applying.sent_since(call.tx, row["id"], row["applications_mailed_at"])


def note_application(call: Call, application: Row, verb: str) -> None:
    """What happened to an application, in the feed of changes; the company sees those that were sent."""
    sent = application["sent_at"] is not None
    data = {"state": application["status"], "open_call_id": application["open_call_id"]}
    company_id = application["company_id"] if sent else call.caller.company_id
    call.change(f"application.{verb}", ("application", application["id"]), company_id=company_id, data=data)
    call.changed("open-calls", application["public_id"])
