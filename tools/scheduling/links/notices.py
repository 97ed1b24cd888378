"""What the owner of a link is told: that it does not work any more, that it works again, what it lies over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Row
from store.types import Owner, iso
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say, together
from tools.telling import Record

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """An outside appointment over an appointment here."""

    event_id: int
    start: datetime
    zone: str


def tell_failing(call: Call, link: Row, fault: str) -> None:
    """It failed too often. Said once, until it works again."""
    if link["direction"] == "import":
        text = say(
            "The outside calendar {calendar} cannot be read. {fault} What was read last still blocks your time; it is tried "
            "again by itself.",
            fault=fault,
        )
    else:
        text = say(
            "The outside calendar {calendar} cannot be written to. {fault} Bookings that are missing there follow when it works "
            "again; it is tried again by itself.",
            fault=fault,
        )
    _tell(call, link, text)


def tell_working(call: Call, link: Row) -> None:
    """It works again, after its owner was told that it does not."""
    text = say("The outside calendar {calendar} is written to again.")
    if link["direction"] == "import":
        text = say("The outside calendar {calendar} is read again.")
    _tell(call, link, text)


def tell_taken_in(call: Call, link: Row, overlaps: Sequence[Overlap], left_out: Sequence[str]) -> None:
    """What came of a reading, in one notice, as one call tells of a record once: what lies over appointments here, and what
    could not be made out."""
    said = [*_over(overlaps), *_left_out(left_out)]
    if said:
        text = say("The outside calendar {calendar} {what}", what=together(*said, between=say(" It ")))
        _tell(call, link, text)


def _over(overlaps: Sequence[Overlap]) -> list[Words]:
    """Nothing is moved by itself."""
    if not overlaps:
        return []
    named: list[Words] = [
        say("event {id} at {start}", id=each.event_id, start=iso(each.start, each.zone))
        for each in overlaps[:MOST_NAMED]
    ]
    events: Words = together(*named, between=", ")
    if len(overlaps) > MOST_NAMED:
        events = say("{these} and {more} more", these=events, more=len(overlaps) - MOST_NAMED)
    return [say("has appointments at the time of {events}. Nothing was moved or called off.", events=events)]


def _left_out(warnings: Sequence[str]) -> list[Words]:
    """Said once, until a reading leaves nothing out."""
    if not warnings:
        return []
    text = say("could not be read whole. {first}", first=warnings[0])
    if len(warnings) == 1:
        return [text]
    more = say("And {more} more: get_calendar_sync_settings shows them.", more=len(warnings) - 1)
    return [together(text, more)]


def _tell(call: Call, link: Row, text: Sentence) -> None:
    text = text.using(calendar=quoted(link["summary"]))
    record = Record("calendar", link["kal_id"], link["summary"])
    call.tell(Owner(link["owner_type"], link["owner_id"]), "calendar_link", text, record=record)
