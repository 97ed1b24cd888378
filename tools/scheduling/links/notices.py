"""What the owner of a link is told: that it does not work any more, that it works again, what it lies over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Row
from store.types import Owner, iso
from tools.call import Call
from tools.questions import quoted
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
    what = "read" if link["direction"] == "import" else "written to"
    rest = (
        "What was read last still blocks your time"
        if link["direction"] == "import"
        else "Bookings that are missing there follow when it works again"
    )
    _tell(
        call,
        link,
        f"The outside calendar {quoted(link['summary'])} cannot be {what}. {fault} {rest}; it is tried again by itself.",
    )


def tell_working(call: Call, link: Row) -> None:
    """It works again, after its owner was told that it does not."""
    what = "read" if link["direction"] == "import" else "written to"
    _tell(call, link, f"The outside calendar {quoted(link['summary'])} is {what} again.")


def tell_taken_in(call: Call, link: Row, overlaps: Sequence[Overlap], left_out: Sequence[str]) -> None:
    """What came of a reading, in one notice, as one call tells of a record once: what lies over appointments here, and what
    could not be made out."""
    said = [*_over(overlaps), *_left_out(left_out)]
    if said:
        _tell(call, link, f"The outside calendar {quoted(link['summary'])} {' It '.join(said)}")


def _over(overlaps: Sequence[Overlap]) -> list[str]:
    """Nothing is moved by itself."""
    if not overlaps:
        return []
    named = [f"event {each.event_id} at {iso(each.start, each.zone)}" for each in overlaps[:MOST_NAMED]]
    more = f" and {len(overlaps) - MOST_NAMED} more" if len(overlaps) > MOST_NAMED else ""
    return [f"has appointments at the time of {', '.join(named)}{more}. Nothing was moved or called off."]


def _left_out(warnings: Sequence[str]) -> list[str]:
    """Said once, until a reading leaves nothing out."""
    if not warnings:
        return []
    more = f" And {len(warnings) - 1} more: get_calendar_sync_settings shows them." if len(warnings) > 1 else ""
    return [f"could not be read whole, and these times count as free: {quoted(warnings[0], 200)}{more}"]


def _tell(call: Call, link: Row, text: str) -> None:
    record = Record("calendar", link["kal_id"], link["summary"])
    call.tell(Owner(link["owner_type"], link["owner_id"]), "calendar_link", text, record=record)
