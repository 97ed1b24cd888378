"""Bookings: how one begins, when its hold lapses, how it ends, and who gets the money held for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from store.types import Money, Owner
from tools.rules.sentences import worded
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
from tools.scheduling.rules.settings import Settings

APPOINTMENTS, WORK_HOURS, HIRE = 1, 2, 3

# Of slots that somebody keeps, unpaid bookings among them: in one schedule, and in all.
MAX_OPEN_HOLDS = 3
MAX_HOLDS_IN_ALL = 10
# Of guests without an account, by network address; and how long a slot waits for the code that was mailed.
MAX_GUEST_BOOKINGS = 5
GUEST_BOOKINGS_WITHIN = timedelta(hours=1)
MAX_UNCONFIRMED = 2
CODE_WITHIN = timedelta(minutes=15)
CODE_TRIES = 5
# How long the receiver of a payment made elsewhere has to say that it never came.
CONTEST_WITHIN = timedelta(days=14)

Side = Literal["booker", "host"]
Pay = Literal["balance", "later"]
PaymentRule = Literal["none", "optional", "required"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a schedule's settings binds a booking. Copied into the booking when it is made."""

    confirm: Literal["auto", "manual"] = "auto"
    payment: PaymentRule = "none"
    hold_minutes: int = 15
    confirm_hours: int = 24
    free_until_minutes: int = 1440
    late_refund_percent: int = 50
    no_show_refund_percent: int = 0
    reschedule: Literal["manual", "auto"] = "manual"
    release_after_hours: int = 24

    @classmethod
    def of(cls, settings: Settings, price: int | None) -> Terms:
        """What a schedule's settings mean for a booking made now at this price for a seat."""
        names = [name for name in cls.__slots__ if name != "payment"]
        return cls(payment=settings.payment_for(price), **{name: getattr(settings, name) for name in names})

    @classmethod
    def stored(cls, text: str) -> Terms:
        """From the text kept with an event."""
        given = json.loads(text)
        return cls(**{name: given[name] for name in cls.__slots__ if name in given})

    @property
    def text(self) -> str:
        """The form kept with an event."""
        return json.dumps(asdict(self))

    def free_until(self, start: datetime) -> datetime:
        """The last moment at which cancelling costs nothing."""
        return start - timedelta(minutes=self.free_until_minutes)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a booking stands: state, payment and, while it only holds its slot, until when."""

    status_id: int
    payment_status_id: int | None
    hold_until: datetime | None = None


def opening(
    terms: Terms,
    amount: Money | None,
    pay: Pay,
    now: datetime,
    start: datetime,
    *,
    hire: bool = False,
    by_payer: bool = True,
) -> Standing:
    """How a new booking begins. by_payer: the booker is the one who pays; else the booking waits for the one who does.

    pay 'balance' means the money went into escrow in the same transaction."""
    if amount and not hire:
        if pay == "balance":
            return _accepted(terms, PAID, now, start)
        if not by_payer and terms.payment != "none":
            return Standing(PENDING, PAYMENT_PENDING, _answer_by(terms, now, start))
        if terms.payment == "required":
            return Standing(PENDING, PAYMENT_PENDING, min(now + timedelta(minutes=terms.hold_minutes), start))
    return _accepted(terms, UNPAID if amount else None, now, start)


def held_for_code(now: datetime, start: datetime) -> Standing:
    """How a guest's booking begins: it holds its slot for a short time, until the mailed code is passed."""
    return Standing(PENDING, None, min(now + CODE_WITHIN, start))


def once_paid(terms: Terms, now: datetime, start: datetime) -> Standing:
    """A pending booking whose payment arrived: confirmed, or waiting for the host where hosts confirm."""
    return _accepted(terms, PAID, now, start)


def _accepted(terms: Terms, payment_status_id: int | None, now: datetime, start: datetime) -> Standing:
    if terms.confirm == "manual":
        return Standing(PENDING, payment_status_id, _answer_by(terms, now, start))
    return Standing(CONFIRMED, payment_status_id)


