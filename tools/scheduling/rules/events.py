"""Events: their states and codes, what may be suggested about them, and when a suggestion is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any, Literal
from zoneinfo import ZoneInfo

from store.types import Owner
from tools.rules.sentences import numbered, worded

PENDING, CONFIRMED, DECLINED, CANCELLED, DELIVERED, COMPLETED = 100, 200, 400, 444, 555, 777
STATES = {
    PENDING: "pending",
    CONFIRMED: "confirmed",
    DECLINED: "declined",
    CANCELLED: "cancelled",
    DELIVERED: "delivered",
    COMPLETED: "completed",
}
LIVE = (PENDING, CONFIRMED, DELIVERED)
ENDED = (DECLINED, CANCELLED, COMPLETED)

UNPAID, PAYMENT_PENDING, PAID = 100, 200, 300
PAYMENTS = {UNPAID: "unpaid", PAYMENT_PENDING: "payment_pending", PAID: "paid"}

APPOINTMENT, ENTRY, CHARGE, DEPOSIT = 1, 2, 3, 4
TYPES = {APPOINTMENT: "appointment", ENTRY: "entry", CHARGE: "charge", DEPOSIT: "deposit"}

# What may be suggested, from the states in which suggestions are taken at all.
SUGGESTIBLE = {
    PENDING: {CONFIRMED, DECLINED, CANCELLED},
    CONFIRMED: {CANCELLED, DELIVERED, COMPLETED},
    DELIVERED: {PENDING, COMPLETED},
}
# A disputed booking ends by agreement: done after all, paid out, or given back.
SUGGESTIBLE_IN_DISPUTE = {DELIVERED, COMPLETED, CANCELLED}

# Fields over which both the one who pays and the one who is paid must agree.
MONEY_FIELDS = frozenset({"amount", "currency", "payment_status_id", "benefitable"})
# Fields that are fixed once money was paid or is on its way.
LOCKED_WHEN_PAID = frozenset({"amount", "currency", "benefitable"})

Outcome = Literal["open", "agreed", "refused"]


def state_name(status_id: int) -> str:
    """The state as people read it: 'confirmed (200)'."""
    return numbered(STATES[status_id], status_id)


def may_suggest(status_id: int, wanted: int, *, disputed: bool = False, task: bool = False) -> bool:
    """Whether a change of state may be suggested; False for a state in which nothing may. task: of a contract, done whenever
    whoever it is for says so."""
    if disputed:
        return wanted in SUGGESTIBLE_IN_DISPUTE
    if task and (status_id, wanted) == (PENDING, DELIVERED):
        return True
    return wanted in SUGGESTIBLE.get(status_id, set())


# How long the author of a comment in a contract may take it back.
COMMENT_HOURS = 24


def may_touch_comment(*, own: bool, write: int, age: timedelta) -> bool:
    """Whether somebody may change or delete a comment of a contract that is so old. write: their level in the contract."""
    return write >= 5 or (own and write >= 1 and age <= timedelta(hours=COMMENT_HOURS))


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who decides on a suggestion. Every side must have one yes, and there must be `quorum` yeses in all."""

    voters: frozenset[Owner]
    quorum: int
    sides: tuple[frozenset[Owner], ...] = ()

    @property
    def needed(self) -> int:
        """The smallest number of yeses that can decide it: somebody on several sides speaks for all of them."""
        every = frozenset(range(len(self.sides)))
        speak_for = {frozenset(at for at, side in enumerate(self.sides) if who in side) for who in self.voters}
        enough = (
            count
            for count in range(len(every) + 1)
            if any(frozenset[int]().union(*some) == every for some in combinations(speak_for, count))
        )
        return max(self.quorum, next(enough, len(every)))

    def outcome(self, votes: Mapping[Owner, bool]) -> Outcome:
        """Agreed, refused (agreement can no longer be reached) or open. Only votes of voters count."""
        yes = {voter for voter, vote in votes.items() if vote and voter in self.voters}
        no = {voter for voter, vote in votes.items() if not vote and voter in self.voters}
        if len(yes) >= self.quorum and all(side & yes for side in self.sides):
            return "agreed"
        possible = self.voters - no
        if len(possible) < self.quorum or any(not side & possible for side in self.sides):
            return "refused"
        return "open"


