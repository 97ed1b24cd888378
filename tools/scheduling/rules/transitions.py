"""What becomes of a booking after it was made, and of its event with it. Nothing is written here: rules answer changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar, cast

from store.types import Money, Owner, utc_text, utc_time
from tools.errors import WrongState
from tools.rules.sentences import worded
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules.booking_notices import Notice
from tools.scheduling.rules.bookings import Standing, Terms, lapsed, once_paid
from tools.scheduling.rules.events import (
    CANCELLED,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    PAID,
    PAYMENT_PENDING,
    PENDING,
    UNPAID,
)
from tools.scheduling.rules.made import Made


@dataclass(frozen=True, slots=True)
class Split:
    """How an escrow is divided. refund + payee is exactly what was in it."""

    refund: Money
    payee: Money


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one booking. fields: new values of the booking's fields, by name.

    payout: its escrow ends, divided like this. ends: its seats are free, and who comes along does not any more.
    unpaid: deposits that were to pay it are prepaid money again. closes: what was suggested about it is void. change: what
    the feed of changes calls it."""

    booking_id: int
    fields: Mapping[str, Any]
    payout: Split | None = None
    ends: bool = False
    unpaid: bool = False
    closes: bool = False
    notices: tuple[Notice, ...] = ()
    warning: str | None = None
    change: str | None = None


B = TypeVar("B", bound=Made)
# Reasons for which a booking ends that are not the host's, nor time's.
BOOKERS_DOING = ("booker", "agreed", "booker_no_show")


def after(booking: B, change: Change) -> B:
    """The booking as it stands after a change."""
    return cast(B, replace(cast(Any, booking), **change.fields))


def stands(booking: Made, standing: Standing, **fields: Any) -> Change:
    """A booking stands like this from now on. fields: others of it that change along."""
    return Change(booking.id, {**_fields(standing), **fields})


def paid(booking: Made, paid_by: str, now: datetime) -> Change:
    """The price has arrived: a booking that only waited for it goes on, to the host where hosts confirm."""
    standing = Standing(booking.status_id, PAID, booking.hold_until)
    if booking.status_id == PENDING and not booking.disputed_at:
        standing = once_paid(Terms.stored(booking.terms), now, booking.start)
    release = _release(booking, booking.end) if standing.status_id == DELIVERED else {}
    fields = {"paid_by": paid_by, **_fields(standing), **release}
    if standing.status_id == PENDING and not booking.disputed_at:
        told = (notices.requested(standing.hold_until),)
    else:
        told = (notices.paid(booking.amount),)
    confirmed = booking.status_id == PENDING and standing.status_id == CONFIRMED
    return Change(booking.id, fields, notices=told, change="confirmed" if confirmed else None)


def accepted(booking: Made) -> Change:
    """A host says yes to a request."""
    change = stands(booking, Standing(CONFIRMED, booking.payment_status_id))
    return replace(change, notices=(notices.confirmed(),), change="confirmed")


def settled(booking: Made) -> Change:
    """A booking that took place was paid straight to the payee, which accepts it."""
    change = completed(booking)
    told = (notices.paid_out(booking.amount, None),) if booking.amount else ()
    return replace(change, notices=told, fields={"paid_by": "balance", "payment_status_id": PAID, **change.fields})


def delivered(booking: Made, at: datetime) -> Change:
    """A confirmed booking took place: from now on its release runs, unless something is unpaid."""
    runs = booking.payment_status_id in (PAID, None) and not booking.disputed_at
    release = _release(booking, at) if runs else {}
    fields = {"status_id": DELIVERED, "delivered_at": utc_text(at), **release}
    told: tuple[Notice, ...] = ()
    if booking.escrow and runs:
        told = (notices.delivered(booking.escrow, utc_time(release["release_at"])),)
    elif booking.amount and booking.payment_status_id in (UNPAID, PAYMENT_PENDING):
        told = (notices.delivered_unpaid(booking.amount),)
    return Change(booking.id, fields, notices=told, change="delivered")


def disputed(booking: Made, now: datetime, note: str | None = None) -> Change:
    """The payer sends delivered time back: escrow stays until both sides agree. note: what they said."""
    fields = {"status_id": PENDING, "hold_until": None, "release_at": None, "disputed_at": utc_text(now)}
    return Change(booking.id, fields, notices=(notices.sent_back(note),))


def completed(booking: Made, agreed: Money | None = None) -> Change:
    """A delivered booking is closed: its escrow goes to the payee, or as much of it as was agreed."""
    fields: dict[str, Any] = {"status_id": COMPLETED, "release_at": None, "hold_until": None}
    if booking.ledger_hold_id is None or not booking.escrow:
        told_to = (notices.closed(booking.amount),) if booking.amount else ()
        return Change(booking.id, fields, closes=True, notices=told_to, change="completed")
    payout = split(booking.escrow, 0) if agreed is None else settled_at(booking.escrow, agreed)
    told = notices.paid_out(payout.payee, payout.refund)
    return Change(booking.id, {**fields, **_emptied(payout)}, payout, closes=True, notices=(told,), change="completed")


