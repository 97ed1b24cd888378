"""What a work order pays and costs: terms, the way from labour to company total, the hold, the cancellation fee.

Every line is rounded half up to the smallest unit when it is made; sums add rounded lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from store.types import Money
from tools.errors import Invalid
from tools.rules.sentences import told_by, worded

PayType = Literal["fixed", "hourly", "device", "blended"]
Calculation = Literal["fixed", "percent"]

FEE_PERCENT = Decimal(10)
ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Terms:
    """fixed: base once. hourly, device: base a unit, at most base_units. blended: base for the first base_units hours,
    then additional an hour for at most additional_units more."""

    type: PayType
    base: Money
    base_units: Decimal
    additional: Money
    additional_units: Decimal

    @property
    def minimum(self) -> Money:
        return self.base if self.type in ("fixed", "blended") else Money(0, self.base.currency)

    @property
    def maximum(self) -> Money:
        if self.type == "fixed":
            return self.base
        if self.type == "blended":
            return self.base + times(self.additional, self.additional_units)
        return times(self.base, self.base_units)

    def with_units(self, more: Decimal) -> Terms:
        """The same terms after accepted increases of hours or devices."""
        if not more or self.type == "fixed":
            return self
        if self.type == "blended":
            return Terms(self.type, self.base, self.base_units, self.additional, self.additional_units + more)
        return Terms(self.type, self.base, self.base_units + more, self.additional, self.additional_units)

    def labor(self, reported: Reported) -> Money:
        if self.type == "fixed":
            return self.base
        if self.type == "hourly":
            return times(self.base, min(reported.hours, self.base_units))
        if self.type == "device":
            return times(self.base, min(Decimal(reported.devices), self.base_units))
        extra = min(max(reported.hours - self.base_units, ZERO), self.additional_units)
        return self.base + times(self.additional, extra)

    def falls_below(self, before: Terms) -> bool:
        """Whether any rate or the maximum is less than before; blended pay for more hours is a lower rate."""
        lower_rate = self.base < before.base or self.additional < before.additional
        if self.type == "blended":
            lower_rate |= self.base.amount * before.base_units < before.base.amount * self.base_units
        return self.type != before.type or lower_rate or self.maximum < before.maximum


@dataclass(frozen=True, slots=True)
class Reported:
    """What the closed, valid time logs say."""

    hours: Decimal = ZERO
    devices: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """A bonus or a penalty: money when fixed, percent of a sum else. charged: earned, or applied."""

    id: int
    calculation: Calculation
    modifier: Decimal
    charged: bool

    def on(self, sum: Money) -> Money:
        if self.calculation == "percent":
            return sum.percent(self.modifier)
        return Money.of(self.modifier, sum.currency)


@dataclass(frozen=True, slots=True)
class Fee:
    """The platform's service fee: percent of the subtotal, between the bounds; most 0 is no limit."""

    percent: Decimal = FEE_PERCENT
    least: Decimal = ZERO
    most: Decimal = ZERO

    def on(self, subtotal: Money) -> Money:
        if not subtotal:
            return subtotal
        fee = max(subtotal.percent(self.percent), Money.of(self.least, subtotal.currency), key=_amount)
        return min(fee, Money.of(self.most, subtotal.currency), key=_amount) if self.most else fee


@dataclass(frozen=True, slots=True)
class Lines:
    """What was added to the terms. increases and more_units: of accepted increases. reported None: no time log yet."""

    increases: Money
    discounts: Money
    expenses: Money
    more_units: Decimal = ZERO
    bonuses: Sequence[Extra] = ()
    penalties: Sequence[Extra] = ()
    reported: Reported | None = None

    @classmethod
    def none(cls, currency: str) -> Lines:
        zero = Money(0, currency)
        return cls(zero, zero, zero)


@dataclass(frozen=True, slots=True)
class Pay:
    """The whole computation. bonuses and penalties: the amount each would be, charged or not, by id."""

    labor: Money
    increases: Money
    bonuses: Mapping[int, Money]
    bonus_sum: Money
    penalties: Mapping[int, Money]
    penalty_sum: Money
    discounts: Money
    subtotal: Money
    service_fee: Money
    expenses: Money
    provider_total: Money
    company_total: Money


