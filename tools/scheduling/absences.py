"""What is said of who did not come to a booking, as it is shown with the event, and who may say or answer it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import no_shows
from store.scheduling.bookings import Booking
from store.scheduling.no_shows import Mark
from store.types import Owner, iso
from tools.call import Call
from tools.scheduling.rules.no_shows import FEWEST_FOR_FIGURE, FIGURE_OVER, may_mark
from tools.shapes import Theirs


class MarkShape(TypedDict):
    """absent: the side that did not come. refund and payee_gets: what moves when the mark holds; absent = nothing is held.

    contest_until: then it holds by itself."""

    status: str
    absent: str
    refund: NotRequired[str | None]
    payee_gets: NotRequired[str | None]
    currency: NotRequired[str | None]
    contest_until: str


class ShownMark(MarkShape):
    booking_id: int
    note: NotRequired[Theirs | None]


class NoShowFigure(TypedDict):
    """To how many bookings of the last year somebody did not come, of how many that ended."""

    missed: int
    of: int


def mark_shape(mark: Mark, zone: str) -> MarkShape:
    return {
        "status": mark.status,
        "absent": mark.absent,
        "refund": mark.refund.text if mark.refund is not None else None,
        "payee_gets": mark.payee_gets.text if mark.payee_gets is not None else None,
        "currency": mark.refund.currency if mark.refund is not None else None,
        "contest_until": iso(mark.contest_until, zone),
    }


def marks_of(call: Call, event_id: int, bookings: Sequence[Booking]) -> dict[int, Mark]:
    """The newest mark of each of these bookings of an event; none that was taken back."""
    theirs = {each.id for each in bookings}
    if not theirs:
        return {}
    newest = no_shows.newest_marks(call.tx, event_id)
    return {id: mark for id, mark in newest.items() if id in theirs and mark.status != "withdrawn"}


def shown_marks(marks: Mapping[int, Mark], zone: str) -> list[ShownMark]:
    return [{**mark_shape(mark, zone), "booking_id": mark.booking_id, "note": mark.note} for mark in marks.values()]


def says_or_answers(bookings: Sequence[Booking], marks: Mapping[int, Mark], now: datetime) -> bool:
    """Whether it may be said of one of these bookings that somebody did not come, or answered."""
    return any(may_mark(each, marks[each.id].status if each.id in marks else None, now) for each in bookings)


def figures_of(call: Call, people: list[Owner]) -> dict[Owner, NoShowFigure]:
    """How often those who book did not come, of whom enough bookings have ended."""
    found = no_shows.attendee_figures(call.tx, people, call.now - FIGURE_OVER, call.now)
    return {
        person: {"missed": missed, "of": ended}
        for person, (missed, ended) in found.items()
        if ended >= FEWEST_FOR_FIGURE
    }