def _answer_by(terms: Terms, now: datetime, start: datetime) -> datetime:
    return min(now + timedelta(hours=terms.confirm_hours), start)


def pays_by_default(terms: Terms, amount: Money | None, hire: bool) -> Pay:
    """How a booking is paid where the booker did not say: at once when payment is required, else later."""
    return "balance" if amount and terms.payment == "required" and not hire else "later"


def lapsed(status_id: int, hold_until: datetime | None, now: datetime) -> bool:
    """Whether a pending booking is gone because the moment it held its slot until has come."""
    return status_id == PENDING and hold_until is not None and hold_until <= now


def standing_now(status_id: int, hold_until: datetime | None, end: datetime | None, now: datetime) -> int:
    """The state that holds at this moment, whether or not the system got around to writing it."""
    if lapsed(status_id, hold_until, now):
        return CANCELLED
    if status_id == CONFIRMED and end is not None and end <= now:
        return DELIVERED
    return status_id


class Refused(Exception):
    """A move that the state of the booking does not allow; the text says why, `next` what leads on."""

    def __init__(self, why: str, *next: str) -> None:
        super().__init__(why)
        self.next = next


@dataclass(frozen=True, slots=True)
class Ending:
    """What saying no to a booking does: the state after it, and how much of the escrow goes back (None: it stays)."""

    status_id: int
    refund_percent: int | None


def saying_no(
    status_id: int,
    side: Side,
    *,
    now: datetime,
    start: datetime,
    terms: Terms,
    pays: bool = True,
    disputed: bool = False,
    agreed_to_time: bool = True,
) -> Ending:
    """The end of a booking by its booker or a host. Refused when its state allows none.

    pays: this side is the one who pays; the other one never costs them anything by leaving. agreed_to_time: False when
    the time was changed without the booker's yes, who may then leave without loss."""
    if disputed and status_id == PENDING:
        raise Refused(worded("it is disputed; both sides agree on amount or state"), "request_event_correction")
    if status_id == PENDING:
        return Ending(CANCELLED if side == "booker" else DECLINED, 100)
    if status_id == CONFIRMED:
        if side == "host" or not pays or not agreed_to_time:
            return Ending(CANCELLED, 100)
        return Ending(CANCELLED, refund_percent(terms, now, start))
    if status_id == DELIVERED:
        if not pays:
            raise Refused(worded("it took place; only the one who pays can send it back"), "request_event_correction")
        return Ending(PENDING, None)
    if status_id == COMPLETED:
        raise Refused(worded("it is completed and closed: too late"), "get_event")
    raise Refused(worded("it has ended already; nothing changes"), "get_event")


def refund_percent(terms: Terms, now: datetime, start: datetime) -> int:
    """How much of what was paid a booker gets back who leaves a confirmed booking at this moment."""
    if now <= terms.free_until(start):
        return 100
    return terms.late_refund_percent if now <= start else terms.no_show_refund_percent


def parties(
    type_id: int, owner: Owner, booker: Owner | None, payer: Owner | None = None, payee: Owner | None = None
) -> tuple[Owner | None, Owner | None]:
    """Who pays and who is paid, in this order: as the schedule names them, else by its type. None: a guest."""
    if type_id == HIRE:
        return payer or owner, payee or booker
    return payer or booker, payee or owner


@dataclass(frozen=True, slots=True)
class Due:
    """A booking that waits for money."""

    id: int
    amount: Money


def covered_by(amount: Money, oldest_first: Iterable[Due]) -> tuple[list[int], Money]:
    """Which bookings a payment covers whole, oldest first, and what is left of it."""
    covered: list[int] = []
    left = amount
    for due in oldest_first:
        if due.amount <= left:
            covered.append(due.id)
            left = left - due.amount
    return covered, left
