"""Money of work contracts: what a charge comes to, what counts as one week, which deposits pay which charges, balances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.types import LARGEST_AMOUNT

DAY_MINUTES = 1440
LEAST_MINUTES, MOST_MINUTES = 15, 1440
# How long the receiver of a payment that was reported has to say that it never came.
CONTEST_WITHIN = timedelta(days=14)


def charge_amount(minutes: int, rate: int) -> int:
    """What minutes cost at a rate an hour, in the smallest unit, a half rounded up."""
    return (2 * minutes * rate + 60) // 120


def passes_most(before: int, more: int) -> bool:
    """Whether an amount, added to those of a contract that are there, passes the most that one contract can come to."""
    return before + more > LARGEST_AMOUNT


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the ISO week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def is_over_limit(before: int, minutes: int, hours: int | None) -> bool:
    """Whether minutes pass the weekly limit. before: what the week has already; hours: the limit, None = none."""
    return hours is not None and before + minutes > hours * 60


def over_ceiling(approved: int, more: int, ceiling: int | None) -> int:
    """By how much charges would pass the contract's amount when more of them are approved; 0 when they do not."""
    return max(0, approved + more - ceiling) if ceiling is not None else 0


@dataclass(frozen=True, slots=True)
class Use:
    """That a charge takes so much of a deposit."""

    deposit_id: int
    charge_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Covered:
    """What deposits pay of charges. rests: what is left to pay of those that they do not cover whole, by id."""

    uses: list[Use]
    rests: dict[int, int]

    @property
    def rest(self) -> int:
        return sum(self.rests.values())

    @property
    def used(self) -> int:
        return sum(use.amount for use in self.uses)


def cover(deposits: Iterable[tuple[int, int]], charges: Sequence[tuple[int, int]]) -> Covered:
    """Pay charges out of deposits, each in the order given (oldest first). Both are (id, amount)."""
    sources = iter([(id, amount) for id, amount in deposits if amount > 0])
    source, left = next(sources, (0, 0))
    uses: list[Use] = []
    rests: dict[int, int] = {}
    for charge_id, amount in charges:
        while amount and left:
            part = min(amount, left)
            uses.append(Use(source, charge_id, part))
            amount, left = amount - part, left - part
            if not left:
                source, left = next(sources, (0, 0))
        if amount:
            rests[charge_id] = amount
    return Covered(uses, rests)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of one participant or of a whole contract, in the smallest unit.

    charged_approved: approved or settled. deposited: settled, less what was returned. paid: settled charges. escrow: what the
    server holds. minutes: of all charges that were not refused."""

    charged_pending: int = 0
    charged_approved: int = 0
    deposited: int = 0
    paid: int = 0
    escrow: int = 0
    minutes: int = 0

    @property
    def balance(self) -> int:
        """Above zero: prepaid; below zero: owed."""
        return self.deposited - self.charged_approved

    @property
    def owed(self) -> int:
        return max(0, -self.balance)

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.charged_pending + other.charged_pending,
            self.charged_approved + other.charged_approved,
            self.deposited + other.deposited,
            self.paid + other.paid,
            self.escrow + other.escrow,
            self.minutes + other.minutes,
        )