def compute(terms: Terms, lines: Lines, fee: Fee, reported: Reported | None = None) -> Pay:
    """Pay for what was reported; without any report the maximum the terms allow."""
    now = terms.with_units(lines.more_units)
    said = reported or lines.reported
    labor = now.maximum if said is None else now.labor(said)
    base = labor + lines.increases
    bonus_sum, bonuses = _charged(lines.bonuses, base)
    penalty_sum, penalties = _charged(lines.penalties, base)
    subtotal = _not_below_zero(base + bonus_sum - penalty_sum - lines.discounts)
    service_fee = fee.on(subtotal)
    provider_total = subtotal + lines.expenses
    return Pay(
        labor, lines.increases, bonuses, bonus_sum, penalties, penalty_sum, lines.discounts,
        subtotal, service_fee, lines.expenses, provider_total, provider_total + service_fee,
    )  # fmt: skip


def pay_range(terms: Terms, lines: Lines) -> tuple[Money, Money]:
    """The least and the most labour may come to, accepted hours and devices included."""
    now = terms.with_units(lines.more_units)
    return now.minimum, now.maximum


def hold_amount(terms: Terms, lines: Lines, fee: Fee) -> Money:
    """The most the company can have to pay: every bonus counts, penalties and discounts do not."""
    base = pay_range(terms, lines)[1] + lines.increases
    most = base
    for bonus in lines.bonuses:
        most = most + bonus.on(base)
    return most + fee.on(most) + lines.expenses


def cancellation_fee(calculation: Calculation, amount: Decimal, maximum: Money) -> Money:
    """What the provider gets when the job is called off late; never more than the work could have paid."""
    fee = maximum.percent(amount) if calculation == "percent" else Money.of(amount, maximum.currency)
    return min(fee, maximum, key=_amount)


def times(money: Money, units: Decimal) -> Money:
    return Money(int((money.amount * units).quantize(ONE, rounding=ROUND_HALF_UP)), money.currency)


def terms_from(
    type: PayType | None,
    base: Mapping[str, Decimal] | None,
    additional: Mapping[str, Decimal] | None,
    currency: str,
) -> Terms:
    """Terms from what a caller gave, {amount, units} each; Invalid names every fault."""
    faults: dict[str, str] = {}
    if type is None:
        faults["pay.type"] = worded("is needed: fixed, hourly, device or blended")
        raise Invalid(faults)
    base_amount, base_units = _part("base", base, type, currency, faults)
    more_amount, more_units = Money(0, currency), ZERO
    if type == "blended":
        more_amount, more_units = _part("additional", additional, type, currency, faults)
    elif additional and any(additional.values()):
        faults["pay.additional"] = worded("is for blended pay only; this is {type}", type=type)
    if faults:
        raise Invalid(faults)
    return Terms(type, base_amount, base_units, more_amount, more_units)


_UNITS = {"hourly": worded("the most hours"), "device": worded("the most devices"), "blended": worded("hours")}


def _part(
    name: str, part: Mapping[str, Decimal] | None, type: PayType, currency: str, faults: dict[str, str]
) -> tuple[Money, Decimal]:
    amount = _money(f"pay.{name}.amount", (part or {}).get("amount"), currency, faults)
    units = (part or {}).get("units")
    if type == "fixed":
        if units is not None and units != ONE:
            faults[f"pay.{name}.units"] = worded("is always 1 for fixed pay")
        return amount, ONE
    if units is None:
        faults[f"pay.{name}.units"] = worded("is needed for {type} pay: {units}", type=type, units=_UNITS[type])
    elif units <= 0 or units > 100_000:
        faults[f"pay.{name}.units"] = worded("must be more than 0 and at most 100000")
    elif type == "device" and units != units.to_integral_value():
        faults[f"pay.{name}.units"] = worded("must be a whole number of devices")
    elif units != units.quantize(Decimal("0.0001")):
        faults[f"pay.{name}.units"] = worded("has at most 4 decimals")
    return amount, units or ONE


def _money(field: str, value: Decimal | None, currency: str, faults: dict[str, str]) -> Money:
    if value is None:
        faults[field] = worded("is needed")
    elif value <= 0:
        faults[field] = worded("must be more than 0")
    elif value > 10_000_000:
        faults[field] = worded("must be at most 10000000")
    else:
        try:
            return Money.of(value, currency)
        except ValueError as error:
            faults[field] = told_by(error)
    return Money(0, currency)


def _charged(extras: Sequence[Extra], base: Money) -> tuple[Money, dict[int, Money]]:
    amounts = {extra.id: extra.on(base) for extra in extras}
    total = Money(0, base.currency)
    for extra in extras:
        if extra.charged:
            total = total + amounts[extra.id]
    return total, amounts


def _not_below_zero(money: Money) -> Money:
    return money if money.amount > 0 else Money(0, money.currency)


def _amount(money: Money) -> int:
    return money.amount