def ended(
    booking: Made,
    status_id: int,
    percent: int,
    *,
    reason: str,
    by: Owner | None,
    now: datetime,
    note: str | None = None,
) -> Change:
    """A booking ends (400 or 444): so much of its escrow goes back, the rest to the payee. by None: the system."""
    payout = None
    if booking.ledger_hold_id is not None and booking.escrow and booking.payer is not None:
        payout = split(booking.escrow, percent)
    was_paid = booking.payment_status_id == PAID
    return Change(
        booking.id,
        {
            "status_id": status_id,
            "status": "declined",
            "payment_status_id": PAID if was_paid and not (payout and percent == 100) else None,
            "hold_until": None,
            "release_at": None,
            "cancelled_at": utc_text(now),
            "cancelled_by": str(by) if by else "system",
            "cancel_reason": reason,
            **(_emptied(payout) if payout else {}),
        },
        payout,
        ends=True,
        unpaid=not was_paid,
        closes=True,
        notices=(
            notices.ended(
                reason, status_id, payout.refund if payout else None, payout.payee if payout else None, note, but=by
            ),
        ),
        warning=_to_give_back(booking, percent),
        change="lapsed" if by is None else "cancelled",
    )


def lapse(booking: Made, now: datetime) -> Change:
    """The time a booking held its slot for has passed: it is gone, and what was paid goes back. Unconfirmed: unheard."""
    if booking.stands_in_for is not None or booking.unconfirmed:
        return dropped(booking, now)
    reason = "not_answered" if booking.payment_status_id in (PAID, None) else "hold_expired"
    return ended(booking, CANCELLED, 100, reason=reason, by=None, now=now)


def dropped(booking: Made, now: datetime) -> Change:
    """Seats kept for a booking that might have moved here are given back."""
    return Change(booking.id, {"status_id": CANCELLED, "hold_until": None, "cancelled_at": utc_text(now)}, ends=True)


def overdue(bookings: Iterable[Made], now: datetime, claimed: Collection[int] = ()) -> list[Change]:
    """What the passing of time has already made true for the bookings of an event. claimed: those of which it is said that
    somebody did not come; their money waits."""
    changes = []
    for booking in bookings:
        if lapsed(booking.status_id, booking.hold_until, now):
            changes.append(lapse(booking, now))
            continue
        if booking.status_id == CONFIRMED and booking.end <= now:
            changes.append(delivered(booking, booking.end))
            booking = after(booking, changes[-1])
        released = booking.release_at is not None and utc_time(booking.release_at) <= now
        if booking.status_id == DELIVERED and released and booking.id not in claimed:
            changes.append(completed(booking))
    return changes


def agreed(
    booking: Made, values: Mapping[str, Any], currency: str | None, by: Owner | None, now: datetime
) -> list[Change]:
    """What an agreement about price, payee, payment and state does to a booking. currency: of an amount without one.

    values: the fields agreed on, plain JSON. WrongState when it must be paid first."""
    changes = _money_agreed(booking, values, currency, now)
    if "status_id" in values:
        for change in changes:
            booking = after(booking, change)
        changes.append(AGREED[values["status_id"]](booking, values["status_id"], by, now))
    return changes


def _money_agreed(booking: Made, values: Mapping[str, Any], currency: str | None, now: datetime) -> list[Change]:
    currency = values.get("currency") or (booking.amount.currency if booking.amount else currency)
    amount = Money.of(values["amount"], str(currency)) if "amount" in values else None
    if amount is not None and booking.escrow:
        # A dispute settled on an amount: that is paid out, the rest goes back.
        return [completed(booking, amount)]
    fields: dict[str, Any] = {}
    if amount is not None:
        fields["amount"] = amount
        if not amount:
            fields["payment_status_id"] = None
        elif booking.payment_status_id is None:
            fields["payment_status_id"] = UNPAID
    if "benefitable" in values:
        fields["payee"] = Owner("person", values["benefitable"]["id"])
    if "payment_status_id" in values:
        fields["payment_status_id"] = values["payment_status_id"]
    if values.get("payment_status_id") == PAID:
        fields |= paid(after(booking, Change(booking.id, fields)), "external", now).fields
    return [Change(booking.id, fields)] if fields else []


def _confirm(booking: Made, status_id: int, by: Owner | None, now: datetime) -> Change:
    if booking.payment_status_id == PAYMENT_PENDING:
        raise WrongState(
            worded("Event {event_id} must be paid first: {amount}.", event_id=booking.event_id, amount=booking.amount),
            state="pending",
            next=("pay_schedule_events",),
        )
    return stands(booking, Standing(status_id, booking.payment_status_id))


def _end(booking: Made, status_id: int, by: Owner | None, now: datetime) -> Change:
    return ended(booking, status_id, 100, reason="agreed", by=by, now=now)


