"""Which mandate covers an act, and what a mandate has left: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from store.types import Money, Owner, utc_text

Status = Literal["active", "used_up", "expired", "revoked"]
ANY = "any"
# Told once when so much of the total is used, in percent.
NEARLY = 80


@dataclass(frozen=True, slots=True)
class Mandate:
    """What agents may commit. payees: person:7, company:3 or any; kinds: of act, or any. None: no such bound.

    used_today: of the UTC day used_on."""

    id: int
    public_id: str
    status: Status
    agent_id: int | None
    payees: frozenset[str]
    kinds: frozenset[str]
    per_call: Money | None
    per_day: Money | None
    total: Money
    max_uses: int | None
    valid_from: datetime
    valid_until: datetime | None
    used: Money
    uses: int
    used_today: Money
    used_on: str

    @property
    def currency(self) -> str:
        return self.total.currency

    @property
    def left(self) -> Money:
        return self.total - self.used

    def spent_today(self, now: datetime) -> Money:
        """What counts for the UTC day of a moment. A clock that is behind by a little does not begin a day anew."""
        return self.used_today if self.used_on >= day_of(now) else Money(0, self.currency)

    def left_today(self, now: datetime) -> Money | None:
        """What is left for the day, as far as the total reaches; None without a bound by day."""
        if self.per_day is None:
            return None
        of_day = self.per_day - self.spent_today(now)
        return of_day if of_day < self.left else self.left


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act as a mandate sees it. agent_id: who acts; None when that is not asked."""

    kind: str
    payee: Owner | None
    money: Money
    agent_id: int | None = None


class Failing(NamedTuple):
    """A bound of a mandate that an act does not keep: its name, what was wanted, and what it allows or has left."""

    bound: str
    wanted: str
    left: str


class Choice(NamedTuple):
    """The mandate to be used; without one, those that do not cover the act with what stands in the way, the nearest first."""

    mandate: Mandate | None
    failing: Sequence[tuple[Mandate, Sequence[Failing]]]


def choose(mandates: Iterable[Mandate], wanted: Wanted, now: datetime) -> Choice:
    """The narrowest mandate that covers the act. An act is never split over two."""
    in_order = sorted(mandates, key=narrowness)
    failing = [(mandate, fails(mandate, wanted, now)) for mandate in in_order]
    found = next((mandate for mandate, bounds in failing if not bounds), None)
    if found is not None:
        return Choice(found, ())
    return Choice(None, sorted(failing, key=lambda each: _distance(each[1])))


def narrowness(mandate: Mandate) -> tuple[bool, bool, bool, str, int]:
    """Sorts mandates into the order in which they are used."""
    until = "~" if mandate.valid_until is None else utc_text(mandate.valid_until)
    return ANY in mandate.payees, ANY in mandate.kinds, mandate.agent_id is None, until, mandate.id


def fails(mandate: Mandate, wanted: Wanted, now: datetime) -> list[Failing]:
    """The bounds an act does not keep, in the order they are looked at; none when the mandate covers it."""
    found = [*_not_in_force(mandate, now), *_not_meant(mandate, wanted)]
    if wanted.money.currency == mandate.currency:
        found += _too_much(mandate, wanted.money, now)
    return found


def _not_in_force(mandate: Mandate, now: datetime) -> Iterable[Failing]:
    if mandate.status != "active" and not (mandate.status == "used_up" and _is_spent(mandate)):
        yield Failing("status", "active", mandate.status)
    if now < mandate.valid_from:
        yield Failing("valid_from", utc_text(now), utc_text(mandate.valid_from))
    if mandate.valid_until is not None and now >= mandate.valid_until:
        yield Failing("valid_until", utc_text(now), utc_text(mandate.valid_until))


def _is_spent(mandate: Mandate) -> bool:
    """Whether the bounds below say already why it is used up."""
    return not mandate.left or (mandate.max_uses is not None and mandate.uses >= mandate.max_uses)


def _not_meant(mandate: Mandate, wanted: Wanted) -> Iterable[Failing]:
    if wanted.agent_id is not None and mandate.agent_id not in (None, wanted.agent_id):
        yield Failing("agent_id", str(wanted.agent_id), str(mandate.agent_id))
    if not {ANY, wanted.kind} & mandate.kinds:
        yield Failing("kinds", wanted.kind, ", ".join(sorted(mandate.kinds)))
    payee = "nobody named yet" if wanted.payee is None else str(wanted.payee)
    if not {ANY, payee} & mandate.payees:
        yield Failing("payees", payee, ", ".join(sorted(mandate.payees)))
    if wanted.money.currency != mandate.currency:
        yield Failing("currency", wanted.money.currency, mandate.currency)


def _too_much(mandate: Mandate, money: Money, now: datetime) -> Iterable[Failing]:
    if mandate.per_call is not None and mandate.per_call < money:
        yield Failing("per_call", money.text, mandate.per_call.text)
    if mandate.per_day is not None and mandate.per_day < mandate.spent_today(now) + money:
        yield Failing("per_day", money.text, (mandate.per_day - mandate.spent_today(now)).text)
    if mandate.left < money:
        yield Failing("total", money.text, mandate.left.text)
    if mandate.max_uses is not None and mandate.uses >= mandate.max_uses:
        yield Failing("max_uses", "1", "0")


# What a caller can do the least about weighs the most.
_WEIGHT = {"payees": 4, "kinds": 4, "currency": 4, "agent_id": 4, "status": 2, "valid_until": 2, "valid_from": 2}


def _distance(bounds: Sequence[Failing]) -> int:
    return sum(_WEIGHT.get(each.bound, 1) for each in bounds)


def is_nearly_used(mandate: Mandate) -> bool:
    return mandate.used.amount * 100 >= mandate.total.amount * NEARLY


def day_of(moment: datetime) -> str:
    """The UTC day, as it is stored."""
    return utc_text(moment)[:10]


def shares(uses: Sequence[tuple[int, int]], entries: Sequence[int]) -> list[tuple[int, int]]:
    """Which use of a call stands behind which of its entries in the ledger, as pairs of use and place of the entry.

    uses: their numbers and what each committed; entries: amounts. One to one where amounts are equal, in their order; then
    what is left fills the uses one after another, and what is beyond all of them belongs to none."""
    pairs, open_entries = list[tuple[int, int]](), dict(enumerate(entries))
    left = dict[int, int]()
    for use, committed in uses:
        place = next((place for place, amount in open_entries.items() if amount == committed), None)
        if place is None:
            left[use] = committed
        else:
            del open_entries[place]
            pairs.append((use, place))
    for use, committed in left.items():
        for place, amount in list(open_entries.items()):
            taken = min(committed, amount)
            if taken <= 0:
                continue
            pairs.append((use, place))
            committed, open_entries[place] = committed - taken, amount - taken
    return pairs


def returns(uses: Sequence[tuple[int, int]], amount: int) -> list[tuple[int, int]]:
    """How much of what came back goes to which use: what was committed last first, and none gets more than it has open.

    uses: their numbers and what each has open, the last one first."""
    found = []
    for use, open in uses:
        back = min(open, amount)
        if back > 0:
            found.append((use, back))
            amount -= back
    return found
