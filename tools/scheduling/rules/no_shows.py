"""Who did not come to a booking: when that may be said, until when it may be contested, and what becomes of the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from store.types import Money, Owner, utc_text, utc_time
from tools.rules.sentences import say
from tools.scheduling.rules import transitions
from tools.scheduling.rules.booking_notices import Notice
from tools.scheduling.rules.booking_notices import Side as Reader
from tools.scheduling.rules.bookings import HIRE, Terms
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DELIVERED, PENDING
from tools.scheduling.rules.made import Made
from tools.scheduling.rules.transitions import Change, Split

Side = Literal["attendee", "host"]
FROM = timedelta(minutes=10)
FREE_UNTIL = timedelta(hours=24)
CONTEST_WITHIN = timedelta(hours=24)
# How often somebody did not come is told of the last year, once enough bookings have ended.
FIGURE_OVER = timedelta(days=365)
FEWEST_FOR_FIGURE = 5
# The states in which somebody can be said not to have come.
MARKED_IN = (CONFIRMED, DELIVERED)


def other(side: Side) -> Side:
    return "host" if side == "attendee" else "attendee"


def window(booking: Made) -> tuple[datetime, datetime]:
    """Between which moments somebody can be said not to have come: until the money held for it goes out."""
    if booking.release_at:
        last = utc_time(booking.release_at)
    elif booking.escrow:
        last = transitions.release_at(Terms.stored(booking.terms), booking.end)
    else:
        last = booking.end + FREE_UNTIL
    return booking.start + FROM, last


def may_mark(booking: Made, before: str | None, now: datetime) -> bool:
    """Whether a side may say now that the other did not come, or, where that is said already, answer or take it back.
    before: how the last mark of the booking stands; None: there is none, or it was taken back."""
    if before is not None:
        return before == "claimed"
    first, last = window(booking)
    return booking.status_id in MARKED_IN and first <= now < last


def has_left(before: int, after: int) -> bool:
    """Whether a booking came into a state in which nobody is said not to have come."""
    return before in MARKED_IN and after not in MARKED_IN


def contest_until(now: datetime, end: datetime) -> datetime:
    """Until when the side that is said not to have come may say otherwise."""
    return max(now + CONTEST_WITHIN, end)


def is_paid_side(absent: Side, schedule_type: int) -> bool:
    """Whether it is the one who is paid who did not come: the host, of a shift whoever took it."""
    return (absent == "host") == (schedule_type != HIRE)


def division(booking: Made, absent: Side, schedule_type: int) -> Split | None:
    """How what is held is divided once it holds: all goes back when who is paid did not come, else the schedule's share."""
    if booking.ledger_hold_id is None or not booking.escrow:
        return None
    percent = 100 if is_paid_side(absent, schedule_type) else Terms.stored(booking.terms).no_show_refund_percent
    return transitions.split(booking.escrow, percent)


def took_effect(booking: Made, absent: Side, schedule_type: int, by: Owner | None, now: datetime) -> Change:
    """What becomes of a booking to which one side did not come. by: who agreed; None: nobody said otherwise in time."""
    if is_paid_side(absent, schedule_type):
        reason = f"{'host' if absent == 'host' else 'booker'}_no_show"
        ended = transitions.ended(booking, CANCELLED, 100, reason=reason, by=by, now=now)
        return replace(ended, change="cancelled")
    fields: dict[str, Any] = {"status_id": COMPLETED, "release_at": None, "hold_until": None}
    parts = division(booking, absent, schedule_type)
    if parts is not None:
        fields |= {"escrow": Money(0, parts.refund.currency), "refund": parts.refund}
    return Change(booking.id, fields, parts, closes=True, notices=(_holds(absent, parts),), change="completed")


def contested(booking: Made, now: datetime, note: str | None) -> Change:
    """The sides do not agree who came: what is held stays held until they do."""
    fields = {"status_id": PENDING, "hold_until": None, "release_at": None, "disputed_at": utc_text(now)}
    text = say(
        "The sides do not agree who came to {label} on {when}. It is open again, and what is held for it stays held, until "
        "they agree through request_event_correction."
    )
    return Change(booking.id, fields, notices=(_notice(("booker", "hosts"), note, text),))


def claimed(absent: Side, parts: Split | None, until: datetime, note: str | None) -> Notice:
    """The side that is said not to have come hears of it, and what follows."""
    said = {
        "attendee": say("The host of {label} on {when} says that nobody came for the booking of {who}."),
        "host": say("{who} says that the host did not come to {label} on {when}."),
    }[absent]
    follows = say("Unless you say otherwise by {until} with mark_booking_no_show, this holds.")
    text = [said, follows]
    if parts is not None:
        text.append(say("Then {refund} goes back to whoever paid, and {kept} to whoever is paid."))
    to: tuple[Reader, ...] = ("booker",) if absent == "attendee" else ("hosts",)
    notice = _notice(to, note, *text, figures=_figures(parts))
    return replace(notice, moments={"until": until}, deadline=until)


def withdrawn(absent: Side) -> Notice:
    text = say("It is no longer said that you did not come to {label} on {when}.")
    return _notice(("booker",) if absent == "attendee" else ("hosts",), None, text)


def _holds(absent: Side, parts: Split | None) -> Notice:
    text = [say("{label} on {when} is completed: one side did not come.")]
    if parts is not None:
        text.append(say("{refund} went back to whoever paid, {kept} went to whoever is paid."))
    return _notice(("booker", "hosts"), None, *text, figures=_figures(parts))


def _figures(parts: Split | None) -> Mapping[str, str]:
    return {"refund": str(parts.refund), "kept": str(parts.payee)} if parts is not None else {}


def _notice(to: tuple[Reader, ...], note: str | None, *text: Any, figures: Mapping[str, str] | None = None) -> Notice:
    said = (*text, say("They said: {note}")) if note else text
    return Notice("booking_no_show", to, said, notes={"note": note} if note else {}, figures=figures or {})
