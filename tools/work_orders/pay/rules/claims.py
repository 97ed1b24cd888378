"""Claims on the pay of a work order: which decisions lead where, and what an amount, hours, devices or a cost may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from store.types import Money
from tools.errors import Invalid, WrongState
from tools.rules.sentences import AND, OR, Several, told_by, word, worded, words
from tools.work_orders.rules.pay import Lines, PayType, times

Noun = Literal["increase", "expense"]
Kind = Literal["amount", "additional_hours", "additional_devices"]

MOST_AMOUNT = 10_000_000
MOST_UNITS = 100_000
UNIT_PLACES = Decimal("0.0001")

# Where the company's decision may lead from each state, and in which states the author may still edit.
DECISIONS: Mapping[Noun, Mapping[str, tuple[str, ...]]] = {
    "increase": {"pending": ("accepted", "declined")},
    "expense": {"pending": ("approved", "denied"), "approved": ("pending", "denied")},
}
EDITABLE: Mapping[Noun, tuple[str, ...]] = {"increase": ("pending",), "expense": ("pending", "denied")}
# The pay types in which each kind of increase has a meaning.
FITS: Mapping[Kind, tuple[PayType, ...]] = {
    "amount": ("fixed", "hourly", "device", "blended"),
    "additional_hours": ("hourly", "blended"),
    "additional_devices": ("device",),
}


def check_decision(noun: Noun, id: int, state: str, wanted: str) -> None:
    """WrongState unless the company may decide so of a claim in this state."""
    ways = DECISIONS[noun].get(state, ())
    if wanted in ways:
        return
    if ways:
        hint = worded("from there it goes to {ways}", ways=Several([*ways], OR))
    elif state in EDITABLE[noun]:
        hint = worded("its author may correct it, then it waits for a decision again")
    else:
        hint = worded("that is final")
    raise WrongState(
        worded(
            "The {noun} {id} is {state}, so it cannot become {wanted}: {hint}.",
            noun=word(noun),
            id=id,
            state=state,
            wanted=wanted,
            hint=hint,
        ),
        state=state,
        next=(f"list_work_order_{noun}s",),
    )


def check_editable(noun: Noun, id: int, state: str) -> None:
    """WrongState unless the author may still correct a claim in this state."""
    if state not in EDITABLE[noun]:
        raise WrongState(
            worded(
                "The {noun} {id} is {state}; only {editable} ones are corrected. Ask for another instead.",
                noun=word(noun),
                id=id,
                state=word(state),
                editable=words(EDITABLE[noun], AND),
            ),
            state=state,
            next=("request_work_order_increase" if noun == "increase" else "create_work_order_expense",),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an increase asks for: money, or hours or devices more."""

    kind: Kind
    amount: Money | None
    units: Decimal | None

    def on(self, lines: Lines) -> Lines:
        """The lines of the pay as they are once this is accepted."""
        if self.amount is not None:
            return replace(lines, increases=lines.increases + self.amount)
        return replace(lines, more_units=lines.more_units + (self.units or 0))


def wanted(kind: Kind, type: PayType, amount: Decimal | None, units: Decimal | None, currency: str) -> Wanted:
    """An increase from what a caller gave; Invalid names every fault."""
    if type not in FITS[kind]:
        fits = [each for each, types in FITS.items() if type in types]
        raise Invalid(
            {
                "kind": worded(
                    "{kind} does not fit {type} pay; {fits} do", kind=kind, type=type, fits=Several([*fits], AND)
                )
                if len(fits) > 1
                else worded("{kind} does not fit {type} pay; only {fits} does", kind=kind, type=type, fits=fits[0])
            }
        )
    if kind == "amount":
        if units is not None:
            raise Invalid({"units": worded("is for additional hours or devices; this increase is an amount")})
        if amount is None:
            raise Invalid({"amount": worded("is needed for an increase of kind amount")})
        return Wanted(kind, money("amount", amount, currency), None)
    if amount is not None:
        raise Invalid(
            {
                "amount": worded(
                    "is for kind amount; this increase is {kind}, given as units", kind=word(kind.replace("_", " "))
                )
            }
        )
    if units is None:
        raise Invalid({"units": worded("is needed for {kind}", kind=word(kind.replace("_", " ")))})
    return Wanted(kind, None, _units(kind, units))


def _units(kind: Kind, units: Decimal) -> Decimal:
    if not 0 < units <= MOST_UNITS:
        raise Invalid({"units": worded("must be more than 0 and at most {most_units}", most_units=MOST_UNITS)})
    if kind == "additional_devices" and units != units.to_integral_value():
        raise Invalid({"units": worded("must be a whole number of devices")})
    if units != units.quantize(UNIT_PLACES):
        raise Invalid({"units": worded("has at most 4 decimals")})
    return units


@dataclass(frozen=True, slots=True)
class Cost:
    """A claimed cost: so much a unit, so many units, and together."""

    amount: Money
    quantity: Decimal
    total: Money


def cost(amount: Decimal, quantity: Decimal, currency: str, most: Money | None) -> Cost:
    """A cost from what a caller gave; most: the maximum of its category. Invalid says what is wrong."""
    if not 0 < quantity <= MOST_UNITS:
        raise Invalid({"quantity": worded("must be more than 0 and at most {most_units}", most_units=MOST_UNITS)})
    if quantity != quantity.quantize(UNIT_PLACES):
        raise Invalid({"quantity": worded("has at most 4 decimals")})
    each = money("amount", amount, currency)
    total = times(each, quantity)
    if not total:
        raise Invalid({"quantity": worded("makes it come to {total}; a claim is more than 0", total=total)})
    if total.amount > Money.of(MOST_AMOUNT, currency).amount:
        raise Invalid(
            {
                "quantity": worded(
                    "makes it come to {total}; a claim is at most {most_amount}", total=total, most_amount=MOST_AMOUNT
                )
            }
        )
    if most is not None and total.amount > most.amount:
        raise Invalid(
            {"amount": worded("comes to {total}; this category allows at most {most} a claim", total=total, most=most)}
        )
    return Cost(each, quantity, total)


def approved_amount(total: Money, given: Decimal | None) -> Money:
    """How much of a claim is approved: all unless said otherwise."""
    if given is None:
        return total
    approved = money("approved_amount", given, total.currency)
    if approved.amount > total.amount:
        raise Invalid(
            {"approved_amount": worded("is {approved}; the claim comes to {total}", approved=approved, total=total)}
        )
    return approved


def check_discount(amount: Decimal, pay: Money, granted: Money) -> Money:
    """The amount a provider takes off; Invalid when it is more than what is left. pay: labour, increases and bonuses;
    granted: the discounts before."""
    off, left = money("amount", amount, pay.currency), pay - granted
    if off.amount > left.amount:
        raise Invalid({"amount": worded("is {off}; the pay it is taken from comes to {left}", off=off, left=left)})
    return off


def money(field: str, value: Decimal, currency: str) -> Money:
    """An amount above 0 in whole smallest units; Invalid says why it is none."""
    if not 0 < value <= MOST_AMOUNT:
        raise Invalid({field: worded("must be more than 0 and at most {most_amount}", most_amount=MOST_AMOUNT)})
    try:
        return Money.of(value, currency)
    except ValueError as error:
        raise Invalid({field: told_by(error)}) from error
