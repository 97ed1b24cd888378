"""What is said of who did not come to a booking, as it is shown with the event, and who may say or answer it now."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import no_shows
from store.scheduling.bookings import Booking
from store.scheduling.no_shows import Mark
from store.types import Owner, iso
from tools.call import Call
from tools.scheduling.events.access import Stand
from tools.scheduling.events.shapes import NoShowFigure
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


def mark_shape(mark: Mark, zone: str) -> MarkShape:
    return {
        "status": mark.status,
        "absent": mark.absent,
        "refund": mark.refund.text if mark.refund is not None else None,
        "payee_gets": mark.payee_gets.text if mark.payee_gets is not None else None,
        "currency": mark.refund.currency if mark.refund is not None else None,
        "contest_until": iso(mark.contest_until, zone),
    }


def marks_seen(call: Call, stand: Stand) -> dict[int, Mark]:
    """The newest mark of each booking that concerns the actor; none that was taken back."""
    theirs = {each.id for each in _concerned(stand)}
    if not theirs:
        return {}
    newest = no_shows.newest_marks(call.tx, stand.id)
    return {id: mark for id, mark in newest.items() if id in theirs and mark.status != "withdrawn"}


def shown_marks(marks: dict[int, Mark], zone: str) -> list[ShownMark]:
    return [{**mark_shape(mark, zone), "booking_id": mark.booking_id, "note": mark.note} for mark in marks.values()]


def says_or_answers(call: Call, stand: Stand, marks: dict[int, Mark]) -> bool:
    """Whether the actor may say of a booking that somebody did not come, or has to do with what was said."""
    return any(
        may_mark(each, marks[each.id].status if each.id in marks else None, call.now) for each in _concerned(stand)
    )


def is_marked_absent(call: Call, stand: Stand) -> bool:
    """Whether it waits for the actor's answer that they did not come."""
    side = "host" if stand.place.serves else "attendee"
    return any(mark.status == "claimed" and mark.absent == side for mark in marks_seen(call, stand).values())


def figures_of(call: Call, people: list[Owner]) -> dict[Owner, NoShowFigure]:
    """How often those who book did not come, of whom enough bookings have ended."""
    found = no_shows.attendee_figures(call.tx, people, call.now - FIGURE_OVER, call.now)
    return {
        person: {"missed": missed, "of": ended}
        for person, (missed, ended) in found.items()
        if ended >= FEWEST_FOR_FIGURE
    }


def _concerned(stand: Stand) -> list[Booking]:
    """Of whose coming the actor may speak: all who serve do of each booking, whoever booked of their own."""
    if stand.place.serves:
        return stand.bookings
    return [stand.booking] if stand.booking is not None else []