def majority(voters: Iterable[Owner]) -> Ballot:
    """More than half of the voters."""
    everyone = frozenset(voters)
    return Ballot(everyone, len(everyone) // 2 + 1)


def unanimous(voters: Iterable[Owner]) -> Ballot:
    """All of the voters."""
    everyone = frozenset(voters)
    return Ballot(everyone, len(everyone))


def between(*sides: Iterable[Owner]) -> Ballot:
    """One yes of each side: the booker and those who serve, or the one who pays and the one who is paid."""
    each = tuple(frozenset(side) for side in sides)
    return Ballot(frozenset[Owner]().union(*each), 1, each)


def contract_ballot(quorum: str, owner: Owner, voters: Iterable[Owner]) -> Ballot:
    """The ballot of a contract's event by the contract's correction_quorum: majority, all or owner."""
    everyone = frozenset(voters) | {owner}
    if quorum == "owner":
        return Ballot(everyone, 1, (frozenset({owner}),))
    return unanimous(everyone) if quorum == "all" else majority(everyone)


def with_sides(ballot: Ballot, *sides: Iterable[Owner]) -> Ballot:
    """The same ballot, where these sides must agree as well (those who pay and are paid)."""
    more = tuple(frozenset(side) for side in sides)
    return Ballot(ballot.voters.union(*more), ballot.quorum, (*ballot.sides, *more))


def ballot_for(
    booker: Owner | None, serving: Iterable[Owner], everybody: Iterable[Owner], sides: Iterable[Owner]
) -> Ballot:
    """Who decides on a change: the booker it is about and one who serves, else most of everybody; and each of the sides."""
    ballot = majority(everybody) if booker is None else between([booker], serving)
    return with_sides(ballot, *([side] for side in sides))


@dataclass(frozen=True, slots=True)
class Times:
    """When something is: start and end as moments, or a mere day, or none of both."""

    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None

    @property
    def minutes(self) -> int | None:
        if self.start is None or self.end is None:
            return None
        return int((self.end - self.start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class AskedTimes:
    """Times as somebody gave them: a clock time is meant on the day given, else on the day it has now."""

    day: date | None = None
    start: datetime | str | None = None
    end: datetime | str | None = None
    minutes: int | None = None


def times_after(old: Times, asked: AskedTimes, zone: str) -> Times:
    """The times a change leads to; without a new length the old one is kept. ValueError(field, fault) otherwise."""
    if old.start is None and asked.start is None:
        if asked.end is not None:
            raise ValueError("end", worded("needs a start"))
        return Times(day=asked.day or old.day)
    start = _moment(asked.start, asked.day, old.start, zone, "start")
    if start is None:
        raise ValueError("start", worded("needs a date as well, or a full moment with offset"))
    end = _end(old, asked, start, zone)
    if end is None:
        raise ValueError("duration", worded("give duration or end as well"))
    if end <= start:
        raise ValueError("end", worded("must be after the start, {start}", start=start.isoformat()))
    return Times(start, end, start.astimezone(ZoneInfo(zone)).date())


def _end(old: Times, asked: AskedTimes, start: datetime, zone: str) -> datetime | None:
    by_length = start + timedelta(minutes=asked.minutes) if asked.minutes else None
    given = _clock_end(asked, start, zone) if isinstance(asked.end, str) else asked.end
    if by_length and given and by_length != given:
        raise ValueError(
            "duration",
            worded(
                "{minutes} minutes disagree with the end {given}; give one",
                minutes=asked.minutes,
                given=given.isoformat(),
            ),
        )
    if given or by_length:
        return given or by_length
    return start + timedelta(minutes=old.minutes) if old.minutes else None


def _clock_end(asked: AskedTimes, start: datetime, zone: str) -> datetime:
    """The end as a time of day: on the next day when it is at or before the start's, and where it occurs twice the
    first that comes after the start."""
    assert isinstance(asked.end, str), asked.end
    local = start.astimezone(ZoneInfo(zone))
    # In the gap of a clock change a start stands for a later time than was asked for; its day is still the one meant.
    clock = asked.start if isinstance(asked.start, str) else f"{local:%H:%M}"
    day = asked.day if asked.day and isinstance(asked.start, str) else local.date()
    end = wall_moment(day + timedelta(days=asked.end <= clock), asked.end, zone)
    return end if end > start else wall_moment(day, asked.end, zone, second=True)


def _moment(
    asked: datetime | str | None, day: date | None, old: datetime | None, zone: str, field: str
) -> datetime | None:
    """A moment from a full one, or from a clock time or a day and what was there before."""
    if isinstance(asked, datetime):
        return asked
    local = old.astimezone(ZoneInfo(zone)) if old else None
    on = day or (local.date() if local else None)
    if asked is None:
        return None if old is None else wall_moment(on, f"{local:%H:%M}", zone) if day and on else old
    if on is None:
        raise ValueError(field, worded("a time of day needs a date"))
    return wall_moment(on, asked, zone)


def wall_moment(day: date, clock: str, zone: str, *, second: bool = False) -> datetime:
    """The moment of a wall-clock time HH:MM (24:00 is the next midnight), in UTC. Where it occurs twice the first one,
    or the second; where it does not occur, read with the offset before the gap (with the one after it for second)."""
    hours, minutes = int(clock[:2]), int(clock[3:])
    on = day + timedelta(days=hours // 24)
    local = datetime(on.year, on.month, on.day, hours % 24, minutes, tzinfo=ZoneInfo(zone), fold=int(second))
    return local.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an event that somebody wants to have another value. Values are plain JSON."""

    field: str
    old: Any
    new: Any


def changes_between(old: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Change]:
    """The fields whose wanted value differs from the present one, in the order they were asked for."""
    return [Change(name, old.get(name), value) for name, value in wanted.items() if old.get(name) != value]


def attendees_settle(statuses: Iterable[tuple[str, str]]) -> int:
    """Where the answers of an event's people leave a pending event: rows of (role, status).

    Confirmed when everybody required accepted, declined when one of them declined, else pending."""
    required = [status for role, status in statuses if role != "optional"]
    if any(status == "declined" for status in required):
        return DECLINED
    return CONFIRMED if all(status == "accepted" for status in required) else PENDING


@dataclass(frozen=True, slots=True)
class Levels:
    """What somebody may see and do in a schedule (read up to 2, write up to 3) or a contract (both up to 5)."""

    read: int
    write: int


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is to an event. payer, payee: of a booking in it, or of the event itself."""

    owner: bool = False
    calendar_owner: bool = False
    host: bool = False
    attendee: bool = False
    payer: bool = False
    payee: bool = False
    schedule: Levels | None = None
    contract: Levels | None = None

    @property
    def involved(self) -> bool:
        return self.owner or self.calendar_owner or self.host or self.attendee or self.payer or self.payee

    @property
    def schedule_write(self) -> int:
        return self.schedule.write if self.schedule else 0

    @property
    def contract_write(self) -> int:
        return self.contract.write if self.contract else 0

    @property
    def serves(self) -> bool:
        """Speaks for those who offer the time: its owner, its hosts and whoever manages the schedule."""
        return self.owner or self.host or self.schedule_write >= 3

    @property
    def may_delete(self) -> bool:
        return self.owner or self.calendar_owner or self.schedule_write >= 3 or self.contract_write >= 3

    @property
    def may_suggest(self) -> bool:
        return self.involved or self.schedule_write >= 1 or self.contract_write >= 1

    @property
    def sees_money(self) -> bool:
        in_contract = self.contract is not None and self.contract.read >= 4
        return self.serves or self.calendar_owner or self.payer or self.payee or self.schedule_write >= 2 or in_contract

    @property
    def sees_addresses(self) -> bool:
        return self.owner or self.host


View = Literal["full", "busy"]


def view_of(
    place: Place,
    *,
    private: bool,
    calendar_is_public: bool,
    contract_money: bool = False,
    takes_time: bool = True,
    shown: bool = False,
) -> View | None:
    """How much of an event somebody sees: all, only that the time is taken, or nothing.

    contract_money: it is a charge or deposit of a contract, which takes no time and is seen from level 4 on. takes_time: it
    is an appointment that nobody called off; of a contract, others see no more of one than that. shown: a schedule in which
    they have a role shows that the time is taken."""
    if place.involved:
        return "full"
    if contract_money:
        return "full" if place.contract and max(place.contract.read, place.contract.write) >= 4 else None
    if place.contract is not None:
        if place.contract.read >= (5 if private else 2):
            return "full"
        return "busy" if takes_time or shown else None
    if place.schedule is not None:
        return "full" if place.schedule.read >= 2 and not private else "busy"
    return "busy" if calendar_is_public or shown else None
