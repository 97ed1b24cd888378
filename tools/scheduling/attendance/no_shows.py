"""Saying that the guest or the host of a booking did not come, and answering that."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import no_shows
from store.scheduling.bookings import Booking
from store.scheduling.no_shows import Mark
from store.types import iso, utc_text
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Id, Said
from tools.questions import quoted
from tools.rules.sentences import word, worded
from tools.scheduling.absences import MarkShape, mark_shape
from tools.scheduling.bookings.notices import tell
from tools.scheduling.bookings.transitions import appointment_of, settle_mark, take_effect, write
from tools.scheduling.events.access import Stand, acting_stand
from tools.scheduling.events.checks import listed
from tools.scheduling.params import BookingToken, EventId
from tools.scheduling.rules import no_shows as rules
from tools.scheduling.rules.events import PENDING, state_name
from tools.scheduling.rules.no_shows import MARKED_IN, Side
from tools.text import plain

TOOLSET = "booking_extras"
MOST = 200

Act = Annotated[
    Literal["mark", "agree", "contest", "withdraw"],
    Field(description="mark says it; the side marked agrees or contests; whoever marked withdraws. Default mark."),
]


class MarkedBooking(TypedDict):
    booking_id: int
    event_id: int
    status_id: int
    payment_status_id: NotRequired[int | None]


class Marked(TypedDict):
    """changed: false when the same side had said it already."""

    mark: MarkShape
    booking: MarkedBooking
    changed: bool


@operation(
    access="money",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    find=(
        "the client never showed up",
        "I waited but the coach did not come",
        "that is not true, I was there",
        "report a no-show",
        "nobody came to the appointment",
        "mark the guest as absent",
        "the host did not turn up, I want my money back",
        "contest being marked as absent",
        "I admit that I missed the session",
        "take back the no-show I reported",
        "the student did not attend the lesson",
    ),
)
def mark_booking_no_show(
    call: Call,
    event_id: EventId,
    booking_id: Annotated[Id, Field(description="Which booking; hosts of several bookings say it.")] | None = None,
    act: Act = "mark",
    note: Annotated[Said, Field(min_length=1, max_length=1000, description="To the other side; needed with contest.")]
    | None = None,
    token: BookingToken | None = None,
) -> Marked:
    """Say that the guest or the host of a booking did not come, or answer when that is said of you.

    A host or manager marks the guest, who booked marks the host: from 10 minutes after the start until the money held
    goes out, or a day after the end where none is held. A mark moves nothing yet and keeps the money from going out. It
    holds when the other side agrees, or does not contest within 24 hours: of an absent guest the schedule's no-show share
    goes back and the rest is paid out (777); of an absent host everything goes back and the event is cancelled (444).
    Contested, or when both sides say it, the booking is pending again until both agree by request_event_correction."""
    if act == "contest" and note is None:
        raise Invalid({"note": worded("is required with contest: say what happened")})
    stand = acting_stand(call, event_id, token)
    booking, side = _meant(stand, booking_id)
    mark = _now(call, no_shows.newest_mark(call.tx, booking.id))
    text = plain(note) if note else None
    if act == "mark":
        changed = _mark(call, stand, booking, side, mark, text)
    else:
        _answer(call, stand, booking, side, _open(booking, mark), act, text)
        changed = True
    return _answered(call, booking, changed)


def _now(call: Call, mark: Mark | None) -> Mark | None:
    """A mark as it stands at this moment: what was not contested in time holds, whether or not the hall has looked since."""
    if mark is None or mark.status != "claimed" or mark.contest_until > call.now:
        return mark
    return replace(mark, status="accepted")


def _meant(stand: Stand, booking_id: int | None) -> tuple[Booking, Side]:
    """Which booking is meant, and on which side of it the caller stands."""
    own = stand.booking
    if not stand.place.serves:
        if own is None or booking_id not in (None, own.id):
            raise NotFound("event" if own is None else "booking", stand.id if own is None else booking_id)
        return own, "attendee"
    if booking_id is not None:
        named = next((each for each in stand.bookings if each.id == booking_id), None)
        if named is None:
            raise NotFound("booking", booking_id, next=("get_event",))
        return named, "attendee" if own is not None and own.id == named.id and own.user == stand.actor else "host"
    if len(stand.live_bookings) > 1:
        raise Invalid(
            {"booking_id": worded("says which of these: {listed}", listed=listed(stand.live_bookings))},
            next=("get_event",),
        )
    if not stand.bookings:
        raise NotFound("booking", f"in event {stand.id}", next=("get_event",))
    return (stand.live_bookings or stand.bookings)[-1], "host"


def _mark(call: Call, stand: Stand, booking: Booking, side: Side, before: Mark | None, note: str | None) -> bool:
    """Say that the other side did not come; whether that is new."""
    absent = rules.other(side)
    if before is not None and before.status == "claimed":
        if before.absent == absent:
            return False
        said = worded("Both sides of booking {id} say that the other one did not come", id=booking.id)
        _contest(call, stand, booking, before, note, said)
        call.warn("The other side says the same of you, so both marks are contested; the booking is pending.")
        return True
    _check(booking, before, call)
    parts = rules.division(booking, absent, booking.schedule_type)
    until = rules.contest_until(call.now, booking.end)
    _ask(
        call,
        stand,
        booking,
        worded("Say that the {absent} of booking {id} did not come", absent=word(absent), id=booking.id),
        moves=False,
    )
    no_shows.insert_mark(
        call.tx,
        event_id=booking.event_id,
        booking_id=booking.id,
        absent=absent,
        marked_by_type=stand.actor.kind if stand.actor else None,
        marked_by_id=stand.actor.id if stand.actor else None,
        note=note,
        refund=parts.refund.amount if parts else None,
        payee_gets=parts.payee.amount if parts else None,
        currency=parts.refund.currency if parts else None,
        contest_until=utc_text(until),
        created_at=call.stamp,
    )
    tell(call, stand.appointment, booking, rules.claimed(absent, parts, until, note))
    call.changed("event", stand.id)
    return True


def _check(booking: Booking, before: Mark | None, call: Call) -> None:
    """WrongState when nobody can be marked absent now."""
    state = state_name(booking.status_id)
    if before is not None and before.status in ("contested", "accepted"):
        raise WrongState(
            worded(
                "It was said before that somebody did not come to booking {id}; that mark is {status}.{more}",
                id=booking.id,
                status=word(before.status),
                more=worded(" Both sides agree on amount or state with request_event_correction.")
                if before.status == "contested"
                else "",
            ),
            state=before.status,
            next=("get_event",),
        )
    if booking.status_id not in MARKED_IN:
        raise WrongState(
            worded(
                "Booking {id} is {state}; only one that is confirmed or delivered has somebody who did not come.",
                id=booking.id,
                state=word(state),
            ),
            state=str(booking.status_id),
            next=("decline_event", "get_event") if booking.status_id == PENDING else ("get_event",),
        )
    first, last = rules.window(booking)
    if not first <= call.now < last:
        zone = booking.timezone
        when = worded("too early") if call.now < first else worded("too late")
        raise WrongState(
            worded(
                "It is {when}: for booking {id} that can be said from {first} until {last}.",
                when=when,
                id=booking.id,
                first=iso(first, zone),
                last=iso(last, zone),
            ),
            state=str(booking.status_id),
            next=("get_event",),
            details={"from": iso(first, zone), "until": iso(last, zone)},
        )


def _open(booking: Booking, mark: Mark | None) -> Mark:
    """The mark that waits for an answer. WrongState when none does."""
    if mark is None or mark.status != "claimed":
        state = worded("not marked") if mark is None else mark.status
        raise WrongState(
            worded(
                "Nothing waits for an answer: booking {id} is {state}. Nothing changed.",
                id=booking.id,
                state=word(state),
            ),
            state=state.replace(" ", "_"),
            next=("get_event",),
        )
    return mark


def _answer(call: Call, stand: Stand, booking: Booking, side: Side, mark: Mark, act: str, note: str | None) -> None:
    """The side marked agrees or contests, whoever marked takes it back."""
    if (side == mark.absent) == (act == "withdraw"):
        who = (
            worded("whoever said it")
            if act == "withdraw"
            else worded("the {absent}, who is said not to have come,", absent=word(mark.absent))
        )
        raise Invalid({"act": worded("only {who} may {act}", who=who, act=act)}, next=("get_event",))
    if act == "contest":
        said = worded("Contest what is said of booking {id}: that you did not come", id=booking.id)
        _contest(call, stand, booking, mark, note, said)
    elif act == "withdraw":
        _ask(
            call,
            stand,
            booking,
            worded("Take back that the {absent} of booking {id} did not come", absent=word(mark.absent), id=booking.id),
            moves=False,
        )
        no_shows.end_marks(call.tx, [booking.id], "withdrawn", call.now)
        tell(call, stand.appointment, booking, rules.withdrawn(mark.absent))
    else:
        _ask(
            call,
            stand,
            booking,
            worded("Agree that the {absent} of booking {id} did not come", absent=word(mark.absent), id=booking.id),
            moves=True,
        )
        take_effect(call, mark, booking)


def _contest(call: Call, stand: Stand, booking: Booking, mark: Mark, note: str | None, act: str) -> None:
    _ask(call, stand, booking, act, moves=False)
    no_shows.end_marks(call.tx, [booking.id], "contested", call.now)
    write(call, stand.appointment, [rules.contested(booking, call.now, note)])


def _ask(call: Call, stand: Stand, booking: Booking, act: str, *, moves: bool) -> None:
    parts = rules.division(booking, "host", booking.schedule_type)
    held = parts.refund + parts.payee if parts is not None else None
    call.confirm(
        worded("{act}; what is held for it is", act=act) if held else act,
        record=f"event:{stand.id}",
        amount=held,
        details=(worded("The event is called {label}", label=quoted(stand.event["label"])),),
        moves=moves and held is not None,
    )


@scheduled(every=60)
def settle_no_shows(call: Call) -> int:
    """What is said of who did not come holds once it was not contested in time."""
    return one_by_one(call, no_shows.marks_due(call.tx, call.now, MOST), settle_mark)


def _answered(call: Call, booking: Booking, changed: bool) -> Marked:
    mark = no_shows.newest_mark(call.tx, booking.id)
    assert mark is not None, booking.id
    after = next(each for each in appointment_of(call, booking.event_id).bookings if each.id == booking.id)
    return {
        "mark": mark_shape(mark, booking.timezone),
        "booking": {
            "booking_id": after.id,
            "event_id": after.event_id,
            "status_id": after.status_id,
            "payment_status_id": after.payment_status_id,
        },
        "changed": changed,
    }
