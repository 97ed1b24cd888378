"""Plain values everything else is written in: time, money, owners, answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

Answer = TypeVar("Answer")
# An answer for whoever calls it: it stands as of when it was asked, and came with what was asked until then.
Soon = Callable[[], Answer]
OwnerKind = Literal["company", "person", "agent", "platform"]

DECIMALS: dict[str, int] = {"USD": 2, "EUR": 2, "RUB": 2, "USDT": 6, "USDC": 6, "BTC": 8, "ETH": 9}
CRYPTO = ("USDT", "USDC", "ETH", "BTC")
FIAT = ("USD", "EUR", "RUB")
# SQLite and PostgreSQL integers end at 2**63; one account never gets near it.
LARGEST_AMOUNT = 10**17


class Unfit(ValueError):
    """A value that cannot be what was asked for. english: what is wrong, with places for the values."""

    def __init__(self, english: str, **values: object) -> None:
        super().__init__(english.format(**values))
        self.english, self.values = english, values


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a purse or a record: a company, a person, an agent or the platform itself."""

    kind: OwnerKind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


PLATFORM = Owner("platform", 0)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency's smallest unit. Never a float."""

    amount: int
    currency: str

    @classmethod
    def of(cls, value: Decimal | str | int, currency: str) -> Money:
        """Exact money from a decimal; ValueError when the currency has fewer places or the value is not finite."""
        if currency not in DECIMALS:
            raise Unfit("unknown currency {currency!r}; known: {known}", currency=currency, known=", ".join(DECIMALS))
        number = value if isinstance(value, Decimal) else Decimal(value)
        if not number.is_finite():
            raise Unfit("not a finite number")
        scaled = number.scaleb(DECIMALS[currency])
        if scaled != scaled.to_integral_value():
            raise Unfit("{currency} has at most {decimals} decimals", currency=currency, decimals=DECIMALS[currency])
        if abs(scaled) > LARGEST_AMOUNT:
            raise Unfit("too large")
        return cls(int(scaled), currency)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.amount).scaleb(-DECIMALS[self.currency])

    @property
    def text(self) -> str:
        """The amount with all of the currency's places: '81.00'."""
        places = DECIMALS[self.currency]
        digits = f"{abs(self.amount):0{places + 1}}"
        return f"{'-' if self.amount < 0 else ''}{digits[:-places]}.{digits[-places:]}"

    def __str__(self) -> str:
        return f"{self.text} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def percent(self, percent: Decimal, rounding: str = ROUND_HALF_UP) -> Money:
        """That many percent of it, rounded to the smallest unit."""
        share = (Decimal(self.amount) * percent / 100).quantize(Decimal(1), rounding=rounding)
        return Money(int(share), self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other


class Shortfall(Exception):
    """A purse has less than an operation needs. The ledger raises it; the pipeline answers 402."""

    def __init__(self, owner: Owner, needed: Money, available: Money) -> None:
        super().__init__(f"{owner} needs {needed}, has {available}")
        self.owner = owner
        self.needed = needed
        self.available = available


class SpendingLimitReached(Exception):
    """A payment would pass a cap on spending. The ledger raises it; the pipeline answers 402.

    owner: whose cap it is. what: the payment, or the tool that has the price. Amounts in millionths of a US dollar."""

    def __init__(
        self, limit_id: int, owner: Owner, period: str, cap: int, used: int, price: int, what: Money | str
    ) -> None:
        super().__init__(f"{what} {price}; {owner} has used {used} of {cap} a {period}")
        self.limit_id = limit_id
        self.owner = owner
        self.period = period
        self.cap = cap
        self.used = used
        self.price = price
        self.what = what


# One call writes its own moment many times.
@lru_cache(maxsize=256)
def utc_text(moment: datetime) -> str:
    """The stored form of a moment: UTC with milliseconds, sortable as text."""
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="milliseconds")[:-6] + "Z"


def utc_time(text: str) -> datetime:
    """A stored moment as an aware datetime in UTC."""
    return datetime.fromisoformat(text)


def iso(moment: datetime | str, zone: str | None = None) -> str:
    """The answered form of a moment: ISO 8601 with offset, to the second, in the zone asked for or UTC."""
    aware = utc_time(moment) if isinstance(moment, str) else moment
    local = aware.astimezone(ZoneInfo(zone) if zone else UTC)
    return local.isoformat(timespec="seconds").replace("+00:00", "Z")


def wall_text(moment: datetime | str, zone: str) -> str:
    """What the clocks of a zone show at a moment, to the minute: 2027-01-15T09:00."""
    aware = utc_time(moment) if isinstance(moment, str) else moment
    return aware.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
