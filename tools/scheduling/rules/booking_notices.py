"""What people of a booking are told of what becomes of it: the kind, to whom, and our sentences.

Sentences have places for {label} and {when}, which are filled in for each reader, and for what a notice holds itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from store.types import Money, Owner
from tools.rules.sentences import Sentence, say
from tools.scheduling.rules.events import DECLINED

Side = Literal["booker", "hosts", "companions", "payer", "payee"]
EVERYBODY: tuple[Side, ...] = ("booker", "hosts", "companions")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. text: our sentences with places. notes: what others wrote, by its place; moments: said in the reader's zone.

    figures: those named in the text. deadline: the moment that makes it urgent, when it is not the start. but: not to who
    did it, also when they are no caller by themselves, as a guest with a token."""

    kind: str
    to: tuple[Side, ...]
    text: tuple[Sentence, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    deadline: datetime | None = None
    but: Owner | None = None
    # Nothing is left to do about the booking.
    over: bool = False


def requested(until: datetime | None) -> Notice:
    """A host has to answer, up to a moment."""
    asks = say("{who} asks for {label} on {when}, {seats}.")
    if until is None:
        return Notice("booking_requested", ("hosts",), (asks,))
    text = (asks, say("Answer by {until}; then the time is free again."))
    return Notice("booking_requested", ("hosts",), text, moments={"until": until}, deadline=until)


def payment_due(amount: Money | None, until: datetime | None) -> Notice:
    """A slot is held until it is paid."""
    waits = say("{label} on {when} waits for the payment of {amount}.")
    figures = {"amount": str(amount)}
    if until is None:
        return Notice("booking_payment_due", ("booker", "payer"), (waits,), figures=figures)
    text = (waits, say("It is held until {until}; then the time is free again."))
    return Notice(
        "booking_payment_due", ("booker", "payer"), text, moments={"until": until}, figures=figures, deadline=until
    )


def never_arrived(amount: Money) -> Notice:
    """The receiver says that a reported payment never came."""
    text = say(
        "The payment of {amount} reported for {label} on {when} did not arrive, says who was to get it: it is due again."
    )
    return Notice("booking_payment_due", ("booker", "payer"), (text,), figures={"amount": str(amount)})


def confirmed() -> Notice:
    """It is booked."""
    return Notice("booking_confirmed", ("booker", "hosts"), (say("{label} on {when} is booked: {who}, {seats}."),))


def paid(amount: Money | None) -> Notice:
    """It is booked, and what was due for it is paid."""
    text = say("{label} on {when} is booked and paid with {amount}: {who}, {seats}.")
    return Notice("booking_confirmed", ("booker", "hosts"), (text,), figures={"amount": str(amount)})


def invited() -> Notice:
    """Whoever comes along was named by who booked."""
    return Notice("booking_invited", ("companions",), (say("{who} booked {label} on {when} for you too."),))


def put_on_list() -> Notice:
    """A host put them on the list of a session."""
    text = say("You are on the list of {label} on {when}, {seats}. Answer with confirm_event or decline_event.")
    return Notice("booking_invited", ("booker",), (text,))


# How a booking is over before it took place.
_ENDED = {
    "hold_expired": say("{label} on {when} was not paid in time and lapsed."),
    "not_answered": say("{label} on {when} was not answered in time and lapsed."),
    "booker": say("{label} on {when} was cancelled by the booker."),
    "host": say("{label} on {when} was called off by the host."),
    "organiser": say("{label} on {when} was called off by the organiser."),
    "agreed": say("{label} on {when} was ended by agreement."),
    "host_no_show": say("{label} on {when} is cancelled: the host did not come."),
    "booker_no_show": say("{label} on {when} is cancelled: who booked did not come."),
}
_TURNED_DOWN = say("{label} on {when} was turned down by the host.")
_REFUND = say("{refund} went back to whoever paid.")
_SAID = say("They said: {note}")


def ended(
    reason: str,
    status_id: int,
    refund: Money | None,
    kept: Money | None,
    note: str | None = None,
    but: Owner | None = None,
) -> Notice:
    """It is over before it took place. refund: what went back to whoever paid; kept: what went to whoever is paid."""
    lapsed = reason in ("hold_expired", "not_answered")
    text = [_TURNED_DOWN if reason == "host" and status_id == DECLINED else _ENDED[reason]]
    figures: dict[str, str] = {}
    if refund:
        text, figures = [*text, _REFUND], {"refund": str(refund)}
    if kept:
        text, figures = [*text, say("{kept} went to whoever is paid.")], {**figures, "kept": str(kept)}
    if note:
        text = [*text, _SAID]
    to: tuple[Side, ...] = (*EVERYBODY, "payer") if refund or kept else EVERYBODY
    kind = "booking_lapsed" if lapsed else "booking_called_off"
    return Notice(kind, to, tuple(text), notes={"note": note} if note else {}, figures=figures, but=but, over=True)


def sent_back(note: str | None) -> Notice:
    """Who pays is not content with what took place."""
    text = say(
        "{label} on {when} was sent back by who pays for it; what is held for it stays held until both sides agree "
        "through request_event_correction."
    )
    said = (text, _SAID) if note else (text,)
    return Notice("booking_called_off", ("hosts", "payee", "booker"), said, notes={"note": note} if note else {})


def delivered(held: Money, until: datetime) -> Notice:
    """The time is over; what is held goes out by itself later."""
    text = say(
        "{label} on {when} is over. The {held} held for it goes to whoever is paid on {until}, unless you accept it before "
        "with pay_schedule_events or send it back with decline_event."
    )
    return Notice("booking_delivered", ("payer",), (text,), moments={"until": until}, figures={"held": str(held)})


def delivered_unpaid(amount: Money) -> Notice:
    """The time is over and not paid."""
    text = say("{label} on {when} is over, and {amount} is due for it.")
    return Notice("booking_delivered", ("payer",), (text,), figures={"amount": str(amount)})


def paid_out(amount: Money | None, refund: Money | None) -> Notice:
    """The money reached who is paid."""
    text, figures = (say("{label} on {when} is completed: {amount} was paid out."),), {"amount": str(amount)}
    if refund:
        both = {**figures, "refund": str(refund)}
        return Notice("booking_completed", ("payee", "payer"), (*text, _REFUND), figures=both, over=True)
    return Notice("booking_completed", ("payee", "payer"), text, figures=figures, over=True)


def closed(amount: Money) -> Notice:
    """It is accepted, and what it costs is paid elsewhere."""
    text = say("{label} on {when} is accepted and completed; its {amount} is paid outside.")
    return Notice("booking_completed", ("payee", "payer"), (text,), figures={"amount": str(amount)}, over=True)


def reminder() -> Notice:
    """It begins within a day."""
    return Notice("booking_reminder", EVERYBODY, (say("{label} takes place on {when}."),))