def _complete(booking: Made, status_id: int, by: Owner | None, now: datetime) -> Change:
    return completed(booking)


def _deliver(booking: Made, status_id: int, by: Owner | None, now: datetime) -> Change:
    return delivered(booking, now)


def _dispute(booking: Made, status_id: int, by: Owner | None, now: datetime) -> Change:
    return disputed(booking, now)


# What becomes of a booking for which a state was agreed on.
AGREED: Mapping[int, Callable[[Made, int, Owner | None, datetime], Change]] = {
    CONFIRMED: _confirm,
    DECLINED: _end,
    CANCELLED: _end,
    COMPLETED: _complete,
    DELIVERED: _deliver,
    PENDING: _dispute,
}


def paid_at_the_end(booking: Made, change: Change) -> Money | None:
    """What the payee keeps of a booking as it stands after a change, once that has it completed and paid, or ended because
    somebody did not come; None when it does not, or nothing was paid."""
    missed = (change.fields.get("cancel_reason") or "").endswith("_no_show")
    completed = booking.status_id == COMPLETED and bool({"status_id", "payment_status_id"} & change.fields.keys())
    if change.payout is not None:
        return change.payout.payee if completed or missed else None
    return booking.amount if completed and booking.payment_status_id == PAID else None


def split(escrow: Money, percent: int) -> Split:
    """The refund, rounded half up to the smallest unit; the payee gets the rest."""
    refund = escrow.percent(Decimal(percent))
    return Split(refund, escrow - refund)


def settled_at(escrow: Money, amount: Money) -> Split:
    """An escrow divided by an agreed amount: the payee gets that (at most what is there), the rest goes back."""
    payee = min(amount, escrow, key=lambda money: money.amount)
    return Split(escrow - payee, payee)


def release_at(terms: Terms, delivered_at: datetime) -> datetime:
    """When money held for a delivered booking goes to the payee by itself."""
    return delivered_at + timedelta(hours=terms.release_after_hours)


def event_state(booking_states: Iterable[int], *, now_in: int, session: bool) -> int:
    """The state of a slot's event from those of its bookings; without any it is over, but a session added by hand is open."""
    states = list(booking_states)
    live = [state for state in states if state not in (DECLINED, CANCELLED)]
    if session:
        if live and all(state == COMPLETED for state in live):
            return COMPLETED
        return DELIVERED if DELIVERED in live else now_in
    for state in (CONFIRMED, DELIVERED, PENDING, COMPLETED):
        if state in live:
            return state
    if not states:
        # The last one moved to another time; what had ended before stays as it ended.
        return now_in if now_in in (DECLINED, CANCELLED, COMPLETED) else CANCELLED
    return DECLINED if all(state == DECLINED for state in states) else CANCELLED


def event_payment(payments: Iterable[int | None]) -> int | None:
    """The payment state of a slot's event: that of the live booking which is furthest from paid."""
    owed = [payment for payment in payments if payment is not None]
    return min(owed) if owed else None


def event_hold(holds: Iterable[datetime | None]) -> datetime | None:
    """Until when a slot's event holds its time: None as soon as one of its live bookings holds for good."""
    until = list(holds)
    if not until or any(hold is None for hold in until):
        return None
    return max(hold for hold in until if hold is not None)


def event_release(terms: str, delivered_at: datetime) -> str:
    """When an event without bookings that took place is completed by itself, as it is stored. terms: as stored."""
    return utc_text(release_at(Terms.stored(terms), delivered_at))


def event_standing(bookings: Sequence[Made], *, now_in: int, session: bool) -> Standing:
    """Where an event of a schedule stands, by its bookings. now_in: the state it is in."""
    live = [booking for booking in bookings if booking.status_id not in (DECLINED, CANCELLED)]
    holds = (booking.hold_until if booking.status_id == PENDING else None for booking in live)
    return Standing(
        event_state((booking.status_id for booking in bookings), now_in=now_in, session=session),
        event_payment(booking.payment_status_id for booking in live),
        None if session else event_hold(holds),
    )


def _fields(standing: Standing) -> dict[str, Any]:
    return {
        "status_id": standing.status_id,
        "payment_status_id": standing.payment_status_id,
        "hold_until": standing.hold_until,
    }


def _emptied(payout: Split) -> dict[str, Any]:
    return {"escrow": Money(0, payout.refund.currency), "refund": payout.refund}


def _release(booking: Made, at: datetime) -> dict[str, Any]:
    return {"delivered_at": utc_text(at), "release_at": event_release(booking.terms, at)}


def _to_give_back(booking: Made, percent: int) -> str | None:
    """What was paid outside goes back outside: whoever ends the booking is told how much that is."""
    if booking.paid_by != "external" or booking.payment_status_id != PAID or not booking.amount or not percent:
        return None
    share = split(booking.amount, percent).refund
    return f"{share} of booking {booking.id} was paid outside: give it back by hand."
